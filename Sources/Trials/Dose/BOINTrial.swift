// SPDX-License-Identifier: Apache-2.0

/// A dose-finding trial by ``BOIN``: doses in cohorts, from the lowest up or, as in a question of de-escalation, from the full dose down.
public struct BOINTrial: Sendable, Hashable {
  /// The design.
  public let design: BOIN
  /// True rates of toxicity of the doses, from the lowest.
  public let rates: [Double]
  /// Patients of a cohort.
  public let cohort: Int
  /// Cohorts at most.
  public let cohorts: Int
  /// The dose of the first cohort, from 0.
  public let start: Int
  /// The trial stops where the dose stays and has so many patients; nil where it does not.
  public let enough: Int?

  private let rows: [BOIN.Row]

  /// A trial.
  public init(
    _ design: BOIN, rates: [Probability], cohort: Int = 3, cohorts: Int, start: Int = 0, enough: Int? = nil
  ) throws(DesignProblem) {
    guard (1...20).contains(rates.count) else {
      throw DesignProblem("doses", found: "\(rates.count)", expected: "1 to 20")
    }
    guard rates.indices.contains(start) else {
      throw DesignProblem("starting dose", found: "\(start + 1)", expected: "1 to \(rates.count)")
    }
    guard (1...50).contains(cohort), (1...200).contains(cohorts) else {
      throw DesignProblem("cohorts", found: "\(cohorts) of \(cohort)", expected: "1 to 200 of 1 to 50 patients")
    }
    self.design = design
    self.rates = rates.map(\.value)
    self.cohort = cohort
    self.cohorts = cohorts
    self.start = start
    self.enough = enough
    rows = design.table(upTo: cohort * cohorts)
  }

  /// What one trial came to.
  public struct Course: Sendable, Hashable {
    /// Patients of each dose.
    public var patients: [Int]
    /// Toxicities of each dose.
    public var toxicities: [Int]
    /// The dose selected, from 0; nil where none is.
    public var selected: Int?
  }

  /// One trial; the same stream gives the same trial.
  public func course(_ random: inout RandomStream) -> Course {
    var patients = [Int](repeating: 0, count: rates.count)
    var toxicities = patients
    var dose = start
    // Doses from here on are given up.
    var given = rates.count
    for number in 1...cohorts {
      for _ in 0..<cohort where random.unit() < rates[dose] { toxicities[dose] += 1 }
      patients[dose] += cohort
      // After the last cohort there is nothing to decide but the dose.
      if number == cohorts { break }
      let row = rows[patients[dose] - 1]
      let seen = toxicities[dose]
      if let eliminate = row.eliminate, seen >= eliminate {
        given = min(given, dose)
        if dose == 0 { return Course(patients: patients, toxicities: toxicities, selected: nil) }
      }
      let goesDown = row.deescalate.map { seen >= $0 } ?? false
      let goesUp = seen <= row.escalate
      if let enough, patients[dose] >= enough {
        let isTop = dose == rates.count - 1 || given <= dose + 1
        if !goesUp && !goesDown || dose == 0 && goesDown || isTop && goesUp { break }
      }
      if goesUp, dose + 1 < given { dose += 1 } else if goesDown, dose > 0 { dose -= 1 }
    }
    return Course(patients: patients, toxicities: toxicities, selected: design.chosen(patients, toxicities))
  }

  /// Operating characteristics by simulation, each with its Monte-Carlo error.
  public struct Characteristics: Sendable, Hashable {
    /// Trials simulated.
    public let trials: Int
    /// Share of trials that select each dose.
    public let selection: [MonteCarlo]
    /// Share that selects none.
    public let none: MonteCarlo
    /// Patients of each dose.
    public let patients: [MonteCarlo]
    /// Toxicities of each dose.
    public let toxicities: [MonteCarlo]
    /// Patients in all.
    public let total: MonteCarlo
  }

  /// Sums of a part of the trials.
  private struct Sums: ReplicateSums {
    var selection: [MonteCarlo.Sum]
    var patients: [MonteCarlo.Sum]
    var toxicities: [MonteCarlo.Sum]
    var (none, total) = (MonteCarlo.Sum(), MonteCarlo.Sum())

    init(doses: Int) {
      selection = [MonteCarlo.Sum](repeating: .init(), count: doses)
      (patients, toxicities) = (selection, selection)
    }

    mutating func add(_ course: Course) {
      for dose in selection.indices {
        selection[dose].add(course.selected == dose ? 1 : 0)
        patients[dose].add(Double(course.patients[dose]))
        toxicities[dose].add(Double(course.toxicities[dose]))
      }
      none.add(course.selected == nil ? 1 : 0)
      total.add(Double(course.patients.reduce(0, +)))
    }

    mutating func add(_ other: Sums) {
      for dose in selection.indices {
        selection[dose].add(other.selection[dose])
        patients[dose].add(other.patients[dose])
        toxicities[dose].add(other.toxicities[dose])
      }
      none.add(other.none)
      total.add(other.total)
    }
  }

  private func run(_ trials: Int, _ seed: UInt64) throws(DesignProblem) -> ReplicateRun<Sums> {
    try ReplicateRun(trials, none: Sums(doses: rates.count)) { number, sums in
      var random = RandomStream(seed: seed, replicate: UInt64(number))
      sums.add(course(&random))
    }
  }

  private func characteristics(_ trials: Int, _ all: Sums) -> Characteristics {
    Characteristics(
      trials: trials, selection: all.selection.map(\.value), none: all.none.value,
      patients: all.patients.map(\.value), toxicities: all.toxicities.map(\.value), total: all.total.value)
  }

  /// Simulates one trial after the other; trial number i is that of the stream (seed, i).
  public func characteristics(trials: Int, seed: UInt64) throws(DesignProblem) -> Characteristics {
    characteristics(trials, try run(trials, seed).sums())
  }

  /// The same on several cores, to the last bit however many there are.
  ///
  /// - Parameters:
  ///   - trials: how many.
  ///   - seed: of their streams.
  ///   - cores: how many run at once; nil takes all.
  ///   - progress: told how many are done, now and then.
  /// - Throws: ``DesignProblem``, or `CancellationError` where the task is cancelled.
  public func characteristics(
    trials: Int, seed: UInt64, cores: Int?, progress: (Int) -> Void = { _ in }
  ) async throws -> Characteristics {
    characteristics(trials, try await run(trials, seed).sums(cores: cores, progress: progress))
  }
}
