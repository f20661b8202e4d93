"""The forms behind “New export”, one for each way to ask."""
