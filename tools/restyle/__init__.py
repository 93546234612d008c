"""The same picture in another style: one said in words, or that of another picture."""
