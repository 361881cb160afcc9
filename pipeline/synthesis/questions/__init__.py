"""Answers to the questions of a synthetic round, by question_code.

A question is a function of the round that yields answers; register it in QUESTIONS and it is part of every round whose
survey_items ask it.
"""

from collections.abc import Callable, Iterator

from pipeline.synthesis.questions import flagships, needs, performance, ratings, sharing, strategy, technologies
from pipeline.synthesis.questions.answering import Answer, Round

QUESTIONS: dict[str, Callable[[Round], Iterator[Answer]]] = {
    "it_strategy": strategy.it_strategy,
    "maturity_level": strategy.maturity_level,
    "technology_status": technologies.technology_status,
    "expected_impact": ratings.expected_impact,
    "adoption_difficulty": ratings.adoption_difficulty,
    "performance_contribution": performance.performance_contribution,
    "capacity_building_need": needs.capacity_building_need,
    "capacity_building_need_other": needs.capacity_building_need_other,
    "flagship_choice": flagships.flagship_choice,
    "case_study_file": sharing.case_study_file,
    "willing_to_share": sharing.willing_to_share,
    "case_study_topic": sharing.case_study_topic,
    "contact_point_designated": sharing.contact_point_designated,
}
