// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A patient's course resolved in time: every event of the record as a node of one temporal network, every stated time
/// as a constraint in it.
///
/// Statements enter in this order, and one that contradicts those before it is set aside and kept in
/// ``conflicts``: dates that are exact to the day, the calendar of the study, other calendar dates, what is implied by the kind of an
/// entry, then what else the entries state, in the order of the file. So a date that is stated outweighs what courses imply. Nothing is imputed: an event of which nothing is stated has open bounds.
public struct PatientTimeline: Sendable {
  /// The record that was resolved.
  public let patient: Patient
  /// The network behind it.
  public internal(set) var network = TemporalNetwork()
  /// All statements; the index is their identifier.
  public internal(set) var statements: [Statement] = []
  /// Contradictions, each with a minimal set of statements; of very many the first (`TemporalNetwork.mostExplained`).
  public var conflicts: [Conflict] { network.conflicts }
  /// How many statements were set aside beside those of ``conflicts``.
  public var furtherConflicts: Int { network.furtherConflicts }
  /// The data cut-off of the study, if it is stated.
  public internal(set) var cutOff: EventID?
  /// Systemic therapies by their times, those that only support left out; what a phase leaves to its therapy is filled in.
  public internal(set) var treatments: [(entry: Entry, therapy: Therapy)] = []

  /// Cycles that are counted between two events, each by its plan.
  public internal(set) var countedCycles: [CountedCycles] = []

  /// Times that can be read in more than one way, whether one was chosen or not, in the order of the record.
  public internal(set) var readingPoints: [ReadingPoint] = []
  /// The networks under readings that can be true together, by the statement of an open time: what the bounds that it gives rest on.
  var openNetworks: [StatementID: [TemporalNetwork]] = [:]

  /// What implies that nothing lies after the data cut-off.
  public static let untilCutOff = "cut-off"
  /// What implies that nothing lies after death.
  public static let untilDeath = "death"
  /// What implies that nothing is seen of a living patient after the last contact.
  public static let untilLastContact = "last contact"

  /// Whether some stated number was read with room for its rounding.
  var hasRoundedNumbers = false

  var starts: [String: EventID] = [:]
  var ends: [String: EventID] = [:]
  var cycleStarts: [CycleKey: EventID] = [:]

  struct CycleKey: Hashable {
    var therapy: String
    var number: Int
  }

  /// Resolves a patient of a study.
  ///
  /// - Parameters:
  ///   - patient: the record.
  ///   - study: gives the data cut-off and the period of treatment.
  ///   - tolerance: how far a plain number may be from the truth; by default as the study defines.
  public init(_ patient: Patient, in study: Study, tolerance: Tolerance? = nil) {
    self.patient = patient
    let builder = Builder(study: study, tolerance: tolerance ?? study.definitions.tolerance)
    builder.build(&self)
    treatments = sortedTreatments()
  }

  /// The same course with every number read to the letter; itself where no number has room.
  public func literal(in study: Study) -> PatientTimeline {
    hasRoundedNumbers ? PatientTimeline(patient, in: study, tolerance: .exact) : self
  }

  // MARK: Asking

  /// The event at which an entry or dose phase begins; the event itself for what does not last.
  public func start(of id: String) -> EventID? { starts[id] }

  /// The event at which an entry or dose phase ends; the event itself for what does not last; the data cut-off for what
  /// is ongoing.
  public func end(of id: String) -> EventID? { ends[id] }

  /// Whether what lasts goes on at the data cut-off. A therapy that is recorded as ongoing of a patient who died before the cut-off does not.
  public func isOngoing(_ entry: Entry) -> Bool { entry.isOngoing && cutOff != nil && ends[entry.id] == cutOff }

  /// The event that an anchor names; nil for a cycle of which no time of the record speaks.
  public func event(_ anchor: Anchor) -> EventID? {
    if anchor.id == "cut-off" { return cutOff }
    if let cycle = anchor.cycle {
      return cycleStarts[CycleKey(therapy: anchor.id, number: cycle + (anchor.edge == .end ? 1 : 0))]
    }
    return anchor.edge == .end ? ends[anchor.id] : starts[anchor.id]
  }

  /// When an event was: calendar bounds.
  public func bounds(of event: EventID) -> DayBounds { network.bounds(of: event) }

  /// How long it was from one event to another.
  public func length(from: EventID, to: EventID) -> LengthBounds { network.bounds(from: from, to: to) }

  /// How long an entry or a dose phase lasted (until the data cut-off if it is ongoing); nil where its dates contradict each other, since nothing lasts less than no time.
  public func length(of id: String) -> LengthBounds? {
    guard let start = starts[id], let end = ends[id] else { return nil }
    let length = length(from: start, to: end)
    if let most = length.upper, most < .zero { return nil }
    return LengthBounds(lower: length.lower.map { max($0, .zero) }, upper: length.upper)
  }

  /// The statements behind the bounds of a length, without repetition, in order of number.
  public func support(from: EventID, to: EventID) -> [Statement] {
    let support = statementIDs(behind: from, to)
    var seen = Set<Int>()
    return (support.lower + support.upper)
      .filter { seen.insert($0.index).inserted }
      .sorted { $0.index < $1.index }
      .compactMap { statement($0) }
  }

  /// The statements behind the lower and the upper bound of a length, by their numbers. A bound that an open time gives is the widest of its readings,
  /// and rests on what it rests on under each.
  public func statementIDs(behind from: EventID, _ to: EventID) -> (lower: [StatementID], upper: [StatementID]) {
    let support = network.support(from: from, to: to)
    let lower = support.lower.flatMap { openNetworks[$0] ?? [] }.flatMap { $0.support(from: from, to: to).lower }
    let upper = support.upper.flatMap { openNetworks[$0] ?? [] }.flatMap { $0.support(from: from, to: to).upper }
    return (support.lower + lower, support.upper + upper)
  }

  /// The statements that the record of a dose phase makes.
  package func statements(on phase: DosePhase.ID) -> [Statement] {
    statements.filter { $0.record == .phase(phase, of: patient.id) }
  }

  /// The contradiction that has set aside all that the record states of when an event was, which then has no time of its own; nil where something stands, or nothing was stated.
  package func setAside(_ event: EventID) -> Conflict? {
    guard !conflicts.isEmpty else { return nil }
    let stated = Set(statements.filter { $0.timed == event }.map(\.id))
    // What is open between readings is told as such, and is no contradiction of the record.
    let readings = Set(readingPoints.map(\.statement))
    let rejected = conflicts.filter { stated.contains($0.rejected) && !readings.contains($0.rejected) }
    return rejected.count < stated.count ? nil : rejected.first
  }

  /// A statement by its number.
  public func statement(_ id: StatementID) -> Statement? {
    statements.indices.contains(id.index) ? statements[id.index] : nil
  }
}
