"""What a figure counts, of whom, when and where, and which numbers are none.

`reading` is what the words around a figure say, `screening` which numbers are no metrics,
`indicators` what a figure counts (by the rules of by_noun, by_deed, by_rule and by_relation),
`anchors` its place and period.
"""
