# SPDX-License-Identifier: Apache-2.0
"""Reads a workbook that Verlauf wrote with openpyxl, and holds it against the CSV files of the same report.

workbook_reader.py FOLDER, where FOLDER has
  report.xlsx    of `verlauf write xlsx`, and report/tables/*.csv of `verlauf report`
  template.xlsx  of `verlauf new --spreadsheet`

Prints `read` with what was compared, or raises.
"""
import csv
import datetime
import pathlib
import sys

import openpyxl

folder = pathlib.Path(sys.argv[1])
counts = {"sheets": 0, "numbers": 0, "texts": 0, "days": 0, "links": 0, "lists": 0, "prompts": 0}

book = openpyxl.load_workbook(folder / "report.xlsx")
tables = {path.stem: path for path in (folder / "report" / "tables").glob("*.csv")}
assert tables and set(tables) <= set(book.sheetnames), set(tables) - set(book.sheetnames)
for name, path in tables.items():
    sheet = book[name]
    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))
    assert sheet.freeze_panes == "A2", name
    assert [cell.value for cell in sheet[1]] == rows[0], name
    for number, row in enumerate(rows[1:], start=2):
        for column, field in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            value = cell.value
            assert cell.data_type != "f", (name, cell.coordinate)
            if value is None:
                assert field == "", (name, cell.coordinate, field)
            elif isinstance(value, (datetime.datetime, datetime.date)):
                assert value.date().isoformat() == field, (name, cell.coordinate, field, value)
                counts["days"] += 1
            elif isinstance(value, (int, float)):
                decimals = len(field.partition(".")[2])
                assert abs(float(field) - value) <= 0.500001 * 10**-decimals, (name, cell.coordinate, field, value)
                counts["numbers"] += 1
            else:
                # CSV has an apostrophe before what a spreadsheet would run; a workbook needs none.
                assert field in (value, "'" + value), (name, cell.coordinate, field, value)
                counts["texts"] += 1
            if cell.hyperlink is not None:
                target, place = cell.hyperlink.location.split("!")
                assert book[target.strip("'")][place].value is not None, (name, cell.coordinate)
                counts["links"] += 1
    # One row below the table is empty; the notes begin with its title.
    assert sheet.cell(len(rows) + 1, 1).value is None
    assert sheet.cell(len(rows) + 2, 1).value, name
    counts["sheets"] += 1

template = openpyxl.load_workbook(folder / "template.xlsx")
words = template["Words"]
assert words.sheet_state == "hidden" and template["Mapping"].sheet_state == "hidden"
for sheet in template.worksheets:
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            target, place = rule.formula1.split("!")
            values = [cell[0].value for cell in template[target.strip("'")][place.replace("$", "")]] if ":" in place else []
            assert values and all(value is not None for value in values), (sheet.title, rule.sqref)
            counts["lists"] += 1
        assert rule.prompt and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32
        counts["prompts"] += 1
sex = next(rule for rule in template["patient"].data_validations.dataValidation if rule.promptTitle == "sex")
place = sex.formula1.split("!")[1].replace("$", "")
assert [cell[0].value for cell in words[place]][:3] == ["female", "male", "other"], place

print("read", *(f"{count} {name}" for name, count in counts.items()), f"openpyxl {openpyxl.__version__}")
