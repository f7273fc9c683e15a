// SPDX-License-Identifier: Apache-2.0

public import Course

/// A format in which studies come and go: what it is called, how its files are recognised, and what reads and writes it.
///
/// One that can only be read, or only be written, has no closure for the other; there is none that does nothing.
public struct StudyFormat: Sendable {
  /// What is asked of a reader.
  public struct Request: Sendable {
    /// The files to read.
    public var files: [InputFile]
    /// What says which column is what; nil where the format has a mapping of its own.
    public var mapping: InputFile?
    /// Whether what is not understood is kept as it stands, in place of no study.
    public var keepsGoing: Bool

    /// What is asked of a reader.
    public init(files: [InputFile], mapping: InputFile? = nil, keepsGoing: Bool = false) {
      self.files = files
      self.mapping = mapping
      self.keepsGoing = keepsGoing
    }
  }

  /// Its name on the command line.
  public let name: String
  /// What it is, in words.
  public let summary: String
  /// The ending of the one file that is written; nil where a folder is.
  public let ending: String?
  /// Whether files are of it, by their names.
  public let recognises: @Sendable ([String]) -> Bool
  /// Reads a study; nil where it can only be written.
  public let read: (@Sendable (Request) -> StudyReading)?
  /// Writes a study; nil where it can only be read.
  public let write: (@Sendable (Study) -> StudyWriting)?

  /// The containers that it can be written in, the first of which is taken without a choice; empty where there is one alone.
  public let containers: [String]
  /// Those of ``containers`` that are a folder of files where ``ending`` is that of one file.
  public let folders: [String]
  /// Writes a study in one of ``containers``.
  public let writeInto: (@Sendable (Study, String) -> StudyWriting)?
  /// Writes a study where the format has no date but a full one, by what becomes of others; nil where it has.
  public let writeInDays: (@Sendable (Study, PartialDatePolicy) -> StudyWriting)?

  /// Writes a study to be given away, under terms; nil where it is written without.
  public let share: (@Sendable (Study, SharingTerms) -> StudyWriting)?

  /// The ending of the one file that is written in a container, or without one; nil where a folder is.
  public func ending(in container: String?) -> String? {
    guard let container, folders.contains(container) else { return ending }
    return nil
  }

  /// Whether it can be written.
  public var isWritten: Bool { write != nil || share != nil || writeInDays != nil }

  /// A format.
  public init(
    name: String, summary: String, ending: String? = nil, recognises: @escaping @Sendable ([String]) -> Bool,
    read: (@Sendable (Request) -> StudyReading)? = nil, write: (@Sendable (Study) -> StudyWriting)? = nil,
    share: (@Sendable (Study, SharingTerms) -> StudyWriting)? = nil, containers: [String] = [], folders: [String] = [],
    writeInto: (@Sendable (Study, String) -> StudyWriting)? = nil,
    writeInDays: (@Sendable (Study, PartialDatePolicy) -> StudyWriting)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.ending = ending
    self.recognises = recognises
    self.read = read
    self.write = write
    self.share = share
    self.containers = containers
    self.folders = folders
    self.writeInto = writeInto
    self.writeInDays = writeInDays
  }
}
