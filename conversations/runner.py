"""Reading a tenant's list: page after page, pass after pass. Knows no Celery, no HttpRequest."""

from conversations.asking import Asking, asking
from conversations.models import Synchronisation
from conversations.services import reading
from conversations.services.reading import Reading
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease, LeaseLost
from providers.errors import ProviderError, RequestRefused
from providers.onq.paging import smaller
from providers.onq.refusals import may_be_the_end


def step(lease: Lease) -> None:
    """Read on until the run ends or has to wait. Raises LeaseLost, Stopping."""
    run = reading.begin(lease)
    if run is None:
        return
    with asking(run.sync.tenant) as onq:
        while _read(run, onq):
            if stopping.asked():
                run.write()
            stopping.check()


def give_up(lease: Lease) -> None:
    """End a run whose workers died over and over. Raises LeaseLost."""
    sync = Synchronisation.objects.filter(pk=lease.pk).first()
    if sync is None:
        raise LeaseLost
    Reading(lease, sync).give_up()


def _read(run: Reading, onq: Asking) -> bool:
    """Read one page; whether to read on with the same lease."""
    if run.is_to_stop():
        run.stop()
        return False
    try:
        page = onq.page(run.position)
        failpoint("before_page")
        run.take(page)
    except ProviderError as error:
        return _after(run, error)
    return run.sync.is_running


def _after(run: Reading, error: ProviderError) -> bool:
    if may_be_the_end(error, run.position.calls):
        run.end_pass(refused=True)
        return run.sync.is_running
    fewer = smaller(run.position) if isinstance(error, RequestRefused) else None
    if fewer:
        run.ask_smaller(fewer)
        return True
    run.trouble(error)
    return False
