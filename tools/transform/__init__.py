"""A picture cropped, turned, mirrored or resized, without a model."""
