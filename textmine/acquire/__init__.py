"""A file, an archive, a table of texts or a site becomes Pages.

`files.py` tells by a file's content (`media.py`) who reads it; start there. Readers: html (web
pages), office (DOCX, DOC, WPS), paged (PDF, OFD, scans), and the modules beside this one for
archives, mails and tables. crawl fetches pages of sites, by what `sites.toml` says of them.
"""
