// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Plain
import Testing

@testable import Exchange

/// A study folder rewritten so that every free text in it carries a mark. Which texts are free is read from the tables of keys that the reader uses, so that a
/// new key of text is covered without a word here.
struct HostileFolder {
  /// Texts with a form of their own, although their key only asks for words: ids, times, fractions. A new one must be named here, or the folder no longer reads.
  static let bound: Set<String> = [
    "entry-lab.lab", "patient.patient", "patient.period", "patient.data cut-off", "study.period",
    "study.data cut-off", "claim-interval.from",
    "claim-interval.to",
    "claim-dose-change.by", "decision on a finding.on", "image.date",
    // The name of a lesion that the patient has.
    "image.lesion",
  ]

  /// Texts that name drugs, and other names that stand as keys: `+` divides them.
  static let drugs: Set<String> = [
    "entry-therapy.therapy", "phase.drug", "support.drug", "selector.drugs", "claim-treatments.given",
    "claim-refractory.to", "study.abbreviations", "field.name",
  ]

  /// What each free text begins with.
  let mark: String
  /// The keys that were marked: `study.centre`.
  private(set) var marked: Set<String> = []
  private var count = 0

  init(mark: String) { self.mark = mark }

  /// The keys of free text in the tables: all that may be covered.
  static let free: Set<String> = {
    var free: Set<String> = []
    for table in StudyTables.all {
      for key in table.keys where holdsText(key.schema) { free.insert("\(table.name).\(key.name)") }
    }
    // Whom a claim is about is said once: where it is the patient, it is not another study.
    return free.filter {
      !isBound($0) && (!$0.hasSuffix(".study") || $0 == "claim-percentage.study" || $0 == "study.study")
    }
  }()

  private static func isBound(_ key: String) -> Bool { bound.contains(key) || key.hasSuffix(".patient") }

  private static func holdsText(_ form: Schema) -> Bool {
    switch form {
    case .text, .trueOrWords: true
    case .recorded(let inner), .list(let inner), .oneOrMore(let inner), .map(let inner): holdsText(inner)
    case .either(let forms): forms.contains(where: holdsText)
    default: false
    }
  }

  /// The files with their free texts marked; tables and other files as they are.
  mutating func rewritten(_ files: [String: String]) throws -> [String: String] {
    var rewritten = files
    for (path, text) in files where path.hasSuffix(".yaml") {
      let log = ProblemLog(text: SourceText(file: path, text: text))
      let item = try #require(Document.parse(log), "\(log.problems)")
      let form: Schema =
        switch path {
        case "study.yaml": .table("study")
        case "claims.yaml": .list(.either(ClaimKind.all.map { .table($0.table.name) }))
        case "references.yaml": .list(.table("reference"))
        case "decisions.yaml": .list(.table("decision on a finding"))
        default: .table("patient")
        }
      rewritten[path] = written(item, form, "") + "\n"
    }
    return rewritten
  }

  /// A text with the mark before each of its drugs.
  func marked(_ text: String, isDrug: Bool = false) -> String {
    guard isDrug else { return mark + " " + text }
    let mark = mark.replacing("+", with: "-")
    return text.components(separatedBy: " + ").map { mark + " " + $0 }.joined(separator: " + ")
  }

  private mutating func written(_ item: Item, _ form: Schema, _ key: String) -> String {
    switch item.content {
    case .empty: return "null"
    case .text(let text):
      guard Self.holdsText(form), !Self.isBound(key) else {
        return YAMLText.quoted(text)
      }
      marked.insert(key)
      // The reader asks for quotes of under 200 characters.
      let text = key == "source.quote" ? String(text.prefix(120)) : text
      // Words that deny stay a denial behind a mark, which is told: they are no free text.
      return YAMLText.quoted(marked(text == "none" ? "words" : text, isDrug: Self.drugs.contains(key)))
    case .list(let items):
      let inner: Schema =
        switch form {
        case .list(let inner), .oneOrMore(let inner): inner
        default: form
        }
      return "[" + items.map { written($0, inner, key) }.joined(separator: ",\n ") + "]"
    case .fields(let fields):
      var lines: [String] = []
      if case .map(let inner) = form {
        for field in fields {
          // The names of a map are drugs, or counts of a response.
          let name = Self.holdsText(inner) ? marked(field.key, isDrug: true) : field.key
          lines.append(YAMLText.quoted(name) + ": " + written(field.value, inner, key))
        }
      } else if let table = Self.table(form, fields) {
        for field in fields {
          let form = table.keys.first { $0.name == field.key }?.schema ?? .flag
          lines.append(
            YAMLText.quoted(field.key) + ": " + written(field.value, form, "\(table.name).\(field.key)"))
        }
        lines += added(table, fields)
      }
      return "{" + lines.joined(separator: ",\n ") + "}"
    }
  }

  /// Keys of plain text that the mapping does not have yet, with a text of their own each: so every key is tried, wherever it may stand.
  private mutating func added(_ table: KeyTable, _ fields: [Item.Field]) -> [String] {
    var lines: [String] = []
    for key in table.keys where !fields.contains(where: { $0.key == key.name }) {
      let name = "\(table.name).\(key.name)"
      switch key.schema {
      case .text, .recorded(.text): break
      default: continue
      }
      guard Self.free.contains(name), !Self.drugs.contains(name) else { continue }
      // Where a length is from can only be said of a length.
      if key.name == "every is from", !fields.contains(where: { $0.key == "every" }) { continue }
      // Only a number has a unit.
      if name == "field.unit" { continue }
      count += 1
      marked.insert(name)
      lines.append(YAMLText.quoted(key.name) + ": " + YAMLText.quoted(marked("\(key.name) \(count)")))
    }
    return lines
  }

  /// The table that a mapping is of: the first whose required keys it has, and for claims the one of its word.
  private static func table(_ form: Schema, _ fields: [Item.Field]) -> KeyTable? {
    func tables(_ form: Schema) -> [KeyTable] {
      switch form {
      case .table(let name): StudyTables.all.filter { $0.name == name }
      case .either(let forms): forms.flatMap(tables)
      case .list(let inner), .oneOrMore(let inner), .recorded(let inner): tables(inner)
      default: []
      }
    }
    return tables(form).first { table in
      table.keys.filter(\.isRequired).allSatisfy { key in
        guard let field = fields.first(where: { $0.key == key.name }) else { return false }
        guard key.name == "claim", case .words(let words) = key.schema, case .text(let word) = field.value.content
        else {
          return true
        }
        return words.contains(word)
      }
    }
  }
}
