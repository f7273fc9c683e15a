# SPDX-License-Identifier: Apache-2.0
"""The same invented patients as datasets of CDISC in three containers, as tables of OMOP and as phenopackets, one a file.

    python3 make_format_data.py FOLDER PATIENTS
"""
import csv
import datetime
import json
import pathlib
import random
import struct
import sys

folder, patients = pathlib.Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(11)
labs = [("718-7", "HGB", "Hemoglobin", "g/dL", 8, 15), ("777-3", "PLAT", "Platelets", "10*3/uL", 60, 300),
        ("751-8", "NEUT", "Neutrophils", "10*3/uL", 1, 8), ("2160-0", "CREAT", "Creatinine", "mg/dL", 0.5, 2)]


def day(start, days):
    return (start + datetime.timedelta(days=days)).isoformat()


class Patient:
    def __init__(self, number):
        self.number, self.id = number, f"S-{number:05}"
        self.start = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3000))
        self.is_male, self.born = chance.random() < 0.5, chance.randrange(1935, 1985)
        self.labs = [(lab, day(self.start, 40 + 21 * visit), round(chance.uniform(lab[4], lab[5]), 1))
                     for visit in range(8) for lab in labs]
        self.responses = [(day(self.start, 90 + 90 * visit), chance.choice(["PR", "SD"])) for visit in range(6)]


everybody = [Patient(number) for number in range(1, patients + 1)]

# MARK: CDISC


def records(domain, patient):
    key = [("STUDYID", "BENCH"), ("DOMAIN", domain), ("USUBJID", patient.id)]

    def row(number, *values):
        return dict(key + [(domain + "SEQ", str(number))] + [(domain + name, value) for name, value in values])

    if domain == "DM":
        yield dict(key + [("SUBJID", patient.id), ("RFSTDTC", day(patient.start, 40)), ("BRTHDTC", str(patient.born)),
                          ("SEX", "M" if patient.is_male else "F"), ("ARM", "A")])
    elif domain == "MH":
        yield row(1, ("TERM", "leiomyosarcoma"), ("CAT", "PRIMARY DIAGNOSIS"), ("STDTC", day(patient.start, 0)))
    elif domain == "EX":
        for cycle in range(8):
            on = day(patient.start, 40 + 21 * cycle)
            yield row(cycle + 1, ("TRT", "GEMCITABINE"), ("DOSE", "900"), ("DOSU", "mg/m2"), ("STDTC", on), ("ENDTC", on))
    elif domain == "LB":
        for number, ((_, code, name, unit, _, _), on, value) in enumerate(patient.labs, 1):
            yield row(number, ("TESTCD", code), ("TEST", name), ("ORRES", str(value)), ("ORRESU", unit), ("STRESC", str(value)),
                      ("STRESN", str(value)), ("STRESU", unit), ("DTC", on))
    elif domain == "RS":
        for number, (on, response) in enumerate(patient.responses, 1):
            yield row(number, ("TESTCD", "OVRLRESP"), ("TEST", "Overall Response"), ("CAT", "RECIST 1.1"), ("ORRES", response),
                      ("STRESC", response), ("EVAL", "INVESTIGATOR"), ("DTC", on))


def transport(domain, rows):
    """SAS transport of version 5, all variables texts (TS-140)."""
    names = list(rows[0])
    widths = [max(1, max(len(row[name]) for row in rows)) for name in names]

    def record(text):
        return text.ljust(80).encode("ascii")

    def header(name, rest="0" * 30):
        return record(f"HEADER RECORD*******{name:8}HEADER RECORD!!!!!!!{rest}")

    def padded(data):
        return data + b" " * (-len(data) % 80)

    stamp = "01JAN26:00:00:00"
    yield header("LIBRARY ") + record(f"SAS     SAS     SASLIB  9.1     {'':32}{stamp}") + record(stamp)
    yield header("MEMBER  ", "000000000000000001600000000140") + header("DSCRPTR ")
    yield record(f"SAS     {domain:8}SASDATA 9.1     {'':32}{stamp}") + record(f"{stamp:32}{domain:40}")
    yield header("NAMESTR ", f"000000{len(names):04}" + "0" * 20)
    own, place = b"", 0
    for number, (name, width) in enumerate(zip(names, widths), 1):
        own += struct.pack(">hhhh8s40s8shhh2s8shhl52s", 2, 0, width, number, f"{name:8}".encode(), f"{name:40}".encode(), b" " * 8,
                           0, 0, 0, b"", b" " * 8, 0, 0, place, b"")
        place += width
    yield padded(own) + header("OBS     ")
    yield padded(b"".join(row[name].ljust(width).encode("ascii") for row in rows for name, width in zip(names, widths)))


for container in ["csv", "ndjson", "xpt"]:
    (folder / f"cdisc-{container}").mkdir(parents=True, exist_ok=True)
