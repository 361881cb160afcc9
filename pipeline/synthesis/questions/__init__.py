"""Answers to the questions of a synthetic round, by question_code.

A question is a function of the round that yields answers; register it in QUESTIONS and it is part of every round whose
survey_items ask it.
"""

from collections.abc import Callable, Iterator

from pipeline.synthesis.questions import sharing, technologies
from pipeline.synthesis.questions.answering import Answer, Round

QUESTIONS: dict[str, Callable[[Round], Iterator[Answer]]] = {
    "technology_status": technologies.technology_status,
    "case_study_file": sharing.case_study_file,
    "willing_to_share": sharing.willing_to_share,
    "contact_point_designated": sharing.contact_point_designated,
}
