// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A doubt about a measured body size, with what the number would be in another unit. It proposes nothing: which unit or digit is wrong, only the
/// person knows who measured. Nothing is computed from a doubtful size unless a person confirms it.
public struct SizeQuestion: Sendable, Hashable, CustomStringConvertible {
  /// What is odd, and what was found.
  public var words: String
  /// The same number in another unit, where that is a usual size: `69 in is 175 cm`.
  public var inOtherUnit: String?

  /// `height 1.75 cm is outside 120–220 cm; 1.75 m is 175 cm. Which is meant?`
  public var description: String { words + (inOtherUnit.map { "; \($0). Which is meant?" } ?? "") }
}

extension BodySize {
  /// Heights of adults and adolescents, in cm. Outside, a person must confirm.
  public static let usualHeight = 120.0...220.0
  /// Weights of adults and adolescents, in kg.
  public static let usualWeight = 30.0...200.0
  /// Heights in cm that a person can have, from a small newborn to the tallest ever measured (272 cm); nothing is computed outside,
  /// confirmed or not.
  public static let possibleHeight = Measure.height.possible ?? 20...300
  /// Weights in kg that a person can have, from the smallest newborn to the heaviest ever (635 kg).
  public static let possibleWeight = Measure.weight.possible ?? 0.2...700
  /// Body mass indices in kg/m² that pass without a question.
  public static let usualBodyMassIndex = 13.0...55.0

  /// Whether a person can have this height and weight; never true of what is not finite.
  public var isPossible: Bool {
    Self.possibleHeight.contains(heightCentimetres) && Self.possibleWeight.contains(weightKilograms)
  }

  /// Heights and weights of children between two ages, wide about the usual ones: from 0.7 to 1.35 of the height by Weech (6 cm a year and 77), and from half to
  /// 2.5 times the weight by the formulas of Advanced Paediatric Life Support (2 kg a year and 8 until 5 years, 3 and 7 from then on), both of which begin at
  /// 1 to 2 years. Before that, from a newborn to a large child of two. Nil from 12 years on: adolescents are asked as adults are.
  static func usualOfChild(_ years: ClosedRange<Int>) -> (height: ClosedRange<Double>, weight: ClosedRange<Double>)? {
    guard years.upperBound < 12 else { return nil }
    func height(_ years: Int) -> Double { Double(6 * years + 77) }
    func weight(_ years: Int) -> Double { years <= 5 ? Double(2 * years + 8) : Double(3 * years + 7) }
    let (least, most) = (years.lowerBound, max(2, years.upperBound))
    return (
      (least < 2 ? 40 : 0.7 * height(least))...1.35 * height(most),
      (least < 2 ? 2 : 0.5 * weight(least))...2.5 * weight(most)
    )
  }

  /// Doubts about the size of a person of whom the completed years are known, between bounds: a child is asked as one.
  public func questions(ageYears years: ClosedRange<Int>?) -> [SizeQuestion] {
    guard let years, let usual = Self.usualOfChild(years), isPossible else { return questions }
    var found: [SizeQuestion] = []
    let age =
      years.lowerBound == years.upperBound ? "\(years.lowerBound)" : "\(years.lowerBound) to \(years.upperBound)"
    for (name, value, range, unit) in [
      ("height", heightCentimetres, usual.height, "cm"), ("weight", weightKilograms, usual.weight, "kg"),
    ] where !range.contains(value) {
      found.append(
        SizeQuestion(
          words:
            "\(name) \(text(value)) \(unit) is outside \(text(range.lowerBound.rounded(.down)))–\(text(range.upperBound.rounded(.up))) \(unit), at \(age) years",
          inOtherUnit: nil))
    }
    return found
  }

