"""onQ's conversations of one or more tenants, made from the tenant's key id when they are read."""
