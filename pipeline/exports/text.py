"""Text as tools write it, without the HTML that people format questions and answers with."""

import html
import re

# Only what HTML calls a tag: an answer such as "<none>" or "a < b" is no markup.
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|img|input|label|li|meta|"
    "ol|p|pre|s|script|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul"
)
_LINE_BREAK = re.compile(r"</?(?:br|p|div|li|tr|h[1-6]|hr|td|th)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


def without_html(text: str) -> str:
    """The text without tags, entities written out, without surrounding spaces. A tag that breaks a line is a space."""
    if "<" in text:
        text = _TAG.sub("", _LINE_BREAK.sub(" ", text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text.strip()


def in_one_line(text: str) -> str:
    """The text without HTML, and with single spaces only."""
    return " ".join(without_html(text).split())


def shortened(text: str, longest: int) -> str:
    """The text in one line, cut with an ellipsis where it is longer than `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
