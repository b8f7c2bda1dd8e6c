"""Characters as they should be: what a converter tore, one form each, nothing invisible."""
