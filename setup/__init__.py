"""Sets up a fresh machine with Python alone: environment, pinned packages, page bundle. Standard library only."""
