"""The list of mutants. Each is a mistake that somebody could make, and that a test has to notice.

About half of them change nothing that the shipped answers show: those build, pass their audit and are released, and
only a test that looks for the very rule can tell. The list is chosen once. It says whether the tests have grown weaker,
so a mutant goes only with the rule that it breaks.
"""

from tests.mutants.mutant import Mutant

# What holds a rule of a model: its unit tests, the marts worked out a second time from the rules, the attack on
# releases. They are looked into in different orders, so that a run says of each whether it still notices anything.
_UNIT_TESTS = "tests/integration/test_dbt_tests.py"
_SECOND_READING = "tests/integration/test_second_survey.py"
_ATTACK = "tests/disclosure/test_attack.py"

_OF_MODELS = [
    Mutant(
        "Of two submissions of a Member, the one with the higher identifier counts, not the later one",
        "models/**/*.sql",
        "submitted_at desc nulls last, submission_id desc",
        "submission_id desc, submitted_at desc nulls last",
        look_first=(_UNIT_TESTS, _SECOND_READING),
    ),
    Mutant(
        "A partial submission counts although its survey counts none",
        "models/**/*.sql",
        "when is_partial and not (counts_partial_submissions and recency = 1) then 'partial'",
        "when is_partial and recency > 1 then 'partial'",
        look_first=(_SECOND_READING, _UNIT_TESTS),
    ),
    Mutant(
        "A partner agency's submission takes the place of its Member's",
        "models/**/*.sql",
        "coalesce(submissions.respondent_kind = 'member' and submissions.member_code is not null, false)",
        "submissions.member_code is not null",
        look_first=(_UNIT_TESTS, _SECOND_READING),
    ),
    Mutant(
        "An answer that was left empty is a no",
        "models/staging/*.sql",
        "        answer\n    from raw_answers\n    where answer is not null\n",
        "        coalesce(answer, 'no') as answer\n    from raw_answers\n",
        look_first=(_SECOND_READING, _UNIT_TESTS),
    ),
    Mutant(
        "Who is willing to share is a share of all submissions, not of those that answered",
        "models/marts/**/*.sql",
        "{{ share('answers.willing_count', 'answers.willing_respondent_count') }}",
        "{{ share('answers.willing_count', 'totals.submission_count') }}",
        look_first=(_UNIT_TESTS, _SECOND_READING),
    ),
    Mutant(
        "Of flagship groups that are equal in potential and citations, the last by code comes first",
        "models/**/*.sql",
        "order by potential_count desc, citation_count desc, flagship_group_code asc",
        "order by potential_count desc, citation_count desc, flagship_group_code desc",
        look_first=(_SECOND_READING, _UNIT_TESTS),
    ),
    Mutant(
        "A Member that acceded on the closing day is not in the frame",
        "models/**/*.sql",
        "members.accession_on <= surveys.closed_on",
        "members.accession_on < surveys.closed_on",
        look_first=(_SECOND_READING, _UNIT_TESTS),
    ),
    Mutant(
        "A region with one respondent fewer than the threshold is shown",
        "models/**/*.sql",
        "blocks.respondent_count < surveys.disclosure_threshold as is_too_small",
        "blocks.respondent_count < surveys.disclosure_threshold - 1 as is_too_small",
        look_first=(_ATTACK, _UNIT_TESTS),
    ),
    Mutant(
        "A region in which everybody gave one answer is shown",
        "models/**/*.sql",
        "case when is_too_small or is_unanimous then size_order else 0 end",
        "case when is_too_small then size_order else 0 end",
        look_first=(_ATTACK, _UNIT_TESTS),
    ),
    Mutant(
        "Suppression does not ask whether everybody in the hidden regions gave the same answer",
        "models/**/*.sql",
        "    select 'not_given' as amount_code\n    union all\n",
        "",
        look_first=(_ATTACK, _UNIT_TESTS),
    ),
    Mutant(
        "Half a percent is rounded down",
        "macros/*.sql",
        "integer_quotient('(200 * ' ~ numerator ~ ' + ' ~ base ~ ')'",
        "integer_quotient('(200 * ' ~ numerator ~ ' + ' ~ base ~ ' - 1)'",
        look_first=(_SECOND_READING, _UNIT_TESTS),
    ),
]

_OF_CHECKS = [
    Mutant(
        "The audit lets a share of 100 through",
        "expectations/**/*.py",
        '    "share": ("a fraction from 0 to 1", 0, 1),\n',
        '    "share": ("a fraction from 0 to 1", 0, 100),\n',
        look_first=("tests/integration/test_checks_can_fail.py",),
    ),
    Mutant(
        "What the audit finds wrong does not refuse the release",
        "pipeline/**/*.py",
        'if finding.severity == "critical"]',
        'if finding.severity == "critical" and not finding.report_section]',
        look_first=("tests/integration/test_bad_input.py", "tests/faults/test_injected_faults.py"),
    ),
    Mutant(
        "The data test on answers that stand twice lets them through",
        "tests/dbt/**/*.sql",
        "raw_answers.item_code\nhaving count(*) > 1\n",
        "raw_answers.item_code\nhaving count(*) > 2\n",
        look_first=("tests/integration/test_bad_input.py",),
    ),
    Mutant(
        "A build that is refused exits with 0 when it prints JSON",
        "pipeline/**/*.py",
        "    return summary.exit_code\n",
        "    return 0 if as_json else summary.exit_code\n",
        look_first=("tests/integration/test_quick_builds.py", "tests/integration/test_command.py"),
    ),
]

