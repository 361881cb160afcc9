"""What the texts of one question mean: answers, ticks, items, and lists of items."""

import re
from collections.abc import Callable

from pipeline.landing.lookup import LONGEST_ANSWER_CODE, LONGEST_ITEM_CODE, Lookup
from pipeline.landing.mapping import MappedQuestion, has_a_no
from pipeline.landing.members import MemberLookup
from pipeline.landing.texts import comparable
from pipeline.landing.words import words

_SEPARATOR = re.compile(r"[;,|\n]")
_MOST_PARTS_OF_A_LIST = 200
_MOST_WORDS_OF_A_NAME = 20


class Vocabulary:
    """What texts mean for a question: a code, "" for no answer, None where nobody knows it."""

    def __init__(self, mapped: MappedQuestion) -> None:
        question = mapped.question
        is_yes_no = {answer.code for answer in question.answers} in ({"yes"}, {"yes", "no"})
        self._question = question
        self._answers = (
            MemberLookup(question, mapped.answers, LONGEST_ANSWER_CODE)
            if question.aliases
            else Lookup(question.answers, mapped.answers, LONGEST_ANSWER_CODE, is_yes_no=is_yes_no)
        )
        self._items = Lookup(question.items, mapped.items, LONGEST_ITEM_CODE)
        # Survey tools cut an item to the length of an answer where it is one, as in a ranking.
        self._items_as_answers = Lookup(question.items, mapped.items, LONGEST_ANSWER_CODE)

    def answer(self, text: str) -> str | None:
        """The code of an answer."""
        return self._answers.find(text)

    def candidates(self, text: str) -> list[str]:
        """The codes that a text may mean where nothing decides between them, "" for none of them."""
        return self._answers.candidates(text) if isinstance(self._answers, MemberLookup) else []

    def item(self, text: str) -> str | None:
        """The code of an item."""
        code = self._items.find(text)
        return self._items_as_answers.find(text) if code is None else code

    def tick(self, text: str, item_code: str) -> str | None:
        """`yes` for a tick in the column of an item, which may be its name; `no` for an explicit no."""
        code = self._answers.find(text)
        if code is None and (comparable(text) in words().ticked or self.item(text) == item_code):
            code = "yes"
        return "" if code == "no" and not has_a_no(self._question) else code

    def listed(self, text: str) -> tuple[dict[str, str], list[str]]:
        """The items that a text lists, each with how it is written there, and the parts that are none."""
        return split_list(text, self.item)


def split_list(text: str, find: Callable[[str], str | None]) -> tuple[dict[str, str], list[str]]:
    """The items that a text lists, each with how it is written there, and the parts of it that name none.

    The longest run of parts that names an item is taken first, since the name of an item may hold a comma. The word
    "other" alone is left out. KoboToolbox joins names with a space as well: where words of the text are left, all of it
    is read so, if it can be.
    """
    parts = [part.strip() for part in _SEPARATOR.split(text)]
    if len(parts) > _MOST_PARTS_OF_A_LIST:
        return {}, [text]
    items: dict[str, str] = {}
    rest: list[str] = []
    start = 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            joined = ", ".join(parts[start:end])
            code = find(joined)
            if code is not None:
                items |= {code: joined} if code else {}
                start = end
                break
        else:
            # KoboToolbox joins codes with a space.
            codes = {find(word): word for word in parts[start].split(" ")}
            if all(codes):
                items |= {code: word for code, word in codes.items() if code}
            elif comparable(parts[start]) not in words().other:
                rest.append(parts[start])
            start += 1
    if rest and (spaced := _spaced_names(text.split(), find)):
        return spaced, []
    return items, rest


def _spaced_names(words_of_text: list[str], find: Callable[[str], str | None]) -> dict[str, str]:
    """The items that words name one after the other, the longest names first; none where a word is left over."""
    items: dict[str, str] = {}
    start = 0
    while start < len(words_of_text):
        for end in range(min(len(words_of_text), start + _MOST_WORDS_OF_A_NAME), start, -1):
            joined = " ".join(words_of_text[start:end])
            if code := find(joined):
                items[code] = joined
                start = end
                break
        else:
            return {}
    return items
