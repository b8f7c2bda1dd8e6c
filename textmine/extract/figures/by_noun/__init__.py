"""Figures named by a noun before or behind them, and whose that noun is."""
