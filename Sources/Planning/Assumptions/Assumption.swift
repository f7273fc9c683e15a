// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// A number that a design needs or that a series or a published arm shows: its value, how sure it is, what it rests on, and what it is good for.
public struct Assumption: Sendable, Hashable, Identifiable {
  /// Stable name in kebab-case: `progression-free-3`.
  public var id: String
  /// What it is, in words.
  public var quantity: String
  /// The unit of the value and its interval.
  public var unit: Unit
  /// The value between the bounds that the record leaves it; nil where it is not determined.
  public var value: NumberBounds?
  /// Its interval; nil where there is none.
  public var interval: Interval?
  /// How many patients it is worth, between bounds; nil where nothing can be said of it.
  public var effectivePatients: NumberBounds?
  /// Where it comes from.
  public var origin: Origin
  /// The source in words: the record, or the citation as it is stated.
  public var source: String
  /// The records that it rests on.
  public var records: [RecordPath]
  /// What it is good for.
  public var standing: Standing
  /// What a reader must know of it.
  public var remark: String

  /// The unit of a value. Its raw value is that of the design file.
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// A share of patients, from 0 to 1; print has percent.
    case share
    /// Months of 30.4375 days.
    case months
    /// Events in 100 months of patients at risk.
    case eventsPer100PatientMonths = "events per 100 patient-months"
    /// Patients in a year of 365.25 days.
    case patientsPerYear = "patients per year"
    /// Patients in a month.
    case patientsPerMonth = "patients per month"
    /// Patients.
    case patients
    /// Events.
    case events
    /// A number without a unit, such as a hazard ratio.
    case ratio
    /// A choice, which has words and no number.
    case none

    /// What print shows behind a number.
    public var printed: String {
      switch self {
      case .share: "%"
      case .months: "mo"
      case .eventsPer100PatientMonths: "per 100 patient-months"
      case .patientsPerYear: "patients a year"
      case .patientsPerMonth: "patients a month"
      case .patients: "patients"
      case .events: "events"
      case .ratio, .none: ""
      }
    }

    /// The same in a sentence.
    public var words: String { self == .months ? "months" : printed }

    /// By how much a value is multiplied for print.
    public var factor: Double { self == .share ? 100 : 1 }

    /// Decimals of print.
    public var decimals: Int {
      switch self {
      case .share, .months: 1
      case .eventsPer100PatientMonths, .patientsPerYear, .patientsPerMonth: 2
      case .ratio: 3
      case .patients, .events, .none: 0
      }
    }
  }

  /// Where a number comes from.
  public enum Origin: Sendable, Hashable {
    /// The record of the series.
    case series
    /// A published arm, by its name.
    case comparator(String)
    /// Whoever plans the trial, by an option.
    case given
    /// A convention that the program takes where nothing is given.
    case convention
  }

  /// What a number is good for.
  public enum Standing: Sendable, Hashable {
    /// It can carry an assumption of the design.
    case proposed
    /// Something proposes it, and whoever plans the trial has to take it by an option; what proposes it, and what speaks against it.
    case proposedBy(String, option: String)
    /// Whoever plans the trial has stated it.
    case given
    /// Nobody has stated it; it is what the program takes without.
    case convention
    /// It is what the record shows and proposes nothing alone; why.
    case notAlone(String)
    /// It is told beside the others, and no design takes it as it stands; why.
    case told(String)
    /// It is not determined; why, and what has to be given instead.
    case notDetermined(String, option: String?)

    /// In the words of a protocol, which knows no options.
    var wordsOfProtocol: String {
      switch self {
      case .proposedBy(let what, _): "proposed by \(what)"
      case .notDetermined(let why, _): "not determined: \(why)"
      default: words
      }
    }

    /// In words.
    public var words: String {
      switch self {
      case .proposed: "proposed"
      case .proposedBy(let what, let option): "proposed by \(what); take it with \(option)"
      case .given: "given"
      case .convention: "convention"
      case .notAlone(let why): "proposes nothing alone: \(why)"
      case .told(let why): why
      case .notDetermined(let why, let option): "not determined: \(why)" + (option.map { "; give \($0)" } ?? "")
      }
    }
  }

  /// An interval with its level and how it is made; a nil limit is not determined or not reached.
  public struct Interval: Sendable, Hashable {
    /// Lower limit, in the unit of the value.
    public var lower: Double?
    /// Upper limit.
    public var upper: Double?
    /// Its level, such as 0.95.
    public var level: Double
    /// How it is made: `Clopper-Pearson`.
    public var method: String

    /// An interval.
    public init(lower: Double?, upper: Double?, level: Double, method: String) {
      self.lower = lower
      self.upper = upper
      self.level = level
      self.method = method
    }

    /// How wide it is; nil where a limit is missing.
    public var width: Double? { lower.flatMap { low in upper.map { $0 - low } } }
  }

  /// An assumption.
  public init(
    _ id: String, _ quantity: String, _ unit: Unit, value: NumberBounds? = nil, interval: Interval? = nil,
    effectivePatients: NumberBounds? = nil, origin: Origin, source: String, records: [RecordPath] = [],
    standing: Standing, remark: String = ""
  ) {
    self.id = id
    self.quantity = quantity
    self.unit = unit
    self.value = value
    self.interval = interval
    self.effectivePatients = effectivePatients
    self.origin = origin
    self.source = source
    self.records = records
    self.standing = standing
    self.remark = remark
  }

  /// Whether there is a value.
  public var isDetermined: Bool { value != nil }

  /// `3`, `0–70.8`, `not determined`: the value as print has it, without its unit.
  public var printedValue: String {
    value.map { value in
      NumberBounds(lower: value.lower.map { $0 * unit.factor }, upper: value.upper.map { $0 * unit.factor })
        .text(decimals: unit.decimals)
    } ?? "not determined"
  }
}
