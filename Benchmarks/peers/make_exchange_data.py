# SPDX-License-Identifier: Apache-2.0
"""Files of invented patients as hospitals and registries export them: FHIR NDJSON, oBDS and CSV.

    python3 make_exchange_data.py FOLDER PATIENTS
"""
import datetime
import json
import pathlib
import random
import sys

folder, patients = pathlib.Path(sys.argv[1]), int(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
chance = random.Random(7)
mcode = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
loinc = [("718-7", "Hemoglobin", "g/dL", 8, 15), ("777-3", "Platelets", "10*3/uL", 60, 300),
         ("751-8", "Neutrophils", "10*3/uL", 1, 8), ("2160-0", "Creatinine", "mg/dL", 0.5, 2)]


def day(start, days):
    return (start + datetime.timedelta(days=days)).isoformat()


def concept(system, code, text):
    return {"coding": [{"system": system, "code": code, "display": text}], "text": text}


def meta(profile=None):
    own = {"versionId": "1", "lastUpdated": "2026-01-02T03:04:05.678+01:00", "source": "#export"}
    if profile:
        own["profile"] = [mcode + profile]
    return own


def resources(number):
    start = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3000))
    subject = {"reference": f"Patient/{number}"}
    count = 0

    def made(kind, profile=None, **members):
        nonlocal count
        count += 1
        return kind, {"resourceType": kind, "id": f"{kind.lower()}-{number}-{count}", "meta": meta(profile),
                      "text": {"status": "generated", "div": f"<div xmlns=\"http://www.w3.org/1999/xhtml\">{kind} of an invented patient</div>"},
                      "subject": subject, **members}

    yield "Patient", {"resourceType": "Patient", "id": str(number), "meta": meta("mcode-cancer-patient"),
                      "gender": chance.choice(["female", "male"]),
                      "birthDate": str(chance.randrange(1935, 1985))}
    tumour = made("Condition", "mcode-primary-cancer-condition",
                  verificationStatus=concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed", "Confirmed"),
                  code=concept("http://hl7.org/fhir/sid/icd-10-cm", "C49.2", "Malignant neoplasm of connective tissue of lower limb"),
                  extension=[{"url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate", "valueDateTime": day(start, 0)}])
    yield tumour
    reason = [{"reference": f"Condition/{tumour[1]['id']}"}]
    yield made("Procedure", "mcode-cancer-related-surgical-procedure", status="completed",
               code=concept("http://snomed.info/sct", "65801008", "Excision"), performedDateTime=day(start, 20), reasonReference=reason)
    for line in range(2):
        therapy = made("Procedure", status="completed", category=concept("http://snomed.info/sct", "367336001", "Chemotherapy"),
                       code=concept("http://snomed.info/sct", "367336001", "Chemotherapy"), reasonReference=reason,
                       performedPeriod={"start": day(start, 40 + 400 * line), "end": day(start, 240 + 400 * line)})
        yield therapy
        for code, drug in [("L01BC05", "gemcitabine"), ("L01CD02", "docetaxel")][: 2 - line]:
            yield made("MedicationStatement", status="completed", partOf=[{"reference": f"Procedure/{therapy[1]['id']}"}],
                       medicationCodeableConcept=concept("http://www.whocc.no/atc", code, drug),
                       effectivePeriod=therapy[1]["performedPeriod"])
    for visit in range(6):
        yield made("Observation", "mcode-cancer-disease-status", status="final", code=concept("http://loinc.org", "97509-4", "Cancer disease progression"),
                   focus=reason, effectiveDateTime=day(start, 90 + 90 * visit),
                   valueCodeableConcept=concept("http://snomed.info/sct", chance.choice(["268910001", "359746009", "271299001"]), "status"))
    for visit in range(8):
        for code, name, unit, low, high in loinc:
            yield made("Observation", status="final",
                       category=[concept("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory")],
                       code=concept("http://loinc.org", code, name), effectiveDateTime=day(start, 40 + 21 * visit) + "T08:15:00+01:00",
                       valueQuantity={"value": round(chance.uniform(low, high), 1), "unit": unit, "system": "http://unitsofmeasure.org", "code": unit})
    for visit in range(4):
        yield made("Encounter", status="finished", **{"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}},
                   period={"start": day(start, visit), "end": day(start, visit)})


def reports(number):
    start = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3000))
    tumour = """<Tumorzuordnung Tumor_ID="1"><Primaertumor_ICD><Code>C49.2</Code><Version>10 2021 GM</Version></Primaertumor_ICD>
          <Diagnosedatum Datumsgenauigkeit="E">%s</Diagnosedatum><Seitenlokalisation>R</Seitenlokalisation></Tumorzuordnung>""" % day(start, 0)

    def report(name, content):
        return f"""        <Meldung Meldung_ID="{number}-{name}" Melder_ID="X">
          <Meldebegruendung>I</Meldebegruendung><Eigene_Leistung>J</Eigene_Leistung>
          {tumour}
          {content}
        </Meldung>
"""

    yield f"""    <Patient Patient_ID="{number}">
      <Patienten_Stammdaten><Versichertendaten_Sonstige><Kennzeichen>970000099</Kennzeichen></Versichertendaten_Sonstige>
        <Nachname>Unbekannt</Nachname><Vornamen>Unbekannt</Vornamen><Geschlecht>W</Geschlecht>
        <Geburtsdatum Datumsgenauigkeit="M">{chance.randrange(1935, 1985)}-07-01</Geburtsdatum>
        <Adresse><Strasse>unbekannt</Strasse><Land>DE</Land><PLZ>99999</PLZ><Ort>unbekannt</Ort></Adresse></Patienten_Stammdaten>
      <Menge_Meldung>
"""
    yield report("D", """<Diagnose><Primaertumor_Topographie_ICD_O><Code>C49.2</Code><Version>32</Version></Primaertumor_Topographie_ICD_O>
            <Primaertumor_Diagnosetext>Leiomyosarkom des Oberschenkels</Primaertumor_Diagnosetext>
            <Diagnosesicherung>7</Diagnosesicherung>
            <Histologie Histologie_ID="1"><Morphologie_ICD_O><Code>8890/3</Code><Version>32</Version></Morphologie_ICD_O><Grading>3</Grading></Histologie>
          </Diagnose>""")
    for line in range(2):
        yield report(f"S{line}", f"""<SYST SYST_ID="{line}"><Meldeanlass>behandlungsende</Meldeanlass><Intention>P</Intention><Stellung_OP>O</Stellung_OP>
            <Therapieart>CH</Therapieart>
            <Beginn Datumsgenauigkeit="E">{day(start, 40 + 400 * line)}</Beginn>
            <Menge_Substanz><Substanz><Bezeichnung>Gemcitabin</Bezeichnung></Substanz><Substanz><Bezeichnung>Docetaxel</Bezeichnung></Substanz></Menge_Substanz>
            <Ende_Grund>E</Ende_Grund><Ende>{day(start, 240 + 400 * line)}</Ende></SYST>""")
    for visit in range(6):
        yield report(f"V{visit}", f"""<Verlauf Verlauf_ID="{visit}"><Meldeanlass>statusmeldung</Meldeanlass>
            <Untersuchungsdatum_Verlauf>{day(start, 90 + 90 * visit)}</Untersuchungsdatum_Verlauf>
            <Gesamtbeurteilung_Tumorstatus>{chance.choice("VTKP")}</Gesamtbeurteilung_Tumorstatus></Verlauf>""")
    yield "      </Menge_Meldung>\n    </Patient>\n"


