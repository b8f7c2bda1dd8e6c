"""Files of word processors: DOCX, and the Word 97 and WPS files of the OLE container."""
