"""The app, but it looks each second which release is current: a test does not wait for half a minute."""

import runpy
from pathlib import Path

from app import freshness

freshness.LOOK_EVERY = "1s"
runpy.run_path(str(Path(__file__).parents[2] / "app" / "main.py"), run_name="__main__")
