#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented courses of about 12 entries with exact dates, as lines of JSON: the head of the study, then a patient each. The same in every run.

    make_courses.py PATIENTS > courses.ndjson
"""
import datetime, json, random, sys

FIRST = datetime.date(2005, 1, 1).toordinal()
CUT_OFF = datetime.date(2024, 12, 31).toordinal()
DAYS = [datetime.date.fromordinal(FIRST + n).isoformat() for n in range(CUT_OFF - FIRST + 40)]
HISTOLOGIES = ["leiomyosarcoma", "liposarcoma", "undifferentiated pleomorphic sarcoma", "synovial sarcoma"]
SITES = ["lung", "liver", "bone", "lymph node"]
THERAPIES = [("doxorubicin", "75 mg/m2", [1], "first-line"), ("gemcitabine", "1000 mg/m2", [1, 8], "salvage"), ("pazopanib", "800 mg", [1], "salvage")]


def head():
    return {"head": "verlauf-study/1", "study": "Invented registry", "data cut-off": "2024-12-31", "guideline": "none"}


def patient(number, chance):
    day = chance.randrange(0, 5600)
    source = {"section": "registry"}

    def when(n):
        return DAYS[min(n, CUT_OFF - FIRST)]

    course = [
        {"diagnosis": chance.choice(HISTOLOGIES), "id": "diagnosis", "site": "thigh", "grade": "G%d" % chance.randint(1, 3), "when": when(day), "source": source},
        {"surgery": "resection", "id": "surgery", "margin": "R0", "when": when(day + 20), "source": source},
    ]
    day += chance.randrange(60, 700)
    course.append({"metastases": [chance.choice(SITES)], "id": "metastases", "when": when(day), "source": source})
    day += chance.randrange(5, 30)
    lines = chance.choice([1, 2, 2, 3])
    for line in range(lines):
        drug, dose, days, intent = THERAPIES[line]
        cycles = chance.randint(2, 8)
        name = "line-%d" % (line + 1)
        course.append({"therapy": drug, "id": name, "intent": intent, "when": when(day), "ends": when(day + 21 * cycles), "cycles": cycles, "every": "21 d",
                       "stopped for": "progression" if chance.random() < 0.7 else "completed",
                       "phases": [{"id": name + "-dose", "dose": dose, "days": days, "cycles": "1-%d" % cycles}], "source": source})
        last = day + 21 * cycles
        course.append({"assessment": "CT", "id": "ct-%d-1" % (line + 1), "response": chance.choice(["PR", "SD", "SD"]), "criteria": "RECIST 1.1", "of": name,
                       "when": when(day + 40), "source": source})
        course.append({"assessment": "CT", "id": "ct-%d-2" % (line + 1), "response": "PD", "criteria": "RECIST 1.1", "of": name, "when": when(last + 2), "source": source})
        day = last + chance.randrange(8, 60)
        if day > CUT_OFF - FIRST - 400:
            break
    if chance.random() < 0.3:
        course.append({"toxicity": "neutropenia", "id": "neutropenia", "grade": "3", "of": "line-1", "when": course[3]["when"], "source": source})
    end = day + chance.randrange(20, 700)
    if chance.random() < 0.75:
        course.append({"death": "tumour", "id": "death", "when": when(end), "source": source})
    else:
        course.append({"last contact": True, "id": "last-contact", "when": when(end), "source": source})
    return {"patient": "R%07d" % number, "sex": chance.choice(["female", "male"]), "age": "%d at diagnosis" % chance.randint(18, 88), "course": course}


def main():
    chance = random.Random(20210630)
    write = sys.stdout.write
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    write(encode(head()) + "\n")
    for number in range(1, int(sys.argv[1]) + 1):
        write(encode(patient(number, chance)) + "\n")


main()
