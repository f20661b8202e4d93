"""The pieces every page is built of. Template builtins: pages need no {% load %}."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from dashboard import formats
from dashboard.looks import look_of

register = template.Library()

for _function in (
    formats.number,
    formats.size,
    formats.duration,
    formats.through,
    formats.zone_name,
    formats.initials,
):
    register.filter(_function.__name__, _function)


@register.simple_block_tag
def captured(content: SafeString) -> SafeString:
    """`{% captured as name %}…{% endcaptured %}`: say something once, use it twice."""
    return content


@register.simple_block_tag
def banner(content: SafeString, tone: str, title: str = "") -> SafeString:
    """What must not be missed: {% banner "warn" "What happened" %}what to do{% endbanner %}."""
    return render_to_string(
        "pieces/banner.html", {"content": content, "look": look_of(tone), "title": title}
    )


@register.inclusion_tag("pieces/toast.html")
def toast(level: str, message: object) -> dict[str, Any]:
    """One of Django's messages."""
    return {"look": look_of(level), "message": message}


@register.simple_block_tag
def confirm(content: SafeString, label: str, question: str) -> SafeString:
    """A button that asks first, also without JavaScript; the content holds the real form."""
    return render_to_string(
        "pieces/confirm.html", {"content": content, "label": label, "question": question}
    )


@register.inclusion_tag("pieces/badge.html")
def badge(state: str, words: str) -> dict[str, Any]:
    """A state as icon, word and colour: {% badge export.state export.get_state_display %}."""
    return {"look": look_of(state), "words": words}


@register.inclusion_tag("pieces/when.html")
def when(
    moment: datetime | None, form: str = "age", never: str = formats.NOTHING
) -> dict[str, Any]:
    """A relative time (`form="clock"`: the hour); exact in both zones on hover and focus."""
    if moment is None:
        return {"never": never}
    write = formats.clock if form == "clock" else formats.age
    return {
        "moment": moment.astimezone(UTC),
        "form": form,
        "text": write(moment, timezone.now()),
        "exact": formats.exact(moment),
    }


@register.inclusion_tag("pieces/zone_time.html")
def zone_time(moment: datetime, zone: str) -> dict[str, Any]:
    """A moment in a site's zone, which is named: a reader elsewhere must not mistake it."""
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except OverflowError:  # a vendor's nonsense, from the first or last hours that a calendar has
        local, zone = moment.astimezone(UTC), "UTC"
    return {
        "moment": moment.astimezone(UTC),
        "text": f"{formats.day(local)}, {local:%H:%M}",
        "zone": formats.zone_name(zone),
    }


@register.inclusion_tag("pieces/progress.html")
def progress(done: int, total: int, label: str, name: str = "progress") -> dict[str, Any]:
    """A bar for what can be counted. `name`, its id, stays between polls, so that it glides."""
    percent = min(100, 100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "name": name, "percent": f"{percent:.2f}"}


@register.inclusion_tag("pieces/strip.html")
def strip(strip: object, anchor: str = "part-") -> dict[str, Any]:
    """Rows of slots of cells with `state`, `words` and `part`; a `part` leads to
    `#<anchor><part>`; a legend below."""
    return {"strip": strip, "anchor": anchor}


@register.inclusion_tag("pieces/log.html")
def log(events: Iterable[Any], names: Mapping[int, str] | None = None) -> dict[str, Any]:
    """A timeline of events with `at`, `level`, `sentence`, `detail`; `names` are those of parts,
    by key, where an event does not tell by itself which one it is about."""
    named = names or {}
    lines = [
        {"event": event, "look": look_of(event.level), "name": named.get(event.window_id, "")}
        for event in events
    ]
    return {"lines": lines}


@register.inclusion_tag("pieces/fact.html")
def fact(term: str, value: object, copy: bool = False) -> dict[str, Any]:
    """One line of a <dl class="facts">."""
    return {"term": term, "value": value, "copy": copy}


@register.inclusion_tag("pieces/code.html")
def code(value: str, keep: int = 16) -> dict[str, Any]:
    """An id: monospace, without its middle, copied whole."""
    return {"value": value, "shown": formats.middle_cut(value, keep)}


@register.inclusion_tag("pieces/avatar.html")
def avatar(name: str) -> dict[str, Any]:
    return {"name": name}


@register.inclusion_tag("pieces/empty.html")
def empty(sentence: str, url: str = "", action: str = "") -> dict[str, Any]:
    """What an empty list says: one sentence, one action."""
    return {"sentence": sentence, "url": url, "action": action}


@register.inclusion_tag("pieces/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary that takes the focus when a form comes back; each line leads to its field."""
    return {"form": form}
