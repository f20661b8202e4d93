"""The article feed: conversations of any length, made as they are read, and what is added later."""
