"""Divisions down to the county: the gazetteer, their names in a text, and the years of names."""
