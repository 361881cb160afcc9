"""Words of pages in HTML: Markdown is what it says, and what a release brings stays words."""

import pytest

from app.content import Figure
from app.escape import as_text
from app.markup.figures import html_figures
from app.markup.text import as_blocks, as_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**62%** of _all_", "<strong>62%</strong> of <em>all</em>"),
        ("`make build`", "<code>make build</code>"),
        ("[here](?lang=fr)", '<a href="?lang=fr">here</a>'),
        ("Middle East & Africa", "Middle East &amp; Africa"),
        ("62 % « vrai »", "62 % « vrai »"),
    ],
)
def test_words_are_html(text, html):
    assert as_html(text) == html


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x>", "**bold**", "![x](y.png)", "[x](javascript:alert(1))", "a & b", "`c`"],
)
def test_what_was_made_text_is_shown_letter_by_letter(text):
    shown = as_html(as_text(text)).replace("\u2060", "")
    expected = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == expected


@pytest.mark.parametrize("text", ["<b>x</b>", "![x](y.png)", "[x](javascript:alert(1))"])
def test_html_pictures_and_scripts_are_none_even_where_nobody_escaped_them(text):
    shown = as_html(text)
    assert "<b>" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_prose_has_headings_and_blocks_of_code():
    assert as_blocks("## Query\n\n```text\nselect 1 < 2\n```") == (
        '<h2>Query</h2>\n<pre><code class="language-text">select 1 &lt; 2\n</code></pre>\n'
    )


def test_a_figure_is_escaped_and_opens_its_meaning():
    shown = html_figures([Figure("<i>Rate</i>", "62%", "116 & 186", "means > this")], "What it means")
    assert "&lt;i&gt;Rate&lt;/i&gt;" in shown
    assert "<dd>116 &amp; 186</dd>" in shown
    assert "<details><summary>What it means</summary>means &gt; this</details>" in shown
    assert "details" not in html_figures([Figure("Rate", "62%", "116")], "What it means")
