// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OBDSPatient {
  /// Reads all of a patient's element.
  mutating func read(_ patient: ReportElement) {
    let whole = CellPlace(file: record.file, record: "patient \(draft.id)")
    record = whole
    for report in patient.all("Meldung") {
      leaveOutEmpty(report.marks(), of: patient.children.filter { $0.name == "Patienten_Stammdaten" })
    }
    if let master = patient.child("Patienten_Stammdaten") { readMaster(master) }
    for report in patient.all("Meldung") {
      readReport(report)
      record = whole
    }
    if let remark = patient.leaf("Anmerkung", in: record) { field("Anmerkung", remark.raw, remark) }
    tellRest(of: patient, on: nil)
  }

  private mutating func readMaster(_ master: ReportElement) {
    let sexLeaf = master.leaf("Geschlecht", "Patienten_Geschlecht", in: record)
    if let leaf = sexLeaf, let word = word(leaf, RegistryWords.sex, on: nil) { fact("sex", word, leaf) }
    if let birth = date(["Geburtsdatum", "Patienten_Geburtsdatum"], of: master, on: nil) {
      if let date = birth.date {
        fact("year of birth", "\(date.year)", birth.leaf, others: birth.others)
        births.append((date, birth.leaf))
      } else {
        field("Geburtsdatum", "\(birth.leaf.raw), estimated whole", birth.leaf, others: birth.others)
      }
    }
    let known: Set = [
      "Versichertendaten_GKV", "Versichertendaten_PKV", "Versichertendaten_Sonstige", "Nachname", "Titel",
      "Namenszusatz", "Namensvorsatz", "Vornamen", "Geburtsname", "Menge_Frueherer_Name", "Adresse",
      "KrankenversichertenNr", "FamilienangehoerigenNr", "KrankenkassenNr", "Patienten_Nachname", "Patienten_Titel",
      "Patienten_Namenszusatz", "Patienten_Vornamen", "Patienten_Geburtsname", "Menge_Adresse",
    ]
    for element in master.children where known.contains(element.name) {
      checkInsurance(element)
      leaveOutRest(of: element, "it identifies the patient")
    }
    for required in dialect == .oBDS ? ["Nachname", "Vornamen", "Geschlecht", "Geburtsdatum", "Adresse"] : []
    where !master.has(required) { tellMissing(required, in: master) }
    if dialect == .oBDS, !master.children.contains(where: { $0.name.hasPrefix("Versichertendaten_") }) {
      tellMissing("Versichertendaten_…", in: master)
    }
  }

  /// What is left out is not read, but a file is told not to be valid where its insurance is not.
  private mutating func checkInsurance(_ element: ReportElement) {
    if element.name.hasPrefix("Menge_"), element.children.isEmpty {
      outcome.warnings.append(
        Misfit(
          element.place(record),
          "an empty `\(element.name)`, which the data set does not allow: the file is not valid, and is read"))
    }
    guard element.name == "Versichertendaten_GKV" else { return }
    for name in ["IKNR", "GKV_Versichertennummer"] where !element.has(name) { tellMissing(name, in: element) }
    if let number = element.child("IKNR")?.text, !number.hasPrefix("10") || number.utf8.count != 9 {
      outcome.warnings.append(
        Misfit(
          element.place(record, "/IKNR"),
          "a number of an insurance that is none: the file is not valid, and is read",
          expected: "nine digits that begin with 10"))
    }
  }

  /// Tells of an element that the data set demands and the file does not have: it is read all the same.
  private mutating func tellMissing(_ name: String, in element: ReportElement) {
    outcome.warnings.append(
      Misfit(element.place(record), "no `\(name)`, which the data set demands: the file is not valid, and is read"))
  }

  private mutating func readReport(_ report: ReportElement) {
    let number = report.attribute("Meldung_ID", in: record)
    record.record = "patient \(draft.id), report \(number?.raw ?? "without a number")"
    used(number, "the report that facts are of")
    leaveOut(report.attribute("Melder_ID", in: record), "who reports")
    let reason = report.leaf("Meldebegruendung", in: record)
    if let reason, reason.raw == "W" {
      outcome.warnings.append(
        Misfit(reason.place, "the patient has objected to being stored by name (Meldebegruendung W)"))
    }
    leaveOut(reason, Self.ofReport)
    for name in ["Meldedatum", "Eigene_Leistung", "Zertifizierung", "Einwilligung_nicht_meldepflichtig"] {
      leaveOut(report.leaf(name, in: record), Self.ofReport)
    }
    leaveOutEmpty(report.marks(), of: report.children)
    for item in report.all("Zusatzitem") where item.mark != nil {
      leaveOutRest(of: item, "it says what is not recorded")
    }
    let occasion = report.leaf("Meldeanlass", in: record)
    let tumour = tumour(report)
    let contents = [
      "Diagnose", "Pathologie", "OP", "ST", "SYST", "Verlauf", "Tod", "Tumorkonferenz",
    ]
    var main = tumour
    var hasContent = false
    for element in report.all("Diagnose", "Pathologie", "OP", "ST", "SYST", "Verlauf", "Tod", "Tumorkonferenz")
    where contents.contains(element.name) {
      hasContent = true
      let entry = readContent(element, tumour)
      if main == tumour { main = entry }
      tellRest(of: element, on: entry)
    }
    if let occasion, occasion.raw == "tod", !has("death", key: "") {
      // The report is made because the patient has died; nothing says when.
      let death = entry("death", key: "", stem: "death", order: "", at: report)
      state("death", [Silence.notStated], of: death, occasion)
      outcome.warnings.append(
        Misfit(occasion.place, "the patient has died, and no report says when", expected: "`Tod` with `Sterbedatum`"))
    } else {
      leaveOut(occasion, Self.ofReport)
    }
    if !hasContent, dialect == .oBDS {
      tellMissing("Diagnose, Pathologie, OP, ST, SYST, Verlauf, Tod or Tumorkonferenz", in: report)
    }
    for item in report.all("Zusatzitem") { readExtra(item, on: main) }
    note(report.leaf("Anmerkung", in: record), on: main)
    tellRest(of: report, on: main)
  }

  /// Leaves out what a report of this program marks as standing for nothing.
  private mutating func leaveOutEmpty(_ paths: Set<String>, of elements: [ReportElement]) {
    guard !paths.isEmpty else { return }
    for element in elements {
      if paths.contains(element.path) {
        leaveOutRest(of: element, "it stands for what is not recorded")
      } else {
        leaveOutEmpty(paths, of: element.children)
      }
    }
  }

  static let ofReport = "it is of the report, and not of the patient"
  static let numbering = "a number of the sending system"

  private mutating func readContent(_ element: ReportElement, _ tumour: Int) -> Int {
    leaveOut(element.leaf("Meldeanlass", in: record), Self.ofReport)
    let entry: Int
    switch element.name {
    case "Diagnose", "Pathologie":
      readDiagnosis(element, tumour)
      entry = tumour
    case "OP": entry = readSurgery(element, tumour)
    case "ST": entry = readRadiotherapy(element, tumour)
    case "SYST": entry = readSystemic(element, tumour)
    case "Verlauf": entry = readCourse(element, tumour)
    case "Tod": entry = readDeath(element)
    default: entry = readBoard(element, tumour)
    }
    note(element.leaf("Anmerkung", in: record), on: entry)
    return entry
  }

  /// A value that no element of the data set is for, with its kind.
  private mutating func readExtra(_ item: ReportElement, on entry: Int) {
    let kind = item.leaf("Art", in: record)
    let value = item.leaf("Wert", in: record)
    let dated = date(["Datum"], of: item, on: entry)
    let remark = item.leaf("Bemerkung", in: record)
    guard let first = kind ?? value ?? dated?.leaf ?? remark else { return tellRest(of: item, on: entry) }
    let others = [value, remark].compactMap { $0 } + (dated.map { [$0.leaf] + $0.others } ?? [])
    let words = [value?.raw, dated.map { $0.date?.text ?? "\($0.leaf.raw), estimated whole" }, remark?.raw].compactMap {
      $0
    }
    note(
      first, on: entry, others: others.filter { $0 != first }, label: "Zusatzitem \(kind?.raw ?? "")".trimmed,
      as: words.joined(separator: "; "))
  }

  // MARK: the tumour

  /// The diagnosis of the tumour that a report is of, with what every report says of it.
  private mutating func tumour(_ report: ReportElement) -> Int {
    let element = report.child("Tumorzuordnung")
    let diagnosis = report.child("Diagnose")
    let number = element?.attribute("Tumor_ID", in: record) ?? nil
    let second = diagnosis?.attribute("Tumor_ID", in: record) ?? nil
    used(number, "the tumour that a report is of")
    used(second, "the tumour that a report is of")
    let key = number?.raw ?? second?.raw ?? ""
    if let number, let second, number.raw != second.raw {
      outcome.warnings.append(
        Misfit(
          second.place,
          "`Tumor_ID` \(ProblemLog.quoted(second.raw)) in a report of tumour \(ProblemLog.quoted(number.raw))"))
    }
    if element == nil { tellMissing("Tumorzuordnung", in: report) }
    let isNew = !has("diagnosis", key: key)
    let isFirst = draft.entries.allSatisfy { $0.kind != "diagnosis" }
    let entry = entry("diagnosis", key: key, number: nameOfTumour(key), stem: "diagnosis", order: "", at: report)
    if isNew, !isFirst {
      outcome.warnings.append(
        Misfit(
          (element ?? report).place(record),
          "another tumour of the patient, `\(id(entry))`: a study counts from one diagnosis, so that its course may have to be one of its own"
        ))
    }
    for own in [element, diagnosis].compactMap(\.self) { readTumour(own, entry) }
    return entry
  }

  /// A number of a tumour is no name.
  private func nameOfTumour(_ key: String) -> String? { key.contains { $0.isLetter } ? key : nil }

  private mutating func readTumour(_ element: ReportElement, _ entry: Int) {
    let icd = element.child("Primaertumor_ICD")
    let code = icd?.leaf("Code", in: record) ?? element.leaf("Primaertumor_ICD_Code", in: record)
    let version = icd?.leaf("Version", in: record) ?? element.leaf("Primaertumor_ICD_Version", in: record)
    if let code {
      if case .malformed(let fault) = CodeTables.table(.icd10GM).find(code.raw) {
        tell(
          code, "\(ProblemLog.quoted(code.raw)) for a code of ICD-10: \(fault.fault)",
          expected: CodeSystem.icd10GM.form,
          on: entry, others: version.map { [$0] } ?? [])
      } else {
        let name = isFirstTumour(entry) ? "ICD-10" : "ICD-10 of \(id(entry))"
        field(name, code.raw + (version.map { " (\($0.raw))" } ?? ""), code, others: version.map { [$0] } ?? [])
        addHistology(of: code, rank: 4, entry)
      }
    } else {
      note(version, on: entry)
    }
    if let dated = date(["Diagnosedatum"], of: element, on: entry) {
      state("when", dated, of: entry)
      if let date = dated.date {
        diagnosed[entry, default: []].append(date)
        setOrder(dated.order, entry)
      }
    }
    if let leaf = element.leaf("Seitenlokalisation", in: record), let word = word(leaf, RegistryWords.side, on: entry) {
      field(isFirstTumour(entry) ? "side" : "side of \(id(entry))", word, leaf)
    }
    if let morphology = element.child("Morphologie_ICD_O") { readMorphology(morphology, entry) }
  }

  func isFirstTumour(_ entry: Int) -> Bool { draft.entries.firstIndex { $0.kind == "diagnosis" } == entry }

  /// A morphology of ICD-O with its version.
  mutating func readMorphology(_ element: ReportElement, _ entry: Int) {
    let version = element.leaf("Version", in: record)
    guard let code = element.leaf("Code", in: record) else { return note(version, on: entry) }
    stateMorphology(code, others: version.map { [$0] } ?? [], entry)
  }
}
