// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@Suite struct ShellTextTests {
  @Test(arguments: [("my-series", "my-series"), ("-rf", "./-rf"), ("a b", "'a b'"), ("", "''"), ("it's", "'it'\\''s'")])
  func isQuotedWhereNeeded(text: String, word: String) { #expect(ShellText.word(text) == word) }

  /// What a shell makes of it is the text itself.
  @Test(arguments: [
    "a b", "$(touch pwned)", "`id`", "a;b", "it's", "\"", "\\", "*", "~", "~/x", "a&b|c>d", "!x", "#x", "{a,b}", "ä",
    "''", "=x", "a\tb",
  ]) func aShellTakesItLiterally(text: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(ShellText.word(text))"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == text)
  }
}