  /// Doubts about this size: units mixed up, digits lost, fields swapped.
  public var questions: [SizeQuestion] {
    let h = heightCentimetres
    let w = weightKilograms
    guard h.isFinite, w.isFinite, h > 0, w > 0 else {
      return [SizeQuestion(words: "height and weight must be above 0", inOtherUnit: nil)]
    }
    if h < 140, Self.usualHeight.contains(w), Self.usualWeight.contains(h), BodySize.isPlausible(w, h),
      !BodySize.isPlausible(h, w)
    {
      // 69 and 176 may be exchanged, or inches and pounds: both are said, neither is proposed.
      let inches = (h * 2.54).rounded()
      let kilograms = w * 0.453_592_37
      var readings = "height \(text(w)) cm with weight \(text(h)) kg if they are exchanged"
      if BodySize.isPlausible(inches, kilograms) {
        readings +=
          ", \(text(inches)) cm with \(Numbers.text(kilograms, decimals: 1)) kg if they are inches and pounds"
      }
      return [
        SizeQuestion(
          words: "height \(text(h)) cm with weight \(text(w)) kg cannot both be right", inOtherUnit: readings)
      ]
    }
    var found: [SizeQuestion] = []
    if !Self.usualHeight.contains(h) {
      found.append(
        SizeQuestion(
          words: "height \(text(h)) cm is outside \(text(120))–\(text(220)) cm", inOtherUnit: heightMeant))
    }
    if !Self.usualWeight.contains(w) {
      found.append(
        SizeQuestion(words: "weight \(text(w)) kg is outside \(text(30))–\(text(200)) kg", inOtherUnit: weightMeant))
    }
    if found.isEmpty, !Self.usualBodyMassIndex.contains(bodyMassIndex) {
      found.append(
        SizeQuestion(
          words: "a body mass index of \(Numbers.text(bodyMassIndex)) kg/m² is outside \(text(13))–\(text(55))",
          inOtherUnit: poundsMeant))
    } else if found.isEmpty, bodyMassIndex > 42, let poundsMeant, (18...27).contains(bodyMassIndex * 0.453_592_37) {
      // A usual weight in pounds reads as severe obesity in kilograms; both are possible, so it is asked.
      found.append(
        SizeQuestion(
          words: "a body mass index of \(Numbers.text(bodyMassIndex)) kg/m²: the weight may be in pounds",
          inOtherUnit: poundsMeant))
    }
    return found
  }

  private static func isPlausible(_ height: Double, _ weight: Double) -> Bool {
    let size = BodySize(heightCentimetres: height, weightKilograms: weight)
    return usualHeight.contains(height) && usualWeight.contains(weight)
      && usualBodyMassIndex.contains(size.bodyMassIndex)
  }

  private var heightMeant: String? {
    let h = heightCentimetres
    if (1.2...2.2).contains(h) { return "\(text(h)) m is \(text(h * 100)) cm" }
    if (4.5...7.5).contains(h) { return "\(text(h)) ft is \(text((h * 30.48).rounded())) cm" }
    if (47...87).contains(h) { return "\(text(h)) in is \(text((h * 2.54).rounded())) cm" }
    if (1200...2200).contains(h) { return "\(text(h)) mm is \(text(h / 10)) cm" }
    return nil
  }

  private var weightMeant: String? {
    if let poundsMeant { return poundsMeant }
    let w = weightKilograms
    if (30_000...200_000).contains(w) { return "\(text(w)) g is \(text(w / 1000)) kg" }
    return nil
  }

  /// The weight if it was entered in pounds, where that makes sense.
  private var poundsMeant: String? {
    let kilograms = weightKilograms * 0.453_592_37
    let height = Self.usualHeight.contains(heightCentimetres) ? heightCentimetres : 170
    let index = BodySize(heightCentimetres: height, weightKilograms: kilograms).bodyMassIndex
    guard weightKilograms > 90, (17...45).contains(index) else { return nil }
    return "\(text(weightKilograms)) lb is \(Numbers.text(kilograms, decimals: 1)) kg"
  }

  private func text(_ value: Double) -> String { Numbers.text(value, decimals: 2) }
}
