"""Articles, events, reviews and runs in a database."""
