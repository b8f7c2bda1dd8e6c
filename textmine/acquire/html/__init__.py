"""Web pages: a light tree with places, the main text, and what a page says of itself."""
