"""What people said about records, and what a record becomes by it."""
