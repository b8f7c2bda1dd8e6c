"""What a practice is called."""
