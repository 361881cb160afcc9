"""Sentences of a report: templates filled with traced numbers, with plurals, lists and ties as a language has them."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from app.language import Language, LanguageCode
from pipeline.report.content import Number, Run, Runs

_PLACEHOLDER = re.compile(r"{(\w+)}")
# A name that begins with a capital only because it stands alone: no other capital in it, and no initials.
_COMMON_NAME = re.compile(r"[^\W\d_][^A-ZÀ-Þ]+")


class Wording:
    """The texts of a report in one language.

    A template has placeholders such as {members}; what fills them is text, a number, or several of both.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = texts(language.code)

    def text(self, key: str, **values: str) -> str:
        """The text of a key, filled with text. Raises KeyError."""
        return self.plain(key, **values)

    def plain(self, key: str, **values: Run | Runs) -> str:
        """The text of a key as text, where nothing can follow a number: in a caption or what stands for a picture."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs(key, **values))

    def runs(self, key: str, **values: Run | Runs) -> Runs:
        """The text of a key, filled with numbers and texts. Raises KeyError."""
        return self._filled(self.language.typeset(self._texts[key]), values)

    def counted(self, key: str, counted: Run, **values: Run | Runs) -> Runs:
        """The text of a key in the singular or plural (key.one, key.other) of what is counted, which is {counted}."""
        count = int(counted.value) if isinstance(counted, Number) else 0
        form = Locale(self.language.code).plural_form(count)
        return self.runs(f"{key}.{'one' if form == 'one' else 'other'}", counted=counted, **values)

    def listing(self, items: Sequence[Run | Runs]) -> Runs:
        """Items as a sentence lists them: a, b and c."""
        names = [f"{{{place}}}" for place in range(len(items))]
        return self._filled(self.language.listing(names), {str(place): item for place, item in enumerate(items)})

    def joined(self, items: Sequence[Run | Runs], separator: str) -> Runs:
        """Items with a separator between them, such as a semicolon between those that have commas."""
        names = self.language.typeset(separator).join(f"{{{place}}}" for place in range(len(items)))
        return self._filled(names, {str(place): item for place, item in enumerate(items)})

    def name(self, row: Any, of: str) -> str:
        """What a row calls a code, as it stands alone: name(row, "region") is its region_name_en or _fr."""
        return self.language.typeset(str(row[self.language.column(f"{of}_name")]))

    def code_name(self, row: Any) -> str:
        """What a row of the codes calls its code."""
        return self.language.typeset(str(row[self.language.column("name")]))

    def definition(self, row: Any) -> str:
        """What a row of the codes says that its code means."""
        return self.language.typeset(str(row[self.language.column("definition")]))

    def keys_below(self, key: str) -> list[str]:
        """The keys that are one level below a key, such as abbreviations.terms.wco below abbreviations.terms."""
        depth = key.count(".") + 2
        return list(
            dict.fromkeys(".".join(name.split(".")[:depth]) for name in self._texts if name.startswith(f"{key}."))
        )

    def known(self, key: str) -> str:
        """The text of a key; nothing where there is none."""
        return self.text(key) if key in self._texts else ""

    def common(self, name: str) -> str:
        """A name within a sentence: it begins with a small letter, unless it has other capitals or initials."""
        return name[0].lower() + name[1:] if _COMMON_NAME.fullmatch(name) else name

    def _filled(self, template: str, values: dict[str, Run | Runs]) -> Runs:
        runs: Runs = []
        for place, piece in enumerate(_PLACEHOLDER.split(template)):
            # Of what is split, every second piece is the name of a placeholder.
            filled = values[piece] if place % 2 else piece
            runs += filled if isinstance(filled, list) else [filled]
        return _merged(runs)


def _merged(runs: Runs) -> Runs:
    """The same, with neighbouring texts as one."""
    merged: Runs = []
    for run in runs:
        if isinstance(run, str) and merged and isinstance(last := merged[-1], str):
            merged[-1] = last + run
        elif run != "":
            merged.append(run)
    return merged


@cache
def texts(code: LanguageCode) -> dict[str, str]:
    """All texts of a report in a language by their key, the names of the levels joined by dots."""
    found: dict[str, str] = {}
    for file in sorted((files("pipeline.report") / "texts" / code).iterdir(), key=lambda file: file.name):
        found |= _flat(yaml.safe_load(file.read_text(encoding="utf-8")))
    return found


def _flat(level: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in level.items():
        flat += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(f"{prefix}{name}", str(value))]
    return flat
