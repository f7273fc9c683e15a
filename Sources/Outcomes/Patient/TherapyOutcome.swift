// SPDX-License-Identifier: Apache-2.0

public import Plain
import Dosing
public import Chronology
public import Course

/// What is derived of one systemic therapy.
public struct TherapyOutcome: Sendable {
  /// The therapy's entry.
  public var entry: Entry
  /// The therapy.
  public var therapy: Therapy
  /// Its drugs as they are written, in the order of the study (``TreatmentNames``): `gemcitabine + docetaxel`.
  public var name: String
  /// The line that it belongs to; nil for one that only supports (`Patient.isSupportive`).
  public var line: Derived<LineOfTherapy>?
  /// Duration of treatment.
  public var duration: Derived<TimeToEvent>
  /// Best response: measured where lesions were followed under it, else as judged; nil where none is stated anywhere.
  public var bestResponse: Derived<BestResponse>?
  /// How long the best response held, where it is CR, PR or SD.
  public var responseDuration: Derived<TimeToEvent>?
  /// Time to progression from this therapy's first dose; nil for one that only supports.
  public var timeToProgression: Derived<TimeToEvent>?
  /// Progression-free survival from this therapy's first dose; nil for one that only supports.
  public var progressionFreeSurvival: Derived<TimeToEvent>?
  /// Whether response and progression are measured from lesions.
  public var isMeasured: Bool
  /// Response and progression as the source judged them, whether or not they count; nil for one that only supports.
  public var judged: ResponseOutcome?
  /// Dose phases.
  public var phases: [PhaseOutcome]

  /// Whether it is maintenance.
  public var isMaintenance: Bool { therapy.intent == .maintenance }
}

/// Response and progression under a therapy or a line by one judgement.
public struct ResponseOutcome: Sendable {
  /// Best response; nil where none is stated anywhere.
  public var bestResponse: Derived<BestResponse>?
  /// How long the best response held, where it is CR, PR or SD.
  public var responseDuration: Derived<TimeToEvent>?
  /// Time to progression from the first dose.
  public var timeToProgression: Derived<TimeToEvent>
  /// Progression-free survival from the first dose.
  public var progressionFreeSurvival: Derived<TimeToEvent>

  /// The same under names of its own, beside measured numbers that have the plain ones.
  var besideMeasured: ResponseOutcome {
    var renamed = self
    func rename<Value>(_ derived: Derived<Value>) -> Derived<Value> {
      var derived = derived
      derived.trace.id += "-judged"
      derived.trace.titlePhrase =
        derived.trace.titlePhrase + Phrase(", as judged by the source", ", wie von der Quelle beurteilt")
      return derived
    }
    renamed.bestResponse = bestResponse.map(rename)
    renamed.responseDuration = responseDuration.map(rename)
    renamed.timeToProgression = rename(timeToProgression)
    renamed.progressionFreeSurvival = rename(progressionFreeSurvival)
    return renamed
  }

  /// The traces.
  var traces: [Trace] {
    [bestResponse?.trace, responseDuration?.trace, timeToProgression.trace, progressionFreeSurvival.trace]
      .compactMap(\.self)
  }
}

/// A best response and what it rests on.
public struct BestResponse: Sendable, Hashable {
  /// The best that is shown.
  public var shown: Response
  /// Whether a dated assessment shows it.
  public var basis: Basis
  /// What else it can be: where times leave open whether progression came first, or where an assessment states no response.
  public var alternatives: [Response]
  /// The assessments that state no response and may show a better one than progression.
  public var silent: [Entry.ID]

  /// A best response.
  package init(_ shown: Response, basis: Basis, alternatives: [Response] = [], silent: [Entry.ID] = []) {
    self.shown = shown
    self.basis = basis
    self.alternatives = alternatives
    self.silent = silent
  }

  /// The category; nil where the record leaves it open.
  public var response: Response? { alternatives.isEmpty ? shown : nil }

  /// `PR`, `PR or PD (order open)`, or `not determined (PD or better: no response is stated in ct-2)`.
  public var words: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    if !silent.isEmpty {
      let least =
        shown == .progressive ? Phrase("PD or better", "PD oder besser") : Phrase("NE or another", "NE oder anderes")
      return Phrase(
        "not determined (\(least): no response is stated in \(silent.joined(separator: ", ")))",
        "nicht bestimmt (\(least): in \(silent.joined(separator: ", ")) ist kein Ansprechen angegeben)")
    }
    return alternatives.isEmpty
      ? Phrase(same: shown.rawValue)
      : ([shown] + alternatives).map(\.rawValue).joined(separator: Phrase.or)
        + Phrase(" (order open)", " (Reihenfolge offen)")
  }

  /// The same with a mark where only the source states it: `PR (as stated)`.
  public var marked: Phrase { phrase + (isShown ? .none : Phrase(" (as stated)", " (wie angegeben)")) }

  /// Whether it is one of these; nil where the record leaves it open.
  public func isOne(of responses: [Response]) -> Bool? {
    let can = Set(([shown] + alternatives).map(responses.contains))
    return can.count == 1 ? can.first : nil
  }

  /// Whether an assessment or a measurement shows it, and not only a sentence of the source.
  public var isShown: Bool { if case .statedOnly = basis { false } else { true } }

  /// What a best response rests on.
  public enum Basis: Sendable, Hashable {
    /// An assessment entry.
    case assessed(Entry.ID)
    /// A relapse, new metastases or a stop for progression, before any visit that was judged.
    case progression(Entry.ID)
    /// Only a claim of the source says so.
    case statedOnly(Claim.ID)
    /// Lesions measured on a day, by RECIST 1.1.
    case measured
  }
}

/// What is derived of one line of therapy.
public struct LineOutcome: Sendable {
  /// The line.
  public var line: LineOfTherapy
  /// Best response over the line: measured where lesions were followed under it, else as judged.
  public var bestResponse: Derived<BestResponse>?
  /// Time to progression from the first dose of the line.
  public var timeToProgression: Derived<TimeToEvent>
  /// Progression-free survival from the first dose of the line.
  public var progressionFreeSurvival: Derived<TimeToEvent>
  /// Whether response and progression are measured from lesions.
  public var isMeasured: Bool
  /// Response and progression as the source judged them, whether or not they count.
  public var judged: ResponseOutcome
  /// Time to progression over that of the line before; nil for the first.
  public var growthModulationIndex: Derived<NumberBounds>?
}

/// What is derived of one dose phase.
public struct PhaseOutcome: Sendable {
  /// The phase as recorded.
  public var phase: DosePhase
  /// How long it was in force.
  public var duration: Derived<LengthBounds>?
  /// Dose of an administration, in the phase's unit.
  public var perAdministration: Dose?
  /// Dose of a cycle, in the phase's unit.
  public var perCycle: Double?
  /// Dose per week, in the phase's unit per week.
  public var perWeek: Derived<NumberBounds>?
  /// Dose per week relative to the named plan; 1 is 100 %.
  public var relative: Derived<NumberBounds>?
  /// Name of that plan.
  public var planName: String?
  /// Sum of the phase's doses, in the phase's unit.
  public var cumulative: Derived<NumberBounds>?
}
