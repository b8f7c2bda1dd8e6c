"""The words beside a number: tokens, clauses and the noun phrases before and behind it."""
