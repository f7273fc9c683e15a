// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing
import Plain

/// Height, weight and sex, and how a dose is computed from them.
struct SizeArguments: ParsableArguments {
  // Read wider than people are, so that metres, inches and grams get the question what was meant.
  @Option(NumberRange(0.5...3000, "cm", stated: BodySize.possibleHeight), help: "Height.") var height: Double?
  @Option(NumberRange(0.2...300_000, "kg", stated: BodySize.possibleWeight), help: "Actual weight.") var weight: Double?
  @Option(help: "male or female; ideal weight and the formula of Schlich need it.") var sex: String?
  @Option(
    help:
      "Weight that the dose is based on: actual, adjusted, ideal or midpoint. Without it the regimen's own, else actual."
  )
  var basis: String?
  @Option(name: .customLong("ibw"), help: "Ideal weight by Devine, Robinson or Miller.") var ideal = "Devine"
  @Option(NumberRange(0...1), help: "Factor of adjusted weight: ideal + factor × (actual − ideal).") var factor = 0.4
  @Option(help: "Below 60 inches ideal weight is not defined: refuse, clamp, extrapolate or proportional.")
  var short = "refuse"
  @Option(
    help: "Body surface by Mosteller, Du Bois, Haycock, Gehan-George, Boyd, Fujimoto, Takahira or Schlich.")
  var formula = "Du Bois"
  @Option(NumberRange(1...3, "m²"), help: "Greatest body surface: 2.0.") var cap: Double?
  @Flag(help: "Compute although height and weight look implausible.") var confirmSize = false
  @Option(
    help:
      "Part of a limb that is missing: hand, forearm and hand, whole arm, foot, lower leg and foot, whole leg. The dose stays by measured weight; what else it could be is shown."
  ) var amputated: String?

  /// The size, where height and weight are given; doubts are noted as problems unless confirmed.
  func size(_ problems: inout ArgumentProblems) -> BodySize? {
    var known: Sex?
    if let sex {
      known = Self.sexes[sex.lowercased()]
      if known == nil { problems.note("--sex \(sex): expected male or female") }
    }
    guard height != nil || weight != nil else { return nil }
    guard let height, let weight else {
      if height != nil {
        problems.note("--height without --weight")
      } else if let weight, !BodySize.usualWeight.contains(weight) {
        let words = "weight \(Numbers.text(weight, decimals: 2)) kg is outside 30–200 kg"
        let isPossible = BodySize.possibleWeight.contains(weight)
        if confirmSize, isPossible {
          problems.warn("\(words) (confirmed)")
        } else {
          problems.note("\(words)." + (isPossible ? " If it is right all the same: --confirm-size." : ""))
        }
      }
      return nil
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: known)
    for question in size.questions {
      if confirmSize, size.isPossible {
        problems.warn("\(question) (confirmed)")
      } else {
        let end = question.inOtherUnit == nil ? "." : ""
        problems.note("\(question)\(end)" + (size.isPossible ? " If it is right all the same: --confirm-size." : ""))
      }
    }
    return size
  }

  /// The weight where it stands alone: enough for a dose per kg of actual weight.
  var weightAlone: Double? { height == nil ? weight : nil }

  /// The sex, as far as it is understood.
  var knownSex: Sex? { sex.flatMap { Self.sexes[$0.lowercased()] } }

  static let sexes: [String: Sex] = [
    "m": .male, "male": .male, "männlich": .male, "f": .female, "w": .female, "female": .female, "weiblich": .female,
  ]

  /// The weight that a person chose for a dose, or the regimen's own with the formula and factor that were chosen; nil where neither says one.
  func basis(of own: WeightBasis?) -> WeightBasis? {
    let formula = IdealWeightFormula.allCases.first { $0.rawValue.lowercased() == ideal.lowercased() } ?? .devine
    switch basis?.lowercased() {
    case "actual": return .actual
    case "ideal": return .ideal(formula)
    case "adjusted", "aibw": return .adjusted(formula, factor: factor)
    case "midpoint": return .midpoint(formula)
    default:
      return own.map { own in
        switch own {
        case .actual: .actual
        case .ideal: .ideal(formula)
        case .adjusted: .adjusted(formula, factor: factor)
        case .midpoint: .midpoint(formula)
        }
      }
    }
  }

  /// Puts the choices into an order.
  func apply(to order: inout DoseOrder, _ problems: inout ArgumentProblems) {
    if let formula = SurfaceFormula(named: formula) {
      order.formula = formula
    } else {
      problems.note(
        "--formula \(formula): expected \(SurfaceFormula.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let weight = IdealWeightFormula.allCases.first { $0.rawValue.lowercased() == ideal.lowercased() }
    if weight == nil { problems.note("--ibw \(ideal): expected Devine, Robinson or Miller") }
    if let basis, !["actual", "ideal", "adjusted", "aibw", "midpoint"].contains(basis.lowercased()) {
      problems.note("--basis \(basis): expected actual, adjusted, ideal or midpoint")
    }
    order.basis = self.basis(of: nil) ?? .actual
    order.kilogramsAlone = weightAlone
    if let below = ShortStature(rawValue: short) {
      order.belowSixtyInches = below
    } else {
      problems.note("--short \(short): expected \(ShortStature.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    order.surfaceCap = cap
    if let amputated {
      let parts = Dictionary(uniqueKeysWithValues: LimbLoss.allCases.map { ($0.rawValue, $0) })
      order.limbLoss =
        LimbLoss(named: amputated) ?? problems.find(amputated.lowercased(), in: parts, "part of a limb", "--amputated")
    }
  }

  /// The size in words, with the body surface: what a dose rests on.
  func words(_ order: DoseOrder) -> String? {
    guard let size = order.size else {
      return order.kilogramsAlone.map { "For \(Numbers.text($0, decimals: 2)) kg." }
    }
    let surface = try? size.surface(order.formula, cap: order.surfaceCap, belowSixtyInches: order.belowSixtyInches)
    return
      "For \(Numbers.text(size.heightCentimetres, decimals: 2)) cm, \(Numbers.text(size.weightKilograms, decimals: 2)) kg"
      + (size.sex.map { ", \($0.rawValue)" } ?? "")
      + (surface.map {
        "; body surface \(Numbers.text($0.squareMetres, decimals: 4)) m² (\(order.formula.rawValue), actual weight)"
      } ?? "") + "."
  }
}
