"""What the corruptions of several sections share."""

from collections.abc import Iterable, Mapping, Sequence


def doubled(marts: Iterable[str]) -> list[str]:
    """SQL that writes every row of the marts twice. A mart that is replaced loses its primary key."""
    return [f"create or replace table marts.{mart} as from marts.{mart} union all from marts.{mart}" for mart in marts]


def together(*sections: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Corruptions of several sections, those of one name in one: each costs a warehouse and an audit of its own."""
    merged: dict[str, list[str]] = {}
    for corruptions in sections:
        for name, statements in corruptions.items():
            merged.setdefault(name, []).extend(statements)
    return merged
