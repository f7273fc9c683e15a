// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Exchange
import Plain
import Dosing
import Report

/// `verlauf adapt DRUG|REGIMEN --value "neutrophils 0.9 10^9/L" …`
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt", abstract: "Show what named rule sets say of counts and toxicity, side by side.",
    discussion: """
      EXAMPLES
        verlauf adapt gemcitabine --day 8 --value "neutrophils 1.0 10^9/L" --value "platelets 120 10^9/L"
        verlauf adapt gem-doc-900-75-q21 --day 8 --value "ANC 0.9 G/L" --value "PLT <100 G/L"      every drug of a regimen
        verlauf adapt gemcitabine --rules gemcitabine-us-pancreas,gemcitabine-eu-mono --value "ANC 900 /µL" --value "PLT 80 G/L" --dose "1000 mg/m2"
        verlauf adapt gemcitabine --rules gemcitabine-us-ovary --day 1 --value "ANC 2 G/L" --value "PLT 150 G/L" \\
          --series "neutrophils 10^9/L 8:0.4 11:0.3 15:0.4 22:2" --event "severe-myelosuppression 1"
        verlauf adapt trabectedin --day 1 --value "ANC 2 G/L" --value "PLT 150 G/L" --value "ALT 300 U/L" --limits "ALT 5-40 U/L"

      What is not given is unknown, never normal: rules that could make the answer stricter are told. --others-absent says that nothing else
      happened. A bound (<100, ≥1.5) is a value between bounds. --explain shows every rule and the sources, --ctcae the grades of a version.
      No advice: rule sets are replaceable data files; the treating team decides. No conformity assessment was made; it must not decide a treatment.
      """)

  @Argument(help: "The drug, or the id of a regimen.") var what: String
  @Option(help: "Rule sets by id, separated by commas. Without it: all of the drug, or those of the regimen.")
  var rules: String?
  @Option(
    help: "Value of today, a number and its unit: \"neutrophils 0.9 10^9/L\", \"PLT <100 G/L\". Repeat for several.")
  var value: [String] = []
  @Option(help: "Lowest value since the last dose.") var nadir: [String] = []
  @Option(help: "Highest value since the last dose.") var peak: [String] = []
  @Option(help: "All values since the last dose: \"neutrophils 10^9/L 8:0.4 12:<0.3\" (day, 0 to 1,000:value).")
  var series: [String] = []
  @Option(help: "Limits of normal, the lower first: \"ALT 5-40 U/L\", \"ALT <45 U/L\".") var limits: [String] = []
  @Option(help: "CTCAE grade: \"diarrhoea 3\".") var grade: [String] = []
  @OptionGroup var facts: FactArguments
  @Flag(help: "Every yes/no fact, grade and delay not given is absent (0).") var othersAbsent = false
  @Option(NumberRange(1...366), help: "Day of the cycle.") var day: Int?
  @Option(NumberRange(0...366, "days"), help: "By which the cycle is late.") var delay: Double?
  @Option(help: "Planned dose of a drug: \"1000 mg/m2\", \"100 mg twice daily\".") var dose: String?
  @OptionGroup var question: DoseQuestion
  @Option(NumberRange(0...20), help: "Dose level reached so far, 0 for the full dose.") var level = 0
  @Option(help: "Earlier events: \"severe-myelosuppression 1\".") var event: [String] = []
  @Option(NumberRange(0...120, "years"), help: "Age, where a rule asks for it.") var age: Double?
  @OptionGroup var size: SizeArguments
  @Option(help: "Version of CTCAE by which the values are graded: 5.0 or 6.0. Without it none is.") var ctcae: String?
  @Flag(help: "Show every rule, what it looked at, and where each set is from.") var explain = false
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  /// A drug to be judged: its rule sets and its planned dose.
  private struct Judged {
    var drug: String
    var planned: Posology?
    var sets: [RuleSet]
    /// Why no set is asked.
    var note: String?
  }

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    let size = self.size.size(&problems)
    var order = DoseOrder(Dose(amount: 1, unit: .milligrams))
    self.size.apply(to: &order, &problems)
    var observations = observations(&problems)
    observations.ageYears = age
    observations.bodySurfaceSquareMetres = size.flatMap { try? $0.surface(order.formula).squareMetres }
    var notes = [self.size.words(order)].compactMap { size == nil ? nil : $0 }
    let judged = judged(library, observations, &notes, &problems)
    let version = ctcae.flatMap { text -> CTCAE? in
      let version = CTCAE(rawValue: text.contains(".") ? text : text + ".0")
      if version == nil { problems.note("--ctcae \(text): expected 5.0 or 6.0") }
      return version
    }
    let sets = judged.flatMap(\.sets)
    let events = events(sets, &problems)
    if level > 0 {
      let without = sets.filter(\.levels.isEmpty)
      if rules != nil || without.count == sets.count {
        for set in without { problems.note("--level \(level): \(set.id) has no dose levels") }
      }
    }
    for own in judged {
      guard let planned = own.planned, planned.timesADay == nil else { continue }
      for set in own.sets where set.levelsDifferInFrequency(own.drug) && level == 0 {
        let doses = set.levels.compactMap { $0[own.drug]?.printed }.joined(separator: ", ")
        problems.note("--dose \(dose ?? ""): \(set.id) has \(doses); say how often a day it is given")
      }
    }
    try problems.stop()
    let decisions = judged.flatMap { own in
      own.sets.map { set in
        let level = set.levels.isEmpty ? 0 : self.level
        let memory = set.memory(level: level, events: events, drug: own.drug, planned: own.planned)
        return JudgedDrug(
          set: set, planned: own.planned,
          decision: set.decide(own.drug, planned: own.planned, observations, memory: memory))
      }
    }
    let silent = judged.compactMap { own in own.note.map { (own.drug, $0) } }
    let isBrief = format.chosen == .table && !explain
    var tables = DosingTables.decisions(
      decisions, silent: silent, observations, notes: notes, explained: !isBrief)
    if isBrief { tables[0] = DosingTables.decisionLines(decisions, silent: silent, full: tables[0]) }
    let grades = version.map { [DosingTables.grades(observations, $0)] } ?? []
    format.show((Array(tables.prefix(1)) + grades + tables.dropFirst()).filter { !$0.rows.isEmpty })
  }

  /// The drugs to be judged: one with its dose, or all of a regimen.
  private func judged(
    _ library: RegimenLibrary, _ observations: Observations, _ notes: inout [String],
    _ problems: inout ArgumentProblems
  ) -> [Judged] {
    guard let regimen = library.regimens[what] else {
      guard let drug = drugOrNearest(library, &problems) else { return [] }
      var planned: Posology?
      if let dose {
        do {
          let posology = try Posology(parsing: Quantity.withPoint(dose))
          if question.accepts(posology.dose, drug, library, &problems) { planned = posology }
        } catch {
          problems.note("--dose \(dose): expected a dose alone, \"1000 mg/m2\" (\(error.advice))")
        }
      }
      return [Judged(drug: drug, planned: planned, sets: sets(drug, library, &problems))]
    }
    if let dose { problems.note("--dose \(dose): \(regimen.id) has the doses") }
    let fitted: Regimen.Fitted
    do {
      fitted = try regimen.fitted(to: observations)
    } catch {
      problems.note("\(regimen.id): \(error)")
      return []
    }
    func doses(_ variant: Regimen.Variant) -> String {
      variant.doses.sorted { $0.key < $1.key }.map { "\($0) \($1.printed)" }.joined(separator: ", ")
    }
    notes += fitted.taken.map { "For \($0.condition) the regimen has \(doses($0)); that is taken." }
    notes += fitted.open.map { "Another dose if \($0.condition): \(doses($0)). Not known here." }
    let chosen = rules.map { self.chosen($0, library, &problems) }
    if let chosen {
      for set in chosen where !set.drugs.contains(where: regimen.drugs.contains) {
        problems.note(
          "\(set.id) is about \(set.drugs.joined(separator: ", ")), not \(regimen.drugs.joined(separator: ", "))")
      }
    }
    return regimen.drugs.map { drug in
      let own = fitted.regimen.components.filter { $0.drug == drug }
      let days = own.flatMap(\.days).sorted()
      if let day, !days.contains(day) {
        return Judged(drug: drug, planned: nil, sets: [], note: "not due on day \(day) (\(CyclePattern.text(days)))")
      }
      let part = day.flatMap { day in own.first { $0.days.contains(day) } } ?? own.first
      let named = regimen.rules.compactMap { library.rules[$0] }.filter { $0.drugs.contains(drug) }
      let sets = chosen?.filter { $0.drugs.contains(drug) } ?? (named.isEmpty ? library.rules(for: drug) : named)
      let isOne = Set(own.map(\.dose)).count == 1 || day != nil
      return Judged(
        drug: drug, planned: isOne ? part?.posology : nil, sets: sets,
        note: sets.isEmpty
          ? "no rule set speaks of it" : isOne ? nil : "the regimen has several doses of it: give --day")
    }
  }

  private func drugOrNearest(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> String? {
    if library.generic(what) == nil, what.contains("-"),
      let nearest = Spelling.nearest(to: what, among: library.regimens.keys.sorted())
    {
      problems.note("there is no drug and no regimen `\(what)`; did you mean `\(nearest)`?")
      return nil
    }
    return problems.drug(what, in: library)
  }

  private func chosen(
    _ rules: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> [RuleSet] {
    rules.split(separator: ",", omittingEmptySubsequences: false).compactMap {
      problems.find($0.trimmed, in: library.rules, "rule set", "--rules")
    }
  }

  private func sets(_ drug: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [RuleSet] {
    if let rules {
      let sets = chosen(rules, library, &problems)
      for set in sets where !set.drugs.contains(drug) {
        problems.note("\(set.id) is about \(set.drugs.joined(separator: ", ")), not \(drug)")
      }
      return sets
    }
    let sets = library.rules(for: drug)
    if sets.isEmpty {
      let known = Set(library.rules.values.flatMap(\.drugs))
      problems.note("no rule set speaks of `\(drug)`; there are rules on \(known.sorted().joined(separator: ", "))")
    }
    return sets
  }

  /// How often each event has happened. Which sets know it, each set says for itself.
  private func events(_ sets: [RuleSet], _ problems: inout ArgumentProblems) -> [RuleSet.Event.ID: Int] {
    var events: [RuleSet.Event.ID: Int] = [:]
    let known = sets.flatMap(\.events)
    for text in event {
      let words = text.split(separator: " ").map(String.init)
      guard words.count == 2, let count = try? NumberRange(1...100).whole(words[1]),
        let event = known.first(where: { $0.id == words[0] })
      else {
        let names = Set(known.map(\.id)).sorted().joined(separator: ", ")
        problems.note(
          "--event \"\(text)\": expected an event and how often, 1 to 100; events here: \(names.isEmpty ? "none" : names)"
        )
        continue
      }
      if events[event.id] != nil { problems.note("--event \(event.id): given twice") }
      events[event.id] = count
    }
    return events
  }

  private func observations(_ problems: inout ArgumentProblems) -> Observations {
    var observations = Observations()
    observations.day = day
    observations.cycleDelayDays = delay ?? (othersAbsent ? 0 : nil)
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
    for text in limits { read(limits: text, into: &observations, &problems) }
    for word in Condition.factWords where othersAbsent { observations.facts[word] = false }
    for term in Comparison.gradeTerms where othersAbsent { observations.grades[term] = 0 }
    facts.read(into: &observations, &problems)
    for text in grade {
      let words = text.split(separator: " ").map(String.init)
      let terms = Dictionary(uniqueKeysWithValues: Comparison.gradeTerms.map { ($0, $0) })
      guard let last = words.last, let number = try? NumberRange(0...5).whole(last) else {
        problems.note("--grade \"\(text)\": expected a term and 0 to 5, \"diarrhoea 3\"")
        continue
      }
      if let term = problems.find(words.dropLast().joined(separator: " "), in: terms, "graded term", "--grade") {
        observations.grades[term] = number
      }
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
