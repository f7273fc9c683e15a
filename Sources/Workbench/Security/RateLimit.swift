// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many requests there may be in a while, so that a page gone wild does not take the machine.
final class RateLimit: Sendable {
  private let most: Int
  private let window: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let times = Mutex<[String: [ContinuousClock.Instant]]>([:])

  /// - Parameters:
  ///   - most: so many requests of one who asks
  ///   - window: in so long.
  init(_ most: Int, in window: Duration, now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.most = most
    self.window = window
    self.now = now
  }

  /// Notes a request; false where there were too many.
  func allows(_ who: String) -> Bool {
    let now = now()
    return times.withLock { times in
      if times.count > 256 { times = [:] }
      var own = times[who, default: []].filter { $0.duration(to: now) < window }
      guard own.count < most else {
        times[who] = own
        return false
      }
      own.append(now)
      times[who] = own
      return true
    }
  }
}
