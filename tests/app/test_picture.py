"""Charts as pictures: each opens, is not blank, and says by itself what it shows and where that comes from."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from worked_out import context_of, page_of

from app.content import Picture
from app.downloads.picture import to_picture
from app.language import LANGUAGE_CODES
from app.release import PROJECT_VARIABLE
from app.views import VIEWS


@pytest.fixture(scope="module", autouse=True)
def release(released_project) -> Iterator[None]:
    """The release that the pages of this module show."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PROJECT_VARIABLE, str(released_project))
        yield


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: view.url_path)
def drawn(request):
    """The parts of a page that have a chart, in both languages."""
    return [
        (part, code)
        for code in LANGUAGE_CODES
        for part in page_of(request.param.url_path, code).parts
        if part.picture is not None
    ]


def test_an_svg_says_what_it_shows_and_where_that_comes_from(drawn):
    for part, code in drawn:
        content = to_picture(part.picture, part.known, "svg").decode()
        said = _words(content)
        assert "currentColor" not in content
        synthetic = context_of(code).text("part.synthetic")
        assert part.known.origin == synthetic
        for text in (
            part.known.title,
            part.picture.title,
            part.known.survey,
            part.known.base,
            part.known.source,
            synthetic,
        ):
            assert _plain(text) in said, f"{part.name}-{code}"


def test_a_png_is_a_picture_on_white_that_is_not_blank(drawn):
    for part, _ in drawn:
        content = to_picture(part.picture, part.known, "png")
        image = Image.open(io.BytesIO(content))
        assert image.format == "PNG"
        pixels = np.asarray(image.convert("RGB"))
        assert tuple(pixels[0, 0]) == (255, 255, 255)
        # Of the upper half, where the chart is, some is ink: text alone covers less.
        inked = (pixels[: len(pixels) // 2] < 250).any(axis=2).mean()
        assert inked > 0.01, part.name


def test_making_a_picture_leaves_the_chart_of_the_page_as_it_is():
    [part] = [part for part in page_of("strategy").parts if part.name == "it_strategy"]
    before = repr(part.picture)
    to_picture(part.picture, part.known, "svg")
    assert repr(part.picture) == before


def test_a_filter_stands_in_the_picture():
    [part] = [part for part in page_of("strategy", "fr", region="MENA").parts if part.name == "distribution"]
    assert "Afrique du Nord" in part.known.filter
    assert part.known.filter in _words(to_picture(part.picture, part.known, "svg").decode())


def test_a_picture_of_a_blank_chart_would_be_found():
    """The limit of ink tells a chart from its title alone."""
    [part] = [part for part in page_of("strategy").parts if part.name == "it_strategy"]
    spec = {**part.picture.spec, "layer": [], "height": 200}
    blank = Picture(spec, part.picture.title, "")
    pixels = np.asarray(Image.open(io.BytesIO(to_picture(blank, part.known, "png"))).convert("RGB"))
    assert (pixels[len(pixels) // 4 : len(pixels) // 2] < 250).any(axis=2).mean() < 0.01


def _words(svg: str) -> str:
    """What a picture says, in one line."""
    return _plain(" ".join(text.strip() for text in ElementTree.fromstring(svg).itertext() if text.strip()))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()
