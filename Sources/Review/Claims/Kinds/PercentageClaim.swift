// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// `percentage`: as printed, of a denominator if it is stated.
struct PercentageClaim: ClaimKind {
  let printed: String
  let denominator: Int?
  let what: String

  var namesReadings: Bool { true }
  var words: String { "\(what): \(printed) %" + (denominator.map { " of \($0)" } ?? "") }
  var isAboutOthers: Bool { true }

  /// Whether a count of the denominator gives the percentage as printed, rounded half up or half to even.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    // Bounded, since it is counted in whole numbers below; no share is above 1,000 %.
    guard let value = Double(printed), (0...1000).contains(value), (denominator ?? 1) <= 1_000_000_000 else {
      return Judgement(.notDecidable, Phrase("“\(printed)” is no number.", "„\(printed)“ ist keine Zahl."))
    }
    let decimals = printed.split(separator: ".").dropFirst().first?.count ?? 0
    guard let denominator, denominator > 0 else {
      // Of whom another study counted is not this record's to say: a small denominator gives nearly every round percentage.
      if case .literature = claim.subject {
        return Judgement(
          .notJudged,
          Phrase(
            "About another study, and of how many is not stated.",
            "Über eine andere Studie, und von wie vielen, ist nicht angegeben."))
      }
      let smallest = (1...1000).first { Self.count(value, decimals, of: $0) != nil }
      let words = smallest.map { n in
        Phrase(
          "the smallest denominator that gives it is \(n) (\(Self.count(value, decimals, of: n) ?? 0) of \(n))",
          "der kleinste Nenner, der es ergibt, ist \(n) (\(Self.count(value, decimals, of: n) ?? 0) von \(n))")
      }
      return Judgement(
        .notDecidable,
        Phrase("The denominator is not stated", "Der Nenner ist nicht angegeben")
          + (words.map { Phrase(same: "; ") + $0 } ?? .none) + Phrase(same: "."),
        settledBy: Phrase("The number of patients.", "Die Zahl der Patienten."))
    }
    if let count = Self.count(value, decimals, of: denominator) {
      if case .series = claim.subject { return judge(count, of: denominator, decimals, record) }
      return Judgement(
        .supported, Phrase("\(count) of \(denominator).", "\(count) von \(denominator)."),
        arithmetic: Self.share(count, denominator, decimals))
    }
    let below = Int((value * Double(denominator) / 100).rounded(.down))
    let near = [below, below + 1].filter { (0...denominator).contains($0) }
    return Judgement(
      .contradicted,
      Phrase(
        "No count of \(denominator) gives \(printed) %.",
        "Keine Zahl von \(denominator) ergibt \(Phrase(printed: printed)) %."),
      arithmetic: near.map { Self.share($0, denominator, decimals) }.joined(separator: "; "),
      evidence: [Evidence(claim)],
      settledBy: Phrase(
        "The counts, and whether all \(denominator) could be evaluated.",
        "Die Zahlen, und ob alle \(denominator) auswertbar waren."))
  }

  /// That the arithmetic holds says nothing of the patients: a share of the series is held against the responses that are recorded.
  private func judge(_ count: Int, of denominator: Int, _ decimals: Int, _ record: ClaimRecord) -> Judgement {
    let arithmetic = Self.share(count, denominator, decimals)
    if let category = RecordedCategory(what), record.outcomes.patients.count == denominator {
      let tally = category.tally(record.outcomes.patients)
      return Judgement(
        tally.verdict(of: count),
        Phrase(
          "\(printed) % of \(denominator) is \(count) of \(denominator); the record has \(tally.words).",
          "\(Phrase(printed: printed)) % von \(denominator) sind \(count) von \(denominator); die Akte hat \(tally.words)."
        ),
        arithmetic: arithmetic, settledBy: Phrase("The chart of each patient.", "Die Akte jedes Patienten."))
    }
    guard let counted = Self.responses(in: what) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "\(count) of \(denominator) gives it; what the record counts as “\(what)” is not known.",
          "\(count) von \(denominator) ergeben es; was die Akte als „\(what)“ zählt, ist nicht bekannt."),
        arithmetic: arithmetic,
        settledBy: Phrase("Who is counted.", "Wer gezählt ist."))
    }
    // What a table of the paper states can contradict a sentence of it; it bears none.
    var statedOnly = false
    func tally(_ name: Phrase, _ therapies: (PatientOutcomes) -> [TherapyOutcome])
      -> (name: Phrase, yes: Int, open: Int, all: Int)
    {
      let patients = record.outcomes.patients.filter { !therapies($0).isEmpty }
      let found = patients.map { outcome -> Bool? in
        let own = therapies(outcome).compactMap(\.judged?.bestResponse?.value).map { $0.isOne(of: counted) }
        return own.contains(true) ? true : own.contains(nil) ? nil : false
      }
      statedOnly =
        statedOnly
        || patients.contains { therapies($0).contains { $0.judged?.bestResponse.map { !$0.value.isShown } ?? false } }
      return (name, found.count { $0 == true }, found.count { $0 == nil }, patients.count)
    }
    let drugs = Set(
      what.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map { Words.drug(String($0), record.outcomes.library) })
    let isNamed = record.outcomes.patients.contains { $0.therapies.contains { isGiven($0, drugs, record) } }
    let onMaintenance = tally(Phrase("on maintenance", "unter Erhaltung")) { $0.maintenance }
    let onAny = tally(Phrase("on any therapy", "unter irgendeiner Therapie")) { $0.therapies.filter { $0.line != nil } }
    // What the words name counts; else both ways of counting are readings of them.
    let readings =
      (isNamed
      ? [
        tally(Phrase("on these drugs", "unter diesen Wirkstoffen")) {
          $0.therapies.filter { isGiven($0, drugs, record) }
        }
      ]
      : Words.plain(what).contains("maintenance") ? [onMaintenance] : [onMaintenance, onAny]).filter { $0.all > 0 }
    let words = readings.map {
      let count = "\($0.yes)\($0.open > 0 ? "–\($0.yes + $0.open)" : "")"
      return Phrase("\(count) of \($0.all) \($0.name)", "\(count) von \($0.all) \($0.name)")
    }.joined(separator: ", ")
    let right = readings.filter { ($0.yes...$0.yes + $0.open).contains(count) && $0.all == denominator }
    let verdict: Verdict =
      right.isEmpty
      ? .contradicted
      : statedOnly || right.contains { $0.open > 0 }
        ? .notDecidable : right.count == readings.count ? .supported : .dependsOnReading
    return Judgement(
      verdict,
      Phrase(
        "\(printed) % of \(denominator) is \(count) of \(denominator); the record has \(counted.map(\.rawValue).joined(separator: Phrase.or)) in \(words)\(statedOnly ? ", some of them as only the source states" : "").",
        "\(Phrase(printed: printed)) % von \(denominator) sind \(count) von \(denominator); die Akte hat \(counted.map(\.rawValue).joined(separator: Phrase.or)) bei \(words)\(statedOnly ? ", einige davon nur, wie die Quelle sie angibt" : "")."
      ),
      arithmetic: arithmetic,
      settledBy: Phrase("The best response of each patient.", "Das beste Ansprechen jedes Patienten."))
  }

  /// Whether a therapy is of drugs that words name.
  private func isGiven(_ therapy: TherapyOutcome, _ named: Set<String>, _ record: ClaimRecord) -> Bool {
    let drugs = therapy.therapy.drugs.map { Words.drug($0, record.outcomes.library) }
    return therapy.line != nil && !drugs.isEmpty && named.isSuperset(of: drugs)
  }

  /// The responses that words name: `partial response`, `PR`, `objective response rate`; nil where they name none.
  private static func responses(in words: String) -> [Response]? {
    let plain = Words.plain(words)
    let tokens = Set(plain.split(separator: " ").map(String.init))
    if plain.contains("disease control") || plain.contains("clinical benefit") {
      return [.complete, .partial, .stable]
    }
    var named: [Response] = []
    for (response, stem) in [
      (Response.complete, "complete re"), (.partial, "partial re"), (.stable, "stable disease"),
      (.progressive, "progressive disease"),
    ] where plain.contains(stem) || tokens.contains(response.rawValue.lowercased()) {
      named.append(response)
    }
    if named.isEmpty, tokens.contains("orr") || plain.contains("response") || plain.contains("responder") {
      return [.complete, .partial]
    }
    return named.isEmpty ? nil : named
  }

  private static func share(_ count: Int, _ denominator: Int, _ decimals: Int) -> Phrase {
    let share = Double(count) * 100 / Double(denominator)
    return Phrase(same: "\(count)/\(denominator) = ") + Phrase.number(share, decimals: decimals + 2)
      + Phrase(same: " %")
  }

  /// The count whose share rounds to the printed value, in whole numbers so that no floating point decides.
  static func count(_ value: Double, _ decimals: Int, of denominator: Int) -> Int? {
    var scale = 1
    for _ in 0..<min(decimals, 6) { scale *= 10 }
    let target = Int((value * Double(scale)).rounded())
    // round(100·scale·k / n) == target  ⇔  (2·target − 1)·n ≤ 200·scale·k ≤ (2·target + 1)·n, ends included for either way of rounding halves.
    let low = (2 * target - 1) * denominator
    let high = (2 * target + 1) * denominator
    let step = 200 * scale
    let first = low <= 0 ? 0 : (low + step - 1) / step
    return first <= denominator && first * step <= high ? first : nil
  }
}
