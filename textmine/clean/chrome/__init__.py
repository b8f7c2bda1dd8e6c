"""The lines of a site around the articles on its page, told from theirs."""
