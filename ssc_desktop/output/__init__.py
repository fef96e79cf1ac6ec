"""Text for devices that are no window."""
