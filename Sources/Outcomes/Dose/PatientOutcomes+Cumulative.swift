// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Dosing
public import Plain

/// The cumulative dose of a drug over the therapies of a patient.
public struct CumulativeDose: Sendable {
  /// Generic name.
  public var drug: Drug.ID
  /// What was added up, a part a therapy or dose phase: `dox 300`.
  public var parts: [String] { said.map(\.english) }
  /// The same in every language.
  public var said: [Phrase]
  /// The sum: an upper bound is missing where a dose is not stated or is stated in another unit, and where rows are missing.
  public var sum: NumberBounds
  /// Doses in mg, which the sum in another unit does not have; nil where there are none.
  public var milligrams: NumberBounds? = nil
  /// The therapies.
  public var therapies: [Entry]

  fileprivate mutating func addMilligrams(_ own: NumberBounds) {
    let before = milligrams ?? NumberBounds(0)
    milligrams = NumberBounds(
      lower: (before.lower ?? 0) + (own.lower ?? 0),
      upper: before.upper.flatMap { most in own.upper.map { most + $0 } })
  }
}

extension PatientOutcomes {
  /// Adds up a drug in one unit: from administrations where a therapy has them, else from its dose phases.
  ///
  /// - Parameters:
  ///   - drug: its generic name; other names of it are found by the library.
  ///   - unit: the unit of the sum.
  ///   - library: drugs by their names.
  ///   - day: only what was given before this day; nil for all.
  /// - Returns: nil where the drug was given in no therapy.
  public func cumulative(
    _ drug: Drug.ID, in unit: DoseUnit, _ library: RegimenLibrary, before day: Day? = nil
  ) -> CumulativeDose? {
    func isMeant(_ name: String) -> Bool { library.isSame(name, drug) }
    var lower = 0.0
    var upper: Double? = 0
    var total = CumulativeDose(drug: drug, said: [], sum: NumberBounds(0), therapies: [])
    for therapy in therapies where therapy.therapy.drugs.contains(where: isMeant) {
      let began = timeline.start(of: therapy.entry.id).flatMap { timeline.bounds(of: $0).earliest }
      if let day, let began, began >= day { continue }
      total.therapies.append(therapy.entry)
      let rows = counted(therapy).administrations.filter { isMeant($0.drug) }
      let before = rows.filter { row in day.map { row.date < $0 } ?? true }
      if !rows.isEmpty {
        let given = before.compactMap(\.dose)
        let sum = given.filter { $0.unit == unit }.reduce(0) { $0 + $1.amount }
        let others = given.count { $0.unit != unit }
        let flat = given.filter { $0.unit == .milligrams && unit != .milligrams }
        if !flat.isEmpty { total.addMilligrams(NumberBounds(flat.reduce(0) { $0 + $1.amount })) }
        let missing = MissingRows.words(
          of: drug, in: counted(therapy), library, before: day, ended: lastPossibleDose(of: therapy),
          until: surelyUntil(therapy))
        lower += sum
        upper = others > 0 || !missing.isEmpty ? nil : upper.map { $0 + sum }
        total.said.append(
          Phrase(same: "\(therapy.entry.id) \(missing.isEmpty ? "" : "≥ ")") + Phrase.number(sum)
            + (others > 0 ? Phrase(" and \(others) in another unit", " und \(others) in anderer Einheit") : .none)
            + (missing.isEmpty ? .none : Phrase(same: " (") + missing.joined(separator: ", ") + Phrase(same: ")")))
        continue
      }
      let phases = therapy.phases.filter { isMeant($0.phase.drug) }
      if phases.isEmpty {
        upper = nil
        total.said.append(Phrase("\(therapy.entry.id) not stated", "\(therapy.entry.id) nicht angegeben"))
      }
      for phase in phases {
        let own = cumulative(phase, of: therapy.entry, in: unit, before: day)
        if unit != .milligrams, phase.phase.dose.value?.unit == .milligrams {
          total.addMilligrams(
            cumulative(phase, of: therapy.entry, in: .milligrams, before: day).bounds)
        }
        lower += own.bounds.lower ?? 0
        upper = own.bounds.upper.flatMap { most in upper.map { $0 + most } }
        total.said.append(Phrase(same: "\(phase.phase.id) ") + own.words)
      }
    }
    total.sum = NumberBounds(lower: lower, upper: upper)
    return total.therapies.isEmpty ? nil : total
  }

