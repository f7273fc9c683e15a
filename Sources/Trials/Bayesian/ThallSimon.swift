// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// Monitoring against a standard that is itself uncertain: P(new rate > rate of the standard + δ). Thall and Simon, Biometrics 1994;50:337.
///
/// The trial is stopped as futile where this with the wanted margin δ is small, and called a success where it is large without one.
public struct ThallSimon: Sendable, Hashable {
  /// Prior of the new treatment's rate.
  public let new: BetaPrior
  /// What is known of the standard's.
  public let standard: BetaPrior

  /// A comparison.
  public init(new: BetaPrior, standard: BetaPrior) {
    self.new = new
    self.standard = standard
  }

  /// P(new > standard + δ) after so many of so many, by integration over the standard's rate (double exponential rule).
  public func superiority(after responses: Int, of patients: Int, margin: Double = 0) -> Double {
    Nodes(self, margin, patients).value(new, responses, patients)
  }

  /// Nodes of the integral with the standard's density, made once for a margin.
  private struct Nodes {
    var places: [(rate: Double, weight: Double)] = []

    /// The integral goes over 0…1 − δ: beyond it nothing is better by so much.
    init(_ comparison: ThallSimon, _ margin: Double, _ patients: Int) {
      let width = 1 - margin
      guard width > 0 else { return }
      let (a, b) = (comparison.standard.successes, comparison.standard.failures)
      let deviation = (a * b / (a + b + 1)).squareRoot() / (a + b)
      let after = comparison.new.successes + comparison.new.failures + Double(patients)
      let narrow = min(deviation, 0.3 / (after + 1).squareRoot()) / width
      let scale = lgamma(a + b) - lgamma(a) - lgamma(b)
      for node in DoubleExponential.nodes(width: narrow) {
        let x = node.x * width
        let rest = margin + node.rest * width
        guard x > 0, rest > 0 else { continue }
        let weight = node.weight * width * exp(scale + (a - 1) * log(x) + (b - 1) * log(rest))
        if weight > 1e-16 { places.append((x + margin, weight)) }
      }
    }

    func value(_ new: BetaPrior, _ responses: Int, _ patients: Int) -> Double {
      places.reduce(0.0) { $0 + $1.weight * new.above($1.rate, after: responses, of: patients) }
    }
  }

  /// After each number of patients, the most responses at which P(new > standard + δ) is below a threshold; nil where no number is.
  public func futility(below threshold: Double, margin: Double, upTo size: Int) -> [Int?] {
    let nodes = Nodes(self, margin, size)
    var bound = -1
    return (1...max(1, size)).map { patients in
      // With a patient more the bound stays or rises by one at most.
      while bound + 1 <= patients, nodes.value(new, bound + 1, patients) < threshold { bound += 1 }
      return bound < 0 ? nil : bound
    }
  }

  /// After each number of patients, the fewest responses at which P(new > standard) is above a threshold; nil where no number is.
  public func success(above threshold: Double, upTo size: Int) -> [Int?] {
    let nodes = Nodes(self, 0, size)
    var bound = 0
    return (1...max(1, size)).map { patients in
      while bound <= patients, nodes.value(new, bound, patients) <= threshold { bound += 1 }
      return bound > patients ? nil : bound
    }
  }
}
