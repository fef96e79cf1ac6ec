"""The corporation's account rules, on any database; clock, randomness and secrets are arguments."""
