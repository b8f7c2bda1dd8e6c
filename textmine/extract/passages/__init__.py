"""Where practices begin and end in an article, and what stands around them."""
