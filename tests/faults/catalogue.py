"""The catalogue of corruptions: what is done to raw answers, codebook and printed values, and what has to come of it.

Each is one mistake that people and programs make. Most have to be refused. Some change nothing that readers see, and
say why (`harmless`); some replace one plausible value by another that nothing contradicts, and say why no check can
tell (`gap`). Which check catches what, and which public numbers change, is not said here: the tests find it out.
"""

from collections.abc import Callable

from tests.faults.collected_round import SURVEY
from tests.faults.edits import (
    Rows,
    drop,
    exchange,
    exchange_columns,
    gone,
    in_header,
    in_text,
    on_rows,
    put,
    repeat,
    with_columns,
)
from tests.faults.injection import Corruption

PROJECT = "dbt_project.yml"
SUBMISSIONS = "seeds/raw/raw_submissions.csv"
ANSWERS = "seeds/raw/raw_answers.csv"
CODINGS = "seeds/raw/raw_need_codings.csv"
LANDED_SUBMISSIONS = "data/raw/raw_submissions.csv"
LANDED_ANSWERS = "data/raw/raw_answers.csv"
AGENCY_TYPES = "seeds/codebook/agency_types.csv"
ANSWER_OPTIONS = "seeds/codebook/answer_options.csv"
FLAGSHIP_RULES = "seeds/codebook/flagship_rules.csv"
MEMBERS = "seeds/codebook/members.csv"
NEEDS = "seeds/codebook/needs.csv"
DIMENSIONS = "seeds/codebook/performance_dimensions.csv"
QUESTIONS = "seeds/codebook/questions.csv"
REGIONS = "seeds/codebook/regions.csv"
SURVEY_ITEMS = "seeds/codebook/survey_items.csv"
SURVEYS = "seeds/codebook/surveys.csv"
TECHNOLOGIES = "seeds/codebook/technologies.csv"
WAREHOUSE_CODES = "seeds/codebook/warehouse_codes.csv"
FIGURES = "seeds/published/published_figures.csv"
DISCREPANCIES = "seeds/published/published_discrepancies.csv"
RANKINGS = "seeds/published/published_rankings.csv"

_UNPRINTED = "both answers are possible, and the report printed no figure or order that rests on it"
_REFERENCE = "this seed is itself the reference; its changes are reviewed in version control"


def _shuffled(rows: Rows) -> Rows:
    """Another order that is the same in every run."""
    return [row for start in range(7) for row in reversed(rows[start::7])]


def _blanks_to_no(rows: Rows) -> Rows:
    """Whoever left the whole list of needs open now needs none of them."""
    needs = sorted({row["item_code"] for row in rows if row["question_code"] == "capacity_building_need"})
    answered = {row["submission_id"] for row in rows if row["question_code"] == "capacity_building_need"}
    silent = sorted({row["submission_id"] for row in rows} - answered)
    return rows + [
        {**rows[0], "submission_id": submission_id, "question_code": "capacity_building_need", "item_code": need,
         "answer": "no"}
        for submission_id in silent
        for need in needs
    ]  # fmt: skip


