"""Words painted into one place of a picture; every pixel elsewhere stays as it was."""
