"""A Page becomes Articles: `page` does it, by way of characters, chrome, layout and metadata.

Beside them: `split` parts a compilation, `genre` and `judge` say what an article is as a whole,
`secrecy` finds marks that hold it back, `signature` is what near-duplicates are found by.
"""
