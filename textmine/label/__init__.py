"""Candidates become practices: which are any, and by which pattern; `training` learns it."""
