// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course

/// A dose as it is ordered: what is known of the patient, and the rules chosen for computing it.
public struct DoseOrder: Sendable, Hashable {
  /// The dose of one administration, per m², per kg, flat or as AUC.
  public var dose: Dose
  /// Administrations a day, where it is said.
  public var timesADay: Int?
  /// Percent of it to be given, 100 unless reduced.
  public var percent: Double
  /// Height, weight and sex, where the unit needs them.
  public var size: BodySize?
  /// The weight in kg where no height is known: enough for a dose per kg of actual weight.
  public var kilogramsAlone: Double?
  /// Formula for body surface.
  public var formula: SurfaceFormula
  /// Weight that the dose is based on.
  public var basis: WeightBasis
  /// Greatest body surface in m².
  public var surfaceCap: Double?
  /// What ideal weight does below 60 inches.
  public var belowSixtyInches: ShortStature
  /// Filtration rate in mL/min, for AUC.
  public var filtrationMillilitresPerMinute: Double?
  /// Greatest filtration rate in mL/min, for AUC.
  public var filtrationCap: Double?
  /// Greatest single dose in mg.
  public var greatestMilligrams: Double?
  /// Rounding.
  public var rounding: RoundingRule
  /// A part of a limb that is missing. It changes no dose; what else the dose could be is among the alternatives.
  public var limbLoss: LimbLoss?
  /// What a reader must know of how the order came about.
  public var notes: [String]

  /// An order of a dose; everything else at its default: Du Bois, actual weight, no caps, not rounded.
  public init(_ dose: Dose, size: BodySize? = nil) {
    self.dose = dose
    self.size = size
    timesADay = nil
    kilogramsAlone = nil
    notes = []
    percent = 100
    formula = .duBois
    basis = .actual
    surfaceCap = nil
    belowSixtyInches = .refuse
    filtrationMillilitresPerMinute = nil
    filtrationCap = nil
    greatestMilligrams = nil
    rounding = .exact
    limbLoss = nil
  }
}

/// Why a dose cannot be computed.
public enum DoseProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Height and weight are needed.
  case needsSize(DoseUnit)
  /// The weight is needed.
  case needsWeight
  /// No body surface.
  case surface(BodySurfaceProblem)
  /// A filtration rate is needed.
  case needsFiltration
  /// The dose or the percentage is not above 0 (0 is an omission, not a dose).
  case notPositive
  /// A number of the order is not finite, or none that a patient can have; with its name, for print.
  case impossible(String)
  /// The rule of rounding cannot round.
  case rounding(RoundingProblem)

  /// In words.
  public var description: String {
    switch self {
    case .needsSize(let unit): "a dose in \(unit.printed) needs height and weight"
    case .needsWeight: "a dose in mg/kg needs the weight"
    case .surface(let problem): problem.description
    case .needsFiltration: "a dose by AUC needs a filtration rate (measured, or from age, weight, sex and creatinine)"
    case .notPositive: "a dose must be above 0"
    case .impossible(let what): "\(what) cannot be"
    case .rounding(let problem): problem.description
    }
  }
}

/// A computed dose with every step on the way.
public struct ComputedDose: Sendable, Hashable {
  /// Milligrams before rounding.
  public var calculatedMilligrams: Double
  /// After rounding, with the change.
  public var rounded: RoundedDose
  /// Body surface, where one was used.
  public var surface: BodySurface?
  /// Weight, where one was used.
  public var weight: DosingWeight?
  /// The arithmetic, a line a step.
  public var steps: [String]
  /// What a reader must know: caps that decided, weights that were replaced.
  public var remarks: [String]
}

