// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course

/// A regimen of the library: drugs, doses, days and cycle, with what goes with them.
public struct Regimen: Sendable, Hashable, Identifiable {
  /// Identifier: `gemcitabine-1000-q28`.
  public var id: String
  /// Name for people.
  public var name: String
  /// The disease, in words.
  public var disease: String?
  /// Whether it is in use.
  public var status: Status
  /// Cycle length in days.
  public var cycleDays: Int
  /// Number of cycles planned or allowed.
  public var mostCycles: Int?
  /// The drugs, in the order of administration.
  public var components: [Component]
  /// Premedication.
  public var premedication: [Accompaniment]
  /// Supportive drugs.
  public var support: [Accompaniment]
  /// What belongs to it beside drugs, in words: hydration, urine tests.
  public var care: [String]
  /// Dose levels, the full dose first: doses by drug.
  public var levels: [[String: Posology]]
  /// What comes below the last level, in words: `stop`.
  public var belowLevels: String?
  /// Other doses for some patients.
  public var variants: [Variant]
  /// Rule sets that go with it, the first being the default.
  public var rules: [RuleSet.ID]
  /// Other schedules of the same drugs.
  public var alternatives: [Regimen.ID]
  /// The regimen that follows this one.
  public var followedBy: Regimen.ID?
  /// Anything else.
  public var note: String?
  /// Where it is from.
  public var sources: [LibrarySource]

  /// Whether a regimen is in use.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// In use.
    case inUse = "in use"
    /// Withdrawn from the market or abandoned.
    case withdrawn
    /// Under study.
    case investigational
  }

  /// One drug of a regimen.
  public struct Component: Sendable, Hashable {
    /// Generic name.
    public var drug: String
    /// The form of the substance that its dose is of, where the drug has several.
    public var form: String?
    /// Dose of one administration.
    public var dose: Dose
    /// Days of the cycle.
    public var days: [Int]
    /// Administrations a day.
    public var timesADay: Int
    /// Route.
    public var route: Route?
    /// Duration of the infusion in minutes.
    public var infusionMinutes: Int?
    /// Fixed rate of the infusion in mg/m² a minute, where the regimen has one: a reduced dose takes less time.
    public var ratePerMinute: Double?
    /// Weight that the dose is based on, where the regimen says so.
    public var basis: WeightBasis?
    /// Greatest body surface in m².
    public var surfaceCap: Double?
    /// Greatest single dose in mg.
    public var mostMilligrams: Double?
    /// Cycles in which this drug is given at most, where the others go on.
    public var mostCycles: Int?
    /// Anything else.
    public var note: String?

    /// A drug with its dose and days.
    public init(drug: String, dose: Dose, days: [Int]) {
      self.drug = drug
      self.dose = dose
      self.days = days
      form = nil
      timesADay = 1
      route = nil
      infusionMinutes = nil
      ratePerMinute = nil
      basis = nil
      surfaceCap = nil
      mostMilligrams = nil
      mostCycles = nil
      note = nil
    }
  }

  /// Ways to give a drug.
  public enum Route: String, Sendable, Hashable, CaseIterable {
    /// Into a vein.
    case intravenous
    /// By mouth.
    case oral
    /// Under the skin.
    case subcutaneous

    /// In words: `by mouth`.
    public var words: String {
      switch self {
      case .intravenous: "into a vein"
      case .oral: "by mouth"
      case .subcutaneous: "under the skin"
      }
    }
  }

  /// A drug that goes with the regimen.
  public struct Accompaniment: Sendable, Hashable {
    /// Generic name.
    public var drug: String
    /// Dose, where it is fixed.
    public var dose: Dose?
    /// Days of the cycle; 0 and below are days before day 1.
    public var days: [Int]
    /// Administrations on each of these days.
    public var timesADay = 1
    /// The share of another drug's dose that this dose is: mesna of ifosfamide. It follows every change of that dose.
    public var share: Share?
    /// Route.
    public var route: Route?
    /// Anything else.
    public var note: String?

    /// A drug on days.
    public init(drug: String, dose: Dose? = nil, days: [Int] = [], route: Route? = nil, note: String? = nil) {
      self.drug = drug
      self.dose = dose
      self.days = days
      self.route = route
      self.note = note
    }
  }

  /// A dose in percent of another drug's.
  public struct Share: Sendable, Hashable {
    /// The percentage.
    public var percent: Double
    /// The drug.
    public var drug: String

    /// A share.
    public init(percent: Double, of drug: String) {
      self.percent = percent
      self.drug = drug
    }
  }

  /// Doses for some patients.
  public struct Variant: Sendable, Hashable {
    /// For whom.
    public var condition: Condition
    /// Doses by drug.
    public var doses: [String: Posology]
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A variant.
    public init(condition: Condition, doses: [String: Posology], sources: [LibrarySource]) {
      self.condition = condition
      self.doses = doses
      self.sources = sources
    }
  }

  /// A regimen of drugs.
  public init(id: String, name: String, cycleDays: Int, components: [Component]) {
    self.id = id
    self.name = name
    self.cycleDays = cycleDays
    self.components = components
    disease = nil
    status = .inUse
    mostCycles = nil
    premedication = []
    support = []
    care = []
    levels = []
    belowLevels = nil
    variants = []
    rules = []
    alternatives = []
    followedBy = nil
    note = nil
    sources = []
  }

  /// Generic names, in order, each once.
  public var drugs: [String] {
    var seen = Set<String>()
    return components.map(\.drug).filter { seen.insert($0).inserted }
  }

  /// Days and cycle of a component; nil where the days do not fit the cycle.
  public func pattern(_ component: Component) -> CyclePattern? {
    CyclePattern(days: component.days, cycleDays: cycleDays)
  }

  /// The amounts that a component may have, in its unit: those of the levels and variants, of the levels of its rule sets and of their
  /// percentages of the full dose.
  public func doses(of component: Component, rules library: RegimenLibrary) -> [Double] {
    let sets = rules.compactMap { library.rules[$0] }
    let stated = (levels + variants.map(\.doses) + sets.flatMap(\.levels)).compactMap { levels in
      levels[component.drug].flatMap { $0.dose.unit == component.dose.unit ? $0.dose.amount : nil }
    }
    let percents = sets.flatMap(\.rows).compactMap { row -> Double? in
      if case .percent(let percent) = row.action, row.drug.map({ $0 == component.drug }) ?? true {
        percent
      } else {
        nil
      }
    }
    return Set(stated + ([100] + percents).map { component.dose.amount * $0 / 100 }).sorted()
  }

  /// `gemcitabine 900 mg/m² d1, d8; docetaxel 100 mg/m² d8; repeated d22`
  public var line: String {
    components.map {
      [$0.drug, $0.form].compactMap(\.self).joined(separator: " ")
        + " \(Numbers.text($0.dose.amount, decimals: 3)) \($0.dose.unit.printed)"
        + ($0.timesADay > 1 ? " \(DoseFrequency.words($0.timesADay))" : "") + " \(CyclePattern.text($0.days))"
    }.joined(separator: "; ") + "; repeated d\(cycleDays + 1)"
  }
}
