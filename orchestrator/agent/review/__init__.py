"""The loop behind a turn's jobs: which pictures count, what they miss, whether and how that is mended."""
