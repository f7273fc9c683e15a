// SPDX-License-Identifier: Apache-2.0

/// Doses of maintenance: from cycle to cycle, by toxicity, or as courses of patients that were worked out elsewhere.
///
/// By levels every cycle has a toxicity that reduces with a probability of the level, and is omitted with another. After a toxicity the next cycle is one level lower; after one at the lowest level
/// treatment ends. Levels do not rise again.
public struct DoseRules: Sendable, Hashable {
  /// A dose level.
  public struct Level: Sendable, Hashable {
    /// The dose over the full dose.
    public let dose: Double
    /// The probability that a cycle has a toxicity that reduces the next.
    public let toxicity: Double
    /// The probability that a cycle is omitted.
    public let omission: Double

    /// A level.
    public init(dose: Double, toxicity: Double, omission: Double = 0) throws(DesignProblem) {
      guard dose > 0, dose <= 1 else {
        throw DesignProblem("dose of a level", found: "\(dose)", expected: "above 0 to 1")
      }
      guard toxicity >= 0, toxicity <= 1, omission >= 0, omission < 1 else {
        throw DesignProblem(
          "probabilities of a level", found: "\(toxicity) and \(omission)",
          expected: "0 to 1, and below 1 to be omitted")
      }
      self.dose = dose
      self.toxicity = toxicity
      self.omission = omission
    }
  }

  /// The doses of one patient, as a model of the marrow under rules of dose modification says them.
  public struct Drawn: Sendable, Hashable {
    /// Of each cycle the dose over the full dose.
    public let doses: [Double]
    /// Whether treatment ends after them; else the last of them goes on.
    public let isStopped: Bool

    /// A course of a cycle at least.
    public init(doses: [Double], isStopped: Bool) throws(DesignProblem) {
      guard !doses.isEmpty, doses.allSatisfy({ (0...1.5).contains($0) }) else {
        throw DesignProblem(
          "doses of a course", found: doses.map { "\($0)" }.joined(separator: ", "), expected: "some, from 0 to 1.5")
      }
      self.doses = doses
      self.isStopped = isStopped
    }
  }

  /// Where doses come from.
  enum Source: Sendable, Hashable {
    /// Levels from the first dose down.
    case levels([Level])
    /// Courses of which each patient has one, all equally likely.
    case courses([Drawn])
  }

  let source: Source
  /// A cycle.
  public let cycle: Months
  /// Cycles at most.
  public let cycles: Int
  /// Whether the effect goes with the dose: the log of the hazard ratio in a cycle is that of the full dose times the dose given, and 0 without treatment.
  public let isEffectByDose: Bool

  /// Levels from the first dose down; none where courses were worked out.
  public var levels: [Level] { if case .levels(let levels) = source { levels } else { [] } }
  /// The dose over the full one of which others are shares: the first level's.
  var full: Double { levels.first?.dose ?? 1 }

  /// Rules by levels.
  public init(_ levels: [Level], cycle: Months, cycles: Int = 200, isEffectByDose: Bool = false) throws(DesignProblem) {
    guard (1...10).contains(levels.count), zip(levels, levels.dropFirst()).allSatisfy({ $0.dose > $1.dose }) else {
      throw DesignProblem(
        "dose levels", found: levels.map { "\($0.dose)" }.joined(separator: ", "), expected: "1 to 10, falling")
    }
    try self.init(.levels(levels), cycle, cycles, isEffectByDose)
  }

  /// Courses that were worked out: each patient has one of them.
  public init(
    courses: [Drawn], cycle: Months, cycles: Int = 200, isEffectByDose: Bool = false
  ) throws(DesignProblem) {
    guard courses.count >= 2 else {
      throw DesignProblem("courses of doses", found: "\(courses.count)", expected: "2 at least")
    }
    try self.init(.courses(courses), cycle, cycles, isEffectByDose)
  }

  private init(_ source: Source, _ cycle: Months, _ cycles: Int, _ isEffectByDose: Bool) throws(DesignProblem) {
    guard try cycle.positive("cycle") >= 0.05 else {
      throw DesignProblem("cycle", found: "\(cycle.value) months", expected: "0.05 or more")
    }
    guard (1...1000).contains(cycles) else {
      throw DesignProblem("cycles", found: "\(cycles)", expected: "1 to 1000")
    }
    self.source = source
    self.cycle = cycle
    self.cycles = cycles
    self.isEffectByDose = isEffectByDose
  }

  /// A patient's doses while they are drawn.
  struct Course {
    let rules: DoseRules
    private var level = 0
    private var drawn: Drawn?
    private(set) var doses: [Double] = []
    /// Whether treatment ended because of a toxicity, at the lowest level or as its course says.
    private(set) var isStopped = false

    init(_ rules: DoseRules) { self.rules = rules }

    var isOver: Bool { isStopped || doses.count >= rules.cycles }

    /// The dose of the next cycle.
    mutating func next(_ random: inout RandomStream) -> Double {
      switch rules.source {
      case .levels(let levels): return next(levels, &random)
      case .courses(let courses):
        let own = drawn ?? courses[min(courses.count - 1, Int(random.unit() * Double(courses.count)))]
        drawn = own
        let dose = doses.count < own.doses.count ? own.doses[doses.count] : own.doses[own.doses.count - 1]
        doses.append(dose)
        isStopped = own.isStopped && doses.count >= own.doses.count
        return dose
      }
    }

    private mutating func next(_ levels: [Level], _ random: inout RandomStream) -> Double {
      let now = levels[level]
      let isOmitted = now.omission > 0 && random.unit() < now.omission
      let dose = isOmitted ? 0 : now.dose
      doses.append(dose)
      // What is not given has no toxicity.
      if !isOmitted, now.toxicity > 0, random.unit() < now.toxicity {
        if level + 1 < levels.count { level += 1 } else { isStopped = true }
      }
      return dose
    }
  }
}
