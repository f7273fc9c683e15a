// SPDX-License-Identifier: Apache-2.0

/// A value that a source may state, may be silent about, or may call unknown.
///
/// "Not stated" is what a reader looked for and did not find; "not recorded" is what this folder does not say
/// either way. Neither is ever an empty string or a zero.
public enum Recorded<Value> {
  /// The source states this value.
  case stated(Value)
  /// The source was read and does not state it.
  case notStated
  /// The source says that it is not known.
  case unknown
  /// The folder says nothing about it.
  case notRecorded

  /// The value where it is stated.
  public var value: Value? {
    if case .stated(let value) = self { value } else { nil }
  }

  /// The same knowledge of another value.
  public func map<Other>(_ transform: (Value) -> Other) -> Recorded<Other> {
    switch self {
    case .stated(let value): .stated(transform(value))
    case .notStated: .notStated
    case .unknown: .unknown
    case .notRecorded: .notRecorded
    }
  }
}

extension Recorded: Sendable where Value: Sendable {}
extension Recorded: Equatable where Value: Equatable {}
extension Recorded: Hashable where Value: Hashable {}
