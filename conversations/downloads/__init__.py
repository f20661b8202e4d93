"""A view of a tenant's list as one file, made while it is sent."""
