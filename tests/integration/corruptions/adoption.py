"""What breaks the marts of section III; see test_checks_can_fail."""

from tests.integration.corruptions.shared import doubled

MARTS = ("technology_adoption", "technology_adoption_by_region", "technology_status_totals", "development_potential")

# name: SQL on a built warehouse. Sections share the names, and test_checks_can_fail does together what has one name.
ADOPTION_CORRUPTIONS = {
    "answers doubled": doubled(MARTS),
    "answers out of range": [
        "update marts.technology_adoption set submission_count = -1, respondent_count = -2, share = 'nan'",
        "update marts.technology_adoption_by_region set submission_count = -1, respondent_count = -2, share = 'nan'",
        "update marts.technology_status_totals set selection_count = -1, all_selection_count = -2,"
        " selection_share = 'nan'",
        "update marts.development_potential set respondent_count = -5, adopted_count = -1, in_development_count = -1,"
        " under_consideration_count = -1, potential_count = -1",
        *(f"update marts.{mart} set figure_basis = 'guessed'" for mart in MARTS),
        "update marts.technology_adoption set share_figure_basis = 'guessed'",
    ],
    "answers greater than their base": [
        "update marts.technology_adoption set submission_count = 118, respondent_count = 117",
        "update marts.technology_adoption_by_region set submission_count = 118, respondent_count = 117",
        "update marts.technology_status_totals set selection_count = all_selection_count + 1",
        "update marts.development_potential set respondent_count = 117, adopted_count = 118",
        *(f"update marts.{mart} set figure_basis = 'collected'" for mart in MARTS),
        "update marts.technology_adoption set share_figure_basis = 'collected'",
    ],
    "answers null": [
        "update marts.technology_adoption set submission_count = null, respondent_count = null"
        " where technology_code = 'cloud'",
        "update marts.technology_adoption_by_region set is_suppressed = null where technology_code = 'cloud'",
        "update marts.technology_status_totals set selection_count = null, all_selection_count = null"
        " where status_code = 'adopted'",
        "update marts.development_potential set respondent_count = null, adopted_count = null,"
        " in_development_count = null, under_consideration_count = null, potential_count = null"
        " where technology_code = 'cloud'",
    ],
    "answers ranked wrongly": [
        "update marts.development_potential set potential_count = potential_count + 1,"
        " adopted_count = adopted_count + 1, potential_rank = 2 where potential_rank = 1",
    ],
    "answers suppressed, and shown": [
        "update marts.technology_adoption_by_region set is_suppressed = true where region_code = 'AP'",
    ],
    "answers hidden, and not suppressed": [
        "update marts.technology_adoption_by_region set submission_count = null, respondent_count = null, share = null"
        " where region_code = 'AP'",
    ],
    "answers lost": [
        "delete from marts.technology_adoption where status_code = 'not_planned'",
        "delete from marts.technology_adoption_by_region where region_code = 'MENA'",
        "delete from marts.technology_status_totals where status_code = 'not_planned'",
        "delete from marts.development_potential",
    ],
}
