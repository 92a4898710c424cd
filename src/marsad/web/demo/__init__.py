"""Example data for a first look at the observatory: real places, invented acts."""
