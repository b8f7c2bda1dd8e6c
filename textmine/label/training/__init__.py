"""Learning from labelled practices: a corpus in, a model with its card and scores out."""
