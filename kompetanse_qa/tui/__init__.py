"""The screen: ask, read, filter, take along; a Textual app in Norwegian."""
