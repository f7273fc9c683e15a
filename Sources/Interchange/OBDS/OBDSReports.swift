// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// The reports of one patient, made of the rows of the patient: only what the data set can hold as it is.
struct OBDSReports {
  typealias Row = FlatRows.Row

  /// What marks a `Zusatzitem` as one of this program, and what it says.
  static let mark = "Verlauf"
  static let notRecorded = "not recorded: "
  /// What is recorded, and in no code or word that a report has.
  static let notHeld = "recorded, and not in this report: "

  let id: String
  let person: Row?
  let entries: [Row]
  private var number = 0

  init(_ id: String, _ rows: [Row]) {
    self.id = id
    person = rows.first { $0.kind == "patient" }
    entries = rows.filter { !["patient", "lesion", "administration"].contains($0.kind) }
  }

  /// A report: what it says, and what in it stands for nothing, by the paths of the elements.
  struct Content {
    var node: ReportNode
    var empty: [String] = []
    /// Of these what the record has and a report has no code for.
    var unheld: Set<String> = []
  }

  /// Whether the record has several tumours. It does not say of which of them a treatment or a visit is, a report must, and nothing is guessed: then diagnoses and the death alone are reported.
  var hasSeveralTumours: Bool { entries.count { $0.kind == "diagnosis" } > 1 }

  /// Whether something is left out since nobody knows of which tumour it is.
  var leavesOutTreatments: Bool {
    hasSeveralTumours && entries.contains { !["diagnosis", "death"].contains($0.kind) }
  }

  /// The patient with all reports; nil where there is no tumour that they could be of.
  func patient() -> ReportNode? {
    var own = self
    return own.made()
  }

  private mutating func made() -> ReportNode? {
    let tumours = entries.filter { $0.kind == "diagnosis" }
    guard let first = tumours.first, id.count <= 50 else { return nil }
    var master: [String] = []
    let sex = person?.one("sex").flatMap { RegistryWords.sex.code($0) }
    if sex == nil { master.append("Patienten_Stammdaten/Geschlecht") }
    let year = person?.one("year of birth").flatMap { Int($0) }.flatMap { (1900...2029).contains($0) ? $0 : nil }
    if year == nil { master.append("Patienten_Stammdaten/Geburtsdatum") }
    var reports: [ReportNode] = []
    for tumour in tumours {
      reports.append(
        report(diagnosis(tumour, isFirst: tumour.name == first.name), tumour, tumour.name == first.name, master))
      master = []
    }
    for content in contents(first, ofTumour: !hasSeveralTumours) { reports.append(report(content, first, true, [])) }
    return ReportNode(
      "Patient", [("Patient_ID", id)],
      [
        ReportNode(
          "Patienten_Stammdaten", [],
          [
            ReportNode("Versichertendaten_Sonstige", [], [ReportNode("Ersatzkode", "970000099")]),
            ReportNode("Nachname", "Unbekannt"), ReportNode("Vornamen", "Unbekannt"),
            ReportNode("Geschlecht", sex ?? "X"),
            year.map { ReportNode("Geburtsdatum", "\($0)-07-01", [("Datumsgenauigkeit", "M")]) }
              ?? ReportNode("Geburtsdatum", "1900-01-01", [("Datumsgenauigkeit", "V")]),
            ReportNode("Adresse"),
          ]), ReportNode("Menge_Meldung", [], reports),
      ])
  }

  private mutating func report(_ content: Content, _ tumour: Row, _ isFirst: Bool, _ master: [String]) -> ReportNode {
    number += 1
    var empty = master + content.empty
    let code = person?.one("field: " + (isFirst ? "ICD-10" : "ICD-10 of \(tumour.name)")).flatMap { Self.icd($0) }
    if code == nil { empty.append("Tumorzuordnung/Primaertumor_ICD") }
    let date = tumour.date("when")
    if date == nil { empty.append("Tumorzuordnung/Diagnosedatum") }
    let side = person?.one("field: " + (isFirst ? "side" : "side of \(tumour.name)")).flatMap {
      RegistryWords.side.code($0)
    }
    var assignment = [
      ReportNode(
        "Primaertumor_ICD", [],
        [ReportNode("Code", code?.code ?? "C80.9"), ReportNode("Version", code?.version ?? "Sonstige")]),
      Self.dated("Diagnosedatum", date),
    ]
    if let side { assignment.append(ReportNode("Seitenlokalisation", side)) }
    var children = [
      ReportNode("Meldebegruendung", "I"), ReportNode("Eigene_Leistung", "U"),
      ReportNode("Tumorzuordnung", [("Tumor_ID", tumour.name)], assignment), content.node,
    ]
    if !empty.isEmpty {
      children.append(
        ReportNode(
          "Menge_Zusatzitem", [],
          empty.map { path in
            let words = content.unheld.contains(path) ? Self.notHeld : Self.notRecorded
            return ReportNode("Zusatzitem", [], [ReportNode("Art", Self.mark), ReportNode("Wert", words + path)])
          }))
    }
    return ReportNode("Meldung", [("Meldung_ID", "\(id.prefix(40))-\(number)"), ("Melder_ID", "Verlauf")], children)
  }

  /// A code of ICD-10 with its version, as the field has them.
  private static func icd(_ text: String) -> (code: String, version: String)? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let code = parts.first, code.wholeMatch(of: #/[CD][0-9]{2}(\.[0-9]{1,2})?/#) != nil else { return nil }
    let version = parts.count == 2 ? parts[1].trimmingBrackets : "Sonstige"
    guard parts.count == 2, version == "Sonstige" || version.wholeMatch(of: #/10 20[0-9]{2} (GM|WHO)/#) != nil else {
      return nil
    }
    return (code, version)
  }

  // MARK: dates

  /// A date with its precision: the middle of what is not known, as registries write it.
  static func dated(_ name: ReportNode.StaticName, _ date: PartialDate?) -> ReportNode {
    guard let date else { return ReportNode(name, "1900-01-01", [("Datumsgenauigkeit", "V")]) }
    var whole = date
    whole.month = date.month ?? 7
    whole.day = date.day ?? (date.month == nil ? 1 : 15)
    return ReportNode(name, whole.text, [("Datumsgenauigkeit", date.month == nil ? "M" : date.day == nil ? "T" : "E")])
  }
}

extension FlatRows.Row {
  /// The one value of a key.
  func one(_ key: String) -> String? {
    guard let texts = cells[key], texts.count == 1 else { return nil }
    return texts[0]
  }

  /// The date of a key, where it is one year, month or day that the data set allows.
  func date(_ key: String) -> PartialDate? {
    guard let text = one(key), text.wholeMatch(of: #/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?/#) != nil else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard (1900...2029).contains(parts[0]) else { return nil }
    let date = PartialDate(
      year: parts[0], month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
    return date.text == text && (date.month.map { (1...12).contains($0) } ?? true) ? date : nil
  }

  /// The date of a key, where it is a day.
  func day(_ key: String) -> String? { date(key).flatMap { $0.day == nil ? nil : $0.text } }
}

extension String {
  /// Without one pair of brackets around it.
  fileprivate var trimmingBrackets: String { hasPrefix("(") && hasSuffix(")") ? String(dropFirst().dropLast()) : self }
}
