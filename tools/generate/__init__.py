"""Words to picture, or variations of a picture."""
