// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension FHIRPatient {
  /// So many records of one type stand in the note of a patient.
  private static let mostOthers = 2000

  /// Keeps a resource that the record has no key for: one line in the note of an event that has all of its type.
  ///
  /// - Parameters:
  ///   - head: when it was and what.
  ///   - leaves: values that the head says.
  ///   - meaning: what the loss report says of it besides.
  mutating func keepOther(_ own: Own, head: String, _ leaves: [Leaf], meaning: String? = nil) {
    let element = own.element
    let entry = entry(
      "event", key: "others \(own.type)", stem: "fhir-\(Identifier.slug(own.type))", order: Self.atTheEnd,
      at: element.place(record))
    if draft.entries[entry].values.isEmpty {
      state("event", ["records of the type \(own.type), in the note"], of: entry, nil)
    }
    for child in element.children where child.isOpen && Self.isLeftOut(child.name) { finishOne(child, entry) }
    var words: [String] = []
    for child in element.children where child.isOpen {
      let own = Self.words(child)
      if !own.isEmpty { words.append("\(Self.label(child)): \(own)") }
    }
    let all = leaves + element.rest(in: record)
    guard let first = all.first else { return }
    guard draft.entries[entry].noted.count < Self.mostOthers else {
      for leaf in all { leaveOut(leaf, "more than \(Self.mostOthers) records of this type") }
      return
    }
    note(
      first, on: entry, others: Array(all.dropFirst()), label: head.isEmpty ? own.type : head,
      as: words.joined(separator: "; "), meaning: meaning)
  }

  private static let otherStatus: [String: (facts: [String], others: [String: String])] = [
    "DiagnosticReport": (
      ["final", "amended", "corrected", "appended"],
      [
        "registered": "it is not final", "partial": "it is not final", "preliminary": "it is not final",
        "cancelled": "it was cancelled", "entered-in-error": FHIRPatient.withdrawn, "unknown": FHIRPatient.doubtful,
      ]
    ),
    "Immunization": (
      ["completed"], ["not-done": "it was not done", "entered-in-error": FHIRPatient.withdrawn]
    ),
    "MedicationDispense": (
      ["completed"],
      [
        "preparation": "it was not handed out", "in-progress": "it was not handed out", "cancelled": "it was cancelled",
        "on-hold": "it is on hold", "stopped": "it was stopped", "declined": "it was declined",
        "entered-in-error": FHIRPatient.withdrawn, "unknown": FHIRPatient.doubtful,
      ]
    ),
    "ClinicalImpression": (
      ["completed"], ["in-progress": "it is not final", "entered-in-error": FHIRPatient.withdrawn]
    ),
    "RiskAssessment": (
      ["final", "amended", "corrected"],
      [
        "registered": "it is not final", "preliminary": "it is not final", "cancelled": "it was cancelled",
        "entered-in-error": FHIRPatient.withdrawn, "unknown": FHIRPatient.doubtful,
      ]
    ),
    "QuestionnaireResponse": (
      ["completed", "amended"],
      ["in-progress": "it is not final", "stopped": "it is not complete", "entered-in-error": FHIRPatient.withdrawn]
    ),
  ]

  /// Types that the record has no key for.
  mutating func readOther(_ own: Own) {
    let element = own.element
    if let codes = Self.otherStatus[own.type] {
      guard isFact(element, codes.facts, codes.others) else { return }
    } else if element.peek("status") == "entered-in-error" {
      return leaveOutRest(of: element, "status `entered-in-error`: \(Self.withdrawn)")
    }
    if own.type == "AllergyIntolerance" {
      guard isHeld(element) else { return }
      for child in element.all("verificationStatus") {
        for leaf in child.rest(in: record) { used(leaf, "that it is held to be true") }
      }
    }
    let when = order(
      element, "effectiveDateTime", "effectivePeriod.start", "onsetDateTime", "occurrenceDateTime", "recordedDate",
      "whenHandedOver", "collection.collectedDateTime", "receivedTime", "started", "authored")
    keepOther(own, head: when, [])
  }

  // MARK: side effects

  mutating func readAdverseEvent(_ own: Own) {
    let element = own.element
    guard isFact(element, ["actual"], ["potential": "it could have happened, and did not"], by: "actuality"),
      isSaidDone(own)
    else { return }
    if !isOwn,
      let code = element.child("severity")?.peekCodes().first(where: {
        $0.system.hasSuffix("mii-cs-onko-nebenwirkung-ctcae-grad")
      })?.code, !["1", "2", "3", "4", "5", "U"].contains(code)
    {
      return refuse(
        element, "\(ProblemLog.quoted(code)) for the grade of a side effect, by which there was none, or which is none",
        expected: "1 to 5, or U")
    }
    let treatment = element.all("suspectEntity").compactMap { entity in
      // What was judged not to have caused it did not.
      Self.deniesCause(entity) ? nil : target(entity.child("instance"), from: own.number).flatMap { entryOf[$0] }
    }.first
    let entry = entry(
      "toxicity", key: nil, number: number(element), stem: "toxicity",
      order: order(element, "date", "detected").isEmpty
        ? treatment.map { self.order($0) } ?? "" : order(element, "date", "detected"),
      at: element.place(record))
    entryOf[own.number] = entry
    let concept = element.child("event")?.concept(in: record)
    if let concept, let first = concept.leaves.first {
      let term = concept.words ?? first.raw
      state("toxicity", [term], of: entry, first, others: Array(concept.leaves.dropFirst()))
      if let names = concept.wordsAndCodes, names != term { remark("event: \(names)", on: entry) }
    } else {
      state("toxicity", ["toxicity not specified"], of: entry, nil)
    }
    if let child = element.child("severity") {
      let concept = child.concept(in: record)
      let grade = concept.mii("mii-cs-onko-nebenwirkung-ctcae-grad")?.code
      if let grade, ["1", "2", "3", "4", "5"].contains(grade.raw) {
        state("grade", [grade.raw], of: entry, grade, others: concept.leaves.filter { $0 != grade })
      } else if let first = concept.leaves.first {
        state("qualifier", [concept.words ?? first.raw], of: entry, first, others: Array(concept.leaves.dropFirst()))
      }
    }
    stateTime("when", element, "date", entry)
    if let treatment {
      if draft.entries[treatment].kind == "therapy" {
        state("of", [id(treatment)], of: entry, nil)
      } else {
        remark("of `\(id(treatment))`", on: entry)
      }
    }
    for cause in element.all("suspectEntity").flatMap({ $0.all("causality") }) {
      noteElement(cause, entry, label: "causality")
    }
    finish(element, entry)
  }

  /// Whether a suspected cause was judged to be none.
  private static func deniesCause(_ entity: FHIRElement) -> Bool {
    entity.all("causality").compactMap { $0.child("assessment") }.contains { assessment in
      let words =
        [assessment.peek("text")] + assessment.all("coding").flatMap { [$0.peek("code"), $0.peek("display")] }
      return words.compactMap { $0 }.contains { CauseWords.deny($0.replacing("-", with: " ")) }
    }
  }

  // MARK: tumour boards

  /// A tumour board of the module of the Medical Informatics Initiative is a decision; other plans stand in a note.
  mutating func readPlan(_ own: Own) {
    let element = own.element
    guard
      isFact(
        element, ["active", "completed"],
        [
          "draft": "it is a draft", "on-hold": "it is on hold", "revoked": "it was revoked",
          "entered-in-error": Self.withdrawn, "unknown": Self.doubtful,
        ]),
      isFact(
        element, ["plan", "order"], ["proposal": "it was proposed", "option": "it was one of several options"],
        by: "intent")
    else { return }
    let isBoard = element.all("category").contains {
      $0.peekCodes().contains { $0.system.hasSuffix("mii-cs-onko-therapieplanung-typ") }
    }
    if let kind = ownKind, !isBoard, let leaf = element.leaf("description", in: record) {
      let entry = entry(
        kind == "plan" ? "plan" : "decision", key: nil, number: number(element), stem: kind,
        order: order(element, "created"), at: element.place(record))
      entryOf[own.number] = entry
      state(draft.entries[entry].kind, [leaf.raw], of: entry, leaf)
      stateTime("when", element, "created", entry)
      return finish(element, entry)
    }
    guard isBoard else { return keepOther(own, head: order(element, "created", "period.start"), []) }
    let entry = entry(
      "decision", key: nil, number: number(element), stem: "tumour-board", order: order(element, "created"),
      at: element.place(record))
    entryOf[own.number] = entry
    var leaves: [Leaf] = []
    var words = "tumour board"
    for child in element.all("category") {
      let concept = child.concept(in: record)
      guard let coding = concept.mii("mii-cs-onko-therapieplanung-typ"), let code = coding.code else {
        if let first = concept.leaves.first { leaveOut(first, "it is of the sending system, and not of the patient") }
        for leaf in concept.leaves.dropFirst() { leaveOut(leaf, "it is of the sending system, and not of the patient") }
        continue
      }
      if let word = word(code, RegistryWords.boardTypes, on: entry, others: concept.leaves.filter { $0 != code }) {
        words = word
        leaves += concept.leaves
      }
    }
    var said: [String] = []
    for activity in element.all("activity") {
      guard let detail = activity.child("detail"), let child = detail.child("code") else { continue }
      let concept = child.concept(in: record)
      guard let first = concept.leaves.first else { continue }
      if let coding = concept.mii("mii-cs-onko-therapie-typ"), let code = coding.code {
        let others = concept.leaves.filter { $0 != code }
        guard let word = word(code, RegistryWords.treatments, on: entry, others: others) else { continue }
        said.append(word)
      } else {
        said.append(concept.wordsAndCodes ?? first.raw)
      }
      leaves += concept.leaves
      if isOwn { leaveOut(detail.leaf("status", in: record), "it says that nobody knows") }
    }
    if !said.isEmpty { words += ": " + said.joined(separator: ", ") }
    state("decision", [words], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    stateTime("when", element, "created", entry)
    finish(element, entry)
  }
}
