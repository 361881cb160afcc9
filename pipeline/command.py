"""What commands share: the project of the current folder, options, and how an error is told."""

import io
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline.errors import InputError, shortened
from pipeline.project import Project


class _Folder(click.Path):
    """A folder that need not be there yet; an empty text is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("found an empty text, expected a folder", param, ctx)
        return super().convert(value, param, ctx)


FOLDER = _Folder(exists=False, file_okay=False, path_type=Path)


def in_project(command: Callable[..., int | None]) -> Callable[..., None]:
    """Give a command the project of the current folder; tell an InputError in its lines and exit with 2."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show an accent gets it written out, not an error.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            exit_code = command(Project.find(), *arguments, **options)
            sys.stdout.flush()
        except KeyboardInterrupt:
            click.echo("Interrupted; the current release is as it was", err=True)
            exit_code = 130
        except BrokenPipeError:
            # Whoever read the answer has read enough, such as head.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            exit_code = 0
        except InputError as error:
            for line in shortened(error.lines):
                click.echo(f"Error: {line}", err=True)
            exit_code = 2
        except OSError as error:
            click.echo(
                f"Error: {error.filename2 or error.filename or 'system'}: found {error.strerror or error}, "
                "expected to read and write there; check disk space and permissions",
                err=True,
            )
            exit_code = 2
        sys.exit(exit_code or 0)

    return run