extension DoseOrder {
  /// What of the order no patient can have, in the order in which it is looked at; nil where all can be. Comparisons are written
  /// so that what is not a number fails them.
  private var impossible: DoseProblem? {
    guard dose.amount.isFinite, percent.isFinite else { return .impossible("a dose that is not finite") }
    if dose.amount > dose.unit.possibleAmounts.upperBound {
      return .impossible("a dose of \(Numbers.text(dose.amount, decimals: 3)) \(dose.unit.printed)")
    }
    if !(percent <= 1000) { return .impossible("\(Numbers.text(percent)) % of a dose") }
    if let size, dose.unit == .milligramsPerSquareMetre || dose.unit == .milligramsPerKilogram, !size.isPossible {
      return .impossible(
        "height \(Numbers.text(size.heightCentimetres)) cm with weight \(Numbers.text(size.weightKilograms)) kg")
    }
    if let kilogramsAlone, !BodySize.possibleWeight.contains(kilogramsAlone) {
      return .impossible("a weight of \(Numbers.text(kilogramsAlone)) kg")
    }
    if let surfaceCap, !(surfaceCap > 0 && surfaceCap.isFinite) { return .impossible("that cap on body surface") }
    if dose.unit == .areaUnderCurve {
      if let rate = filtrationMillilitresPerMinute, !(0...1000).contains(rate) {
        return .impossible("a filtration rate of \(Numbers.text(rate)) mL/min")
      }
      if let filtrationCap, !(filtrationCap > 0 && filtrationCap.isFinite) {
        return .impossible("that cap on filtration")
      }
    }
    if let greatestMilligrams, !(greatestMilligrams > 0 && greatestMilligrams.isFinite) {
      return .impossible("that greatest single dose")
    }
    if case .adjusted(_, let factor) = basis, !(0...1).contains(factor) {
      return .impossible("a factor of adjusted weight outside 0 to 1")
    }
    return nil
  }

  /// Milligrams before rounding, without words: the fast path of ``compute()``, and the same number.
  public func milligrams() throws(DoseProblem) -> Double {
    if let impossible { throw impossible }
    guard dose.amount > 0, percent > 0 else { throw .notPositive }
    let factor = dose.amount * percent / 100
    let milligrams: Double
    switch dose.unit {
    case .milligrams: milligrams = factor
    case .areaUnderCurve:
      guard let rate = filtrationMillilitresPerMinute,
        let calvert = CalvertDose(auc: factor, filtrationMillilitresPerMinute: rate, cap: filtrationCap)
      else { throw .needsFiltration }
      milligrams = calvert.milligrams
    case .milligramsPerKilogram:
      if let size {
        milligrams = factor * (try kilograms(of: size))
      } else if case .actual = basis, let kilogramsAlone {
        milligrams = factor * kilogramsAlone
      } else {
        throw basis == .actual ? .needsWeight : .needsSize(dose.unit)
      }
    case .milligramsPerSquareMetre:
      guard let size else { throw .needsSize(dose.unit) }
      guard
        let surface = formula.squareMetres(
          heightCentimetres: size.heightCentimetres, weightKilograms: try kilograms(of: size), sex: size.sex)
      else { throw .surface(.formula(formula)) }
      milligrams = factor * (surfaceCap.map { min($0, surface) } ?? surface)
    }
    return greatestMilligrams.map { min($0, milligrams) } ?? milligrams
  }

  private func kilograms(of size: BodySize) throws(DoseProblem) -> Double {
    do throws(IdealWeightProblem) {
      return try size.dosingKilograms(basis, belowSixtyInches: belowSixtyInches)
    } catch {
      throw .surface(.weight(error))
    }
  }

  /// The dose with every step.
  public func compute() throws(DoseProblem) -> ComputedDose {
    if let problem = rounding.problem { throw .rounding(problem) }
    let calculated = try milligrams()
    var result = ComputedDose(
      calculatedMilligrams: calculated, rounded: rounding.round(calculated), steps: [], remarks: [])
    result.remarks += notes
    describe(&result)
    if let greatestMilligrams, result.rounded.milligrams > greatestMilligrams {
      result.remarks.append(
        "Rounding to \(Numbers.text(result.rounded.milligrams, decimals: 2)) mg would pass the greatest single dose.")
      result.rounded.milligrams = greatestMilligrams
    }
    return result
  }

