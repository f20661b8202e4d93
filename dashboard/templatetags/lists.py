"""The pieces of a long list: sorting, filters, pages, all in its address. Template builtins."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template.context import Context

register = template.Library()
# Where in a list a page is: by its number, or by the row it comes after or before.
PLACES: dict[str, str | None] = dict.fromkeys(("page", "after", "before", "value"))


@register.inclusion_tag("pieces/sort_header.html", takes_context=True)
def sort_header(
    context: Context, label: str, field: str, default: str = "", number: bool = False
) -> dict[str, Any]:
    """A column's header that sorts by `?sort=field`, and the other way round when clicked again."""
    query: QueryDict = context["request"].GET
    current = query.get("sort", default)
    ascending, descending = current == field, current == f"-{field}"
    return {
        "label": label,
        "number": number,
        "direction": "ascending" if ascending else "descending" if descending else "none",
        "url": _url_with(query, sort=f"-{field}" if ascending else field, **PLACES),
    }


@register.inclusion_tag("pieces/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """ "1–50 of 12,408", previous, next; keeps the filters."""
    query: QueryDict = context["request"].GET
    links = {}
    if page.has_previous():
        links["previous"] = _url_with(query, page=str(page.previous_page_number()))
    if page.has_next():
        links["next"] = _url_with(query, page=str(page.next_page_number()))
    return {"page": page, **links}


@register.inclusion_tag("pieces/chips.html", takes_context=True)
def filter_chips(context: Context, form: BaseForm) -> dict[str, Any]:
    """What a GET form filters by; each chip's link leaves its own value out."""
    query: QueryDict = context["request"].GET
    used = [field for field in form if query.get(field.html_name)]
    chips = [
        {
            "label": field.label,
            "value": _words_of(field, value),
            "url": _url_without(query, field.html_name, value),
        }
        for field in used
        for value in query.getlist(field.html_name)
    ]
    cleared = {field.html_name: None for field in used}
    return {"chips": chips, "clear_url": _url_with(query, **cleared, **PLACES)}


def _words_of(field: Any, value: str) -> str:
    for choice, words in getattr(field.field, "choices", ()):
        if str(choice) == value:
            return str(words)
    return value


def _url_without(query: QueryDict, name: str, value: str) -> str:
    """From the first page: another filter leaves other pages."""
    changed = query.copy()
    changed.setlist(name, [other for other in query.getlist(name) if other != value])
    return _url_with(changed, **PLACES)


def _url_with(query: QueryDict, **changes: str | None) -> str:
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    for name in [name for name in changed if not any(changed.getlist(name))]:
        del changed[name]  # a field that was left empty
    return f"?{changed.urlencode()}"
