"""One look of a watch: has OpenWeb events that the newest copy does not hold?"""

from datetime import timedelta
from functools import partial
from itertools import groupby

from django.utils import timezone

from accounts.models import Right, User
from credentials.models import KeyKind
from exports.by_article.found import found_in
from exports.by_article.order import why_not_updatable
from exports.models import Export, ExportState, Watch, Window, WindowState
from exports.queries import exports_visible_to
from exports.runner.vendor import ask
from exports.services import watches
from exports.services.actions import Refused
from exports.services.orders import check, sites_of
from jobs import stopping
from jobs.services import Lease, LeaseLost
from providers.errors import KeyRefused, ProviderError
from providers.http import Http
from providers.openweb.article_feed import ArticleFeed

WHILE_IT_RUNS = timedelta(minutes=1)
MOST_TROUBLES = 3  # articles that cannot be looked at, before the look itself has failed
MOST_FAILED = 3  # updates without data, before ordering more of them is useless
WITHOUT_DATA = (ExportState.FAILED, ExportState.CANCELLED)


def step(lease: Lease) -> None:
    """Look once, and order an update when there is news. Raises LeaseLost, Stopping."""
    watch = Watch.objects.select_related("export", "started_by").filter(pk=lease.pk).first()
    if watch is None:  # deleted together with its export
        raise LeaseLost
    if watch.export.is_open:
        watches.wait(lease, WHILE_IT_RUNS)
    elif why := _why_over(watch):
        watches.end(lease, why)
    else:
        _look(lease, watch)


def give_up(lease: Lease) -> None:
    """End a watch whose workers died over and over."""
    watches.end(lease, "The worker stopped unexpectedly several times while looking.")


def _why_over(watch: Watch) -> str:
    if timezone.now() >= watch.until:
        return "Its time is over."
    person = watch.started_by
    if person is None or not _may(person, watch.export):
        return f"{watch.started_by_name} may no longer start exports here."
    return ""


def _may(person: User, export: Export) -> bool:
    visible = exports_visible_to(person).filter(pk=export.pk).exists()
    return person.is_active and visible and person.may(Right.START_EXPORTS)


def _look(lease: Lease, watch: Watch) -> None:
    base = _newest_copy(watch.export)
    if base is None:
        watches.end(lease, "The files of the last copy are gone, so nothing can be compared.")
    elif _failed(watch, base) >= MOST_FAILED:
        watches.end(lease, f"{MOST_FAILED} updates ended without data. Each one's page says why.")
    else:
        try:
            _ask(lease, watch, base)
        except Refused as refusal:
            watches.looked(lease, watch, trouble=str(refusal))


def _failed(watch: Watch, base: Export) -> int:
    ordered = base.updates.filter(requested_at__gte=watch.started_at)
    return ordered.filter(state__in=WITHOUT_DATA).count()


def _ask(lease: Lease, watch: Watch, base: Export) -> None:
    """Raises Refused when an update could not be ordered, whatever OpenWeb says."""
    check(sites_of(base), KeyKind.EXPORT_TOKEN)
    news = _news(base)
    if isinstance(news, ProviderError):
        watches.looked(lease, watch, trouble=news.sentence)
    elif news:
        watches.follow(lease, watch, base)
    else:
        watches.looked(lease, watch, trouble=_unseen(base))


def _unseen(base: Export) -> str:
    every = base.windows.count()
    missing = base.windows.exclude(state=WindowState.STORED).count()
    if not missing:
        return ""
    are = "is" if missing == 1 else "are"
    return f"{missing:,} of {every:,} articles {are} not in the copy yet. Press Retry on its page."


def _newest_copy(export: Export) -> Export | None:
    """The export, or, where it ended without files, the one before it."""
    newest: Export | None = export
    while newest and why_not_updatable(newest):
        newest = newest.continues
    return newest


def _news(base: Export) -> bool | ProviderError:
    """Site by site, each over one connection; trouble at one does not hide another's news."""
    troubles = []
    stored = base.windows.filter(state=WindowState.STORED).order_by("site_id", "position")
    for _, at_site in groupby(stored.select_related("site", "export"), lambda one: one.site_id):
        windows = list(at_site)
        news = ask(windows[0], partial(_news_at, windows))
        if news is True:
            return True
        if isinstance(news, ProviderError):
            troubles.append(news)
    return troubles[0] if troubles else False


def _news_at(windows: list[Window], http: Http, token: str) -> bool:
    """Whether one of a site's articles has news. Raises ProviderError when none is known to, and
    one could not be asked."""
    troubles = []
    for window in windows:
        stopping.check()
        try:
            feed = ArticleFeed(http, window.spot_id, token)
            if feed.has_news(window.post_id, found_in(window).etag):
                return True
        except KeyRefused:
            raise
        except ProviderError as error:
            troubles.append(error)
        if len(troubles) == MOST_TROUBLES:
            break
    if troubles:
        raise troubles[0]
    return False
