"""Rows and how they are reached. Knows no rule of the studio: those are the services'."""
