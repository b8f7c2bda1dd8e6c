"""Figures of a rule, a habit or a standard: how often, for each, within, from which age."""
