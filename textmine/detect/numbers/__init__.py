"""Where a text says a number, in which unit, how surely, and which numbers are none."""
