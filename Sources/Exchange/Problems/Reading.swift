// SPDX-License-Identifier: Apache-2.0

public import Course

/// What comes of reading a study folder: the study, unless there are errors, and everything that was found.
public struct Reading: Sendable, Hashable {
  /// The study; nil when any problem is an error.
  public var study: Study?
  /// All problems of the folder, by file, line and column.
  public var problems: [Problem]

  /// The problems that keep the study from being read.
  public var errors: [Problem] { problems.filter { $0.severity == .error } }
  /// The problems that do not.
  public var warnings: [Problem] { problems.filter { $0.severity == .warning } }

  /// A reading in which a study counts only if nothing is an error.
  init(study: Study?, problems: [Problem]) {
    self.problems = problems.sorted()
    self.study = problems.contains { $0.severity == .error } ? nil : study
  }
}
