// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Lines through a function on every core, their results in the order of the lines. In memory are the blocks that are being worked on, and never more.
enum LineRun {
  /// Works through all blocks.
  ///
  /// - Parameters:
  ///   - blocks: the lines.
  ///   - first: a block that was read before.
  ///   - work: what is done with a block, on any thread.
  ///   - take: takes the results in their order.
  static func inOrder<Output: Sendable>(
    _ blocks: inout LineBlocks, first: LineBlocks.Block?, work: @escaping @Sendable (LineBlocks.Block) -> Output,
    take: (Output) throws -> Void
  ) async throws {
    let window = 2 * max(1, ProcessInfo.processInfo.activeProcessorCount) + 1
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
      var (started, taken) = (0, 0)
      var waiting: [Int: Output] = [:]
      var early = first
      func next() throws -> LineBlocks.Block? {
        if let own = early {
          early = nil
          return own
        }
        return try blocks.next()
      }
      var isAtEnd = false
      while true {
        while !isAtEnd, started - taken < window {
          guard let block = try next() else {
            isAtEnd = true
            break
          }
          let index = started
          started += 1
          group.addTask { (index, work(block)) }
        }
        guard taken < started else { return }
        if let output = waiting.removeValue(forKey: taken) {
          taken += 1
          try take(output)
          continue
        }
        if let (index, output) = try await group.next() { waiting[index] = output }
      }
    }
  }
}
