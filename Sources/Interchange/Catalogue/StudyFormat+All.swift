// SPDX-License-Identifier: Apache-2.0

import Plain

extension StudyFormat {
  /// All formats. One that comes is one line here.
  public static let all: [StudyFormat] = [
    table, cBioPortal, redcap, obds, cdisc, phenopackets, fhir, omop, bibtex, ris, ical, workbook, ndjson, share,
  ]

  /// What proposes a mapping of files; nil where the format has one of its own.
  package var propose: (([InputFile]) -> MappingProposal)? {
    switch name {
    case Self.table.name: { MappingProposal.propose($0) }
    case Self.redcap.name: { REDCapProposal.propose($0) }
    default: nil
    }
  }

  /// The format of a name; nil where there is none.
  public static func named(_ name: String) -> StudyFormat? { all.first { $0.name == name } }

  /// Rows of separated values, by a mapping.
  public static let table = StudyFormat(
    name: "table",
    summary: "CSV, TSV and workbooks (.xlsx) of any columns, which a mapping names (Documentation/Tables.md)",
    recognises: { names in names.contains { $0.lowercased() == "mapping.yaml" } },
    read: { TableReading.read($0) }, write: { TableWriting.write($0) })

  /// Clinical data and timelines of cBioPortal.
  public static let cBioPortal = StudyFormat(
    name: "cbioportal", summary: "data_clinical_patient.txt and data_timeline_*.txt of cBioPortal",
    recognises: { names in names.contains { $0.hasPrefix("data_timeline") || $0.hasPrefix("data_clinical") } },
    read: { request in
      var own = request
      own.mapping = request.mapping ?? ReadyMapping.named("cbioportal")
      // A study of cBioPortal has files of genes beside the clinical ones, and timelines that the mapping does not know.
      return TableReading.read(own, passingOver: ["data_*", "meta_*"])
    })

  /// The record as one workbook.
  public static let workbook = StudyFormat(
    name: "workbook",
    summary: "the record as one workbook (.xlsx), a sheet for each kind of record, which `read table` reads",
    ending: "xlsx", recognises: { _ in false }, write: { RecordWorkbook.write($0) })

  /// The record as lines of JSON.
  public static let ndjson = StudyFormat(
    name: "ndjson",
    summary: "the record as lines of JSON, the head of the study and then a patient each (Documentation/Scale.md)",
    ending: "ndjson", recognises: { _ in false }, write: { StudyLinesWriting.write($0) })

  /// Data to share.
  public static let share = StudyFormat(
    name: "share",
    summary: "data to share: the record as folder, JSON and tables, with codebook, licence and description",
    recognises: { _ in false }, share: { SharedStudy.write($0, $1) })

  /// Reports to German cancer registries.
  public static let obds = StudyFormat(
    name: "obds", summary: "reports to German cancer registries: oBDS 3.0, and ADT/GEKID 2 (Documentation/oBDS.md)",
    ending: "xml",
    recognises: { names in !names.isEmpty && names.allSatisfy { $0.lowercased().hasSuffix(".xml") } },
    read: { OBDSReading.read($0) }, write: { OBDSWriting.write($0, day: OBDSWriting.today) })

  /// Datasets of CDISC.
  public static let cdisc = StudyFormat(
    name: "cdisc",
    summary: "datasets of CDISC's SDTM as XPT, Dataset-JSON 1.1, NDJSON and CSV (Documentation/CDISC.md)",
    recognises: { names in
      !names.isEmpty
        && names.allSatisfy { name in
          let parts = name.uppercased().split(separator: ".")
          guard parts.count == 2, let stem = parts.first, let ending = parts.last else { return false }
          return ending == "XPT"
            || ["JSON", "NDJSON", "CSV"].contains(String(ending))
              && (CDISCTerms.domains.contains(String(stem)) || stem.hasPrefix("SUPP") || stem == "DEFINE")
        }
    }, read: { CDISCReading.read($0) },
    write: { CDISCWriting.write($0, container: CDISCWriting.containers[0], day: OBDSWriting.today) },
    containers: CDISCWriting.containers,
    writeInto: { CDISCWriting.write($0, container: $1, day: OBDSWriting.today) })

  /// Resources of FHIR.
  public static let fhir = StudyFormat(
    name: "fhir",
    summary:
      "resources of FHIR R4 (bundles, NDJSON) with the profiles of mCODE and MII Onkologie (Documentation/FHIR.md)",
    ending: "json",
    recognises: { names in
      !names.isEmpty && names.allSatisfy { name in [".json", ".ndjson"].contains { name.lowercased().hasSuffix($0) } }
    }, read: { FHIRReading.read($0) }, write: { FHIRWriting.write($0) }, containers: FHIRWriting.shapes,
    folders: FHIRWriting.folders, writeInto: { FHIRWriting.write($0, shape: $1) })

  /// Phenopackets. Their names must say so: others are JSON too.
  public static let phenopackets = StudyFormat(
    name: "phenopackets",
    summary: "Phenopackets v2 (JSON: single packets, cohorts, families; Documentation/Phenopackets.md)", ending: "json",
    recognises: { names in
      !names.isEmpty
        && names.allSatisfy { $0.lowercased().hasSuffix(".json") && $0.lowercased().contains("phenopacket") }
    }, read: { PhenopacketReading.read($0) }, write: { PhenopacketWriting.write($0, day: OBDSWriting.today) })

  /// Tables of OMOP.
  public static let omop = StudyFormat(
    name: "omop", summary: "tables of the OMOP common data model 5.4 with episodes, as CSV (Documentation/OMOP.md)",
    recognises: { names in
      let tables = names.compactMap { OMOPSchema.table(ofFile: $0) }
      return tables.contains("PERSON") || tables.contains("CONDITION_OCCURRENCE") || tables.contains("EPISODE")
    }, read: { OMOPReading.read($0) },
    writeInDays: { OMOPWriting.write($0, $1, day: OBDSWriting.today) })

  /// References in BibTeX.
  public static let bibtex = StudyFormat(
    name: "bibtex", summary: "the references of a study in BibTeX (Documentation/References.md)", ending: "bib",
    recognises: { names in !names.isEmpty && names.allSatisfy { $0.lowercased().hasSuffix(".bib") } },
    read: { BibTeX.read($0) }, write: { BibTeX.write($0) })

  /// References in RIS.
  public static let ris = StudyFormat(
    name: "ris", summary: "the references of a study in RIS (Documentation/References.md)", ending: "ris",
    recognises: { names in !names.isEmpty && names.allSatisfy { $0.lowercased().hasSuffix(".ris") } },
    read: { RIS.read($0) }, write: { RIS.write($0) })

  /// The plans of a record as a calendar, which no record can be read from.
  public static let ical = StudyFormat(
    name: "ical", summary: "the plans of a record as a calendar (iCalendar; Documentation/References.md)",
    ending: "ics",
    recognises: { _ in false }, write: { PlanCalendar.write($0, day: OBDSWriting.today) })

  /// Projects of REDCap.
  public static let redcap = StudyFormat(
    name: "redcap", summary: "a data dictionary and records of REDCap, as CSV, by a mapping of its variables",
    recognises: { names in names.contains { $0.lowercased().contains("datadictionary") } },
    read: { REDCapReading.read($0) }, write: { REDCapWriting.write($0) })
}
