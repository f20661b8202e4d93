"""Nothing claimed: how sure we are that a window is complete, and the words for it. Pure."""

from exports.models import Grade


def grade(announced: int | None, received: int, duplicates: int) -> Grade:
    """Complete needs an announced number and as many rows, each with an id of its own."""
    if announced is None:
        return Grade.WHOLE
    different = received - duplicates
    if different < announced:
        return Grade.INCOMPLETE
    return Grade.COMPLETE if received == announced else Grade.WHOLE


def in_words(announced: int | None, received: int, duplicates: int, outside: int) -> str:
    """What was compared, as sentences; an empty result is a success with words of its own."""
    words = [_compared(announced, received)]
    if duplicates:
        words.append(f"{duplicates:,} rows repeat an id that came before.")
    if outside:
        words.append(f"{outside:,} rows are dated outside the range: OpenWeb's zone may differ.")
    return " ".join(words)


def _compared(announced: int | None, received: int) -> str:
    if announced is None:
        if not received:
            return "No comments in this range. OpenWeb announced no number."
        return f"{received:,} rows, files intact. OpenWeb announced no number."
    if received == announced:
        return (
            f"{received:,} rows, as many as OpenWeb announced."
            if received
            else "No comments in this range."
        )
    more = received > announced
    difference = abs(received - announced)
    return (
        f"{received:,} rows, {difference:,} {'more' if more else 'fewer'} than the {announced:,} "
        "that OpenWeb announced."
    )
