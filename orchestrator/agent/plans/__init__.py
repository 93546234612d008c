"""Plans made or mended by rule around a small model: what it was not taught, or is known to get wrong.

Each module owns one wish and the steps that it takes. Refuses to ask a model: `nodes` does.
"""
