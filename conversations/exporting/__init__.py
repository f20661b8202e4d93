"""onQ's own CSV of a tenant's conversations as a kind of export."""
