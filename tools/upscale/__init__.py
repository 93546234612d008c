"""The same picture at two or four times the size."""
