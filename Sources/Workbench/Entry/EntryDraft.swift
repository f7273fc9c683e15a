// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Notation
import Plain
import Store

/// An entry as it is being entered: read with the rest of the patient as if it were saved, before it is.
struct EntryDraft: Sendable {
  let kind: EntryKind
  let patient: Patient.ID
  /// The parts of the patient's file, as they are.
  let parts: [StoredPart]
  /// The part that is edited; nil for a new entry.
  let part: Int?
  /// The study's own part.
  let study: StoredPart?
  let names: EventNames
  private let known: [String: Names.Kind]

  init(_ kind: EntryKind, _ sheet: PatientSheet, part: Int?, _ store: Store, at revision: Int) async throws {
    self.kind = kind
    patient = sheet.patient.id
    self.part = part
    parts = try await store.parts(of: patient, at: revision).filter { $0.part.kind.isOfPatientFile }
    study = try await store.parts(of: nil, at: revision).first { $0.part.kind == .study }
    names = EventNames(sheet.patient.entries)
    let text = StudyParts.join(parts.map(\.part), StudyPart.Kind.patient.path(patient))
    known = StudyFolder.names(in: text, of: patient)?.kinds ?? [:]
  }

  /// Replaces what was typed of times by what it is read as, where it has one meaning. What has none, or several, is told.
  func settleTimes(_ sheet: inout FormSheet, _ problems: inout FormProblems) {
    settleReferences(&sheet, &problems)
    let names = names(with: sheet)
    for name in Self.times(sheet) {
      let lines = (sheet.values[name] ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter {
        !$0.isEmpty
      }
      var settled: [String] = []
      for line in lines {
        let read = TypedTime.read(line, names)
        settled.append(read.canonical ?? line)
        if let problem = read.problem {
          problems.all.append(
            FormProblems.One(name: name, isError: true, words: "", offers: read.offers, phrase: problem, line: line))
        }
      }
      if !lines.isEmpty { sheet.values[name] = settled.joined(separator: "\n") }
    }
  }

  /// The events of the patient, and this entry where it is new: its end may be told from its own beginning.
  func names(with sheet: FormSheet) -> EventNames {
    guard part == nil else { return names }
    let own = (sheet.values["id"] ?? "").trimmed
    var sheet = sheet
    let item = withKind(sheet.item())
    guard let id = own.isEmpty ? EntryName.proposed(item, kind: kind.word, taken: Set(known.keys)) : own else {
      return names
    }
    let value = (sheet.values[kind.word] ?? "").trimmed
    return names.with(id, kind.word, value)
  }

  /// Replaces what names another entry by its id, where one is meant: `Gemcitabine + Docetaxel` is `gem-doc`.
  private func settleReferences(_ sheet: inout FormSheet, _ problems: inout FormProblems) {
    for key in sheet.table.keys where ["of", "continues"].contains(key.name) {
      let text = (sheet.values[key.name] ?? "").trimmed
      guard !text.isEmpty, names.event(text) == nil, FormSheet.silence[text.lowercased()] == nil else { continue }
      let meant = names.meant(text)
      if meant.count == 1 {
        sheet.values[key.name] = meant[0].id
      } else if meant.count > 1 {
        problems.all.append(
          FormProblems.One(
            name: key.name, isError: true, words: "", offers: meant.map(\.id), phrase: Words.which, line: text))
      }
    }
  }

  /// The names of the fields of a sheet that are times.
  static func times(_ sheet: FormSheet) -> [String] {
    func names(_ table: KeyTable, _ prefix: String) -> [String] {
      FormSheet.fields(table, prefix, without: sheet.without).flatMap { field -> [String] in
        switch field.control.shape {
        case .group(let own): names(own, field.name + ".")
        case .groups(let own, _): (1...max(1, sheet.count(field.name))).flatMap { names(own, "\(field.name).\($0).") }
        default: field.control.isTime ? [field.name] : []
        }
      }
    }
    return names(sheet.table, "")
  }

  /// Whether the word of the kind may stand there with nothing behind it: a death of which no cause is stated.
  func standsAlone(_ key: KeyTable.Key) -> Bool {
    guard key.name == kind.word else { return false }
    switch key.schema {
    case .trueOrWords, .recorded: return true
    default: return false
    }
  }

  /// The document of the form with the word of the kind, which stands there even where nothing more is said.
  func withKind(_ item: Item) -> Item {
    var item = item
    guard case .fields(var fields) = item.content, !fields.contains(where: { $0.key == kind.word }),
      let key = kind.record.table.order[kind.word].map({ kind.record.table.keys[$0] })
    else { return item }
    guard standsAlone(key) else { return item }
    fields.insert(
      Item.Field(key: kind.word, mark: item.mark, value: ItemText.marked(Item(text: "true", .flag), item.mark)), at: 0)
    item.content = .fields(fields)
    return item
  }

  /// The document with a name, where it is new and nobody has named it.
  func named(_ item: Item) -> Item {
    guard part == nil, case .fields(var fields) = item.content,
      let name = EntryName.proposed(item, kind: kind.word, taken: Set(known.keys))
    else { return item }
    var item = item
    fields.append(Item.Field(key: "id", mark: item.mark, value: ItemText.marked(Item(text: name), item.mark)))
    item.content = .fields(fields)
    return item
  }

  /// What the reader of folders says of the entry, by the fields of the form.
  func problems(_ item: Item, _ sheet: FormSheet) -> FormProblems {
    let log = ProblemLog(text: sheet.text)
    var head = [Item.Field("patient", Item(text: patient))]
    if let section = parts.first(where: { $0.part.kind == .patient })?.part.value(of: "section") {
      head.append(Item.Field("section", Item(text: section)))
    }
    let root = Item(content: .fields(head + [Item.Field("course", Item(content: .list([item])))]))
    // A new entry may refer to itself: an end to its beginning.
    var known = known
    if part == nil, case .fields(let fields) = item.content,
      case .text(let id)? = fields.first(where: { $0.key == "id" })?.value.content,
      known[id] == nil
    {
      known[id] = kind.word == "therapy" ? .therapy : .entry
    }
    _ = Patient.read(root, name: patient, log, known: known)
    var problems = FormProblems()
    problems.take(log.problems, sheet)
    return problems
  }

  /// What the reader says of the patient's own facts.
  func problems(ofHead item: Item, _ sheet: FormSheet) -> FormProblems {
    let log = ProblemLog(text: sheet.text)
    _ = Patient.read(item, name: patient, log, known: known)
    var problems = FormProblems()
    problems.take(log.problems, sheet)
    return problems
  }

  /// The text of the part that the form says: fields that say the same as before stay as they are written, comments among them.
  func text(_ item: Item, replacing base: StudyPart?) throws(PartFields.Unreadable) -> String {
    let schema = Schema.list(.table(kind.record.table.name))
    let whole = YAMLLayout.text(Item(content: .list([item])), schema)
    guard let base else { return whole }
    return try PartText.merged(StudyPart(kind: base.kind, patient: base.patient, text: whole), base)
  }

  /// The patient as if the entry were saved; nil where the file could not be read.
  ///
  /// - Parameter text: the part of the entry.
  func patient(with text: String) -> (study: Study, patient: Patient)? {
    let entry = StudyPart(kind: .entry, patient: patient, text: text)
    var all = parts.map { $0.id == part ? entry : $0.part }
    if part == nil {
      let index = all.lastIndex { $0.kind.rank <= entry.kind.rank }.map { $0 + 1 } ?? all.count
      all.insert(entry, at: index)
    }
    var files = [
      StudyPart.Kind.patient.path(patient): StudyParts.parsable(
        all.map(Self.standing), StudyPart.Kind.patient.path(patient))
    ]
    if let study { files[StudyPart.Kind.study.path(nil)] = study.part.text }
    guard let study = StudyFolder.read(files: files).study, let patient = study.patients.first else { return nil }
    return (study, patient)
  }

  /// An entry as it stands in its list.
  private static func standing(_ part: StudyPart) -> StudyPart {
    guard part.kind == .entry, let fields = try? PartFields(part) else { return part }
    return StudyPart(kind: part.kind, patient: part.patient, text: fields.text(part.kind))
  }

  /// The number of the entry among all entries of the patient.
  var index: Int {
    let entries = parts.filter { $0.part.kind == .entry }
    return entries.firstIndex { $0.id == part } ?? entries.count
  }
}
