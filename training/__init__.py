"""Learning from labelled pages what the signals of a line mean: see README.md."""
