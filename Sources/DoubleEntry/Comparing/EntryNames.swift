// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation

/// What the entries of the second are called by the first, so that what refers to one of them refers to the same in both.
package struct EntryNames: Sendable {
  /// Names of the second's entries and phases, with those of the first where both have them.
  private let first: [Entry.ID: Entry.ID]
  private let all: Set<Entry.ID>

  /// - Parameters:
  ///   - same: entries that both have.
  ///   - second: the patient as the second entered it.
  package init(_ same: [(first: Entry.ID, second: Entry.ID)], of second: Patient) {
    first = Dictionary(same.map { ($0.second, $0.first) }, uniquingKeysWith: { first, _ in first })
    all = Set(second.entries.map(\.id))
  }

  /// Of a record without entries.
  static let none = EntryNames([], of: Patient(id: ""))

  /// A time or a reference of the second with the names of the first, and the names in it that the first does not have.
  package func inFirst(_ text: String) -> (text: String, unknown: [Entry.ID]) {
    guard !all.isEmpty else { return (text, []) }
    var result = ""
    var word = ""
    var unknown: [Entry.ID] = []
    func flush() {
      if let name = first[word] {
        result += name
      } else {
        if all.contains(word) { unknown.append(word) }
        result += word
      }
      word = ""
    }
    for character in text {
      if character.isASCII, character.isLetter || character.isNumber || character == "-" {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return (result, unknown)
  }

  /// The lines of a field as it is written, where times and references have the names of the first. What is words stays as it is.
  package func inFirst(field: String) -> (text: String, unknown: [Entry.ID]) {
    var unknown: [Entry.ID] = []
    var refers = false
    let lines = field.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      let bare = line.drop { $0 == " " || $0 == "-" }
      if let colon = bare.firstIndex(of: ":"), bare[bare.index(after: colon)...].first.map({ $0 == " " }) ?? true {
        let key = String(bare[..<colon])
        let isKey = key.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
        if isKey {
          refers = Self.referring.contains(key)
          guard refers else { return String(line) }
          let head = line[...colon]
          let own = inFirst(String(line[line.index(after: colon)...]))
          unknown += own.unknown
          return String(head) + own.text
        }
      }
      guard refers else { return String(line) }
      let own = inFirst(String(line))
      unknown += own.unknown
      return own.text
    }
    return (lines.joined(separator: "\n"), unknown)
  }

  /// Keys of the notation in which names of other entries can stand.
  private static let referring: Set<String> = {
    var keys: Set<String> = []
    for key in StudyTables.all.flatMap(\.keys) where StatedField.refers(key) { keys.insert(key.name) }
    return keys
  }()
}
