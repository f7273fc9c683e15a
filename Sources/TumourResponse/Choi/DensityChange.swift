// SPDX-License-Identifier: Apache-2.0

import Plain

/// How the density of the tumour has changed from baseline.
///
/// Hounsfield units have no zero that means nothing: 0 HU is water by definition, fat is below. A share of 0 does not exist, and a share of
/// a negative density has the wrong sign: from −50 to −40 HU a tumour gets denser, and the quotient is −20 %.
enum DensityChange: Equatable {
  /// Not measured at baseline.
  case unknown
  /// Measured at baseline, and now not of every one of these lesions that is still there: a mean over others is no change of it.
  case incomplete([String])
  /// From a baseline that has no percentage.
  case undefined(from: Double, to: Double)
  /// In percent of the baseline.
  case percent(Double)

  /// What Choi asks for, in percent.
  static let leastDrop = -15.0

  init(_ now: Double, from baseline: Double) {
    self = baseline > 0 ? .percent((now - baseline) / baseline * 100) : .undefined(from: baseline, to: now)
  }

  /// Whether it is 15 % less dense; nil where that cannot be told. What got denser is not less dense, whatever its percentage; a density
  /// that was not measured shows no response.
  var isLess: Bool? {
    switch self {
    case .unknown, .incomplete: false
    case .percent(let change): change <= Self.leastDrop + 1e-9
    case .undefined(let from, let to): to >= from ? false : nil
    }
  }

  /// Whether it could be 15 % less dense for all that is known.
  var isOpen: Bool {
    switch self {
    case .undefined, .incomplete: true
    case .unknown, .percent: false
    }
  }

  /// Whether there are densities of the same lesions to compare.
  var isMeasured: Bool {
    switch self {
    case .undefined, .percent: true
    case .unknown, .incomplete: false
    }
  }

  /// In words, for a reason.
  var text: Phrase {
    switch self {
    case .unknown: Phrase("density not measured", "Dichte nicht gemessen")
    case .incomplete(let lesions):
      Phrase(
        "density of \(lesions.joined(separator: ", ")) not measured, as it was at baseline",
        "Dichte von \(lesions.joined(separator: ", ")) nicht gemessen, anders als bei Baseline")
    case .percent(let change):
      Phrase("density ", "Dichte ") + Phrase(printed: Numbers.signed(change)) + Phrase(same: " %")
    case .undefined(let from, let to):
      Phrase(
        "density \(Phrase.number(from)) HU, then \(Phrase.number(to)) HU (\(to > from ? "denser" : to < from ? "less dense" : "the same"); no percentage from a baseline of 0 HU or less)",
        "Dichte \(Phrase.number(from)) HU, dann \(Phrase.number(to)) HU (\(to > from ? "dichter" : to < from ? "weniger dicht" : "gleich"); kein Prozentwert bei einer Baseline von 0 HU oder weniger)"
      )
    }
  }
}
