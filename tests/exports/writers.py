"""Writes files in the shape of each survey tool: given headings and rows of text, as the tool would have saved them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

Row = Sequence[object]

# The columns that the tools add themselves, in their order.
LIMESURVEY_METADATA = (
    ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"]
)  # fmt: skip
EUSURVEY_METADATA = ["Invitation number", "Contribution ID", "User name", "Creation date", "Last update", "Languages"]
KOBO_METADATA = [
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
    "_tags", "_index",
]  # fmt: skip
QUALTRICS_METADATA = {
    "StartDate": "startDate", "EndDate": "endDate", "Status": "status", "IPAddress": "ipAddress",
    "Progress": "progress", "Duration (in seconds)": "duration", "Finished": "finished", "RecordedDate": "recordedDate",
    "ResponseId": "_recordId", "RecipientLastName": "recipientLastName", "RecipientFirstName": "recipientFirstName",
    "RecipientEmail": "recipientEmail", "ExternalReference": "externalDataReference",
    "LocationLatitude": "locationLatitude", "LocationLongitude": "locationLongitude",
    "DistributionChannel": "distributionChannel", "UserLanguage": "userLanguage",
}  # fmt: skip
QUALTRICS_LEGACY_METADATA = [
    "ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status", "StartDate",
    "EndDate", "Finished",
]  # fmt: skip
MICROSOFT_FORMS_METADATA = ["ID", "Start time", "Completion time", "Email", "Name"]
SURVEYMONKEY_METADATA = [
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
    "Last Name", "Custom Data 1",
]  # fmt: skip


def write_csv(
    path: Path,
    rows: Iterable[Row],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\n",
    all_quoted: bool = False,
    after: str = "",
) -> Path:
    """A CSV; after: what follows the last row, such as the blank line that LimeSurvey writes."""
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    path.write_bytes((text.getvalue() + after).encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    """An XLSX with numbers, booleans and datetimes as such."""
    with xlsxwriter.Workbook(path, {"default_date_format": "m/d/yy h:mm:ss", "strings_to_urls": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def write_xls(path: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    """An XLS with numbers and datetimes as such."""
    workbook = xlwt.Workbook()
    time = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for name, rows in sheets.items():
        sheet = workbook.add_sheet(name)
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write(number, position, cell, time)
                elif cell != "":
                    sheet.write(number, position, cell)
    workbook.save(str(path))
    return path


def limesurvey_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Row], *, delimiter: str = ";", encoding: str = "utf-8-sig"
) -> Path:
    """Every value quoted, CRLF, a blank line at the end."""
    return write_csv(
        path,
        [headings, *rows],
        delimiter=delimiter,
        encoding=encoding,
        line_end="\r\n",
        all_quoted=True,
        after="\r\n",
    )


def eusurvey_workbook(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> Path:
    """Alias and day of the export, an empty row, headings; XLS or XLSX by the ending of the path."""
    preamble: list[Row] = [["Alias", "MadeUpSurvey"], ["Export Date", datetime(2026, 6, 1, 8, 0)], []]
    write = write_xls if path.suffix == ".xls" else write_xlsx
    return write(path, {"Content": [*preamble, headings, *rows]})


def kobo_csv(path: Path, headings: Sequence[str], rows: Iterable[Row], *, tags: Sequence[str] = ()) -> Path:
    """Semicolons, every value quoted, CRLF; tags: the second row, of HXL."""
    above = [headings, tags] if tags else [headings]
    return write_csv(path, [*above, *rows], delimiter=";", line_end="\r\n", all_quoted=True)


def kobo_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Row], *, tags: Sequence[str] = ()) -> Path:
    above = [headings, tags] if tags else [headings]
    return write_xlsx(path, {"Made-up survey": [*above, *rows]})


def qualtrics_csv(
    path: Path,
    codes: Sequence[str],
    texts: Sequence[str],
    import_ids: Sequence[str],
    rows: Iterable[Row],
    *,
    is_python_style: bool = False,
    time_zone: str = "",
) -> Path:
    """Three rows of headings, the last with ImportIds as JSON or as Python writes a dictionary."""
    described = []
    for import_id in import_ids:
        cell = {"ImportId": import_id}
        if time_zone and import_id in ("startDate", "endDate", "recordedDate"):
            cell["timeZone"] = time_zone
        described.append(str(cell) if is_python_style else json.dumps(cell, separators=(",", ":")))
    return write_csv(path, [codes, texts, described, *rows])


def qualtrics_legacy_csv(path: Path, codes: Sequence[str], texts: Sequence[str], rows: Iterable[Row]) -> Path:
    """Two rows of headings, a byte-order mark, a comma at the end of each row."""
    return write_csv(path, [[*row, ""] for row in (codes, texts, *rows)], encoding="utf-8-sig")


def microsoft_forms_xlsx(
    path: Path, questions: Sequence[str], rows: Iterable[Row], *, metadata: Sequence[str] = MICROSOFT_FORMS_METADATA
) -> Path:
    return write_xlsx(path, {"Sheet1": [[*metadata, *questions], *rows]})


def google_forms_csv(
    path: Path, questions: Sequence[str], rows: Iterable[Row], *, timestamp: str = "Timestamp", line_end: str = "\n"
) -> Path:
    return write_csv(path, [[timestamp, *questions], *rows], line_end=line_end)


def surveymonkey_csv(
    path: Path,
    questions: Sequence[str],
    options: Sequence[str],
    rows: Iterable[Row],
    *,
    metadata: Sequence[str] = SURVEYMONKEY_METADATA,
    encoding: str = "utf-8",
) -> Path:
    """The text of a question over its first column only; options, rows or "Response" in the second row."""
    above = [*metadata, *questions], [*[""] * len(metadata), *options]
    return write_csv(path, [*above, *rows], encoding=encoding)


def tidy_csv(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> Path:
    return write_csv(path, [headings, *rows])


def write_ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A sheet of texts in the format of LibreOffice."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'.replace(
                "\n", "</text:p><text:p>"
            )
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    of = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{of}:office:1.0" xmlns:table="{of}:table:1.0" '
        f'xmlns:text="{of}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Sheet1">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:x"/>')
        archive.writestr("content.xml", content)
    return path
