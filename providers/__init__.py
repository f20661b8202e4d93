"""The vendors' APIs in plain Python: clients, and the sandbox that stands in for the vendors."""