for domain in ["DM", "MH", "EX", "LB", "RS"]:
    rows = [row for patient in everybody for row in records(domain, patient)]
    stem = domain.lower()
    with open(folder / f"cdisc-csv/{stem}.csv", "w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
    with open(folder / f"cdisc-ndjson/{stem}.ndjson", "w", encoding="utf-8") as file:
        head = {"datasetJSONCreationDateTime": "2026-01-01T00:00:00", "datasetJSONVersion": "1.1.0", "itemGroupOID": f"IG.{domain}",
                "records": len(rows), "name": domain, "label": domain,
                "columns": [{"itemOID": f"IT.{domain}.{name}", "name": name, "label": name, "dataType": "string"} for name in rows[0]]}
        file.write(json.dumps(head, separators=(",", ":")) + "\n")
        for row in rows:
            file.write(json.dumps(list(row.values()), separators=(",", ":")) + "\n")
    with open(folder / f"cdisc-xpt/{stem}.xpt", "wb") as file:
        file.writelines(transport(domain, rows))

# MARK: OMOP

(folder / "omop").mkdir(exist_ok=True)
tables = {
    "PERSON": "person_id gender_concept_id year_of_birth race_concept_id ethnicity_concept_id",
    "CONDITION_OCCURRENCE": "condition_occurrence_id person_id condition_concept_id condition_start_date condition_type_concept_id condition_source_value",
    "EPISODE": "episode_id person_id episode_concept_id episode_start_date episode_end_date episode_object_concept_id episode_type_concept_id",
    "EPISODE_EVENT": "episode_id event_id episode_event_field_concept_id",
    "DRUG_EXPOSURE": "drug_exposure_id person_id drug_concept_id drug_exposure_start_date drug_exposure_end_date drug_type_concept_id drug_source_value",
    "MEASUREMENT": "measurement_id person_id measurement_concept_id measurement_date measurement_type_concept_id value_as_number unit_concept_id measurement_source_value unit_source_value",
}
written = {}
for table, columns in tables.items():
    written[table] = csv.writer(open(folder / f"omop/{table}.csv", "w", encoding="utf-8"), lineterminator="\n")
    written[table].writerow(columns.split())
measurement = 0
for patient in everybody:
    number, begin, end = patient.number, day(patient.start, 40), day(patient.start, 187)
    written["PERSON"].writerow([number, 8507 if patient.is_male else 8532, patient.born, 0, 0])
    written["CONDITION_OCCURRENCE"].writerow([number, number, 0, day(patient.start, 0), 0, "8890/3-C49.2"])
    written["EPISODE"].writerow([number, number, 32531, begin, end, 0, 0])
    for drug, name in enumerate(["gemcitabine", "docetaxel"]):
        written["DRUG_EXPOSURE"].writerow([2 * number + drug, number, 0, begin, end, 0, name])
        written["EPISODE_EVENT"].writerow([number, 2 * number + drug, 1147094])
    for (code, _, _, unit, _, _), on, value in patient.labs:
        measurement += 1
        written["MEASUREMENT"].writerow([measurement, number, 0, on, 0, value, 0, code, unit])

# MARK: phenopackets

(folder / "phenopackets").mkdir(exist_ok=True)
for patient in everybody:
    def at(on):
        return {"timestamp": on + "T00:00:00Z"}

    packet = {
        "id": patient.id, "subject": {"id": patient.id, "sex": "MALE" if patient.is_male else "FEMALE"},
        "measurements": [{"assay": {"id": f"LOINC:{code}", "label": name}, "timeObserved": at(on),
                          "value": {"quantity": {"unit": {"id": f"UCUM:{unit}", "label": unit}, "value": value}}}
                         for (code, _, name, unit, _, _), on, value in patient.labs],
        "diseases": [{"term": {"id": "ICDO3:8890/3", "label": "leiomyosarcoma"}, "onset": at(day(patient.start, 0))}],
        "medicalActions": [{"treatment": {"agent": {"id": "ATC:L01BC05", "label": "gemcitabine"},
                                          "doseIntervals": [{"interval": {"start": day(patient.start, 40) + "T00:00:00Z",
                                                                          "end": day(patient.start, 187) + "T00:00:00Z"}}]}}],
        "metaData": {"created": "2026-01-01T00:00:00Z", "createdBy": "invented", "phenopacketSchemaVersion": "2.0.0", "resources": []},
    }
    (folder / f"phenopackets/{patient.id}.json").write_text(json.dumps(packet, indent=1))
print(f"{patients} patients:", ", ".join(
    f"{path.name} {sum(file.stat().st_size for file in path.iterdir()) / 1e6:.1f} MB"
    for path in sorted(folder.iterdir()) if path.is_dir() and path.name not in ["fhir", "scan"]))
