"""The pages of a tenant's conversations, and what people do on them."""
