// SPDX-License-Identifier: Apache-2.0

import Plain

/// The options that a person gave, each with the command as it would be without it. An answer that is the same without an option did not need it: who gave it must know.
struct GivenOptions<Command> {
  private let command: Command
  private var all: [(words: String, without: Command)] = []

  init(_ command: Command) { self.command = command }

  /// Notes an option in the words in which it was given; nil where it was not.
  mutating func note(_ words: String?, _ drop: (inout Command) -> Void) {
    guard let words else { return }
    var other = command
    drop(&other)
    all.append((words, other))
  }

  /// Notes a number, where one was given.
  mutating func note(_ option: String, _ path: WritableKeyPath<Command, Double?>) {
    note(command[keyPath: path].map { "\(option) \(Numbers.text($0, decimals: 3))" }) { $0[keyPath: path] = nil }
  }

  /// Notes a text, where one was given.
  mutating func note(_ option: String, _ path: WritableKeyPath<Command, String?>) {
    note(command[keyPath: path].map { "\(option) \"\($0)\"" }) { $0[keyPath: path] = nil }
  }

  /// Notes a number, where it is not the one that holds without the option.
  mutating func note(_ option: String, _ path: WritableKeyPath<Command, Double>, without value: Double) {
    let given = command[keyPath: path]
    note(given == value ? nil : "\(option) \(Numbers.text(given, decimals: 3))") { $0[keyPath: path] = value }
  }

  /// Notes a value, where it is not the one that holds without the option.
  mutating func note<Value: Equatable & CustomStringConvertible>(
    _ option: String, _ path: WritableKeyPath<Command, Value>, without value: Value
  ) {
    let given = command[keyPath: path]
    note(given == value ? nil : "\(option) \(given)") { $0[keyPath: path] = value }
  }

  /// Notes a flag, where it was given.
  mutating func note(_ option: String, _ path: WritableKeyPath<Command, Bool>) {
    note(command[keyPath: path] ? option : nil) { $0[keyPath: path] = false }
  }

  /// Notes each of the texts of an option that may be given several times.
  mutating func note(each option: String, _ path: WritableKeyPath<Command, [String]>) {
    for (index, text) in command[keyPath: path].enumerated() {
      note("\(option) \"\(text)\"") { $0[keyPath: path].remove(at: index) }
    }
  }

  /// Notes what is told of the body. Height and weight that are both of no use are told together.
  mutating func note(size: WritableKeyPath<Command, SizeArguments>) {
    let own = command[keyPath: size]
    note("--height", size.appending(path: \.height))
    note("--weight", size.appending(path: \.weight))
    if own.height != nil, own.weight != nil {
      note("--height and --weight") {
        $0[keyPath: size].height = nil
        $0[keyPath: size].weight = nil
      }
    }
    note("--sex", size.appending(path: \.sex))
    note("--basis", size.appending(path: \.basis))
    note("--ibw", size.appending(path: \.ideal), without: "Devine")
    note("--factor", size.appending(path: \.factor), without: 0.4)
    note("--short", size.appending(path: \.short), without: "refuse")
    note("--formula", size.appending(path: \.formula), without: "Du Bois")
    note("--cap", size.appending(path: \.cap))
    note("--confirm-size", size.appending(path: \.confirmSize))
    note("--amputated", size.appending(path: \.amputated))
  }

  /// Notes what is told of anthracyclines.
  mutating func note(history: WritableKeyPath<Command, HistoryArguments>) {
    note(each: "--given", history.appending(path: \.given))
    note("--equivalents", history.appending(path: \.equivalents))
    note("--cumulative-limit", history.appending(path: \.cumulativeLimit))
  }

  /// Notes what is told with yes and no.
  mutating func note(facts: WritableKeyPath<Command, FactArguments>) {
    note(each: "--yes", facts.appending(path: \.yes))
    note(each: "--no", facts.appending(path: \.no))
  }

  /// The options without which the answer is the same.
  func idle(_ isSame: (Command) -> Bool) -> [String] {
    let idle = all.filter { isSame($0.without) }.map(\.words)
    guard idle.contains("--height and --weight") else { return idle }
    return idle.filter { !$0.hasPrefix("--height ") && !$0.hasPrefix("--weight ") || $0 == "--height and --weight" }
  }

  /// What a reader is told of options without effect; nil where all have one.
  static func words(_ idle: [String], on what: String) -> String? {
    idle.isEmpty ? nil : "Without effect on \(what): \(idle.joined(separator: ", "))."
  }
}
