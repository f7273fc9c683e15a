// SPDX-License-Identifier: Apache-2.0

/// Infusions as the changes that they are for a model: at each time what comes in at once and how the rate changes, for its first and its second drug.
struct DosePlan: Sendable {
  struct Change: Sendable {
    let time: Double
    var bolus = (0.0, 0.0)
    /// The rate from this time on, in mg per hour; exactly 0 where nothing runs.
    var rate = (0.0, 0.0)
  }

  let changes: [Change]

  /// What comes next at a time before an end: a change that is due, or the time up to which nothing changes; nil at the end. Changes before the time are behind it.
  ///
  /// - Parameter next: the number of the next change, which goes on with those that were due.
  func stretch(from time: Double, to end: Double, _ next: inout Int) -> (change: Change?, end: Double)? {
    guard time < end else { return nil }
    while next < changes.count, changes[next].time < time { next += 1 }
    guard next < changes.count, changes[next].time < end else { return (nil, end) }
    guard changes[next].time <= time else { return (nil, changes[next].time) }
    next += 1
    return (changes[next - 1], time)
  }

  /// Infusions of drugs that the structure has; of another the problem tells.
  init(_ structure: MarrowStructure, _ infusions: [Infusion]) throws(MarrowProblem) {
    let drugs = structure.drugs
    for infusion in infusions where !drugs.contains(infusion.drug) {
      throw MarrowProblem(
        "drug", found: infusion.drug.rawValue,
        expected: "\(drugs.map(\.rawValue).joined(separator: " or ")), of which \(structure.rawValue) is")
    }
    let given = infusions.filter { $0.amount.value > 0 }
    var times: Set<Double> = []
    for infusion in given {
      times.insert(infusion.start.value)
      times.insert(infusion.end.value)
    }
    changes = times.sorted().map { time in
      var change = Change(time: time)
      for infusion in given {
        let isFirst = infusion.drug == drugs[0]
        if infusion.duration.value <= 0 {
          guard infusion.start.value == time else { continue }
          if isFirst { change.bolus.0 += infusion.amount.value } else { change.bolus.1 += infusion.amount.value }
        } else if infusion.start.value <= time, infusion.end.value > time {
          let rate = infusion.amount.value / infusion.duration.value
          if isFirst { change.rate.0 += rate } else { change.rate.1 += rate }
        }
      }
      return change
    }
  }
}
