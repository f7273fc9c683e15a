// SPDX-License-Identifier: Apache-2.0

import Plain

extension Reader {
  /// What to do where there is no value.
  package enum Answer: Sendable {
    /// The form has words for it: `not stated`, `unknown`.
    case say
    /// The word stands for the value itself: `diagnosis: unknown`; what need not be there is left out.
    case word
    /// What need not be there is left out.
    case leaveOut
    /// Another word of the form: `not evaluated`.
    case other(String)
  }

  /// Tells that a text is a spelling of a missing value; false where it is a value.
  package func tellMissing(_ text: String, _ item: Item, _ answer: Answer, _ schema: Schema = .text) -> Bool {
    guard let meant = Silence.meant(text) else { return false }
    let value = if case .words(let words) = schema { Wording.list(words) } else { "a value" }
    let expected: String
    var suggestion: String?
    switch answer {
    case .say:
      expected = "a value, `\(Silence.notStated)` or `\(Silence.unknown)`"
      suggestion = meant
    case .word where isRequired:
      expected = "\(value), or `\(Silence.unknown)`"
      suggestion = meant
    case .other(let word):
      expected = "\(value), or `\(word)`"
      suggestion = word
    case .word, .leaveOut:
      expected =
        isRequired
        ? value + (isCell ? "; or leave the row out" : "")
        : isCell ? "\(value), or an empty field" : "\(value); or leave `\(key)` out"
    }
    log.error(
      item.mark, "\(ProblemLog.quoted(text)) for a missing value", expected: expected, suggestion: suggestion)
    return true
  }
}

extension Form where Value == String {
  /// A name that may be two letters long, as initials and analytes are: `ND`, `Na`, `NK`.
  package static var shortName: Form {
    Form(
      .text, missing: nil,
      text: { text, item, reader in
        let isShortName = text.utf8.count == 2 && text.allSatisfy { $0.isLetter && $0.isASCII }
        return !isShortName && reader.tellMissing(text, item, .word) ? nil : text
      }, print: { $0 })
  }
}
