"""What sections are written with: rows of the release, numbers, sentences, tables, and charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import Language
from pipeline.report.content import ILLUSTRATIVE, Bullets, Chart, Note, Paragraph, Run, Runs, Terms
from pipeline.report.figures import Figures
from pipeline.report.source import Row, Source, groups, why_nothing
from pipeline.report.wording import Wording


@dataclass(frozen=True)
class Writer:
    """A round, a language, and how the one is told in the other."""

    source: Source
    language: Language
    figures: Figures
    wording: Wording

    @classmethod
    def of(cls, source: Source, language: Language) -> "Writer":
        """A writer of a round in a language."""
        return cls(source, language, Figures(language), Wording(language))

    def text(self, key: str, **values: str) -> str:
        """The text of a key, filled with text."""
        return self.wording.text(key, **values)

    def paragraph(self, key: str, **values: Run | Runs) -> Paragraph:
        """The text of a key as a paragraph."""
        return Paragraph(self.wording.runs(key, **values))

    def counted(self, key: str, counted: Run, **values: Run | Runs) -> Paragraph:
        """The text of a key as a paragraph, in the singular or plural of what is counted."""
        return Paragraph(self.wording.counted(key, counted, **values))

    def lead(self, key: str, **values: Run | Runs) -> Paragraph:
        """The text of a key as the paragraph that opens a section."""
        return Paragraph(self.wording.runs(key, **values), is_lead=True)

    def bullets(self, keys: Sequence[str]) -> Bullets:
        """The texts of keys, one below the other."""
        return Bullets([self.wording.runs(key) for key in keys])

    def meanings(self, codes: Sequence[Row], key: str) -> Terms:
        """What codes mean, after the text of a key."""
        items = [(self.wording.code_name(row), self.wording.definition(row)) for row in codes]
        return Terms(items, introduction=self.text(key))

    def nothing(self, rows: Sequence[Row]) -> list[Note]:
        """Says why rows have no figure to write of: not asked, not answered, or suppressed; nothing where they have."""
        key = why_nothing(rows)
        return [Note(self.wording.runs(key))] if key else []

    def names(self, rows: Sequence[Row], of: str) -> Runs:
        """The names of rows as a sentence lists them."""
        names = [self.wording.name(row, of) for row in rows]
        # Regions are proper names.
        return self.wording.listing(names if of == "region" else [self.wording.common(name) for name in names])

    def ranking(self, rows: Sequence[Row], rank: str, of: str, *columns: str, most: int | None = None) -> Runs:
        """The names of rows in the order of a rank, with their figures: a (23); b and c, equal (12); d (11).

        columns: of the figures. most: the last rank that is named. Rows without a rank are left out.
        """
        ranked = [row for row in rows if row[rank] is not None and (most is None or row[rank] <= most)]
        by_rank = groups(sorted(ranked, key=lambda row: int(row[rank])), rank)
        return self.wording.joined(
            [self._place(tied, of, columns) for tied in by_rank.values()], self.wording.text("separator")
        )

    def span(self, rows: Sequence[Row], column: str) -> Runs:
        """A figure of rows: one, or from the smallest to the largest where they differ."""
        known = sorted((row for row in rows if row[column] is not None), key=lambda row: row[column])
        if not known:
            return [self.figures.of(rows[0], column)]
        smallest, largest = (self.figures.of(row, column) for row in (known[0], known[-1]))
        if known[0][column] == known[-1][column]:
            return [smallest]
        return self.wording.runs("span", smallest=smallest, largest=largest)

    def chart(
        self, key: str, picture: str, rows: Sequence[Row], base: str, *figures: str, **values: Run | Runs
    ) -> Chart:
        """A chart with its texts: key.chart, key.alternative and key.base.

        base: the column of the base of its figures, which is {base} in the texts. figures: the columns that it draws.
        """
        filled: dict[str, Run | Runs] = {"base": self.span(rows, base), **values}
        caption, alternative = (self.wording.plain(f"{key}.{name}", **filled) for name in ("chart", "alternative"))
        note = self.wording.runs(f"{key}.base", **filled)
        return Chart(caption, picture, alternative, self.with_basis(note, rows, figures))

    def with_basis(self, note: Runs, rows: Sequence[Row], figures: Sequence[str]) -> Runs:
        """A note, and in it whether all or some of the figures of these columns are illustrative."""
        bases = [row.get(f"{column}_basis") for row in rows for column in figures if row[column] is not None]
        if ILLUSTRATIVE not in bases:
            return note
        key = "illustrative.all" if all(basis == ILLUSTRATIVE for basis in bases) else "illustrative.drawn"
        return self.wording.joined([*([note] if note else []), self.wording.runs(key)], " ")

    def with_all_members(self, national: Sequence[Row], regional: Sequence[Row]) -> list[Row]:
        """The rows of a national mart, under the name of all Members, and below them those of its partner by region."""
        name = self.language.column("region_name")
        return [*({**row, name: self.text("all_members")} for row in national), *regional]

    def _place(self, tied: Sequence[Row], of: str, columns: Sequence[str]) -> Runs:
        figures = [self.figures.of(tied[0], column) for column in columns]
        key = "ranking.tied" if len(tied) > 1 else "ranking.alone"
        return self.wording.runs(key, names=self.names(tied, of), figures=self.wording.joined(figures, ", "))
