"""What of the session the language model is shown, and under which numbers. Refuses what was said of it."""
