// SPDX-License-Identifier: Apache-2.0

import Plain

/// An object of a file with its place, whose fields are asked for by name and kind; what is wrong is told with its place.
struct JSONFields {
  private let members: [(key: String, value: JSON)]
  let place: String

  /// An object; `known` are the keys that it may have.
  init(_ value: JSON, _ place: String, known: [String]) throws(DesignFile.Problem) {
    guard case .object(let members) = value else {
      throw DesignFile.Problem(place: place, found: Self.kind(value), expected: "an object")
    }
    if let other = members.first(where: { !known.contains($0.key) }) {
      let nearest = Spelling.nearest(to: other.key, among: known).map { "`\($0)`" }
      throw DesignFile.Problem(
        place: place, found: "the key `\(other.key.prefix(60))`",
        expected: nearest ?? "one of \(known.joined(separator: ", "))")
    }
    self.members = members
    self.place = place
  }

  private static func kind(_ value: JSON) -> String {
    switch value {
    case .object: "an object"
    case .array: "an array"
    case .string(let text): "the text “\(text.prefix(40))”"
    case .number(let number): number.map { "the number \(Numbers.plain($0))" } ?? "a number that is none"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  func path(_ key: String) -> String { "\(place)/\(key)" }

  /// A value; nil where the key is missing or null.
  func value(_ key: String) -> JSON? {
    members.first { $0.key == key }.flatMap { if case .null = $0.value { nil } else { $0.value } }
  }

  /// How a value is missing: its key stands without one, or does not stand there.
  func absence(_ key: String) -> String { members.contains { $0.key == key } ? "null" : "no such key" }

  private func wrong(_ key: String, _ value: JSON?, _ expected: String) -> DesignFile.Problem {
    DesignFile.Problem(place: path(key), found: value.map(Self.kind) ?? absence(key), expected: expected)
  }

  func text(_ key: String) throws(DesignFile.Problem) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let text) = value else { throw wrong(key, value, "a text") }
    return text
  }

  func number(_ key: String) throws(DesignFile.Problem) -> Double? {
    guard let value = value(key) else { return nil }
    guard case .number(let number?) = value, number.isFinite else { throw wrong(key, value, "a number") }
    return number
  }

  func whole(_ key: String) throws(DesignFile.Problem) -> Int? {
    guard let number = try number(key) else { return nil }
    guard number == number.rounded(), number.magnitude < 1e9 else {
      throw wrong(key, .number(number), "a whole number")
    }
    return Int(number)
  }

  func list(_ key: String) throws(DesignFile.Problem) -> [JSON] {
    guard let value = value(key) else { return [] }
    guard case .array(let values) = value else { throw wrong(key, value, "an array") }
    return values
  }

  func wholes(_ key: String, _ range: ClosedRange<Int>) throws(DesignFile.Problem) -> [Int] {
    var numbers: [Int] = []
    for value in try list(key) {
      guard case .number(let number?) = value, number == number.rounded(),
        number >= Double(range.lowerBound), number <= Double(range.upperBound)
      else {
        throw wrong(key, value, "whole numbers from \(range.lowerBound) to \(range.upperBound)")
      }
      numbers.append(Int(number))
    }
    return numbers
  }

  func object(_ key: String, known: [String]) throws(DesignFile.Problem) -> JSONFields? {
    guard let value = value(key) else { return nil }
    return try JSONFields(value, path(key), known: known)
  }

  /// What must be there.
  func needed<Value>(_ key: String, _ value: Value?, _ expected: String) throws(DesignFile.Problem) -> Value {
    guard let value else { throw wrong(key, nil, expected) }
    return value
  }
}
