"""The items of a text: where each begins, which series lies in which, and what each tells."""
