"""Presets for kinds of pictures: one TOML file each, and the shelf that reads them. Owns no rule of what they do."""
