"""What every page is given: the release, the survey and the language it shows."""

from dataclasses import dataclass

import pandas as pd

from app.language import Language
from app.release import CurrentRelease


@dataclass(frozen=True)
class PageContext:
    """One release, one survey, one language."""

    current: CurrentRelease
    survey_code: str
    language: Language

    def mart(self, name: str) -> pd.DataFrame:
        """The rows of a mart for the survey that is shown."""
        return self.current.mart(name, self.survey_code)

    def summary(self) -> pd.Series:
        """The one row of marts.participation_summary for the survey that is shown."""
        return self.mart("participation_summary").iloc[0]
