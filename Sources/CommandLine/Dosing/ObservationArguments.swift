// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing
import Plain

/// What is known of a patient on the day of treatment, as a person tells it: counts, limits of normal, grades and facts.
struct ObservationArguments: ParsableArguments {
  @Option(
    help: "Value of today, a number and its unit: \"neutrophils 0.9 10^9/L\", \"PLT <100 G/L\". Repeat for several.")
  var value: [String] = []
  @Option(help: "Lowest value since the last dose.") var nadir: [String] = []
  @Option(help: "Highest value since the last dose.") var peak: [String] = []
  @Option(help: "All values since the last dose: \"neutrophils 10^9/L 8:0.4 12:<0.3\" (day, 0 to 1000:value).")
  var series: [String] = []
  @Option(help: "Limits of normal, the lower first: \"ALT 5-40 U/L\", \"ALT <45 U/L\".") var limits: [String] = []
  @Option(help: "CTCAE grade: \"diarrhoea 3\".") var grade: [String] = []
  @OptionGroup var facts: FactArguments
  @Flag(help: "Every yes/no fact, grade and delay not given is absent (0).") var othersAbsent = false
  @Option(NumberRange(0...366, "days"), help: "By which the cycle is late.") var delay: Double?
  @Option(NumberRange(0...20, "doses"), help: "Doses left out one after another for low counts, until now.")
  var held: Int?
  @Option(NumberRange(0...120, "years"), help: "Age, where a rule asks for it.") var age: Double?

  /// What is told, put over what a record has; the names of the record's values that it replaces.
  func put(_ told: Observations, over recorded: inout Observations) -> [String] {
    var replaced: [String] = []
    for (analyte, values) in told.values {
      guard var own = recorded.values[analyte] else {
        recorded.values[analyte] = values
        continue
      }
      if values.series.isEmpty {
        if values.today != nil || values.nadir != nil || values.peak != nil {
          if own.today != nil { replaced.append(analyte.rawValue) }
          // A value of today is one since the last dose too; what the record has before it stays.
          own.today = values.today ?? own.today
          own.nadir = values.nadir ?? own.nadir
          own.peak = values.peak ?? own.peak
        }
      } else {
        replaced.append(analyte.rawValue)
        own = values
      }
      own.lowerLimit = values.lowerLimit ?? own.lowerLimit
      own.upperLimit = values.upperLimit ?? own.upperLimit
      recorded.values[analyte] = own
    }
    recorded.facts.merge(told.facts) { $1 }
    recorded.grades.merge(told.grades) { $1 }
    recorded.leastGrades.subtract(told.grades.keys)
    recorded.ungraded.subtract(told.grades.keys)
    recorded.settle(by: told)
    recorded.cycleDelayDays = told.cycleDelayDays ?? recorded.cycleDelayDays
    recorded.dosesHeldInARow = told.dosesHeldInARow ?? recorded.dosesHeldInARow
    recorded.ageYears = told.ageYears ?? recorded.ageYears
    return replaced
  }

  /// The limits of normal that are told, put to what was known before earlier doses: they are of the laboratory, and not of the day.
  func putLimits(_ told: Observations, over recorded: inout Observations) {
    for (analyte, values) in told.values {
      guard var own = recorded.values[analyte] else { continue }
      own.lowerLimit = values.lowerLimit ?? own.lowerLimit
      own.upperLimit = values.upperLimit ?? own.upperLimit
      recorded.values[analyte] = own
    }
  }

  /// What is not known is absent, where a person says so.
  func fillAbsent(_ observations: inout Observations) {
    guard othersAbsent else { return }
    // Why a cycle is late is asked of the delay itself: that nothing else happened is no answer.
    let isLate = (observations.cycleDelayDays ?? 0) > 0
    // A bilirubin above 1.5 limits is a moderate impairment of the liver by the National Cancer Institute, one above 3 a severe one: they are not absent.
    var bilirubin: ValueSpan?
    if let values = observations.values[.bilirubin], let limit = values.upperLimit, limit > 0 {
      bilirubin = values.today?.over(limit)
    }
    for (word, least) in [("moderate hepatic impairment", 1.5), ("severe hepatic impairment", 3)] {
      guard let bilirubin, Comparison.Relation.more.truth(bilirubin, least) != .no, observations.facts[word] == nil
      else {
        continue
      }
      observations.openFacts.insert(word)
    }
    for word in Condition.factWords
    where observations.facts[word] == nil && !observations.openFacts.contains(word)
      && !(isLate && word == Condition.delayForToxicity)
    {
      observations.facts[word] = false
    }
    for term in Comparison.gradeTerms where observations.grades[term] == nil { observations.grades[term] = 0 }
    observations.cycleDelayDays = observations.cycleDelayDays ?? 0
    observations.dosesHeldInARow = observations.dosesHeldInARow ?? ValueSpan(0)
  }

