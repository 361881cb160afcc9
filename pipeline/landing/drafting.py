"""Drafts a mapping: matches the columns, then tells from the cells how each question is to be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.codebook.codes import Codebook, Question
from pipeline.exports.export import Column, Export, Role, Tool
from pipeline.landing.lookup import LONGEST_ANSWER_CODE, LONGEST_ITEM_CODE, Lookup
from pipeline.landing.mapping import MappedQuestion, ReadAs, SurveyMapping, Target, has_a_no
from pipeline.landing.matching import match_columns, named, settle_several
from pipeline.landing.rows_alone import match_rows_alone
from pipeline.landing.sample import Sample, read_sample
from pipeline.landing.texts import nearest, shortened
from pipeline.landing.words import words

_OUR_CODES = {"yes", "no"}
_MOST_NAMED = 5
_NUMBERS = {"1": "yes", "2": "no"}
_READ_BY_ROLE = (Role.ANSWER, Role.SUMMARY, Role.OTHER_TEXT, Role.PERSONAL)


@dataclass(frozen=True)
class Draft:
    """faults: what nobody but a person can decide, one line each; a file is not landed with any.

    sample: the texts of the columns that are mapped.
    """

    mapping: SurveyMapping
    faults: tuple[str, ...]
    sample: Sample


def draft_mapping(export: Export, codebook: Codebook, allow_missing: Iterable[str] = ()) -> Draft:
    """A mapping of an export's columns, as far as their headings and cells say what they are.

    allow_missing: codes of questions that need no column.
    """
    matches = match_columns(export.columns, codebook, export.path.name)
    sample = read_sample(export, (column for column in export.columns if column.role in _READ_BY_ROLE))
    matches = settle_several(matches, codebook, sample, export.path.name)
    matches = match_rows_alone(export.columns, matches, codebook, sample, allow_missing, export.path.name)
    mapping = SurveyMapping(codebook.survey_code, tuple(_questions(matches.columns, codebook, sample, export.tool)))
    # A heading that is not decided may be the one that is missing.
    missing = [] if matches.faults else faults_of_missing(mapping, export, codebook, allow_missing)
    return Draft(mapping, (*matches.faults, *missing), sample)


def faults_of_missing(
    mapping: SurveyMapping, export: Export, codebook: Codebook, allow_missing: Iterable[str] = ()
) -> list[str]:
    """A line for each question without which nothing can be landed, and one for all others that no column answers."""
    missing = mapping.missing(codebook)
    required = [question for question in missing if question.is_required]
    if mapping.find("member_code") is None and mapping.find("respondent_kind") is None:
        required.insert(0, codebook.question("member_code"))
    where = f"{export.path.name}, row {export.header_rows}"
    headings = [column.heading for column in export.columns if column.role in _READ_BY_ROLE]
    lines = []
    for question in required:
        like = [heading for text in (question.names["en"], question.code) for heading in nearest(text, headings, 2)]
        listed = ", ".join(f"'{shortened(heading)}'" for heading in dict.fromkeys(like)) or "none"
        lines.append(
            f"{where}: found no column for {question.code} ('{question.names['en']}'), expected one; the nearest "
            f"headings are {listed}: say in a mapping which it is (smart-customs mapping drafts one)"
        )
    others = [question.code for question in missing if not question.is_required and question.code not in allow_missing]
    if others:
        allow = " ".join(f"--allow-missing {code}" for code in others)
        mapped = {column.position for column, _ in mapping.targets()}
        left = [column for column in export.columns if column.role is Role.ANSWER and column.position not in mapped]
        listed = ", ".join(map(named, left[:_MOST_NAMED])) + (", ..." if len(left) > _MOST_NAMED else "")
        lines.append(
            f"{where}: found no column for {', '.join(others)}, expected one for each question of "
            f"{codebook.survey_code} (not mapped: {listed or 'none'}); say in a mapping which they are, or give "
            f"{allow} if they were not asked"
        )
    return lines


def read_as_found(question: Question, columns: Iterable[tuple[Column, Target]], sample: Sample) -> tuple[ReadAs, str]:
    """How a question is to be read, and why, in words for people."""
    columns = tuple(columns)
    texts = {text for column, _ in columns for text in sample.get(column.position, ())}
    if question.type == "text":
        return ReadAs.TEXT, "free text"
    if question.code in words().filled:
        answers = Lookup(question.answers, {}, LONGEST_ANSWER_CODE, is_yes_no=True)
        is_personal = any(column.role is Role.PERSONAL for column, _ in columns)
        if is_personal or any(answers.find(text) is None for text in texts):
            return ReadAs.FILLED, "a name or an address is a yes, and is not kept"
    if question.type != "multiple":
        return ReadAs.ANSWER, "one answer in a cell"
    if any(target.rank for _, target in columns):
        return ReadAs.RANKED_ITEMS, f"a column per rank; the first {question.maximum_choices} are choices"
    if not all(target.item_code for _, target in columns):
        return ReadAs.LIST, "one cell names all choices"
    if question.maximum_choices and any(text.isdecimal() and text not in "01" for text in texts):
        return ReadAs.RANKS, f"the cells are ranks; the first {question.maximum_choices} are choices"
    if has_a_no(question) and texts & _OUR_CODES:
        return ReadAs.EACH_ITEM, "the cells are our own yes and no: a no is an answer even where nothing is ticked"
    shown = ", ".join(f"'{shortened(text, 20)}'" for text in sorted(texts)[:3]) or "blank"
    return ReadAs.TICKS, f"the cells are {shown}: where nothing is ticked there is no answer"


def _questions(
    matched: Iterable[tuple[Column, Target]], codebook: Codebook, sample: Sample, tool: Tool
) -> Iterable[MappedQuestion]:
    matched = tuple(matched)
    for question in codebook.all_questions:
        columns = [(column, target) for column, target in matched if target.question_code == question.code]
        columns = _without_other_numbers(question, columns, sample)
        if columns and _is_numbered(question, columns, sample, tool):
            reason = "1 is yes and 2 is no, as LimeSurvey can be told to write"
            read_as = ReadAs.TICKS if question.items else ReadAs.ANSWER
            yield MappedQuestion(question, read_as, in_order(question, columns), _NUMBERS, reason=reason)
        elif columns:
            read_as, reason = read_as_found(question, columns, sample)
            yield MappedQuestion(question, read_as, in_order(question, columns), reason=reason)


def _is_numbered(question: Question, columns: Iterable[tuple[Column, Target]], sample: Sample, tool: Tool) -> bool:
    """Whether the answers are 1 for yes and 2 for no."""
    if question.type == "yes_no" and tool is Tool.LIMESURVEY:
        texts = {text for column, _ in columns for text in sample.get(column.position, ())}
        return {"2"} <= texts <= _NUMBERS.keys()
    return question.type == "multiple" and any("2" in column.no_tick for column, _ in columns)


def in_order(question: Question, columns: Iterable[tuple[Column, Target]]) -> tuple[tuple[Column, Target], ...]:
    """The columns of a question in the order of its items or ranks."""
    places = {item.code: place for place, item in enumerate(question.items)}
    return tuple(sorted(columns, key=lambda pair: (places.get(pair[1].item_code, -1), pair[1].rank or 0)))


def _without_other_numbers(
    question: Question, columns: list[tuple[Column, Target]], sample: Sample
) -> list[tuple[Column, Target]]:
    """Leave out what looked like ranks by its headings, if its cells name no item."""
    items = Lookup(question.items, {}, LONGEST_ITEM_CODE)
    texts = {text for column, target in columns if target.rank for text in sample.get(column.position, ())}
    if any(items.find(text) for text in texts):
        return columns
    return [(column, target) for column, target in columns if not target.rank]
