// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Plain

/// Where lines go: to standard output as they come, or into a file that is there when it is whole.
final class LineOutput {
  /// Nobody reads standard output any more.
  struct Closed: Error {}

  private let file: StreamedFile?

  /// `-` is standard output. Exits with 2 or 74 where nothing can be written.
  init(_ path: String, replacing: Bool, protecting: [String]) throws {
    guard path != "-" else {
      file = nil
      return
    }
    do throws(WriteFailure) {
      file = try StreamedFile(path, replacing: replacing, protecting: protecting.filter { $0 != "-" })
    } catch {
      throw Self.told(error)
    }
  }

  /// Takes lines.
  func write(_ bytes: [UInt8]) throws {
    if let file {
      if Interrupts.isNoted { throw WriteFailure.interrupted }
      try file.write(bytes)
    } else if Terminal.outputIsTerminal {
      Terminal.data(String(decoding: bytes, as: UTF8.self))
    } else {
      guard StandardStream.output.write(bytes) else { throw Closed() }
    }
  }

  /// Gives the file its place.
  func finish() throws { try file?.finish() }

  /// Leaves nothing behind; a noted interrupt ends the process then.
  func discard() { file?.discard() }

  /// Tells a failure; the exit code for it.
  static func told(_ failure: WriteFailure) -> ExitCode {
    Terminal.tell("error: \(failure)")
    return switch failure {
    case .refused: ExitCode(2)
    case .failed(_, let reason) where reason.isDenied: ExitCode(2)
    case .failed, .interrupted: Writing.inputOutputError
    }
  }
}
