"""The SQLite file itself: its tables, how it is opened, and what it says of itself."""
