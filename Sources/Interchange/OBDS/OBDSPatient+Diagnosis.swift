// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OBDSPatient {
  /// Reads what a report of a diagnosis or of pathology says of the tumour.
  mutating func readDiagnosis(_ element: ReportElement, _ entry: Int) {
    if let text = element.leaf("Primaertumor_Diagnosetext", in: record) { offerHistology(text, rank: 2, entry) }
    readSite(element, entry)
    if let leaf = element.leaf("Diagnosesicherung", in: record),
      let word = word(leaf, RegistryWords.certainty, on: entry)
    {
      state("method", [word], of: entry, leaf)
    }
    for histology in element.all("Histologie") { readHistology(histology, of: entry, isOfTumour: true) }
    for name in ["cTNM", "pTNM"] { if let stage = element.child(name) { readStage(stage, name, of: entry) } }
    readMetastases(element, entry)
    for earlier in element.all("Fruehere_Tumorerkrankung") { readEarlier(earlier, entry) }
    readFindings(element, entry)
    note(element.leaf("Lokale_Beurteilung_Residualstatus", in: record), on: entry)
    readPerformance(element, at: nil, of: entry, isAtDiagnosis: true)
    leaveOutRest(of: element.child("Einsender"), "who reports")
    note(element.leaf("Befundtext", in: record), on: entry)
    leaveOut(element.attribute("Befund_ID", in: record), Self.numbering)
  }

  private mutating func readSite(_ element: ReportElement, _ entry: Int) {
    let structure = element.child("Primaertumor_Topographie_ICD_O")
    // In ADT the element is the code itself.
    let code =
      structure?.leaf("Code", in: record) ?? element.leaf("Primaertumor_Topographie_ICD_O", in: record)
    let version =
      structure?.leaf("Version", in: record) ?? element.leaf("Primaertumor_Topographie_ICD_O_Version", in: record)
    let words = element.leaf(
      "Primaertumor_Topographie_Freitext", "Primaertumor_Topographie_ICD_O_Freitext", in: record)
    var known: CodeTable.Entry?
    if let code {
      let others = version.map { [$0] } ?? []
      if case .malformed(let fault) = CodeTables.table(.topography).find(code.raw) {
        tell(
          code, "\(ProblemLog.quoted(code.raw)) for a code of ICD-O-3: \(fault.fault)",
          expected: CodeSystem.topography.form, on: entry, others: others)
      } else {
        known = CodeTables.table(.topography)[code.raw]
        state("topography", [code.raw], of: entry, code, others: others, codes: known.map { [$0.code] } ?? [])
        if let known { state("site", [known.word], of: entry, code, codes: [known.code], isSecond: true) }
      }
    } else {
      note(version, on: entry)
    }
    guard let words else { return }
    if known == nil, Silence.meant(words.raw) == nil {
      state("site", [words.raw], of: entry, words)
    } else {
      note(words, on: entry)
    }
  }

  /// Reads a histology: of the tumour its morphology and grade, of an operation or a later examination as a note of it.
  mutating func readHistology(_ element: ReportElement, of entry: Int, isOfTumour: Bool) {
    leaveOut(element.attribute("Histologie_ID", in: record), Self.numbering)
    leaveOut(element.leaf("Histologie_EinsendeNr", in: record), "the number of a specimen identifies the patient")
    guard isOfTumour else { return noteRest(of: element, on: entry) }
    note(date(["Tumor_Histologiedatum"], of: element, on: entry), on: entry)
    for morphology in element.all("Morphologie_ICD_O") { readMorphology(morphology, entry) }
    let version = element.leaf("Morphologie_ICD_O_Version", in: record)
    if let code = element.leaf("Morphologie_Code", in: record) {
      stateMorphology(code, others: version.map { [$0] } ?? [], entry)
    } else {
      note(version, on: entry)
    }
    if let words = element.leaf("Morphologie_Freitext", in: record) { offerHistology(words, rank: 1, entry) }
    if let grade = element.leaf("Grading", in: record) { readGrade(grade, entry) }
    noteRest(of: element, on: entry)
  }

  // MARK: stage

  /// The categories of a stage as one text, with what stands around them.
  struct Stage {
    var text: String
    var leaves: [Leaf]
    var edition: Leaf?
    var date: Dated?
  }

  /// Reads a stage: the categories with their prefixes, as UICC writes them; `y`, `r` and `a` stand before each.
  mutating func stage(_ element: ReportElement, on entry: Int) -> Stage? {
    leaveOut(element.attribute("ID", in: record) ?? element.attribute("TNM_ID", in: record), Self.numbering)
    let date = date(["Datum", "TNM_Datum"], of: element, isExact: true, on: entry)
    let edition = element.leaf("Version", "TNM_Version", in: record)
    var leaves: [Leaf] = []
    var idle: [Leaf] = []
    func leaf(_ name: String) -> Leaf? { element.leaf(name, "TNM_" + name, in: record) }
    let symbols = ["y", "r", "a"].compactMap { leaf($0 + "_Symbol") }
    let before = symbols.map(\.raw).joined()
    var parts: [String] = []
    for letter in ["T", "N", "M"] {
      let around = [leaf("c_p_u_Praefix_\(letter)"), letter == "T" ? leaf("m_Symbol") : nil]
      guard let value = leaf(letter) else {
        idle += around.compactMap { $0 }
        continue
      }
      leaves += [value] + around.compactMap { $0 }
      let named = value.raw.hasPrefix(letter) ? value.raw : letter + value.raw
      parts.append(before + (around[0]?.raw ?? "") + named + (around[1].map { "(\($0.raw))" } ?? ""))
    }
    if parts.isEmpty { idle += symbols } else { leaves += symbols }
    for leaf in ["L", "V", "Pn", "S"].compactMap(leaf) {
      leaves.append(leaf)
      parts.append(leaf.raw)
    }
    // A prefix without its category says nothing of the stage.
    for leaf in idle { note(leaf, on: entry) }
    if let group = element.leaf("UICC_Stadium", "UICC", in: record) {
      leaves.append(group)
      parts.append("UICC \(group.raw)")
    }
    let text = parts.joined(separator: " ")
    guard !text.isEmpty else {
      note(edition, on: entry)
      note(date, on: entry)
      return nil
    }
    return Stage(text: text, leaves: leaves, edition: edition, date: date)
  }

  /// The stage of a tumour.
  private mutating func readStage(_ element: ReportElement, _ name: String, of entry: Int) {
    if let stage = stage(element, on: entry), let first = stage.leaves.first {
      var leaf = first
      leaf.raw = stage.text
      state("stage", [stage.text], of: entry, leaf, others: Array(stage.leaves.dropFirst()))
      if let edition = stage.edition { state("stage edition", ["UICC \(edition.raw)"], of: entry, edition) }
      note(stage.date, on: entry)
    }
    tellRest(of: element, on: entry)
  }

  /// The stage of an operation or a later examination, as a note of it.
  mutating func noteStage(_ element: ReportElement, on entry: Int) {
    if let stage = stage(element, on: entry), let first = stage.leaves.first {
      var others = Array(stage.leaves.dropFirst())
      var words = stage.text
      if let edition = stage.edition {
        words += ", edition \(edition.raw)"
        others.append(edition)
      }
      if let date = stage.date {
        words += ", \(date.date?.text ?? date.leaf.raw)"
        others += [date.leaf] + date.others
      }
      note(first, on: entry, others: others, label: "TNM", as: words)
    }
    tellRest(of: element, on: entry)
  }

  // MARK: metastases and other findings

  /// Distant metastases, one entry for each site and date.
  mutating func readMetastases(_ element: ReportElement, _ tumour: Int, order: String = "") {
    for one in element.all("Fernmetastase") {
      let (dated, none) = date(["Diagnosedatum", "FM_Diagnosedatum"], of: one)
      let site = one.leaf("Lokalisation", "FM_Lokalisation", in: record)
      guard let site, let word = word(site, RegistryWords.metastases, on: tumour) else {
        note(dated, on: tumour)
        tell(none, on: tumour)
        tellRest(of: one, on: tumour)
        continue
      }
      let key = "\(id(tumour)) \(site.raw) \(dated?.order ?? "")"
      let entry = entry(
        "metastases", key: key, stem: "metastases", order: dated?.order ?? self.order(tumour), at: one)
      state("metastases", [word], of: entry, site)
      state("when", dated, of: entry)
      tell(none, on: entry)
      tellRest(of: one, on: entry)
    }
  }

  private mutating func readEarlier(_ element: ReportElement, _ entry: Int) {
    let words = element.leaf("Freitext", in: record)
    let structure = element.child("ICD")
    let code = structure?.leaf("Code", in: record) ?? element.leaf("ICD_Code", in: record)
    let version = structure?.leaf("Version", in: record) ?? element.leaf("ICD_Version", in: record)
    // In oBDS a year alone.
    let year = element.leaf("Diagnosedatum", in: record)
    let leaves = [words, code, version, year].compactMap { $0 }
    guard let first = leaves.first else { return }
    let said = [words?.raw, code.map { "ICD-10 \($0.raw)" }, year?.raw].compactMap { $0 }
    guard !said.isEmpty else { return note(first, on: entry, others: Array(leaves.dropFirst())) }
    var value = PatientDraft.Value(
      texts: ["earlier tumour: " + said.joined(separator: ", ")], isList: true, place: first.place, raw: first.raw,
      meaning: "comorbidity")
    value.others = leaves.dropFirst().map(\.place)
    comorbidity(value, names: [words?.raw].compactMap { $0 })
  }

  /// Genetics as biomarkers; other classifications and modules of organs as notes.
  mutating func readFindings(_ element: ReportElement, _ entry: Int, isOfTumour: Bool = true) {
    for variant in element.all("Genetische_Variante") {
      guard isOfTumour, let name = variant.leaf("Bezeichnung", in: record) else {
        noteRest(of: variant, on: entry)
        continue
      }
      let code = variant.leaf("Auspraegung", in: record)
      let other = variant.leaf("Sonstige_Auspraegung", in: record)
      var said = other?.raw
      var others = [other].compactMap { $0 }
      if let code, let word = word(code, RegistryWords.variants, on: entry) {
        said = [word, other?.raw].compactMap { $0 }.joined(separator: ", ")
        others.append(code)
      }
      if Silence.meant(name.raw) == nil {
        state("biomarkers", [name.raw + (said.map { ": \($0)" } ?? "")], of: entry, name, others: others)
      } else {
        note(name, on: entry, others: others, as: name.raw + (said.map { ": \($0)" } ?? ""))
      }
      note(date(["Datum"], of: variant, on: entry), on: entry)
      tellRest(of: variant, on: entry)
    }
    for other in element.all("Weitere_Klassifikation") {
      let dated = date(["Datum"], of: other, on: entry)
      let name = other.leaf("Name", in: record)
      let stage = other.leaf("Stadium", in: record)
      let leaves = [name, stage].compactMap { $0 } + (dated.map { [$0.leaf] + $0.others } ?? [])
      if let first = leaves.first {
        let words = [name?.raw, stage?.raw, dated.map { $0.date?.text ?? $0.leaf.raw }].compactMap { $0 }
        note(
          first, on: entry, others: Array(leaves.dropFirst()), label: "Weitere_Klassifikation",
          as: words.joined(separator: ", "))
      }
      tellRest(of: other, on: entry)
    }
    for module in element.children where module.name.hasPrefix("Modul_") { noteRest(of: module, on: entry) }
  }

  /// The performance status on a day; of a report of the diagnosis on that of it.
  mutating func readPerformance(_ element: ReportElement, at dated: Dated?, of entry: Int, isAtDiagnosis: Bool = false)
  {
    guard let leaf = element.leaf("Allgemeiner_Leistungszustand", in: record) else { return }
    if leaf.raw == "U" { return note(leaf, on: entry, as: "unknown (U)") }
    guard let word = word(leaf, RegistryWords.performance, on: entry) else { return }
    let status = self.entry(
      "performance status", key: "\(id(entry)) \(word) \(dated?.order ?? "")", stem: "performance-status",
      order: dated?.order ?? order(entry), at: element)
    state("performance status", [word], of: status, leaf)
    if let date = dated?.date {
      var value = PatientDraft.Value(
        texts: [date.text], place: dated?.leaf.place ?? leaf.place, raw: dated?.leaf.raw ?? "",
        meaning: "when of performance status")
      value.isSecond = true
      state("when", value, of: status)
    } else if isAtDiagnosis {
      var value = PatientDraft.Value(
        texts: ["at \(id(entry))"], place: leaf.place, raw: leaf.raw, meaning: "when of performance status")
      value.isSecond = true
      state("when", value, of: status)
    }
  }
}
