// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What is wrong in a form, by the names of its fields; the empty name is the whole form.
struct FormProblems: Sendable {
  /// One of them.
  struct One: Sendable {
    var name: String
    var isError: Bool
    var words: String
    /// What could stand there instead, to be taken by a click.
    var offers: [String] = []
    /// The words in the languages of the page, where there are such.
    var phrase: Phrase?
    /// The line of the field that is meant, where it has several.
    var line: String?

    /// The words in a language.
    func said(_ language: Language) -> String { phrase?[language] ?? words }
  }

  var all: [One] = []

  var hasErrors: Bool { all.contains(where: \.isError) }

  /// Those of a field.
  func of(_ name: String) -> [One] { all.filter { $0.name == name } }

  /// Takes problems of a reader, whose lines are those of a sheet.
  mutating func take(_ problems: [Problem], _ sheet: FormSheet) {
    for problem in problems {
      all.append(
        One(
          name: sheet.name(ofLine: problem.location.line), isError: problem.severity == .error, words: problem.words,
          offers: problem.suggestion.map { [$0] } ?? [], phrase: ReaderWords.phrase(problem)))
    }
  }
}
