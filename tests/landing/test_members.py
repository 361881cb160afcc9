"""Members by the names that people use: every name is the right Member's or asks, and none is another Member's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel import Locale

from pipeline.codebook.codes import Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.errors import InputError
from pipeline.landing.members import MemberLookup
from pipeline.landing.outcome import Wanted
from pipeline.landing.run import land
from pipeline.landing.sorting import Fate
from pipeline.project import Project
from tests.landing.missing import OPTIONAL

SURVEY = "SCS2026"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


@pytest.fixture(scope="module")
def members(codebook: Codebook) -> MemberLookup:
    return MemberLookup(codebook.question("member_code"), {}, 5)


@pytest.fixture(scope="module")
def alpha_2(codebook: Codebook) -> dict[str, str]:
    """Member codes by the code that CLDR has, from a list of names that does not come from the lookup."""
    english = {name: code for code, name in Locale.parse("en").territories.items() if code.isalpha()}
    # Where the codebook and CLDR write another English name.
    others = {
        "CIV": "CI", "COD": "CD", "COG": "CG", "HKG": "HK", "MAC": "MO", "IRN": "IR", "KOR": "KR", "LAO": "LA",
        "TZA": "TZ", "BRN": "BN", "MMR": "MM", "VNM": "VN", "STP": "ST", "ATG": "AG", "BOL": "BO", "LCA": "LC",
        "TTO": "TT", "VEN": "VE", "BIH": "BA", "MDA": "MD", "RUS": "RU", "PSE": "PS", "SYR": "SY", "CPV": "CV",
    }  # fmt: skip
    return {others.get(member.code.code) or english[member.code.names["en"]]: member.code.code
            for member in codebook.members}  # fmt: skip


def test_no_name_of_cldr_is_another_members(members: MemberLookup, alpha_2: dict[str, str]) -> None:
    assert len(alpha_2) == 186
    asked = set()
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            found, right = members.find(name), alpha_2.get(code)
            assert found in (right, None), (language, name, found)
            if right and not found:
                asked.add(right)
                assert right in members.candidates(name)
    # Guinea in every language, and the Congo whose capital is Brazzaville in Spanish.
    assert asked == {"GIN", "COG"}


def test_every_alias_is_its_members_and_none_is_anothers(codebook: Codebook, members: MemberLookup) -> None:
    aliases = codebook.question("member_code").aliases
    assert len(aliases) > 150
    for alias, codes in aliases.items():
        assert members.find(alias) == ((codes[0] or None) if len(codes) == 1 else None), alias
        assert members.candidates(alias) == sorted(codes), alias
    for member in codebook.members:
        for name in member.code.names.values():
            assert name in aliases or name.removesuffix("e") in aliases or members.find(name) == member.code.code, name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("U.K.", "GBR"), ("Korea (Republic of)", "KOR"), ("Congo, Democratic Republic of the", "COD"),
        ("Bahamas, The", "BHS"), ("Trinidad y Tobago", "TTO"), ("St. Lucia", "LCA"), ("S. Sudan", "SSD"),
        ("Kingdom of Morocco", "MAR"), ("Federal Republic of Nigeria", "NGA"), ("République du Sénégal", "SEN"),
        ("Kenya Revenue Authority", "KEN"), ("France / Douane", "FRA"), ("  ghana ", "GHA"), ("\u200bPeru", "PER"),
        ("Türkiye (Turkey)", "TUR"), ("Suisse/Schweiz", "CHE"), ("Guinea (Conakry)", "GIN"),
        ("DE", "DEU"), ("Deutschland", "DEU"), ("Polska", "POL"), ("日本", "JPN"), ("Япония", "JPN"), ("مصر", "EGY"),
        ("Democratic Republic of São Tomé and Príncipe", "STP"), ("People's Republic of China", "CHN"),
    ],
)  # fmt: skip
def test_ways_of_writing_a_member(members: MemberLookup, text: str, code: str) -> None:
    assert members.find(text) == code


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Korea", ["", "KOR"]), ("Congo", ["COD", "COG"]), ("Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Republic of Guinea", ["GIN", "GNB", "GNQ", "PNG"]), ("SA", ["SAU", "ZAF"]),
        ("Niger/Nigeria", []), ("Georgia (USA)", []), ("Bermuda (UK)", []), ("Chad (North)", []),
        ("Dominica", [""]), ("North Korea", [""]), ("E. Guinea", []), ("Turkish Republic of Northern Cyprus", []),
        ("Customs", []), ("de", []), ("Republic of China", ["", "CHN"]), ("EU", []), ("Sud", []),
    ],
)  # fmt: skip
def test_what_fits_two_or_none_is_asked(members: MemberLookup, text: str, candidates: list[str]) -> None:
    assert members.find(text) is None
    assert members.candidates(text) == candidates


def test_not_applicable_is_not_namibia(members: MemberLookup) -> None:
    assert members.find("NA") == ""


@pytest.mark.parametrize(("others", "landed"), [(("Kenya", "France"), 3), (("Kenya", "UK"), 2)])
def test_guinea_is_ours_where_members_are_chosen_from_our_list(
    project: Project, tidy: Callable[..., Path], others: tuple[str, ...], landed: int
) -> None:
    rows = [[f"r{place}", "2026-03-10 10:00:00", name, "Yes", "3"] for place, name in enumerate(("Guinea", *others))]
    path = tidy(["submission_id", "submitted_at", "member_code", "it_strategy", "maturity_level"], *rows)
    outcome = land(project, path, Wanted(SURVEY, project.landed_raw, allow_missing=OPTIONAL))
    assert outcome.counts[Fate.LANDED] == landed
    found = ["GIN (Guinea)" in str(reason) and "PNG (Papua" in str(reason) for reason in outcome.reasons]
    assert found == [True] * (3 - landed)


def test_an_alias_of_an_unknown_member_is_told_with_its_row(project: Project) -> None:
    path = project.seeds / "codebook" / "member_aliases.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "Atlantis,ATL,short form", ""]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_codebook(project, SURVEY)
    (line,) = str(refused.value).splitlines()
    assert f"member_aliases.csv, row {len(lines) + 1}, column member_code: found 'ATL'" in line


def test_a_maintainer_adds_an_alias(project: Project) -> None:
    path = project.seeds / "codebook" / "member_aliases.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("Albion,GBR,poetic\n")
    question = read_codebook(project, SURVEY).question("member_code")
    assert MemberLookup(question, {}, 5).find("ALBION") == "GBR"
