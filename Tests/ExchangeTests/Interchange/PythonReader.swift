// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A reader that is not ours: packages of Python in a folder that `script/bootstrap --readers` makes.
struct PythonReader {
  private let python: String

  /// The root of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The Python of an environment with all of some packages; nil where it or one of them is not installed.
  init?(_ environment: String, importing packages: String) {
    python = Self.root.appendingPathComponent(".build/\(environment)/bin/python3").path
    guard FileManager.default.isExecutableFile(atPath: python),
      let found = try? result("import \(packages)", []), found.status == 0
    else { return nil }
  }

  /// What a program prints, and what it complains of.
  func run(_ program: String, _ arguments: [String] = []) throws -> String { try result(program, arguments).said }

  private func result(_ program: String, _ arguments: [String]) throws -> (said: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (said, process.terminationStatus)
  }
}
