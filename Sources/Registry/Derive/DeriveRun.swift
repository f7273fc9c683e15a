// SPDX-License-Identifier: Apache-2.0

package import Course
import Exchange
package import Notation
package import Plain

/// Derives the patients of files one by one: a line of outcomes for each, in their order, whatever their number.
public struct DeriveRun: Sendable {
  /// What came of it.
  public struct Counts: Sendable, Hashable {
    /// Patients with outcomes.
    public var derived = 0
    /// Patients, or lines, that could not be read.
    public var unread = 0
  }

  private let derivation: PatientDerivation
  private var seen: [Int: Place] = [:]
  private var files: [String] = []
  /// What came of it so far.
  public private(set) var counts = Counts()

  /// Where a patient was first: 8 bytes, since there may be a million.
  private struct Place: Sendable {
    var file: UInt16
    var line: UInt32
  }

  /// A run over patients of one study.
  public init(_ derivation: PatientDerivation) { self.derivation = derivation }

  /// Derives the patients of lines.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - first: a block of them that was read before.
  ///   - file: the name of the file, as it is told.
  ///   - tell: is told why a patient could not be read, and what a person should look at.
  ///   - write: takes lines of outcomes with their ends.
  package mutating func derive(
    _ lines: inout LineBlocks, first: LineBlocks.Block?, file: String,
    tell: ([Problem]) -> Void, write: ([UInt8]) throws -> Void
  ) async throws {
    let reader = PatientLines(head: derivation.head, file: file)
    let derivation = derivation
    files.append(file)
    try await LineRun.inOrder(&lines, first: first) { block in
      block.lines.compactMap { line -> PatientDerivation.Result? in
        guard !line.isTooLong else {
          let place = SourceLocation(file: file, line: line.number, column: 1)
          return derivation.failed(
            [Problem(.error, at: place, "a line of \(line.count) bytes", expected: "at most \(PatientLines.limit)")],
            patient: nil, line.number)
        }
        return derivation.result(of: Array(block.bytes[line.range]), number: line.number, in: reader)
      }
    } take: { results in
      var bytes: [UInt8] = []
      for result in results { take(result, file, tell, &bytes) }
      try write(bytes)
    }
  }

  /// Derives the patients of a study in memory.
  package mutating func derive(
    _ study: Study, file: String, tell: ([Problem]) -> Void, write: ([UInt8]) throws -> Void
  ) async throws {
    let derivation = derivation
    files.append(file)
    let claims = Dictionary(grouping: study.claims) { $0.subject.patient }
    let chunk = 32
    try await withThrowingTaskGroup(of: (Int, [PatientDerivation.Result]).self) { group in
      let starts = Array(stride(from: 0, to: study.patients.count, by: chunk))
      var (started, taken) = (0, 0)
      var waiting: [Int: [PatientDerivation.Result]] = [:]
      while taken < starts.count {
        while started < starts.count, started - taken < 16 {
          let index = started
          let patients = study.patients[starts[index]..<min(starts[index] + chunk, study.patients.count)]
          let own = patients.map { claims[$0.id] ?? [] }
          group.addTask {
            let results = zip(patients, own).enumerated().map { offset, item in
              PatientDerivation.Result(
                patient: item.0.id, line: index * chunk + offset + 1,
                text: derivation.line(of: item.0, claims: item.1), problems: [])
            }
            return (index, results)
          }
          started += 1
        }
        if let results = waiting.removeValue(forKey: taken) {
          taken += 1
          var bytes: [UInt8] = []
          for result in results { take(result, file, tell, &bytes) }
          try write(bytes)
        } else if let (index, results) = try await group.next() {
          waiting[index] = results
        }
      }
    }
  }

  private mutating func take(
    _ result: PatientDerivation.Result, _ file: String, _ tell: ([Problem]) -> Void, _ bytes: inout [UInt8]
  ) {
    var result = result
    if result.problems.isEmpty, let patient = result.patient {
      let key = MergeRun.key(patient)
      if let before = seen[key] {
        let place = "\(files[Int(before.file)]):\(before.line)"
        result = derivation.failed(
          [
            Problem(
              .error, at: SourceLocation(file: file, line: result.line, column: 1),
              "the patient \(patient) is there twice; first at \(place)", expected: "each once")
          ], patient: patient, result.line)
      } else {
        seen[key] = Place(
          file: UInt16(clamping: files.count - 1), line: UInt32(clamping: result.line))
      }
    }
    if result.problems.isEmpty { counts.derived += 1 } else { counts.unread += 1 }
    if !result.problems.isEmpty || !result.warnings.isEmpty { tell(result.problems + result.warnings) }
    bytes.append(contentsOf: result.text.utf8)
    bytes.append(0x0A)
  }
}
