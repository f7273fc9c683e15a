// SPDX-License-Identifier: Apache-2.0

import Plain
import Codes
import Notation

extension OBDSPatient {
  /// What makes a treatment the same in another report: its number; without one it is its own, and told where it may be another's.
  mutating func key(
    _ number: Leaf?, _ kind: String, _ tumour: Int, like: String?, _ element: ReportElement
  ) -> String? {
    if let number { return "\(id(tumour)) \(number.raw)" }
    guard let like else { return nil }
    let place = element.place(record)
    if let other = unnumbered.updateValue(place, forKey: "\(kind) \(id(tumour)) \(like)") {
      outcome.warnings.append(
        Misfit(
          place, "no `\(kind)_ID`: it may be the one of the same day in \(other), and stands beside it",
          expected: "one `\(kind)_ID` in all reports of it"))
    }
    return nil
  }

  mutating func readSurgery(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("OP_ID", in: record)
    let (dated, none) = date(["Datum", "OP_Datum"], of: element, isExact: true)
    let key = key(number, "OP", tumour, like: dated?.order, element)
    let entry = entry(
      "surgery", key: key, number: number?.raw, stem: "op", order: dated?.order ?? order(tumour), at: element)
    used(number, "the treatment that a report is of")
    state("when", dated, of: entry)
    tell(none, on: entry)
    readProcedures(element, entry)
    noteWord(element.leaf("Intention", "OP_Intention", in: record), RegistryWords.intentions, on: entry)
    for histology in element.all("Histologie") { readHistology(histology, of: entry, isOfTumour: false) }
    if let stage = element.child("TNM") { noteStage(stage, on: entry) }
    readResidual(element, entry, isSurgery: true)
    readFindings(element, entry, isOfTumour: false)
    readComplications(element, entry)
    for surgeon in element.children where ["Menge_Operateur", "Operateur"].contains(surgeon.name) {
      leaveOutRest(of: surgeon, "it names a person of the staff")
    }
    return entry
  }

  /// The procedures by their codes, with the words of those that a table has.
  private mutating func readProcedures(_ element: ReportElement, _ entry: Int) {
    var codes: [Leaf] = []
    var versions: [Leaf] = []
    for procedure in element.all("OPS") {
      if let code = procedure.leaf("Code", in: record) { codes.append(code) }
      if let version = procedure.leaf("Version", in: record) { versions.append(version) }
    }
    codes += element.all("OP_OPS").compactMap { $0.own(in: record) }
    if let version = element.leaf("OP_OPS_Version", in: record) { versions.append(version) }
    let table = CodeTables.table(.ops)
    guard let first = codes.first else {
      if !draft.entries[entry].values.contains(where: { $0.key == "surgery" }) {
        state("surgery", [Silence.notStated], of: entry, nil)
      }
      for version in versions { note(version, on: entry) }
      return
    }
    let words = codes.map { code -> String in
      // The side stands behind the code.
      let plain = ["R", "L", "B"].contains(code.raw.suffix(1)) ? String(code.raw.dropLast()) : code.raw
      let known = table[code.raw] ?? table[plain]
      return known.map { "\($0.word) (OPS \(code.raw))" } ?? "OPS \(code.raw)"
    }
    var said = first
    said.raw = codes.map(\.raw).joined(separator: ", ")
    state("surgery", [words.joined(separator: ", ")], of: entry, said, others: Array(codes.dropFirst()))
    guard let version = versions.first else { return }
    note(
      version, on: entry, others: Array(versions.dropFirst()), label: "OPS",
      as: "version " + Set(versions.map(\.raw)).sorted().joined(separator: ", "))
  }

  /// The residual tumour: at the site of an operation it is the margin.
  mutating func readResidual(_ element: ReportElement, _ entry: Int, isSurgery: Bool) {
    guard let residual = element.child("Residualstatus") else { return }
    if let local = residual.leaf("Lokale_Beurteilung_Residualstatus", in: record) {
      if !isSurgery {
        note(local, on: entry)
      } else if let word = word(local, RegistryWords.residual, on: entry) {
        state("margin", [word], of: entry, local)
      }
    }
    note(residual.leaf("Gesamtbeurteilung_Residualstatus", in: record), on: entry)
    tellRest(of: residual, on: entry)
  }

  private mutating func readComplications(_ element: ReportElement, _ surgery: Int) {
    var leaves = element.all("OP_Komplikation").compactMap { $0.own(in: record) }
    if let group = element.child("Komplikationen") {
      if let none = group.leaf("Komplikation_nein_oder_unbekannt", in: record) { leaves.append(none) }
      for one in group.all("Komplikation") {
        if let leaf = one.leaf("Kuerzel", in: record) { leaves.append(leaf) }
        guard let icd = one.child("ICD"), let code = icd.leaf("Code", in: record) else { continue }
        let version = icd.leaf("Version", in: record)
        let entry = complication(code, surgery, element)
        state("complication", ["ICD-10 \(code.raw)"], of: entry, code, others: version.map { [$0] } ?? [])
      }
    }
    for leaf in leaves {
      switch leaf.raw {
      case "U": note(leaf, on: surgery, as: "unknown (U)")
      case "N": state("complication", ["none"], of: complication(leaf, surgery, element), leaf)
      default:
        guard let word = word(leaf, RegistryWords.complications, on: surgery) else { continue }
        state("complication", ["\(word) (\(leaf.raw))"], of: complication(leaf, surgery, element), leaf)
      }
    }
  }

  private mutating func complication(_ leaf: Leaf, _ surgery: Int, _ element: ReportElement) -> Int {
    let entry = entry(
      "complication", key: "\(id(surgery)) \(leaf.raw)", stem: "complication", order: order(surgery), at: element)
    state("of", [id(surgery)], of: entry, nil)
    return entry
  }
}
