import CFuzzer
import Foundation
import FuzzTargets

/// The target of this run, by the environment: the arguments are libFuzzer's, which starts this program anew when it merges.
let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
guard let chosen = ProcessInfo.processInfo.environment["VERLAUF_FUZZ_TARGET"].flatMap(FuzzTarget.init(rawValue:)) else {
  fatalError("VERLAUF_FUZZ_TARGET names none of \(names)")
}

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
