"""What differs between two releases: a table for people, JSON for programs, a Markdown page for a pull request."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from pipeline.project import Project
from pipeline.releases.store import Release, ReleaseStore
from pipeline.revisions.comparing import Change, MartDifference, Row, compare_releases
from pipeline.terminal import answers

# Cells that a table or a page shows; JSON has all.
_MOST_CELLS = 200

_MARTS = ("Mart", "Rows gone", "Rows new", "Numbers changed", "Others changed")
_TEXTS = ("Mart", "Row", "Column")
_CELLS = ("Mart", "Row", "Column", "Before", "After", "Change")


def print_differences(project: Project, before_id: str, after_id: str, output_format: str) -> int:
    """Compare two releases, print what differs as table, json or markdown, and give the exit code: 0 equal, 1 not.

    Raises InputError for a release that there is not, or that is damaged.
    """
    store = ReleaseStore(project.releases)
    before, after = store.get(before_id), store.get(after_id)
    found = compare_releases(project, before, after)
    if output_format == "json":
        click.echo(json.dumps(_for_json(before, after, found), indent=2, ensure_ascii=False, default=str))
    elif output_format == "markdown":
        click.echo("\n".join(_page(before, after, found)))
    else:
        _print_tables(before, after, found, answers())
    return 1 if found else 0


def _for_json(before: Release, after: Release, found: Sequence[MartDifference]) -> dict[str, Any]:
    return {
        "before": asdict(before),
        "after": asdict(after),
        "is_equal": not found,
        "marts": [
            {
                **asdict(mart),
                "changes": [{**asdict(change), "difference": change.difference} for change in mart.changes],
            }
            for mart in found
        ],
    }


def _print_tables(before: Release, after: Release, found: Sequence[MartDifference], console: Console) -> None:
    click.echo(f"before: {_told(before)}\nafter:  {_told(after)}")
    for headings, rows in ((_MARTS, list(map(_mart_row, found))), (_CELLS, _cell_rows(found))):
        if rows:
            table = Table()
            for heading in headings:
                table.add_column(heading, overflow="fold", justify="left" if heading in _TEXTS else "right")
            for row in rows:
                table.add_row(*row)
            console.print(table)
    for line in (*_of_columns(found), *_left_out(found), _outcome(found)):
        click.echo(line)


def _page(before: Release, after: Release, found: Sequence[MartDifference]) -> Iterator[str]:
    yield f"## {before.release_id} → {after.release_id}"
    yield ""
    yield f"- before: {_in_cell(_told(before))}"
    yield f"- after: {_in_cell(_told(after))}"
    yield ""
    yield _outcome(found)
    for headings, rows in ((_MARTS, list(map(_mart_row, found))), (_CELLS, _cell_rows(found))):
        if rows:
            yield ""
            yield f"| {' | '.join(headings)} |"
            yield "|---" * len(headings) + "|"
            yield from (f"| {' | '.join(map(_in_cell, row))} |" for row in rows)
    notes = [*_of_columns(found), *_left_out(found)]
    if notes:
        yield ""
        yield from (f"- {_in_cell(note)}" for note in notes)


def _mart_row(mart: MartDifference) -> tuple[str, ...]:
    numbers = sum(change.is_of_number for change in mart.changes)
    state = " (gone)" if mart.is_gone else " (new)" if mart.is_new else ""
    counts = (len(mart.rows_gone), len(mart.rows_new), numbers, len(mart.changes) - numbers)
    return mart.mart + state, *(f"{count:,}" if count else "" for count in counts)


def _cell_rows(found: Sequence[MartDifference]) -> list[tuple[str, ...]]:
    cells = [(mart.mart, change) for mart in found for change in mart.changes]
    return [
        (mart, _named(change.key), change.column, _shown(change.before), _shown(change.after), _by(change))
        for mart, change in cells[:_MOST_CELLS]
    ]


def _of_columns(found: Sequence[MartDifference]) -> Iterator[str]:
    for mart in found:
        for state, columns in (("gone", mart.columns_gone), ("new", mart.columns_new)):
            if columns:
                yield f"{mart.mart}: {state} {', '.join(columns)}"


def _left_out(found: Sequence[MartDifference]) -> Iterator[str]:
    count = sum(len(mart.changes) for mart in found)
    if count > _MOST_CELLS:
        yield f"{count - _MOST_CELLS:,} more cells: --format json"


def _outcome(found: Sequence[MartDifference]) -> str:
    if not found:
        return "Equal: no figure, text or row of any mart differs"
    numbers = sum(change.is_of_number for mart in found for change in mart.changes)
    return (
        f"{_counted(len(found), 'mart')} not the same: {_counted(numbers, 'number')} changed, "
        f"{_counted(sum(len(mart.rows_gone) for mart in found), 'row')} gone, "
        f"{_counted(sum(len(mart.rows_new) for mart in found), 'row')} new"
    )


def _told(release: Release) -> str:
    reason = ": ".join(part for part in (release.reason_code, release.reason_note) if part)
    return f"{release.release_id}, built {release.built_at} UTC{f', {reason}' if reason else ''}"


def _named(key: Row) -> str:
    """A row by its key, such as SCS2024, AP; an empty code is left out."""
    return ", ".join(str(value) for value in key.values() if value not in (None, ""))


def _shown(value: Any) -> str:
    return "null" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def _by(change: Change) -> str:
    difference = change.difference
    if difference is None:
        return ""
    return f"{difference:+.4f}" if isinstance(difference, float) else f"{difference:+,}"


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _in_cell(text: str) -> str:
    """A text as it stands in a cell of Markdown: nothing in it is markup."""
    text = " ".join(text.split())
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#|~" else character for character in text)
