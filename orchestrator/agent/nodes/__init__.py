"""The steps of understanding a turn, one module each. Each takes the thinking so far and returns what it adds."""
