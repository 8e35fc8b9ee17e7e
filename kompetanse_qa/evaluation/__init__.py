"""Gold set → runs → measures → comparison → report: which of two systems is better?"""
