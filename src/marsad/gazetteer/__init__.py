"""Places: the catalogue, its look-up, and import of larger catalogues."""
