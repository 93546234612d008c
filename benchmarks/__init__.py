"""Each speed beside its floor, measured in one run: `make bench`. Prints a table; asserts nothing."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the web server; numpy reads it when it is first imported
