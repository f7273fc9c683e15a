// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Makes patients of drafts: the notation reads each as it reads a patient of a folder, and what it says of a place is told of the cell.
struct PatientAssembly {
  /// The study's own fields.
  let fields: [StudyField]
  /// Whether what is not understood is kept as it stands.
  let keepsGoing: Bool

  /// The patient of a draft; nil after telling what is not understood.
  func patient(_ draft: PatientDraft, _ outcome: inout TableOutcome) -> Patient? {
    var draft = draft
    settleNames(&draft, &outcome)
    settleRepeated(&draft, &outcome)
    checkKinds(&draft, &outcome)
    // Each round takes out what the last one told: what was taken out can leave something else without what it refers to.
    for _ in 0..<rounds {
      // What is of a therapy that was taken out is kept with it.
      checkTherapies(&draft, &outcome)
      let document = PatientDocument(draft)
      let blank = String(repeating: "\n", count: document.targets.count)
      let log = ProblemLog(text: SourceText(file: draft.place.file, text: blank))
      let (read, reader) = Patient.read(document.root, name: "", log, whole: true, generic: BuiltInLibrary.generic)
      var faults = log.problems.filter { $0.severity == .error }.map { (document.target($0.location.line), $0) }
      var patient = read
      if var own = patient {
        for fault in StudyFields.settle(&own, fields, isChart: false) {
          let line = reader.fieldMarks[fault.name]?.line ?? 1
          let location = SourceLocation(file: "", line: line, column: 1)
          faults.append(
            (
              document.target(line),
              Problem(.error, at: location, fault.message, expected: fault.expected, suggestion: fault.suggestion)
            ))
        }
        patient = own
      }
      if faults.isEmpty, var patient {
        for problem in log.problems {
          outcome.warnings.append(misfit(problem, at: document.target(problem.location.line), draft))
        }
        keep(draft, &patient)
        keepCodes(draft, &patient)
        count(draft, &outcome)
        return patient
      }
      outcome.misfits += faults.map { misfit($0.1, at: $0.0, draft) }
      if faults.isEmpty {
        outcome.misfits.append(Misfit(draft.place, "the patient \(draft.id) cannot be read"))
        return nil
      }
      guard keepsGoing else {
        count(draft, without: faults.map(\.0), &outcome)
        return nil
      }
      draft.take(out: faults.map(\.0))
    }
    outcome.misfits.append(
      Misfit(draft.place, "the patient \(draft.id) cannot be read even without what is not understood"))
    return nil
  }

  private let rounds = 12

  init(fields: [StudyField], keepsGoing: Bool) {
    self.fields = fields
    self.keepsGoing = keepsGoing
  }

  // MARK: before the notation

  /// Facts that only one source can state, and fields, are not stated twice with different values; what is said twice alike is said once.
  private func settleRepeated(_ draft: inout PatientDraft, _ outcome: inout TableOutcome) {
    let keys = Patient.notation.table
    func canDiffer(_ key: String) -> Bool {
      guard let index = keys.order[key] else { return false }
      switch keys.keys[index].schema {
      case .either, .list, .oneOrMore: return true
      default: return false
      }
    }
    var dropped: [PatientDraft.Value] = []
    var first: [String: PatientDraft.Value] = [:]
    draft.facts = draft.facts.filter { key, value in
      guard let earlier = first.updateValue(first[key] ?? value, forKey: key), !canDiffer(key) else { return true }
      if earlier.texts != value.texts {
        outcome.misfits.append(Self.differs(key, earlier, value))
        dropped.append(value)
        return false
      }
      return true
    }
    first = [:]
    draft.fields = draft.fields.filter { name, value in
      guard let earlier = first.updateValue(first[name] ?? value, forKey: name) else { return true }
      if earlier.texts != value.texts {
        outcome.misfits.append(Self.differs(name, earlier, value))
        dropped.append(value)
      } else {
        outcome.losses.add(
          .understood, file: value.place.file, column: value.place.column ?? "", meaning: value.meaning)
      }
      return false
    }
    draft.kept += dropped
  }

  private static func differs(_ key: String, _ first: PatientDraft.Value, _ second: PatientDraft.Value) -> Misfit {
    Misfit(
      second.place,
      "\(ProblemLog.quoted(second.raw)) for `\(key)`, which is \(ProblemLog.quoted(first.raw)) in \(first.place)",
      expected: "the same in all rows of a patient")
  }

