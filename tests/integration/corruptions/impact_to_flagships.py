"""What breaks the marts of sections IV to VII, and that of case studies; see test_checks_can_fail."""

from tests.integration.corruptions.shared import doubled

MARTS = (
    "case_study_offers",
    "impact_difficulty",
    "impact_difficulty_by_region",
    "performance_contribution",
    "capacity_building_needs",
    "capacity_building_needs_by_region",
    "capacity_building_needs_other",
    "flagship_selection",
)
SCORED = ("impact_difficulty", "impact_difficulty_by_region")
SHARED = ("performance_contribution", "capacity_building_needs", "capacity_building_needs_by_region")
# name: SQL on a built warehouse.
IMPACT_TO_FLAGSHIPS_CORRUPTIONS = {
    "answers doubled": doubled(MARTS),
    "answers out of range": [
        *(f"update marts.{mart} set impact_respondent_count = -1, difficulty_respondent_count = -1" for mart in SCORED),
        *(f"update marts.{mart} set submission_count = -1, respondent_count = -1" for mart in SHARED),
        "update marts.case_study_offers set submission_count = -1, respondent_count = -1",
        "update marts.capacity_building_needs_other set submission_count = -1",
        "update marts.flagship_selection set citation_count = -1, citation_respondent_count = -1",
        *(f"update marts.{mart} set impact_mean = 'nan', difficulty_mean = 'nan'" for mart in SCORED),
        *(f"update marts.{mart} set share = 'nan'" for mart in SHARED),
    ],
    "answers greater than their base": [
        *(
            f"update marts.{mart} set impact_respondent_count = 200, difficulty_respondent_count = 200"
            for mart in SCORED
        ),
        *(f"update marts.{mart} set submission_count = 201, respondent_count = 200" for mart in SHARED),
        "update marts.case_study_offers set submission_count = 201, respondent_count = 200",
        "update marts.capacity_building_needs_other set submission_count = 100",
        "update marts.flagship_selection set citation_count = 201, citation_respondent_count = 200",
    ],
    "answers null": [
        *(
            f"update marts.{mart} set impact_respondent_count = null, difficulty_respondent_count = null"
            " where technology_code = 'cloud'"
            for mart in SCORED
        ),
        *(f"update marts.{mart} set submission_count = null, respondent_count = null" for mart in SHARED),
        "update marts.case_study_offers set submission_count = null, respondent_count = null",
        "update marts.capacity_building_needs_other set submission_count = null",
        "delete from marts.capacity_building_needs_other where need_code = 'uncoded'",
        "update marts.flagship_selection set citation_count = null, citation_respondent_count = null",
        "update marts.capacity_building_needs_by_region set is_suppressed = null where region_code = 'AP'",
        "update marts.impact_difficulty_by_region set is_suppressed = null where region_code = 'AP'",
    ],
    "answers in the wrong words": [
        *(
            f"update marts.{mart} set figure_basis = case when {mart}.rowid = 0 then 'collected' else 'guessed' end"
            for mart in MARTS
        ),
        "update marts.impact_difficulty_by_region set is_suppressed = true",
        "update marts.flagship_selection set flagship_group_code = 'iot', overlaps_other_work = true,"
        " is_selected = not is_selected",
    ],
    "answers ranked wrongly": [
        *(
            f"update marts.{mart} set impact_rank = impact_rank + 1, difficulty_rank = difficulty_rank + 1,"
            " impact_mean = impact_mean + 0.001, difficulty_mean = difficulty_mean + 0.001"
            for mart in SCORED
        ),
        *(f"update marts.{mart} set share_rank = share_rank + 1" for mart in SHARED),
        # Two higher than those of impact_difficulty, which are one higher here.
        """update marts.flagship_selection set citation_rank = citation_rank + 1, potential_count = potential_count + 1,
            potential_rank = potential_rank + 1, impact_rank = impact_rank + 2, difficulty_rank = difficulty_rank + 2,
            group_rank = group_rank + 1""",
    ],
    "a flagship group torn apart": [
        "update marts.flagship_selection set is_selected = false where technology_code = 'big_data'",
        "update marts.flagship_selection set is_selected = true where technology_code = 'vr_ar'",
    ],
}
