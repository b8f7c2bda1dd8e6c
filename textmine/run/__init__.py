"""Many documents: each mined once, in processes that are watched, or on a cluster."""
