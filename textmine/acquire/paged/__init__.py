"""Signs at places on pages become lines and paragraphs: PDF, OFD, and scans by OCR."""
