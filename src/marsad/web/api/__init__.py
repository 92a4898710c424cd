"""Routes of the API, one small file a subject."""
