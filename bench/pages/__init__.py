"""Pages by how many exports there are."""
