// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Reads a patient file.
struct PatientDecoder {
  let log: ProblemLog
  var names = Names()
  /// How many entries of each kind there were so far.
  var counts: [String: Int] = [:]
  /// The ids that the file gives, so that none is made up that is among them.
  var given: Set<String> = []

  /// What comes of a patient file.
  struct Result: Sendable {
    var patient: Patient?
    var names: [String: Names.Kind] = [:]
    var problems: [Problem]
  }

  /// The patient of a file and all problems of it. `name` is the name of the file without its ending.
  static func decode(_ log: ProblemLog, name: String) -> Result {
    guard let root = Document.parse(log) else { return Result(patient: nil, problems: log.problems) }
    var decoder = PatientDecoder(log: log)
    let patient = decoder.patient(root, name: name)
    return Result(patient: patient, names: decoder.names.kinds, problems: log.problems)
  }

  private mutating func patient(_ root: Item, name: String) -> Patient? {
    guard let fields = Fields(root, KeyTables.patient, section: Section.of(root), log: log) else { return nil }
    var patient = Patient(id: name, location: fields.location)
    if let id = fields.text("patient"), id != name {
      log.error(
        fields.mark("patient"), "\(ProblemLog.quoted(id)) in the file of patient \(ProblemLog.quoted(name))",
        expected: "the id that is the name of the file", suggestion: name)
    }
    _ = fields.text("section")
    patient.sex = fields.recordedWord("sex", Sex.self)
    patient.age = fields.recorded("age") { text, item in fields.age(text, item) }
    if let item = fields.item("age"), let anchor = patient.age.value?.anchor, let text = fields.text(of: item) {
      use(anchor, in: item, text)
    }
    patient.heightCentimetres = fields.recordedQuantity("height", .height)
    patient.weightKilograms = fields.recordedQuantity("weight", .weight)
    patient.sources = fields.sources()
    given = Self.givenNames(root)
    for item in fields.items("course", of: "a kind of entry (`diagnosis: …`)") {
      if let entry = entry(item, section: fields.section) { patient.entries.append(entry) }
    }
    names.check(log)
    return patient
  }

  /// Notes the event of an anchor as used.
  mutating func use(_ anchor: Anchor, in item: Item, _ text: String, _ kinds: Set<Names.Kind> = []) {
    let mark = log.text.mark(in: item, text: text, utf8Offset: anchor.offset)
    names.use(anchor.id, at: mark, kinds, allowsCutOff: kinds.isEmpty)
  }

  /// Times of a key, with the events they refer to noted as used. A cycle without a therapy can stand only in one.
  mutating func times(_ fields: Fields, _ key: String, inTherapy: Bool = false) -> [StatedTime] {
    var times: [StatedTime] = []
    for item in fields.oneOrMore(key) {
      guard let text = fields.text(of: item), let time = fields.time(text, item) else { continue }
      for anchor in time.anchors { use(anchor, in: item, text, time.anchorKinds) }
      if time.isOwnCycle, !inTherapy {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) does not say of which therapy",
          expected: "`… of ID` with a therapy's id")
      }
      times.append(time)
    }
    return times
  }

  /// A key that names a thing of some kinds, noted as used.
  mutating func reference(_ fields: Fields, _ key: String, _ kinds: Set<Names.Kind>) -> String? {
    guard let id = fields.text(key) else { return nil }
    names.use(id, at: fields.mark(key), kinds)
    return id
  }

  /// An id for what has none: the kind, then the kind with the number that it is of its kind; the next that is free.
  mutating func free(_ stem: String, number: Int) -> String {
    var number = number
    var id = number == 1 ? stem : "\(stem)-\(number)"
    while given.contains(id) {
      number += 1
      id = "\(stem)-\(number)"
    }
    given.insert(id)
    return id
  }

  /// The text of every `id` in a document.
  private static func givenNames(_ item: Item) -> Set<String> {
    switch item.content {
    case .list(let items): return items.reduce(into: []) { $0.formUnion(givenNames($1)) }
    case .fields(let fields):
      return fields.reduce(into: []) { names, field in
        if field.key == "id", case .text(let text) = field.value.content { names.insert(text.trimmed) }
        names.formUnion(givenNames(field.value))
      }
    case .empty, .text: return []
    }
  }
}
