"""Each speed beside its floor, measured in one run: `make bench`. Prints a table; asserts nothing."""
