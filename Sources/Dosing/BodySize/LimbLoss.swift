// SPDX-License-Identifier: Apache-2.0

/// A part of a limb that is missing: its share of body weight and of body surface, by two different tables that do not agree on how large a limb is.
public enum LimbLoss: String, Sendable, Hashable, CaseIterable {
  /// Hand.
  case hand
  /// Forearm and hand.
  case forearm = "forearm and hand"
  /// The whole arm.
  case arm = "whole arm"
  /// Foot.
  case foot
  /// Lower leg and foot.
  case lowerLeg = "lower leg and foot"
  /// The whole leg.
  case leg = "whole leg"

  /// The part that a text means, in English or German; nil where it may be another, or none is known.
  public init?(named text: String) {
    let words = text.lowercased().split(whereSeparator: { !$0.isLetter }).joined(separator: " ")
    guard let part = LimbLoss(rawValue: words) ?? Self.names[words] else { return nil }
    self = part
  }

  private static let names: [String: LimbLoss] = [
    // `arm` and `leg` alone may be all of it or the part below the joint.
    "forearm": .forearm, "lower leg": .lowerLeg, "unterarm": .forearm, "unterarm und hand": .forearm,
    "ganzer arm": .arm,
    "fuß": .foot, "fuss": .foot, "unterschenkel": .lowerLeg, "unterschenkel und fuß": .lowerLeg, "ganzes bein": .leg,
  ]

  /// Its share of body weight in percent (a table at visualveggies.com; other tables have up to 2.5 points more).
  public var weightPercent: Double {
    switch self {
    case .hand: 0.7
    case .forearm: 2.3
    case .arm: 5.0
    case .foot: 1.5
    case .lowerLeg: 5.9
    case .leg: 16.0
    }
  }

  /// Its share of body surface in percent, in adults (Lund and Browder, as medicalalgorithms.com has it); nil where the table read has no sum for it.
  public var surfacePercent: Double? {
    switch self {
    case .forearm: 5.5
    case .arm: 9.5
    case .lowerLeg: 10.5
    case .leg: 20
    case .hand, .foot: nil
    }
  }

  /// The weight that a person of a measured weight would have with it: measured ÷ (1 − share).
  public func intactKilograms(measured: Double) -> Double { measured / (1 - weightPercent / 100) }

  /// A body surface without it, in adults.
  public func surface(of squareMetres: Double) -> Double? { surfacePercent.map { squareMetres * (1 - $0 / 100) } }
}