export = folder / "fhir"
export.mkdir(exist_ok=True)
(folder / "scan").mkdir(exist_ok=True)
# The same resources under a type of which a reader makes nothing, so that taking them apart is seen alone.
files = {None: open(folder / "scan/Encounter.ndjson", "w", encoding="utf-8")}


def write(kind, resource):
    files[kind].write(json.dumps(resource, separators=(",", ":"), ensure_ascii=False) + "\n")


for number in range(1, patients + 1):
    for kind, resource in resources(number):
        if kind not in files:
            files[kind] = open(export / f"{kind}.ndjson", "w", encoding="utf-8")
        write(kind, resource)
        write(None, {**resource, "resourceType": "Encounter"})
for file in files.values():
    file.close()

with open(folder / "reports.xml", "w", encoding="utf-8") as file:
    file.write("""<?xml version="1.0" encoding="UTF-8"?>
<oBDS xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version="3.0.4">
  <Absender Absender_ID="X" Software_ID="X" Installations_ID="X"><Bezeichnung>X</Bezeichnung><Ansprechpartner>X</Ansprechpartner><Anschrift>X</Anschrift></Absender>
  <Meldedatum>2026-01-02</Meldedatum>
  <Menge_Patient>
""")
    for number in range(1, patients + 1):
        file.writelines(reports(number))
    file.write("  </Menge_Patient>\n</oBDS>\n")

with open(folder / "table.csv", "w", encoding="utf-8") as file:
    file.write("Patient,Sex,Born,Diagnosis,Diagnosed,Started,Drugs,Ended,Progressed,Died\n")
    for number in range(1, patients + 1):
        start = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3000))
        file.write(f"{number},{chance.choice('fm')},{chance.randrange(1935, 1985)},leiomyosarcoma,{day(start, 0)},{day(start, 40)},gemcitabine + docetaxel,{day(start, 240)},{day(start, 300)},{day(start, 700)}\n")
(folder / "mapping.yaml").write_text("""mapping: Invented patients
study: Invented patients
tables:
  - file: table.csv
    dates: [yyyy-mm-dd]
    entries:
      - {name: diagnosis, kind: diagnosis}
      - {name: line, kind: therapy}
      - {name: progression, kind: assessment, always: {assessment: CT, response: PD}}
      - {name: death, kind: death, always: {death: not stated}}
    columns:
      - {column: Patient, is: patient}
      - {column: Sex, is: sex, words: {f: female, m: male}}
      - {column: Born, is: year of birth}
      - {column: Diagnosis, is: diagnosis, of: diagnosis}
      - {column: Diagnosed, is: when, of: diagnosis, read as: date}
      - {column: Started, is: starts, of: line, read as: date}
      - {column: Drugs, is: therapy, of: line}
      - {column: Ended, is: ends, of: line, read as: date}
      - {column: Progressed, is: when, of: progression, read as: date}
      - {column: Died, is: when, of: death, read as: date}
""")
print(f"{patients} patients:", ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in [folder / "reports.xml", folder / "table.csv"]),
      f"fhir {sum(path.stat().st_size for path in export.iterdir()) / 1e6:.1f} MB")
