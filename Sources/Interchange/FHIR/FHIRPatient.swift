// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

/// What resources say of one patient, gathered as a draft.
struct FHIRPatient: PatientGathering {
  typealias Leaf = SourceValue

  /// A resource with its elements.
  struct Own {
    /// Its number among all resources.
    var number: Int
    var element: FHIRElement

    var type: String { element.name }
  }

  var draft: PatientDraft
  var outcome = TableOutcome()
  var record: CellPlace
  var index = EntryIndex()
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  var births: [(date: PartialDate, leaf: Leaf)] = []
  var diagnosed: [Int: [PartialDate]] = [:]

  /// Which resources a reference of another means.
  let links: FHIRLinks
  /// Medications that statements refer to, each of which is counted once.
  let medications: FHIRMedications
  /// The entries that resources became, by the numbers of resources.
  var entryOf: [Int: Int] = [:]
  /// What is known of the stages so far.
  var stages: [FHIRStagePart] = []
  /// Weights and heights, which are facts of the patient where there is one alone.
  var sizes: [GatheredSize] = []
  /// That the patient is said to be alive.
  var alive: Leaf?
  /// Drugs that were given of which nothing says of which therapy they are.
  var loose: [String: (count: Int, place: CellPlace)] = [:]
  /// What the resource that is read is in the record, where this program wrote it.
  var ownKind: String?
  /// Whether this program wrote the resource that is read.
  var isOwn: Bool { ownKind != nil }
  /// The numbers of all resources of the patient, also of those that say nothing.
  var resources: Set<Int> = []
  /// The elements of resources by their numbers, which others look at.
  var elements: [Int: FHIRElement] = [:]

  /// What profiles demand that resources claim and do not meet: how many, and where the first of them stands.
  var unmet: [FHIRProfiles.Constraint: (count: Int, place: CellPlace)] = [:]

  init(id: String, place: CellPlace, links: FHIRLinks, medications: FHIRMedications) {
    draft = PatientDraft(id: id, place: place)
    record = place
    self.links = links
    self.medications = medications
  }

  // MARK: all resources

  /// The order in which types are read: what others refer to comes first.
  private static let order = [
    "Patient", "Condition", "Procedure", "MedicationRequest", "MedicationStatement", "MedicationAdministration",
    "AdverseEvent", "CarePlan", "Observation", "DiagnosticReport",
  ]

  /// Reads all resources of the patient.
  mutating func read(_ all: [Own]) {
    var seen: [String: (element: FHIRElement, place: CellPlace)] = [:]
    var open: [Own] = []
    resources = Set(all.map(\.number))
    for own in all {
      at(own)
      guard isNew(own, &seen), isSound(own) else { continue }
      open.append(own)
      elements[own.number] = own.element
    }
    func rank(_ own: Own) -> Int { Self.order.firstIndex(of: own.type) ?? Self.order.count }
    let sorted = open.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(
      \.element)
    // Tumours first: others are of them.
    for own in sorted where own.type == "Condition" && isPrimary(own.element) { readOne(own) }
    for own in sorted where !(own.type == "Condition" && isPrimary(own.element)) { readOne(own) }
    record = draft.place
    ownKind = nil
    settleStages()
    settle(sizes)
    tellLoose()
    tellAliveBesideDeath()
  }

  /// The place of what is read: the file, the patient and the resource.
  private mutating func at(_ own: Own) {
    let id = own.element.peek("id").map { "\(own.type)/\($0)" } ?? "\(own.type) without an id"
    record = CellPlace(file: links.file(of: own.number), row: own.element.line, record: "patient \(draft.id), \(id)")
  }

  /// Holds a resource against the profiles that it claims.
  private mutating func noteProfiles(_ own: Own) {
    for profile in Self.profiles(own.element) {
      for constraint in FHIRProfiles.all.unmet(by: own.element, of: profile) where !constraint.isAdvice {
        unmet[constraint, default: (0, own.element.place(record))].count += 1
      }
    }
  }

  private mutating func readOne(_ own: Own) {
    at(own)
    ownKind = FHIROwn.kind(own.element)
    for child in own.element.children where ["resourceType", "id"].contains(child.name) {
      used(child.own(in: record), "the resource that facts are of")
    }
    tellForeign(own)
    if own.type != "Patient" { tellReversedPeriods(own.element) }
    noteProfiles(own)
    if ownKind == FHIROwn.volume {
      for leaf in own.element.rest(in: record) { used(leaf, "the target of a radiation, which refers to it") }
      return
    }
    let before = draft.entries.count
    defer { for index in before..<draft.entries.count { draft.entries[index].isOwn = isOwn } }
    switch own.type {
    case "Patient": readPerson(own)
    case "Condition": readCondition(own)
    case "Procedure": readProcedure(own)
    case "MedicationRequest", "MedicationStatement", "MedicationAdministration": readMedication(own)
    case "AdverseEvent": readAdverseEvent(own)
    case "CarePlan": readPlan(own)
    case "Observation": readObservation(own)
    default: readOther(own)
    }
  }

  /// Leaves out everything of a resource that was not read.
  mutating func leaveOutRest(of element: FHIRElement?, _ reason: String) {
    for leaf in element?.rest(in: record) ?? [] { leaveOut(leaf, reason) }
  }

  // MARK: the soundness of a resource

