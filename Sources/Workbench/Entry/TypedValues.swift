// SPDX-License-Identifier: Apache-2.0

import Chronology
import Plain

/// Values as a person types them in German, put as the notation has them where that is one thing alone; everything else stays for the reader to judge.
enum TypedValues {
  /// Puts ages, sizes and lengths of a form.
  static func settle(_ sheet: inout FormSheet) {
    for (name, value) in sheet.values {
      switch name {
      case "age": sheet.values[name] = age(value)
      case "height", "weight": sheet.values[name] = decimal(value)
      case "lasts":
        sheet.values[name] = value.split(whereSeparator: \.isNewline).map { span(String($0).trimmed) }.joined(
          separator: "\n")
      default: continue
      }
    }
  }

  /// `54 Jahre bei Erstdiagnose` as `54 at diagnosis`.
  static func age(_ text: String) -> String {
    let pattern = /(\d{1,3})\s*(?:Jahre|J\.?|years|y)?(\s+(?:bei|at)\s+(?:Erst)?(?:Diagnose|diagnosis|diagnose))?/
    guard let match = text.trimmed.wholeMatch(of: pattern) else { return text }
    return String(match.1) + (match.2 == nil ? "" : " at diagnosis")
  }

  /// `71,5 kg` as `71.5 kg`. Three digits behind the comma may be thousands, and stay.
  static func decimal(_ text: String) -> String {
    guard let match = text.trimmed.wholeMatch(of: /(\d{1,3}),(\d{1,2})(\s*[a-z]*)/) else { return text }
    return "\(match.1).\(match.2)\(match.3)"
  }

  /// `6 Monate`, `knapp 2 Jahre` as `6 mo`, `nearly 2 y`.
  static func span(_ text: String) -> String {
    if (try? StatedSpan(parsing: text)) != nil { return text }
    var words = TimeWords(text)
    guard let span = words.spanAlone(), (try? StatedSpan(parsing: span)) != nil else { return text }
    return span
  }
}
