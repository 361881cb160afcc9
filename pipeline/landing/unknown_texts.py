"""The file in which people say what the texts mean that nobody knows: a row per question and text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.errors import InputError
from pipeline.landing.fill_in import TEXT_MARK, marked, read_fill_in, write_fill_in
from pipeline.landing.mapping import MappedQuestion, ReadAs, SurveyMapping
from pipeline.landing.texts import nearest, shortened
from pipeline.project import Project

_COLUMNS = ("question_code", "text", "code")
# response_count and expected are for the people; they are not read.
_WRITTEN_COLUMNS = ("question_code", "text", "response_count", "code", "expected")
# What people write for a text that is no answer.
_BLANK = "blank"
_MOST_CODES_LISTED = 12
_NAMES_ITEMS = (ReadAs.LIST, ReadAs.RANKED_ITEMS)


def write_unknown(project: Project, mapping: SurveyMapping, unknown: Counter[tuple[str, str]], path: Path) -> None:
    """Write the texts with an empty code, the most frequent first. A file that is there is replaced."""
    questions = {mapped.question.code: mapped for mapped in mapping.questions}
    rows = [
        {
            "question_code": question_code,
            "text": marked(text),
            "response_count": count,
            "expected": _expected(questions[question_code], text),
        }
        for (question_code, text), count in unknown.most_common()
    ]
    write_fill_in(project, path, "--unknown", _WRITTEN_COLUMNS, rows)


def with_texts(project: Project, mapping: SurveyMapping, path: Path) -> SurveyMapping:
    """The mapping with the codes that a file gives to texts; rows whose code is empty are left out.

    Raises InputError with one line per fault: an unreadable file or column, an unknown question or code, two codes for
    one text.
    """
    shown_as = project.show(path)
    questions = {mapped.question.code: mapped for mapped in mapping.questions}
    given: dict[str, dict[str, str]] = {}
    faults = []
    for line, values in read_fill_in(path, shown_as, "--texts", "land --unknown", _COLUMNS):
        question_code, code = values["question_code"].strip(), values["code"].strip()
        if not code:
            continue
        place, text = f"{shown_as}, row {line}", values["text"].removeprefix(TEXT_MARK)
        mapped = questions.get(question_code)
        codes = _codes(mapped) if mapped else {}
        known = {each.casefold(): each for each in codes} | {_BLANK: ""}
        if mapped is None:
            listed = ", ".join(nearest(question_code, questions))
            faults.append(
                f"{place}, column question_code: found '{shortened(question_code)}', expected one of {listed}"
            )
        elif code.casefold() not in known:
            expected = _expected(mapped, code)
            faults.append(f"{place}, column code: found '{shortened(code)}', expected {expected}; correct the code")
        elif given.setdefault(question_code, {}).setdefault(text, known[code.casefold()]) != known[code.casefold()]:
            faults.append(
                f"{place}, column code: found a second code for '{shortened(text)}', expected one; keep one row"
            )
    if faults:
        raise InputError(*faults)
    return replace(
        mapping, questions=tuple(_with(each, given.get(each.question.code, {})) for each in mapping.questions)
    )


def _with(mapped: MappedQuestion, texts: Mapping[str, str]) -> MappedQuestion:
    if mapped.read_as in _NAMES_ITEMS:
        return replace(mapped, items={**mapped.items, **texts})
    return replace(mapped, answers={**mapped.answers, **texts})


def _codes(mapped: MappedQuestion) -> Mapping[str, str]:
    """The English name of each code that a text of a question may be given."""
    codes = mapped.question.items if mapped.read_as in _NAMES_ITEMS else mapped.question.answers
    return {code.code: code.names["en"] for code in codes}


def _expected(mapped: MappedQuestion, like: str) -> str:
    codes = _codes(mapped)
    listed = list(codes)
    if len(codes) > _MOST_CODES_LISTED:
        of_name = {name: code for code, name in codes.items()}
        listed = [f"{of_name[name]} ({name})" for name in nearest(like, of_name)]
    return f"one of {', '.join(listed)}, or {_BLANK} for no answer"
