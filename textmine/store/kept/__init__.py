"""What is kept of each document, and the tables that are made from it."""
