"""What breaks the marts of section II; see test_checks_can_fail."""

from tests.integration.corruptions.shared import doubled

MARTS = ("it_strategy", "maturity_distribution", "maturity_by_region")

# name: SQL on a built warehouse. Sections share the names, and test_checks_can_fail does together what has one name.
STRATEGY_CORRUPTIONS = {
    "answers doubled": doubled(MARTS),
    "answers out of range": [
        "update marts.it_strategy set yes_count = -1, respondent_count = -2, yes_share = 'nan'",
        "update marts.maturity_distribution set submission_count = -1, respondent_count = -2, share = 'nan'",
        "update marts.maturity_by_region set submission_count = -1, respondent_count = -2, share = 'nan'",
        *(f"update marts.{mart} set figure_basis = 'guessed'" for mart in MARTS),
        "update marts.it_strategy set count_figure_basis = 'guessed'",
        "update marts.maturity_distribution set count_figure_basis = 'guessed'",
    ],
    "answers greater than their base": [
        "update marts.it_strategy set yes_count = 118, respondent_count = 117",
        "update marts.maturity_distribution set submission_count = 118, respondent_count = 117",
        "update marts.maturity_by_region set submission_count = 118, respondent_count = 117",
        *(f"update marts.{mart} set figure_basis = 'collected'" for mart in MARTS),
        "update marts.it_strategy set count_figure_basis = 'collected'",
        "update marts.maturity_distribution set count_figure_basis = 'collected'",
    ],
    "answers null": [
        "update marts.it_strategy set yes_count = null, respondent_count = null",
        "update marts.maturity_distribution set submission_count = null, respondent_count = null"
        " where maturity_level = 1",
        "update marts.maturity_by_region set is_suppressed = null where maturity_level = 1",
    ],
    "answers ranked wrongly": [
        "update marts.maturity_distribution set share_rank = 2 where share_rank = 1",
        "update marts.maturity_by_region set share_rank = null where region_code = 'AP' and maturity_level = 3",
    ],
    "answers suppressed, and shown": [
        "update marts.maturity_by_region set is_suppressed = true where region_code = 'AP'",
    ],
    "answers hidden, and not suppressed": [
        "update marts.maturity_by_region set submission_count = null, respondent_count = null, share = null,"
        " share_rank = null where region_code = 'AP'",
    ],
    "answers lost": [
        "delete from marts.it_strategy",
        "delete from marts.maturity_distribution where maturity_level = 5",
        "delete from marts.maturity_by_region where region_code = 'MENA'",
    ],
}
