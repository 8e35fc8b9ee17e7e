"""What only this repository measures: how fast (`make bench`), and how good beside others (`eval`)."""
