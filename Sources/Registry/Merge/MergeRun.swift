// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Notation
import Course
public import Outcomes
package import Plain

/// Adds lines of outcomes up to the statistics of a study, from any number of files and in any order, on every core: what comes of it does not depend on how the lines
/// were cut and shuffled.
public struct MergeRun: Sendable {
  /// The statistics so far.
  public private(set) var counts: SeriesCounts
  /// How the lines were derived; nil before the first.
  public private(set) var derived: DerivedBy?
  /// Patients who could not be read when they were derived.
  public private(set) var unread = 0
  /// Why the lines cannot be merged; empty where they can.
  public private(set) var problems: [Problem] = []
  private var files: [String] = []
  private var seen: [Int: Place] = [:]
  private var unreadSeen: [Int: Place] = [:]

  private struct Place: Sendable, Comparable {
    var file: UInt32
    var line: UInt32

    static func < (one: Place, other: Place) -> Bool { (one.file, one.line) < (other.file, other.line) }
  }

  /// So many problems are told; more would not be read.
  private static let most = 50

  /// A line of outcomes may have so many bytes.
  package static let longestLine = OutcomeLine.longest

  /// - Parameters:
  ///   - limit: how many patients may be named in a table or a footnote; of more there is the number alone.
  ///   - grouping: what patients are compared by.
  public init(limit: Int, grouping: CohortOptions.Grouping?) {
    counts = SeriesCounts(limit: limit, grouping: grouping)
  }

  /// What one of several workers has added up.
  private struct Part: Sendable {
    var counts: SeriesCounts
    var derived: (by: DerivedBy, line: Int)?
    var unread = 0
    var problems: [Problem] = []
    var seen: [(key: Int, line: Int)] = []
    /// Patients who could not be read.
    var unreadSeen: [(key: Int, line: Int)] = []
  }

  /// What stands for a patient; ids that differ only in case are of one.
  static func key(_ patient: Patient.ID) -> Int {
    var hasher = Hasher()
    hasher.combine(patient.lowercased())
    return hasher.finalize()
  }

  /// Adds the lines of a file.
  package mutating func add(_ blocks: sending LineBlocks, file: String, progress: @escaping @Sendable (Int) -> Void)
    async throws
  {
    files.append(file)
    let queue = BlockQueue(blocks)
    let empty = Part(counts: SeriesCounts(limit: counts.limit, grouping: counts.grouping))
    let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let parts = try await withThrowingTaskGroup(of: Part.self) { group in
      for _ in 0..<workers {
        group.addTask {
          var part = empty
          while let block = try await queue.next() {
            for line in block.lines { Self.take(line, block.bytes, file, &part) }
            progress(block.lines.count)
          }
          return part
        }
      }
      var parts: [Part] = []
      for try await part in group { parts.append(part) }
      return parts
    }
    for part in parts { add(part, file) }
    counts.sort()
    problems.sort()
  }

  private static func take(_ line: LineBlocks.Line, _ bytes: [UInt8], _ file: String, _ part: inout Part) {
    func tell(_ column: Int, _ found: String, _ expected: String) {
      guard part.problems.count < most else { return }
      part.problems.append(
        Problem(
          .error, at: SourceLocation(file: file, line: line.number, column: column), found, expected: expected))
    }
    guard !line.isTooLong else {
      return tell(1, "a line of \(line.count) bytes", "at most \(OutcomeLine.longest)")
    }
    do throws(LineFault) {
      switch try OutcomeLine.read(Array(bytes[line.range])) {
      case .blank: break
      case .unreadable(_, let patient):
        part.unread += 1
        if let patient { part.unreadSeen.append((key(patient), line.number)) }
      case .derived(let entry, let by):
        if let first = part.derived {
          guard first.by == by else {
            return tell(
              1, "outcomes derived otherwise (\(by.words))", "as in line \(first.line) (\(first.by.words))")
          }
        } else {
          part.derived = (by, line.number)
        }
        part.seen.append((key(entry.id), line.number))
        part.counts.add(entry)
      }
    } catch {
      tell(error.column, error.found, error.expected)
    }
  }

  private mutating func add(_ part: Part, _ file: String) {
    counts.add(part.counts)
    unread += part.unread
    problems += part.problems
    func tell(_ line: Int, _ found: String, _ expected: String) {
      guard problems.count < Self.most else { return }
      problems.append(
        Problem(.error, at: SourceLocation(file: file, line: line, column: 1), found, expected: expected))
    }
    if let own = part.derived {
      if let derived, derived != own.by {
        tell(own.line, "outcomes derived otherwise (\(own.by.words))", "as the others (\(derived.words))")
      }
      if derived == nil { derived = own.by }
    }
    let number = UInt32(clamping: files.count - 1)
    for (key, line) in part.seen {
      let place = Place(file: number, line: UInt32(clamping: line))
      if let other = seen.updateValue(place, forKey: key) {
        let (first, second) = (min(place, other), max(place, other))
        seen[key] = first
        guard problems.count < Self.most else { continue }
        problems.append(
          Problem(
            .error,
            at: SourceLocation(file: files[Int(second.file)], line: Int(second.line), column: 1),
            "a patient who is there twice; first at \(files[Int(first.file)]):\(first.line)", expected: "each once"))
      }
    }
    // Of a patient with outcomes in one line and none in another nobody knows whether the outcomes are the patient's: which came first in a file must not decide.
    for (key, line) in part.unreadSeen { unreadSeen[key] = Place(file: number, line: UInt32(clamping: line)) }
    for (key, place) in unreadSeen.sorted(by: { $0.value < $1.value }) {
      guard let other = seen[key], problems.count < Self.most else { continue }
      unreadSeen[key] = nil
      problems.append(
        Problem(
          .error, at: SourceLocation(file: files[Int(place.file)], line: Int(place.line), column: 1),
          "a patient who could not be read here, and has outcomes at \(files[Int(other.file)]):\(other.line)",
          expected: "each once"))
    }
  }
}

/// Blocks of lines for several workers, one after the other.
private actor BlockQueue {
  private var blocks: LineBlocks

  init(_ blocks: sending LineBlocks) { self.blocks = blocks }

  func next() throws -> LineBlocks.Block? { try blocks.next() }
}
