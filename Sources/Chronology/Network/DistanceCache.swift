// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Distances that were asked for, kept until the network changes: who asks for one pair usually asks for others of the same event.
///
/// Shared by copies of a network that are equal; a lock guards it, and a network that changes takes a new one.
final class DistanceCache: @unchecked Sendable {
  private typealias Lengths = (from: [Int], to: [Int])

  /// So many lengths are kept, 32 MB; then it starts anew.
  private static let most = 4_000_000

  private let lock = NSLock()
  private var kept: [Int: Lengths] = [:]
  private var size = 0

  var isEmpty: Bool { lock.withLock { kept.isEmpty } }

  /// The lengths from `from` to `to` and back by links of open events; nil where there is no way.
  func lengths(from: Int, to: Int, in events: OpenEvents) -> (there: Int?, back: Int?) {
    func found(_ length: Int) -> Int? { length == OpenEvents.far ? nil : length }
    return lock.withLock {
      if let known = kept[from] { return (found(known.from[to]), found(known.to[to])) }
      if let known = kept[to] { return (found(known.to[from]), found(known.from[from])) }
      if size > Self.most {
        kept = [:]
        size = 0
      }
      let lengths = events.distances(of: from)
      kept[from] = lengths
      size += 2 * events.count
      return (found(lengths.from[to]), found(lengths.to[to]))
    }
  }
}
