// SPDX-License-Identifier: Apache-2.0

import Foundation

extension MaintenanceTrial {
  /// One patient. Times after registration are in months from it.
  public struct Patient: Sendable, Hashable {
    /// Number among those who began induction, from 0.
    public var number: Int
    /// When induction began, in months from the first.
    public var start: Double
    /// When the patient was registered; nil where not.
    public var registered: Double?
    /// Whether on the treatment that is tried.
    public var isTreated: Bool
    /// True progression; infinite where a death comes first or nothing ever does.
    public var progression: Double
    /// Death; infinite where it is not simulated.
    public var death: Double
    /// When progression or death is seen; infinite where never.
    public var seen: Double
    /// Dropout; infinite where never.
    public var dropout: Double
    /// The dose of each cycle over the full dose, 0 where it was omitted, up to the end of treatment.
    public var doses: [Double]
    /// Whether treatment ended for a toxicity at the lowest level.
    public var isStoppedForToxicity: Bool

    /// When the event truly was.
    public var event: Double { min(progression, death) }
  }

  /// Everybody of a replicate who began induction before the last was registered, in the order of their coming.
  public func patients(seed: UInt64, replicate: Int) -> [Patient] {
    var random = RandomStream(seed: seed, replicate: UInt64(replicate))
    var list: [Patient] = []
    var registered = 0
    var block: [Bool] = []
    var start = 0.0
    // With a share of one in a hundred a thousand registered come of a hundred thousand; many times as many are an accident of the generator.
    let most = Int(Double(intake.registered) / intake.eligible * 20) + 2000
    while registered < intake.registered, list.count < most {
      if !list.isEmpty { start += (intake.isRandom ? random.exponential() : 1) / intake.perMonth }
      let isEligible = intake.eligible >= 1 || random.unit() < intake.eligible
      var isTreated = true
      if isEligible, case .logRank(let treated, let controls, _, _, _) = question {
        if block.isEmpty { block = Self.block(treated, controls, &random) }
        isTreated = block.removeLast()
      }
      if isEligible {
        registered += 1
        list.append(
          patient(
            seed: seed, replicate: replicate, number: list.count, start: start, isTreated: isTreated))
      } else {
        list.append(
          Patient(
            number: list.count, start: start, registered: nil, isTreated: false, progression: .infinity,
            death: .infinity, seen: .infinity, dropout: .infinity, doses: [], isStoppedForToxicity: false))
      }
    }
    return list
  }

  /// A permuted block of at least four.
  private static func block(_ treated: Int, _ controls: Int, _ random: inout RandomStream) -> [Bool] {
    let times = treated + controls < 4 ? 2 : 1
    var block = [Bool](repeating: true, count: treated * times) + [Bool](repeating: false, count: controls * times)
    // Fisher and Yates.
    for index in stride(from: block.count - 1, to: 0, by: -1) {
      block.swapAt(index, Int(random.unit() * Double(index + 1)))
    }
    return block
  }

  /// The course of one patient, of a stream of its own.
  private func patient(seed: UInt64, replicate: Int, number: Int, start: Double, isTreated: Bool) -> Patient {
    var random = RandomStream(seed: seed, replicate: UInt64(replicate), patient: UInt64(number))
    let target = random.exponential()
    let isDeath = truth.deaths > 0 && random.unit() < truth.deaths
    let dropout = truth.dropout.perMonth > 0 ? random.exponential() / truth.dropout.perMonth : .infinity
    let survives =
      truth.afterProgression.perMonth > 0 ? random.exponential() / truth.afterProgression.perMonth : .infinity
    var doses = isTreated ? dosing.map { DoseRules.Course($0) } : nil
    let event = self.event(target, isTreated: isTreated, &doses, &random)
    let progression = isDeath ? .infinity : event
    let death = isDeath ? event : event + survives
    let seen = isDeath ? event : min(firstScan(from: event, &random), death)
    // Treatment goes on until an event is seen or the patient is lost.
    if var course = doses, let dosing {
      let end = min(seen, dropout)
      while !course.isOver, Double(course.doses.count) * dosing.cycle.value < end { _ = course.next(&random) }
      doses = course
    }
    let given = doses.map { course -> [Double] in
      let end = min(seen, dropout) / (dosing?.cycle.value ?? 1)
      return end < Double(course.doses.count) ? Array(course.doses.prefix(Int(end.rounded(.up)))) : course.doses
    }
    return Patient(
      number: number, start: start, registered: start + intake.induction.value, isTreated: isTreated,
      progression: progression, death: death, seen: seen, dropout: dropout, doses: given ?? [],
      isStoppedForToxicity: doses.map { $0.isStopped && $0.doses.count == given?.count } ?? false)
  }

  /// When the cumulative hazard of a patient reaches an exponential number.
  private func event(
    _ target: Double, isTreated: Bool, _ doses: inout DoseRules.Course?, _ random: inout RandomStream
  ) -> Double {
    guard isTreated else { return truth.hazard.time(ofCumulative: target) }
    guard var course = doses, course.rules.isEffectByDose, truth.hazardRatio != 1 else {
      return truth.hazard.time(ofCumulative: target / truth.hazardRatio)
    }
    var left = target
    let cycle = course.rules.cycle.value
    var now = 0.0
    while !course.isOver {
      let dose = course.next(&random)
      let end = Double(course.doses.count) * cycle
      let factor = pow(truth.hazardRatio, dose)
      let step = (truth.hazard.cumulative(end) - now) * factor
      if left <= step {
        doses = course
        return truth.hazard.time(ofCumulative: now + left / factor)
      }
      left -= step
      now = truth.hazard.cumulative(end)
    }
    doses = course
    return truth.hazard.time(ofCumulative: now + left)
  }

  /// The first scan that is done at or after a time.
  private func firstScan(from time: Double, _ random: inout RandomStream) -> Double {
    guard let interval = scans.schedule.interval?.value, time.isFinite else { return time }
    let window = scans.window.value
    // Scans before cannot come after the time, however late they are.
    var number = max(1, ((time - window) / interval - 1e-9).rounded(.up))
    while true {
      let scan = number * interval + (window > 0 ? (2 * random.unit() - 1) * window : 0)
      let isDone = scans.missed <= 0 || random.unit() >= scans.missed
      // A scan on the very day sees it, whatever the last bits of a sum.
      if isDone, scan >= time - 1e-9 * interval { return max(scan, time) }
      number += 1
    }
  }
}
