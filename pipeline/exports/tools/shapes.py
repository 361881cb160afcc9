"""What stands in a column, told from its first cells: the same in every language of a tool's interface."""

import re

from pipeline.exports.tables import Table

_TIME = re.compile(r"\d{1,4}\D{1,3}\d{1,2}\D{1,3}\d{1,4}[^\d:]+\d{1,2}[:.h]\d{2}.{0,30}")
_NUMBER = re.compile(r"\d+")
_SEED = re.compile(r"\d{4,}")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})*")
_TOKEN = re.compile(r"(?=\D*\d|[a-z]*[A-Z])[A-Za-z0-9_~-]{8,36}")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|https?://\S+|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}", re.IGNORECASE)


class Shapes:
    """The columns of a table below its headings. A column without one cell has no shape, but may be told to."""

    def __init__(self, table: Table, header_rows: int) -> None:
        self._table = table
        self._header_rows = header_rows

    def _all(self, position: int, pattern: re.Pattern[str]) -> bool:
        texts = self._table.sample(position, self._header_rows)
        return bool(texts) and all(map(pattern.fullmatch, texts))

    def is_blank(self, position: int) -> bool:
        """Nothing stands there."""
        return not self._table.sample(position, self._header_rows)

    def is_identifier(self, position: int) -> bool:
        """Whole numbers, none of them twice, and no row without."""
        texts = self._table.sample(position, self._header_rows)
        rows = [number for number, _ in self._table.head if number > self._header_rows]
        return self.is_number(position) and len(set(texts)) == len(texts) == len(rows)

    def is_number(self, position: int) -> bool:
        """Whole numbers."""
        return self._all(position, _NUMBER)

    def is_seed(self, position: int) -> bool:
        """Whole numbers of several digits, none of them twice."""
        return self._all(position, _SEED) and self.is_identifier(position)

    def is_duration(self, position: int) -> bool:
        """Numbers, some with decimals, such as seconds spent on a page."""
        return self._all(position, _DECIMAL) and not self.is_number(position)

    def is_time(self, position: int) -> bool:
        """Days with a time of day, in any order."""
        return self._all(position, _TIME)

    def is_time_of_all(self, position: int) -> bool:
        """A time in each row."""
        rows = [number for number, _ in self._table.head if number > self._header_rows]
        return self.is_time(position) and len(self._table.sample(position, self._header_rows)) == len(rows)

    def is_language(self, position: int) -> bool:
        """Codes of languages."""
        return self._all(position, _LANGUAGE)

    def is_token(self, position: int) -> bool:
        """Access codes: one word each, all of one length, no two the same."""
        texts = self._table.sample(position, self._header_rows)
        has_one_length = len(set(map(len, texts))) == 1 and len(set(texts)) == len(texts)
        return has_one_length and self._all(position, _TOKEN)

    def is_address(self, position: int) -> bool:
        """Addresses of computers or pages."""
        return self._all(position, _ADDRESS)
