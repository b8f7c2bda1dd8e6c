"""Title, author, issuer, number and date: where they stand in a text, and which of them hold."""
