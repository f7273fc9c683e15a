// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

extension StudyField: Described {
  package static let notation = Record<StudyField>(
    "field", title: "a field of the study",
    "A fact that the study records of its patients and that no other key holds.",
    inlineWidth: 110, blank: { StudyField(name: "", kind: .text) },
    [
      .required("name", \.name, .text, "Its name, as it stands under `fields` of a patient."),
      .required("type", \.kind, .words("a type"), "What its values are."),
      .optional("unit", \.unit, .text, "Unit of a number."),
      .many("choices", \.choices, Form<String>.text.listOrOne, "The values that a choice may have."),
      .optional("about", \.about, .text, "What it means."),
    ],
    finish: { field, mapping in
      guard mapping.has("type") else { return }
      if field.kind == .choice, field.choices.isEmpty {
        mapping.log.error(mapping.mark, "a choice without `choices`", expected: "`choices: [one, other]`")
      }
      if field.kind != .choice, !field.choices.isEmpty {
        mapping.log.error(
          mapping.mark("choices"), "`choices` of a field of type `\(field.kind.rawValue)`", expected: "`type: choice`")
      }
      if field.kind != .number, field.unit != nil {
        mapping.log.error(
          mapping.mark("unit"), "`unit` of a field of type `\(field.kind.rawValue)`", expected: "`type: number`")
      }
      if Set(field.choices).count < field.choices.count {
        mapping.log.error(mapping.mark("choices"), "a choice that is there twice", expected: "each once")
      }
    })
}

extension Form where Value == [StudyField] {
  /// Fields, each name once.
  static var studyFields: Form {
    let form = StudyField.notation.form
    return Form(
      .list(form.schema),
      read: { item, reader in
        var fields: [StudyField] = []
        for item in reader.items(item, of: StudyField.notation.table.title) {
          guard let field = form.read(item, reader) else { continue }
          if fields.contains(where: { $0.name == field.name }) {
            reader.log.error(
              item.mark, "the field \(ProblemLog.quoted(field.name)) is there twice", expected: "each once")
            continue
          }
          fields.append(field)
        }
        return fields
      }, write: form.list(of: "").write)
  }
}

extension Form where Value == [String: Recorded<FieldValue>] {
  /// Values of the study's own fields as they are written. Of which type they are only the study says (``StudyFields``).
  static var fieldValues: Form {
    let form = Form<String>.text.recorded
    return Form(
      .map(form.schema),
      read: { item, reader in
        guard case .fields(let pairs) = item.content else {
          reader.log.error(
            item.mark, "\(item.kind) where values of the study's own fields should stand", expected: "`smoker: yes`")
          return nil
        }
        var values: Value = [:]
        for pair in pairs {
          guard let value = form.read(pair.value, reader) else { continue }
          values[pair.key] = value.map { .text($0) }
          reader.fieldMarks[pair.key] = pair.value.mark
        }
        return values
      },
      write: { values, _ in
        Item(
          content: .fields(
            values.sorted { NaturalOrder.precedes($0.key, $1.key) }.map { name, value in
              let kind: Item.Kind = value.value?.number == nil ? .text : .number
              let text =
                switch value {
                case .stated(let value): value.text
                case .notStated: Silence.notStated
                case .unknown, .notRecorded: Silence.unknown
                }
              return Item.Field(name, Item(text: text, kind))
            }))
      })
  }
}

/// Holds the values that patients have of the study's own fields against what the study declares of them.
package enum StudyFields {
  /// What is wrong with the value of a field.
  package struct Fault {
    package var name: String
    package var message: String
    package var expected: String?
    package var suggestion: String?
  }

  /// Gives each value its type; what is none is told.
  ///
  /// - Parameter isChart: whether a person wrote the values, so that a point before three digits can mean thousands.
  package static func settle(_ patient: inout Patient, _ fields: [StudyField], isChart: Bool = true) -> [Fault] {
    let declared = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return patient.fields.keys.sorted(by: NaturalOrder.precedes).compactMap { name in
      guard let field = declared[name] else {
        let nearest = Wording.nearest(to: name, in: fields.map(\.name))
        return Fault(
          name: name, message: "unknown field \(ProblemLog.quoted(name))",
          expected: fields.isEmpty
            ? "a field that `fields` of study.yaml declares" : nearest == nil ? Wording.list(fields.map(\.name)) : nil,
          suggestion: nearest)
      }
      guard case .stated(.text(let text)) = patient.fields[name] else { return nil }
      do throws(ValueSyntaxError) {
        patient.fields[name] = .stated(try field.value(parsing: text, isChart: isChart))
        return nil
      } catch {
        return Fault(
          name: name,
          message: "\(ProblemLog.quoted(text)) for `\(name)`",
          expected: error.expected, suggestion: error.suggestion)
      }
    }
  }
}
