// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// A study as one JSON document: every record with its keys in the order of the notation, the same text for the same study.
///
/// What stands in several files of a folder stands within its record here: administrations in their therapy, lesions and laboratory values
/// in their patient. Ids and sections are always written.
public enum StudyJSON {
  /// The study as a JSON value.
  public static func value(of study: Study) -> JSON { json(document(of: study)) }

  /// The study as items: what ``read(_:_:)`` reads as the same study.
  package static func document(of study: Study) -> Item {
    let whole = Writer(holdsRows: true)
    var document: [Item.Field] = []
    if case .fields(let own) = Study.notation.write(study, whole).content { document = own }
    document.append(Item.Field("patients", Item(content: .list(study.patients.map { $0.wholeDocument() }))))
    document.append(Item.Field("claims", ClaimList.written(study.claims, isWhole: true)))
    document.append(Item.Field("references", ReferenceList.written(study.references)))
    document.append(Item.Field("decisions", DecisionList.written(study.decisions)))
    document.append(
      Item.Field(
        "comparators", Item(content: .list(study.comparators.map { Comparator.notation.write($0, whole) }))))
    return Item(content: .fields(document))
  }

  /// The canonical text of a study.
  public static func text(of study: Study) -> String { value(of: study).text() + "\n" }

  /// The study of a document that was read as items, as it was written by this; nil after telling why there is none.
  package static func read(_ root: Item, _ log: ProblemLog) -> Study? {
    guard case .fields(let all) = root.content else {
      log.error(root.mark, "\(root.kind) where a study should stand", expected: "an object")
      return nil
    }
    let parts = ["patients", "claims", "references", "decisions", "comparators"]
    func items(_ key: String) -> [Item] {
      guard let field = all.first(where: { $0.key == key }) else { return [] }
      guard case .list(let items) = field.value.content else {
        log.error(field.value.mark, "\(field.value.kind) where a list should stand", expected: "a list of \(key)")
        return []
      }
      return items
    }
    let own = Item(content: .fields(all.filter { !parts.contains($0.key) }), mark: root.mark)
    guard var study = Study.notation.read(own, Reader(log)) else { return nil }
    var names: [Patient.ID: [String: Names.Kind]] = [:]
    for item in items("patients") {
      let (patient, reader) = Patient.read(item, name: "", log, whole: true)
      guard var patient else { continue }
      for fault in StudyFields.settle(&patient, study.fields, isChart: false) {
        log.error(
          reader.fieldMarks[fault.name] ?? item.mark, fault.message, expected: fault.expected,
          suggestion: fault.suggestion)
      }
      if names.updateValue(reader.names.kinds, forKey: patient.id) != nil {
        log.error(item.mark, "the patient \(ProblemLog.quoted(patient.id)) is there twice", expected: "each once")
      }
      study.patients.append(patient)
    }
    if let claims = all.first(where: { $0.key == "claims" }) {
      var list = ClaimList(Reader(log), names: names)
      study.claims = list.read(claims.value)
    }
    if let references = all.first(where: { $0.key == "references" }) {
      study.references = ReferenceList.read(references.value, Reader(log))
    }
    if let decisions = all.first(where: { $0.key == "decisions" }) {
      study.decisions = DecisionList.read(decisions.value, Reader(log))
    }
    study.comparators = items("comparators").compactMap { Comparator.notation.read($0, Reader(log)) }
    return study
  }

  /// An item as JSON: texts as strings, whole numbers and flags as what they are.
  static func json(_ item: Item) -> JSON {
    switch item.content {
    case .empty: .null
    case .text(let text):
      switch item.kindOfText {
      case .text: .string(text)
      case .flag: .bool(text == "true")
      case .number: Double(text).map { .number($0) } ?? .string(text)
      }
    case .list(let items): .array(items.map(json))
    case .fields: .object(fields(item))
    }
  }

  private static func fields(_ item: Item) -> [(key: String, value: JSON)] {
    guard case .fields(let fields) = item.content else { return [] }
    return fields.map { ($0.key, json($0.value)) }
  }
}
