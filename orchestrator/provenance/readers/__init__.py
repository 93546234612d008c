"""Recipes that other programs leave in files, one module per program. Each takes text and refuses to believe it."""
