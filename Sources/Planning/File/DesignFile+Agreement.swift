// SPDX-License-Identifier: Apache-2.0

import Plain
import Statistics
import Trials

/// Whether the numbers of a file can be, and agree with each other, as far as that can be told without the study.
extension DesignFile {
  /// Checks a plan that was read. Its design was computed again before.
  static func checkAgreement(_ plan: TrialPlan) throws(Problem) {
    guard plan.series.members <= plan.series.patients else {
      throw Problem(
        place: "/series/patients_with_maintenance", found: "\(plan.series.members) of \(plan.series.patients) patients",
        expected: "no more than there are")
    }
    try checkNumbers(plan.assumptions, "/assumptions", patients: nil)
    try checkNumbers(plan.shown, "/series_shows", patients: plan.series.patients)
    try checkNumbers(plan.comparators, "/comparators", patients: nil)
    try checkKeys(plan)
    for (index, conflict) in plan.conflicts.enumerated() { try check(conflict, plan, "/conflicts/\(index)") }
  }

  // MARK: keys

  /// What the program always writes: a file without it lost something.
  private static func checkKeys(_ plan: TrialPlan) throws(Problem) {
    let rests = plan.question.expectedAssumptions
    let landmarks = plan.question.landmark.map { [SeriesReading.id(progressionFreeAt: $0.value)] } ?? []
    let shown =
      SeriesReading.usualLandmarks.map { SeriesReading.id(progressionFreeAt: $0) } + landmarks + [
        "pfs-median", "pfs-rate", "deaths-among-events", "scan-interval", "objective-response", "reduced-at-start",
        "reduced-later", "toxicity-grade-3", "induction-control", "guarantee-time", "accrual",
      ]
    for (place, all, needed) in [("/assumptions", plan.assumptions, rests), ("/series_shows", plan.shown, shown)] {
      let keys = Set(all.map(\.id))
      guard let missing = needed.first(where: { !keys.contains($0) }) else { continue }
      throw Problem(
        place: place, found: all.isEmpty ? "an empty list" : "no `\(missing)`",
        expected: "`\(missing)`, which `verlauf trial from` always writes")
    }
    for assumption in plan.assumptions where assumption.standing == .convention {
      let expected: Double? =
        switch assumption.id {
        case "alpha": TrialQuestion.conventionalAlpha
        case "power": TrialQuestion.conventionalPower
        case "deaths", "dropout", "concordance": 0
        case "allocation", "shape": 1
        case "cutoff": TrialQuestion.conventionalCutoff
        default: nil
        }
      guard let expected, assumption.value == NumberBounds(expected) else {
        throw Problem(
          place: "/assumptions (\(assumption.id))", found: "the convention \(assumption.printedValue)",
          expected: expected.map { "\(Numbers.plain($0))" } ?? "no convention: the program has none for it")
      }
    }
  }

  // MARK: numbers

  private static func checkNumbers(_ all: [Assumption], _ place: String, patients: Int?) throws(Problem) {
    for (index, assumption) in all.enumerated() {
      let own = "\(place)/\(index)"
      try checkRange(assumption, own)
      try checkWeight(assumption, own, patients: patients)
      try checkInterval(assumption, own)
    }
  }

  private static func text(_ bounds: NumberBounds) -> String {
    let (low, high) = (bounds.lower.map(Numbers.plain) ?? "open", bounds.upper.map(Numbers.plain) ?? "open")
    return low == high ? low : "\(low) to \(high)"
  }

  private static func checkRange(_ own: Assumption, _ place: String) throws(Problem) {
    let range = own.range
    func check(_ number: Double?, _ key: String) throws(Problem) {
      guard let number, !range.contains(number) else { return }
      throw Problem(
        place: "\(place)/\(key)", found: "\(Numbers.plain(number)) of `\(own.id)`",
        expected: own.unit == .share && range.upperBound == 1
          ? "a share from 0 to 1" : "0 to \(Numbers.plain(range.upperBound))")
    }
    try check(own.value?.lower, "value/from")
    try check(own.value?.upper, "value/to")
    try check(own.interval?.lower, "interval/lower")
    try check(own.interval?.upper, "interval/upper")
  }

  private static func checkWeight(_ own: Assumption, _ place: String, patients: Int?) throws(Problem) {
    guard let weight = own.effectivePatients else { return }
    let most = patients.map(Double.init) ?? 1e7
    guard (weight.lower ?? 0) >= 0, (weight.upper ?? 0) <= most, (weight.lower ?? 0) <= most else {
      throw Problem(
        place: "\(place)/effective_patients", found: text(weight),
        expected: patients.map { "0 to \($0), the patients of the series" } ?? "0 to 10000000")
    }
  }

  private static func checkInterval(_ own: Assumption, _ place: String) throws(Problem) {
    guard let interval = own.interval else { return }
    guard interval.level > 0, interval.level < 1 else {
      throw Problem(
        place: "\(place)/interval/level_share", found: Numbers.plain(interval.level),
        expected: "a share above 0 and below 1")
    }
    let limits = NumberBounds(lower: interval.lower, upper: interval.upper)
    if let low = interval.lower, let high = interval.upper, low > high {
      throw Problem(place: "\(place)/interval", found: text(limits), expected: "limits in their order")
    }
    guard let value = own.value else {
      throw Problem(place: "\(place)/interval", found: text(limits), expected: "none, since there is no value")
    }
    let slack = 1e-9 * max(1, value.upper ?? 0)
    if let low = interval.lower, let upper = value.upper, low > upper + slack {
      throw Problem(
        place: "\(place)/interval", found: text(limits), expected: "an interval around the value \(text(value))")
    }
    if let high = interval.upper, let lower = value.lower, high < lower - slack {
      throw Problem(
        place: "\(place)/interval", found: text(limits), expected: "an interval around the value \(text(value))")
    }
    if interval.method == BinomialMethod.clopperPearson.rawValue { try checkBinomial(own, interval, value, place) }
  }

