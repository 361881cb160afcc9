"""What a user is told is what was found, as text, and no more of it than can be read."""

import pytest

from pipeline.errors import shortened
from pipeline.terminal import answers, progress


@pytest.mark.parametrize("text", ["[pilot] round", "closed [/x]", "[red]x[/red]", "[link=http://x]y"])
def test_brackets_in_a_text_are_brackets(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Rich would take them for markup, and end in an error where they close nothing."""
    from rich.table import Table

    table = Table(title=text)
    table.add_column(text)
    table.add_row(text)
    answers().print(table)
    progress().print(text)
    told = capsys.readouterr()
    assert told.out.count(text) == 3
    assert told.err == f"{text}\n"


def test_a_short_line_is_told_as_it_is() -> None:
    assert shortened(["a" * 600]) == ["a" * 600]


def test_of_a_huge_text_both_ends_are_told() -> None:
    (line,) = shortened([f"file.csv, row 2: found {'x' * 10_000}, expected less; shorten it"])
    assert len(line) < 600
    assert line.startswith("file.csv, row 2: found xxx")
    assert line.endswith("xxx, expected less; shorten it")


def test_of_very_many_faults_the_first_are_told_and_the_others_counted() -> None:
    told = shortened([f"fault {number}" for number in range(100_000)])
    assert len(told) == 101
    assert told[-1] == "and 99,900 more faults like these"
    assert shortened(["one"] * 100) == ["one"] * 100
