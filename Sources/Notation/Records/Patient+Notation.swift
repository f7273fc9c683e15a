// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

extension Patient: Described {
  /// `patients/ID.yaml`
  package static let notation = described(whole: false)

  /// A patient in JSON, which has no other file for lesions and administrations.
  package static let wholeNotation = described(whole: true)

  private static func described(whole: Bool) -> Record<Patient> {
    Record<Patient>(
      "patient", title: "a patient file", "One patient and the course of the disease.", blank: { Patient(id: "") },
      [
        Field(
          KeyTable.Key("patient", .text, required: true, "The patient's id, the same as the name of the file."),
          read: { patient, mapping in
            let reader = mapping.reader
            let id = mapping.name("patient")
            // A patient in JSON has no file whose name would be the id.
            if reader.patient.isEmpty { reader.patient = id ?? "" }
            if let id, id != reader.patient {
              reader.log.error(
                mapping.mark("patient"),
                "\(ProblemLog.quoted(id)) in the file of patient \(ProblemLog.quoted(reader.patient))",
                expected: "the id that is the name of the file", suggestion: reader.patient)
            }
            patient.id = reader.patient
            return true
          }, write: { patient, _ in Item(text: patient.id) }),
        Section.field(), .stated("sex", \.sex, .words(), "Sex as recorded in the chart."),
        .stated("age", \.age, .age, "Completed years, and the event they are stated for."),
        .recorded(
          "year of birth", \.yearOfBirth, .integer(1880...2100), "Year of birth, where the record may hold it."),
        .stated("height", \.heightCentimetres, .measure(.height, "178 cm"), "Height in cm."),
        .stated("weight", \.weightKilograms, .measure(.weight, "80 kg"), "Weight in kg."),
        .many("comorbidity", \.comorbidity, Form<String>.text.listOrOne, "Other diseases, each in words."),
        .recorded("arm", \.arm, .text, "Arm of a trial."),
        .recorded(
          "period", \.period, .date, "When this patient was treated, where it is not the study's `period`, in EDTF."),
        .recorded(
          "data cut-off", \.dataCutOff, .date,
          "Until when this patient's outcomes were tracked, where it is not the study's `data cut-off`, in EDTF."),
        .with("fields", \.fields, .fieldValues, absent: [:], "Values of the study's own fields: `smoker: yes`."),
        .sources(\.sources, "source", "Where sex and age are stated."),
        .many("course", \.entries, .course(whole: whole), "What happened, in order of time."),
      ] + (whole ? [.many("lesions", \.lesions, .lesions, "Measurements of lesions.")] : []),
      finish: { patient, mapping in
        mapping.reader.place(.patient(patient.id), mapping.mark)
        let reader = mapping.reader
        for use in reader.uses { Names.check(use, in: reader.known ?? reader.names.kinds, log: reader.log) }
        // A folder has its lesions in a table of its own.
        guard whole else { return }
        for use in reader.lesionUses {
          guard let fault = LesionUse.fault(use.lesion, in: patient) else { continue }
          reader.log.error(use.mark, fault.message, expected: fault.expected, suggestion: fault.suggestion)
        }
      })
  }

  /// The patient of a document and the names in it. Of `name` is the file; empty, the patient may have any id.
  ///
  /// - Parameters:
  ///   - known: all names of the patient, where the document has only some of the course.
  ///   - generic: the generic name that a name of a drug means, by which phases are held against the drugs of their therapy.
  package static func read(
    _ root: Item, name: String, _ log: ProblemLog, whole: Bool = false, known: [String: Names.Kind]? = nil,
    generic: @escaping @Sendable (String) -> String? = DrugNames.generic
  ) -> (Patient?, Reader) {
    let reader = Reader(log, section: Section.of(root), generic: generic)
    reader.patient = name
    reader.known = known
    reader.given = givenNames(root)
    return ((whole ? wholeNotation : notation).read(root, reader), reader)
  }

  /// The patient as a document. What stands in tables of its own is left out.
  package func written() -> Item {
    var writer = Writer(section: Section.common(allSources))
    writer.impliedIDs = impliedIDs
    return Patient.notation.write(self, writer)
  }

  /// The patient as a document with all that is recorded of it, as JSON has it. Nothing is left to the reader but what no record says.
  package func wholeDocument() -> Item { Patient.wholeNotation.write(self, Writer(holdsRows: true)) }

  /// All sources of the file.
  private var allSources: [Source] {
    sources
      + entries.flatMap { entry -> [Source] in
        guard case .therapy(let therapy) = entry.content else { return entry.sources }
        return entry.sources
          + (therapy.planned + therapy.phases).flatMap { $0.sources + $0.support.flatMap(\.sources) }
      }
  }

  /// Ids that the reader makes up for what has none: the kind, or the kind with the number that it is of its kind. They can be left out
  /// together: each is the plain one of its place, and no other record has it.
  private var impliedIDs: Set<String> {
    var implied: Set<String> = []
    var counts: [String: Int] = [:]
    var all: Set<String> = []
    var isUnique = true
    func add(_ id: String, _ stem: String, _ number: Int) {
      if !all.insert(id).inserted { isUnique = false }
      if id == (number == 1 ? stem : "\(stem)-\(number)") { implied.insert(id) }
    }
    for entry in entries {
      guard let word = EntryKind.all.first(where: { $0.matches(entry.content) })?.word else { continue }
      counts[word, default: 0] += 1
      add(entry.id, Identifier.slug(word), counts[word, default: 1])
      guard case .therapy(let therapy) = entry.content else { continue }
      for (index, phase) in therapy.planned.enumerated() { add(phase.id, "\(entry.id)-plan", index + 1) }
      for (index, phase) in therapy.phases.enumerated() { add(phase.id, "\(entry.id)-phase", index + 1) }
    }
    return isUnique ? implied : []
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
