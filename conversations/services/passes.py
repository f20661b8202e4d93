"""What the passes over a list say of it, taken together."""

from conversations.models import Conversation, Pass


def first_of_run(latest: Pass) -> Pass:
    """The pass that began the run to which this one belongs."""
    passes = Pass.objects.filter(tenant=latest.tenant_id, pk__lte=latest.pk)
    return passes.filter(number=1).latest("pk")


def mark_gone(ended: Pass) -> None:
    """Two complete passes without it: one alone may have missed what moved under it.

    A row is known to have been seen in a run, not in which of its passes: so what counts is that
    the whole run of the pass before did not see it.
    """
    passes = Pass.objects.filter(tenant=ended.tenant_id, pk__lt=ended.pk)
    before = passes.filter(ended_at__isnull=False).first()
    if before is None:
        return
    first = first_of_run(before).pk
    if passes.filter(pk__lt=first).exists():  # else nothing can have been seen before
        kept = Conversation.objects.filter(tenant=ended.tenant_id, gone_at=None)
        kept.filter(last_pass__lt=first).update(gone_at=ended.ended_at)


def agrees_with_last(ended: Pass) -> bool:
    """Whether the pass before it in the same run has read as many."""
    before = Pass.objects.filter(tenant=ended.tenant_id, pk__lt=ended.pk).first()
    return before is not None and before.number < ended.number and before.rows == ended.rows


def seen_in_run(ended: Pass) -> int:
    """How many conversations the run of this pass, its last, has seen.

    More than the pass itself has: then the list moves, and it may have missed just as well what
    none of them saw.
    """
    kept = Conversation.objects.filter(tenant=ended.tenant_id)
    return kept.filter(last_pass__gte=first_of_run(ended).pk).count()
