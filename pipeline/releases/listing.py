"""The releases as a table or as JSON."""

import json
from dataclasses import asdict

import click
from rich.table import Table

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from pipeline.terminal import answers


def print_releases(project: Project, as_json: bool) -> None:
    """Print every release, newest first: which one is current, and which are damaged."""
    store = ReleaseStore(project.releases)
    found = store.all()
    try:
        current = store.pointed()
    except InputError as error:
        # The releases are what a user needs to see to mend the pointer.
        current = None
        click.echo(f"Warning: {error.lines[0]}", err=True)
    current_id = current.release_id if current else None
    if current and current_id not in {release.release_id for release in found}:
        try:
            found = sorted([*found, store.described(current)], key=lambda release: -release.sequence)
        except InputError as error:
            click.echo(f"Warning: {error.lines[0]}", err=True)
    damaged = {
        release.release_id
        for release in found
        if not store.is_good(current if current and current_id == release.release_id else release.pointer)
    }
    if as_json:
        rows = [
            {
                **asdict(release),
                "is_current": release.release_id == current_id,
                "is_damaged": release.release_id in damaged,
            }
            for release in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif not found:
        click.echo("No release yet; run `smart-customs build`")
    else:
        table = Table()
        for heading in ("", "Release", "Built at (UTC)", "Surveys", "Reason", "Content"):
            table.add_column(heading)
        for release in found:
            states = {"current": release.release_id == current_id, "damaged": release.release_id in damaged}
            table.add_row(
                ", ".join(state for state, is_so in states.items() if is_so),
                release.release_id,
                release.built_at,
                ", ".join(release.survey_codes),
                ": ".join(part for part in (release.reason_code, release.reason_note) if part),
                release.content_hash[:12],
            )
        answers().print(table)
