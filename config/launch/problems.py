class CannotStart(Exception):
    """Why Threadkeep does not start, in a sentence for whoever typed the command."""
