// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension StudyPart {
  /// The text of a key of a part that is written as keys and values, such as `patient` of a claim, as a reader of the file takes it; nil where the part
  /// cannot be read, has no such key, or has no single text there.
  package func value(of key: String) -> String? {
    guard !kind.isOfTable else { return nil }
    let log = ProblemLog(text: SourceText(file: kind.rawValue, text: text))
    guard var item = Document.parse(log) else { return nil }
    if case .list(let items) = item.content {
      guard items.count == 1 else { return nil }
      item = items[0]
    }
    guard case .fields(let fields) = item.content,
      case .text(let value)? = fields.first(where: { $0.key == key })?.value.content
    else { return nil }
    return value
  }
}
