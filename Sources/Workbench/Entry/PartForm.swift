// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Store

/// What a form is of: a part of the study, there or new, with its table of the notation and the way to read it.
struct PartForm: Sendable {
  let address: Address
  let table: KeyTable
  /// Keys that are no fields of the form.
  let without: Set<String>
  let kind: StudyPart.Kind
  let patient: Patient.ID?
  /// The part as it is now; nil for a new one.
  let part: StoredPart?
  /// Keys that stand open though they are empty.
  let open: Set<String>
  /// Words that may be chosen, by key.
  let choices: [String: [String]]
  /// What words that may be chosen mean, by key and word: the doses of a regimen.
  var meanings: [String: [String: String]] = [:]
  /// The fields that the chosen regimen of a sheet fills; nil where the form has none.
  var doses: (@Sendable (FormSheet) -> [String: String]?)?
  /// Puts what the form has no field for into the document.
  let complete: @Sendable (Item) -> Item
  /// What the reader says of the document.
  let check: @Sendable (Item, FormSheet) -> FormProblems
  /// The entry with its patient, where it is one.
  let draft: EntryDraft?

  /// The schema of the text of the part.
  var schema: Schema { kind == .entry ? .list(.table(table.name)) : .table(table.name) }

  /// The form filled with a part.
  func sheet(_ part: StudyPart?) -> FormSheet {
    guard let part, var document = PartText.document(part) else { return FormSheet(table, without: without) }
    // `starts` is another word for `when`; a form has one field for both.
    if case .fields(var fields) = document.content, let starts = fields.first(where: { $0.key == "starts" }) {
      func items(_ item: Item) -> [Item] {
        if case .list(let items) = item.content { return items }
        return [item]
      }
      fields.removeAll { $0.key == "starts" }
      if let index = fields.firstIndex(where: { $0.key == "when" }) {
        fields[index].value = Item(content: .list(items(fields[index].value) + items(starts.value)))
      } else {
        fields.append(Item.Field("when", starts.value))
      }
      document.content = .fields(fields)
    }
    return FormSheet(table, without: without, item: document)
  }

  /// The text of the part that a sheet says.
  func text(_ sheet: inout FormSheet, base: StudyPart?) throws(PartFields.Unreadable) -> String {
    let item = complete(sheet.item())
    let root = kind == .entry ? Item(content: .list([item])) : item
    var text = YAMLLayout.text(root, schema)
    // The course of a patient is no field of the form, and stays.
    if kind == .patient, let base, PartText.items(base)["course"] != nil { text += "course:\n" }
    guard let base else { return text }
    return try PartText.merged(StudyPart(kind: kind, patient: patient, text: text), base)
  }
}