  private func describe(_ result: inout ComputedDose) {
    let amount = Numbers.text(dose.amount, decimals: 3)
    let share = percent == 100 ? "" : " × \(Numbers.text(percent, decimals: 2)) %"
    if let limbLoss {
      result.remarks.append(
        "Without the \(limbLoss.rawValue): computed by measured height and weight. Shares of weight and of surface differ from table to table, and no text read says whether to take the surface off; "
          + "of one patient without both legs it is reported that a reduced dose did not work (PMC3737513).")
    }
    if dose.unit == .milligramsPerSquareMetre, let size, size.weightKilograms < 10 {
      result.remarks.append(
        "Below 10 kg a dose by body surface can be too much (Cancer Council Australia); texts for children must decide."
      )
    }
    switch dose.unit {
    case .milligrams: result.steps.append("\(amount) mg\(share), flat")
    case .areaUnderCurve:
      if let rate = filtrationMillilitresPerMinute,
        let calvert = CalvertDose(
          auc: dose.amount * percent / 100, filtrationMillilitresPerMinute: rate, cap: filtrationCap)
      {
        result.steps.append(calvert.arithmetic)
        result.remarks += calvert.remarks
      }
    case .milligramsPerKilogram:
      if let size, let weight = try? size.dosingWeight(basis, belowSixtyInches: belowSixtyInches) {
        result.weight = weight
        result.steps.append("\(basis.name): \(weight.arithmetic)")
        result.steps.append(
          "\(amount) mg/kg\(share) × \(Numbers.text(weight.kilograms, decimals: 2)) kg = "
            + "\(Numbers.text(dose.amount * percent / 100 * weight.kilograms, decimals: 2)) mg")
        result.remarks += weight.remarks
      } else if let kilogramsAlone {
        result.steps.append(
          "\(amount) mg/kg\(share) × \(Numbers.text(kilogramsAlone, decimals: 2)) kg (actual weight) = "
            + "\(Numbers.text(dose.amount * percent / 100 * kilogramsAlone, decimals: 2)) mg")
      }
    case .milligramsPerSquareMetre:
      if let size,
        let surface = try? size.surface(
          formula, basis: basis, cap: surfaceCap, belowSixtyInches: belowSixtyInches)
      {
        result.weight = surface.weight
        result.surface = surface
        let area = Numbers.text(surface.squareMetres, decimals: 4)
        result.steps.append("\(basis.name): \(surface.weight.arithmetic)")
        result.steps.append(
          "body surface (\(formula.rawValue)): \(Numbers.text(surface.uncappedSquareMetres, decimals: 4)) m²")
        result.steps.append(
          "\(amount) mg/m²\(share) × \(area) m² = "
            + "\(Numbers.text(dose.amount * percent / 100 * surface.squareMetres, decimals: 2)) mg")
        result.remarks += surface.weight.remarks
        if surface.isCapped {
          result.remarks.append(
            "Body surface capped at \(area) m²; uncapped "
              + "\(Numbers.text(dose.amount * percent / 100 * surface.uncappedSquareMetres, decimals: 1)) mg.")
        }
      }
    }
    if let greatestMilligrams, result.calculatedMilligrams == greatestMilligrams {
      result.steps.append("at most \(Numbers.text(greatestMilligrams, decimals: 3)) mg in one dose")
      result.remarks.append("Held at the greatest single dose, \(Numbers.text(greatestMilligrams)) mg.")
    }
    if case .exact = rounding { return }
    if let refusal = result.rounded.refusal {
      result.steps.append("\(rounding.name): not rounded")
      result.remarks.append("Not rounded: \(refusal).")
      return
    }
    result.steps.append(
      "\(rounding.name): \(Numbers.text(result.rounded.milligrams, decimals: 2)) mg "
        + "(\(Numbers.signed(result.rounded.milligrams / result.calculatedMilligrams * 100 - 100, decimals: 2)) %)")
  }

