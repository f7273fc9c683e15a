// SPDX-License-Identifier: Apache-2.0

public import Course
public import Notation
import Plain

/// What holds for all patients of a study that come one by one: all of it but the patients and what is claimed of single ones.
public struct StudyHead: Sendable, Hashable {
  /// The study without patients.
  public let study: Study
  /// How many patients each reader of lesions measured, nil being a reader without a name; nil where nobody has counted.
  public let readers: [String?: Int]?
  /// Its canonical text: one line.
  public let text: String
  /// What tells it from another head: the first 16 digits of the SHA-256 of its text.
  public let digest: String

  /// The head of a study.
  public init(of study: Study) { self.init(study, readers: StudyLines.readers(of: study.patients)) }

  init(_ study: Study, readers: [String?: Int]?) {
    var own = study
    own.patients = []
    own.claims = study.claims.filter { $0.subject.patient == nil }
    self.study = own
    self.readers = readers
    text = StudyLines.head(of: own, readers: readers).text(.line)
    digest = String(Hexadecimal.text(SHA256.digest(text.utf8)).prefix(16))
  }

  /// Reads a head: a study folder, or a file whose first line is the head of a study. The problems say why there is none.
  public static func read(_ path: String) async -> (head: StudyHead?, problems: [Problem]) {
    guard FolderListing.isFolder(path) else { return readFile(path) }
    let reading = await StudyFolder.readWithOrWithoutPatients(path)
    return (reading.study.map { StudyHead(of: $0) }, reading.problems)
  }

  private static func readFile(_ path: String) -> (head: StudyHead?, problems: [Problem]) {
    func fault(_ words: String, expected: String? = nil) -> (head: StudyHead?, problems: [Problem]) {
      (nil, [Problem(.error, at: SourceLocation(file: path, line: 1, column: 1), words, expected: expected)])
    }
    let bytes: [UInt8]
    do throws(FileRefusal) {
      bytes = try RegularFile.beginning(of: path, count: PatientLines.limit + 1)
    } catch {
      return fault("\(error)", expected: "a study folder, or a file whose first line is the head of a study")
    }
    let line = bytes.prefix { $0 != 0x0A }
    guard line.count <= PatientLines.limit else {
      return fault("a first line of more than \(PatientLines.limit) bytes", expected: "the head of a study")
    }
    return read(line: Array(line), number: 1, file: path)
  }

  /// The head that a line is; nil where it is none, with why.
  package static func read(line: [UInt8], number: Int, file: String) -> (head: StudyHead?, problems: [Problem]) {
    switch PatientLines.parse(line, number: number, file: file) {
    case .failure(let problems): return (nil, problems.all)
    case .success(let (root, log)):
      guard let (study, readers) = StudyLines.readHead(root, log),
        !log.problems.contains(where: { $0.severity == .error })
      else { return (nil, log.problems) }
      return (StudyHead(study, readers: readers), log.problems)
    }
  }
}
