// SPDX-License-Identifier: Apache-2.0

/// An amount of a drug in milligrams, as it is given: what is ordered per square metre becomes one with the surface alone.
public struct Milligrams: Sendable, Hashable, Comparable {
  /// Milligrams.
  public let value: Double

  /// So many milligrams.
  public init(_ value: Double) { self.value = value }
  /// A dose per square metre on a body surface in square metres.
  public init(perSquareMetre dose: Double, surface squareMetres: Double) { value = dose * squareMetres }

  /// By amount.
  public static func < (first: Milligrams, second: Milligrams) -> Bool { first.value < second.value }
}
