"""Files on their way out. Each GET is audited; a HEAD looks and takes nothing."""

from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from accounts.models import Right
from accounts.services import record
from exports import bundle, downloads, names
from exports.http import visible_export
from exports.merging.flavours import FLAVOURS
from exports.merging.merged import stream
from exports.models import Export
from exports.queries import files_of, kept_files
from providers.errors import FileDamaged

may_download = permission_required(f"accounts.{Right.DOWNLOAD_FILES}", raise_exception=True)
TAKEN = (200, 206)


@require_safe
@may_download
def file(request: PersonRequest, pk: int, part_pk: int) -> HttpResponseBase:
    """One file as OpenWeb sent it."""
    export = visible_export(request, pk)
    part = get_object_or_404(files_of(export), pk=part_pk)
    stored = part.stored_file
    if stored is None or stored.removed_at:
        return _gone(request, export, "This file was removed. The log says when.")
    name = names.part_name(part)
    try:
        response = downloads.respond(request, stored, name)
    except FileNotFoundError:
        return _gone(request, export, "This file is not where it was stored. Ask the operator.")
    if request.method == "GET" and response.status_code in TAKEN:
        _record(request, export, name)
    return response


@require_safe
@may_download
def everything(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Every part's CSV in one zip, made while it is sent."""
    export = visible_export(request, pk)
    return _whole(request, export, ".csv.zip", "application/zip", lambda: bundle.stream(export))


@require_safe
@may_download
def merged(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The rows of every part in one CSV of the `flavour` asked for, made while it is sent."""
    export = visible_export(request, pk)
    word = request.GET.get("flavour", "excel")
    if word not in FLAVOURS:
        raise Http404
    flavour, ending = FLAVOURS[word], f"_{word}.csv"
    return _whole(
        request, export, ending, "text/csv; charset=utf-8", lambda: stream(export, flavour)
    )


def _whole(
    request: PersonRequest,
    export: Export,
    ending: str,
    content_type: str,
    begin: Callable[[], Iterator[bytes]],
) -> HttpResponseBase:
    """All of an export that has ended; `begin` raises what is wrong with its first bytes."""
    if export.is_open:
        return _gone(request, export, "It is still running. Download it once it has ended.", 409)
    if not kept_files(export).exists():
        return _gone(request, export, "There is no file to download.")
    name = names.file_name(export, ending)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=content_type)
    try:
        pieces = begin()
    except (OSError, FileDamaged):
        return _gone(request, export, "A file is not as it was stored. Ask the operator.")
    _record(request, export, name)
    return StreamingHttpResponse(pieces, headers=headers, content_type=content_type)


def _record(request: PersonRequest, export: Export, name: str) -> None:
    record(request.user, "downloaded", export.title, export.get_absolute_url(), file=name)


def _gone(
    request: PersonRequest, export: Export, sentence: str, status: int = 410
) -> HttpResponseBase:
    context = {"export": export, "sentence": sentence}
    return render(request, "exports/no_file.html", context, status=status)
