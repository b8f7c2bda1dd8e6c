"""What patterns, places, years and words are called, and by which codes."""
