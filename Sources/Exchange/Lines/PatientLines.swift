// SPDX-License-Identifier: Apache-2.0

package import Course
package import Notation
import Plain

/// Reads patients of a study one by one, each from a line of JSON (`StudyLines`), with all problems of the line and their places.
package struct PatientLines: Sendable {
  /// A line may have so many bytes, as a file of text may.
  package static let limit = SourceText.limit

  /// The study that the patients are of.
  package let head: StudyHead
  /// The file as it is told.
  package let file: String

  package init(head: StudyHead, file: String) {
    self.head = head
    self.file = file
  }

  /// What a line holds.
  package enum Line: Sendable {
    /// A patient, what is claimed of it, and what a person should look at.
    case patient(Patient, claims: [Claim], warnings: [Problem])
    /// The head of a study.
    case head(StudyHead)
    /// Nothing that can be read; why, and whose it is where that is known.
    case unreadable([Problem], patient: Patient.ID? = nil)
    /// Nothing at all.
    case blank
  }

  /// Several problems.
  struct Problems: Error { var all: [Problem] }

  /// Reads a line.
  package func read(_ bytes: [UInt8], number: Int) -> Line {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return .blank }
    let (root, log): (Item, ProblemLog)
    switch Self.parse(bytes, number: number, file: file) {
    case .failure(let problems): return .unreadable(problems.all)
    case .success(let parsed): (root, log) = parsed
    }
    func located(_ problems: [Problem]) -> [Problem] { problems.map { $0.onLine(number) } }
    if StudyLines.isHead(root) {
      guard let (study, readers) = StudyLines.readHead(root, log),
        !log.problems.contains(where: { $0.severity == .error })
      else { return .unreadable(located(log.problems)) }
      return .head(StudyHead(study, readers: readers))
    }
    let read = StudyLines.readPatient(root, fields: head.study.fields, log, generic: BuiltInLibrary.generic)
    var problems = log.problems
    if let read, let excess = EventLimit.check(read.patient, read.places) { problems.append(excess) }
    problems = located(problems)
    guard let read, !problems.contains(where: { $0.severity == .error }) else {
      return .unreadable(problems, patient: StudyLines.patient(of: root))
    }
    return .patient(read.patient, claims: read.claims, warnings: problems)
  }

  /// The document of a line.
  static func parse(_ bytes: [UInt8], number: Int, file: String) -> Result<(Item, ProblemLog), Problems> {
    switch SourceText.decode(bytes, file: file, longestLine: limit) {
    case .failure(let problem): return .failure(Problems(all: [problem.problem.onLine(number)]))
    case .success(let text):
      let log = ProblemLog(text: text)
      guard let root = JSONDocument.parse(log) else {
        return .failure(Problems(all: log.problems.map { $0.onLine(number) }))
      }
      return .success((root, log))
    }
  }
}

extension Problem {
  /// The same in a file of which the text is one line.
  fileprivate func onLine(_ number: Int) -> Problem {
    var own = self
    own.location = SourceLocation(file: location.file, line: number, column: location.column)
    return own
  }
}
