"""What a layout does to a text, undone: broken lines, page numbers, contents, run-in paragraphs."""
