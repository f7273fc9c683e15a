// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import Chronology
import Dispatch
import Foundation
import Plain

/// How a program begins and ends, whatever its commands are.
package enum CommandRun {
  /// Sets up streams and interrupts, then parses and runs: the body of `main`.
  package static func begin(_ root: any ParsableCommand.Type) -> Never {
    StandardStream.reserve()
    // The system's task queues need a few descriptors and trap where there is none; a message helps more.
    guard StandardStream.canOpen(8) else {
      Terminal.tell("error: too few files can be open at once (ulimit -n); at least 16 are needed")
      Foundation.exit(Writing.inputOutputError.rawValue)
    }
    Interrupts.watch()
    Task { await DateDoubt.$today.withValue(today) { await run(root) } }
    dispatchMain()
  }

  /// The day that the clock of this computer shows.
  private static var today: Day? {
    let now = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    guard let year = now.year, let month = now.month, let day = now.day else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// Parses and runs, writes all that was said, and exits: 0 done, 1 where findings are errors, 2 where the input cannot be used, 74 where what was
  /// said or written could not be written whole.
  private static func run(_ root: any ParsableCommand.Type) async -> Never {
    var code = ExitCode.success
    do {
      var command = try root.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      code = root.exitCode(for: error)
      let message = root.fullMessage(for: error)
      if !message.isEmpty {
        if code == .success {
          Terminal.lines(message + "\n")
        } else {
          let words = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
          StandardStream.errors.write(TerminalText.safe(words) + "\n")
        }
      }
      // 1 is what `check` exits with where it found errors; an error that no command has foreseen is none of those.
      if code == .validationFailure || (code == .failure && !(error is ExitCode)) { code = ExitCode(2) }
    }
    StandardStream.output.flush()
    if let lost = StandardStream.output.lost {
      Terminal.tell("error: standard output: \(lost); what was to be printed is not complete (files of --out are)")
      code = Writing.inputOutputError
    }
    if StandardStream.errors.lost != nil { code = Writing.inputOutputError }
    Foundation.exit(code.rawValue)
  }
}