def _as_synthetic(rows: Rows) -> Rows:
    """The collected round made to look synthetic: no Member, an invented region, no source."""
    regions = ["ESA", "AP", "WCA", "AMS", "EUR", "MENA"]
    return [
        {**row, "origin": "synthetic", "member_code": "", "region_code": regions[number % 6], "source_file": "",
         "source_row": ""}
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _in_one_file(content: bytes) -> bytes:
    """The file twice in one, the second time with its header, as when exports are pasted together."""
    return content + content


def _one_answer(name: str, figure: str, question: str, item: str, found: str, written: str, **more: str) -> Corruption:
    """A Member's answer to a question is another one of the scale. figure: the printed one that rests on it, or ''."""
    where = {"question_code": question, "item_code": item, "answer": found, **more}
    members = [f"S{number:04}" for number in range(1, 117)]
    return Corruption(
        name, "an answer changed",
        {ANSWERS: put({"answer": written}, **{"submission_id": members, **where})},
        figure=figure,
        gap="" if figure else _UNPRINTED,
    )  # fmt: skip


def _for_another_member(rows: Rows) -> Rows:
    """One Member's submission is entered under the code of another that answered too."""
    by_id = {row["submission_id"]: row for row in rows}
    by_id["S0010"]["member_code"] = by_id["S0012"]["member_code"]
    return rows


def _in_a_chain(rows: Rows) -> Rows:
    """Cloud is in the group of drones, and drones are in that of the Internet of Things."""
    groups = {"cloud": "drones", "drones": "iot"}
    return [
        {**row, "flagship_group_code": groups.get(row["technology_code"], row["flagship_group_code"])} for row in rows
    ]


def _of_another_round(changed: dict[str, str] | None = None) -> Callable[[Rows], Rows]:
    """The rows of four Members, of those of the collected round, once more for an earlier one."""
    few = {f"S{number:04}" for number in range(1, 5)}
    return lambda rows: (
        rows
        + [
            {**row, "survey_code": "TST2022", **(changed or {})}
            for row in rows
            if row["survey_code"] == SURVEY and row.get("submission_id", "S0001") in few
        ]
    )


def _setting(name: str, found: str, written: str) -> Corruption:
    """A setting of disclosure control is something else."""
    return Corruption(name, "settings", {PROJECT: in_text(found, written)})


FILES = [
    Corruption("the codings have their name in capitals", "files",
               {CODINGS: gone, "seeds/raw/RAW_NEED_CODINGS.CSV": lambda _: b"survey_code\n"}),
    Corruption("an unfinished write lies among the parts of a table", "files",
               {"data/raw/raw_answers.parquet/_temporary/0/part-0.parquet": lambda _: b"PAR1"}),
    Corruption("notes lie beside the raw answers", "files", {"data/raw/notes.txt": lambda _: b"to do\n"},
               harmless="it is named as not read"),
    Corruption("the answers are missing", "files", {ANSWERS: gone}),
    Corruption("the file is empty", "files", {ANSWERS: lambda _: b""}),
    Corruption("the file ends in the middle of a row", "files",
               {ANSWERS: lambda content: content[: len(content) // 2]}),
    Corruption("the file ends early, after a whole row", "files",
               {ANSWERS: lambda content: content[: content.rindex(b"\n", 0, len(content) // 2) + 1]}),
    Corruption("the optional codings are missing", "files", {CODINGS: gone},
               gap="a round may have no codings; other needs are then shown as uncoded, which is true"),
    Corruption("accents are Latin-1 bytes", "files",
               {REGIONS: lambda content: content.decode().encode("cp1252")}),
    Corruption("accents were read as Windows-1252 and saved as UTF-8", "files",
               {REGIONS: lambda content: content.replace("é".encode(), "Ã©".encode())}),
    Corruption("accents became replacement characters", "files",
               {REGIONS: in_text("Amériques", "Am\ufffdriques")}),
    Corruption("the file is UTF-16", "files", {ANSWERS: lambda content: content.decode().encode("utf-16")}),
    Corruption("the file begins with a byte-order mark", "files", {ANSWERS: lambda content: b"\xef\xbb\xbf" + content}),
    Corruption("a NUL byte stands in a value", "files", {ANSWERS: in_text("adopted", "ado\0pted", 1)}),
    Corruption("lines end in CRLF", "files", {ANSWERS: in_text("\n", "\r\n")},
               harmless="the same rows: CSV allows both line ends"),
    Corruption("lines end in CR alone", "files", {ANSWERS: in_text("\n", "\r")}),
    Corruption("columns are separated by semicolons", "files", {ANSWERS: in_text(",", ";")}),
    Corruption("a quote is left open", "files", {ANSWERS: in_text("Backup and", '"Backup and')}),
    Corruption("a comma in a text is not quoted", "files", {ANSWERS: in_text("Backup and", "Backup, and")}),
    Corruption("a column is renamed", "files", {ANSWERS: in_header("answer", "response")}),
    Corruption("a column is missing", "files",
               {ANSWERS: with_columns(lambda names: [name for name in names if name != "item_code"])}),
    Corruption("there is a column more", "files", {ANSWERS: with_columns(lambda names: [*names, "comment"])}),
    Corruption("the columns are in another order", "files",
               {ANSWERS: with_columns(lambda names: list(reversed(names)))},
               harmless="columns are read by their names"),
    Corruption("the rows are in another order", "files", {ANSWERS: on_rows(_shuffled)},
               harmless="no number depends on the order of rows"),
    Corruption("two exports are pasted together, headers and all", "files", {ANSWERS: _in_one_file}),
]  # fmt: skip

ONE = "S0001"
SUBMISSIONS_CORRUPTED = [
    Corruption("a submission is lost with its answers", "submissions",
               {SUBMISSIONS: drop(submission_id=ONE), ANSWERS: drop(submission_id=ONE)}, figure="I.submission_count"),
    Corruption("a submission is lost and its answers are left", "submissions",
               {SUBMISSIONS: drop(submission_id=ONE)}, figure="I.submission_count"),
    Corruption("a submission stands again under another identifier, with its answers", "submissions",
               {SUBMISSIONS: repeat({"submission_id": "S0900"}, submission_id=ONE),
                ANSWERS: repeat({"submission_id": "S0900"}, submission_id=ONE)}, figure="I.submission_count"),
    Corruption("a submission moves to another region", "submissions",
               {SUBMISSIONS: put({"region_code": "AP"}, submission_id=ONE)}, figure="I.eur.submission_count"),
    Corruption("two synthetic submissions have each other's region", "submissions",
               {SUBMISSIONS: exchange_columns("submission_id", "S0001", "S0002", ["region_code"])},
               gap="counts by region stay as printed, a synthetic submission has no Member to contradict its region, "
               "and no answer by region was printed"),
    Corruption("a region has a letter that only looks the same", "submissions",
               {SUBMISSIONS: put({"region_code": "ЕUR"}, submission_id=ONE)}),
    Corruption("a submission is dated after the closing", "submissions",
               {SUBMISSIONS: put({"submitted_at": "2024-06-25T00:00:00Z"}, submission_id=ONE)}),
    Corruption("a date does not exist", "submissions",
               {SUBMISSIONS: put({"submitted_at": "2024-04-31T08:00:00Z"}, submission_id=ONE)}),
    Corruption("day and month of a date are exchanged", "submissions",
               {SUBMISSIONS: put({"submitted_at": "2024-06-05T08:00:00Z"}, submission_id="S0040")},
               gap="the day lies in the collection, and the report printed no number of submissions by day"),
    Corruption("one submission is collected among synthetic ones", "submissions",
               {SUBMISSIONS: put({"origin": "collected"}, submission_id=ONE)}),
    Corruption("synthetic submissions pose as collected", "submissions",
               {SUBMISSIONS: in_text("synthetic", "collected")}),
    Corruption("a synthetic submission is given to a Member", "submissions",
               {SUBMISSIONS: put({"member_code": "BEL"}, submission_id=ONE)}),
    Corruption("a synthetic submission names an export file", "submissions",
               {SUBMISSIONS: put({"source_file": "export.csv", "source_row": "2"}, submission_id=ONE)}),
    Corruption("a complete submission is marked partial", "submissions",
               {SUBMISSIONS: put({"is_partial": "true"}, submission_id=ONE)}, figure="I.submission_count"),
    Corruption("a partner agency is counted among Members", "submissions",
               {SUBMISSIONS: put({"respondent_kind": "member", "agency_type_code": "",
                                  "submitted_at": "2024-05-06T08:00:00Z"}, submission_id="P0001")},
               figure="I.partner_agency_count"),
    Corruption("a partner agency is of another type", "submissions",
               {SUBMISSIONS: put({"agency_type_code": "trade_network"}, submission_id="P0001")},
               figure="I.agency.trade_network"),
]  # fmt: skip

PRINTED = [
    _one_answer("a Member with a strategy has none", "II.it_strategy.yes_share", "it_strategy", "", "yes", "no"),
    _one_answer("a Member at level 1 is at level 2",
                "II.maturity.1.submission_count II.maturity.2.submission_count", "maturity_level", "", "1", "2"),
    _one_answer("a Member at level 3 is at level 4",
                "II.maturity.3.share II.maturity.4.submission_count", "maturity_level", "", "3", "4"),
    _one_answer("a Member at level 5 is at level 1", "II.maturity.5.share", "maturity_level", "", "5", "1"),
    _one_answer("big data in development is adopted", "III.big_data.adopted_count",
                "technology_status", "big_data", "in_development", "adopted"),
    _one_answer("an adopted cloud is not planned", "III.cloud.adopted_count",
                "technology_status", "cloud", "adopted", "not_planned"),
    _one_answer("adopted biometrics are under consideration", "III.biometrics.adopted_count",
                "technology_status", "biometrics", "adopted", "under_consideration"),
    _one_answer("adopted AI is in development", "III.ai_ml.adopted_count",
                "technology_status", "ai_ml", "adopted", "in_development"),
    _one_answer("drones under consideration are adopted", "III.drones.adopted_count",
                "technology_status", "drones", "under_consideration", "adopted"),
    _one_answer("an unplanned geospatial technology is adopted", "III.geospatial.adopted_count",
                "technology_status", "geospatial", "not_planned", "adopted"),
    _one_answer("the one technology a Member looks at is not planned", "I.details_count",
                "technology_status", "ai_ml", "under_consideration", "not_planned", submission_id="S0026"),
    _one_answer("a case-study file that was sent was not", "I.case_study_count", "case_study_file", "", "yes", "no"),
    _one_answer("a Member that is willing to share is not", "I.willing_count", "willing_to_share", "", "yes", "no"),
    _one_answer("a status that is not printed is another one", "", "technology_status", "iot", "in_development",
                "under_consideration"),
    Corruption("blanks about needs become a no", "an answer changed", {ANSWERS: on_rows(_blanks_to_no)},
               gap="the order of the needs stays, and the report printed neither shares nor their base"),
    Corruption("all answers on contact points are lost", "an answer changed",
               {ANSWERS: drop(question_code="contact_point_designated")},
               gap="the report printed nothing on contact points, and a question may stay unanswered"),
]  # fmt: skip
ANSWERS_CORRUPTED = [
    Corruption("a status has a capital letter", "answers", {ANSWERS: put({"answer": "Adopted"}, answer="adopted")}),
    Corruption("a status is in French", "answers", {ANSWERS: put({"answer": "adoptée"}, answer="adopted")}),
    Corruption("an answer is above its scale", "answers",
               {ANSWERS: put({"answer": "6"}, question_code="expected_impact", answer="5")}),
    Corruption("a fourth technology is chosen", "answers",
               {ANSWERS: repeat({"item_code": "vr_ar"}, 1, question_code="flagship_choice", submission_id="S0001")}),
    Corruption("a question is spelt with an accent", "answers",
               {ANSWERS: put({"question_code": "it_stratégy"}, question_code="it_strategy")}),
    Corruption("an answer stands twice and contradicts itself", "answers",
               {ANSWERS: repeat({"answer": "no"}, 1, question_code="it_strategy", answer="yes")}),
    Corruption("the answers of one submission are given to another", "answers",
               {ANSWERS: put({"submission_id": "S0002"}, None, submission_id=ONE)}),
    Corruption("two Members have each other's answers", "answers",
               {ANSWERS: exchange("submission_id", "S0001", "S0002")},
               gap="national numbers stay, and no answer by region was printed"),
    Corruption("a Member and a partner agency have each other's answers", "answers",
               {ANSWERS: exchange("submission_id", "S0001", "P0001")}, figure="II.maturity.3.submission_count"),
    Corruption("impact and difficulty have each other's answers", "answers",
               {ANSWERS: exchange("question_code", "expected_impact", "adoption_difficulty")},
               figure="technologies_by_expected_impact"),
    Corruption("AI and virtual reality have each other's impact", "answers",
               {ANSWERS: exchange("item_code", "ai_ml", "vr_ar", question_code="expected_impact")},
               figure="technologies_by_expected_impact"),
    Corruption("enforcement and revenue have each other's contribution", "answers",
               {ANSWERS: exchange("item_code", "enforcement_security", "revenue_collection",
                                  question_code="performance_contribution")},
               figure="performance_dimensions_by_contribution"),
    Corruption("technical and ethical needs have each other's answers", "answers",
               {ANSWERS: exchange("item_code", "technical_skills", "ethical_considerations",
                                  question_code="capacity_building_need")},
               figure="needs_by_share"),
    Corruption("blockchain and drones have each other's citations", "answers",
               {ANSWERS: exchange("item_code", "blockchain", "drones", question_code="flagship_choice")},
               figure="technologies_by_citation"),
    Corruption("AI and virtual reality have each other's status", "answers",
               {ANSWERS: exchange("item_code", "ai_ml", "vr_ar", question_code="technology_status")},
               figure="technologies_by_potential"),
    Corruption("all that is in development is adopted", "answers",
               {ANSWERS: put({"answer": "adopted"}, None, answer="in_development")},
               figure="development_outnumbers_adoption"),
    Corruption("the text of a coding is mistyped", "codings", {CODINGS: in_text("Data modelling", "Data modeling")}),
    Corruption("a text is coded as another need", "codings", {CODINGS: put({"need_code": "project_management"})},
               gap="how a text is coded is a judgement"),
]  # fmt: skip

CODEBOOK_CORRUPTED = [
    Corruption("the closing of the survey is a day later", "codebook",
               {SURVEYS: in_text("2024-06-24", "2024-06-25")}, figure="intro.closed_on"),
    Corruption("the survey is registered twice", "codebook",
               {SURVEYS: repeat({}, survey_code="SCS2024")}),
    Corruption("a Member is in another region", "codebook",
               {MEMBERS: put({"region_code": "AP"}, member_code="BEL")}, figure="I.eur.member_count"),
    Corruption("a Member is missing", "codebook",
               {MEMBERS: drop(member_code="BEL")}, figure="I.member_count"),
    Corruption("a Member acceded after the closing", "codebook",
               {MEMBERS: put({"accession_on": "2024-07-01"}, member_code="PLW")},
               figure="I.member_count"),
    Corruption("a Member acceded a year earlier", "codebook",
               {MEMBERS: put({"accession_on": "1989-09-26"}, member_code="AGO")},
               harmless="it was a Member on the closing day all the same, and no mart shows the date"),
    Corruption("a technology is missing from its list", "codebook",
               {TECHNOLOGIES: drop(technology_code="iot")}),
    Corruption("a technology stands twice", "codebook",
               {TECHNOLOGIES: repeat({"position": "10"}, technology_code="iot")}),
    Corruption("a technology has no French name", "codebook",
               {TECHNOLOGIES: put({"name_fr": ""}, technology_code="iot")}),
    Corruption("two technologies have each other's names", "codebook",
               {TECHNOLOGIES: exchange_columns("technology_code", "iot", "vr_ar", ["name_en", "name_fr"])},
               gap=f"no number changes, and a name contradicts nothing: {_REFERENCE}"),
    Corruption("a region stands twice", "codebook", {REGIONS: repeat({}, region_code="MENA")}),
    Corruption("a need is missing from its list", "codebook", {NEEDS: drop(need_code="ethical_considerations")}),
    Corruption("a dimension of performance is missing from its list", "codebook",
               {DIMENSIONS: drop(dimension_code="revenue_collection")}),
    Corruption("an agency type is missing from its list", "codebook",
               {AGENCY_TYPES: drop(agency_type_code="it_department")}),
    Corruption("an answer has the value of another", "codebook",
               {ANSWER_OPTIONS: put({"answer_value": "4"}, answer_scale_code="expected_impact",
                                                      answer_code="5")}),
    Corruption("what is under consideration is no potential", "codebook",
               {ANSWER_OPTIONS: put({"is_potential": "false"}, answer_code="under_consideration")}),
    Corruption("a question is missing", "codebook",
               {QUESTIONS: drop(question_code="willing_to_share")}),
    Corruption("a multiple choice is read as a grid", "codebook",
               {QUESTIONS: put({"question_type": "grid"}, question_code="capacity_building_need")}),
    Corruption("the survey asked an item less", "codebook",
               {SURVEY_ITEMS: drop(question_code="expected_impact", item_code="vr_ar")}),
    Corruption("the survey asked an item that there is not", "codebook",
               {SURVEY_ITEMS: repeat({"item_code": "quantum", "position": "64"}, 1,
                                                      question_code="expected_impact")}),
    Corruption("big data is a flagship of its own", "codebook",
               {FLAGSHIP_RULES: put({"flagship_group_code": "big_data"}, technology_code="big_data")},
               figure="selected_technologies"),
    Corruption("cloud is selected together with blockchain, and one more with it", "codebook",
               {FLAGSHIP_RULES: put({"flagship_group_code": "blockchain"}, technology_code="cloud")}),
    Corruption("biometrics is left out as overlapping other work", "codebook",
               {FLAGSHIP_RULES: put({"overlaps_other_work": "true"}, technology_code="biometrics")},
               gap="it is not among the selected in any case, and the report does not say why"),
    Corruption("cloud and drones are each in the group of the other's name", "codebook",
               {FLAGSHIP_RULES: exchange("flagship_group_code", "cloud", "drones")}),
    Corruption("a flagship group is named after a technology of the next group", "codebook",
               {FLAGSHIP_RULES: on_rows(_in_a_chain)}),
    Corruption("a flagship rule stands twice", "codebook",
               {FLAGSHIP_RULES: repeat({}, technology_code="cloud")}),
    Corruption("a need has a code that the warehouse uses itself", "codebook",
               {NEEDS: repeat({"need_code": "uncoded", "position": "99"}, 1)}),
    Corruption("a question without items was asked with one", "codebook",
               {SURVEY_ITEMS: put({"item_code": "cloud"}, question_code="it_strategy")}),
    Corruption("a survey has a path for a code", "codebook", {SURVEYS: put({"survey_code": ".."})}),
    Corruption("a code of an item spans lines", "codebook",
               {SURVEY_ITEMS: put({"item_code": "io\nt"}, item_code="iot")}),
    Corruption("a technology has a page of text for a name", "codebook",
               {TECHNOLOGIES: put({"name_en": "Internet of Things " * 20}, technology_code="iot")}),
    Corruption("a place in a list is 0", "codebook", {TECHNOLOGIES: put({"position": "0"}, technology_code="iot")}),
    Corruption("a survey opened a century ago", "codebook", {SURVEYS: put({"opened_on": "1925-04-17"})}),
    Corruption("a survey was open for years", "codebook", {SURVEYS: put({"closed_on": "2029-06-24"})}),
    Corruption("two surveys have one name", "codebook",
               {SURVEYS: repeat({"survey_code": "SCS2025", "opened_on": "2025-04-17", "deadline_on": "2025-05-06",
                                 "extended_deadline_on": "", "closed_on": "2025-06-24"})}),
    Corruption("a code of the warehouse is missing", "codebook",
               {WAREHOUSE_CODES: drop(code_list="figure_bases", code="illustrative")}),
]  # fmt: skip

PUBLISHED = [
    Corruption("a printed figure is another", "printed values",
               {FIGURES: put({"printed_value": "117"}, figure_id="I.submission_count")}, figure="I.submission_count"),
    Corruption("a printed figure is of another technology", "printed values",
               {FIGURES: put({"key_code": "iot"}, figure_id="III.drones.adopted_count")},
               figure="III.drones.adopted_count"),
    Corruption("a printed position is another", "printed values",
               {RANKINGS: put({"printed_position_from": "2", "printed_position_to": "2"},
                              ranking_id="participation_by_region", item_code="ESA")},
               figure="participation_by_region"),
    Corruption("a printed figure is lost", "printed values", {FIGURES: drop(figure_id="III.drones.adopted_count")},
               gap=f"its cell becomes illustrative, which claims less: {_REFERENCE}"),
    Corruption("an inferred figure poses as printed", "printed values",
               {FIGURES: put({"is_inferred": "false"}, figure_id="III.ai_ml.adopted_count")},
               gap=f"which figures the report printed is said nowhere else: {_REFERENCE}"),
    Corruption("a discrepancy of the report is lost", "printed values",
               {DISCREPANCIES: drop(discrepancy_id="four_regions_named_five")},
               gap=f"a text, no number: {_REFERENCE}"),
]  # fmt: skip

SETTINGS = [
    _setting("the threshold of disclosure control is empty", "collected: 5", "collected:"),
    _setting("the threshold of disclosure control is negative", "collected: 5", "collected: -5"),
    _setting("the threshold of disclosure control is a word", "collected: 5", "collected: five"),
    _setting("the threshold of disclosure control is misspelt", "disclosure_threshold", "disclosure_treshold"),
    _setting("the threshold of collected surveys is misspelt", "collected: 5", "colected: 5"),
    _setting("a second threshold stands beside the first", "  flagship_groups_kept",
             "  smart_customs: {disclosure_threshold: {collected: 0, synthetic: 0}}\n  flagship_groups_kept"),
    _setting("whether one answer of everybody is suppressed is a word", "suppress_unanimous: true",
             "suppress_unanimous: always"),
    _setting("whether one answer of everybody is suppressed is misspelt", "suppress_unanimous", "supress_unanimous"),
    _setting("when collected surveys are released is misspelt", "when_closed", "when closed"),
]  # fmt: skip

COLLECTED = [
    Corruption("a Member's submission stands again under another identifier", "a collected round",
               {LANDED_SUBMISSIONS: repeat({"submission_id": "S0950"}, submission_id="S0010"),
                LANDED_ANSWERS: repeat({"submission_id": "S0950"}, submission_id="S0010")}, base="collected"),
    Corruption("a Member is told with another's region", "a collected round",
               {LANDED_SUBMISSIONS: put({"region_code": "MENA"}, submission_id="S0010")}, base="collected"),
    Corruption("the Member acceded after the round", "a collected round",
               {LANDED_SUBMISSIONS: put({"member_code": "PLW"}, submission_id="S0010")}, base="collected"),
    Corruption("a submission is entered for another Member that answered too", "a collected round",
               {LANDED_SUBMISSIONS: on_rows(_for_another_member)}, base="collected"),
    Corruption("two Members of the codebook have each other's region", "a collected round",
               {MEMBERS: exchange_columns("member_code", "BEL", "AFG", ["region_code"])}, base="collected"),
    Corruption("a Member that acceded later was one on the closing day", "a collected round",
               {MEMBERS: put({"accession_on": "2023-01-20"}, member_code="SLB")},
               gap=f"no frame of this round was printed: {_REFERENCE}", base="collected"),
    Corruption("a partial submission is marked complete", "a collected round",
               {LANDED_SUBMISSIONS: put({"is_partial": "false"}, submission_id="S0902")}, base="collected"),
    Corruption("a complete submission of the round is marked partial", "a collected round",
               {LANDED_SUBMISSIONS: put({"is_partial": "true"}, submission_id="S0010")}, base="collected"),
    Corruption("collected submissions pose as synthetic", "a collected round",
               {LANDED_SUBMISSIONS: in_text("collected", "synthetic")}, base="collected"),
    Corruption("collected submissions are made to look synthetic in every column", "a collected round",
               {LANDED_SUBMISSIONS: on_rows(_as_synthetic)}, base="collected"),
    Corruption("a submission of the round is filed under another round", "a collected round",
               {LANDED_SUBMISSIONS: put({"survey_code": "SCS2024"}, submission_id="S0010"),
                LANDED_ANSWERS: put({"survey_code": "SCS2024"}, None, submission_id="S0010")}, base="collected"),
    Corruption("the round lands as another", "a collected round",
               {LANDED_SUBMISSIONS: in_text(SURVEY, "SCS2024"), LANDED_ANSWERS: in_text(SURVEY, "SCS2024")},
               base="collected"),
    Corruption("the round lands again with fewer submissions", "a collected round",
               {LANDED_SUBMISSIONS: on_rows(lambda rows: rows[:60]),
                LANDED_ANSWERS: drop(submission_id=[f"S{number:04}" for number in range(61, 1000)])}, base="collected"),
    Corruption("the raw answers of the round are lost", "a collected round",
               {LANDED_SUBMISSIONS: gone, LANDED_ANSWERS: gone}, base="collected"),
    Corruption("the answers of the round end early, after a whole row", "a collected round",
               {LANDED_ANSWERS: lambda content: content[: content.rindex(b"\n", 0, len(content) // 2) + 1]},
               base="collected"),
    Corruption("one answer is another one of its scale", "a collected round",
               {LANDED_ANSWERS: put({"answer": "no"}, question_code="it_strategy", answer="yes")}, base="collected"),
    Corruption("one Member sends again with one other answer", "a collected round",
               {LANDED_ANSWERS: put({"answer": "1"}, question_code="maturity_level", submission_id="S0010")},
               base="collected"),
    Corruption("few answers to one item are left", "a collected round",
               {LANDED_ANSWERS: drop(question_code="technology_status", item_code="cloud",
                                     submission_id=[f"S{number:04}" for number in range(5, 1000)])}, base="collected"),
    Corruption("another round that four Members answered", "a collected round",
               {SURVEYS: in_text("TST2023,Test", "TST2022,Test round,Essai,2022-01-10,2022-01-20,,2022-01-25,false\n"
                                 "TST2023,Test"),
                SURVEY_ITEMS: on_rows(_of_another_round()),
                LANDED_SUBMISSIONS: on_rows(_of_another_round({"submitted_at": "2022-01-11T08:00:00Z",
                                                               "source_file": "few.csv"})),
                LANDED_ANSWERS: on_rows(_of_another_round())}, base="collected"),
    Corruption("collected answers are to be released below a threshold of 3", "settings",
               {PROJECT: in_text("collected: 5", "collected: 2")}, base="collected"),
]  # fmt: skip

CATALOGUE = [
    *FILES, *SUBMISSIONS_CORRUPTED, *PRINTED, *ANSWERS_CORRUPTED, *CODEBOOK_CORRUPTED, *PUBLISHED, *SETTINGS,
    *COLLECTED,
]  # fmt: skip
