"""Both engines on a collected round, which suppresses figures and holds submissions that were sent again.

Runs with `make parity`, in the environment that has Spark.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_rounds import SECOND, register

from pipeline.errors import InputError
from pipeline.parity.spark import check_spark
from pipeline.project import Project


@pytest.fixture(autouse=True)
def _spark() -> None:
    try:
        check_spark()
    except InputError:
        pytest.skip("needs Spark: run `make parity`")


def test_both_engines_agree_on_a_collected_round(project_copy: Project, root: Path) -> None:
    register(SECOND, project_copy.root)
    command = Path(sys.executable).parent / "smart-customs"
    compared = subprocess.run(
        [command, "parity", "--raw", root / "tests" / "rounds" / SECOND.survey_code],
        cwd=project_copy.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert compared.returncode == 0, compared.stdout + compared.stderr
    (found,) = re.findall(r"(\d+) marts and (\d+) rows compared", compared.stdout)
    marts, rows = map(int, found)
    assert marts == len(list((root / "models" / "marts").rglob("*.sql")))
    # Twice the rows of one round, but for marts that do not rest on answers.
    assert rows > 1200
    print(compared.stdout.splitlines()[-2])
