// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import Foundation
import FuzzTargets

/// The target of this run; set once, before libFuzzer starts.
nonisolated(unsafe) var chosen = FuzzTarget.folder

// By the environment: the arguments are libFuzzer's, which starts this program anew when it merges.
let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
guard let target = ProcessInfo.processInfo.environment["VERLAUF_FUZZ_TARGET"].flatMap(FuzzTarget.init(rawValue:)) else {
  fatalError("VERLAUF_FUZZ_TARGET names none of \(names)")
}
chosen = target

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  do {
    try chosen.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    // libFuzzer keeps the input of a process that traps.
    fatalError("\(chosen.rawValue): \(error)")
  }
  return 0
}
print("fuzz: \(chosen.rawValue) ended with \(status)")