  /// What is told.
  func observations(_ problems: inout ArgumentProblems) -> Observations {
    var observations = Observations()
    observations.cycleDelayDays = delay
    observations.dosesHeldInARow = held.map { ValueSpan(Double($0)) }
    observations.ageYears = age
    var given = Set<String>()
    for text in series { read(series: text, into: &observations, &problems) }
    for (texts, option) in [(value, "--value"), (nadir, "--nadir"), (peak, "--peak")] {
      for text in texts {
        guard let (analyte, number) = problems.measured(text, option) else { continue }
        var values = observations.values[analyte] ?? .init()
        let isFirst =
          switch option {
          case "--nadir": given.insert("nadir \(analyte.rawValue)").inserted
          case "--peak": given.insert("peak \(analyte.rawValue)").inserted
          default: given.insert(analyte.rawValue).inserted
          }
        guard isFirst else {
          problems.note(
            "\(option) \"\(text)\": a second value of \(analyte.rawValue); expected one, or --series with the day of each"
          )
          continue
        }
        switch option {
        case "--nadir": values.nadir = number
        case "--peak": values.peak = number
        default: values.today = number
        }
        observations.values[analyte] = values
      }
    }
    for (analyte, values) in observations.values.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where values.series.isEmpty {
      guard let today = values.today else { continue }
      let unit = analyte.printedUnit
      if let nadir = values.nadir, nadir.lower > today.upper {
        problems.note(
          "--nadir: \(analyte.rawValue) \(nadir.text) \(unit) is above that of the day, \(today.text) \(unit); the lowest since the last dose is at most that"
        )
      }
      if let peak = values.peak, peak.upper < today.lower {
        problems.note(
          "--peak: \(analyte.rawValue) \(peak.text) \(unit) is below that of the day, \(today.text) \(unit); the highest since the last dose is at least that"
        )
      }
    }
    for text in limits { read(limits: text, into: &observations, &problems) }
    facts.read(into: &observations, &problems)
    for text in grade {
      let words = text.split(separator: " ").map(String.init)
      guard let last = words.last, let number = try? NumberRange(0...5).whole(last) else {
        problems.note("--grade \"\(text)\": expected a term and 0 to 5, \"diarrhoea 3\"")
        continue
      }
      // `neuropathy grade 3` says it in full.
      let name = words.dropLast().filter { !["grade", "grad", "g", "ctcae"].contains($0.lowercased()) }
        .joined(separator: " ")
      if ToxicityTerms.graded(name) == nil, let fact = ToxicityTerms.facts(name).first {
        problems.note(
          "--grade \"\(text)\": rules ask whether it happened, not for its grade; expected --yes \"\(fact)\"")
        continue
      }
      guard let term = ToxicityTerms.graded(name) else {
        let nearest = Spelling.nearest(to: name, among: Comparison.gradeTerms)
        problems.note(
          "--grade \"\(text)\": there is no graded term `\(name)`"
            + (nearest.map { "; did you mean `\($0)`?" }
              ?? "; there are \(Comparison.gradeTerms.joined(separator: ", "))"))
        continue
      }
      if let known = observations.grades[term], known != number {
        problems.note("--grade \"\(text)\": a second grade of \(term); expected one")
      }
      observations.grades[term] = number
    }
    return observations
  }

  /// `neutrophils 10^9/L 8:0.4 12:0.3`
  private func read(series text: String, into observations: inout Observations, _ problems: inout ArgumentProblems) {
    let words = text.split(separator: " ").map(String.init)
    let option = "--series \"\(text)\""
    guard words.count >= 3 else {
      problems.note("\(option): expected \"neutrophils 10^9/L 8:0.4 12:0.3\" (day:value)")
      return
    }
    guard let analyte = problems.analyte(words[0], option) else { return }
    var points: [Observations.DayValue] = []
    for word in words.dropFirst(2) {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        problems.note("\(option): `\(word)` is no DAY:VALUE")
        continue
      }
      guard let day = problems.number(parts[0], NumberRange(0...1000, "for the day"), option),
        let value = problems.laboratory(analyte, "\(parts[1]) \(words[1])", option)
      else { continue }
      if points.contains(where: { $0.day == day && $0.value != value }) {
        problems.note("\(option): two values for day \(parts[0])")
      }
      points.append(.init(day: day, value: value))
    }
    if !points.isEmpty { observations.values[analyte] = .init(series: points) }
  }

  /// `ALT 5-40 U/L`
  private func read(limits text: String, into observations: inout Observations, _ problems: inout ArgumentProblems) {
    guard let limits = problems.limits(text, "--limits") else { return }
    observations.values[limits.analyte, default: .init()].lowerLimit = limits.lower
    observations.values[limits.analyte, default: .init()].upperLimit = limits.upper
  }
}
