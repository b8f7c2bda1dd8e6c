"""A case database: what was mined, what people said about it, and what is asked of both.

`database.py` is the file and `CaseDatabase`; start there. Below it: words (how things are
called), file (tables and how the file is opened), history (what people said), kept (what is kept
of each document), groups (repeats and cases). On top of it: find (searches and counts), out
(exports), and the modules beside this one, each a thing that people do with cases.
"""
