// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Examples of the help that name a study of the repository are run as they stand there.
@Suite struct HelpExampleTests {
  @Test func examplesRun() throws {
    let texts = OptionMatrixTests.walk(try OptionMatrixTests.dump()).map { $0.command.discussion ?? "" }
    let lines = texts.flatMap { $0.split(separator: "\n") }.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("verlauf ") && $0.contains("Examples/") }
    #expect(lines.count >= 6, "\(lines)")
    for line in lines {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-help-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("Examples"),
        withDestinationURL: CommandLineTests.root.appendingPathComponent("Examples"))
      // What stands behind several blanks says what the line does.
      let command = line.components(separatedBy: "  ")[0].split(separator: " ").dropFirst().map(String.init)
      // Prints need a browser's minute, and are tested where they are made.
      let result = try CommandLineTests().run(
        command + (command[0] == "report" ? ["--no-prints"] : []), in: folder.path)
      #expect([0, 1].contains(result.status), "\(line): \(result.status) \(result.errors.suffix(300))")
      if let place = command.firstIndex(of: "--figure") {
        #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(command[place + 1]).path))
      }
    }
  }
}
