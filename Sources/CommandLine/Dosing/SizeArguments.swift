// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing

/// Height, weight and sex, and how a dose is computed from them.
struct SizeArguments: ParsableArguments {
  // Read wider than people are, so that metres, inches and grams get the question what was meant.
  @Option(NumberRange(0.5...3000, "cm", stated: BodySize.possibleHeight), help: "Height.") var height: Double?
  @Option(NumberRange(0.2...300_000, "kg", stated: BodySize.possibleWeight), help: "Actual weight.") var weight: Double?
  @Option(help: "male or female; ideal weight and the formula of Schlich need it.") var sex: String?
  @Option(help: "Weight that the dose is based on: actual, adjusted or ideal.") var basis = "actual"
  @Option(name: .customLong("ibw"), help: "Ideal weight by Devine, Robinson or Miller.") var ideal = "Devine"
  @Option(NumberRange(0...1), help: "Factor of adjusted weight: ideal + factor × (actual − ideal).") var factor = 0.4
  @Option(help: "Below 60 inches ideal weight is not defined: refuse, clamp, extrapolate or proportional.")
  var short = "refuse"
  @Option(
    help: "Body surface by Mosteller, Du Bois, Haycock, Gehan-George, Boyd, Fujimoto, Takahira or Schlich.")
  var formula = "Du Bois"
  @Option(NumberRange(1...3, "m²"), help: "Greatest body surface: 2.0.") var cap: Double?
  @Flag(help: "Compute although height and weight look implausible.") var confirmSize = false

  /// The size, where height and weight are given; doubts are noted as problems unless confirmed.
  func size(_ problems: inout ArgumentProblems) -> BodySize? {
    var known: Sex?
    if let sex {
      known = ["m": Sex.male, "male": .male, "f": .female, "w": .female, "female": .female][sex.lowercased()]
      if known == nil { problems.note("--sex \(sex): expected male or female") }
    }
    guard height != nil || weight != nil else { return nil }
    guard let height, let weight else {
      problems.note(height == nil ? "--weight without --height" : "--height without --weight")
      return nil
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: known)
    for question in size.questions {
      if confirmSize, size.isPossible {
        Terminal.tell("warning: \(question) (confirmed)")
      } else {
        problems.note("\(question)" + (size.isPossible ? " If it is right all the same: --confirm-size." : ""))
      }
    }
    return size
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
    switch basis.lowercased() {
    case "actual": order.basis = .actual
    case "ideal": order.basis = .ideal(weight ?? .devine)
    case "adjusted", "aibw": order.basis = .adjusted(weight ?? .devine, factor: factor)
    default: problems.note("--basis \(basis): expected actual, adjusted or ideal")
    }
    if let below = ShortStature(rawValue: short) {
      order.belowSixtyInches = below
    } else {
      problems.note("--short \(short): expected \(ShortStature.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    order.surfaceCap = cap
  }
}
