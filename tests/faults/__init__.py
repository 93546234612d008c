"""Processes killed at random: nothing lost, nothing doubled, nothing torn."""
