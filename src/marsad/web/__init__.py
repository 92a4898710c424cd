"""The observatory: an API over the store and the coder, and the page that shows it."""
