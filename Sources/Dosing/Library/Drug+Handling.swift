// SPDX-License-Identifier: Apache-2.0

public import Course

extension Drug {
  /// How a drug is prepared and given, as named texts have it. What is not here is not known.
  public struct Handling: Sendable, Hashable {
    /// Solutions as they are sold or made up.
    public var strengths: [Strength] = []
    /// Concentrations of the infusion that texts allow.
    public var concentrations: [Concentration] = []
    /// How likely it makes sick, by scheme.
    public var emeticClasses: [Class] = []
    /// What it does outside the vein, by scheme.
    public var extravasationClasses: [Class] = []
    /// Doses by body weight, the least weight first.
    public var byWeight: [WeightDose] = []
    /// How texts have a dose given.
    public var ways: [Way] = []
    /// Doses that are a multiple of another drug's.
    public var ratios: [Ratio] = []

    /// Nothing is known.
    public init() {}
  }

  /// A solution as it is sold or made up.
  public struct Strength: Sendable, Hashable {
    /// Which: `EU solution`.
    public var product: String
    /// The form of the substance that its mg are of, where the drug has several: a volume is of a dose of the same form alone.
    public var form: String?
    /// mg in a mL.
    public var milligramsPerMillilitre: Double
    /// Step in mL to which a volume below 1 mL is rounded, where the text says so.
    public var stepBelowOne: Double?
    /// Step in mL from 1 mL on.
    public var step: Double?
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A solution.
    public init(product: String, form: String? = nil, milligramsPerMillilitre: Double, sources: [LibrarySource]) {
      self.product = product
      self.form = form
      self.milligramsPerMillilitre = milligramsPerMillilitre
      self.sources = sources
    }

    /// The volume of a dose in mL, exact and as the text rounds it.
    public func millilitres(of milligrams: Double) -> (exact: Double, rounded: Double) {
      let exact = milligrams / milligramsPerMillilitre
      guard let step = exact < 1 ? stepBelowOne : step else { return (exact, exact) }
      return (exact, (exact / step).rounded() * step)
    }
  }

  /// Concentrations of the infusion that a text allows.
  public struct Concentration: Sendable, Hashable {
    /// Whose text: `US label`.
    public var by: String
    /// The form of the substance that its mg are of, where the drug has several.
    public var form: String?
    /// The least in mg/mL; nil where the text has none.
    public var least: Double?
    /// The greatest in mg/mL.
    public var most: Double
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A range.
    public init(by: String, least: Double?, most: Double, sources: [LibrarySource]) {
      self.by = by
      self.least = least
      self.most = most
      self.sources = sources
    }

    /// Whether a dose in a volume is within it; the last bits of a quotient are no other concentration.
    public func allows(milligrams: Double, in millilitres: Double) -> Bool {
      let found = milligrams / millilitres
      return found <= most * (1 + 1e-12) && least.map { found >= $0 * (1 - 1e-12) } ?? true
    }

    /// The least volume in mL that takes a dose.
    public func leastMillilitres(for milligrams: Double) -> Double { milligrams / most }
  }

  /// A class of a scheme.
  public struct Class: Sendable, Hashable {
    /// The scheme: `ASCO 2017`.
    public var scheme: String
    /// Its word: `moderate`.
    public var word: String
    /// From which dose on; nil for every dose.
    public var from: Dose?
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A class.
    public init(scheme: String, word: String, from: Dose?, sources: [LibrarySource]) {
      self.scheme = scheme
      self.word = word
      self.from = from
      self.sources = sources
    }
  }

  /// How a text has a dose given.
  public struct Way: Sendable, Hashable {
    /// Whose text.
    public var by: String
    /// How: `slow injection`.
    public var words: String
    /// Up to which dose.
    public var most: Dose
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A way.
    public init(by: String, words: String, most: Dose, sources: [LibrarySource]) {
      self.by = by
      self.words = words
      self.most = most
      self.sources = sources
    }
  }

  /// A dose from a body weight on.
  public struct WeightDose: Sendable, Hashable {
    /// Kilograms.
    public var from: Double
    /// The dose, in mg or for each kg.
    public var dose: Dose
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A dose by weight.
    public init(from: Double, dose: Dose, sources: [LibrarySource]) {
      self.from = from
      self.dose = dose
      self.sources = sources
    }
  }

  /// A dose that is so many times another drug's.
  public struct Ratio: Sendable, Hashable {
    /// The other drug.
    public var of: Drug.ID
    /// So many times its dose.
    public var factor: Double
    /// When it holds; nil for always.
    public var condition: Condition?
    /// Where it is from.
    public var sources: [LibrarySource]

    /// A ratio.
    public init(of: Drug.ID, factor: Double, condition: Condition?, sources: [LibrarySource]) {
      self.of = of
      self.factor = factor
      self.condition = condition
      self.sources = sources
    }
  }
}

extension Drug.Handling {
  /// The classes that a dose has, one a scheme: of those that begin at a dose the highest that is reached. A class from a dose in another unit is not decided.
  public func emeticClasses(of dose: Dose?) -> [Drug.Class] {
    var found: [Drug.Class] = []
    for scheme in emeticClasses.map(\.scheme).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let own = emeticClasses.filter { $0.scheme == scheme }
      // Where a class depends on the dose, a dose in another unit has none.
      guard own.allSatisfy({ $0.from == nil || $0.from?.unit == dose?.unit }) else { continue }
      let reached = own.filter { one in one.from.map { from in dose.map { $0.amount >= from.amount } ?? false } ?? true
      }
      if let highest = reached.max(by: { ($0.from?.amount ?? 0) < ($1.from?.amount ?? 0) }) { found.append(highest) }
    }
    return found
  }

  /// How a dose is given, one way a text: the first that reaches to it. A dose in another unit, or above all, has none.
  public func ways(of dose: Dose) -> [Drug.Way] {
    var found: [Drug.Way] = []
    for way in ways where way.most.unit == dose.unit && dose.amount <= way.most.amount * (1 + 1e-12) {
      if !found.contains(where: { $0.by == way.by }) { found.append(way) }
    }
    return found
  }

  /// The dose of a body weight; nil where none is named.
  public func dose(kilograms: Double) -> Drug.WeightDose? {
    byWeight.filter { $0.from <= kilograms }.max { $0.from < $1.from }
  }

  /// The ratio to another drug that holds; nil where it is not known which.
  public func ratio(to drug: Drug.ID, _ observations: Observations) -> Drug.Ratio? {
    let own = ratios.filter { $0.of == drug }
    let special = own.filter { $0.condition != nil }
    if let holding = special.first(where: { $0.condition?.truth(observations) == .yes }) { return holding }
    guard special.allSatisfy({ $0.condition?.truth(observations) == .no }) else { return nil }
    return own.first { $0.condition == nil }
  }
}
