"""`python -m starter.train.chat`."""

import sys

from starter.train.chat import main

if __name__ == "__main__":
    main(sys.argv[1:])
