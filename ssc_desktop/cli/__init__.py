"""The command line: it reads the settings, builds the service and opens the window."""
