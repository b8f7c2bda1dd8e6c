"""Which texts repeat others, and which practices are one case."""
