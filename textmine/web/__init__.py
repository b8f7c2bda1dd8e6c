"""The page: people search, read, correct and take away. Routes are thin; `store` does the work."""
