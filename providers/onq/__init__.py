"""onQ: the conversations of a tenant, as its "Conversations API" documents them."""
