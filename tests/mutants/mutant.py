"""A mutant: the product with one thing wrong in it, said as the text that is found and the one written in its place."""

from dataclasses import dataclass
from pathlib import Path


class MutantError(ValueError):
    """The text of a mutant is not where the list says, or not once."""


@dataclass(frozen=True)
class Mutant:
    """name: what is wrong, as a sentence.

    files: a pattern below the folder of the project. Of all files that it matches, one holds `found`, once: a file may
    move or be renamed and is still found. written: what takes the place of that text.
    look_first: tests in which a catch is likely, the quickest first; paths that pytest takes.
    """

    name: str
    files: str
    found: str
    written: str
    look_first: tuple[str, ...]

    def place_in(self, root: Path) -> Path:
        """The file that holds the text. Raises MutantError unless it is found exactly once."""
        counts = {
            path: count
            for path in sorted(root.glob(self.files))
            if path.is_file() and (count := path.read_bytes().count(self.found.encode()))
        }
        if sum(counts.values()) != 1:
            holding = ", ".join(f"{path.relative_to(root)} ({count})" for path, count in counts.items()) or "no file"
            raise MutantError(f"{self.name}: found its text in {holding} of {self.files}, expected it in one place")
        return next(iter(counts))

    def write_into(self, root: Path) -> Path:
        """Write the mutation into a project, and give the file that it changed. Raises MutantError as `place_in`."""
        path = self.place_in(root)
        path.write_bytes(path.read_bytes().replace(self.found.encode(), self.written.encode()))
        return path
