"""The questions that a file of a test need not have, for `Wanted` and as options of `land`."""

from pathlib import Path

from pipeline.codebook.reading import read_codebook
from pipeline.project import Project

_QUESTIONS = read_codebook(Project(Path(__file__).parents[2]), "SCS2024").questions
OPTIONAL = tuple(question.code for question in _QUESTIONS if not question.is_required)
ALLOW_MISSING = tuple(f"--allow-missing={code}" for code in OPTIONAL)
