// SPDX-License-Identifier: Apache-2.0

/// A drug of which a model here knows what it does to the marrow.
public enum MarrowDrug: String, Sendable, Hashable, CaseIterable {
  /// Gemcitabine.
  case gemcitabine
  /// Docetaxel.
  case docetaxel
  /// Pegfilgrastim, by injection under the skin.
  case pegfilgrastim
}

/// An amount of a drug that runs in at a constant rate; with no duration it is there at once.
public struct Infusion: Sendable, Hashable {
  /// The drug.
  public let drug: MarrowDrug
  /// When it begins, on the clock of the course.
  public let start: Hours
  /// How much.
  public let amount: Milligrams
  /// How long it runs.
  public let duration: Hours

  /// An infusion; all numbers are finite, the amount and the duration 0 or more.
  public init(_ drug: MarrowDrug, at start: Hours, _ amount: Milligrams, over duration: Hours) throws(MarrowProblem) {
    guard start.value.isFinite, start.value.magnitude <= Self.longest else {
      throw MarrowProblem(
        "start of \(drug.rawValue)", found: "\(start.value) h", expected: "a time within 20 years of the origin")
    }
    guard amount.value.isFinite, amount.value >= 0, amount.value <= 1e6 else {
      throw MarrowProblem(
        "amount of \(drug.rawValue)", found: "\(amount.value) mg", expected: "0 to 1,000,000 mg")
    }
    guard duration.value.isFinite, duration.value >= 0, duration.value <= 24 * 366 else {
      throw MarrowProblem(
        "duration of \(drug.rawValue)", found: "\(duration.value) h", expected: "0 to 8784 h")
    }
    self.drug = drug
    self.start = start
    self.amount = amount
    self.duration = duration
  }

  /// No course is longer: 20 years, in hours.
  static let longest = 20 * 366 * 24.0

  /// When it ends.
  public var end: Hours { start + duration }

  /// The same, so much later.
  public func shifted(by time: Hours) throws(MarrowProblem) -> Infusion {
    try Infusion(drug, at: start + time, amount, over: duration)
  }
}
