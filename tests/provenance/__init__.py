"""Provenance: what files say of themselves, written and read, with real certificates and real files."""
