// SPDX-License-Identifier: Apache-2.0

public import Course

/// What comes of reading files of another format: the study, unless something was not understood, and what became of every value.
public struct StudyReading: Sendable, Hashable {
  /// The study; nil where there are misfits that were not to be kept as they stand.
  public var study: Study?
  /// What became of every value.
  public var losses: LossReport
  /// What was not understood, by place.
  public var misfits: [Misfit]
  /// What is understood, and a person should look at.
  public var warnings: [Misfit]
}

/// What a study becomes in another format: its files, and what they cannot hold.
public struct StudyWriting: Sendable, Hashable {
  /// The files by their paths, with their texts.
  public var files: [String: String]
  /// Files that are no text, by their paths.
  public var binaries: [String: [UInt8]] = [:]
  /// Why there are no files, where that is not of the study: in words.
  public var refusal: String?
  /// What they hold, and what they cannot.
  public var losses: LossReport
  /// What whoever gives them away must know at once, in sentences: patients who are not in them.
  public var remarks: [String] = []
}
