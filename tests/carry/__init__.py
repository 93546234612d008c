"""Bundles: zips from anywhere, taken in whole or not at all."""
