// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the replicates of a simulation come to, which can be summed in parts.
protocol ReplicateSums: Sendable {
  /// Adds what another part holds.
  mutating func add(_ other: Self)
}

/// Replicates in parts of one size that are summed in their order: one after the other, or on all cores, to the same last bits.
struct ReplicateRun<Sums: ReplicateSums>: Sendable {
  /// Trials.
  let replicates: Int
  /// Sums of none.
  let none: Sums
  /// Adds a replicate by its number.
  let add: @Sendable (Int, inout Sums) -> Void

  /// Replicates of a part.
  private let size = 50
  private var parts: Int { (replicates + size - 1) / size }

  init(_ replicates: Int, none: Sums, add: @escaping @Sendable (Int, inout Sums) -> Void) throws(DesignProblem) {
    guard (2...10_000_000).contains(replicates) else {
      throw DesignProblem("replicates", found: "\(replicates)", expected: "2 to 10000000")
    }
    self.replicates = replicates
    self.none = none
    self.add = add
  }

  private func sums(ofPart part: Int) -> Sums {
    var sums = none
    for replicate in part * size..<min(replicates, (part + 1) * size) { add(replicate, &sums) }
    return sums
  }

  /// One part after the other.
  func sums() -> Sums {
    var all = none
    for part in 0..<parts { all.add(sums(ofPart: part)) }
    return all
  }

  /// On so many cores at once.
  ///
  /// - Parameters:
  ///   - cores: parts that run at once; nil takes the cores that the machine has.
  ///   - progress: told how many replicates are done, now and then.
  /// - Throws: `CancellationError` where the task is cancelled.
  func sums(cores: Int?, progress: (Int) -> Void) async throws -> Sums {
    let cores = max(1, cores ?? ProcessInfo.processInfo.activeProcessorCount)
    var all = none
    // A part waits until those before it are there: at most as many wait as cores run ahead of the slowest.
    var waiting: [Int: Sums] = [:]
    var nextToAdd = 0
    try await withThrowingTaskGroup(of: (Int, Sums).self) { group in
      func start(_ part: Int) {
        group.addTask {
          var sums = none
          for replicate in part * size..<min(replicates, (part + 1) * size) {
            try Task.checkCancellation()
            add(replicate, &sums)
          }
          return (part, sums)
        }
      }
      var next = 0
      while next < min(parts, cores) {
        start(next)
        next += 1
      }
      var done = 0
      while let (part, sums) = try await group.next() {
        waiting[part] = sums
        while let own = waiting.removeValue(forKey: nextToAdd) {
          all.add(own)
          nextToAdd += 1
        }
        done += min(size, replicates - part * size)
        progress(done)
        if next < parts {
          start(next)
          next += 1
        }
      }
    }
    return all
  }
}