  /// The interval of counts is that of the counts: both follow from the value and the number of patients.
  private static func checkBinomial(
    _ own: Assumption, _ interval: Assumption.Interval, _ value: NumberBounds, _ place: String
  ) throws(Problem) {
    guard let patients = own.effectivePatients?.upper, patients >= 1, patients <= 1e7, patients == patients.rounded(),
      let counts = counts(value, of: Int(patients))
    else {
      throw Problem(
        place: "\(place)/value", found: text(value),
        expected: "shares of whole patients of \(own.effectivePatients.map(text) ?? "so many")")
    }
    func limits(_ count: Int) -> ConfidenceInterval? {
      BinomialMethod.clopperPearson.interval(successes: count, trials: Int(patients), level: interval.level)
    }
    let (low, high) = (limits(counts.lowerBound)?.lower, limits(counts.upperBound)?.upper)
    func agree(_ one: Double?, _ other: Double?) -> Bool {
      guard let one, let other else { return one == nil && other == nil }
      return abs(one - other) <= 1e-6
    }
    guard agree(interval.lower, low), agree(interval.upper, high) else {
      throw Problem(
        place: "\(place)/interval", found: text(NumberBounds(lower: interval.lower, upper: interval.upper)),
        expected:
          "\(text(NumberBounds(lower: low, upper: high))), the exact interval of \(counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)") of \(Int(patients))"
      )
    }
  }

  /// The whole numbers of patients that shares are of; nil where they are none.
  private static func counts(_ value: NumberBounds, of patients: Int) -> ClosedRange<Int>? {
    func count(_ share: Double) -> Int? {
      let number = share * Double(patients)
      let whole = number.rounded()
      return abs(number - whole) <= 1e-6 * max(1, number) && (0...Double(patients)).contains(whole) ? Int(whole) : nil
    }
    guard let low = value.lower.flatMap(count), let high = value.upper.flatMap(count), low <= high else { return nil }
    return low...high
  }

  // MARK: conflicts

  private static func check(_ own: TrialPlan.Conflict, _ plan: TrialPlan, _ place: String) throws(Problem) {
    if let p = own.pValue, !(0...1).contains(p.lowerBound) || !(0...1).contains(p.upperBound) {
      throw Problem(
        place: "\(place)/p", found: text(NumberBounds(lower: p.lowerBound, upper: p.upperBound)),
        expected: "probabilities from 0 to 1")
    }
    if let seen = own.seen, seen.upperBound > plan.series.members {
      throw Problem(
        place: "\(place)/seen_patients", found: "\(seen.upperBound)",
        expected: "at most \(plan.series.members), those with maintenance")
    }
    let arms = plan.comparators.filter { $0.quantity == own.comparison }
    if let p = own.pValue, let seen = own.seen, arms.count == 1, let value = arms[0].value,
      let patients = arms[0].effectivePatients?.upper, patients >= 1, patients <= 1e7,
      let events = counts(value, of: Int(patients)),
      let again = PriorConflict.pValues(events, of: Int(patients), seen, of: plan.series.members)?.p,
      abs(again.lowerBound - p.lowerBound) > 1e-9 || abs(again.upperBound - p.upperBound) > 1e-9
    {
      throw Problem(
        place: "\(place)/p", found: text(NumberBounds(lower: p.lowerBound, upper: p.upperBound)),
        expected:
          "\(text(NumberBounds(lower: again.lowerBound, upper: again.upperBound))), as it follows from the arm and what was seen"
      )
    }
    guard
      PriorConflict.verdicts(own.pValue, patients: plan.series.members).contains(own.verdict)
        || (own.pValue == nil && own.verdict.hasPrefix(PriorConflict.notDetermined))
    else {
      throw Problem(
        place: "\(place)/verdict", found: "`\(own.verdict.prefix(60))`",
        expected:
          own.pValue.map {
            "\(PriorConflict.verdicts($0, patients: plan.series.members).map { "`\($0)`" }.joined(separator: " or ")), since p is \(PValueText.text($0.lowerBound, $0.upperBound))"
          } ?? "`\(PriorConflict.notDetermined)…`, since there is no p")
    }
  }
}

extension TrialQuestion {
  /// Keys of the assumptions that every plan of its design has.
  var expectedAssumptions: [Assumption.ID] {
    let fields = Set(design.fields).subtracting([.chance])
    // How long patients come in follows from how many come in a month.
    let left: Set<QuestionField> = accrual == nil && perMonth != nil ? [.accrual] : []
    return QuestionField.allCases.filter { fields.subtracting(left).contains($0) }.map(\.rawValue)
      + ["regimen"] + (fields.contains(.dropout) ? [] : ["dropout"])
  }
}

extension Assumption {
  /// The values that it can have.
  var range: ClosedRange<Double> {
    switch unit {
    // Doses given over those of the plan may be more than all of them.
    case .share: 0...(id == "relative-intensity" ? 100 : 1)
    case .months: 0...12_000
    case .eventsPer100PatientMonths: 0...1e9
    case .patientsPerYear, .patientsPerMonth: 0...1e7
    case .patients, .events: 0...1e7
    case .ratio: 0...1e6
    case .none: 0...0
    }
  }
}
