# SPDX-License-Identifier: Apache-2.0
"""Reads a Word document that Verlauf wrote with python-docx, and holds it against the report of the same study.

document_reader.py FOLDER, where FOLDER has
  manuscript.docx  of `verlauf write docx`, and report/ of `verlauf report`

Prints `read` with what was compared, or raises.
"""
import csv
import html
import pathlib
import re
import sys

import docx
from docx.oxml.ns import qn

folder = pathlib.Path(sys.argv[1])
counts = {"tables": 0, "cells": 0, "numbers": 0, "figures": 0, "sentences": 0, "links": 0}
document = docx.Document(folder / "manuscript.docx")
body = document.element.body


def text(element):
    """The text of a paragraph or a cell; a line break is a line feed."""
    return "".join(
        "\n" if node.tag == qn("w:br") else node.text or "" for node in element.iter(qn("w:t"), qn("w:br")))


def words(value):
    return " ".join(value.split())


# 1. Every table of the text has a caption before it, and the cells of the CSV file of the report.
files = {}
for path in (folder / "report" / "tables").glob("*.csv"):
    title = (path.with_suffix(".md")).read_text(encoding="utf-8").split("\n")[0].removeprefix("### ")
    files[words(title.replace("\\", ""))] = list(csv.reader(open(path, newline="", encoding="utf-8")))
previous = ""
supplement = {}
for element in body:
    if element.tag == qn("w:p") and text(element).strip():
        previous = text(element)
    if element.tag != qn("w:tbl"):
        continue
    label, title = re.match(r"Table (S?\d+)\. (.*)", previous).groups()
    rows = [[text(cell) for cell in row.iter(qn("w:tc"))] for row in element.iter(qn("w:tr"))]
    assert next(element.iter(qn("w:tr"))).find(qn("w:trPr")).find(qn("w:tblHeader")) is not None, label
    if label in ("S1", "S2"):
        supplement[label] = rows
        continue
    table = files[words(title)]
    width = len(rows[0])
    assert rows[0] == table[0][:width], (label, rows[0], table[0])
    assert len(rows) == len(table), label
    for row, fields in zip(rows[1:], table[1:]):
        for cell, field in zip(row, fields):
            try:
                same = float(field) == float(cell.replace("+", "").replace("−", "-"))
                counts["numbers"] += 1
            except ValueError:
                # CSV has an apostrophe before what a spreadsheet would run.
                same = words(field) in (words(cell), "'" + words(cell))
            assert same, (label, cell, field)
            counts["cells"] += 1
    counts["tables"] += 1

# 2. Every figure has a picture, an alternative text and a caption.
pictures = [node.get("descr") for node in body.iter(qn("wp:docPr"))]
captions = [text(p) for p in body.iter(qn("w:p")) if re.match(r"Figure \d+\. .", text(p))]
figures = list((folder / "report" / "figures").glob("*.svg"))
assert len(pictures) == len(captions) == len(figures), (len(pictures), len(captions), len(figures))
assert all(pictures)
page = html.unescape(re.sub(r"<[^>]+>", " ", (folder / "report" / "index.html").read_text(encoding="utf-8")))
page = words(page)
for caption in captions:
    assert words(re.sub(r"^Figure \d+\. ", "", caption)) in page, caption
counts["figures"] = len(pictures)

# 3. Every link leads to a place, and every sentence of a course to a row that begins with it.
places = {node.get(qn("w:name")): node for node in body.iter(qn("w:bookmarkStart"))}
numbers = [node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkStart"))]
assert len(set(numbers)) == len(numbers)
for link in body.iter(qn("w:hyperlink")):
    anchor = link.get(qn("w:anchor"))
    if anchor is None:
        continue
    assert anchor in places, anchor
    counts["links"] += 1
    if anchor.startswith("sentence_"):
        row = places[anchor]
        while row.tag != qn("w:tc"):
            row = row.getparent()
        assert text(row) == text(link), (text(row), text(link))
        counts["sentences"] += 1
    if anchor.startswith("why_"):
        # The value of the cell is the one that is explained.
        row = places[anchor]
        while row.tag != qn("w:tr"):
            row = row.getparent()
        assert text(row).strip(), anchor

# 4. The courses are those of the page, word for word, and nothing in them leads nowhere.
course = False
patients = 0
for paragraph in document.paragraphs:
    if paragraph.style.name == "Heading 1":
        course = paragraph.text == "Case presentations"
    elif course and paragraph.style.name == "Heading 2":
        patients += 1
    elif course:
        linked = "".join(text(link) for link in paragraph._p.iter(qn("w:hyperlink")))
        assert words(linked).replace(" ", "") == words(text(paragraph._p)).replace(" ", "")
        assert words(text(paragraph._p)) in page
assert patients == len(re.findall(r"<article><h3>Patient ", (folder / "report" / "index.html").read_text(encoding="utf-8")))

print("read", *(f"{count} {name}" for name, count in counts.items()), f"{patients} courses")
