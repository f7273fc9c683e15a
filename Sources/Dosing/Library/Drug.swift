// SPDX-License-Identifier: Apache-2.0

public import Course

/// A drug of the library.
public struct Drug: Sendable, Hashable, Identifiable {
  /// Generic name (INN) in lower case: `gemcitabine`.
  public var id: String
  /// What else it is called: in German, by its brands, abbreviated. Never a name of another formulation. Case, doses and salts need no names of their own.
  public var names: [String]
  /// WHO ATC code: `L01BC05`.
  public var atc: String?
  /// RxNorm concept of the ingredient.
  public var rxNorm: String?
  /// Abbreviation that figures use: `Gem`.
  public var abbreviation: String?
  /// What kind of drug it is.
  public var kind: Kind
  /// Vial sizes in mg.
  public var vialsMilligrams: [Double]
  /// Greatest single dose in mg, whatever the body surface.
  public var mostMilligrams: Double?
  /// Single doses that texts name: what is outside is questioned.
  public var usualDoses: [UsualDoses]
  /// Limits of the cumulative dose.
  public var cumulativeLimits: [CumulativeLimit]
  /// Risk at cumulative doses, in order of dose.
  public var cumulativeRisks: [CumulativeRisk]
  /// mg/m² of doxorubicin for one mg/m² of this drug, by named scheme.
  public var doxorubicinEquivalents: [Equivalent]
  /// The forms of the substance in which texts state its doses, where there are several: a milligram of one is not a milligram of another.
  public var forms: [SubstanceForm]
  /// How it is prepared and given.
  public var handling: Handling
  /// Anything else.
  public var note: String?
  /// Where it is from.
  public var sources: [LibrarySource]

  /// Kinds of drug.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Cytotoxic.
    case cytotoxic
    /// Anthracycline or anthracenedione.
    case anthracycline
    /// Kinase inhibitor.
    case kinaseInhibitor = "kinase inhibitor"
    /// Antibody.
    case antibody
    /// Growth factor.
    case growthFactor = "growth factor"
    /// Given in support.
    case supportive
    /// Any other.
    case other
  }

  /// Single doses of a drug in one unit, from the least to the greatest that any text read names.
  public struct UsualDoses: Sendable, Hashable {
    /// The least.
    public var least: Dose
    /// The greatest.
    public var most: Dose
    /// How it is given in these doses, where that is another than in others.
    public var route: Regimen.Route?
    /// Where it is from.
    public var sources: [LibrarySource]

    /// The range of one dose.
    public init(dose: Dose) {
      least = dose
      most = dose
      route = nil
      sources = []
    }
  }

  /// A limit of the cumulative dose and when it holds.
  public struct CumulativeLimit: Sendable, Hashable {
    /// The limit.
    public var dose: Dose
    /// When it holds, in words.
    public var condition: String
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A limit.
    public init(dose: Dose, condition: String, sources: [LibrarySource]) {
      self.dose = dose
      self.condition = condition
      self.sources = sources
    }
  }

  /// What is known of the risk at a cumulative dose.
  public struct CumulativeRisk: Sendable, Hashable {
    /// The dose.
    public var dose: Dose
    /// The risk, in words.
    public var risk: String

    /// A risk.
    public init(dose: Dose, risk: String) {
      self.dose = dose
      self.risk = risk
    }
  }

  /// A factor of a named scheme.
  public struct Equivalent: Sendable, Hashable {
    /// `COG 2018`
    public var scheme: String
    /// mg/m² of doxorubicin for one mg/m².
    public var factor: Double
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A factor.
    public init(scheme: String, factor: Double, sources: [LibrarySource]) {
      self.scheme = scheme
      self.factor = factor
      self.sources = sources
    }
  }

  /// A drug of which only the name is known.
  public init(id: String, kind: Kind = .other) {
    self.id = id
    self.kind = kind
    names = []
    atc = nil
    rxNorm = nil
    abbreviation = nil
    vialsMilligrams = []
    mostMilligrams = nil
    usualDoses = []
    cumulativeLimits = []
    cumulativeRisks = []
    doxorubicinEquivalents = []
    forms = []
    handling = Handling()
    note = nil
    sources = []
  }
}