_OF_RELEASES = [
    Mutant(
        "The pointer names a release before its file is there",
        "pipeline/releases/*.py",
        "            store.add(\n                release,\n",
        "            store.pointer.write_text(json.dumps(vars(release.pointer)))\n"
        "            store.add(\n                release,\n",
        look_first=("tests/faults/processes",),
    ),
    Mutant(
        "A release keeps the raw submissions beside the marts",
        "pipeline/releases/*.py",
        'connection.execute("create schema release.audit")\n',
        'connection.execute("create schema release.audit")\n'
        '    connection.execute("create table release.audit.submissions as from warehouse.raw.raw_submissions")\n',
        look_first=("tests/integration/test_release.py", "tests/integration/test_least_privilege.py"),
    ),
    Mutant(
        "A release is compared with the last state alone",
        "pipeline/disclosure/*.py",
        "for earlier, release_id in states.items():",
        "for earlier, release_id in list(states.items())[:1]:",
        look_first=("tests/disclosure/test_between_releases.py",),
    ),
    Mutant(
        "A respondent that answers otherwise is none that differs",
        "pipeline/disclosure/*.py",
        " or now.answers <> before.answers as is_other",
        " as is_other",
        look_first=("tests/disclosure/test_between_releases.py",),
    ),
    Mutant(
        "A region may come out of suppression",
        "pipeline/disclosure/*.py",
        '    "what_was_suppressed_stays_suppressed": _SHOWN_AGAIN,\n',
        "",
        look_first=("tests/disclosure/test_between_releases.py", "tests/disclosure/test_sequences.py"),
    ),
    Mutant(
        "A threshold may be empty",
        "pipeline/disclosure/*.py",
        "if not isinstance(value, int) or isinstance(value, bool) or value < 0:",
        "if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):",
        look_first=("tests/disclosure/test_settings.py",),
    ),
    Mutant(
        "A release that is damaged just after it was looked at passes for whole",
        "pipeline/releases/*.py",
        "self._seen_whole = stamp if is_whole and is_settled else None",
        "self._seen_whole = stamp if is_whole else None",
        look_first=("tests/unit/test_held_files.py",),
    ),
    Mutant(
        "A query of a release may write into it",
        "pipeline/releases/*.py",
        "duckdb.connect(str(path), read_only=True, config=dict(_LOCKED_DOWN))",
        "duckdb.connect(str(path), config=dict(_LOCKED_DOWN))",
        look_first=("tests/integration/test_least_privilege.py",),
    ),
]

_OF_ROUNDS = [
    Mutant(
        "A KoboToolbox response that holds choices alone is dropped as empty",
        "pipeline/exports/**/*.py",
        "cells[position] and cells[position].casefold() not in no_tick for",
        "False for",
        look_first=("tests/exports/test_tools_with_codes.py", "tests/exports", "tests/landing"),
    ),
    Mutant(
        "A question of which nothing is ticked is a no to all of it",
        "pipeline/landing/*.py",
        'if any(code == "yes" for _, _, code in answers):',
        "if answers:",
        look_first=("tests/landing/test_cells.py", "tests/landing"),
    ),
    Mutant(
        "A question that no column answers is left out without a word",
        "pipeline/landing/*.py",
        "    if others:\n        allow",
        "    if required and others:\n        allow",
        look_first=("tests/landing/test_missing_questions.py", "tests/landing"),
    ),
    Mutant(
        "Rows that may be of several questions are taken for the first",
        "pipeline/landing/*.py",
        "        if len(questions) == 1:\n",
        "        questions = questions[:1]\n        if len(questions) == 1:\n",
        look_first=("tests/landing/test_rows_alone.py", "tests/landing"),
    ),
    Mutant(
        "A questionnaire has boxes to tick where a no is another answer than a blank",
        "pipeline/questionnaires/*.py",
        "Layout.ROWS if len(question.answers) > 1 else Layout.CHOICES",
        "Layout.ROWS if len(question.answers) > 2 else Layout.CHOICES",
        look_first=("tests/landing/test_questionnaires.py", "tests/landing/test_round_trip.py"),
    ),
    Mutant(
        "A round that closes before its extended deadline is registered",
        "pipeline/surveys/*.py",
        '("closed_on", "extended_deadline_on" if "extended_deadline_on" in days else "deadline_on"),',
        '("closed_on", "deadline_on"),',
        look_first=("tests/unit/test_surveys.py", "tests/integration/test_survey_command.py"),
    ),
    Mutant(
        "The synthetic round is another one in every process",
        "pipeline/synthesis/*.py",
        'random.Random(f"{seed}/{purpose}")',
        "random.Random(hash((seed, purpose)))",
        look_first=("tests/unit/test_synthesis.py",),
    ),
]

_OF_PAGES = [
    Mutant(
        "A table has a dash for what is suppressed, as if nobody had answered",
        "app/**/*.py",
        "style.format(na_rep=language.suppressed, ",
        "style.format(na_rep=NO_VALUE, ",
        look_first=("tests/app/test_tables.py", "tests/app/test_pages.py"),
    ),
    Mutant(
        "A CSV file leaves out the rows that are suppressed",
        "app/files/csv_file.py",
        "    safe = rows.copy()\n",
        '    safe = rows[~rows["is_suppressed"].astype(bool)].copy() if "is_suppressed" in rows else rows.copy()\n',
        look_first=("tests/app/test_files.py",),
    ),
    Mutant(
        "A French page says in English that nobody answered",
        "app/texts/fr/*.yml",
        "unanswered: Aucune réponse n'a été reçue.\n",
        "unanswered: No responses were received.\n",
        look_first=("tests/app/test_texts.py", "tests/app/test_pages.py"),
    ),
]

MUTANTS = [*_OF_MODELS, *_OF_CHECKS, *_OF_RELEASES, *_OF_ROUNDS, *_OF_PAGES]
