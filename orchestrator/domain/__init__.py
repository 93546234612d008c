"""Pure values of the studio. Imports none of our own packages, opens nothing, knows no clock."""
