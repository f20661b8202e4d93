"""What must be in place in the database before the processes start. Safe to repeat."""

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection

from config.connections import in_words
from config.prepare import people, tables
from config.prepare.problems import CannotPrepare
from config.prepare.turns import alone

__all__ = ["CannotPrepare", "prepare"]


def prepare(say: Callable[[str], None]) -> None:
    """Bring tables and the first administrator up to date, however many hosts ask for it at once.

    `say` gets a sentence for each thing that was done or that somebody has to know. Raises
    CannotPrepare, and then what was done stays and the next try goes on from there.
    """
    try:
        with alone(say):
            tables.bring_up_to_date(say)
            people.ensure_somebody_can_sign_in(say)
    except DatabaseError as error:
        problem = "The database cannot be prepared"
        if connection.connection is None:
            problem = "Threadkeep cannot reach its database"
        raise CannotPrepare(f"{problem}: {in_words(error)}") from None
