// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// The tables of the documentation, made from the notation itself.
package enum StudyPage {
  /// The tables by the names under which the page has them.
  package static let tables: [(name: String, text: String)] = [
    ("study", page(of: Study.notation.table.keys)), ("definitions", page(of: Definitions.notation.table.keys)),
    ("field", page(of: StudyField.notation.table.keys)), ("source", page(of: Source.notation.table.keys)),
    ("time-readings", page(of: Record<Readings<StatedTime>>.ofTime.table.keys)),
    ("age-readings", page(of: Record<Readings<StatedAge>>.ofAge.table.keys)),
    ("patient", page(of: Patient.notation.table.keys)),
    ("entry", page(of: commonKeys)), ("kinds", kinds), ("therapy", page(of: therapyKeys)),
    ("phase", page(of: DosePhase.notation.table.keys)),
    ("image", page(of: AssessmentImage.notation.table.keys)), ("claims", claims),
    ("references", page(of: Reference.notation.table.keys)),
    ("decisions", page(of: FindingDecision.notation.table.keys)),
    ("administrations", page(of: Administration.notation.table.keys)),
    ("lesions", page(of: LesionReading.notation.table.keys)), ("comparators", page(of: Comparator.notation.table.keys)),
  ]

  /// A page with its generated tables, which stand between `<!-- begin NAME -->` and `<!-- end NAME -->`, as the notation has them.
  package static func renewed(_ page: String, _ tables: [(name: String, text: String)] = tables) -> String {
    var page = page
    for (name, text) in tables {
      guard let begin = page.firstRange(of: "<!-- begin \(name) -->\n"),
        let end = page[begin.upperBound...].firstRange(of: "<!-- end \(name) -->")
      else { continue }
      page.replaceSubrange(begin.upperBound..<end.lowerBound, with: text)
    }
    return page
  }

  /// The keys that every entry may have.
  private static var commonKeys: [KeyTable.Key] {
    let tables = EntryKind.all.map { Set($0.record.table.names) }
    let shared = tables.dropFirst().reduce(tables.first ?? []) { $0.intersection($1) }
    return EntryKind.all.first { $0.word == "event" }?.record.table.keys.filter { shared.contains($0.name) } ?? []
  }

  /// The keys of a therapy that other entries have not.
  private static var therapyKeys: [KeyTable.Key] {
    let common = Set(commonKeys.map(\.name))
    return Therapy.notation.table.keys.filter { !common.contains($0.name) }
  }

  /// A table of keys; of tables that stand behind some of them, with the titles.
  package static func page(of keys: [KeyTable.Key], _ tables: [String: KeyTable] = StudyTables.byName) -> String {
    "| key | what stands there | meaning |\n|---|---|---|\n"
      + keys.map { key in
        let name = "`\(key.name)`\(key.isRequired ? " (needed)" : "")"
        return "| \(name) | \(key.schema.words(tables)) | \(key.summary.replacing("|", with: "\\|")) |\n"
      }.joined()
  }

  private static var kinds: String {
    let common = Set(commonKeys.map(\.name))
    return "| kind | value | further keys |\n|---|---|---|\n"
      + EntryKind.all.map { kind in
        let keys = kind.record.table.keys
        let further = keys.dropFirst().filter { !common.contains($0.name) }
          .map { "`\($0.name)`\($0.isRequired ? " (needed)" : "") \($0.summary.trimmedOfStop)" }.joined(separator: "; ")
        let words = kind.word == "therapy" ? "see [a therapy](#a-therapy)" : further
        return "| `\(kind.word)` | \(kind.record.table.summary) | \(words) |\n"
      }.joined()
  }

  private static var claims: String {
    let common: Set<String> = ["claim", "id", "patient", "series", "study", "source", "cites", "note"]
    return "| claim | means | keys |\n|---|---|---|\n"
      + ClaimKind.all.map { kind in
        let keys = kind.table.keys.filter { !common.contains($0.name) }
          .map { "`\($0.name)`\($0.isRequired ? "" : "?") \($0.summary.trimmedOfStop)" }
        return "| `\(kind.word)` | \(kind.table.summary) | \(keys.joined(separator: "; ")) |\n"
      }.joined()
  }
}

extension String {
  fileprivate var trimmedOfStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Schema {
  /// What may stand there, in words of a page.
  package func words(_ tables: [String: KeyTable] = StudyTables.byName) -> String {
    switch self {
    case .text: "text"
    case .words(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .recorded(let schema): schema.words(tables) + ", `not stated`, `unknown`"
    case .flag: "`true`"
    case .trueOrWords: "`true` or words"
    case .integer(let least, let most): most.map { "\(least) to \($0)" } ?? "a whole number from \(least)"
    case .quantity(let example), .pattern(_, let example): "`\(example)`"
    case .time: "a time"
    case .span: "a duration"
    case .list(let schema): "a list: \(schema.words(tables))"
    case .oneOrMore(let schema): "\(schema.words(tables)), or a list"
    case .table(let name): tables[name]?.title ?? "keys with values"
    case .map(let schema): "`key:` \(schema.words(tables))"
    case .either(let schemas) where schemas.count > 4: "one of the kinds below"
    case .either(let schemas): schemas.map { $0.words(tables) }.joined(separator: ", or ")
    }
  }
}
