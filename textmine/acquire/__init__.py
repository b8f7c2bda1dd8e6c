"""A file, an archive, a table of texts or a site becomes Pages."""
