# SPDX-License-Identifier: Apache-2.0
"""Makes the workbooks of this folder with openpyxl and XlsxWriter: made-up patients, as two independent writers write them.

python3 -m venv venv && venv/bin/pip install openpyxl XlsxWriter && venv/bin/python make.py
"""

import datetime
import os

import openpyxl
import xlsxwriter
from openpyxl.styles import numbers

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = datetime.date


def patients():
    """Two header rows with merged cells, three forms of dates, numbers, booleans, merged rows, a hidden row, a formula without a stored value in another file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Patienten"
    sheet.append(["Pat.-Nr.", "Geschlecht", "Gewicht (kg)", "Diagnose", None, "Therapie", None, "lebt"])
    sheet.append([None, None, None, "Histologie", "Datum", "Substanz", "Beginn", None])
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:H2"):
        sheet.merge_cells(cells)
    rows = [
        ["P1", "m", 59.7, "Synovialsarkom", DAY(2021, 9, 11), "Doxorubicin", DAY(2022, 1, 24), True],
        [None, None, None, None, None, "Trabectedin", DAY(2022, 6, 1), None],
        ["P2", "w", 100, "Leiomyosarkom", DAY(2018, 10, 1), "Gemcitabin", DAY(2019, 1, 31), False],
        ["P3", "w", 60.1 + 0.2, "Liposarkom", 2019, "Eribulin", "24.9.2019", True],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "H3:H4"):
        sheet.merge_cells(cells)
    for cell in ("E3", "G3", "G4", "G5"):
        sheet[cell].number_format = "DD/MM/YYYY"
    # October 2018: the format shows no day.
    sheet["E5"].number_format = "mmm yyyy"
    sheet.row_dimensions[6].hidden = True
    labs = book.create_sheet("Labor")
    labs.append(["Pat", "Tag", "Hb"])
    labs.append(["P1", datetime.datetime(2022, 1, 23), 11.5])
    labs["B2"].number_format = numbers.FORMAT_DATE_DATETIME
    book.create_sheet("leer")
    notes = book.create_sheet("Notizen")
    notes.append(["nicht für die Studie"])
    notes.sheet_state = "hidden"
    book.save(os.path.join(HERE, "patients.xlsx"))


def days_1904():
    """Days from 1904, formulas with stored values, an error, inline strings, text of several runs."""
    book = xlsxwriter.Workbook(os.path.join(HERE, "days-1904.xlsx"), {"date_1904": True, "in_memory": True})
    sheet = book.add_worksheet("Daten")
    date = book.add_format({"num_format": "dd.mm.yyyy"})
    bold = book.add_format({"bold": True})
    for column, name in enumerate(["id", "start", "weight", "drug", "BMI"]):
        sheet.write(0, column, name)
    sheet.write(1, 0, 1)
    sheet.write_datetime(1, 1, datetime.datetime(2020, 2, 29), date)
    sheet.write(1, 2, 70.5)
    sheet.write_rich_string(1, 3, "gem", bold, "citabine")
    sheet.write_formula(1, 4, "=C2/1.75^2", None, 23.02)
    sheet.write(2, 0, 2)
    sheet.write_datetime(2, 1, datetime.datetime(2020, 3, 1), date)
    sheet.write(2, 2, 80)
    sheet.write(2, 3, "eribulin & more <x>")
    sheet.write_formula(2, 4, "=C3/0", None, "#DIV/0!")
    book.close()


def unsaved():
    """A formula that no program has computed: there is no stored value."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "weight"])
    sheet.append(["1", "=60+10"])
    book.save(os.path.join(HERE, "formula.xlsx"))


patients()
days_1904()
unsaved()
