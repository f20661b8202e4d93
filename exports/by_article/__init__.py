"""The comments of articles: each one's feed of events is read, replayed and packed."""
