"""From the marks of an article to events: who did what to whom, where, when, and whether it happened."""
