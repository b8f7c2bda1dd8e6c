"""The version of textmine; here and nowhere else."""

__version__ = "0.1.0"
