"""Files on their way out. Each GET is audited; a HEAD looks and takes nothing."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.http import PersonRequest
from accounts.models import Right
from accounts.services import record
from exports import bundle, downloads
from exports.http import visible_export
from exports.models import Export
from exports.queries import files_of, kept_files

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
    name = bundle.part_name(part)
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
    if export.is_open:
        return _gone(request, export, "It is still running. Download it once it has ended.", 409)
    if not kept_files(export).exists():
        return _gone(request, export, "There is no file to download.")
    name = bundle.file_name(export)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type="application/zip")
    _record(request, export, name)
    return StreamingHttpResponse(
        bundle.stream(export), headers=headers, content_type="application/zip"
    )


def _record(request: PersonRequest, export: Export, name: str) -> None:
    record(request.user, "downloaded", export.title, export.get_absolute_url(), file=name)


def _gone(
    request: PersonRequest, export: Export, sentence: str, status: int = 410
) -> HttpResponseBase:
    context = {"export": export, "sentence": sentence}
    return render(request, "exports/no_file.html", context, status=status)
