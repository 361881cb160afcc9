"""Text of a release as text: pages write Markdown, and nothing in a name or a definition may become more than words."""

import re

# What is markup anywhere, and what is markup where a line begins.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$&]|:(?=[A-Za-z:]))")
_MARKUP_OF_A_LINE = re.compile(r"^(\s*\d*)([#+\-=.)])")
_LINE_BREAKS = re.compile(r"[\n\r\t\f\v\u2028\u2029]+")
# Addresses, icons and emoji are found after Markdown was read, where a backslash no longer helps; a joiner that nobody
# sees takes them apart.
_FOUND_LATER = re.compile(r"(?i)(?<=http)(?=s?:)|(?<=https)(?=:)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[\w+/-]+:)")
_JOINER = "\u2060"


def as_text(text: str) -> str:
    """A text of a release, such as the name of a survey, so that Markdown shows it as it is, on one line."""
    joined = _FOUND_LATER.sub(_JOINER, _LINE_BREAKS.sub(" ", text))
    return _MARKUP_OF_A_LINE.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", joined))
