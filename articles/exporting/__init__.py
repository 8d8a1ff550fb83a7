"""Stories out: a version as bytes in a format others read, and the whole paper as one archive."""
