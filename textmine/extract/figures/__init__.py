"""What a figure counts, of whom, when and where, and which numbers are none."""
