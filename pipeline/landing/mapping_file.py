"""Reads a mapping that somebody edited; every fault is told with its row and key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipeline.codebook.codes import Codebook, Question
from pipeline.errors import InputError
from pipeline.exports.export import Column, Export, Role
from pipeline.landing.drafting import faults_of_missing, in_order, read_as_found
from pipeline.landing.mapping import MappedQuestion, ReadAs, SurveyMapping, Target, ways_to_read
from pipeline.landing.mapping_draft import keyed_columns
from pipeline.landing.sample import read_sample
from pipeline.landing.targets import fault_of_columns, read_target
from pipeline.landing.texts import nearest, shortened

_PARTS = ("survey", "columns", "questions")
_PARTS_OF_A_QUESTION = ("read_as", "answers", "items")
_NULL = "tag:yaml.org,2002:null"


@dataclass
class _Reading:
    """What a mapping file says so far, and what is wrong with it."""

    shown_as: str
    codebook: Codebook
    faults: list[str] = field(default_factory=list)
    columns: list[tuple[Column, Target]] = field(default_factory=list)
    ways: dict[str, ReadAs] = field(default_factory=dict)
    texts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def fault(self, row: int, key: str, found: str, expected: str) -> None:
        where = f"{self.shown_as}, row {row}" + (f", key '{shortened(key)}'" if key else "")
        self.faults.append(f"{where}: found {found}, expected {expected}")

    def entries(self, node: yaml.Node | None, key: str = "") -> Iterator[tuple[str, yaml.Node, int]]:
        """Key, value and row of each entry of a part; a key that is there twice is a fault."""
        if not isinstance(node, yaml.MappingNode):
            if node is not None and node.tag != _NULL:
                self.fault(node.start_mark.line + 1, key, "something else", "entries of the form `key: value`")
            return
        seen: set[str] = set()
        for key_node, value in node.value:
            row = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(row, key, "a key that is no text", "a text")
            elif key_node.value in seen:
                self.fault(row, key_node.value, "the key a second time", "each key once")
            else:
                seen.add(key_node.value)
                yield key_node.value, value, row


def read_mapping(
    path: Path, export: Export, codebook: Codebook, shown_as: str, allow_missing: Iterable[str] = ()
) -> SurveyMapping:
    """Read a mapping of an export. Raises InputError with one line per fault; see `faults_of_missing`."""
    reading = _Reading(shown_as, codebook)
    parts = {key: (node, row) for key, node, row in reading.entries(_composed(path, shown_as))}
    for key, (_, row) in parts.items():
        if key not in _PARTS:
            reading.fault(row, key, "an unknown key", f"one of {', '.join(_PARTS)}")
    _check_survey(reading, parts.get("survey"))
    columns_node, columns_row = parts.get("columns", (None, 1))
    _read_columns(reading, columns_node, export)
    if columns_node is None:
        reading.fault(columns_row, "columns", "no such part", "the headings of the file with their questions")
    for key, node, row in reading.entries(parts.get("questions", (None, 0))[0], "questions"):
        _read_question(reading, key, node, row)
    mapping = _mapping(reading, export)
    if not reading.faults:
        reading.faults += faults_of_missing(mapping, export, codebook, allow_missing)
    if reading.faults:
        raise InputError(*reading.faults)
    return mapping


def _composed(path: Path, shown_as: str) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise InputError(f"{shown_as}: cannot be read ({error.strerror}), expected a mapping there") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{shown_as}: found bytes that are not UTF-8, expected a mapping in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", row {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "no YAML"
        raise InputError(
            f"{shown_as}{where}: found {problem}, expected YAML as `smart-customs mapping` drafts it"
        ) from error
    except RecursionError as error:
        raise InputError(f"{shown_as}: found entries too deep to read, expected a mapping") from error


def _check_survey(reading: _Reading, part: tuple[yaml.Node, int] | None) -> None:
    if part and part[0].value != reading.codebook.survey_code:
        reading.fault(
            part[1], "survey", f"'{shortened(str(part[0].value))}'", f"{reading.codebook.survey_code}, as --survey says"
        )


def _read_columns(reading: _Reading, node: yaml.Node | None, export: Export) -> None:
    known = keyed_columns(export)
    rows: dict[Target, int] = {}
    for key, value, row in reading.entries(node, "columns"):
        column = known.get(key)
        if column is None:
            like = ", ".join(f"'{shortened(heading)}'" for heading in nearest(key, known))
            reading.fault(row, key, "a heading that the file does not have", f"a heading of it, such as {like}")
            continue
        if value.tag == _NULL:
            continue
        target = read_target(str(value.value), reading.codebook)
        if isinstance(target, str):
            reading.fault(row, key, f"'{shortened(str(value.value))}'", target)
        elif target in rows:
            reading.fault(row, key, f"{target}, which row {rows[target]} has too", "one column for it")
        else:
            rows[target] = row
            reading.columns.append((column, target))


def _read_question(reading: _Reading, question_code: str, node: yaml.Node, row: int) -> None:
    questions = {question.code: question for question in reading.codebook.all_questions}
    if question_code not in questions:
        listed = ", ".join(nearest(question_code, questions))
        reading.fault(row, question_code, "an unknown question", f"one of the survey; the nearest are {listed}")
        return
    question = questions[question_code]
    known = {"answers": [answer.code for answer in question.answers], "items": [item.code for item in question.items]}
    for key, value, key_row in reading.entries(node, question_code):
        if key == "read_as":
            ways = ways_to_read(question)
            if value.value in ways:
                reading.ways[question_code] = ReadAs(value.value)
            else:
                reading.fault(key_row, f"{question_code}: read_as", f"'{value.value}'", f"one of {', '.join(ways)}")
        elif key in known:
            reading.texts[question_code, key] = _read_texts(reading, f"{question_code}: {key}", value, known[key])
        else:
            reading.fault(key_row, key, "an unknown key", f"one of {', '.join(_PARTS_OF_A_QUESTION)}")


def _read_texts(reading: _Reading, part: str, node: yaml.Node, codes: list[str]) -> dict[str, str]:
    texts = {}
    for text, value, row in reading.entries(node, part):
        if not text.strip():
            reading.fault(row, part, "an empty text", "a text: a blank is never an answer")
        code = "" if value.tag == _NULL else str(value.value)
        if code and code not in codes:
            listed = ", ".join(nearest(code, codes, 12) if len(codes) > 12 else codes)
            reading.fault(row, text, f"the unknown code '{shortened(code)}'", f'one of {listed}, or "" for no answer')
        texts[text] = code
    return texts


def _mapping(reading: _Reading, export: Export) -> SurveyMapping:
    codebook = reading.codebook
    sample = read_sample(export, (column for column, _ in reading.columns)) if not reading.faults else {}
    questions = []
    for question in codebook.all_questions:
        columns = in_order(question, (pair for pair in reading.columns if pair[1].question_code == question.code))
        if columns:
            read_as = reading.ways.get(question.code) or read_as_found(question, columns, sample)[0]
            if fault := fault_of_columns(question, read_as, columns) or _fault_of_roles(question, read_as, columns):
                reading.faults.append(f"{reading.shown_as}: {fault}")
            questions.append(
                MappedQuestion(
                    question,
                    read_as,
                    columns,
                    reading.texts.get((question.code, "answers"), {}),
                    reading.texts.get((question.code, "items"), {}),
                    "as the mapping says",
                )
            )
    return SurveyMapping(codebook.survey_code, tuple(questions))


def _fault_of_roles(question: Question, read_as: ReadAs, columns: tuple[tuple[Column, Target], ...]) -> str:
    for column, _ in columns:
        is_filled, is_text = read_as is ReadAs.FILLED, read_as is ReadAs.TEXT
        if (column.role is Role.PERSONAL and not is_filled) or (column.role is Role.TECHNICAL and is_text):
            return (
                f"found '{shortened(column.heading)}', a {column.role} column, for {question.code} read as {read_as}, "
                "expected a column of the questionnaire"
            )
    return ""