  /// Whether a resource is there for the first time. One that is there again with the same content is left out; with another one it is told.
  private mutating func isNew(_ own: Own, _ seen: inout [String: (element: FHIRElement, place: CellPlace)]) -> Bool {
    guard let id = own.element.peek("id") else { return true }
    let key = "\(own.type)/\(id)"
    guard let first = seen[key] else {
      seen[key] = (own.element, record)
      return true
    }
    if first.element.content == own.element.content {
      leaveOutRest(of: own.element, "it is there twice, with the same content")
    } else {
      refuse(
        own.element, "the resource `\(key)` again, with another content than in \(first.place)",
        expected: "one version of each resource")
    }
    return false
  }

  /// Whether the elements of a resource are such as the reader knows; what it is not is told.
  private mutating func isSound(_ own: Own) -> Bool {
    let element = own.element
    for child in element.children where ["meta", "language"].contains(child.name) {
      leaveOutRest(of: child, "it is of the document, and not of a patient")
    }
    if let text = element.child("text") {
      if text.peek("status") == "additional" {
        outcome.warnings.append(
          Misfit(text.place(record), "a narrative that says more than the elements (`additional`): it is not read"))
      }
      leaveOutRest(of: text, "a narrative for people, which its elements say again")
    }
    if !element.children.contains(where: {
      $0.isOpen && !["resourceType", "id", Self.subjectName(own.type)].contains($0.name)
    }) {
      if own.type != "Patient" {
        outcome.warnings.append(
          Misfit(element.place(record), "a resource that says nothing: the file is not valid, and is read"))
        leaveOutRest(of: element, "it says nothing")
        return false
      }
    }
    if element.holds("modifierExtension") || element.has("implicitRules") {
      refuse(
        element,
        "a `\(element.has("implicitRules") ? "implicitRules" : "modifierExtension")`, which may change the meaning of everything beside it",
        expected: "a resource without it")
      return false
    }
    // What says two things says neither, whichever of them the reader would have looked at first.
    if let first = element.contradiction {
      refuse(element, "\(first.found) (\(first.element.path))", expected: first.expected)
      return false
    }
    var wrong: [Wrong] = []
    Self.addWrong(of: element, FHIRTypes.elements(of: own.type), to: &wrong)
    for wrong in wrong {
      for leaf in wrong.element.rest(in: record) { tell(leaf, wrong.message, expected: wrong.expected, on: nil) }
    }
    return true
  }

  static func subjectName(_ type: String) -> String { FHIRTypes.subject(of: type) ?? "subject" }

  private struct Wrong {
    var element: FHIRElement
    var message: String
    var expected: String
  }

  /// Elements that are none of the type, and values of another kind than FHIR demands.
  private static func addWrong(of element: FHIRElement, _ known: [String: Bool]?, to wrong: inout [Wrong]) {
    for child in element.children {
      let name = child.name.utf8.first == UInt8(ascii: "_") ? String(child.name.dropFirst()) : child.name
      if let known, child.name != "resourceType" {
        guard let hasOthers = known[name] else {
          wrong.append(
            Wrong(
              element: child, message: "`\(name.prefix(60))`, which is no element of \(element.name)",
              expected: "an element of FHIR R4"))
          continue
        }
        if name == child.name, hasOthers != (child.kind == .elements) {
          wrong.append(
            Wrong(
              element: child,
              message: hasOthers ? "\(ProblemLog.quoted(child.text)) for `\(name)`" : "an object for `\(name)`",
              expected: hasOthers ? "an object" : "a value"))
          continue
        }
      }
      if child.kind != .elements, let kind = child.expectedKind, kind != child.kind {
        let expected =
          switch kind {
          case .number: "a number"
          case .flag: "`true` or `false`"
          default: "a text in double quotes"
          }
        wrong.append(
          Wrong(element: child, message: "\(ProblemLog.quoted(child.text)) for `\(child.name)`", expected: expected))
      } else if child.name != "contained" {
        addWrong(of: child, nil, to: &wrong)
      }
    }
  }

  /// Tells a resource that is not read; everything in it is kept in the note of an event of no kind.
  mutating func refuse(_ element: FHIRElement, _ message: String, expected: String? = nil) {
    outcome.misfits.append(Misfit(element.place(record), message, expected: expected))
    let entry = entry(
      "event", key: nil, stem: "not-read", order: Self.atTheEnd, at: element.place(record))
    state("event", ["\(element.name) that was not read"], of: entry, nil)
    for leaf in element.rest(in: record) {
      keep(leaf, on: entry)
    }
  }

  /// Whether a resource is a fact by its status: what was planned, not done, withdrawn or is not final is left out, for that reason.
  ///
  /// - Parameters:
  ///   - facts: the codes of what is one.
  ///   - others: the codes of what is none, with what they mean.
  mutating func isFact(
    _ element: FHIRElement, _ facts: [String], _ others: [String: String], by name: String = "status"
  ) -> Bool {
    guard let child = element.child(name), child.kind != .elements else {
      refuse(element, "no `\(name)`, without which nobody knows whether it is a fact", expected: Wording.list(facts))
      return false
    }
    // A treatment of which the record does not say whether it is over.
    if facts.contains(child.text) || isOwn && child.text == "unknown" {
      used(child.own(in: record), "that it is a fact")
      return true
    }
    if let reason = others[child.text] {
      leaveOutRest(of: element, "\(name) `\(child.text)`: \(reason)")
      return false
    }
    refuse(
      element, "\(ProblemLog.quoted(child.text)) for the \(name) of a resource",
      expected: Wording.list(facts + others.keys.sorted()))
    return false
  }

  static let withdrawn = "it was entered in error"
  static let doubtful = "nobody knows whether it happened"
}
