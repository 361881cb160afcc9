"""A made-up collected round beside the shipped one: the shape of real raw answers, with nothing real in them.

The answers are the synthetic ones of the shipped round, given to Members by their order in the codebook.
"""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.project import Project
from tests.faults.edits import Rows, csv_of, rows_of

SURVEY = "TST2023"
_SURVEY_ROW = f"{SURVEY},Test round,Enquête d'essai,2023-01-10,2023-01-20,,2023-01-25,false\n"
# Palau and Solomon Islands acceded after this round.
_NOT_YET_MEMBERS = {"PLW", "SLB"}


def add_collected_round(project: Project) -> None:
    """Register the round in the codebook of a project and land its raw answers in data/raw.

    As in real rounds, one Member sent twice and one did not complete its submission; no region is told, which follows
    from the Member.
    """
    codebook, raw, landed = project.seeds / "codebook", project.shipped_raw, project.landed_raw
    with (codebook / "surveys.csv").open("a", encoding="utf-8") as file:
        file.write(_SURVEY_ROW)
    items = rows_of((codebook / "survey_items.csv").read_bytes())
    (codebook / "survey_items.csv").write_bytes(
        csv_of(items + [{**item, "survey_code": SURVEY} for item in items], items[0])
    )
    members = _members_by_region(rows_of((codebook / "members.csv").read_bytes()))
    submissions = [
        {
            **row,
            "survey_code": SURVEY,
            "member_code": next(members[row["region_code"]]),
            "region_code": "",
            "submitted_at": f"2023-01-{10 + number // 8}T{8 + number % 8:02}:00:00Z",
            "origin": "collected",
            "source_file": "export.csv",
            "source_row": str(number + 1),
        }
        for number, row in enumerate(rows_of((raw / "raw_submissions.csv").read_bytes()))
        if row["respondent_kind"] == "member"
    ]
    earlier = {**submissions[0], "submission_id": "S0901", "submitted_at": "2023-01-10T07:00:00Z", "source_row": "901"}
    partial = {**submissions[1], "submission_id": "S0902", "is_partial": "true", "source_row": "902"}
    # A Member of whom nothing else came.
    partial["member_code"] = next(members["EUR"])
    submissions += [earlier, partial]
    kept = {row["submission_id"] for row in submissions}
    answers = [
        {**row, "survey_code": SURVEY}
        for row in rows_of((raw / "raw_answers.csv").read_bytes())
        if row["submission_id"] in kept and row["question_code"] != "capacity_building_need_other"
    ]
    answers += [{**row, "submission_id": "S0902"} for row in answers if row["submission_id"] == "S0002"]
    answers += [{**row, "submission_id": "S0901"} for row in answers if row["submission_id"] == "S0001"]
    landed.mkdir(parents=True)
    (landed / "raw_submissions.csv").write_bytes(csv_of(submissions, submissions[0]))
    (landed / "raw_answers.csv").write_bytes(csv_of(answers, answers[0]))


def _members_by_region(members: Rows) -> dict[str, Iterator[str]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for row in members:
        if row["member_code"] not in _NOT_YET_MEMBERS:
            codes[row["region_code"]].append(row["member_code"])
    return {region_code: iter(of_region) for region_code, of_region in codes.items()}
