"""Data out: tables, workbooks, texts, lines and parts, with what their columns mean."""
