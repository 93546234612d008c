"""From words to the place they name."""
