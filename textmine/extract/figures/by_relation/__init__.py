"""Figures named by others: shares, classes, ranks, rows, parts of what was counted before."""
