// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

/// What a phenopacket says of its individual, gathered as a draft.
struct PhenopacketPatient: PatientGathering {
  typealias Leaf = SourceValue

  /// An element of a list with its place in it, by which this program names entries.
  struct Own {
    var element: FHIRElement
    /// What this program wrote it of: the kind and the name of an entry; nil for what others wrote.
    var mark: Mark?

    var isOwn: Bool { mark != nil }
  }

  /// The kind and the name of an entry.
  struct Mark: Equatable {
    var kind: String
    var name: String
  }

  var draft: PatientDraft
  var outcome = TableOutcome()
  var record: CellPlace
  var index = EntryIndex()
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  var births: [(date: PartialDate, leaf: Leaf)] = []
  var diagnosed: [Int: [PartialDate]] = [:]

  /// The entries that this program wrote, by the places of their elements: `diseases/0`.
  var marks: [String: Mark] = [:]
  /// The primary tumours, with the identifiers of their terms.
  var tumours: [(term: String, entry: Int)] = []
  var tumourTerms: Set<String> = []
  /// Weights and heights, which are facts of the patient where there is one alone.
  var sizes: [GatheredSize] = []
  /// The therapies of side effects that actions name, in their order.
  var pending: [String: [String]] = [:]
  /// How long the patient lived after the diagnosis, as a number of days.
  var survival: (leaf: Leaf, key: String)?

  init(id: String, place: CellPlace) {
    draft = PatientDraft(id: id, place: place)
    record = place
  }

  // MARK: the packet

  /// Reads a whole phenopacket. What an element of it says that the schema does not know makes that element unread, and told.
  mutating func read(_ packet: FHIRElement) {
    readMetaData(packet)
    for child in packet.children where ["id", "files"].contains(child.name) {
      leaveOutRest(
        of: child, child.name == "files" ? "files of sequences, which stand elsewhere" : "a number of the packet")
    }
    let fields = PhenopacketSchema.messages["Phenopacket"] ?? [:]
    for child in packet.children where fields[child.name] == nil {
      let found = "`\(child.name.prefix(60))`, which is no field of Phenopacket"
      for leaf in child.rest(in: record) { tell(leaf, found, expected: "a field of Phenopackets v2", on: nil) }
    }
    for (number, person) in sound(packet, "subject", "Individual").enumerated() {
      if number == 0 {
        readPerson(person.element)
      } else {
        refuse(person.element, "a second `subject`", expected: "one")
      }
    }
    let diseases = sound(packet, "diseases", "Disease")
    readDiseases(diseases, packet)
    for own in sound(packet, "medicalActions", "MedicalAction") { readAction(own) }
    for own in sound(packet, "measurements", "Measurement") { readMeasurement(own) }
    for own in sound(packet, "biosamples", "Biosample") { readBiosample(own) }
    for own in sound(packet, "phenotypicFeatures", "PhenotypicFeature") { readFeature(own) }
    for own in sound(packet, "interpretations", "") {
      keepOther(own.element, "interpretations", head: own.element.peek("id") ?? "")
    }
    settle(sizes)
    settleSurvival()
    settleBirth()
  }

  /// The elements of a list that are as the schema has them; the others are told.
  private mutating func sound(_ packet: FHIRElement, _ name: String, _ message: String) -> [Own] {
    var sound: [Own] = []
    for (number, element) in packet.all(name).enumerated() {
      if !message.isEmpty, element.kind != .elements {
        refuse(element, "\(ProblemLog.quoted(element.text)) for `\(name)`", expected: "an object")
      } else if let fault = PhenopacketSchema.fault(of: element, as: message) {
        refuse(element, "\(fault.found) (\(fault.element.path))", expected: fault.expected)
      } else if marks["\(name)/\(number)"] == nil, let twofold = element.twofoldTerm {
        // What says two things says neither, whichever of them the reader would have looked at first.
        refuse(element, "\(twofold.found) (\(twofold.element.path))", expected: "one meaning")
      } else {
        sound.append(Own(element: element, mark: marks["\(name)/\(number)"]))
      }
    }
    return sound
  }

  /// Tells an element that is not read; everything in it is kept in the note of an event of no kind.
  mutating func refuse(_ element: FHIRElement, _ message: String, expected: String? = nil) {
    outcome.misfits.append(Misfit(element.place(record), message, expected: expected))
    let entry = entry("event", key: nil, stem: "not-read", order: Self.atTheEnd, at: element.place(record))
    state("event", ["\(element.name) that was not read"], of: entry, nil)
    for leaf in element.rest(in: record) {
      keep(leaf, on: entry)
    }
  }

