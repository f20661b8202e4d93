"""Starts everything with one command: `python -m config.launch demo` (or `run`)."""
