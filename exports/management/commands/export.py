"""`export range …` and `export article …`: the workers do it, this command brings the file."""

import sys
from argparse import ArgumentParser
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports import bundle, names
from exports.management import arguments, article_arguments, range_arguments
from exports.management.arguments import Arguments
from exports.management.progress import look
from exports.management.watching import Stuck, watch
from exports.models import Export, ExportState
from exports.ranges import RangeRefused
from exports.services import Refused, start
from providers.errors import FileDamaged

KINDS: dict[str, Arguments] = {"range": range_arguments, "article": article_arguments}
EXIT_CODES = {ExportState.READY: 0, ExportState.INCOMPLETE: 3}


class Command(BaseCommand):
    help = "Export OpenWeb comments and bring the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        for name, kind in KINDS.items():
            arguments_of_kind = kinds.add_parser(name, help=kind.HELP)
            kind.add_to(arguments_of_kind)
            arguments.add_to(arguments_of_kind)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            export, _new = start(KINDS[options["kind"]].order_from(options), None)
            watch("export", export.title, partial(look, export))
        except (Refused, RangeRefused, Stuck) as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            raise CommandError(
                "No longer waiting. The export goes on; its page shows it, and can cancel it."
            ) from None
        self._finish(export, options["output"])

    def _finish(self, export: Export, output: Path | None) -> None:
        for event in export.events.exclude(level="info"):
            self.stderr.write(event.sentence)
        if export.state in EXIT_CODES:
            path = (output or Path(names.file_name(export))).resolve()
            _write(export, path)
            self.stdout.write(str(path))
        code = EXIT_CODES.get(ExportState(export.state), 1)
        if code:
            sys.exit(code)


def _write(export: Export, path: Path) -> None:
    """The whole file or none. Raises CommandError."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.writelines(bundle.one_table(export))
        draft.replace(path)
    except OSError as error:
        raise CommandError(
            f"{path} could not be written: {error.strerror}. The export is kept; its page has "
            "the file."
        ) from None
    except FileDamaged:
        raise CommandError("A file is not as it was stored. Ask the operator.") from None
    finally:
        with suppress(OSError):
            draft.unlink()
