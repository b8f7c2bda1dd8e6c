"""A Page becomes Articles: furniture out, characters in one form, paragraphs whole."""
