"""What a mapping may say that a column answers, and which columns a way of reading needs."""

import re
from collections.abc import Sequence

from pipeline.codebook.codes import Codebook, Question
from pipeline.exports.export import Column
from pipeline.landing.mapping import ReadAs, Target
from pipeline.landing.texts import nearest

_RANK = re.compile(r"rank ([1-9][0-9]?)")


def read_target(text: str, codebook: Codebook) -> Target | str:
    """The target that `question`, `question/item` or `question/rank 1` names; else what was expected."""
    question_code, _, part = text.partition("/")
    questions = {question.code: question for question in codebook.all_questions}
    question = questions.get(question_code)
    if question is None:
        return f"a question of {codebook.survey_code}; the nearest are {', '.join(nearest(question_code, questions))}"
    if not part:
        if question.type == "grid":
            return f"{question_code}/ITEM: it asks about several items"
        return Target(question_code)
    if rank := _RANK.fullmatch(part):
        return Target(question_code, rank=int(rank[1])) if question.maximum_choices else _without_ranks(question)
    items = [item.code for item in question.items]
    if not items:
        return f"{question_code} alone: it has no items"
    return Target(question_code, part) if part in items else f"{question_code}/ITEM, one of {', '.join(items)}"


def fault_of_columns(question: Question, read_as: ReadAs, columns: Sequence[tuple[Column, Target]]) -> str:
    """What is wrong with the columns of a question for a way of reading it; an empty text where nothing is."""
    targets = [target for _, target in columns]
    if read_as is ReadAs.LIST:
        expected, is_right = f"one column for {question.code}", not targets[0].item_code and not targets[0].rank
        is_right = is_right and len(targets) == 1
    elif read_as is ReadAs.RANKED_ITEMS:
        expected, is_right = f"columns for {question.code}/rank 1 and so on", all(target.rank for target in targets)
    elif question.items:
        expected, is_right = f"columns for {question.code}/ITEM", all(target.item_code for target in targets)
    else:
        return ""
    found = ", ".join(map(str, targets))
    return "" if is_right else f"found {found} for {question.code} read as {read_as}, expected {expected}"


def _without_ranks(question: Question) -> str:
    return f"{question.code}/ITEM: only a choice with a maximum can be ranked"
