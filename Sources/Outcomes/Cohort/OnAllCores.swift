// SPDX-License-Identifier: Apache-2.0

import Dispatch

extension Array where Element: Sendable {
  /// What work on each gives, in their order, on all cores; of a few on this one.
  func mapOnAllCores<Value: Sendable>(_ work: @Sendable (Element) -> Value) -> [Value] {
    let stretch = 16
    guard count > stretch else { return map(work) }
    // Threads of a queue know nothing of the task that asks.
    let isTold = Trace.isTold
    return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each place is written by one thread, once.
      nonisolated(unsafe) let places = buffer
      DispatchQueue.concurrentPerform(iterations: (count + stretch - 1) / stretch) { part in
        Trace.$isTold.withValue(isTold) {
          for index in (part * stretch)..<Swift.min(count, (part + 1) * stretch) {
            places.initializeElement(at: index, to: work(self[index]))
          }
        }
      }
      initialized = count
    }
  }
}
