"""Both engines on a collected round, which suppresses figures and holds submissions that were sent again."""

import re
import subprocess
from pathlib import Path

from made_up_rounds import SECOND, register

from pipeline.project import Project
from tests.support.public_marts import public_marts


def test_both_engines_agree_on_a_collected_round(command: Path, project_copy: Project, root: Path) -> None:
    register(SECOND, project_copy.root)
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
    assert marts == len(public_marts(root))
    # Twice the rows of one round, but for marts that do not rest on answers.
    assert rows > 1200
    print(compared.stdout.splitlines()[-2])
