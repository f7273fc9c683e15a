// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Plain

// An option of a number states its range where it is declared: the help says it, and nothing outside is ever read.
// What follows is taken whatever it looks like: `-1` is told to be out of range, not to be an option that is not known.

extension Option where Value == Double {
  /// A number with a default.
  init(wrappedValue: Double, name: NameSpecification = .long, _ range: NumberRange, help: String) {
    self.init(
      wrappedValue: wrappedValue, name: name, parsing: .unconditional,
      help: ArgumentHelp(stringLiteral: range.help(help, default: Double(wrappedValue))),
      transform: { try range.number($0) })
  }
}

extension Option where Value == Double? {
  /// A number that may be left out.
  init(name: NameSpecification = .long, _ range: NumberRange, help: String) {
    self.init(
      name: name, parsing: .unconditional, help: ArgumentHelp(stringLiteral: range.help(help)),
      transform: { try range.number($0) })
  }
}

extension Option where Value == Int {
  /// A whole number with a default.
  init(wrappedValue: Int, name: NameSpecification = .long, _ range: NumberRange, help: String) {
    self.init(
      wrappedValue: wrappedValue, name: name, parsing: .unconditional,
      help: ArgumentHelp(stringLiteral: range.help(help, default: Double(wrappedValue))),
      transform: { try range.whole($0) })
  }
}

extension Option where Value == Int? {
  /// A whole number that may be left out.
  init(name: NameSpecification = .long, _ range: NumberRange, help: String) {
    self.init(
      name: name, parsing: .unconditional, help: ArgumentHelp(stringLiteral: range.help(help)),
      transform: { try range.whole($0) })
  }
}
