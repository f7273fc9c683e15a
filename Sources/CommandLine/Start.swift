// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dispatch
import Foundation
import Plain

/// The beginning of the program, before anything that needs a file descriptor.
@main
enum Start {
  /// Sets up streams and interrupts, then runs the command.
  static func main() {
    StandardStream.reserve()
    // The system's task queues need a few descriptors and trap where there is none; a message helps more.
    guard StandardStream.canOpen(8) else {
      Terminal.tell("error: too few files can be open at once (ulimit -n); at least 16 are needed")
      Foundation.exit(Writing.inputOutputError.rawValue)
    }
    Interrupts.watch()
    Task { await Verlauf.run() }
    dispatchMain()
  }
}