  /// The sum of a phase, or of what of it can have been given before a day: no cycle begins before the one before it is over.
  private func cumulative(
    _ phase: PhaseOutcome, of therapy: Entry, in unit: DoseUnit, before day: Day?
  ) -> (bounds: NumberBounds, words: Phrase) {
    guard let dose = phase.phase.dose.value, dose.unit == unit else {
      return (NumberBounds(lower: 0, upper: nil), .notDetermined)
    }
    let all = phase.cumulative?.value
    let ended = (timeline.end(of: phase.phase.id) ?? timeline.end(of: therapy.id)).flatMap {
      timeline.bounds(of: $0).latest
    }
    guard let day, ended.map({ $0 >= day }) ?? true else {
      return (all ?? NumberBounds(lower: 0, upper: nil), all?.phrase() ?? .notDetermined)
    }
    // A therapy that goes on beyond the day has given no more than its phases in all, and perhaps nothing yet.
    var most = all?.upper
    if let began = (timeline.start(of: phase.phase.id) ?? timeline.start(of: therapy.id)).flatMap({
      timeline.bounds(of: $0).earliest
    }),
      let length = phase.phase.cycleLength.value?.bounds?.lowerBound
    {
      let days = phase.phase.daysTaken(in: max(0, day.number - began.number), everyDays: length)
      let byThen = Double(days) * dose.amount * Double(phase.phase.timesADay)
      most = most.map { min($0, byThen) } ?? byThen
    }
    return (
      NumberBounds(lower: 0, upper: most),
      most.map {
        Phrase("at most \(Phrase.number($0)) before \(day)", "höchstens \(Phrase.number($0)) vor dem \(day)")
      } ?? .notDetermined
    )
  }

  /// Every anthracycline that was given, each in mg/m² of its own, also those of which the library has no file.
  public func anthracyclines(_ library: RegimenLibrary, before day: Day? = nil) -> [CumulativeDose] {
    let known = library.drugs.values.filter { $0.kind == .anthracycline }.map(\.id)
    let others = therapies.flatMap(\.therapy.drugs).map { library.generic($0) ?? $0.lowercased() }
      .filter { library.drugs[$0] == nil && Self.isNamedAnthracycline($0) }
    return Set(known + others).sorted().compactMap {
      cumulative($0, in: .milligramsPerSquareMetre, library, before: day)
    }
  }

  /// Whether a name is that of an anthracycline or anthracenedione: by the stems of international nonproprietary names (WHO, *The use of stems in the
  /// selection of INN*: -rubicin, antineoplastics of the daunorubicin group; -antrone).
  private static func isNamedAnthracycline(_ name: String) -> Bool {
    name.lowercased().split { !$0.isLetter }.contains {
      $0.hasSuffix("rubicin") || $0.hasSuffix("antrone") || $0.hasSuffix("antron")
    }
  }
}

/// Several anthracyclines added up as doxorubicin, by the factors of one scheme.
public struct AnthracyclineSum: Sendable {
  /// The scheme: `ESC 2022`.
  public var scheme: String
  /// `240 + 360 × 0.8`
  public var arithmetic: String { said.english }
  /// The same in every language.
  public var said: Phrase
  /// The sum in mg/m² of doxorubicin or its equivalent.
  public var sum: NumberBounds
  /// Drugs that the scheme has no factor for: the sum is then a least one.
  public var uncounted: [Drug.ID]

  /// The sums by each scheme of a library.
  public static func all(of doses: [CumulativeDose], _ library: RegimenLibrary) -> [AnthracyclineSum] {
    library.equivalenceSchemes.map { scheme in
      let factors = library.doxorubicinFactors(scheme)
      var lower = 0.0
      var upper: Double? = 0
      var words: [Phrase] = []
      var uncounted: [Drug.ID] = []
      for dose in doses {
        guard let factor = dose.drug == "doxorubicin" ? 1 : factors[dose.drug] else {
          uncounted.append(dose.drug)
          continue
        }
        lower += (dose.sum.lower ?? 0) * factor
        upper = dose.sum.upper.flatMap { most in upper.map { $0 + most * factor } }
        words.append(
          Phrase(same: "\(dose.drug) ") + dose.sum.phrase()
            + (factor == 1 ? .none : Phrase(same: " × ") + Phrase.number(factor, decimals: 2)))
      }
      return AnthracyclineSum(
        scheme: scheme, said: words.joined(separator: " + "),
        sum: NumberBounds(lower: lower, upper: uncounted.isEmpty ? upper : nil), uncounted: uncounted)
    }
  }
}
