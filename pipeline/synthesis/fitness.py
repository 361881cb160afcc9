"""Whether a survey round is one that the calibration knows."""

from datetime import timedelta

from pipeline.errors import InputError
from pipeline.synthesis import calibration
from pipeline.synthesis.targets import Targets

_CALIBRATION = "pipeline/synthesis/calibration.py"


def check_is_calibrated(targets: Targets) -> None:
    """Raise InputError with one line per question, region or date of the round that calibration.py knows nothing of."""
    survey_code = targets.survey_code
    faults = []
    for question_code, item_codes in targets.items.items():
        known = calibration.KNOWN_ITEMS.get(question_code, set())
        unknown = [item_code for item_code in item_codes if item_code not in known]
        if question_code not in calibration.KNOWN_ITEMS:
            faults.append(
                f"seeds/codebook/survey_items.csv: found the question {question_code} of {survey_code}, expected one "
                f"of {', '.join(calibration.KNOWN_ITEMS)}; add it to {_CALIBRATION} and to QUESTIONS"
            )
        elif unknown:
            found, expected = (", ".join(sorted(items)) or "no item" for items in (unknown, known))
            faults.append(
                f"seeds/codebook/survey_items.csv: found {found} in the question {question_code} of {survey_code}, "
                f"expected only {expected}; add it to {_CALIBRATION}"
            )
    unknown = [code for code in targets.region_codes if code not in calibration.REGION_CAPABILITY]
    if unknown:
        faults.append(
            f"seeds/codebook/regions.csv: found {', '.join(unknown)}, expected only "
            f"{', '.join(calibration.REGION_CAPABILITY)}; add it to {_CALIBRATION}"
        )
    # Answers come in up to the meetings and after them.
    if not targets.opened_on <= calibration.MEETINGS_ENDED_ON <= targets.closed_on - timedelta(days=1):
        faults.append(
            f"seeds/codebook/surveys.csv: found {survey_code} open from {targets.opened_on} to {targets.closed_on}, "
            f"expected {calibration.MEETINGS_ENDED_ON} in between; set MEETINGS_ENDED_ON in {_CALIBRATION}"
        )
    if faults:
        raise InputError(*faults)
