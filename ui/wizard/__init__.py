"""The shell in which every journey runs, and its pages."""
