// SPDX-License-Identifier: Apache-2.0

import Plain

/// How the density of the tumour has changed from baseline.
///
/// Hounsfield units have no zero that means nothing: 0 HU is water by definition, fat is below. A share of 0 does not exist, and a share of
/// a negative density has the wrong sign: from −50 to −40 HU a tumour gets denser, and the quotient is −20 %. A mean in which fat and tissue cancel each
/// other is as small as chance will have it: of −38 and 40 HU it is 1 HU, and 0.4 HU less in one of them are −20 %.
enum DensityChange: Equatable {
  /// Not measured at baseline.
  case unknown
  /// Measured at baseline, and now not of every one of these lesions that is still there: a mean over others is no change of it.
  case incomplete([String])
  /// From a baseline that has no percentage: 0 HU or less, or a mean that holds a density below 0 HU. `isDenser`: no lesion is less dense than it was.
  case undefined(from: Double, to: Double, isDenser: Bool, isMean: Bool)
  /// In percent of the baseline.
  case percent(Double)

  /// What Choi asks for, in percent.
  static let leastDrop = -15.0

  /// The change of a mean over lesions, each with its density at baseline and now; there is one at least.
  init(_ lesions: [(baseline: Double, now: Double)]) {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    let (now, baseline) = (mean(lesions.map(\.now)), mean(lesions.map(\.baseline)))
    let isMixed = lesions.count > 1 && lesions.contains { $0.baseline < 0 || $0.now < 0 }
    // Where every lesion by itself is 15 % less dense than a density above 0, so is any mean of them.
    let isLessEach = lesions.allSatisfy {
      $0.baseline > 0 && ($0.now - $0.baseline) / $0.baseline * 100 <= Self.leastDrop + 1e-9
    }
    self =
      baseline > 0 && (!isMixed || isLessEach)
      ? .percent((now - baseline) / baseline * 100)
      : .undefined(
        from: baseline, to: now, isDenser: lesions.allSatisfy { $0.now >= $0.baseline }, isMean: lesions.count > 1)
  }

  /// Whether it is 15 % less dense; nil where that cannot be told. What got denser is not less dense, whatever its percentage; a density
  /// that was not measured shows no response.
  var isLess: Bool? {
    switch self {
    case .unknown, .incomplete: false
    case .percent(let change): change <= Self.leastDrop + 1e-9
    case .undefined(_, _, let isDenser, _): isDenser ? false : nil
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
    case .undefined(let from, let to, _, let isMean) where isMean && from > 0:
      Phrase(
        "mean density \(Phrase.number(from)) HU, then \(Phrase.number(to)) HU (no percentage of a mean that holds a density below 0 HU)",
        "mittlere Dichte \(Phrase.number(from)) HU, dann \(Phrase.number(to)) HU (kein Prozentwert von einem Mittel mit einer Dichte unter 0 HU)"
      )
    case .undefined(let from, let to, _, _):
      Phrase(
        "density \(Phrase.number(from)) HU, then \(Phrase.number(to)) HU (\(to > from ? "denser" : to < from ? "less dense" : "the same"); no percentage from a baseline of 0 HU or less)",
        "Dichte \(Phrase.number(from)) HU, dann \(Phrase.number(to)) HU (\(to > from ? "dichter" : to < from ? "weniger dicht" : "gleich"); kein Prozentwert bei einer Baseline von 0 HU oder weniger)"
      )
    }
  }
}
