"""Whether a picture shows what was asked for, requirement by requirement."""
