// SPDX-License-Identifier: Apache-2.0

import Exchange
import Plain

/// What a part is, in a few words for a list.
enum PartTitle {
  static func words(_ part: StudyPart) -> String {
    let owner = part.patient.map { " of patient \($0)" } ?? ""
    switch part.kind {
    case .study: return "the study"
    case .patient: return part.patient.map { "patient \($0)" } ?? "a patient"
    case .patientEnd: return "comments at the end\(owner)"
    case .entry: return "`\(first(part.text))`\(owner)"
    case .attachment: return "the attachment `\(part.value(of: "attachment").map(short) ?? "")`\(owner)"
    case .claims, .references, .decisions: return "comments on the \(part.kind.rawValue)"
    case .claim, .reference, .decision: return "`\(first(part.text))`"
    case .laboratoryColumns, .administrationColumns, .lesionColumns, .comparatorColumns:
      return "the columns of \(part.kind.path(nil))"
    case .laboratory, .administration, .lesion, .comparator: return "`\(short(part.text))` in \(part.kind.path(nil))"
    }
  }

  /// The first line that is no comment, without its hyphen.
  private static func first(_ text: String) -> String {
    let lines = text.split(separator: "\n").map { String($0).trimmed }
    let line = lines.first { !$0.isEmpty && !$0.hasPrefix("#") } ?? ""
    return short(line.hasPrefix("- ") ? String(line.dropFirst(2)) : line)
  }

  private static func short(_ text: String) -> String {
    let line = OneLine.text(text)
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
