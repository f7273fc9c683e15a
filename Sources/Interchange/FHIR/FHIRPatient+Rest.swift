// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension FHIRPatient {
  private static let staff: Set = [
    "performer", "recorder", "asserter", "informationSource", "requester", "author", "contributor",
    "resultsInterpreter", "careTeam", "collector", "reportedReference", "reportedBoolean", "performerType", "photo",
  ]
  private static let systems: Set = [
    "encounter", "context", "location", "basedOn", "instantiates", "instantiatesCanonical", "instantiatesUri",
    "groupIdentifier", "insurance", "eventHistory", "request", "device", "issued", "dateAsserted", "category",
    "dispenseRequest", "substitution", "priority", "container", "accessionIdentifier", "focalDevice", "usedReference",
    "study", "referenceDocument", "imagingStudy", "media", "presentedForm", "image",
  ]
  private static let links: Set = [
    "specimen", "result", "hasMember", "derivedFrom", "focus", "reasonReference", "partOf", "report", "addresses",
    "supportingInfo", "supportingInformation", "replaces", "goal", "evidence", "priorPrescription", "parent",
    "suspectEntity", "complicationDetail", "detectedIssue", "subject", "patient", "individual",
  ]

  /// What becomes of the elements of a resource that nobody has read: persons, numbers and references are left out, everything else stands in the note.
  mutating func finish(_ element: FHIRElement, _ entry: Int) {
    for child in element.children where child.isOpen { finishOne(child, entry) }
  }

  /// Whether an element is of persons, systems or references.
  static func isLeftOut(_ name: String) -> Bool {
    name == "identifier" || name == "note" || staff.contains(name) || systems.contains(name) || links.contains(name)
  }

  /// What becomes of one element that nobody has read.
  mutating func finishOne(_ child: FHIRElement, _ entry: Int) {
    if child.isOnlyAddress {
      leaveOutRest(of: child, "an extension without a value")
    } else if child.name == "identifier" {
      leaveOutRest(of: child, "a number of the sending system")
    } else if Self.staff.contains(child.name) {
      leaveOutRest(of: child, "who treats or reports")
    } else if Self.systems.contains(child.name) {
      leaveOutRest(of: child, "it is of the sending system, and not of the patient")
    } else if Self.links.contains(child.name) {
      leaveOutRest(of: child, "it refers to another resource")
    } else if child.name == "note" {
      if let leaf = child.leaf("text", in: record) {
        if isOwn { noteAsIs(leaf, on: entry) } else { note(leaf, on: entry, label: "note") }
      }
      leaveOutRest(of: child, "who wrote a note, and when")
    } else {
      noteElement(child, entry)
    }
  }

  /// Keeps a note that this program wrote, as it was.
  private mutating func noteAsIs(_ leaf: Leaf, on entry: Int) {
    draft.entries[entry].noted.append(
      PatientDraft.Value(
        texts: [leaf.raw], place: leaf.place, raw: leaf.raw, meaning: "note of \(draft.entries[entry].kind)"))
  }

  /// Keeps an element in the note of an entry, in words.
  mutating func noteElement(_ element: FHIRElement?, _ entry: Int, label: String? = nil) {
    guard let element, element.isOpen else { return }
    let words = Self.words(element)
    let leaves = element.rest(in: record)
    guard let first = leaves.first else { return }
    note(
      first, on: entry, others: Array(leaves.dropFirst()), label: label ?? Self.label(element),
      as: words.isEmpty ? leaves.map(\.raw).joined(separator: ", ") : words)
  }

  /// How an element is called in a note: by its path in the resource.
  static func label(_ element: FHIRElement) -> String {
    var parts = element.path.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2 { parts.removeFirst() }
    return parts.joined()
  }

  /// An element in words: concepts by their words and codes, quantities with their units, others with their names.
  static func words(_ element: FHIRElement) -> String {
    if element.kind != .elements { return element.text }
    let own = element.children
    if own.contains(where: { $0.name == "coding" }) || (own.count == 1 && own[0].name == "text") {
      var copy = FHIRConcept(codings: [], text: nil)
      let place = CellPlace(file: "")
      copy.text = element.peek("text").map { SourceValue(raw: $0, place: place) }
      copy.codings = element.all("coding").map { coding in
        FHIRConcept.Coding(
          system: coding.peek("system") ?? "", code: coding.peek("code").map { SourceValue(raw: $0, place: place) },
          display: coding.peek("display").map { SourceValue(raw: $0, place: place) }, version: nil, leaves: [])
      }
      let rest = own.filter { !["coding", "text"].contains($0.name) }.map { named($0) }.filter { !$0.isEmpty }
      return ([copy.wordsAndCodes ?? ""] + rest).filter { !$0.isEmpty }.joined(separator: "; ")
    }
    if element.name == "valueCoding" || element.name == "coding" {
      let name = [
        element.peek("display"), element.peek("code").map { "\(FHIRSystems.name(element.peek("system") ?? "")) \($0)" },
      ]
      let rest = own.filter { !["display", "code", "system", "version", "userSelected"].contains($0.name) }.map(named)
      return (name.compactMap { $0 } + rest).filter { !$0.isEmpty }.joined(separator: ", ")
    }
    if let value = element.peek("value"), own.allSatisfy({ $0.kind != .elements }) {
      let words = [element.peek("comparator"), value, element.peek("unit") ?? element.peek("code")].compactMap { $0 }
        .joined(separator: " ")
      // An element that FHIR does not have is kept too.
      let rest = own.filter { !["comparator", "value", "unit", "code", "system"].contains($0.name) }.map(named)
      return ([words] + rest).filter { !$0.isEmpty }.joined(separator: "; ")
    }
    if own.allSatisfy({ ["start", "end"].contains($0.name) && $0.kind != .elements }), !own.isEmpty {
      return "\(element.peek("start") ?? "…") to \(element.peek("end") ?? "…")"
    }
    if let reference = element.peek("reference") {
      let rest = own.filter { !["display", "reference", "type", "identifier"].contains($0.name) }.map(named)
      return ([element.peek("display") ?? reference] + rest).filter { !$0.isEmpty }.joined(separator: "; ")
    }
    return own.map(named).filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private static func named(_ child: FHIRElement) -> String {
    if ["url", "system"].contains(child.name) { return "" }
    let words = words(child)
    if words.isEmpty { return "" }
    if child.name.hasPrefix("extension") || child.name == "extension" {
      return "\(child.peek("url")?.split(separator: "/").last ?? "extension"): \(words)"
    }
    return child.name.hasPrefix("value") ? words : "\(child.name): \(words)"
  }

  // MARK: dates

  /// Tells of periods anywhere in a resource that end before they begin, whatever is read of them.
  mutating func tellReversedPeriods(_ element: FHIRElement) {
    guard element.kind == .elements else { return }
    if element.name.hasSuffix("eriod"), let end = element.child("end"),
      let first = element.peek("start").flatMap({ FHIRDate.read(Array($0.utf8)) }),
      let last = FHIRDate.read(Array(end.text.utf8))
    {
      tellReversed(first.text, last.text, at: end.place(record))
    }
    for child in element.children { tellReversedPeriods(child) }
  }

  /// A date of a resource; what is none is told.
  mutating func date(_ element: FHIRElement?, on entry: Int?) -> (date: PartialDate, leaf: Leaf)? {
    guard let leaf = element?.own(in: record) else { return nil }
    do throws(FHIRDate.Fault) { return (try FHIRDate.parse(leaf.raw), leaf) } catch {
      tell(leaf, error.message, expected: error.expected, on: entry)
      return nil
    }
  }

  /// The date by which a resource has its place in the course; it stays unread.
  func order(_ element: FHIRElement, _ names: String...) -> String {
    for name in names {
      var own: FHIRElement? = element
      for part in name.utf8.split(separator: UInt8(ascii: ".")) {
        own = own?.children.first { $0.name.utf8.elementsEqual(part) }
      }
      if let text = own?.text, let date = FHIRDate.read(Array(text.utf8)) { return date.text }
    }
    return ""
  }

  /// States a time of an element: a date, or what stands in the extension of this program as it was stated.
  @discardableResult
  mutating func stateTime(_ key: String, _ element: FHIRElement?, _ name: String, _ entry: Int) -> PartialDate? {
    guard let element else { return nil }
    let own = element.children.filter { $0.name == "_" + name }.flatMap { $0.extensions(FHIROwn.time) }
    stateStated(key, own, entry)
    guard let found = date(element.children.first(where: { $0.name == name }), on: entry) else { return nil }
    state(key, [found.date.text], of: entry, found.leaf)
    return found.date
  }

  /// States times as they were stated, of extensions of this program.
  mutating func stateStated(_ key: String, _ extensions: [FHIRElement], _ entry: Int) {
    let stated = extensions.compactMap { $0.child("valueString")?.own(in: record) }
    guard let first = stated.first else { return }
    var value = PatientDraft.Value(
      texts: stated.map(\.raw), place: first.place, raw: first.raw,
      meaning: "\(key) of \(draft.entries[entry].kind)")
    value.others = (stated.dropFirst() + extensions.compactMap { $0.leaf("url", in: record) }).map(\.place)
    state(key, value, of: entry)
  }

  /// States when something was, or began and ended, of `…DateTime` or `…Period`.
  mutating func stateTimes(_ element: FHIRElement, _ stem: String, _ entry: Int, lasts: Bool) {
    stateTime("when", element, stem + "DateTime", entry)
    stateTime("when", element, stem + "Instant", entry)
    guard let period = element.children.first(where: { $0.name == stem + "Period" }) else { return }
    let begin = stateTime("when", period, "start", entry)
    if lasts {
      stateTime("ends", period, "end", entry)
    } else if let end = date(period.child("end"), on: entry) {
      if end.date == begin {
        used(end.leaf, "that it ended on the day on which it began")
      } else {
        note(end.leaf, on: entry)
      }
    }
  }
}
