"""The same picture in a larger frame; every pixel it had stays as it was."""
