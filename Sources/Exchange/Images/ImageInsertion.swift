// SPDX-License-Identifier: Apache-2.0

public import Course
public import Notation

/// A picture put into the record of its assessment: the one file of the folder that changes, in which every byte that was there stays.
///
/// The changed folder is read again: there is none unless it is the study as it was, with this picture as the last of the assessment.
public struct ImageInsertion: Sendable, Hashable {
  /// The path of the file in the folder: `patients/1.yaml`.
  public var path: String
  /// What it holds now.
  public var before: [UInt8]
  /// What it shall hold.
  public var after: [UInt8]
  /// The first line that is new, from 1.
  public var line: Int
  /// How many lines are new.
  public var newLines: Int

  /// Why the record is left as it is.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The folder has errors.
    case unreadable([Problem])
    /// There is no such assessment of this patient in a file of entries.
    case noAssessment(Entry.ID)
    /// The assessment has this picture.
    case isThere(SourceLocation)
    /// The entry is written in a form into which no lines are put: what was found, and what was expected.
    case form(SourceLocation, found: String, expected: String)
    /// With the lines in it the folder would be another study than this one with the picture.
    case another(SourceLocation)

    /// What is wrong and what helps.
    public var description: String {
      switch self {
      case .unreadable(let problems): problems.first?.description ?? "the folder cannot be read"
      case .noAssessment(let id): "there is no assessment `\(id)` in the file of the patient"
      case .isThere(let place): "\(place): the assessment has this picture already"
      case .form(let place, let found, let expected): "\(place): \(found); expected \(expected)"
      case .another(let place):
        "\(place): with the lines put there the study would be read as another; expected one key a line, as `verlauf format` writes it"
      }
    }
  }

  /// Puts a picture into a folder in memory; nothing is written.
  ///
  /// - Parameters:
  ///   - image: what the record says of it.
  ///   - assessment: whose picture it is.
  ///   - patient: whose assessment it is.
  ///   - source: the folder.
  public init(
    _ image: AssessmentImage, to assessment: Entry.ID, of patient: Patient.ID, in source: some FileSource
  ) throws(Refusal) {
    let reading = StudyFolder.readInOrder(from: source)
    guard let study = reading.study else { throw .unreadable(reading.errors) }
    guard let expected = study.adding(image, to: assessment, of: patient),
      let place = reading.places[.entry(assessment, of: patient)], place.file.hasSuffix(".yaml")
    else { throw .noAssessment(assessment) }
    if study.images(of: assessment, patient).contains(where: { $0.file == image.file }) { throw .isThere(place) }
    guard let bytes = try? source.bytes(of: place.file, limit: FolderLayout.textLimit),
      case .success(let text) = SourceText.decode(bytes, file: place.file)
    else { throw .another(place) }
    let edit = try EntryEdit(text, place)
    let (inserted, offset, line) = try edit.lines(StudyFolder.text(of: [image]))
    // A byte order mark stands before the text.
    let start = bytes.count - text.bytes.count + offset
    path = place.file
    before = bytes
    after = Array(bytes[..<start]) + Array(inserted.utf8) + Array(bytes[start...])
    self.line = line
    newLines = SourceText(file: path, text: inserted).lines.count - 1
    let changed = StudyFolder.readInOrder(from: ChangedFiles(source: source, path: path, content: after))
    guard changed.study == expected else { throw .another(place) }
  }
}

extension Study {
  /// The pictures of an assessment.
  fileprivate func images(of assessment: Entry.ID, _ patient: Patient.ID) -> [AssessmentImage] {
    patients.first { $0.id == patient }?.assessments.first { $0.entry.id == assessment }?.assessment.images ?? []
  }

  /// The study with a picture more; nil where there is no such assessment.
  fileprivate func adding(_ image: AssessmentImage, to assessment: Entry.ID, of patient: Patient.ID) -> Study? {
    var study = self
    guard let index = patients.firstIndex(where: { $0.id == patient }),
      let entry = patients[index].entries.firstIndex(where: { $0.id == assessment }),
      case .assessment(var own) = patients[index].entries[entry].content
    else { return nil }
    own.images.append(image)
    study.patients[index].entries[entry].content = .assessment(own)
    return study
  }
}

/// A folder of which one file has another content.
private struct ChangedFiles<Source: FileSource>: FileSource {
  let source: Source
  let path: String
  let content: [UInt8]

  func paths() throws(FileProblem) -> [String] { try source.paths() }

  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    guard path == self.path else { return try source.bytes(of: path, limit: limit) }
    if content.count > limit { throw .tooLarge(content.count) }
    return content
  }
}
