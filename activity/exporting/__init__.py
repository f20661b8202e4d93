"""One person's activity as a kind of export."""
