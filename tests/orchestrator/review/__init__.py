"""The loop in which a turn judges and mends what it made."""
