"""Writes a mapping as YAML for people to look through and edit, with a comment wherever something was decided."""

from collections.abc import Iterator

import yaml

from pipeline.codebook.codes import Codebook
from pipeline.exports.export import Column, Export, Role
from pipeline.landing.drafting import Draft
from pipeline.landing.mapping import MappedQuestion, ReadAs
from pipeline.landing.sample import SAMPLED_RESPONSES, Sample
from pipeline.landing.texts import letters, shortened
from pipeline.landing.vocabulary import Vocabulary

# YAML takes a key of at most 1,024 characters for one without a question mark before it.
_LONGEST_PLAIN_KEY = 1000
_MOST_TEXTS = 60
_HEADER = """\
# Which column of an export answers which question of {survey_code}, and which texts mean which answer.
# Change what is wrong, then: smart-customs land FILE --survey {survey_code} --mapping THIS_FILE
survey: {survey_code}

# A heading of the file: the question that the column answers, question/item, or question/rank 1 where the column
# names the item of a rank. null: the column is not read, and does not reach the raw answers.
columns:
"""
_QUESTIONS = """\

# How the cells of a question are read, and texts of cells with the code that they mean ("" for no answer). A text that
# is not here is compared with the codes and names of the codebook. These are of the first {count:,} responses.
# read_as: answer     one answer in a cell
#          text       free text
#          each_item  each item was answered with yes or no
#          ticks      items were ticked: an item without a tick has no answer, or a no where the file says so and
#                     another item of the question is ticked
#          list       one cell names all items that were chosen
#          ranks, ranked_items  a column per item with its rank, or a column per rank with its item
#          filled     whatever stands in the cell is a yes, and is not kept
questions:
"""


def keyed_columns(export: Export) -> dict[str, Column]:
    """The columns by what a mapping calls them: the heading, and its letter where another has it too or it is empty."""
    headings = [column.heading for column in export.columns]
    return {
        heading
        if heading.strip() and headings.count(heading) == 1
        else f"{heading} (column {letters(column.position)})": column
        for heading, column in zip(headings, export.columns, strict=True)
    }


def written_mapping(draft: Draft, export: Export, codebook: Codebook) -> str:
    """The YAML of a draft. `read_mapping` reads it again."""
    mapping = draft.mapping
    lines = [_HEADER.format(survey_code=mapping.survey_code)]
    targets = {column.position: str(target) for column, target in mapping.targets()}
    for key, column in keyed_columns(export).items():
        target = targets.get(column.position)
        is_answer = column.role is Role.ANSWER
        comment = "" if target or is_answer else f"  # {column.role.value.replace('_', ' ')}"
        lines.append(f"{_key(key, 2)} {target or 'null'}{comment}\n")
    if missing := mapping.missing(codebook):
        lines.append(f"# No column was found for: {', '.join(question.code for question in missing)}\n")
    lines += [f"# To decide: {shortened(fault, 1000)}\n" for fault in draft.faults]
    lines.append(_QUESTIONS.format(count=SAMPLED_RESPONSES))
    for mapped in mapping.questions:
        lines += _question(mapped, draft.sample)
    return "".join(lines)


def _question(mapped: MappedQuestion, sample: Sample) -> Iterator[str]:
    yield f"  {mapped.question.code}:  # {shortened(mapped.question.names['en'], 70)}\n"
    yield f"    read_as: {mapped.read_as}  # {mapped.reason}\n"
    if mapped.read_as in (ReadAs.TEXT, ReadAs.FILLED, ReadAs.RANKS):
        return
    known, unknown = _meanings(mapped, sample)
    names_items = mapped.read_as in (ReadAs.LIST, ReadAs.RANKED_ITEMS)
    if known:
        yield f"    {'items' if names_items else 'answers'}:\n"
        for text, code in list(known.items())[:_MOST_TEXTS]:
            yield f"{_key(text, 6)} {_quoted(code)}\n"
    if unknown:
        yield "    # Not understood, and rejected unless it gets a code above:\n"
        for text in unknown[:_MOST_TEXTS]:
            yield f"    #   {_quoted(shortened(text, 200))}\n"


def _meanings(mapped: MappedQuestion, sample: Sample) -> tuple[dict[str, str], list[str]]:
    """The texts of a question's cells with their codes, and those that nobody knows."""
    vocabulary = Vocabulary(mapped)
    known: dict[str, str] = {}
    unknown: dict[str, None] = {}
    for column, target in mapped.columns:
        for text in sample.get(column.position, ()):
            if mapped.read_as is ReadAs.LIST:
                items, rest = vocabulary.listed(text)
                known |= {item_text: code for code, item_text in items.items()}
                unknown |= dict.fromkeys(rest)
                continue
            if mapped.read_as is ReadAs.RANKED_ITEMS:
                code = vocabulary.item(text)
            elif mapped.read_as is ReadAs.TICKS:
                code = vocabulary.tick(text, target.item_code)
            else:
                code = vocabulary.answer(text)
            # The name of an item is a tick in the column of that item alone.
            if code is None:
                unknown[text] = None
            elif mapped.read_as is not ReadAs.TICKS or vocabulary.answer(text) is not None:
                known[text] = code
    return known, list(unknown)


def _key(key: str, indent: int) -> str:
    space = " " * indent
    return f"{space}{_quoted(key)}:" if len(key) < _LONGEST_PLAIN_KEY else f"{space}? {_quoted(key)}\n{space}:"


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9).strip()
