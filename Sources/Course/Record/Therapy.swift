// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// Why a treatment is given.
public enum Intent: String, Sendable, Hashable, CaseIterable {
  /// Before surgery.
  case neoadjuvant
  /// After surgery.
  case adjuvant
  /// First treatment of advanced disease.
  case firstLine = "first-line"
  /// Second treatment of advanced disease.
  case secondLine = "second-line"
  /// Third treatment of advanced disease.
  case thirdLine = "third-line"
  /// After failure of an earlier treatment.
  case salvage
  /// Meant to cure, not further specified.
  case curative
  /// After a response, to deepen it or to make it last for a limited time.
  case consolidation
  /// Continues a response or stable disease; belongs to the line it follows.
  case maintenance
  /// Palliative, not further specified.
  case palliative
}

/// A systemic therapy: drugs given together, in cycles and dose phases.
public struct Therapy: HoldsStatements, Hashable {
  /// Generic names in lower case, in the order of the source: `gemcitabine`, `docetaxel`.
  public var drugs: [String]
  /// Intent.
  public var intent: Intent?
  /// The line as the source numbers it, if it does (`third-line`).
  public var statedLine: Int?
  /// For maintenance: the therapy it continues.
  public var continues: Entry.ID?
  /// Number of cycles given, as stated for the therapy.
  public var cycles: Recorded<Int>
  /// Length of a cycle as it was planned, as stated for the therapy.
  public var cycleLength: Recorded<CycleLength>
  /// By how much its cycles were delayed in all.
  public var delay: Recorded<StatedSpan>
  /// Why they were delayed.
  public var delayReason: Recorded<String>
  /// What was intended but not given so.
  public var planned: [DosePhase]
  /// What was given, in order of time.
  public var phases: [DosePhase]
  /// Effect in the source's words where no assessment is stated: `no significant inhibition of growth`.
  public var effect: String?
  /// Why it was stopped.
  public var stopReason: Recorded<String>
  /// The regimen of the library that it follows, by identifier.
  public var regimen: String?
  /// Single administrations, where they are recorded, in order of date.
  public var administrations: [Administration]
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]

  /// A therapy of drugs.
  public init(drugs: [String]) {
    self.drugs = drugs
    intent = nil
    statedLine = nil
    continues = nil
    cycles = .notRecorded
    cycleLength = .notRecorded
    delay = .notRecorded
    delayReason = .notRecorded
    planned = []
    phases = []
    effect = nil
    stopReason = .notRecorded
    regimen = nil
    administrations = []
    statements = []
  }

  /// The therapy with what its phases leave to it: a phase that says nothing of its cycle length has that of the therapy; the only
  /// phase of a drug has all its cycles and their delay, unless it has cycles or a time of its own. The record keeps what was stated; whoever derives asks
  /// this.
  public var inFull: Therapy {
    var full = self
    full.phases = phasesInOrder
    for index in full.phases.indices {
      let phase = full.phases[index]
      if case .notRecorded = phase.cycleLength { full.phases[index].cycleLength = cycleLength }
      let isOnly = phases.count { $0.drug == phase.drug } == 1
      if isOnly, phase.firstCycle == nil, phase.when.isEmpty, let cycles = cycles.value, cycles > 0 {
        full.phases[index].firstCycle = 1
        full.phases[index].lastCycle = cycles
        if case .notRecorded = phase.delay { full.phases[index].delay = delay }
      }
    }
    // A phase without a last cycle, as in `5-`, ends before the next one of its drug that says of all its days what is given on them: one drug has one dose on a day. Where
    // the next says it of some alone, the others may go on.
    for index in full.phases.indices where full.phases[index].lastCycle == nil {
      let phase = full.phases[index]
      guard let first = phase.firstCycle else { continue }
      let next = full.phases.filter { other in
        other.drug == phase.drug && (other.firstCycle ?? 0) > first && other.covers(phase)
      }.compactMap(\.firstCycle).min()
      if let next { full.phases[index].lastCycle = next - 1 }
    }
    // The last phase of a drug that has no last cycle, as in `13-`, ends with the cycles of the therapy.
    if let cycles = cycles.value {
      for drug in Set(full.phases.map(\.drug)) {
        let own = full.phases.indices.filter { full.phases[$0].drug == drug }
        guard own.allSatisfy({ full.phases[$0].firstCycle != nil }),
          let last = own.max(by: { (full.phases[$0].firstCycle ?? 0) < (full.phases[$1].firstCycle ?? 0) }),
          full.phases[last].lastCycle == nil, let first = full.phases[last].firstCycle, first <= cycles
        else { continue }
        full.phases[last].lastCycle = cycles
      }
    }
    return full
  }

  /// The phases in order of time, where their cycles or dates say it for all of a drug: a file may have them in another. Else as they are recorded.
  public var phasesInOrder: [DosePhase] {
    var ordered = phases
    for drug in Set(phases.map(\.drug)) {
      let places = phases.indices.filter { phases[$0].drug == drug }
      guard places.count > 1, let own = DosePhase.inOrder(places.map { phases[$0] }) else { continue }
      for (place, phase) in zip(places, own) { ordered[place] = phase }
    }
    return ordered
  }

  /// `gemcitabine + docetaxel`
  public var name: String { drugs.joined(separator: " + ") }
}

