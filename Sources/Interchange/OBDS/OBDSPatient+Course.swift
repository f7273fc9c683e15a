// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension OBDSPatient {
  // MARK: examinations

  /// Reads an examination: what it says of the disease, and a death that ADT has in it.
  mutating func readCourse(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("Verlauf_ID", in: record)
    let (dated, none) = date(["Untersuchungsdatum_Verlauf"], of: element, isExact: true)
    let order = dated?.order ?? order(tumour)
    let states = [
      ("Verlauf_Lokaler_Tumorstatus", RegistryWords.primaryStatus),
      ("Verlauf_Tumorstatus_Lymphknoten", RegistryWords.nodeStatus),
      ("Verlauf_Tumorstatus_Fernmetastasen", RegistryWords.distantStatus),
    ]
    let says =
      element.isUnread("Gesamtbeurteilung_Tumorstatus") || element.has("Histologie", "TNM")
      || states.contains { element.isUnread($0.0) }
    let death = element.child("Tod")
    // A visit of which only the performance status or metastases are said is no assessment.
    let isOther = element.has("Allgemeiner_Leistungszustand", "Menge_FM")
    guard says || (death == nil && !isOther) else {
      let own = death.map { readDeath($0) } ?? tumour
      readMetastases(element, tumour)
      readPerformance(element, at: dated, of: tumour)
      note(number, on: own)
      tell(none, on: own)
      let isSaid = element.has("Menge_FM") || element.has("Allgemeiner_Leistungszustand")
      if isSaid { used(dated) } else { note(dated, on: own) }
      if let death { tellRest(of: death, on: own) }
      return own
    }
    // A visit that was reported twice has one number.
    let entry = entry(
      "assessment", key: number.map { "\(id(tumour)) \($0.raw)" }, number: number?.raw, stem: "verlauf", order: order,
      at: element)
    used(number, "the visit that a report is of")
    state("assessment", [Silence.notStated], of: entry, nil)
    state("when", dated, of: entry)
    tell(none, on: entry)
    var findings: [(word: String, leaf: Leaf)] = []
    var codes: [String: String] = [:]
    let whole = element.leaf("Gesamtbeurteilung_Tumorstatus", in: record)
    if let leaf = whole {
      if let response = RegistryWords.responses.word(leaf.raw) {
        state("response", [response], of: entry, leaf)
      } else if let words = RegistryWords.otherResponses.word(leaf.raw) {
        findings.append((words, leaf))
        if leaf.raw == "Y" { codes["whole"] = "Y" }
      } else {
        _ = word(leaf, RegistryWords.responses, on: entry)
      }
    }
    for (name, list) in states {
      guard let leaf = element.leaf(name, in: record), let words = word(leaf, list, on: entry) else { continue }
      codes[name] = leaf.raw
      findings.append((words, leaf))
    }
    if let whole, let why = RegistryWords.contradiction(whole: whole.raw, parts: states.compactMap { codes[$0.0] }) {
      outcome.warnings.append(
        Misfit(whole.place, "\(why): both stand", expected: "an assessment that its parts agree with"))
    }
    if let first = findings.first {
      var leaf = first.leaf
      leaf.raw = findings.map(\.leaf.raw).joined(separator: ", ")
      state(
        "finding", [findings.map(\.word).joined(separator: "; ")], of: entry, leaf,
        others: findings.dropFirst().map(\.leaf))
    }
    readMetastases(element, tumour)
    readRelapse(element, codes, dated, tumour, entry)
    for histology in element.all("Histologie") { readHistology(histology, of: entry, isOfTumour: false) }
    if let stage = element.child("TNM") { noteStage(stage, on: entry) }
    readFindings(element, entry, isOfTumour: false)
    readPerformance(element, at: dated, of: entry)
    if let death {
      let own = readDeath(death)
      tellRest(of: death, on: own)
    }
    return entry
  }

  /// A relapse at the primary site, and new metastases of which no site is said, are events of their own.
  private mutating func readRelapse(
    _ element: ReportElement, _ codes: [String: String], _ dated: Dated?, _ tumour: Int, _ assessment: Int
  ) {
    func made(_ kind: String, _ word: String, _ name: String) {
      guard let child = element.children.first(where: { $0.name == name }) else { return }
      let own = entry(
        kind, key: "\(id(assessment))", stem: Identifier.slug(kind), order: dated?.order ?? order(tumour), at: element)
      var value = PatientDraft.Value(
        texts: [word], place: child.place(record), raw: child.text, meaning: "\(kind) of \(kind)")
      value.isSecond = true
      state(kind, value, of: own)
      if let date = dated?.date, let leaf = dated?.leaf {
        state("when", [date.text], of: own, leaf, isSecond: true)
      }
    }
    if codes["Verlauf_Lokaler_Tumorstatus"] == "R" { made("local relapse", "true", "Verlauf_Lokaler_Tumorstatus") }
    let hasSites = element.all("Fernmetastase").contains { !$0.children.isEmpty }
    if codes["Verlauf_Tumorstatus_Fernmetastasen"] == "R", !hasSites {
      made("metastases", "site not stated", "Verlauf_Tumorstatus_Fernmetastasen")
    }
    let isPlaced =
      ["R", "P"].contains(codes["Verlauf_Lokaler_Tumorstatus"]) || hasSites
      || ["R", "P"].contains(codes["Verlauf_Tumorstatus_Fernmetastasen"])
    if codes["whole"] == "Y", !isPlaced {
      outcome.warnings.append(
        Misfit(
          element.place(record, "/Gesamtbeurteilung_Tumorstatus"),
          "a recurrence (Y) of which nothing says where it was: it is a finding, and ends no time to progression",
          expected: "`local relapse`, `metastases` or a response, once it is known"))
    }
  }

  // MARK: death

  /// A patient dies once, whatever number of reports say so.
  mutating func readDeath(_ element: ReportElement) -> Int {
    leaveOut(element.attribute("Abschluss_ID", in: record), Self.numbering)
    let entry = entry("death", key: "", stem: "death", order: "", at: element)
    dropUnsaid(of: entry)
    let dated = date(["Sterbedatum"], of: element, isExact: true, on: entry)
    state("when", dated, of: entry)
    if let dated { setOrder(dated.order, entry) }
    if dated == nil {
      outcome.warnings.append(
        Misfit(element.place(record), "a death without `Sterbedatum`, which the data set demands: it has no time"))
    }
    let related = element.leaf("Tod_tumorbedingt", in: record)
    if let leaf = related, let word = word(leaf, RegistryWords.tumourDeath, on: entry) {
      state("death", [word], of: entry, leaf)
    } else if !draft.entries[entry].values.contains(where: { $0.key == "death" }) {
      state("death", [Silence.notStated], of: entry, nil)
    }
    var codes: [Leaf] = []
    var versions: [Leaf] = []
    for cause in element.all("Todesursache_ICD") {
      if let leaf = cause.own(in: record) { codes.append(leaf) }
      if let leaf = cause.leaf("Code", in: record) { codes.append(leaf) }
      if let leaf = cause.leaf("Version", in: record) { versions.append(leaf) }
    }
    versions += element.all("Todesursache_ICD_Version").compactMap { $0.own(in: record) }
    if let first = codes.first {
      let edition = Set(versions.map(\.raw)).sorted().joined(separator: ", ")
      note(
        first, on: entry, others: codes.dropFirst() + versions, label: "causes of death, ICD-10",
        as: codes.map(\.raw).joined(separator: ", ") + (edition.isEmpty ? "" : " (\(edition))"))
    } else {
      for version in versions { note(version, on: entry) }
    }
    readFindings(element, entry, isOfTumour: false)
    return entry
  }

  // MARK: tumour board

  mutating func readBoard(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("Tumorkonferenz_ID", in: record)
    let (dated, none) = date(["Datum", "Tumorkonferenz_Datum"], of: element)
    let entry = entry(
      "decision", key: number.map { "\(id(tumour)) \($0.raw)" }, number: number?.raw, stem: "tumour-board",
      order: dated?.order ?? order(tumour), at: element)
    used(number, "the tumour board that a report is of")
    state("when", dated, of: entry)
    tell(none, on: entry)
    let kind = element.leaf("Typ", "Tumorkonferenz_Typ", in: record)
    let kindWord = word(kind, RegistryWords.boardTypes, on: entry)
    var leaves = kindWord == nil ? [] : [kind].compactMap { $0 }
    var words = kindWord ?? "tumour board"
    if let advice = element.child("Therapieempfehlung") {
      var said: [String] = []
      for leaf in advice.all("Typ_Therapieempfehlung").compactMap({ $0.own(in: record) }) {
        guard let word = word(leaf, RegistryWords.treatments, on: entry) else { continue }
        said.append(word)
        leaves.append(leaf)
      }
      if !said.isEmpty { words += ": " + said.joined(separator: ", ") }
      note(advice.leaf("Abweichung_Patientenwunsch", in: record), on: entry)
    }
    state("decision", [words], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    return entry
  }
}
