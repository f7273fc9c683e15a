// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Yams

/// What the YAML parser says, in words for a person who has never read the YAML specification.
enum SyntaxProblem {
  /// Tells an error of the parser.
  static func report(_ error: any Error, _ log: ProblemLog) {
    guard let error = error as? YamlError else {
      log.error(.start, "the file cannot be read as YAML")
      return
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      report(problem, at: own(mark), context: context.map { ($0.text, own($0.mark)) }, log)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = before.unicodeScalars.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
      log.error(Mark(line: line, column: 1), "a character that YAML does not allow in this line (\(problem))")
    default:
      log.error(.start, "the file cannot be read as YAML")
    }
  }

  private static func own(_ mark: Yams.Mark) -> Mark { Mark(line: mark.line, column: mark.column) }

  private static func report(_ problem: String, at mark: Mark, context: (text: String, mark: Mark)?, _ log: ProblemLog)
  {
    if let tab = tab(in: log.text, upTo: mark.line) {
      log.error(tab, "a tab in the indentation", expected: "spaces: YAML does not take tabs there")
      return
    }
    let opened = context?.mark ?? mark
    let text = context?.text ?? ""
    switch problem {
    case "mapping values are not allowed in this context":
      log.error(
        mark, "a `:` that starts a value where none can be",
        expected: "one `key: value` a line, in line with its neighbours; text that contains `: ` stands in quotes")
    case "found unexpected end of stream" where text.contains("quoted"):
      log.error(opened, "a quote that is never closed")
    case "did not find expected ',' or ']'":
      log.error(opened, "a list that opens with `[` and is not closed", expected: "`,` or `]` after each item")
    case "did not find expected ',' or '}'":
      log.error(opened, "a mapping that opens with `{` and is not closed", expected: "`,` or `}` after each value")
    case "could not find expected ':'":
      log.error(
        text.contains("simple key") ? opened : mark, "a line that is no `key: value`",
        expected: "`key: value`; a text of several lines stands in quotes, further in than its key")
    case "did not find expected key", "did not find expected '-' indicator":
      log.error(
        mark, "this does not fit the lines above",
        expected: "the same indentation as its neighbours; text after a closing quote belongs inside it")
    case "block sequence entries are not allowed in this context":
      log.error(mark, "a list item (`- `) where none can be", expected: "each `- ` on a line of its own below its key")
    case "found character that cannot start any token":
      log.error(mark, "a character that no value begins with", expected: "this text in quotes")
    case "did not find expected comment or line break":
      log.error(opened, "a value that begins with `>` or `|`", expected: "text that begins so in quotes: `\">6 mo\"`")
    case "found undefined alias":
      log.error(mark, "an alias (`*`)", expected: "text that begins with `*` in quotes")
    case "but found another document":
      log.error(mark, "a second document (`---`)", expected: "one in a file")
    case "found unknown escape character":
      log.error(mark, "a `\\` in double quotes that YAML does not know", expected: "single quotes, or `\\\\`")
    default:
      log.error(mark, "this is not YAML: \(problem)\(text.isEmpty ? "" : ", \(text)")")
    }
  }

  /// The first tab before the text of a line, up to a line.
  private static func tab(in text: SourceText, upTo line: Int) -> Mark? {
    for (index, range) in text.lines.prefix(max(0, line)).enumerated() {
      let bytes = text.bytes[range]
      guard let tab = bytes.firstIndex(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }) else { continue }
      if text.bytes[tab] == UInt8(ascii: "\t"), bytes.contains(where: { $0 > 0x20 }) {
        return Mark(line: index + 1, column: tab - range.lowerBound + 1)
      }
    }
    return nil
  }
}
