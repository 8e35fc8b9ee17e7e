"""The sitting of a user: what the screen and the plain dialogue share, without a widget or a print.

Session (index, filters, answers), history, marks, trail, state between runs, copying, export.
"""
