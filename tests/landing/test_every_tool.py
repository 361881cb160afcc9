"""The same answers, exported by each tool in each of its variants, land as the same raw answers, without a person.

Every file has three responses: of France, of Japan, and of a country that does not exist. All are made up, and so are
the person, the address and the comment that are planted wherever a tool or a respondent may leave them.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import writers

from pipeline.exports.export import Tool
from pipeline.landing.outcome import Wanted
from pipeline.landing.run import land
from pipeline.landing.sorting import Fate
from pipeline.project import Project
from tests.landing.missing import OPTIONAL

MAIL, IP, NAME, PHONE, COMMENT = PLANTED = (
    "someone@example.org",
    "192.0.2.77",
    "Jane Planted",
    "+32 2 555 01 99",
    "A planted remark that nobody asked for",
)
NEED = 'Réseaux, "and" more'
SENT = datetime(2026, 3, 5, 10, 0)
Row = Sequence[object]


@dataclass(frozen=True)
class Variant:
    """An export of a tool. explicit: items that its file says were not chosen."""

    write: Callable[[Path], Path]
    tool: Tool
    file: str = "export.csv"
    explicit: tuple[str, ...] = ()


def by_code(country: str, tick: str, untick: str) -> dict[str, str]:
    """Cells by question and item, as a tool with codes writes them."""
    return {
        "member_code": {"France": "FRA", "Japan": "JPN"}.get(country, country),
        "it_strategy": "yes",
        "maturity_level": "3",
        "technology_status/drones": "adopted",
        "performance_contribution/trade_facilitation": tick,
        "performance_contribution/revenue_collection": untick,
        "flagship_choice/drones": tick,
        "flagship_choice/vr_ar": tick,
        "flagship_choice/iot": untick,
        "capacity_building_need_other": NEED,
        "contact_point_designated": NAME,
    }


# Heading, row or choice, and what France answered, as a questionnaire asks in one language or the other.
TEXTS: list[tuple[str, str, str]] = [
    ("Which Customs administration do you answer for?", "", "France"),
    ("IT strategy", "", "Yes"),
    ("Niveau de maturité", "", "3 - Opérationnel"),
    ("Status of each technology", "Drones", "Adoptée"),
    ("Contribution to performance", "Trade facilitation and economic competitiveness", "tick"),
    ("Contribution to performance", "Revenue collection", ""),
    ("Choix des technologies phares", "Drones", "tick"),
    ("Choix des technologies phares", "Réalité virtuelle, augmentée et mixte", "tick"),
    ("Choix des technologies phares", "Internet des objets", ""),
    ("Other capacity-building needs", "", NEED),
    ("National contact point", "", NAME),
    ("Your phone number", "", PHONE),
    ("Anything else?", "", COMMENT),
]
COUNTRIES = ("France", "Japan", "Atlantis")


def with_choices(country: str, ticked: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """A column per choice; ticked: what stands in that of a choice."""
    return [
        (question, item, ticked(item) if cell == "tick" else country if cell == "France" else cell)
        for question, item, cell in TEXTS
    ]


def with_lists(country: str, separator: str, end: str = "") -> list[tuple[str, str, str]]:
    """One cell for all choices."""
    chosen: dict[str, list[str]] = {}
    for question, item, cell in TEXTS:
        if cell == "tick":
            chosen.setdefault(question, []).append(item)
    cells = {
        question: (question, "", separator.join(chosen[question]) + end)
        if question in chosen
        else (question, item, country if cell == "France" else cell)
        for question, item, cell in TEXTS
    }
    return list(cells.values())


def limesurvey(heading: Callable[[str, str, str], str], delimiter: str = ";") -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        rows = [
            [
                *(
                    str(number),
                    str(SENT),
                    "3",
                    "fr",
                    "7",
                    str(SENT),
                    str(SENT),
                    IP,
                    f"https://example.org/?mail={MAIL}",
                ),
                *(NAME, MAIL, *by_code(country, "Y", "").values(), COMMENT, PHONE),
            ]
            for number, country in enumerate(COUNTRIES, 1)
        ]
        asked = [heading(*key.partition("/")) for key in by_code("", "", "")]
        own = [heading(code, "", "") for code in (*writers.LIMESURVEY_METADATA, "firstname", "email")]
        headings = [*own, *asked, heading("it_strategy", "/", "comment"), heading("Z1", "", "")]
        return writers.limesurvey_csv(path, headings, rows, delimiter=delimiter)

    return write


def short(code: str) -> str:
    return code.replace("_", "")[:20]


def limesurvey_code(question: str, _: str, item: str) -> str:
    return f"{short(question)}[{short(item)}]" if item else short(question)


def limesurvey_code_and_text(question: str, _: str, item: str) -> str:
    code = limesurvey_code(question, _, item)
    return f"{code}. A question <b>in</b> words" + (f" [{item}]" if item else "")


def limesurvey_texts(path: Path) -> Path:
    own = [
        "Response ID",
        "Date submitted",
        "Last page",
        "Start language",
        "IP address",
        "Referrer URL",
        "Email address",
    ]
    columns = with_choices("", lambda _: "")
    asked = [f"{question} [{item}]" if item else question for question, item, _ in columns]
    rows = [
        [
            str(number),
            str(SENT),
            "3",
            "en",
            IP,
            MAIL,
            MAIL,
            *(cell for *_, cell in with_choices(country, lambda _: "Yes")),
        ]
        for number, country in enumerate(COUNTRIES, 1)
    ]
    return writers.limesurvey_csv(path, [*own, *asked], rows, delimiter=",")


def limesurvey_of_pandas(path: Path) -> Path:
    limesurvey(limesurvey_code_and_text, ",")(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return writers.write_csv(path, [["" if number == 0 else str(number - 1), *row] for number, row in enumerate(rows)])


def eusurvey(path: Path) -> Path:
    columns = with_lists("", "; ")
    headings = [f"{question}: {item}" if item else question for question, item, _ in columns]
    rows = [
        [*(cell for *_, cell in with_lists(country, "; ")), MAIL, f"c{number}", NAME, SENT, SENT, "EN"]
        for number, country in enumerate(COUNTRIES, 1)
    ]
    return writers.eusurvey_workbook(path, [*headings, *writers.EUSURVEY_METADATA], rows)


def kobo_table(headings_of_grids: str) -> tuple[list[str], list[list[str]]]:
    def heading(key: str) -> str:
        question, _, item = key.partition("/")
        if question == "technology_status":
            return headings_of_grids.format(question=question, item=item)
        return f"block/{key}"

    keys = list(by_code("", "", ""))
    summaries = [f"block/{question}" for question in ("performance_contribution", "flagship_choice")]
    headings = ["start", "username", "deviceid", "phonenumber", *map(heading, keys), *summaries, "block/remarks"]
    headings += ["_location_latitude", *writers.KOBO_METADATA]
    rows = [
        [
            *("2026-03-05T09:00:00", NAME, MAIL, PHONE, *by_code(country, "1", "0").values(), "trade_facilitation"),
            *("drones vr_ar", COMMENT, "50.8", str(number), f"uuid-{number}", "2026-03-05T10:00:00"),
            *("", "", "", NAME, "v1", "", str(number)),
        ]
        for number, country in enumerate(COUNTRIES, 1)
    ]
    return headings, rows


def kobo_csv(path: Path) -> Path:
    headings, rows = kobo_table("{question}/{question}__{item}")
    return writers.kobo_csv(path, headings, rows, tags=[f"#tag{number}" for number in range(len(headings))])


def kobo_xlsx(path: Path) -> Path:
    return writers.kobo_xlsx(path, *kobo_table("block/{question}__{item}"))


def qualtrics(*, is_python_style: bool) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        codes, texts, ids = list(writers.QUALTRICS_METADATA), list(writers.QUALTRICS_METADATA), list(
            writers.QUALTRICS_METADATA.values()
        )  # fmt: skip
        questions = list(dict.fromkeys(question for question, *_ in TEXTS))
        for place, (question, item, _) in enumerate(TEXTS):
            number = questions.index(question) + 1
            part = f"_{place}" if item else ""
            codes.append(f"Q{number}{part}")
            texts.append(f"{question} - {item}" if item else question)
            ids.append(f"QID{number}{part}")
        own = [SENT, SENT, "IP Address", IP, "100", "60", "True", SENT, "R_{}", NAME, NAME, MAIL, MAIL, "50.8", "4.3"]
        rows = [
            [*(str(cell).format(number) for cell in own), "anonymous", "EN"]
            + [cell for *_, cell in with_choices(country, lambda item: item)]
            for number, country in enumerate(COUNTRIES, 1)
        ]
        return writers.qualtrics_csv(path, codes, texts, ids, rows, is_python_style=is_python_style, time_zone="UTC")

    return write


def qualtrics_legacy(path: Path) -> Path:
    codes, texts = list(writers.QUALTRICS_LEGACY_METADATA), list(writers.QUALTRICS_LEGACY_METADATA)
    questions = list(dict.fromkeys(question for question, *_ in TEXTS))
    for place, (question, item, _) in enumerate(TEXTS):
        codes.append(f"Q{questions.index(question) + 1}" + (f"_{place}" if item else ""))
        texts.append(f"{question}-{item}" if item else question)
    rows = [
        [f"R_{number}", "Default Response Set", NAME, MAIL, MAIL, IP, "0", str(SENT), str(SENT), "1"]
        + [cell for *_, cell in with_choices(country, lambda _: "1")]
        for number, country in enumerate(COUNTRIES, 1)
    ]
    return writers.qualtrics_legacy_csv(path, codes, texts, rows)


def joined_by_form(
    write: Callable[[Path, list[str], Iterable[Row]], Path],
    own: Callable[[int], list[object]],
    separator: str,
    end: str,
) -> Callable[[Path], Path]:
    def of_form(path: Path) -> Path:
        columns = with_lists("", separator)
        headings = [f"{question} [{item}]" if item else question for question, item, _ in columns]
        # Two rows make it a grid.
        headings.append("Status of each technology [Blockchain]")
        rows = [
            [*own(number), *(cell for *_, cell in with_lists(country, separator, end)), ""]
            for number, country in enumerate(COUNTRIES, 1)
        ]
        return write(path, headings, rows)

    return of_form


def google_own(number: int) -> list[object]:
    return [f"3/5/2026 10:00:0{number}"]


def microsoft_own(number: int) -> list[object]:
    return [number, SENT, SENT, MAIL, NAME]


def surveymonkey(encoding: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        asked = [question for question, *_ in TEXTS]
        questions = ["" if text in asked[:place] else f"<b>{text}</b>" for place, text in enumerate(asked)]
        options = [item or ("Open-Ended Response" if cell == NEED else "Response") for _, item, cell in TEXTS]
        own = ["17", "03/05/2026 10:00:00", "03/05/2026 10:00:00", IP, MAIL, NAME, NAME, PHONE]
        rows = [
            [f"9{number}", *own, *(cell for *_, cell in with_choices(country, lambda item: item))]
            for number, country in enumerate(COUNTRIES, 1)
        ]
        return writers.surveymonkey_csv(path, questions, options, rows, encoding=encoding)

    return write


def tidy(path: Path) -> Path:
    headings = ["submission_id", "submitted_at", "name", "email", "ip", "phone", *by_code("", "", ""), "remarks"]
    rows = [
        [str(number), "2026-03-05T10:00:00Z", NAME, MAIL, IP, PHONE, *by_code(country, "Y", "").values(), COMMENT]
        for number, country in enumerate(COUNTRIES, 1)
    ]
    return writers.tidy_csv(path, headings, rows)


NOT_CHOSEN = ("revenue_collection",)
VARIANTS = {
    "LimeSurvey, codes": Variant(limesurvey(limesurvey_code), Tool.LIMESURVEY),
    "LimeSurvey, codes and texts": Variant(limesurvey(limesurvey_code_and_text, ","), Tool.LIMESURVEY),
    "LimeSurvey, texts": Variant(limesurvey_texts, Tool.LIMESURVEY),
    "LimeSurvey, saved again by pandas": Variant(limesurvey_of_pandas, Tool.LIMESURVEY),
    "EUSurvey, XLS": Variant(eusurvey, Tool.EUSURVEY, "export.xls"),
    "EUSurvey, XLSX": Variant(eusurvey, Tool.EUSURVEY, "export.xlsx"),
    "KoboToolbox, CSV with HXL": Variant(kobo_csv, Tool.KOBO, explicit=NOT_CHOSEN),
    "KoboToolbox, XLSX": Variant(kobo_xlsx, Tool.KOBO, "export.xlsx", explicit=NOT_CHOSEN),
    "Qualtrics": Variant(qualtrics(is_python_style=False), Tool.QUALTRICS),
    "Qualtrics, Python style": Variant(qualtrics(is_python_style=True), Tool.QUALTRICS),
    "Qualtrics, legacy": Variant(qualtrics_legacy, Tool.QUALTRICS),
    "Microsoft Forms": Variant(
        joined_by_form(writers.microsoft_forms_xlsx, microsoft_own, ";", ";"), Tool.MICROSOFT_FORMS, "export.xlsx"
    ),
    "Google Forms, Sheets": Variant(joined_by_form(writers.google_forms_csv, google_own, ", ", ""), Tool.GOOGLE_FORMS),
    "Google Forms, Forms": Variant(joined_by_form(writers.google_forms_csv, google_own, ";", ""), Tool.GOOGLE_FORMS),
    "SurveyMonkey": Variant(surveymonkey("utf-8"), Tool.SURVEYMONKEY),
    "SurveyMonkey, Windows-1252": Variant(surveymonkey("cp1252"), Tool.SURVEYMONKEY),
    "tidy": Variant(tidy, Tool.TIDY),
}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_the_same_answers_land_from_every_tool_without_a_person(
    project: Project, tmp_path: Path, variant: Variant
) -> None:
    path = variant.write(tmp_path / variant.file)
    assert any(planted.encode() in path.read_bytes() for planted in PLANTED) or path.suffix == ".xlsx"
    outcome = land(project, path, Wanted("SCS2026", project.landed_raw, allow_missing=OPTIONAL))
    assert outcome.export.tool is variant.tool
    assert {fate: count for fate, count in outcome.counts.items() if count} == {Fate.LANDED: 2, Fate.REJECTED: 1}

    raw = {path.name: path.read_text(encoding="utf-8") for path in project.landed_raw.glob("*.csv")}
    assert set(raw) == {"raw_submissions.csv", "raw_answers.csv", "rejects.csv"}
    submissions = list(csv.DictReader(raw["raw_submissions.csv"].splitlines()))
    assert [row["member_code"] for row in submissions] == ["FRA", "JPN"]
    assert {row["submitted_at"][:16] for row in submissions} == {"2026-03-05T10:00"}
    answers = {
        (row["question_code"], row["item_code"]): row["answer"]
        for row in csv.DictReader(raw["raw_answers.csv"].splitlines())
        if row["submission_id"] == submissions[0]["submission_id"]
    }
    assert answers == {
        ("it_strategy", ""): "yes",
        ("maturity_level", ""): "3",
        ("technology_status", "drones"): "adopted",
        ("performance_contribution", "trade_facilitation"): "yes",
        **{("performance_contribution", item): "no" for item in variant.explicit},
        ("flagship_choice", "drones"): "yes",
        ("flagship_choice", "vr_ar"): "yes",
        ("capacity_building_need_other", ""): NEED,
        ("contact_point_designated", ""): "yes",
    }
    for name, content in raw.items():
        for planted in PLANTED:
            assert planted not in content, f"{planted} in {name}"
