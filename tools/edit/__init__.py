"""Words that change a picture, the rest of it kept."""
