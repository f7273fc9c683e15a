// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct YAMLTextTests {
  /// The escapes of YAML 1.2.2, productions 42 to 61.
  @Test(arguments: [
    ("a", "\"a\""), ("say \"yes\" \\", "\"say \\\"yes\\\" \\\\\""),
    ("\0\u{7}\u{8}\t\n\u{B}\u{C}\r\u{1B}", "\"\\0\\a\\b\\t\\n\\v\\f\\r\\e\""),
    ("\u{85}\u{A0}\u{2028}\u{2029}", "\"\\N\\_\\L\\P\""), ("\u{1}\u{7F}\u{9B}", "\"\\x01\\x7F\\x9B\""),
    ("\u{FEFF}\u{202E}\u{FFFE}", "\"\\uFEFF\\u202E\\uFFFE\""), ("\u{1F469}ü", "\"\u{1F469}ü\""), ("", "\"\""),
  ])
  func escapesAreThoseOfYAML(text: String, expected: String) { #expect(YAMLText.quoted(text) == expected) }

  @Test func aCombiningMarkHidesNoQuote() {
    #expect(YAMLText.quoted("\"\u{301}").utf8.elementsEqual("\"\\\"\u{301}\"".utf8))
  }
}
