// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation

/// Texts of parts, field by field.
enum PartText {
  /// A new text of a part in which every field that says what it said before stays as it was written, with its comments.
  static func merged(_ new: StudyPart, _ base: StudyPart) throws(PartFields.Unreadable) -> String {
    let (own, old) = (try PartFields(new), try PartFields(base))
    let (values, before) = (items(new), items(base))
    var fields = own.fields.map { field in
      guard let text = old[field.name], ItemText.same(values[field.name], before[field.name]) else { return field }
      return PartFields.Field(name: field.name, text: text)
    }
    for name in [PartFields.before, PartFields.below, PartFields.head] where own[name] == nil {
      if let text = old[name] { fields.append(PartFields.Field(name: name, text: text)) }
    }
    return PartFields(fields).text(base.kind)
  }

  /// The values of a part by key.
  static func items(_ part: StudyPart) -> [String: Item] {
    guard case .fields(let fields)? = document(part)?.content else { return [:] }
    return Dictionary(fields.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The document of a part: of an item of a list, the item.
  static func document(_ part: StudyPart) -> Item? {
    guard let root = Document.parse(ProblemLog(text: SourceText(file: "part", text: part.text))) else { return nil }
    if case .list(let items) = root.content, items.count == 1 { return items[0] }
    return root
  }
}
