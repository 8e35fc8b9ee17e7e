"""`python -m kompetanse_qa` is `kompetanse-qa`."""

from __future__ import annotations

import sys

from kompetanse_qa.cli import main

if __name__ == "__main__":
    sys.exit(main())
