"""What people ask, and what answers: searches, neighbours, facets, counts, indicators."""
