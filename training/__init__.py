"""What was trained, from what, and how to do it again; nothing here is installed."""
