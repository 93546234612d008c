"""How the built-in models are made from the painted world. Owns trainers and the weights folder; serves nothing."""
