"""Light, colour, sharpness and noise, by arithmetic on pixels."""
