"""What only this repository measures: how fast (`make bench`), how good beside others (`eval`)."""
