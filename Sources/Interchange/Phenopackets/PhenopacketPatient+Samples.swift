// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension PhenopacketPatient {
  /// A metastasis, in the thesaurus of the NCI.
  static let metastatic = "NCIT:C3261"

  // MARK: specimens

  /// A specimen: its grade, its pathological stage and its markers are those of the one tumour; one of a metastasis is a metastasis. What else it says stands in a note.
  mutating func readBiosample(_ own: Own) {
    let element = own.element
    if let other = element.peek("individualId"), !own.isOwn, other != draft.id {
      outcome.warnings.append(
        Misfit(
          element.place(record),
          "a specimen of \(ProblemLog.quoted(other)), who is not this patient: it stands in a note",
          expected: "`individualId` of the `subject`"))
      return keepOther(element, "biosamples", head: element.peek("id") ?? "")
    }
    let histology = element.child("histologicalDiagnosis")?.peek("id")
    if element.child("tumorProgression")?.peek("id") == Self.metastatic { return readMetastasis(own) }
    let only = tumours.count == 1 && (histology == nil || tumours[0].term == histology) ? tumours[0] : nil
    let marked = own.mark.flatMap { mark in tumours.first { id($0.entry) == mark.name } }
    guard let tumour = marked ?? only,
      element.has("tumorGrade", "pathologicalStage", "pathologicalTnmFinding", "diagnosticMarkers") || own.isOwn
    else {
      return keepOther(element, "biosamples", head: element.peek("id") ?? "")
    }
    let entry = tumour.entry
    readGrade(element.child("tumorGrade"), entry)
    var texts: [String] = []
    var leaves: [Leaf] = []
    var notes: [Leaf] = []
    for child in element.all("pathologicalTnmFinding") {
      Self.addStage(child.term(in: record), isTNM: true, &texts, &leaves, &notes)
    }
    for child in element.all("pathologicalStage") {
      Self.addStage(child.term(in: record), isTNM: false, &texts, &leaves, &notes)
    }
    if let first = leaves.first {
      let text = texts.joined(separator: " ")
      state("stage", [text], of: entry, SourceValue(raw: text, place: first.place), others: Array(leaves.dropFirst()))
    }
    for leaf in notes { note(leaf, on: entry) }
    for child in element.all("diagnosticMarkers") { stateTerm("biomarkers", child, entry) }
    if own.isOwn {
      for child in element.children where child.isOpen {
        for leaf in child.rest(in: record) { used(leaf, "the specimen of the tumour") }
      }
      return
    }
    for child in element.children where ["id", "individualId", "derivedFromId"].contains(child.name) {
      leaveOutRest(of: child, "a number of the specimen")
    }
    for child in element.children where child.name == "files" {
      leaveOutRest(of: child, "files of sequences, which stand elsewhere")
    }
    finish(element, entry)
  }

  private mutating func readGrade(_ element: FHIRElement?, _ entry: Int) {
    guard let term = element?.term(in: record), let first = term.leaves.first else { return }
    let words = term.words ?? first.raw
    let isCode = words.wholeMatch(of: #/G[1-4X]/#) != nil
    state(
      isCode ? "grade" : "grade in words", [isCode ? words : term.wordsAndCode ?? words], of: entry, first,
      others: Array(term.leaves.dropFirst()))
  }

  private mutating func readMetastasis(_ own: Own) {
    let element = own.element
    let entry = made("metastases", own)
    for leaf in element.child("tumorProgression")?.rest(in: record) ?? [] { used(leaf, "that it is of a metastasis") }
    if let site = element.child("sampledTissue") {
      stateList("metastases", [site], entry)
    } else {
      state("metastases", ["site not stated"], of: entry, nil)
    }
    stateTime("when", element.child("timeOfCollection"), entry, isOwn: own.isOwn)
    for child in element.children where ["id", "individualId", "derivedFromId"].contains(child.name) {
      leaveOutRest(of: child, "a number of the specimen")
    }
    for child in element.children where child.name == "files" {
      leaveOutRest(of: child, "files of sequences, which stand elsewhere")
    }
    finish(element, entry)
  }

  /// States a list of classes by their words.
  private mutating func stateList(_ key: String, _ elements: [FHIRElement], _ entry: Int) {
    let terms = elements.map { $0.term(in: record) }
    let leaves = terms.flatMap(\.leaves)
    guard let first = leaves.first else { return }
    var value = PatientDraft.Value(
      texts: terms.compactMap(\.words), isList: true, place: first.place, raw: first.raw,
      meaning: "\(key) of \(draft.entries[entry].kind)")
    value.others = leaves.dropFirst().map(\.place)
    state(key, value, of: entry)
  }

  // MARK: features

  /// A feature that was excluded is no fact. One of metastases is a metastasis, others are lines of a note.
  mutating func readFeature(_ own: Own) {
    let element = own.element
    if element.peek("excluded") == "true" {
      return leaveOutRest(of: element, "excluded: the patient does not have it")
    }
    if let child = element.child("excluded") { used(child.own(in: record), "that the patient has it") }
    if own.mark?.kind == "toxicity" { return readToxicity(own) }
    if own.mark?.kind == "local relapse" {
      let entry = made("local relapse", own)
      for leaf in element.child("type")?.rest(in: record) ?? [] { used(leaf, "that it is a relapse") }
      stateTerm("local relapse", element.child("modifiers"), entry)
      if !element.has("modifiers") { state("local relapse", ["true"], of: entry, nil) }
      stateTime("when", element.child("onset"), entry, isOwn: true)
      return finish(element, entry)
    }
    guard element.child("type")?.peek("id") == Self.metastatic else {
      return keepOther(element, "phenotypic features", head: element.child("type").map(Self.words) ?? "")
    }
    let doubts =
      (element.all("modifiers").map { $0.peek("label") } + [
        element.child("type")?.peek("label"), element.child("severity")?.peek("label"), element.peek("description"),
      ]).compactMap { $0 }
    if !own.isOwn,
      let words = doubts.first(where: {
        FactWords.objection(toMetastases: $0) != nil
      })
    {
      return refuse(
        element, "metastases with \(ProblemLog.quoted(words)), which doubts or denies them",
        expected: "`excluded`, or metastases that were found")
    }
    let entry = made("metastases", own)
    for leaf in element.child("type")?.rest(in: record) ?? [] { used(leaf, "that it is of metastases") }
    let sites = element.all("modifiers")
    if own.isOwn, !sites.isEmpty {
      stateList("metastases", sites, entry)
    } else {
      state("metastases", ["site not stated"], of: entry, nil)
    }
    stateTime("when", element.child("onset"), entry, isOwn: own.isOwn)
    finish(element, entry)
  }

  /// A side effect that this program wrote.
  private mutating func readToxicity(_ own: Own) {
    let element = own.element
    let entry = made("toxicity", own)
    let term = element.child("type")?.peek("label") ?? ""
    stateTerm("toxicity", element.child("type"), entry, withCode: false)
    if let severity = element.child("severity") {
      let words = severity.peek("label") ?? ""
      let leaves = severity.rest(in: record)
      let grade = words.hasPrefix("grade ") ? String(words.dropFirst(6)) : nil
      if let first = leaves.first {
        state(
          grade == nil ? "qualifier" : "grade", [grade ?? words], of: entry, first, others: Array(leaves.dropFirst()))
      }
    }
    if let therapy = pending[term]?.first {
      pending[term]?.removeFirst()
      state("of", [therapy], of: entry, nil)
    }
    stateTime("when", element.child("onset"), entry, isOwn: true)
    finish(element, entry)
  }
}
