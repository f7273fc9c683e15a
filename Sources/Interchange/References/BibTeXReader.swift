// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Notation
import Plain

extension String {
  /// In the composed form of Unicode (NFC).
  var precomposed: String { precomposedStringWithCanonicalMapping }
}

/// Goes through a text of BibTeX: entries, abbreviations (`@string`), and what stands between them, which is a comment.
struct BibTeXReader {
  private let scalars: [Character]
  private let file: String
  private var place = 0
  private var line = 1
  private var strings: [String: String] = [:]
  /// Braces one within the other.
  private static let depth = 200

  private struct Fault: Error {
    var found: String
    var expected: String
    var line: Int
  }

  init(_ text: String, _ file: String) {
    scalars = Array(text)
    self.file = file
    for month in [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ] { strings[month.prefix(3).lowercased()] = month }
  }

  // MARK: entries

  mutating func works(_ outcome: inout TableOutcome) -> [CitedWork] {
    var works: [CitedWork] = []
    while skip(to: "@") {
      let start = line
      do throws(Fault) {
        if let work = try entry(&outcome) { works.append(work) }
      } catch {
        // What comes behind a fault nobody can tell apart from it.
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            CellPlace(file: file, row: error.line, record: "entry in line \(start)"), error.found,
            expected: error.expected))
        outcome.losses.add(.unplaced, file: file, column: "", meaning: "the file cannot be read whole")
        return works
      }
      if works.count > ReferenceReading.most {
        outcome.isBroken = true
        outcome.misfits.append(Misfit(CellPlace(file: file, record: ""), "more than \(ReferenceReading.most) works"))
        return works
      }
    }
    return works
  }

  private mutating func entry(_ outcome: inout TableOutcome) throws(Fault) -> CitedWork? {
    let kind = word()
    let row = line
    blanks()
    guard let open = next, open == "{" || open == "(" else {
      // An address of mail between entries is no entry.
      return nil
    }
    guard !kind.isEmpty else { throw fault("an entry without its kind", "`@article{…}`") }
    advance()
    let close: Character = open == "{" ? "}" : ")"
    let name = kind.lowercased()
    if name == "comment" || name == "preamble" {
      try skipGroup(close)
      return nil
    }
    if name == "string" {
      blanks()
      let key = word().lowercased()
      strings[key] = try value()
      blanks()
      guard take(close) else { throw fault(shown, "`\(close)`") }
      return nil
    }
    let place = CellPlace(file: file, row: row, column: "@" + name, record: "")
    blanks()
    let key = word()
    var work = CitedWork(
      key: key.isEmpty
        ? nil : SourceValue(raw: key, place: CellPlace(file: file, row: line, column: "key", record: "")),
      kind: SourceValue(raw: name, place: place), fields: [])
    blanks()
    var seen: Set<String> = []
    while !take(close) {
      guard take(",") else { throw fault(shown, "`,` or `\(close)`") }
      blanks()
      if take(close) { break }
      let own = line
      let field = word().lowercased()
      guard !field.isEmpty else { throw fault(shown, "the name of a field") }
      let raw = try value()
      guard seen.insert(field).inserted else { throw fault("the field `\(field)` twice", "each field once") }
      let place = CellPlace(file: file, row: own, column: field, record: key)
      let (text, unknown) = BibTeXText.read(raw)
      for command in unknown {
        outcome.warnings.append(Misfit(place, "`\(command)`, a command of TeX that is not known: it stands as it is"))
      }
      if !text.isEmpty { work.fields.append((field, SourceValue(raw: text, place: place))) }
      blanks()
    }
    return work
  }

  // MARK: values

  /// `= {text} # "text" # name # 2004`
  private mutating func value() throws(Fault) -> String {
    blanks()
    guard take("=") else { throw fault(shown, "`=`") }
    var text = ""
    repeat {
      blanks()
      switch next {
      case "{":
        advance()
        text += try group("}")
      case "\"":
        advance()
        text += try group("\"")
      case let sign? where sign.isNumber && sign.isASCII: text += word()
      default:
        let name = word()
        guard !name.isEmpty else { throw fault(shown, "a value in braces or quotes") }
        guard let string = strings[name.lowercased()] else {
          throw fault(
            "the abbreviation \(ProblemLog.quoted(name)), which the file does not have",
            "`@string`, or a value in braces")
        }
        text += string
      }
      blanks()
    } while take("#")
    return text
  }

  /// A text up to its end, with the groups in it.
  private mutating func group(_ end: Character) throws(Fault) -> String {
    let start = line
    var text = ""
    var depth = 0
    while let sign = next {
      advance()
      if depth == 0, sign == end { return text }
      if sign == "{" { depth += 1 }
      if sign == "}" { depth -= 1 }
      if depth < 0 { break }
      if depth > Self.depth { throw Fault(found: "braces \(depth) deep", expected: "fewer", line: line) }
      text.append(sign)
    }
    throw Fault(found: "a value that does not end", expected: "`\(end)`", line: start)
  }

  private mutating func skipGroup(_ end: Character) throws(Fault) {
    if end == "}" {
      _ = try group("}")
    } else {
      guard skip(to: end) else { throw fault("the end of the file", "`\(end)`") }
    }
  }

  // MARK: signs

  private var next: Character? { place < scalars.count ? scalars[place] : nil }

  private var shown: String { next.map { "`\($0)`" } ?? "the end of the file" }

  private func fault(_ found: String, _ expected: String) -> Fault {
    Fault(found: found, expected: expected, line: line)
  }

  private mutating func advance() {
    if scalars[place].isNewline { line += 1 }
    place += 1
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard next == sign else { return false }
    advance()
    return true
  }

  private mutating func blanks() {
    while let sign = next, sign.isWhitespace { advance() }
  }

  /// Goes behind the next of a sign; false at the end.
  private mutating func skip(to sign: Character) -> Bool {
    while let own = next {
      advance()
      if own == sign { return true }
    }
    return false
  }

  private mutating func word() -> String {
    var text = ""
    while let sign = next, !sign.isWhitespace, !"{}(),=#\"%@'".contains(sign) {
      text.append(sign)
      advance()
    }
    return text
  }
}
