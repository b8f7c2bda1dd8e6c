"""Figures named by what was done: earned, spent, given, done for somebody."""
