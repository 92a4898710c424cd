"""From text to marks: words, triggers, parties, places, dates, counts and speakers, each in its place."""
