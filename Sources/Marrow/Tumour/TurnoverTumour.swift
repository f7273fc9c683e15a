// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A size that turns over, with a drug that hinders what comes: dS = (S₀/T · (1 − A/(AE₅₀ + A)) − S/T) S, dA = doses − ln 2/t½ · A.
///
/// Tham et al., Clin Cancer Res 2008;14:4213: the four numbers are of its abstract; the form of the equation was not read, and is held against its units alone.
struct TurnoverTumour {
  /// Centimetres at the start.
  var start: Double
  /// Week-centimetres.
  var turnover: Double
  /// The amount of half the effect, in mg.
  var halfAmount: Double
  /// Half-life of the effect in weeks.
  var halfLife: Double
  /// Doses in mg at weeks.
  var doses: [(week: Double, milligrams: Double)]

  private struct Field: VectorField {
    let tumour: TurnoverTumour
    var amount: Double
    var origin: Double
    let size = 1

    func slopes(_ time: Double, _ state: UnsafePointer<Double>, _ slopes: UnsafeMutablePointer<Double>) {
      let left = amount * exp(-log(2) / tumour.halfLife * (time - origin))
      let kept = 1 - left / (tumour.halfAmount + left)
      slopes[0] = (tumour.start * kept - state[0]) / tumour.turnover * state[0]
    }
  }

  /// Centimetres at weeks, which are in order.
  func centimetres(at weeks: [Double]) throws(MarrowProblem) -> [Double] {
    guard start > 0, turnover > 0, halfAmount > 0, halfLife > 0, let last = weeks.last, last.isFinite,
      doses.allSatisfy({ $0.week >= 0 && $0.milligrams >= 0 })
    else {
      throw MarrowProblem("turnover", found: "a number that is not above 0", expected: "numbers above 0")
    }
    let solver = RungeKutta853<Field>(size: 1, control: .exact)
    solver.state[0] = start
    var wanted = PendingTimes<Double>(weeks)
    wanted.take(at: 0, count: start)
    let given = [(week: 0.0, milligrams: 0.0)] + doses.filter { $0.week < last }.sorted { $0.week < $1.week }
    var field = Field(tumour: self, amount: 0, origin: 0)
    for (index, dose) in given.enumerated() {
      field.amount = field.amount * exp(-log(2) / halfLife * (dose.week - field.origin)) + dose.milligrams
      field.origin = dose.week
      let end = index + 1 < given.count ? given[index + 1].week : last
      try solver.run(field, from: dose.week, to: end, firstStep: 0.01) { wanted.take(solver.curve(of: 0)) }
    }
    wanted.take(at: .infinity, count: solver.state[0])
    return wanted.taken.map(\.count)
  }
}
