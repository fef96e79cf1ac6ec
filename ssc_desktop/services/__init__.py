"""What is asked of the corporation, whoever answers."""
