"""Two pictures put into one, without a model."""
