"""Writes the rows of a landing into files beside the raw files, in one pass over the responses."""

import csv
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from pathlib import Path

from pipeline.codebook.codes import Codebook
from pipeline.landing.converting import csv_field
from pipeline.landing.outcome import COUNTED_ROLES, Outcome
from pipeline.landing.raw_folder import REJECTS, RawFolder, Row
from pipeline.landing.rejects import Rejects
from pipeline.landing.sorting import Fate, Sorter
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NEED_CODINGS, RAW_SUBMISSIONS

# How what is told begins while responses are read, which may be said often.
READING = "Reading"
_RESPONSES_BETWEEN_WORDS = 1000


def write_responses(
    folder: RawFolder,
    staged: Mapping[Path, Path],
    outcome: Outcome,
    sorter: Sorter,
    rejects: Rejects,
    updated: Collection[str],
    tell: Callable[[str], None],
) -> None:
    """Write submissions, answers and rejects, and count into the outcome.

    staged: the file to write to, of each raw file. updated: identifiers of submissions that a response takes the place
    of, where a file is appended.
    """
    survey_code, is_appended = outcome.wanted.survey_code, outcome.wanted.mode == "append"

    def is_of_survey(row: Row) -> bool:
        return row[0] == survey_code and (not is_appended or row[1] in updated)

    def is_of_file(row: Row) -> bool:
        return row[0] == survey_code and (not is_appended or row[1] == rejects.source_file)

    with ExitStack() as stack:
        submissions, answers, rejected = (
            stack.enter_context(folder.rewritten(name, staged[folder.path(name)], is_left_out))
            for name, is_left_out in (
                (RAW_SUBMISSIONS, is_of_survey),
                (RAW_ANSWERS, is_of_survey),
                (REJECTS, is_of_file),
            )
        )
        dropped = [column.position for column in outcome.dropped if column.role in COUNTED_ROLES]
        write_submission = csv.writer(submissions, lineterminator="\n").writerow
        set_aside = rejects.writer(rejected)
        for number, response in enumerate(outcome.export.responses()):
            if number % _RESPONSES_BETWEEN_WORDS == 0:
                tell(f"{READING} responses: {number:,}")
            outcome.dropped_cells.update(position for position in dropped if response.cells[position])
            found = sorter.sort(response)
            outcome.counts[found.fate] += 1
            if found.faults:
                set_aside(response, found.faults, found.fate is Fate.REJECTED)
                outcome.left_out_count += found.fate is not Fate.REJECTED
            if found.submission:
                write_submission(found.submission)
                outcome.answer_count += len(found.answers)
                if found.answers:
                    key = f"{survey_code},{csv_field(found.submission[1])}"
                    answers.write(key + key.join(found.answers))
    outcome.naive_time_count = sorter.respondents.naive_time_count
    outcome.without_time_count = sorter.respondents.without_time_count
    outcome.reasons, outcome.unknown = rejects.reasons, rejects.unknown
    if not outcome.reasons and not folder.path(REJECTS).exists():
        staged[folder.path(REJECTS)].unlink()


def write_codings(folder: RawFolder, staged: Mapping[Path, Path], codebook: Codebook) -> None:
    """Keep the codings of a survey whose texts are still there: one without its text fails a build."""
    survey_code, path = codebook.survey_code, folder.path(RAW_NEED_CODINGS)
    if any(row[0] == survey_code for _, row in folder.records(RAW_NEED_CODINGS)):
        free = {question.code for question in codebook.questions if question.type == "text"}
        answers = folder.records(RAW_ANSWERS, staged[folder.path(RAW_ANSWERS)])
        texts = {row[4] for _, row in answers if row[0] == survey_code and row[2] in free}

        def is_left_out(row: Row) -> bool:
            return row[0] == survey_code and row[1] not in texts

        with folder.rewritten(RAW_NEED_CODINGS, staged[path], is_left_out):
            pass