  /// An entry has what its kind begins with.
  private func checkKinds(_ draft: inout PatientDraft, _ outcome: inout TableOutcome) {
    for (index, part) in draft.entries.enumerated() where !part.values.contains(where: { $0.key == part.kind }) {
      // Where it is there and not understood, that has been told.
      if !part.kept.contains(where: { $0.meaning == "\(part.kind) of \(part.plan)" }) {
        outcome.misfits.append(
          Misfit(
            part.row, "a row that makes a `\(part.plan)` without `\(part.kind)`",
            expected: "a value in its column; or `always: {\(part.kind): …}` in the mapping"))
      }
      draft.makeEvent(index)
    }
  }

  /// Administrations and phases are of a therapy of the patient.
  private func checkTherapies(_ draft: inout PatientDraft, _ outcome: inout TableOutcome) {
    let therapies = draft.entries.filter { $0.kind == "therapy" }.map(\.id)
    var kept: [PatientDraft.Value] = []
    draft.owned = draft.owned.filter { part in
      let owner = part.values.first { $0.key == "therapy" }?.value
      if let text = owner?.texts.first, therapies.contains(text) { return true }
      outcome.misfits.append(
        Misfit(
          owner?.place ?? part.row,
          owner.map { "no therapy \(ProblemLog.quoted($0.raw)) of the patient \(draft.id)" }
            ?? "\(part.kind == "administration" ? "an" : "a") \(part.kind) without its `therapy`",
          expected: Wording.list(therapies), suggestion: owner.flatMap { Wording.nearest(to: $0.raw, in: therapies) }))
      kept += part.values.map(\.value).filter { $0.place.column != nil }
      return false
    }
    draft.kept += kept
  }

  // MARK: after it

  private func misfit(_ problem: Problem, at target: PatientDocument.Target, _ draft: PatientDraft) -> Misfit {
    var place = draft.place
    switch draft.value(at: target) {
    case let value?: place = value.place
    case nil: if let row = draft.row(at: target) { place = row }
    }
    return Misfit(place, problem.message, expected: problem.expected, suggestion: problem.suggestion)
  }

  /// What was not understood, as fields of the study's own.
  private func keep(_ draft: PatientDraft, _ patient: inout Patient) {
    var texts: [String: [String]] = [:]
    for value in draft.kept { texts[Self.fieldName(value), default: []].append(value.raw) }
    for (name, values) in texts {
      patient.fields[name] = .stated(.text(UnreadCells.inField(values)))
    }
  }

  /// The codes of what has no source of its own: rows of tables, and fields of the study's own.
  private func keepCodes(_ draft: PatientDraft, _ patient: inout Patient) {
    let values =
      (draft.lesions + draft.owned).flatMap { $0.values.map(\.value) } + draft.fields.map(\.value)
    var texts: [String: [String]] = [:]
    for value in values where !value.codes.isEmpty {
      let text = "\(value.raw) = \(value.texts.joined(separator: ", "))"
      let name = Self.codeFieldName(value)
      if texts[name]?.contains(text) != true { texts[name, default: []].append(text) }
    }
    for (name, texts) in texts {
      patient.fields[name] = .stated(.text("in the file: " + texts.joined(separator: "; ")))
    }
  }

  /// The field of the study's own that holds the codes of a column.
  static func codeFieldName(_ value: PatientDraft.Value) -> String { "\(value.place.column ?? "row") (code)" }

  /// The field of the study's own that holds what is not understood of a column.
  static func fieldName(_ value: PatientDraft.Value) -> String { UnreadCells.field(of: value.place.column ?? "row") }

  /// Where a value stands, and the text itself at its own place; others that say it with it have their place alone.
  private static func example(_ value: PatientDraft.Value, at place: CellPlace) -> String? {
    let line = place.row.map { "\(place.record == nil ? "row" : "line") \($0)" }
    return place == value.place ? (line.map { $0 + ": " } ?? "") + value.raw : line
  }

  private func count(
    _ draft: PatientDraft, without targets: [PatientDocument.Target] = [], _ outcome: inout TableOutcome
  ) {
    func add(_ outcomeOfValue: LossReport.Outcome, _ value: PatientDraft.Value, showing: Bool) {
      guard !value.isSecond else { return }
      for place in [value.place] + value.others {
        guard let column = place.column else { continue }
        outcome.losses.add(
          outcomeOfValue, file: place.file, column: column, meaning: value.meaning,
          example: showing ? Self.example(value, at: place) : nil)
      }
    }
    func understood(_ value: PatientDraft.Value) { add(.understood, value, showing: false) }
    func lost(_ value: PatientDraft.Value) { add(keepsGoing ? .kept : .unplaced, value, showing: true) }
    let values =
      draft.facts.indices.map { (PatientDocument.Target.fact($0), draft.facts[$0].value) }
      + draft.fields.indices.map { (.field($0), draft.fields[$0].value) }
      + draft.entries.indices.flatMap { index in
        draft.entries[index].values.indices.map { (.entryValue(index, $0), draft.entries[index].values[$0].value) }
      }
      + draft.lesions.indices.flatMap { index in
        draft.lesions[index].values.indices.map { (.lesionValue(index, $0), draft.lesions[index].values[$0].value) }
      }
      + draft.owned.indices.flatMap { index in
        draft.owned[index].values.indices.map {
          (.ownedValue(index, $0), draft.owned[index].values[$0].value)
        }
      }
    for (target, value) in values { targets.contains(target) ? lost(value) : understood(value) }
    for value in draft.kept + draft.entries.flatMap(\.kept) { lost(value) }
    for value in draft.entries.flatMap(\.repeated) { understood(value) }
    for value in draft.entries.flatMap(\.noted) { add(.kept, value, showing: true) }
  }
}

