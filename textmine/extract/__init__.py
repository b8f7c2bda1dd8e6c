"""A marked Doc to figures and practices: components `metrics` and `practices`.

`candidates` are the passages that may be measures, `lexicon` and `rulebook` the word lists and
rules (`rules/`). Below them: phrases (what stands beside a word), setting (when, where, by whom),
names, figures and passages.
"""
