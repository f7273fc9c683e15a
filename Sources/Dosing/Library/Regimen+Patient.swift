// SPDX-License-Identifier: Apache-2.0

public import Course

extension Regimen {
  /// A regimen with the doses that it has for one patient.
  public struct Fitted: Sendable, Hashable {
    /// The regimen, its doses those of the variants that hold.
    public var regimen: Regimen
    /// The variants that hold.
    public var taken: [Variant]
    /// The variants of which it is not known whether they hold.
    public var open: [Variant]
    /// What is known of the patient and lies beyond the variants: the regimen has no dose for it.
    public var silences: [String]
  }

  /// Why a regimen cannot be fitted to a patient.
  public enum VariantProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Several variants hold, in units that cannot be compared.
    case several(drug: String, [Condition])
    /// A variant names one dose of a drug that the regimen gives in several.
    case ambiguous(drug: String, Condition)

    /// In words.
    public var description: String {
      switch self {
      case .several(let drug, let conditions):
        "\(drug): \(conditions.map { "`\($0)`" }.joined(separator: " and ")) both hold, and no source read says which dose then is right"
      case .ambiguous(let drug, let condition):
        "\(drug): the dose for `\(condition)` is one, and the regimen has several of this drug"
      }
    }
  }

  /// The regimen for a patient: where variants hold, the lowest of their doses is taken.
  public func fitted(to observations: Observations) throws(VariantProblem) -> Fitted {
    var fitted = Fitted(
      regimen: self, taken: [], open: [], silences: Silence.of(variants.map(\.condition), observations).certain)
    fitted.silences += exclusions.filter { $0.condition?.truth(observations) == .yes }.map(\.words)
    let truths = variants.map { ($0, $0.condition.truth(observations)) }
    let holding = truths.filter { $0.1 == .yes }.map(\.0)
    for drug in drugs {
      let own = holding.compactMap { variant in variant.doses[drug].map { (variant, $0) } }
      guard let first = own.first else { continue }
      guard own.allSatisfy({ $0.1.dose.unit == first.1.dose.unit }) else {
        throw .several(drug: drug, own.map(\.0.condition))
      }
      let indices = components.indices.filter { components[$0].drug == drug }
      guard Set(indices.map { components[$0].dose }).count == 1 else {
        throw .ambiguous(drug: drug, first.0.condition)
      }
      let least = own.min { $0.1.perDay < $1.1.perDay } ?? first
      for index in indices {
        fitted.regimen.components[index].dose = least.1.dose
        fitted.regimen.components[index].timesADay = least.1.timesADay ?? components[index].timesADay
      }
      if !fitted.taken.contains(least.0) { fitted.taken.append(least.0) }
    }
    fitted.open = truths.filter { $0.1 == .unknown }.map(\.0)
    return fitted
  }

  /// The part of a drug that belongs to a day of the cycle: the one of that day, or the only one there is.
  public func component(of drug: String, on day: Int, in library: RegimenLibrary) -> Component? {
    let own = components.filter { library.isSame($0.drug, drug) }
    return own.first { $0.days.contains(day) } ?? (Set(own.map(\.dose)).count == 1 ? own.first : nil)
  }
}

extension Regimen.Component {
  /// The dose with its frequency, where that is more than once a day or the drug is taken by mouth.
  public var posology: Posology {
    Posology(dose, timesADay: timesADay > 1 || route == .oral || isDaily ? timesADay : nil)
  }

  /// Minutes of the infusion at so many percent of the dose: by the fixed rate, where there is one; else as the regimen says for the full dose.
  public func infusionMinutes(percent: Double) -> Double? {
    if let ratePerMinute, ratePerMinute > 0, dose.unit == .milligramsPerSquareMetre {
      return dose.amount * percent / 100 / ratePerMinute
    }
    return infusionMinutes.map(Double.init)
  }

  /// Whether it is taken day after day, not infused on days of a cycle.
  public var isDaily: Bool {
    route != .intravenous && DailySchedule.isTaken(on: days)
  }

  /// The order of this part: the base with its dose, weight and limits, where the base has none of its own.
  ///
  /// - Parameters:
  ///   - base: size, formula, rounding and what a person chose.
  ///   - basis: the weight that a person chose; nil for the one of the regimen.
  ///   - drug: the drug of the library, which may have a greatest single dose.
  public func order(_ base: DoseOrder, basis: WeightBasis?, drug: Drug?) -> DoseOrder {
    var order = base
    order.dose = dose
    order.timesADay = posology.timesADay
    order.basis = basis ?? self.basis ?? base.basis
    if let basis, let own = self.basis, own.kind != basis.kind {
      order.notes.append("The regimen gives this dose by \(own.kind.rawValue); computed by \(basis.name) as chosen.")
    }
    if order.surfaceCap == nil { order.surfaceCap = surfaceCap }
    order.greatestMilligrams = [mostMilligrams, drug?.mostMilligrams, base.greatestMilligrams].compactMap(\.self).min()
    return order
  }
}
