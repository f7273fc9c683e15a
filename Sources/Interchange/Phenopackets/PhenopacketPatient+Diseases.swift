// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension PhenopacketPatient {
  /// Diseases: primary tumours become diagnoses, others comorbidities. What was excluded is no fact.
  mutating func readDiseases(_ all: [Own], _ packet: FHIRElement) {
    var open: [Own] = []
    for own in all {
      if own.element.peek("excluded") == "true" {
        leaveOutRest(of: own.element, "excluded: the patient does not have it")
      } else {
        open.append(own)
      }
    }
    let samples = Set(packet.all("biosamples").compactMap { $0.child("histologicalDiagnosis")?.peek("id") })
    for own in open {
      if isTumour(own, isOnly: open.count == 1, samples) { readDiagnosis(own) } else { readComorbidity(own) }
    }
  }

  /// Whether a disease is a primary tumour: by its stage, by its code or its words in the tables, by a specimen that has its name, or because the packet has no other.
  private func isTumour(_ own: Own, isOnly: Bool, _ samples: Set<String>) -> Bool {
    if let mark = own.mark { return mark.kind == "diagnosis" }
    let element = own.element
    if element.has("diseaseStage", "clinicalTnmFinding", "primarySite") { return true }
    guard let term = element.child("term")?.peekTerm else { return false }
    if term.code(of: PhenopacketTerm.icdO) != nil { return true }
    if let code = term.code(of: PhenopacketTerm.icd10) {
      return code.hasPrefix("C") && !["C77", "C78", "C79"].contains(String(code.prefix(3)))
    }
    if let words = term.label?.raw, !CodeTables.table(.morphology).entries(for: words).isEmpty { return true }
    return isOnly || term.id.map { samples.contains($0.raw) } ?? false
  }

  private mutating func readDiagnosis(_ own: Own) {
    let element = own.element
    let entry = made("diagnosis", own)
    tumours.append((element.child("term")?.peek("id") ?? "", entry))
    if let term = element.child("term")?.peek("id") { tumourTerms.insert(term) }
    readTerm(element.child("term"), entry, isOwn: own.isOwn)
    readStage(element, entry, isOwn: own.isOwn)
    readSite(element, entry, isOwn: own.isOwn)
    readOnset(own, entry)
    if let child = element.child("excluded") { used(child.own(in: record), "that the patient has it") }
    finish(element, entry)
  }

  /// The words are the diagnosis; the code is its morphology, where it is one, else a field of the study's own.
  private mutating func readTerm(_ element: FHIRElement?, _ entry: Int, isOwn: Bool) {
    guard let term = element?.term(in: record) else { return }
    if let code = term.code(of: PhenopacketTerm.icdO), let id = term.id, CodeSystem.morphology.isWellFormed(code) {
      if isOwn {
        state("morphology", [code], of: entry, id)
      } else {
        stateMorphology(SourceValue(raw: code, place: id.place), others: [], entry)
      }
      if let label = term.label { offerHistology(label, rank: isOwn ? -1 : 2, entry) }
      return
    }
    if let label = term.label { offerHistology(label, rank: 2, entry) }
    guard let id = term.id else { return }
    if term.prefix == PhenopacketTerm.own.lowercased() { return used(id, "that the words are those of a record") }
    let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == entry
    let name = term.code(of: PhenopacketTerm.icd10) != nil ? "ICD-10" : "disease term"
    field(isFirst ? name : "\(name) of \(self.id(entry))", name == "ICD-10" ? term.code : id.raw, id)
    if term.label == nil { addHistology(id, entry) }
  }

  /// A term without its words is called by its identifier.
  private mutating func addHistology(_ id: Leaf, _ entry: Int) {
    var value = PatientDraft.Value(texts: [id.raw], place: id.place, raw: id.raw, meaning: "diagnosis of diagnosis")
    value.isSecond = true
    histologies[entry, default: []].append((6, value))
  }

  /// Stage groups as they are called, then the categories of TNM that stand in the words of the findings.
  private mutating func readStage(_ element: FHIRElement, _ entry: Int, isOwn: Bool) {
    var texts: [String] = []
    var leaves: [Leaf] = []
    var notes: [Leaf] = []
    for child in element.all("clinicalTnmFinding") {
      Self.addStage(child.term(in: record), isTNM: true, &texts, &leaves, &notes)
    }
    for child in element.all("diseaseStage") {
      Self.addStage(child.term(in: record), isTNM: false, &texts, &leaves, &notes)
    }
    if let first = leaves.first {
      state("stage", [texts.joined(separator: " ")], of: entry, first, others: Array(leaves.dropFirst()))
    }
    for leaf in notes { note(leaf, on: entry) }
  }

  /// A category of TNM in the words of a finding (`pT2b Stage Finding`, `Retinoblastoma cM0 TNM Finding v8`); other words as they are.
  static func addStage(
    _ term: PhenopacketTerm, isTNM: Bool, _ texts: inout [String], _ leaves: inout [Leaf], _ notes: inout [Leaf]
  ) {
    guard let words = term.words, let first = term.leaves.first else { return }
    // Without its own words a finding is a code that nobody can read.
    guard term.label != nil else { return notes += term.leaves }
    var text = words
    if isTNM, let match = words.firstMatch(of: category) { text = String(match.1) }
    if !texts.contains(text) { texts.append(text) }
    leaves.append(first)
    leaves += term.leaves.dropFirst()
  }

  private nonisolated(unsafe) static let category =
    #/(?:^|[^A-Za-z0-9])([acpry]{0,3}(?:T(?:[0-4X]|is|a)|N[0-3X]|M[01X])[a-d]?[0-3]?(?:\([^)]{1,10}\))?)(?:[^A-Za-z0-9]|$)/#

  private mutating func readSite(_ element: FHIRElement, _ entry: Int, isOwn: Bool) {
    if let term = element.child("primarySite")?.term(in: record), let first = term.leaves.first {
      if let code = term.code(of: PhenopacketTerm.icdO), let id = term.id, CodeSystem.topography.isWellFormed(code) {
        state("topography", [code], of: entry, id)
        if let label = term.label { state("site", [label.raw], of: entry, label) }
      } else {
        state("site", [term.wordsAndCode ?? first.raw], of: entry, first, others: Array(term.leaves.dropFirst()))
      }
    }
    if let term = element.child("laterality")?.term(in: record), let first = term.leaves.first {
      let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == entry
      let words = term.words ?? first.raw
      let side = ["left", "right"].contains(words.lowercased()) ? words.lowercased() : words
      field(isFirst ? "side" : "side of \(id(entry))", side, first, others: Array(term.leaves.dropFirst()))
    }
  }

  /// When the disease began: the schema has no date of a diagnosis. An age is the age at the diagnosis.
  private mutating func readOnset(_ own: Own, _ entry: Int) {
    guard let onset = own.element.child("onset") else { return }
    let age = onset.child("age")
    let leaf = age?.child("iso8601duration")
    let years = Self.age(age)?.completed
    if let years, let leaf, draft.entries.firstIndex(where: { $0.kind == "diagnosis" }) == entry {
      // What is stated itself is not computed from a date of birth.
      let place = leaf.place(record)
      if own.isOwn { _ = leaf.own(in: record) }
      fact("age", "\(years) at \(id(entry))", SourceValue(raw: leaf.text, place: place), isSecond: !own.isOwn)
      births = births.map { (PartialDate(year: $0.date.year, month: nil, day: nil), $0.leaf) }
      if own.isOwn { return }
    }
    stateTime("when", onset, entry, isOwn: own.isOwn)
    guard !own.isOwn, let value = draft.entries[entry].values.first(where: { $0.key == "when" })?.value else { return }
    outcome.warnings.append(
      Misfit(value.place, "the onset of the disease, as the schema has no date of the diagnosis: it stands as that"))
    if let text = value.texts.first, let date = try? FHIRDate.parse(text) { diagnosed[entry, default: []].append(date) }
  }

  /// Another disease, in words with what is said of it.
  private mutating func readComorbidity(_ own: Own) {
    let element = own.element
    let term = element.child("term")?.peekTerm
    let rest = element.children.filter { !["term", "excluded"].contains($0.name) }.map {
      "\($0.name) \(Self.words($0))"
    }
    let words = ([term?.wordsAndCode ?? "disease without a name"] + rest).joined(separator: ", ")
    let leaves = element.rest(in: record)
    guard let first = leaves.first else { return }
    var value = PatientDraft.Value(
      texts: [words], isList: true, place: first.place, raw: first.raw, meaning: "comorbidity")
    value.others = leaves.dropFirst().map(\.place)
    comorbidity(value, names: own.isOwn ? [] : [term?.wordsAndCode].compactMap { $0 })
  }
}
