// SPDX-License-Identifier: Apache-2.0

/// What a form or a query says: values by name, in the order in which they were sent.
package struct FormValues: Sendable, Equatable {
  package private(set) var pairs: [(name: String, value: String)] = []
  /// So many fields are taken; a form of ours has far fewer.
  static let most = 4000

  package init() {}

  /// The values of `application/x-www-form-urlencoded` (URL Standard, 5.1); nil where the text is none, is no UTF-8, or has too many fields.
  package init?(encoded text: some Sequence<UInt8>) {
    let bytes = Array(text)
    guard !bytes.isEmpty else { return }
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      guard pairs.count < Self.most else { return nil }
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]), let value = parts.count == 2 ? Self.decoded(parts[1]) : "" else {
        return nil
      }
      pairs.append((name, value))
    }
  }

  /// The last value of a name; nil where there is none.
  package subscript(name: String) -> String? {
    get { pairs.last { $0.name == name }?.value }
    set {
      pairs.removeAll { $0.name == name }
      if let newValue { pairs.append((name, newValue)) }
    }
  }

  /// One more field.
  mutating func add(_ name: String, _ value: String) { pairs.append((name, value)) }

  package static func == (one: FormValues, other: FormValues) -> Bool {
    one.pairs.elementsEqual(other.pairs) { $0.name == $1.name && $0.value == $1.value }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) else {
          return nil
        }
        decoded.append(high << 4 | low)
        index += 2
      case let byte: decoded.append(byte)
      }
      index += 1
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
