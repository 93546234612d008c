"""A thing cut out of its picture, without a model."""
