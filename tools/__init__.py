"""Pictures and parameters in, pictures out. Knows no SQL, Celery, Flask or language model."""

from typing import Final

# Here, since the processes that read files from outside load nothing else of the tools.
MAX_PIXELS: Final = 4096 * 4096
"""Largest picture taken in or given out."""
MAX_SIDE: Final = 8192
"""Most pixels of its width, and of its height: what is given out can be taken in again."""
MEGAPIXELS: Final = f"{MAX_PIXELS / 1e6:.1f} megapixels"
"""MAX_PIXELS, as people are told."""
