"""An article as a marked Doc: words, structure, quantities, periods and places.

One module a component: `segment`, `structure`, `quantities`, `periods`, `places`; `layers` says
what each of them leaves on the Doc, `needed` which rules a text may match. Below them: outline (for
`structure`), numbers (for `quantities`), divisions, localities and resolving (for `places`).
"""
