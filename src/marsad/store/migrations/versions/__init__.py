"""One revision a file; never edited once released."""
