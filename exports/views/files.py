"""Files on their way out. Each GET is audited; a HEAD looks and takes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from accounts.models import Right
from accounts.services import record
from exports import bundle, downloads, names
from exports import manifest as manifests
from exports.http import visible_export
from exports.kinds import kind_of
from exports.merging.flavours import FLAVOURS
from exports.merging.merged import stream
from exports.models import Export
from exports.queries import files_of, kept_files, windows_with_files
from exports.slots import takes_a_slot
from providers.errors import FileDamaged

may_download = permission_required(f"accounts.{Right.DOWNLOAD_FILES}", raise_exception=True)
TAKEN = (200, 206)
ZIP, CSV, JSON = "application/zip", "text/csv; charset=utf-8", "application/json"


@dataclass(frozen=True)
class Taken:
    """What is made of a whole export while it is sent; `begin` raises what is wrong with its first
    bytes."""

    ending: str
    content_type: str
    begin: Callable[[], Iterator[bytes]]
    needs_files: bool = True


@require_safe
@may_download
def file(request: PersonRequest, pk: int, part_pk: int) -> HttpResponseBase:
    """One file as OpenWeb sent it."""
    answer = _stored if downloads.left_to_nginx(request) else takes_a_slot(_stored)
    return answer(request, pk, part_pk)


def _stored(request: PersonRequest, pk: int, part_pk: int) -> HttpResponseBase:
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
@takes_a_slot
def everything(request: PersonRequest, pk: int) -> HttpResponseBase:
    """All that is stored in one zip; see exports.bundle.stream."""
    export = visible_export(request, pk)
    ending = bundle.ending(export)
    return _whole(request, export, Taken(ending, ZIP, lambda: bundle.stream(export)))


@require_safe
@may_download
@takes_a_slot
def merged(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The rows of every part in one CSV of the `flavour` asked for."""
    export = visible_export(request, pk)
    word = request.GET.get("flavour", "excel")
    if word not in FLAVOURS:
        raise Http404
    flavour = FLAVOURS[word]
    return _whole(request, export, Taken(f"_{word}.csv", CSV, lambda: stream(export, flavour)))


@require_safe
@may_download
@takes_a_slot
def table(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The rows of every part as stored, in one zipped CSV."""
    export = _with_manifest(request, pk)
    return _whole(request, export, Taken(".csv.zip", ZIP, lambda: bundle.table(export)))


@require_safe
@may_download
@takes_a_slot
def manifest(request: PersonRequest, pk: int) -> HttpResponseBase:
    """What it holds and how sure that is; also when nothing came, or its files were removed."""
    export = _with_manifest(request, pk)

    def begin() -> Iterator[bytes]:
        return manifests.pieces(export, windows_with_files(export), timezone.now())

    return _whole(request, export, Taken("_manifest.json", JSON, begin, needs_files=False))


def _with_manifest(request: PersonRequest, pk: int) -> Export:
    export = visible_export(request, pk)
    if not kind_of(export).story.has_manifest:
        raise Http404
    return export


def _whole(request: PersonRequest, export: Export, taken: Taken) -> HttpResponseBase:
    """All of an export that has ended."""
    if export.is_open:
        return _gone(request, export, "It is still running. Download it once it has ended.", 409)
    if taken.needs_files and not kept_files(export).exists():
        return _gone(request, export, "There is no file to download.")
    name = names.file_name(export, taken.ending)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=taken.content_type)
    try:
        pieces = taken.begin()
    except (OSError, FileDamaged):
        return _gone(request, export, "A file is not as it was stored. Ask the operator.")
    _record(request, export, name)
    return StreamingHttpResponse(pieces, headers=headers, content_type=taken.content_type)


def _record(request: PersonRequest, export: Export, name: str) -> None:
    record(request.user, "downloaded", export.title, export.get_absolute_url(), file=name)


def _gone(
    request: PersonRequest, export: Export, sentence: str, status: int = 410
) -> HttpResponseBase:
    context = {"export": export, "sentence": sentence}
    return render(request, "exports/no_file.html", context, status=status)