  /// The same order on other weights and with other formulas, with the difference in percent of this one.
  public func alternatives() -> [DoseAlternative] {
    guard let chosen = try? milligrams() else { return [] }
    var found: [DoseAlternative] = []
    let usesSize = dose.unit == .milligramsPerSquareMetre || dose.unit == .milligramsPerKilogram
    if usesSize {
      let bases: [WeightBasis] = [
        .actual, .adjusted(.devine, factor: 0.4), .adjusted(.devine, factor: 0.25), .ideal(.devine),
      ]
      for basis in bases where basis != self.basis {
        var other = self
        other.basis = basis
        if let milligrams = try? other.milligrams() {
          found.append(DoseAlternative(basis.name, milligrams, to: chosen))
        }
      }
    }
    if dose.unit == .milligramsPerSquareMetre {
      for formula in SurfaceFormula.allCases where formula != self.formula {
        var other = self
        other.formula = formula
        if let milligrams = try? other.milligrams() {
          found.append(DoseAlternative("body surface by \(formula.rawValue)", milligrams, to: chosen))
        }
      }
      if surfaceCap == nil {
        var other = self
        other.surfaceCap = 2
        if let milligrams = try? other.milligrams() {
          found.append(DoseAlternative("body surface capped at 2 m²", milligrams, to: chosen))
        }
      } else {
        var other = self
        other.surfaceCap = nil
        if let milligrams = try? other.milligrams() {
          found.append(DoseAlternative("no cap on body surface", milligrams, to: chosen))
        }
      }
    }
    return found + smallBodies(chosen) + withLimbLoss(chosen)
  }

  /// Below 0.5 m² one hospital doses by weight: the dose per m² divided by 30 for each kg (CHEO Parenteral Manual).
  private func smallBodies(_ chosen: Double) -> [DoseAlternative] {
    guard dose.unit == .milligramsPerSquareMetre, let size, let surface = try? size.surface(formula).squareMetres,
      surface < 0.5
    else { return [] }
    let milligrams = dose.amount * percent / 100 / 30 * size.weightKilograms
    return [DoseAlternative("below 0.5 m²: dose per m² ÷ 30 for each kg (CHEO)", milligrams, to: chosen)]
  }

  /// What the dose would be by the surface without a lost part of a limb, and by the weight that the body would have with it.
  private func withLimbLoss(_ chosen: Double) -> [DoseAlternative] {
    guard let limbLoss, let size else { return [] }
    var found: [DoseAlternative] = []
    var whole = self
    whole.size?.weightKilograms = limbLoss.intactKilograms(measured: size.weightKilograms)
    let name = "weight with the \(limbLoss.rawValue), \(Numbers.text(whole.size?.weightKilograms ?? 0, decimals: 1)) kg"
    guard let intact = try? whole.milligrams() else { return [] }
    found.append(DoseAlternative(name, intact, to: chosen))
    if dose.unit == .milligramsPerSquareMetre, let share = limbLoss.surfacePercent {
      found.append(
        DoseAlternative(
          "that, less \(Numbers.text(share)) % of body surface", intact * (1 - share / 100), to: chosen))
      found.append(
        DoseAlternative(
          "measured weight, less \(Numbers.text(share)) % of body surface", chosen * (1 - share / 100), to: chosen))
    }
    return found
  }
}

/// The dose in another way of computing it.
public struct DoseAlternative: Sendable, Hashable {
  /// What is different.
  public var name: String
  /// Milligrams before rounding.
  public var milligrams: Double
  /// Difference to the chosen way in percent of it.
  public var differencePercent: Double

  init(_ name: String, _ milligrams: Double, to chosen: Double) {
    self.name = name
    self.milligrams = milligrams
    differencePercent = (milligrams / chosen - 1) * 100
  }
}
