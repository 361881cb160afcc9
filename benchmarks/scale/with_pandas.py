"""The marts by pandas, as an analyst writes them: read, merge, group. What the build is held against.

`python -m benchmarks.scale.with_pandas PROJECT OUTPUT [RAW]` writes a DuckDB file with schema `marts`.
"""

import time
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.scale.sources import Sources, make_marts, seconds_since

MULTIPLE_CHOICES = ("performance_contribution", "capacity_building_need", "flagship_choice", "case_study_topic")
DETAILS = ("adopted", "in_development", "under_consideration")
FLAGSHIP_GROUPS_KEPT = 3
Marts = dict[str, pd.DataFrame]


def make_with_pandas(sources: Sources, output: Path) -> float:
    """Seconds from reading to the last mart; the start of Python, and writing the file, are not."""
    started = time.perf_counter()
    marts = Analysis(sources).marts()
    seconds = seconds_since(started)
    with duckdb.connect(str(output)) as connection:
        connection.execute("create schema marts")
        for name, mart in marts.items():
            connection.from_df(mart).create(f"marts.{name}")
    return seconds


class Analysis:
    """What all marts rest on, and the marts by section of the report."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        submissions = self._raw("raw_submissions")
        self.surveys = self._surveys(submissions)
        self.regions = self._codebook("regions")["region_code"]
        self.members = self._codebook("members")
        self.submissions = self._counted(submissions)
        of_members = self.submissions.query("respondent_kind == 'member'")
        self.of_members = of_members[["survey_code", "submission_id", "region_code", "submitted_at"]]
        answers = self._raw("raw_answers").dropna(subset="answer").fillna({"item_code": ""})
        self.answers = answers.merge(
            self.of_members[["survey_code", "submission_id", "region_code"]], on=["survey_code", "submission_id"]
        )
        self.counts = self._counts()
        self.choices = self._choices()

    def marts(self) -> Marts:
        """The frame, and every mart that rests on answers, by name."""
        frame = self.frame_members()
        by_region = self.participation_by_region(frame)
        agencies = self.partner_agencies()
        maturity = self.maturity()
        statuses = self.statuses()
        potential = self.development_potential(statuses)
        scores = self.scores()
        strategy = self.it_strategy()
        performance = self._chosen("performance_contribution", "dimension_code")
        needs = self._chosen("capacity_building_need", "need_code")
        offers = _national(self._chosen("case_study_topic", "technology_code")).drop(columns=["share", "share_rank"])
        flagships = self.flagship_selection(potential, _national(scores))
        summary = self.participation_summary(by_region, agencies)
        indicators = self.indicators(summary, by_region, potential, scores)
        return {
            "frame_members": frame,
            "participation_by_region": by_region,
            "partner_agencies": agencies,
            "participation_timeline": self.participation_timeline(by_region),
            "participation_summary": summary,
            "case_study_offers": offers,
            "it_strategy": _national(strategy),
            "it_strategy_by_region": _regional(strategy),
            "maturity_distribution": _national(maturity),
            "maturity_by_region": _regional(maturity),
            "technology_adoption": _national(statuses).drop(columns="is_potential"),
            "technology_adoption_by_region": _regional(statuses).drop(columns="is_potential"),
            "technology_status_totals": self.technology_status_totals(statuses),
            "development_potential": potential,
            "impact_difficulty": _national(scores),
            "impact_difficulty_by_region": _regional(scores),
            "performance_contribution": _national(performance),
            "performance_contribution_by_region": _regional(performance),
            "capacity_building_needs": _national(needs),
            "capacity_building_needs_by_region": _regional(needs),
            "capacity_building_needs_other": self.capacity_building_needs_other(),
            "flagship_selection": flagships,
            "technology_profile": self.technology_profile(potential, _national(scores), flagships, offers),
            "indicators": indicators,
            "indicator_changes": self.indicator_changes(indicators),
            "reweighted_indicators": self.reweighted_indicators(indicators, by_region),
            "flagship_robustness": self.flagship_robustness(summary, potential, _national(scores)),
        }

    def _codebook(self, name: str) -> pd.DataFrame:
        return pd.read_csv(self._sources.codebook(name), keep_default_na=False, na_values=[""])

    def _raw(self, name: str) -> pd.DataFrame:
        rows = pd.read_csv(self._sources.shipped(name), dtype=str, keep_default_na=False, na_values=[""])
        large = self._sources.large(name)
        return pd.concat([rows, pd.read_parquet(large)], ignore_index=True) if large else rows

    def _surveys(self, submissions: pd.DataFrame) -> pd.DataFrame:
        origins = submissions.groupby("survey_code", as_index=False)["origin"].min()
        surveys = self._codebook("surveys").merge(origins, on="survey_code")
        for column in ("opened_on", "deadline_on", "extended_deadline_on", "closed_on"):
            surveys[column] = pd.to_datetime(surveys[column])
        return surveys

    def _counted(self, submissions: pd.DataFrame) -> pd.DataFrame:
        """Of those that name their Member the latest complete one; all others are respondents of their own."""
        located = submissions.merge(
            self.surveys[["survey_code", "counts_partial_submissions"]], on="survey_code"
        ).merge(self.members[["member_code", "region_code"]], on="member_code", how="left", suffixes=("", "_of_member"))
        located["region_code"] = located["region_code_of_member"].fillna(located["region_code"])
        located["submitted_at"] = pd.to_datetime(located["submitted_at"], utc=True).dt.tz_localize(None)
        located["is_partial"] = located["is_partial"] == "true"
        located = located[~located["is_partial"] | located["counts_partial_submissions"].astype(bool)]
        is_named = (located["respondent_kind"] == "member") & located["member_code"].notna()
        latest = (
            located[is_named]
            .sort_values(["is_partial", "submitted_at", "submission_id"], ascending=[False, True, True])
            .drop_duplicates(["survey_code", "member_code"], keep="last")
        )
        return pd.concat([latest, located[~is_named]])

    def _counts(self) -> pd.DataFrame:
        """One row per survey, region, question, item and answer, and one for all regions (an empty region_code)."""
        questions = self._codebook("questions")[["question_code", "question_type", "answer_scale_code"]]
        options = self._codebook("answer_options")[["answer_scale_code", "answer_code", "answer_value", "is_potential"]]
        cells = (
            self._codebook("survey_items")[["survey_code", "question_code", "item_code"]]
            .fillna({"item_code": ""})
            .merge(self.surveys["survey_code"], on="survey_code")
            .merge(questions, on="question_code")
            .merge(options, on="answer_scale_code")
            .merge(self.regions, how="cross")
        )
        item = ["survey_code", "region_code", "question_code", "item_code"]
        tallies = (self.answers.groupby([*item, "answer"]).size().rename("submission_count").reset_index()).rename(
            columns={"answer": "answer_code"}
        )
        multiple = self.answers[self.answers["question_code"].isin(MULTIPLE_CHOICES)]
        bases = (
            multiple.drop_duplicates(["survey_code", "submission_id", "question_code"])
            .groupby(["survey_code", "region_code", "question_code"])
            .size()
            .rename("question_base")
            .reset_index()
        )
        counts = cells.merge(tallies, on=[*item, "answer_code"], how="left").merge(bases, on=item[:3], how="left")
        counts["submission_count"] = counts["submission_count"].fillna(0).astype(int)
        item_bases = counts.groupby(item)["submission_count"].transform("sum")
        is_multiple = counts["question_type"] == "multiple"
        counts["respondent_count"] = counts["question_base"].fillna(0).where(is_multiple, item_bases).astype(int)
        counts = counts.drop(columns=["question_base", "question_type", "answer_scale_code"])
        cell = ["survey_code", "question_code", "item_code", "answer_code", "answer_value", "is_potential"]
        national = counts.groupby(cell, dropna=False, as_index=False)[["submission_count", "respondent_count"]].sum()
        return pd.concat([counts, national.assign(region_code="")], ignore_index=True)

    def _choices(self) -> pd.DataFrame:
        choices = self.counts.query("question_code in @MULTIPLE_CHOICES and answer_code == 'yes'").copy()
        choices["share"] = _share(choices["submission_count"], choices["respondent_count"])
        choices["share_rank"] = _rank(choices, "share", ["survey_code", "region_code", "question_code"])
        return choices

    def _chosen(self, question_code: str, item_column: str) -> pd.DataFrame:
        chosen = self.choices[self.choices["question_code"] == question_code].rename(columns={"item_code": item_column})
        columns = ["survey_code", "region_code", item_column, "submission_count", "respondent_count"]
        return chosen[[*columns, "share", "share_rank"]]

    # Section I

    def frame_members(self) -> pd.DataFrame:
        frame = self.surveys[["survey_code", "closed_on"]].merge(self.members, how="cross")
        accession_on = pd.to_datetime(frame["accession_on"])
        frame = frame[accession_on.isna() | (accession_on <= frame["closed_on"])]
        return frame[["survey_code", "member_code", "region_code"]]

    def participation_by_region(self, frame: pd.DataFrame) -> pd.DataFrame:
        on = ["survey_code", "region_code"]
        mart = (
            self.surveys[["survey_code"]]
            .merge(self.regions, how="cross")
            .merge(self.of_members.groupby(on).size().rename("submission_count").reset_index(), on=on, how="left")
            .merge(frame.groupby(on).size().rename("member_count").reset_index(), on=on, how="left")
            .fillna({"submission_count": 0, "member_count": 0})
        )
        mart = mart.astype({"submission_count": int, "member_count": int})
        mart["participation_rate"] = _share(mart["submission_count"], mart["member_count"])
        bases = mart["member_count"].where(mart["member_count"] > 0)
        mart["participation_percent"] = ((200 * mart["submission_count"] + bases) // (2 * bases)).astype("Int64")
        mart["participation_rank"] = _rank(mart, "participation_percent", ["survey_code"])
        return mart

    def partner_agencies(self) -> pd.DataFrame:
        on = ["survey_code", "agency_type_code"]
        agencies = self.submissions.query("respondent_kind == 'partner_agency'")
        counted = agencies.groupby(on).size().rename("submission_count").reset_index()
        mart = self.surveys[["survey_code"]].merge(self._codebook("agency_types")["agency_type_code"], how="cross")
        mart = mart.merge(counted, on=on, how="left").fillna({"submission_count": 0})
        return mart.astype({"submission_count": int})

    def participation_timeline(self, by_region: pd.DataFrame) -> pd.DataFrame:
        days = self.surveys.copy()
        days["submitted_on"] = [
            pd.date_range(opened_on, closed_on)
            for opened_on, closed_on in zip(days["opened_on"], days["closed_on"], strict=True)
        ]
        days = days.explode("submitted_on", ignore_index=True)
        days["submitted_on"] = pd.to_datetime(days["submitted_on"])
        days["phase_code"] = "late"
        days.loc[days["submitted_on"] <= days["extended_deadline_on"], "phase_code"] = "extension"
        days.loc[days["submitted_on"] <= days["deadline_on"], "phase_code"] = "initial"
        daily = (
            self.of_members.assign(submitted_on=self.of_members["submitted_at"].dt.normalize())
            .groupby(["survey_code", "submitted_on"])
            .size()
            .rename("submission_count")
            .reset_index()
        )
        mart = days[["survey_code", "submitted_on", "phase_code"]].merge(
            daily, on=["survey_code", "submitted_on"], how="left"
        )
        mart["submission_count"] = mart["submission_count"].fillna(0).astype(int)
        # More where a survey has a disclosure threshold, which no synthetic one has.
        mart["day_count"] = 1
        mart["cumulative_submission_count"] = mart.groupby("survey_code")["submission_count"].cumsum()
        members = mart["survey_code"].map(by_region.groupby("survey_code")["member_count"].sum())
        mart["cumulative_participation_rate"] = _share(mart["cumulative_submission_count"], members)
        return mart.assign(submitted_on=mart["submitted_on"].dt.date)

    def participation_summary(self, by_region: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
        on = "survey_code"
        dates = ["opened_on", "deadline_on", "extended_deadline_on", "closed_on"]
        mart = self.surveys[[on, "origin", *dates]].rename(columns={"origin": "origin_code"})
        for column in dates:
            mart[column] = mart[column].dt.date
        mart = mart.merge(by_region.groupby(on, as_index=False)[["submission_count", "member_count"]].sum(), on=on)
        mart["participation_rate"] = _share(mart["submission_count"], mart["member_count"])
        statuses = self.answers[self.answers["question_code"] == "technology_status"]
        with_details = statuses[statuses["answer"].isin(DETAILS)].drop_duplicates([on, "submission_id"])
        mart["details_count"] = mart[on].map(with_details.groupby(on).size()).fillna(0).astype(int)
        mart["details_share"] = _share(mart["details_count"], mart["submission_count"])
        yes = _national(self.counts[self.counts["answer_code"] == "yes"])
        for question_code, column in (
            ("case_study_file", "case_study_count"),
            ("willing_to_share", "willing_count"),
            ("contact_point_designated", "contact_point_count"),
        ):
            of_question = yes[yes["question_code"] == question_code].set_index(on)
            mart[column] = mart[on].map(of_question["submission_count"]).astype("Int64")
            if column == "willing_count":
                mart["willing_respondent_count"] = mart[on].map(of_question["respondent_count"]).astype("Int64")
        mart["willing_share"] = _share(mart["willing_count"], mart["willing_respondent_count"])
        mart["partner_agency_count"] = mart[on].map(agencies.groupby(on)["submission_count"].sum())
        return mart

    # Section II

    def it_strategy(self) -> pd.DataFrame:
        yes = self.counts.query("question_code == 'it_strategy' and answer_code == 'yes'")
        mart = yes[["survey_code", "region_code", "submission_count", "respondent_count"]].rename(
            columns={"submission_count": "yes_count"}
        )
        return mart.assign(yes_share=_share(mart["yes_count"], mart["respondent_count"]))

    def maturity(self) -> pd.DataFrame:
        levels = self.counts[self.counts["question_code"] == "maturity_level"]
        mart = levels[["survey_code", "region_code", "answer_value", "submission_count", "respondent_count"]].rename(
            columns={"answer_value": "maturity_level"}
        )
        mart["maturity_level"] = mart["maturity_level"].astype(int)
        mart["share"] = _share(mart["submission_count"], mart["respondent_count"])
        mart["share_rank"] = _rank(mart, "share", ["survey_code", "region_code"])
        return mart

    # Section III

    def statuses(self) -> pd.DataFrame:
        statuses = self.counts[self.counts["question_code"] == "technology_status"].rename(
            columns={"item_code": "technology_code", "answer_code": "status_code"}
        )
        statuses["share"] = _share(statuses["submission_count"], statuses["respondent_count"])
        return statuses.drop(columns=["question_code", "answer_value"])

    def technology_status_totals(self, statuses: pd.DataFrame) -> pd.DataFrame:
        mart = (
            _national(statuses)
            .groupby(["survey_code", "status_code"], as_index=False)["submission_count"]
            .sum()
            .rename(columns={"submission_count": "selection_count"})
        )
        mart["all_selection_count"] = mart.groupby("survey_code")["selection_count"].transform("sum")
        mart["selection_share"] = _share(mart["selection_count"], mart["all_selection_count"])
        return mart

    def development_potential(self, statuses: pd.DataFrame) -> pd.DataFrame:
        on = ["survey_code", "technology_code"]
        national = _national(statuses)
        by_status = national.pivot_table(index=on, columns="status_code", values="submission_count", aggfunc="sum")
        mart = by_status.reindex(columns=list(DETAILS), fill_value=0).add_suffix("_count").reset_index()
        potential = national[national["is_potential"].astype(bool)].groupby(on)["submission_count"].sum()
        mart = mart.merge(potential.rename("potential_count").reset_index(), on=on)
        mart = mart.merge(national.groupby(on, as_index=False)["respondent_count"].max(), on=on)
        mart["known"] = mart["potential_count"].where(mart["respondent_count"] > 0)
        mart["potential_rank"] = _rank(mart, "known", ["survey_code"])
        return mart.drop(columns="known")

    # Sections IV to VI

    def scores(self) -> pd.DataFrame:
        on = ["survey_code", "region_code", "item_code"]
        scored = self.counts.query("question_code in ('expected_impact', 'adoption_difficulty')")
        scored = scored.assign(value_sum=scored["answer_value"] * scored["submission_count"])
        means = scored.groupby([*on, "question_code"], as_index=False).agg(
            value_sum=("value_sum", "sum"), respondent_count=("respondent_count", "max")
        )
        means["mean"] = _share(means["value_sum"], means["respondent_count"])
        means["rank"] = _rank(means, "mean", ["survey_code", "region_code", "question_code"])
        columns = ["mean", "respondent_count", "rank"]
        impact, difficulty = (
            means[means["question_code"] == question_code].set_index(on)[columns].add_prefix(f"{prefix}_")
            for question_code, prefix in (("expected_impact", "impact"), ("adoption_difficulty", "difficulty"))
        )
        return impact.join(difficulty, how="outer").reset_index().rename(columns={"item_code": "technology_code"})

    def capacity_building_needs_other(self) -> pd.DataFrame:
        texts = self.answers[self.answers["question_code"] == "capacity_building_need_other"]
        coded = texts.merge(self._raw("raw_need_codings"), on=["survey_code", "answer"], how="left")
        coded = coded.fillna({"need_code": "uncoded"})
        on = ["survey_code", "need_code"]
        counted = coded.groupby(on)["submission_id"].nunique().rename("submission_count").reset_index()
        asked = self._codebook("survey_items").query("question_code == 'capacity_building_need_other'")
        codes = pd.concat([self._codebook("needs")["need_code"], pd.Series(["uncoded"], name="need_code")])
        mart = self.surveys[["survey_code"]].merge(asked[["survey_code"]], on="survey_code").merge(codes, how="cross")
        mart = mart.merge(counted, on=on, how="left").fillna({"submission_count": 0})
        return mart.astype({"submission_count": int})

    # Section VII

    def flagship_selection(self, potential: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
        on = ["survey_code", "technology_code"]
        rules = self._codebook("flagship_rules")
        cited = _national(self._chosen("flagship_choice", "technology_code")).rename(
            columns={
                "submission_count": "citation_count",
                "respondent_count": "citation_respondent_count",
                "share_rank": "citation_rank",
            }
        )
        cited = (
            cited.drop(columns="share")
            .merge(potential[[*on, "respondent_count", "potential_count", "potential_rank"]], on=on, how="left")
            .merge(rules, on=on, how="left")
        )
        cited["flagship_group_code"] = cited["flagship_group_code"].fillna(cited["technology_code"])
        cited["overlaps_other_work"] = cited["overlaps_other_work"].eq(True)
        cited["known"] = cited["potential_count"].where(cited["respondent_count"] > 0)
        group = ["survey_code", "flagship_group_code"]
        groups = cited.groupby(group, as_index=False).agg(
            known=("known", "max"), citations=("citation_count", "max"), overlaps=("overlaps_other_work", "max")
        )
        rankable = groups[groups["known"].notna() & ~groups["overlaps"]].sort_values(
            ["known", "citations", "flagship_group_code"], ascending=[False, False, True]
        )
        groups["group_rank"] = (rankable.groupby("survey_code").cumcount() + 1).astype("Int64")
        mart = cited.drop(columns=["known", "overlaps_other_work", "respondent_count"])
        mart = mart.merge(groups.drop(columns=["known", "citations"]), on=group)
        mart = mart.merge(scores[[*on, "impact_rank", "difficulty_rank"]], on=on, how="left")
        is_kept = mart["group_rank"].le(FLAGSHIP_GROUPS_KEPT).fillna(False).astype("boolean")
        mart["is_selected"] = is_kept.where(mart["survey_code"].isin(rules["survey_code"]))
        return mart.rename(columns={"overlaps": "overlaps_other_work"})

    # Across the sections

    def technology_profile(
        self, potential: pd.DataFrame, scores: pd.DataFrame, flagships: pd.DataFrame, offers: pd.DataFrame
    ) -> pd.DataFrame:
        on = ["survey_code", "technology_code"]
        asked = self._codebook("survey_items").rename(columns={"item_code": "technology_code"})[on].drop_duplicates()
        mart = asked.merge(self.surveys[["survey_code"]], on="survey_code")
        mart = mart[mart["technology_code"].isin(self._codebook("technologies")["technology_code"])]
        of_potential = ["respondent_count", "adopted_count", "potential_count", "potential_rank"]
        of_flagships = ["citation_count", "citation_respondent_count", "citation_rank"]
        mart = mart.merge(
            potential[[*on, *of_potential]].rename(columns={"respondent_count": "status_respondent_count"}),
            on=on,
            how="left",
        )
        mart = mart.merge(scores, on=on, how="left").merge(flagships[[*on, *of_flagships]], on=on, how="left")
        mart = mart.merge(
            offers.rename(
                columns={
                    "submission_count": "case_study_offer_count",
                    "respondent_count": "case_study_offer_respondent_count",
                }
            ),
            on=on,
            how="left",
        )
        for figure, base in (
            ("adopted", "status_respondent_count"),
            ("case_study_offer", "case_study_offer_respondent_count"),
        ):
            mart["known"] = mart[f"{figure}_count"].where(mart[base] > 0)
            mart[f"{figure}_rank"] = _rank(mart, "known", ["survey_code"])
        return mart.drop(columns="known")

    def indicators(
        self, summary: pd.DataFrame, by_region: pd.DataFrame, potential: pd.DataFrame, scores: pd.DataFrame
    ) -> pd.DataFrame:
        figures = ["submission_count", "respondent_count", "value"]
        definitions = self._codebook("indicator_definitions")
        shares = definitions.query("unit_code == 'share'")[
            ["indicator_code", "question_code", "answer_code", "regional_mart_name"]
        ].dropna(subset="question_code")
        answered = self.counts.merge(shares, on="question_code", suffixes=("", "_counted"))
        is_counted = answered["answer_code_counted"].isna() | answered["answer_code_counted"].eq(
            answered["answer_code"]
        )
        answered = answered[is_counted & (answered["region_code"].eq("") | answered["regional_mart_name"].notna())]
        answered = answered.assign(value=_share(answered["submission_count"], answered["respondent_count"]))
        means = [
            scores.rename(columns={f"{name}_mean": "value", f"{name}_respondent_count": "respondent_count"})
            .assign(indicator_code=indicator, item_code=scores["technology_code"], unit_code="mean")
            .dropna(subset="respondent_count")
            for name, indicator in (("impact", "expected_impact"), ("difficulty", "adoption_difficulty"))
        ]
        of_participation = {"member_count": "respondent_count", "participation_rate": "value"}
        of_details = {
            "submission_count": "respondent_count",
            "details_count": "submission_count",
            "details_share": "value",
        }
        others = [
            by_region.rename(columns=of_participation).assign(indicator_code="participation"),
            summary.rename(columns=of_participation).assign(indicator_code="participation"),
            summary.rename(columns=of_details).assign(indicator_code="details"),
            potential.assign(
                indicator_code="development_potential",
                item_code=potential["technology_code"],
                submission_count=potential["potential_count"],
                value=_share(potential["potential_count"], potential["respondent_count"]),
            ),
        ]
        columns = ["survey_code", "region_code", "indicator_code", "item_code", "answer_code", "unit_code", *figures]
        united = pd.concat([rows.reindex(columns=columns) for rows in (answered, *means, *others)], ignore_index=True)
        united = united.fillna({"region_code": "", "item_code": "", "answer_code": "", "unit_code": "share"})
        return united.assign(region_code=united["region_code"].replace("", "ALL"))

    def indicator_changes(self, indicators: pd.DataFrame) -> pd.DataFrame:
        rounds = self.surveys.sort_values(["opened_on", "survey_code"])["survey_code"].tolist()
        key = ["region_code", "indicator_code", "item_code", "answer_code"]
        before = indicators[["survey_code", *key, "respondent_count", "value"]].rename(
            columns={
                "survey_code": "previous_survey_code",
                "respondent_count": "previous_respondent_count",
                "value": "previous_value",
            }
        )
        now = indicators.drop(columns="submission_count")
        previous = dict(zip(rounds[1:], rounds[:-1], strict=True))
        now["previous_survey_code"] = now["survey_code"].map(lambda survey_code: previous.get(survey_code))
        return now.merge(before, on=["previous_survey_code", *key], how="left")

    def reweighted_indicators(self, indicators: pd.DataFrame, by_region: pd.DataFrame) -> pd.DataFrame:
        definitions = self._codebook("indicator_definitions")[
            ["indicator_code", "question_code", "answer_code", "unit_code"]
        ]
        regional = self.counts[self.counts["region_code"] != ""]
        counted = regional.merge(definitions, on="question_code", suffixes=("", "_counted"))
        counted = counted[
            counted["answer_code_counted"].isna() | counted["answer_code_counted"].eq(counted["answer_code"])
        ]
        is_share = counted["unit_code"] == "share"
        counted["answer_value"] = counted["answer_value"].where(~is_share, 1)
        counted["answer_code"] = counted["answer_code"].where(is_share, "")
        potential = regional[(regional["question_code"] == "technology_status") & regional["is_potential"].eq(True)]
        counted = pd.concat(
            [counted, potential.assign(indicator_code="development_potential", answer_code="", answer_value=1)]
        )
        for power, column in ((1, "value_sum"), (2, "square_sum")):
            counted[column] = counted["answer_value"] ** power * counted["submission_count"]
        figure = ["survey_code", "indicator_code", "item_code", "answer_code"]
        regions = (
            counted.groupby([*figure, "region_code"], as_index=False)
            .agg(base=("respondent_count", "max"), value_sum=("value_sum", "sum"), square_sum=("square_sum", "sum"))
            .merge(by_region[["survey_code", "region_code", "member_count"]], on=["survey_code", "region_code"])
        )
        base, members = regions["base"], regions["member_count"]
        regions["covered"] = members.where(base > 0, 0)
        mean = regions["value_sum"] / base.where(base > 0)
        variance = (1 - base / members) * (regions["square_sum"] / base.where(base > 0) - mean**2)
        variance = (variance / (base - 1).where(base > 1)).where(base < members, 0)
        regions["weighted"] = regions["covered"] * mean
        regions["variance"] = regions["covered"] ** 2 * variance
        regions["is_unknown"] = (regions["covered"] > 0) & variance.isna()
        mart = regions.groupby(figure, as_index=False).agg(
            member_count=("member_count", "sum"),
            covered_member_count=("covered", "sum"),
            weighted=("weighted", "sum"),
            variance=("variance", "sum"),
            is_unknown=("is_unknown", "max"),
        )
        covered = mart["covered_member_count"]
        mart["reweighted_value"] = _share(mart["weighted"], covered)
        mart["reweighted_error"] = _share(mart["variance"] ** 0.5, covered).mask(mart["is_unknown"])
        of_all = indicators.loc[indicators["region_code"] == "ALL", [*figure, "unit_code", "respondent_count", "value"]]
        return mart.drop(columns=["weighted", "variance", "is_unknown"]).merge(of_all, on=figure)

    def flagship_robustness(self, summary: pd.DataFrame, potential: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
        on = ["survey_code", "technology_code"]
        cited = _national(self._chosen("flagship_choice", "technology_code"))
        wide = (
            cited.rename(columns={"submission_count": "cited", "respondent_count": "cited_base"})
            .merge(summary[["survey_code", "member_count"]], on="survey_code")
            .merge(potential.rename(columns={"respondent_count": "status_base"}), on=on, how="left")
            .merge(scores, on=on, how="left")
        )
        silent = {
            base: (wide["member_count"] - wide[base]).clip(lower=0)
            for base in ("cited_base", "status_base", "impact_respondent_count", "difficulty_respondent_count")
        }
        measures: list[pd.DataFrame] = []

        def add(name: str, measure: pd.Series, lowest: pd.Series, highest: pd.Series) -> None:
            columns = {"ranked_by_code": name, "measure": measure, "lowest": lowest, "highest": highest}
            measures.append(wide[on].assign(**columns))

        for name, column, base in (
            ("potential", "potential_count", "status_base"),
            ("adoption", "adopted_count", "status_base"),
            ("citations", "cited", "cited_base"),
        ):
            add(name, wide[column].where(wide[base] > 0), wide[column], wide[column] + silent[base])
        points = {
            name: (wide[f"{name}_mean"] * wide[f"{name}_respondent_count"]).round().fillna(0)
            for name in ("impact", "difficulty")
        }
        (low, high), (easy, hard) = (
            [points[name] + score * silent[f"{name}_respondent_count"] for score in (1, 5)] for name in points
        )
        add("impact", wide["impact_mean"], low, high)
        bases = wide["impact_respondent_count"], wide["difficulty_respondent_count"]
        difference = points["impact"] * bases[1] - points["difficulty"] * bases[0]
        add("impact_less_difficulty", _share(difference, bases[0] * bases[1]), low - hard, high - easy)
        rules = self._codebook("flagship_rules")
        variants = self._codebook("flagship_rule_variants").drop(
            columns=["name_en", "name_fr", "definition_en", "definition_fr", "position"]
        )
        rows = (
            wide[[*on, "cited"]]
            .merge(rules, on=on, how="left")
            .merge(variants, how="cross")
            .merge(pd.concat(measures), on=[*on, "ranked_by_code"], how="left")
        )
        folded = rows["flagship_group_code"].fillna(rows["technology_code"])
        rows["flagship_group_code"] = folded.where(rows["is_folded"], rows["technology_code"])
        rows["is_out"] = rows["is_overlap_left_out"] & rows["overlaps_other_work"].eq(True)
        variant = ["survey_code", "variant_code"]
        group = [*variant, "flagship_group_code"]
        of_variant = ["ranked_by_code", "kept_count", "is_report_rule", "is_folded", "is_overlap_left_out"]
        mart = rows.groupby([*group, *of_variant], as_index=False).agg(
            measure=("measure", "max"),
            lowest=("lowest", "max"),
            highest=("highest", "max"),
            cited=("cited", "max"),
            is_out=("is_out", "max"),
        )
        rankable = mart[mart["measure"].notna() & ~mart["is_out"]].sort_values(
            ["measure", "cited", "flagship_group_code"], ascending=[False, False, True]
        )
        mart["group_rank"] = (rankable.groupby(variant).cumcount() + 1).astype("Int64")
        is_kept = mart["group_rank"].le(mart["kept_count"]).fillna(False).astype(bool)
        has_rules = mart["survey_code"].isin(rules["survey_code"])
        mart["is_selected"] = is_kept.astype("boolean").where(has_rules)
        mart["least"] = mart["lowest"].where(is_kept & has_rules)
        mart["most"] = mart["highest"].where(~is_kept & ~mart["is_out"])
        ends = mart.groupby(variant)[["least", "most"]].agg({"least": "min", "most": "max"})
        is_certain = (ends["least"] > ends["most"]) | ends["most"].isna()
        is_certain = is_certain.astype("boolean").where(ends["least"].notna()).rename("is_certain").reset_index()
        mart = mart.merge(is_certain, on=variant)
        of_group = mart.groupby(["survey_code", "flagship_group_code"])
        mart["variant_count"] = of_group["variant_code"].transform("size")
        selected = of_group["is_selected"].transform(lambda chosen: chosen.fillna(False).sum())
        mart["selected_variant_count"] = selected.astype("Int64").where(has_rules)
        return mart.drop(columns=["measure", "lowest", "highest", "cited", "is_out", "least", "most"])


def _national(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["region_code"] == ""].drop(columns="region_code")


def _regional(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["region_code"] != ""]


def _share(counts: pd.Series, bases: pd.Series) -> pd.Series:
    """A fraction; missing where the base is 0."""
    return (counts / bases.where(bases > 0)).astype("Float64")


def _rank(rows: pd.DataFrame, column: str, within: list[str]) -> pd.Series:
    """Competition rank, most first; missing where the value is."""
    return rows.groupby(within)[column].rank(method="min", ascending=False).astype("Int64")


if __name__ == "__main__":
    make_marts(make_with_pandas)
