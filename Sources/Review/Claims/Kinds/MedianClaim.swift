// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain
import Statistics

/// `median` of the series, with its range and unit.
struct MedianClaim: ClaimKind {
  let value: PrintedNumber
  let what: String
  let range: [PrintedNumber]
  let unit: String?

  static let slack = Threshold(
    "claimed median time against the courses", 2, "%",
    why: "a month is 30, 30.4 or 30.5 days, and days are counted from 0 or 1")

  var words: String {
    "median \(what): \(value.text)" + (unit.map { " \($0)" } ?? "")
      + (range.count == 2 ? " (\(range[0].text)–\(range[1].text))" : "")
  }
  var topics: [String] { AgeClaim.topics }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    if range.count == 2, value.value < range[0].value || value.value > range[1].value {
      return Judgement(
        .contradicted, Phrase("A median lies within its range.", "Ein Median liegt innerhalb seiner Spanne."),
        arithmetic: Phrase(
          "\(range[0].text) ≤ \(value.text) ≤ \(range[1].text) does not hold",
          "\(Phrase(printed: range[0].text)) ≤ \(Phrase(printed: value.text)) ≤ \(Phrase(printed: range[1].text)) gilt nicht"
        ), evidence: [Evidence(claim)],
        settledBy: Phrase("The values of the patients.", "Die Werte der Patienten."))
    }
    if let beyond = beyondFollowUp(claim, record) { return beyond }
    guard case .series = claim.subject else {
      return Judgement(
        .notJudged, Phrase("The median lies within its range.", "Der Median liegt innerhalb seiner Spanne."))
    }
    let plain = Words.plain(what)
    if plain.hasPrefix("age") { return judgeAges(record) }
    if isFollowUp { return judgeFollowUp(plain, record) }
    if let endPoint = Self.endPoint(plain) { return judge(endPoint, plain, record) }
    return Judgement(
      .notJudged, Phrase("The record has no such number to compare.", "Die Akte hat keine solche Zahl zum Vergleich."))
  }

  // MARK: follow-up

  private var isFollowUp: Bool { Words.plain(what).contains("follow up") }

  /// No time is seen to end later than the longest follow-up.
  private func beyondFollowUp(_ claim: Claim, _ record: ClaimRecord) -> Judgement? {
    guard !isFollowUp, Self.endPoint(Words.plain(what)) != nil, let months = months(range.last ?? value) else {
      return nil
    }
    for other in record.study.claims where other.subject == claim.subject {
      guard case .median(_, let kind, let range, let unit) = other.assertion, range.count == 2,
        Words.plain(kind).contains("follow up"),
        let most = MedianClaim(value: range[1], what: kind, range: [], unit: unit).months(range[1]),
        months > most * (1 + Self.slack.value / 100) + 0.5
      else { continue }
      let place =
        other.sources.first.map { Phrase(same: $0.section) } ?? Phrase("Another place", "Eine andere Stelle")
      return Judgement(
        .contradicted,
        Phrase(
          "\(place) says that nobody was followed for longer than \(range[1].text) \(unit.map { Phrase(same: $0) } ?? Phrase("months", "Monate")).",
          "\(place) sagt, niemand sei länger als \(Phrase(printed: range[1].text)) \(unit.map { Phrase(same: $0) } ?? Phrase("months", "Monate")) nachbeobachtet."
        ),
        arithmetic: Phrase(
          "\(Phrase.number(months)) mo > \(Phrase.number(most)) mo",
          "\(Phrase.number(months)) Mon. > \(Phrase.number(most)) Mon."),
        evidence: [Evidence(claim), Evidence(other)],
        settledBy: Phrase(
          "From where follow-up was counted, and the last contact of each patient.",
          "Ab wann die Nachbeobachtung gezählt ist, und der letzte Kontakt jedes Patienten."))
    }
    return nil
  }

  /// The median follow-up by the two ways in use: of all patients' times, events or not, and by reverse Kaplan-Meier (Schemper and Smith 1996).
  private func judgeFollowUp(_ plain: String, _ record: ClaimRecord) -> Judgement {
    guard let claimed = months(value) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "“\(unit ?? "")” is no unit of time that is known here.",
          "„\(unit ?? "")“ ist keine hier bekannte Zeiteinheit."))
    }
    let slack = value.halfUnit * claimed / max(value.value, 1e-9) + claimed * Self.slack.value / 100
    var told: [Phrase] = []
    var verdict = Verdict.contradicted
    for anchor in Self.anchors(plain) {
      var options = CohortOptions(anchor: anchor)
      options.responses = .judged
      let cohort = CohortOutcomes(record.outcomes, options: options)
      let times = cohort.members.compactMap { $0.times[.survival]?.value }.filter(\.isDetermined)
      let seen = times.compactMap { time -> ClosedRange<Double>? in
        guard let lower = time.length.lower, let upper = time.length.upper, lower <= upper else { return nil }
        return lower.days / TimeLength.daysPerMonth...upper.days / TimeLength.daysPerMonth
      }
      guard !seen.isEmpty, seen.count == cohort.members.count else { continue }
      var ways = [
        (Phrase("of all", "aller"), Self.median(seen.map(\.lowerBound))...Self.median(seen.map(\.upperBound)))
      ]
      if let reverse = cohort.followUp?.range, let least = reverse.lower, let most = reverse.upper {
        ways.append((Phrase("by reverse Kaplan-Meier", "nach umgekehrtem Kaplan-Meier"), least...max(least, most)))
      }
      for (name, found) in ways {
        let printed = Phrase(
          printed: Numbers.text(found.lowerBound)
            + (found.upperBound - found.lowerBound < 0.05 ? "" : "–\(Numbers.text(found.upperBound))"))
        let median = Phrase(
          "\(printed) mo \(name) from \(anchor.phrase)", "\(printed) Mon. (\(name)) ab \(anchor.phrase)")
        told.append(median)
        guard claimed + slack >= found.lowerBound, claimed - slack <= found.upperBound else { continue }
        if found.upperBound - found.lowerBound <= 2 * slack {
          return Judgement(
            .supported, Phrase("The courses give \(median).", "Die Verläufe ergeben \(median)."),
            settledBy: Phrase(
              "From where, and how, follow-up was counted.", "Ab wann und wie die Nachbeobachtung gezählt ist."))
        }
        verdict = .notDecidable
      }
    }
    guard !told.isEmpty else {
      return Judgement(
        .notDecidable,
        Phrase(
          "The courses give no follow-up of every patient.",
          "Die Verläufe ergeben keine Nachbeobachtung jedes Patienten."))
    }
    return Judgement(
      verdict,
      Phrase(
        "The courses give \(told.prefix(6).joined(separator: "; ")).",
        "Die Verläufe ergeben \(told.prefix(6).joined(separator: "; "))."),
      settledBy: Phrase(
        "From where, and how, follow-up was counted.", "Ab wann und wie die Nachbeobachtung gezählt ist."))
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private func months(_ number: PrintedNumber) -> Double? {
    Self.months[Words.plain(unit ?? "mo")].map { number.value * $0 }
  }

  private static let months: [String: Double] = {
    let (week, day) = (7 / TimeLength.daysPerMonth, 1 / TimeLength.daysPerMonth)
    return [
      "mo": 1, "month": 1, "months": 1, "m": 1, "y": 12, "yr": 12, "year": 12, "years": 12, "wk": week, "w": week,
      "week": week, "weeks": week, "d": day, "day": day, "days": day,
    ]
  }()

  // MARK: ages

  private func judgeAges(_ record: ClaimRecord) -> Judgement {
    let ages = record.study.patients.compactMap { $0.age.value.flatMap { $0.isAtLeast ? nil : Double($0.years) } }
      .sorted()
    guard ages.count == record.study.patients.count, let least = ages.first, let most = ages.last else {
      return Judgement(
        .notDecidable,
        Phrase(
          "The age of \(record.study.patients.count - ages.count) patients is not recorded to the year.",
          "Das Alter von \(record.study.patients.count - ages.count) Patienten ist nicht auf das Jahr dokumentiert."))
    }
    let median = (ages[(ages.count - 1) / 2] + ages[ages.count / 2]) / 2
    let recorded = Phrase(printed: "\(Numbers.text(median)) (\(Numbers.text(least))–\(Numbers.text(most)))")
    // Completed years: what is computed from dates of birth can be up to a year more.
    let fits = { (number: PrintedNumber, age: Double) in
      number.range.upperBound >= age && number.range.lowerBound <= age + 1
    }
    let isRight = fits(value, median) && (range.count < 2 || fits(range[0], least) && fits(range[1], most))
    return Judgement(
      isRight ? .supported : .contradicted,
      Phrase("The patients of the record give \(recorded) years.", "Die Patienten der Akte ergeben \(recorded) Jahre."),
      arithmetic: ages.map { Phrase.number($0) }.joined(separator: ", "),
      settledBy: Phrase("The dates of birth.", "Die Geburtsdaten."))
  }

  // MARK: times

  private static func endPoint(_ plain: String) -> EndPoint? {
    let words = Set(plain.split(separator: " ").map(String.init))
    if plain.contains("overall survival") || words.contains("os") { return .survival }
    if plain.contains("progression free") || words.contains("pfs") { return .progressionFree }
    if plain.contains("time to progression") || words.contains("ttp") { return .progression }
    if plain.contains("duration of response") || words.contains("dor") { return .responseDuration }
    return nil
  }

  /// From where the words count: what they name, else anything that a study may count from.
  private static func anchors(_ plain: String) -> [CohortOptions.Anchor] {
    if plain.contains("diagnosis") { return [.diagnosis] }
    if plain.contains("metasta") { return [.metastasis] }
    if plain.contains("maintenance") { return [.maintenance] }
    for (number, words) in [["first line", "1st line"], ["second line", "2nd line"], ["third line", "3rd line"]]
      .enumerated()
    where words.contains(where: plain.contains) {
      return [.line(number + 1), .advancedLine(number + 1)]
    }
    return [.diagnosis, .metastasis, .maintenance] + (1...4).map { .line($0) } + (1...4).map { .advancedLine($0) }
  }

  private func judge(_ endPoint: EndPoint, _ plain: String, _ record: ClaimRecord) -> Judgement {
    guard let claimed = months(value) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "“\(unit ?? "")” is no unit of time that is known here.",
          "„\(unit ?? "")“ ist keine hier bekannte Zeiteinheit."))
    }
    let half = (months(value) ?? 0) == 0 ? value.halfUnit : value.halfUnit * claimed / max(value.value, 1e-9)
    var told: [Phrase] = []
    var isOpen = false
    for anchor in Self.anchors(plain) {
      var options = CohortOptions(anchor: anchor)
      options.responses = .judged
      let cohort = CohortOutcomes(record.outcomes, options: options)
      guard let estimate = cohort.estimate(endPoint) else { continue }
      var found: NumberBounds?
      for convention in [KaplanMeier.QuantileConvention.midpoint, .first] {
        options.quantiles = convention
        guard let range = CohortOutcomes(record.outcomes, options: options).estimate(endPoint)?.quantile(0.5).range
        else { continue }
        found = found.map { .spanning([$0, range]) } ?? range
      }
      guard let found else {
        told.append(
          Phrase(
            "no median from \(anchor.phrase), which is not reached",
            "kein Median ab \(anchor.phrase), er ist nicht erreicht"))
        continue
      }
      let slack = half + claimed * Self.slack.value / 100
      let printed = found.phrase()
      told.append(
        Phrase(
          "\(printed) mo from \(anchor.phrase) (\(estimate.times.count) \(estimate.times.count == 1 ? "patient" : "patients"))",
          "\(printed) Mon. ab \(anchor.phrase) (\(estimate.times.count) \(estimate.times.count == 1 ? "Patient" : "Patienten"))"
        )
      )
      let (lower, upper) = (found.lower ?? 0, found.upper ?? .infinity)
      guard claimed + slack >= lower, claimed - slack <= upper else { continue }
      if upper - lower <= 2 * slack {
        return Judgement(
          .supported,
          Phrase(
            "The courses give \(printed) mo from \(anchor.phrase).",
            "Die Verläufe ergeben \(printed) Mon. ab \(anchor.phrase)."),
          settledBy: Phrase("The dates of the patients.", "Die Daten der Patienten."))
      }
      isOpen = true
    }
    guard !told.isEmpty else {
      return Judgement(
        .notDecidable, Phrase("The courses give no such time.", "Die Verläufe ergeben keine solche Zeit."))
    }
    var unique: [Phrase] = []
    for one in told where !unique.contains(one) { unique.append(one) }
    return Judgement(
      isOpen ? .notDecidable : .contradicted,
      Phrase(
        "The courses give \(unique.joined(separator: "; ")).", "Die Verläufe ergeben \(unique.joined(separator: "; "))."
      ),
      settledBy: Phrase(
        "From where the time was counted, and the dates of the patients.",
        "Ab wann die Zeit gezählt ist, und die Daten der Patienten."))
  }
}
