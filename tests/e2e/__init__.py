"""The studio page in a real browser, on a real studio with the starter models."""
