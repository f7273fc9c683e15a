// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// A study as lines of JSON: a head, which says what holds for all patients, and a line a patient, so that patients can be read one by one.
///
/// The head is the canonical JSON (``StudyJSON``) of the study without its patients and without what is claimed of single patients. The line of a patient is the canonical JSON
/// of the patient, with the claims that are about this patient alone behind it, as `claims`.
public enum StudyLines {
  /// What a head says of itself, by the key `head`.
  public static let mark = "verlauf-study/1"

  /// The head of a study, with how many patients each reader of lesions measured; nil where nobody has counted them.
  public static func head(of study: Study, readers: [String?: Int]?) -> JSON {
    var own = study
    own.patients = []
    own.claims = study.claims.filter { $0.subject.patient == nil }
    guard case .object(var fields) = StudyJSON.value(of: own) else { return .null }
    fields.removeAll { field in
      guard case .array(let values) = field.value else { return false }
      return ["patients", "claims", "references", "decisions", "comparators"].contains(field.key) && values.isEmpty
    }
    fields.insert(("head", .string(mark)), at: 0)
    if let readers {
      let sorted = readers.sorted { ($0.key == nil ? 0 : 1, $0.key ?? "") < ($1.key == nil ? 0 : 1, $1.key ?? "") }
      fields.append(
        (
          "readers",
          .array(
            sorted.map { reader, patients in
              .object((reader.map { [("reader", .string($0))] } ?? []) + [("patients", .integer(patients))])
            })
        ))
    }
    return .object(fields)
  }

  /// The line of a patient, with what is claimed of that patient.
  public static func line(of patient: Patient, claims: [Claim]) -> JSON {
    var document = patient.wholeDocument()
    if !claims.isEmpty, case .fields(var fields) = document.content {
      fields.append(Item.Field("claims", ClaimList.written(claims, isWhole: true)))
      document.content = .fields(fields)
    }
    return StudyJSON.json(document)
  }

  /// The study as one text: the head, then its patients in their order, each on a line.
  public static func text(of study: Study) -> String {
    let claims = Dictionary(grouping: study.claims) { $0.subject.patient }
    var text = head(of: study, readers: readers(of: study.patients)).text(.line) + "\n"
    for patient in study.patients { text += line(of: patient, claims: claims[patient.id] ?? []).text(.line) + "\n" }
    return text
  }

  /// How many of some patients each reader of lesions measured; nil is a reader without a name.
  public static func readers(of patients: [Patient]) -> [String?: Int] {
    patients.reduce(into: [:]) { counts, patient in
      for reader in Set(patient.lesions.map(\.reader)) { counts[reader, default: 0] += 1 }
    }
  }

  /// The id of the patient of a document that may have faults; nil where it has none that could be one.
  package static func patient(of root: Item) -> Patient.ID? {
    guard case .fields(let fields) = root.content, case .text(let id)? = fields.first(named: "patient")?.content,
      Identifier.isPatient(id)
    else { return nil }
    return id
  }

  /// Whether a document says that it is a head.
  package static func isHead(_ root: Item) -> Bool {
    guard case .fields(let fields) = root.content else { return false }
    return fields.contains { $0.key == "head" }
  }

  /// The head of a document; nil after telling why there is none.
  package static func readHead(_ root: Item, _ log: ProblemLog) -> (study: Study, readers: [String?: Int]?)? {
    guard case .fields(let all) = root.content, let head = all.first(where: { $0.key == "head" }) else {
      log.error(root.mark, "no head of a study", expected: "an object with `\"head\": \"\(mark)\"`")
      return nil
    }
    if case .text(mark) = head.value.content {
    } else {
      log.error(head.value.mark, "\(head.value.kind) for `head`", expected: "`\(mark)`")
    }
    if let field = all.first(where: { $0.key == "patients" }) {
      log.error(field.mark, "`patients` in a head", expected: "a line for each patient behind it")
    }
    var readers: [String?: Int]?
    if let field = all.first(where: { $0.key == "readers" }) { readers = counts(field.value, log) }
    let own = Item(content: .fields(all.filter { !["head", "readers", "claims"].contains($0.key) }), mark: root.mark)
    guard var study = StudyJSON.read(own, log) else { return nil }
    if let claims = all.first(where: { $0.key == "claims" }) {
      // What the series claims may name entries of patients, who are not here; nobody is called so.
      var list = ClaimList(Reader(log), names: [:], unread: [""])
      study.claims = list.read(claims.value)
    }
    return (study, readers)
  }

  private static func counts(_ item: Item, _ log: ProblemLog) -> [String?: Int]? {
    let expected = "a list of `{\"reader\": NAME, \"patients\": COUNT}`"
    guard case .list(let items) = item.content else {
      log.error(item.mark, "\(item.kind) for `readers`", expected: expected)
      return nil
    }
    var counts: [String?: Int] = [:]
    for item in items {
      guard case .fields(let fields) = item.content, case .text(let text)? = fields.first(named: "patients")?.content,
        let count = Int(text), count >= 0, fields.allSatisfy({ ["reader", "patients"].contains($0.key) })
      else {
        log.error(item.mark, "no count of a reader's patients", expected: expected)
        continue
      }
      var name: String?
      if case .text(let text)? = fields.first(named: "reader")?.content { name = text }
      if counts.updateValue(count, forKey: name) != nil {
        log.error(item.mark, "a reader who is there twice", expected: "each once")
      }
    }
    return counts
  }

  /// The patient of a line with the claims on it; nil after telling why there is none.
  ///
  /// - Parameter generic: the generic name that a name of a drug means.
  package static func readPatient(
    _ root: Item, fields: [StudyField], _ log: ProblemLog,
    generic: @escaping @Sendable (String) -> String? = DrugNames.generic
  ) -> (patient: Patient, claims: [Claim], places: Places)? {
    guard case .fields(let all) = root.content else {
      log.error(root.mark, "\(root.kind) where a patient should stand", expected: "an object with `patient`")
      return nil
    }
    let claimed = all.first { $0.key == "claims" }?.value
    let own =
      claimed == nil ? root : Item(content: .fields(all.filter { $0.key != "claims" }), mark: root.mark)
    let (patient, reader) = Patient.read(own, name: "", log, whole: true, generic: generic)
    guard var patient else { return nil }
    if !Identifier.isPatient(patient.id) {
      let mark = all.first { $0.key == "patient" }?.value.mark ?? root.mark
      log.error(
        mark, "\(ProblemLog.quoted(patient.id)) for a patient", expected: "letters, digits, `-`, `_` and `.`")
    }
    for fault in StudyFields.settle(&patient, fields, isChart: false) {
      log.error(
        reader.fieldMarks[fault.name] ?? root.mark, fault.message, expected: fault.expected,
        suggestion: fault.suggestion)
    }
    var claims: [Claim] = []
    if let claimed {
      var list = ClaimList(Reader(log), names: [patient.id: reader.names.kinds])
      claims = list.read(claimed)
      for claim in claims where claim.subject.patient != patient.id {
        log.error(
          claimed.mark,
          "the claim \(ProblemLog.quoted(claim.id)) is not about patient \(ProblemLog.quoted(patient.id))",
          expected: "on a patient's line what is claimed of that patient")
      }
    }
    return (patient, claims, reader.places)
  }
}

extension [Item.Field] {
  fileprivate func first(named key: String) -> Item? { first { $0.key == key }?.value }
}

extension Claim.Subject {
  /// The patient whom a claim is about; nil for the series and for another study.
  package var patient: Patient.ID? { if case .patient(let id) = self { id } else { nil } }
}
