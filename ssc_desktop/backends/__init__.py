"""Those who can play the corporation for the program."""
