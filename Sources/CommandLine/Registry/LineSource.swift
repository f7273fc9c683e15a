// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain

/// Files of lines as commands name them.
enum LineSource {
  /// The bytes of a file, or of standard input by the name `-`. Exits with 2 where it cannot be opened.
  static func open(_ path: String) throws -> ByteSource {
    if path == "-" { return ByteSource() }
    do throws(ByteSource.Failure) {
      return try ByteSource(path: path, searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
    } catch {
      throw failed(path, error)
    }
  }

  /// Tells a failure; the exit code for it.
  static func failed(_ name: String, _ failure: ByteSource.Failure) -> ExitCode {
    Terminal.endProgress()
    switch failure {
    case .file(let refusal): Terminal.tell("error: \(name): \(refusal)")
    case .system(let error):
      Terminal.tell("error: \(name): \(error)")
      return Writing.inputOutputError
    case .noGzip:
      Terminal.tell("error: \(name) is compressed, and `gzip` is not here to take it apart; install it")
    case .damaged(let status):
      Terminal.tell("error: \(name): the compressed file is damaged or cut off (gzip ended with \(status))")
    case .interrupted: Terminal.tell("interrupted; nothing was written")
    }
    return ExitCode(2)
  }
}

/// A count that grows, shown on a terminal a few times a second.
final class LineProgress: @unchecked Sendable {
  private let lock = NSLock()
  private let words: String
  private var count = 0
  private var shown = DispatchTime.now()
  private let start = DispatchTime.now()

  init(_ words: String) { self.words = words }

  func add(_ more: Int) {
    let line: String? = lock.withLock {
      count += more
      let now = DispatchTime.now()
      guard now.uptimeNanoseconds - shown.uptimeNanoseconds > 200_000_000 else { return nil }
      shown = now
      let seconds = Double(now.uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
      return "\(words): \(count) patients, \(Int(Double(count) / seconds)) a second …"
    }
    if let line { Terminal.progress("\(line)") }
  }
}
