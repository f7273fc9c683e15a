// SPDX-License-Identifier: Apache-2.0

import Foundation

private var usage: rusage {
  var usage = rusage()
  #if os(Linux)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  #else
    getrusage(RUSAGE_SELF, &usage)
  #endif
  return usage
}

/// The most memory that this process has held, in MB (10⁶ bytes).
public func peakMegabytes() -> Double {
  #if os(Linux)
    Double(usage.ru_maxrss) * 1024 / 1e6
  #else
    Double(usage.ru_maxrss) / 1e6
  #endif
}

/// Seconds that all cores together have worked in this process.
public func processorSeconds() -> Double {
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  let usage = usage
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
