"""Townships, villages, rivers and hills: names that a list or their looks tell."""
