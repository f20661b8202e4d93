"""onQ's complete list against dlt, and pages of it."""
