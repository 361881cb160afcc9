"""What was ever released of collected surveys, for comparison with a later release: private/history.duckdb.

It outlives the files of releases. Of each state of a survey that was released it holds the respondents as salted
digests (who, all answers) with their region, how often each answer was given, and what was suppressed. It is as
confidential as the answers: readable by its owner alone, in no release. docs/disclosure.md says what is to be done
where it is lost.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.memory import connect
from pipeline.project import Project

_TABLES = """
    create table if not exists secret (salt varchar not null);
    create table if not exists states (state_id varchar, survey_code varchar, reason varchar);
    create table if not exists releases (release_id varchar, survey_code varchar, state_id varchar);
    create table if not exists respondents (state_id varchar, respondent varchar, region_code varchar, answers varchar);
    create table if not exists counts (
        state_id varchar, region_code varchar, question_code varchar, item_code varchar, answer_code varchar,
        submission_count bigint
    );
    create table if not exists hidden (
        state_id varchar, region_code varchar, question_code varchar, item_code varchar
    );
"""

# What of the warehouse is remembered, and compared, of each collected survey. A region of '' is all regions together,
# and '*' in the place of an item every item of the question. Who did not choose an item has given another answer.
_NOW = """
    create temp table now_respondents as
    select
        survey_code,
        sha256(salt || '|' || survey_code || '|' || respondent_code) as respondent,
        region_code,
        sha256(salt || '|' || coalesce(array_to_string(answers, chr(30)), '')) as answers
    from warehouse.core.respondent_answers, history.secret;

    create temp table now_counts as
    with counts as (
        select survey_code, region_code, question_code, item_code, answer_code, submission_count
        from warehouse.core.answer_counts
        inner join seeds_questions using (question_code)
        where question_type <> 'multiple' or answer_code = 'yes'
        union all
        select survey_code, region_code, question_code, item_code, 'not chosen', respondent_count - submission_count
        from warehouse.core.answer_counts
        inner join seeds_questions using (question_code)
        where question_type = 'multiple' and answer_code = 'yes'
    )
    select counts.*
    from counts
    inner join collected using (survey_code)
    union all
    select survey_code, '', question_code, item_code, answer_code, sum(submission_count)
    from counts
    inner join collected using (survey_code)
    group by all
    union all
    select survey_code, '', 'capacity_building_need_other', '', need_code, submission_count
    from warehouse.core.coded_need_counts
    inner join collected using (survey_code);

    create temp table now_hidden as
    select distinct survey_code, region_code, question_code, case when region_code = '' then item_code else '*' end
        as item_code
    from warehouse.disclosure.shown_answer_counts
    inner join collected using (survey_code)
    where is_suppressed;

    create temp table now_states as
    select
        collected.survey_code,
        sha256(concat_ws(
            '|',
            collected.survey_code,
            (
                select string_agg(respondent || region_code || answers, '|' order by respondent)
                from now_respondents where survey_code = collected.survey_code
            ),
            (
                select string_agg(concat_ws(',', region_code, question_code, item_code, answer_code, submission_count),
                    '|' order by region_code, question_code, item_code, answer_code)
                from now_counts where survey_code = collected.survey_code
            ),
            (
                select string_agg(concat_ws(',', region_code, question_code, item_code), '|'
                    order by region_code, question_code, item_code)
                from now_hidden where survey_code = collected.survey_code
            )
        )) as state_id
    from collected;
"""


class History:
    """The history of a project. Its folder and file are made where they are not there."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = project.private / "history.duckdb"

    @contextmanager
    def beside(self, warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the history (`history`), a warehouse (`warehouse`) and what is to be remembered of it.

        That is in temporary tables: now_states, now_respondents, now_counts and now_hidden.
        """
        with self._attached() as connection:
            _salt(connection)
            connection.execute(f"attach '{_quoted(warehouse)}' as warehouse (read_only)")
            connection.execute(
                "create temp table collected as select survey_code, disclosure_threshold, closed_on"
                " from warehouse.core.dim_surveys where origin_code = 'collected';"
                " create temp view seeds_questions as"
                " select question_code, question_type from warehouse.codebook.questions"
            )
            connection.execute(_NOW)
            yield connection

    def salted(self, files: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The digests of files, salted with the secret of this history, beside the names of the files."""
        with self._attached() as connection:
            salt = _salt(connection).encode()
        return [(name, hmac.new(salt, digest.encode(), "sha256").hexdigest()) for name, digest in files]

    def remember(
        self, warehouse: Path, release_id: str, reasons: Mapping[str, str], held: Mapping[str, str]
    ) -> dict[str, str]:
        """Remember what a release holds, before readers see it: all of it or nothing.

        reasons: by survey, why it is released although the rule says otherwise. held: by survey that is not taken from
        the warehouse, the release that it is taken from. Gives those surveys of the release that were released so, now
        or earlier, with the reason.
        """
        with self.beside(warehouse) as connection:
            connection.begin()
            for survey_code, state_id in connection.execute("select survey_code, state_id from now_states").fetchall():
                if survey_code in held:
                    continue
                connection.execute("insert into history.releases values (?, ?, ?)", [release_id, survey_code, state_id])
                if connection.execute("select 1 from history.states where state_id = ?", [state_id]).fetchone():
                    if survey_code in reasons:
                        connection.execute(
                            "update history.states set reason = ? where state_id = ?", [reasons[survey_code], state_id]
                        )
                    continue
                connection.execute(
                    "insert into history.states values (?, ?, ?)", [state_id, survey_code, reasons.get(survey_code)]
                )
                for table in ("respondents", "counts", "hidden"):
                    connection.execute(
                        f"insert into history.{table} select ?, * exclude (survey_code) from now_{table}"
                        " where survey_code = ?",
                        [state_id, survey_code],
                    )
            for survey_code, from_release in held.items():
                connection.execute(
                    "insert into history.releases"
                    " select ?, survey_code, state_id from history.releases where release_id = ? and survey_code = ?",
                    [release_id, from_release, survey_code],
                )
            connection.commit()
            return dict(
                connection.execute(
                    "select survey_code, reason from history.releases inner join history.states"
                    " using (survey_code, state_id) where release_id = ? and reason is not null order by survey_code",
                    [release_id],
                ).fetchall()
            )

    @contextmanager
    def _attached(self) -> Iterator[duckdb.DuckDBPyConnection]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.parent.chmod(0o700)
        with connect() as connection:
            connection.execute(f"attach '{_quoted(self.path)}' as history (storage_version 'v1.0.0')")
            self.path.chmod(0o600)
            connection.execute("use history")
            connection.execute(_TABLES)
            connection.execute("use memory")
            yield connection
            connection.execute("detach history")


def _salt(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute("select salt from history.secret").fetchone()
    if row is None:
        row = (secrets.token_hex(32),)
        connection.execute("insert into history.secret values (?)", row)
    return str(row[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
