"""Articles as files of comments, users and ranks: OpenWeb exports their conversations."""
