"""How fast, and at what cost: `make bench`."""
