// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
package import Plain

/// How commands write files: through the one writer, with its refusals and missing rights as errors of the input (exit code 2) and failures of the system as what
/// they are (74, `EX_IOERR` of sysexits.h).
package enum Writing {
  /// The exit code where what was to be written could not be.
  package static let inputOutputError = ExitCode(74)

  /// Writes something.
  ///
  /// - Parameter protecting: the folders that the command reads.
  package static func attempt(
    protecting: [String?], _ write: (SafeWriter<SystemCalls>) throws(WriteFailure) -> Void
  ) throws {
    do throws(WriteFailure) {
      try write(SafeWriter(protecting: protecting.compactMap(\.self)))
    } catch {
      Terminal.endProgress()
      Terminal.tell("error: \(error)")
      switch error {
      case .refused: throw ExitCode(2)
      case .failed(_, let reason) where reason.isDenied: throw ExitCode(2)
      case .failed, .interrupted: throw inputOutputError
      }
    }
  }
}

/// Leave to replace a file that the program did not write.
package struct ReplaceOption: ParsableArguments {
  package init() {}
  @Flag(
    help:
      "Replace the file of this name, whoever wrote it. Without it only an unchanged file of Verlauf's own is replaced."
  )
  package var replace = false
}

/// Leave to replace files of the program's own that somebody has changed.
package struct ReplaceChangedOption: ParsableArguments {
  package init() {}
  @Flag(
    help:
      "Replace what somebody has changed since Verlauf wrote it. In a folder, what Verlauf did not write is never replaced; a single file of this name is, whoever wrote it."
  )
  package var replace = false
}
