"""Which encoding a file has: known throughout, or refused with the row where it changes."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.exports import decoding
from pipeline.exports.decoding import Encoding, Source


@pytest.fixture(params=[1 << 20, 5], ids=["one chunk", "chunks of five bytes"], autouse=True)
def chunk_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of several bytes lie across chunks."""
    monkeypatch.setattr(decoding, "_CHUNK_BYTES", request.param)


def find_encoding(path: Path, wanted: str = "") -> Encoding:
    return decoding.find_encoding(Source(path, lambda: path.open("rb")), wanted)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "export.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"id,q1\n1,plain\n", "utf-8"),
        ("id,q1\n1,Où ça – 5 € ЖД\n".encode(), "utf-8"),
        ("id,q1\n1,Où ça\n".encode("utf-8-sig"), "utf-8-sig"),
        ("id,q1\n1,Où ça\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "id,q1\n1,Où ça\n".encode("utf-16-be"), "utf-16"),
        ("id,q1\n1,Où ça – 5 €\n".encode("cp1252"), "windows-1252"),
        ("id,q1\n1,« PAYÉ », OÙ\xa0?, « é\xa0» “été”\n".encode("cp1252"), "windows-1252"),
        (b"id,q1\n1,cut off \xc3", "windows-1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes, expected: str) -> None:
    path = write(tmp_path, content)
    assert find_encoding(path).name == expected
    assert path.read_text(encoding=expected)


@pytest.mark.parametrize(
    ("content", "expected_fault"),
    [
        pytest.param(b"", "found an empty file", id="empty"),
        pytest.param(b" \r\n\n", "found nothing but blank lines", id="blank"),
        pytest.param("\n \n".encode("utf-16"), "found nothing but blank lines", id="blank UTF-16"),
        pytest.param(
            "id,q1\n1,été\n".encode() + "2,été\n".encode("cp1252"),
            "row 3: found another encoding than before (UTF-8 in row 2, single bytes in row 3)",
            id="UTF-8, then single bytes",
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n2,x\n" + "3,été\n".encode(),
            "row 4: found another encoding than before (UTF-8 in row 4, single bytes in row 2)",
            id="single bytes, then UTF-8",
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n" + "2,Жду\n".encode(), "row 3: found another encoding", id="another script later"
        ),
        pytest.param(
            b"id,q1\n1,\xe9t\xe9\n" + "2,“x”\n".encode(), "row 3: found another encoding", id="typographic quotes later"
        ),
        pytest.param(b"id,q1\n1,\x81x\n", "not UTF-8 and may be windows-1251 'Ѓx'; ", id="neither"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "row 2: found the control byte 0x1a and 2 more", id="a picture"),
        pytest.param(
            "id,q1\n1".encode("utf-16") + b"x", "found bytes that are not utf-16", id="half a letter of UTF-16"
        ),
        pytest.param(
            "id,q1\n1,Серверы\n".encode("cp1251"), "may be windows-1251 'Серверы'; ", id="one word in Cyrillic"
        ),
    ],
)
def test_what_is_no_text_in_one_encoding_is_refused_with_its_row(
    tmp_path: Path, content: bytes, expected_fault: str
) -> None:
    with pytest.raises(InputError) as error:
        find_encoding(write(tmp_path, content))
    (line,) = error.value.lines
    assert expected_fault in line
    assert "export.csv" in line


@pytest.mark.parametrize("content", [b"id,q1\n1,a\x00b\n", b"id,q1\n1,a\x1b[2J\n"], ids=["NUL", "escape"])
def test_a_few_control_bytes_are_no_reason_to_refuse_a_text(tmp_path: Path, content: bytes) -> None:
    assert find_encoding(write(tmp_path, content)) == Encoding("utf-8", has_control=True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["id,q1\n1,Où ça\n", "id,q1\n1,职员的培训\n"])
def test_utf_16_is_found_without_a_mark(tmp_path: Path, encoding: str, text: str) -> None:
    assert find_encoding(write(tmp_path, text.encode(encoding))).name == encoding


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("Szkolenia z zakresu bezpieczeństwa, większe środki, łączność", "cp1250", "windows-1250"),
        ("Обучение сотрудников таможни современным технологиям, резервное питание", "cp1251", "windows-1251"),
        ("Обучение сотрудников таможни, резервное питание", "koi8_r", "koi8_r"),
        ("Εκπαίδευση προσωπικού και αναβάθμιση δικτύων", "cp1253", "windows-1253"),
        ("Eğitim ve altyapı için gümrük müşavirliği, güvenlik şartları", "cp1254", "windows-1254"),
        ("تدريب الموظفين على تحليل البيانات", "cp1256", "windows-1256"),
        ("職員の研修とデータ分析", "shift_jis", "shift_jis"),
        ("工作人员培训和数据分析", "gb18030", "gb18030"),
    ],
)
def test_other_code_pages_are_told_by_their_words_which_are_shown(
    tmp_path: Path, text: str, encoding: str, expected: str
) -> None:
    found = find_encoding(write(tmp_path, f'id,q1\n1,"{text}"\n'.encode(encoding)))
    assert found.name == expected
    word = next(word for word in text.replace(",", "").split() if not word.isascii())
    assert f"read as {expected}, by words such as '{word[:30]}'" in found.warning


def test_the_encoding_that_is_asked_for_decides(tmp_path: Path) -> None:
    path = write(tmp_path, "id,q1\n1,Серверы\n".encode("cp1251"))
    assert find_encoding(path, "windows-1251").name == "cp1251"
    with pytest.raises(InputError, match="row 2 or after: found bytes that are not utf-8"):
        find_encoding(path, "UTF8")
    for with_mark, wanted in (("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le")):
        assert find_encoding(write(tmp_path, "id,q1\n1,Où\n".encode(with_mark)), wanted).name == with_mark
    with pytest.raises(InputError, match="--encoding: found 'cp9', expected the name of an encoding"):
        find_encoding(path, "cp9")
    with pytest.raises(InputError, match="--encoding: found 'base64'"):
        find_encoding(path, "base64")
