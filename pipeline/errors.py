"""Errors that a user can cause and mend, each told in one line."""


class InputError(Exception):
    """Wrong use, or input that cannot be loaded at all: exit code 2.

    `lines` holds one line per fault, all that were found and not the first only.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
