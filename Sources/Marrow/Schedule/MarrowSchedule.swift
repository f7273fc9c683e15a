// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
import Plain

/// A schedule as people write it: `500 mg/m² d1, d15 repeated d29`, with other drugs behind semicolons: `900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21; pegfilgrastim 6 mg d9 q21`.
public struct MarrowSchedule: Sendable, Hashable {
  /// A drug of a schedule.
  public struct Part: Sendable, Hashable {
    /// The drug.
    public let drug: MarrowDrug
    /// Its dose, in mg or mg/m².
    public let dose: Dose
    /// Its days.
    public let pattern: CyclePattern
  }

  /// As it was written.
  public let text: String
  /// Its drugs, gemcitabine first.
  public let parts: [Part]

  /// Reads a schedule; a drug that is not named is gemcitabine.
  ///
  /// - Parameters:
  ///   - text: the schedule.
  ///   - generic: the generic name that another name of a drug means: `gemcitabine` of `Gemzar`.
  public init(parsing text: String, generic: (String) -> String? = { _ in nil }) throws(MarrowProblem) {
    var parts: [Part] = []
    for piece in text.split(separator: ";") {
      var words = piece.split(separator: " ").map(String.init)
      guard let first = words.first else { continue }
      var drug = MarrowDrug.gemcitabine
      if first.first?.isLetter == true {
        guard let named = MarrowDrug(rawValue: generic(first) ?? first.lowercased()) else {
          throw MarrowProblem(
            "schedule", found: "\(first.prefix(40))",
            expected: "\(MarrowDrug.allCases.map(\.rawValue).joined(separator: ", ")): no other drug has a model here")
        }
        drug = named
        words.removeFirst()
      }
      guard words.count > 2 else { throw Self.wrong(piece) }
      let dose: Dose
      if words[0].allSatisfy({ "0.,".contains($0) }) {
        throw MarrowProblem("schedule", found: "a dose of 0 in \(piece.prefix(80))", expected: "a dose above 0")
      }
      do {
        dose = try Dose(parsing: Quantity.withPoint("\(words[0]) \(words[1])"))
      } catch { throw MarrowProblem("schedule", found: "\(piece.prefix(80))", expected: "\(error.expected)") }
      guard dose.unit == .milligrams || dose.unit == .milligramsPerSquareMetre else {
        throw MarrowProblem("schedule", found: dose.text, expected: "a dose in mg or mg/m²")
      }
      let pattern: CyclePattern
      do {
        pattern = try CyclePattern(parsing: words.dropFirst(2).joined(separator: " "))
      } catch { throw MarrowProblem("schedule", found: "\(piece.prefix(80))", expected: error.description) }
      if drug == .pegfilgrastim, dose != Dose(amount: 6, unit: .milligrams) {
        throw MarrowProblem(
          "schedule", found: "pegfilgrastim \(dose.text)", expected: "6 mg, the only dose that is modelled")
      }
      parts.append(Part(drug: drug, dose: dose, pattern: pattern))
    }
    guard !parts.isEmpty else { throw Self.wrong(text[...]) }
    guard Set(parts.map(\.pattern.cycleDays)).count == 1 else {
      throw MarrowProblem(
        "schedule", found: "\(text.prefix(80))", expected: "the same length of the cycle for every drug")
    }
    self.text = text
    self.parts = parts.sorted { Self.order($0.drug) < Self.order($1.drug) }
  }

  private static func order(_ drug: MarrowDrug) -> Int { MarrowDrug.allCases.firstIndex(of: drug) ?? 0 }

  private static func wrong(_ found: Substring) -> MarrowProblem {
    MarrowProblem("schedule", found: "\(found.prefix(80))", expected: "`500 mg/m2 d1, d15 repeated d29`")
  }

  /// Days from a day 1 to the next.
  public var cycleDays: Int { parts[0].pattern.cycleDays }
  /// Its drugs.
  public var drugs: Set<MarrowDrug> { Set(parts.map(\.drug)) }
  /// Whether a dose is per body surface.
  public var needsSurface: Bool { parts.contains { $0.dose.unit == .milligramsPerSquareMetre } }

  /// How long a dose runs in: gemcitabine 30 minutes and docetaxel an hour after it, as their labels have it; pegfilgrastim comes in at the 2.84 mg/h of its model.
  public static func duration(_ drug: MarrowDrug, _ amount: Milligrams) -> Hours {
    switch drug {
    case .gemcitabine: Hours(0.5)
    case .docetaxel: Hours(1)
    case .pegfilgrastim: Hours(amount.value / 2.84)
    }
  }

  /// The infusions from one time to another, cycle after cycle: what begins at the end or later is not among them.
  public func infusions(from start: Hours, to end: Hours, surface squareMetres: Double?) throws(MarrowProblem)
    -> [Infusion]
  {
    let cycles = ((end - start).days / Double(cycleDays)).rounded(.up)
    guard cycles <= 366 else {
      throw MarrowProblem("window", found: "\(start.value) to \(end.value) h", expected: "at most a year")
    }
    return try infusions(from: start, cycles: max(1, Int(cycles)), surface: squareMetres).filter { $0.start < end }
  }

  /// The infusions of some cycles, the first day 1 at a time.
  ///
  /// - Parameters:
  ///   - start: hour 0 of day 1.
  ///   - cycles: how many, 1 to 366.
  ///   - squareMetres: the body surface; needed where a dose is per m².
  public func infusions(from start: Hours, cycles: Int, surface squareMetres: Double?) throws(MarrowProblem)
    -> [Infusion]
  {
    guard (1...366).contains(cycles) else {
      throw MarrowProblem("cycles", found: "\(cycles)", expected: "1 to 366")
    }
    var all: [Infusion] = []
    for part in parts {
      let amount: Milligrams
      if part.dose.unit == .milligramsPerSquareMetre {
        guard let squareMetres, squareMetres >= 0.2, squareMetres <= 4 else {
          throw MarrowProblem(
            "body surface", found: squareMetres.map { "\($0) m²" } ?? "none",
            expected: "0.2 to 4 m² for \(part.dose.text)")
        }
        amount = Milligrams(perSquareMetre: part.dose.amount, surface: squareMetres)
      } else {
        amount = Milligrams(part.dose.amount)
      }
      for cycle in 0..<cycles {
        for day in part.pattern.days {
          let isAfterGemcitabine =
            part.drug == .docetaxel && parts.contains { $0.drug == .gemcitabine && $0.pattern.days.contains(day) }
          let begin = start + Hours(days: Double(cycle * cycleDays + day - 1)) + Hours(isAfterGemcitabine ? 0.5 : 0)
          all.append(
            try Infusion(part.drug, at: begin, amount, over: Self.duration(part.drug, amount)))
        }
      }
    }
    return all.sorted { $0.start < $1.start }
  }
}