extension PatientDocument {
  /// What the line of a mark is.
  func target(_ line: Int) -> Target { targets.indices.contains(line - 1) ? targets[line - 1] : .patient }
}

extension PatientDraft {
  /// The value at a place of the document.
  func value(at target: PatientDocument.Target) -> Value? {
    switch target {
    case .fact(let index): facts[index].value
    case .field(let index): fields[index].value
    case .entryValue(let index, let number): entries[index].values[number].value
    case .lesionValue(let index, let number): lesions[index].values[number].value
    case .ownedValue(let index, let number): owned[index].values[number].value
    case .patient, .entry, .lesion, .owned: nil
    }
  }

  /// The row of a part at a place of the document.
  func row(at target: PatientDocument.Target) -> CellPlace? {
    switch target {
    case .entry(let index): entries[index].row
    case .lesion(let index): lesions[index].row
    case .owned(let index): owned[index].row
    default: nil
    }
  }

  /// Takes what was not understood out of the facts, and keeps its words.
  mutating func take(out targets: [PatientDocument.Target]) {
    var entryValues: [Int: Set<Int>] = [:]
    var (lostFacts, lostFields, lostEntries) = (Set<Int>(), Set<Int>(), Set<Int>())
    var (lostLesions, lostOwned) = (Set<Int>(), Set<Int>())
    for target in targets {
      switch target {
      case .patient: break
      case .fact(let index): lostFacts.insert(index)
      case .field(let index): lostFields.insert(index)
      case .entry(let index): lostEntries.insert(index)
      case .entryValue(let index, let number): entryValues[index, default: []].insert(number)
      case .lesion(let index), .lesionValue(let index, _): lostLesions.insert(index)
      case .owned(let index), .ownedValue(let index, _): lostOwned.insert(index)
      }
    }
    for (index, numbers) in entryValues {
      let own = entries[index].values
      // What the row does not make by itself is no more than what its columns say.
      let hasRest = own.indices.contains {
        !numbers.contains($0) && own[$0].value.place.column != nil && !own[$0].value.isSilent
      }
      if numbers.contains(where: { own[$0].key == entries[index].kind || own[$0].value.place.column == nil })
        || !(hasRest || entries[index].isOfRow || !entries[index].ownDay.isEmpty)
      {
        lostEntries.insert(index)
      } else {
        entries[index].kept += numbers.sorted().map { own[$0].value }
        entries[index].values = own.indices.filter { !numbers.contains($0) }.map { own[$0] }
      }
    }
    for index in lostEntries { makeEvent(index) }
    kept += lostFacts.sorted().map { facts[$0].value } + lostFields.sorted().map { fields[$0].value }
    // What the mapping says of every row stands in no cell.
    kept += lostLesions.sorted().flatMap { lesions[$0].values.map(\.value).filter { $0.place.column != nil } }
    kept += lostOwned.sorted().flatMap { owned[$0].values.map(\.value).filter { $0.place.column != nil } }
    facts = facts.indices.filter { !lostFacts.contains($0) }.map { facts[$0] }
    fields = fields.indices.filter { !lostFields.contains($0) }.map { fields[$0] }
    lesions = lesions.indices.filter { !lostLesions.contains($0) }.map { lesions[$0] }
    owned = owned.indices.filter { !lostOwned.contains($0) }.map { owned[$0] }
  }

  /// Makes an entry that was not understood an event of no kind, with its words as a note: other times may refer to it.
  mutating func makeEvent(_ index: Int) {
    entries[index].kept += entries[index].values.map(\.value).filter { $0.place.column != nil }
    entries[index].kind = "event"
    entries[index].values = [
      (
        "event",
        Value(
          texts: ["an entry that was not understood"], place: entries[index].row, raw: "", meaning: "")
      )
    ]
  }
}
