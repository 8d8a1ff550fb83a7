"""Benchmarks: a generator of stories, and ``python -m bench``, which measures import and pages in one run."""
