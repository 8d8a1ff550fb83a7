"""The parser as C: only where it was built, which scripts/test.py sees to."""