/// A stretch of a therapy with one dose of one drug on the same days of each cycle.
public struct DosePhase: Sendable, Hashable, Identifiable {
  /// Identifier, unique in the patient: `full-dose`.
  public var id: String
  /// The drug; the therapy's only drug if it has one.
  public var drug: String
  /// Dose of one administration.
  public var dose: Recorded<Dose>
  /// Whether the source states the dose for this phase or it is carried over from the one before.
  public var doseIsImplied: Bool
  /// Days of the cycle on which it is given, from 1, ascending.
  public var days: [Int]
  /// Administrations on each of these days: 2 for twice daily.
  public var timesADay: Int
  /// Cycle length as it was planned, as stated for the phase.
  public var cycleLength: Recorded<CycleLength>
  /// By how much its cycles were delayed in all.
  public var delay: Recorded<StatedSpan>
  /// Why they were delayed.
  public var delayReason: Recorded<String>
  /// First cycle of the phase in the therapy, from 1.
  public var firstCycle: Int?
  /// Last cycle of the phase, which may have been broken off.
  public var lastCycle: Int?
  /// Statements of when the phase began.
  public var when: [StatedTime]
  /// Why this phase differs from the plan or from the phase before.
  public var reason: Recorded<DoseChangeReason>
  /// Days of the plan on which nothing was given.
  public var omittedDays: [Int]
  /// Supportive drugs.
  public var support: [SupportiveDrug]
  /// Where it is stated.
  public var sources: [Source]

  /// Whether it is taken day after day, not given on single days of a cycle.
  public var isTakenDaily: Bool { DailySchedule.isTaken(on: days) }

  /// Whether it says of every day of another phase what is given on it, or that nothing is; a phase that states no days is of all.
  func covers(_ other: DosePhase) -> Bool {
    days.isEmpty || !other.days.isEmpty && Set(other.days).isSubset(of: days + omittedDays)
  }

  /// A phase of a drug.
  public init(id: String, drug: String) {
    self.id = id
    self.drug = drug
    dose = .notRecorded
    doseIsImplied = false
    days = []
    timesADay = 1
    cycleLength = .notRecorded
    delay = .notRecorded
    delayReason = .notRecorded
    firstCycle = nil
    lastCycle = nil
    when = []
    reason = .notRecorded
    omittedDays = []
    support = []
    sources = []
  }
}

/// Why a dose was changed, coded so that "reduced for toxicity" is not "computed by another weight".
public struct DoseChangeReason: Sendable, Hashable {
  /// The code.
  public var code: Code
  /// The source's words: `leukopenia`.
  public var words: String

  /// The kinds of reason.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Low blood counts.
    case haematotoxicity
    /// Other toxicity.
    case toxicity
    /// Body weight or surface was computed in another way.
    case bodySize = "body size"
    /// Wish of the patient.
    case preference
    /// Any other.
    case other
  }

  /// A coded reason with the source's words.
  public init(code: Code, words: String) {
    self.code = code
    self.words = words
  }
}

/// A drug given in support, on days of the cycle.
public struct SupportiveDrug: Sendable, Hashable {
  /// Generic name in lower case: `pegfilgrastim`.
  public var drug: String
  /// Days of the cycle, from 1.
  public var days: [Int]
  /// Dose in milligrams.
  public var doseMilligrams: Recorded<Double>
  /// Where it is stated.
  public var sources: [Source]

  /// A supportive drug on days.
  public init(drug: String, days: [Int], doseMilligrams: Recorded<Double> = .notRecorded, sources: [Source] = []) {
    self.drug = drug
    self.days = days
    self.doseMilligrams = doseMilligrams
    self.sources = sources
  }
}

extension DosePhase {
  /// Phases of one drug by their first cycles, else by their dates; nil where not all have one, or two cannot be told apart.
  static func inOrder(_ phases: [DosePhase]) -> [DosePhase]? {
    let cycles = phases.compactMap(\.firstCycle)
    if cycles.count == phases.count {
      return Set(cycles).count == cycles.count ? phases.sorted { ($0.firstCycle ?? 0) < ($1.firstCycle ?? 0) } : nil
    }
    let dated = phases.compactMap { phase -> (phase: DosePhase, bounds: DayBounds)? in
      guard phase.when.count == 1, let bounds = phase.when[0].date?.bounds, bounds.earliest != nil, bounds.latest != nil
      else { return nil }
      return (phase, bounds)
    }
    guard dated.count == phases.count else { return nil }
    let sorted = dated.sorted { one, other in
      one.bounds.earliest.map { first in other.bounds.earliest.map { first < $0 } ?? false } ?? false
    }
    let isClear = zip(sorted, sorted.dropFirst()).allSatisfy { one, next in
      one.bounds.latest.map { last in next.bounds.earliest.map { last < $0 } ?? false } ?? false
    }
    return isClear ? sorted.map(\.phase) : nil
  }
}
