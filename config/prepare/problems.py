class CannotPrepare(Exception):
    """Why the database is not ready, and what to do, in sentences for the operator."""