  /// What is of the document, and the names that this program gave to entries.
  private mutating func readMetaData(_ packet: FHIRElement) {
    for meta in packet.all("metaData") {
      if let fault = PhenopacketSchema.fault(of: meta, as: "MetaData") {
        outcome.warnings.append(
          Misfit(
            fault.element.place(record), "\(fault.found): the file is not valid, and is read", expected: fault.expected)
        )
      }
      for reference in meta.all("externalReferences") {
        if reference.peek("id") == PhenopacketOwn.entry, let place = reference.peek("reference"),
          let words = reference.peek("description"), let space = words.lastIndex(of: " ")
        {
          marks[place] = Mark(kind: String(words[..<space]), name: String(words[words.index(after: space)...]))
          for leaf in reference.rest(in: record) { used(leaf, "which entry of a record it is") }
        } else if let id = reference.leaf("id", in: record) {
          let rest = reference.rest(in: record)
          field("reference", ([id] + rest).map(\.raw).joined(separator: ", "), id, others: rest)
        }
      }
      leaveOutRest(of: meta, "it is of the document, and not of a patient")
    }
  }

  // MARK: entries

  /// A new entry of an element, under the name that it had in a record.
  mutating func made(_ kind: String, _ own: Own, stem: String? = nil) -> Int {
    let entry = entry(
      kind, key: nil, number: own.mark?.name, stem: stem ?? kind.replacing(" ", with: "-"), order: "",
      at: own.element.place(record))
    draft.entries[entry].isOwn = own.isOwn
    return entry
  }

  /// States a key by a class, in its words with the identifier behind them.
  mutating func stateTerm(_ key: String, _ element: FHIRElement?, _ entry: Int, withCode: Bool = true) {
    guard let term = element?.term(in: record), let first = term.leaves.first else { return }
    let words = withCode ? term.wordsAndCode : term.words
    state(key, [words ?? first.raw], of: entry, first, others: Array(term.leaves.dropFirst()))
  }

  /// Keeps an element in the note of an entry, in words.
  mutating func noteElement(_ element: FHIRElement?, _ entry: Int, label: String? = nil) {
    guard let element, element.isOpen else { return }
    let words = Self.words(element)
    let leaves = element.rest(in: record)
    guard let first = leaves.first else { return }
    note(
      first, on: entry, others: Array(leaves.dropFirst()), label: label ?? element.name,
      as: words.isEmpty ? leaves.map(\.raw).joined(separator: ", ") : words)
  }

  /// Everything of an element that nobody has read stands in the note of its entry.
  mutating func finish(_ element: FHIRElement, _ entry: Int) {
    for child in element.children where child.isOpen { noteElement(child, entry) }
  }

  /// Leaves out everything of an element that was not read.
  mutating func leaveOutRest(of element: FHIRElement?, _ reason: String) {
    for leaf in element?.rest(in: record) ?? [] { leaveOut(leaf, reason) }
  }

  /// So many lines of one kind stand in the note of a patient.
  private static let mostOthers = 2000

  /// Keeps an element that the record has no key for: one line in the note of an event that has all of its kind.
  mutating func keepOther(_ element: FHIRElement, _ kind: String, head: String, _ read: [Leaf] = []) {
    let entry = entry(
      "event", key: "others \(kind)", stem: Identifier.slug(kind), order: Self.atTheEnd, at: element.place(record))
    if draft.entries[entry].values.isEmpty { state("event", ["\(kind), in the note"], of: entry, nil) }
    let words = element.children.filter(\.isOpen).compactMap { child -> String? in
      let own = Self.words(child)
      return own.isEmpty ? nil : "\(child.name): \(own)"
    }
    let leaves = read + element.rest(in: record)
    guard let first = leaves.first else { return }
    guard draft.entries[entry].noted.count < Self.mostOthers else {
      for leaf in leaves { leaveOut(leaf, "more than \(Self.mostOthers) of this kind") }
      return
    }
    note(
      first, on: entry, others: Array(leaves.dropFirst()), label: head.isEmpty ? element.name : head,
      as: words.joined(separator: "; "))
  }

  /// An element in words: classes by their words and identifiers, quantities with their units, others with their names.
  static func words(_ element: FHIRElement) -> String {
    if element.kind != .elements { return element.text }
    let own = element.children
    if !own.isEmpty, own.allSatisfy({ ["id", "label"].contains($0.name) && $0.kind != .elements }) {
      return element.peekTerm.wordsAndCode ?? ""
    }
    if let value = element.peek("value"), let unit = element.child("unit") {
      let rest = own.filter { !["value", "unit"].contains($0.name) }.map { "\($0.name): \(words($0))" }
      return (["\(value) \(words(unit))"] + rest).joined(separator: "; ")
    }
    if let low = element.peek("low"), let high = element.peek("high") {
      return "\(low) to \(high)" + (element.child("unit").map { " \(words($0))" } ?? "")
    }
    if own.allSatisfy({ ["start", "end"].contains($0.name) }), !own.isEmpty {
      return "\(element.child("start").map(words) ?? "…") to \(element.child("end").map(words) ?? "…")"
    }
    if own.count == 1,
      ["age", "ageRange", "timestamp", "interval", "ontologyClass", "iso8601duration", "quantity"]
        .contains(own[0].name)
    {
      return words(own[0])
    }
    return own.map { child in
      let own = words(child)
      return own.isEmpty ? "" : "\(child.name): \(own)"
    }.filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

/// How this program names what it wrote.
enum PhenopacketOwn {
  /// The identifier of a reference that says which entry of a record an element is.
  static let entry = "urn:verlauf:entry"
}
