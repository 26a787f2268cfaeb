"""Opens the course: python -m infotheory_helpers."""

import sys

from .classroom.desk import main

if __name__ == "__main__":
    sys.exit(main())
