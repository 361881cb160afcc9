"""What a mapping says: which column answers which question, how its cells are read, and which texts mean which code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.codebook.codes import Codebook, Question
from pipeline.exports.export import Column
from pipeline.landing.words import words


class ReadAs(StrEnum):
    """How the cells of a question are read."""

    ANSWER = "answer"  # each cell holds one answer
    TEXT = "text"  # each cell holds free text
    EACH_ITEM = "each_item"  # each item was answered with yes or no
    TICKS = "ticks"  # items were ticked; one that was not is no answer, unless the file says no
    LIST = "list"  # one cell names all items that were chosen
    RANKS = "ranks"  # a column per item that holds its rank
    RANKED_ITEMS = "ranked_items"  # a column per rank that names an item
    FILLED = "filled"  # a name or an address is a yes, and is not kept


@dataclass(frozen=True)
class Target:
    """What a column answers. rank: from 1, for a column that names the item of that rank."""

    question_code: str
    item_code: str = ""
    rank: int | None = None

    def __str__(self) -> str:
        part = f"rank {self.rank}" if self.rank else self.item_code
        return f"{self.question_code}/{part}" if part else self.question_code


@dataclass(frozen=True)
class MappedQuestion:
    """A question of the survey, or about the respondent, that an export answers.

    columns: with the target of each, in the order of the items or ranks. answers: texts of cells to codes of answers,
    "" for no answer; what is not there is compared with the codebook. items: the same for texts that name items.
    reason: why it is read so, for people.
    """

    question: Question
    read_as: ReadAs
    columns: tuple[tuple[Column, Target], ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class SurveyMapping:
    """From the columns of one export to the questions of one survey, in the order of the codebook."""

    survey_code: str
    questions: tuple[MappedQuestion, ...]

    def find(self, question_code: str) -> MappedQuestion | None:
        """How a question is answered; None where no column answers it."""
        return next((mapped for mapped in self.questions if mapped.question.code == question_code), None)

    def targets(self) -> Iterator[tuple[Column, Target]]:
        """Every column that is read, with its target."""
        for mapped in self.questions:
            yield from mapped.columns

    def missing(self, codebook: Codebook) -> list[Question]:
        """The questions of the survey that no column answers, in the order of the codebook.

        A list of choices answers the text question beside it as well.
        """
        lists = {mapped.question.code for mapped in self.questions if mapped.read_as is ReadAs.LIST}
        found = {mapped.question.code for mapped in self.questions} | {words().other_texts.get(code) for code in lists}
        return [question for question in codebook.questions if question.code not in found]

    def missing_items(self) -> list[Target]:
        """The rows and choices that have no column where others of their question have one."""
        return [
            Target(mapped.question.code, item.code)
            for mapped in self.questions
            if any(target.item_code for _, target in mapped.columns)
            for item in mapped.question.items
            if item.code not in {target.item_code for _, target in mapped.columns}
        ]


def ways_to_read(question: Question) -> tuple[ReadAs, ...]:
    """The ways in which a question of its type can stand in an export."""
    if question.type == "text":
        return (ReadAs.TEXT,)
    if question.type == "yes_no":
        return (ReadAs.ANSWER, ReadAs.FILLED)
    if question.type != "multiple":
        return (ReadAs.ANSWER,)
    each_item = (ReadAs.EACH_ITEM,) if has_a_no(question) else ()
    ranks = (ReadAs.RANKS, ReadAs.RANKED_ITEMS) if question.maximum_choices else ()
    return (ReadAs.TICKS, *each_item, ReadAs.LIST, *ranks)


def has_a_no(question: Question) -> bool:
    """Whether an explicit no is an answer to the question; elsewhere an item is chosen or has no answer."""
    return any(answer.code == "no" for answer in question.answers)
