"""Which place each name is, and which one the article is about."""
