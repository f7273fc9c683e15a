// SPDX-License-Identifier: Apache-2.0

/// Work on draws, on all cores: what comes of it stands in the order of the draws, and not a bit depends on how many cores there are, since who stands with whom does not.
enum OverDraws {
  /// What each stretch of draws gives, one after the other.
  ///
  /// - Parameters:
  ///   - count: how many draws there are.
  ///   - size: so many are a stretch: whole batches of draws that are solved together, and few enough that no core waits for one that does other work besides.
  ///   - work: on a stretch of draws, by their numbers.
  /// - Throws: the problem of the first stretch that has one.
  static func collect<Value: Sendable>(
    _ count: Int, stretch size: Int, _ work: @escaping @Sendable (Range<Int>) throws(MarrowProblem) -> [Value]
  ) async throws(MarrowProblem) -> [Value] {
    let found = await withTaskGroup(of: (Int, Result<[Value], MarrowProblem>).self) { group in
      for start in stride(from: 0, to: count, by: size) {
        group.addTask {
          do throws(MarrowProblem) {
            return (start, .success(try work(start..<min(count, start + size))))
          } catch {
            return (start, .failure(error))
          }
        }
      }
      return await group.reduce(into: [(Int, Result<[Value], MarrowProblem>)]()) { $0.append($1) }
    }
    var all: [Value] = []
    all.reserveCapacity(count)
    for (_, result) in found.sorted(by: { $0.0 < $1.0 }) { all += try result.get() }
    return all
  }
}
