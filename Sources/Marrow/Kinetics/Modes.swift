// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A drug with linear kinetics in up to three compartments around a central one, as a sum of exponentials: what is in the central compartment is the sum of its modes, each of which fades at its own rate. That is the exact
/// solution of the compartments, and leaves nothing stiff to be integrated.
struct Modes<Number: Scalar>: Sendable {
  /// How many there are.
  let count: Int
  /// At what rates they fade, per hour.
  let rates: (Number, Number, Number)
  /// Which share of what comes in each takes; they sum to 1.
  let shares: (Number, Number, Number)

  /// One compartment.
  init(rate: Number) {
    count = 1
    rates = (rate, Number(1), Number(1))
    shares = (Number(1), Number(0), Number(0))
  }

  /// Two compartments: elimination, and the way to and from the peripheral one, per hour.
  init(out: Number, to: Number, back: Number) {
    count = 2
    let sum = out + to + back
    let fast = 0.5 * (sum + Number.root(sum * sum - 4 * (out * back)))
    let slow = out * back / fast
    rates = (fast, slow, Number(1))
    shares = ((fast - back) / (fast - slow), (back - slow) / (fast - slow), Number(0))
  }

  /// Three compartments. The rates are the roots of a cubic that are real and above 0; they are found on plain numbers and carried to derivatives by one step of Newton's.
  init(out: Number, to: (Number, Number), back: (Number, Number)) {
    count = 3
    let a = out + to.0 + to.1 + back.0 + back.1
    let b = out * back.0 + out * back.1 + to.0 * back.1 + to.1 * back.0 + back.0 * back.1
    let c = out * back.0 * back.1
    let roots = Self.roots(a.value, b.value, c.value)
    func carried(_ root: Double) -> Number {
      let x = Number(root)
      let value = ((x - a) * x + b) * x - c
      let slope = 3 * root * root - 2 * a.value * root + b.value
      return x - (1 / slope) * value
    }
    let (first, second, third) = (carried(roots.0), carried(roots.1), carried(roots.2))
    rates = (first, second, third)
    func share(_ own: Number, _ one: Number, _ other: Number) -> Number {
      (back.0 - own) * (back.1 - own) / ((one - own) * (other - own))
    }
    shares = (share(first, second, third), share(second, first, third), share(third, first, second))
  }

  /// The roots of x³ − ax² + bx − c, all real (Viète), the largest first.
  private static func roots(_ a: Double, _ b: Double, _ c: Double) -> (Double, Double, Double) {
    let p = (a * a - 3 * b) / 9
    let q = (a * (2 * a * a - 9 * b) + 27 * c) / 54
    let angle = acos(max(-1, min(1, q / (p * p.squareRoot())))) / 3
    let length = 2 * p.squareRoot()
    func root(_ turn: Double) -> Double {
      var x = a / 3 + length * cos(angle + turn * 2 * .pi / 3)
      // The cosine loses digits of small roots.
      for _ in 0..<3 {
        let slope = (3 * x - 2 * a) * x + b
        if slope != 0 { x -= (((x - a) * x + b) * x - c) / slope }
      }
      return x
    }
    return (root(0), root(2), root(1))
  }
}

/// What is in the central compartment over a stretch in which the rate of infusion does not change.
struct CentralAmount<Number: Scalar>: Sendable {
  let modes: Modes<Number>
  /// In each mode at the beginning of the stretch, in mg.
  private var amounts: (Number, Number, Number)
  /// What the stretch fades from and to.
  private(set) var fading: (Number, Number, Number)
  private(set) var steady: Number

  init(_ modes: Modes<Number>) {
    self.modes = modes
    let none = Number(0)
    amounts = (none, none, none)
    fading = amounts
    steady = none
  }

  /// So many hours after the beginning of the stretch, in mg.
  @inline(__always)
  func value(after hours: Double) -> Number {
    var sum = steady + Self.faded(fading.0, modes.rates.0, hours)
    if modes.count > 1 { sum += Self.faded(fading.1, modes.rates.1, hours) }
    if modes.count > 2 { sum += Self.faded(fading.2, modes.rates.2, hours) }
    return sum
  }

  /// What is below 10⁻²⁶ of itself is nothing.
  @inline(__always)
  private static func faded(_ amount: Number, _ rate: Number, _ hours: Double) -> Number {
    if amount.value == 0 || rate.value * hours > 60 { return Number(0) }
    return amount * Number.exponential(-hours * rate)
  }

  /// Begins the next stretch, so many hours after this one: an amount comes in at once, and from then on so many mg per hour.
  mutating func advance(by hours: Double, bolus: Double, rate: Double) {
    func next(_ amount: Number, _ fading: Number, _ own: Number, _ share: Number) -> (Number, Number) {
      // What was steady of this mode is what did not fade.
      let kept = (amount - fading) + Self.faded(fading, own, hours) + bolus * share
      return (kept, kept - rate * (share / own))
    }
    (amounts.0, fading.0) = next(amounts.0, fading.0, modes.rates.0, modes.shares.0)
    steady = amounts.0 - fading.0
    if modes.count > 1 {
      (amounts.1, fading.1) = next(amounts.1, fading.1, modes.rates.1, modes.shares.1)
      steady += amounts.1 - fading.1
    }
    if modes.count > 2 {
      (amounts.2, fading.2) = next(amounts.2, fading.2, modes.rates.2, modes.shares.2)
      steady += amounts.2 - fading.2
    }
  }
}
