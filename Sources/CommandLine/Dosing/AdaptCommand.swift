// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Exchange
import Plain
import Dosing
import Report

/// `verlauf adapt DRUG --value "neutrophils 0.9 10^9/L" …`
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt", abstract: "Show what named rule sets say of counts and toxicity, side by side.",
    discussion: """
      EXAMPLES
        verlauf adapt gemcitabine --day 8 --value "neutrophils 1.0 10^9/L" --value "platelets 120 10^9/L"
        verlauf adapt gemcitabine --rules gemcitabine-us-pancreas,gemcitabine-eu-mono --value "ANC 900 /µL" --value "PLT 80 G/L" --dose "1000 mg/m2"
        verlauf adapt gemcitabine --rules gemcitabine-us-ovary --day 1 --value "ANC 2 G/L" --value "PLT 150 G/L" \\
          --series "neutrophils 10^9/L 8:0.4 11:0.3 15:0.4 22:2" --event "severe-myelosuppression 1"
        verlauf adapt trabectedin --day 1 --value "ANC 2 G/L" --value "PLT 150 G/L" --value "ALT 300 U/L" --limits "ALT 5-40 U/L"

      What is not given is unknown, never normal: rules that could make the answer stricter are told. --others-absent says that nothing else
      happened. No advice: rule sets are replaceable data files; the treating team decides. No conformity assessment was made; it must not decide a treatment.
      """)

  @Argument(help: "The drug.") var drug: String
  @Option(help: "Rule sets by id, separated by commas. Without it: all of the drug.") var rules: String?
  @Option(help: "Value of today, a number and its unit: \"neutrophils 0.9 10^9/L\". Repeat for several.") var value:
    [String] = []
  @Option(help: "Lowest value since the last dose.") var nadir: [String] = []
  @Option(help: "Highest value since the last dose.") var peak: [String] = []
  @Option(help: "All values since the last dose: \"neutrophils 10^9/L 8:0.4 12:0.3\" (day, 0 to 1,000:value).")
  var series: [String] = []
  @Option(help: "Limits of normal, the lower first: \"ALT 5-40 U/L\".") var limits: [String] = []
  @Option(help: "CTCAE grade: \"diarrhoea 3\".") var grade: [String] = []
  @Option(help: "Something that is so: \"febrile neutropenia\".") var yes: [String] = []
  @Option(help: "Something that is not.") var no: [String] = []
  @Flag(help: "Every yes/no fact, grade and delay not given is absent (0).") var othersAbsent = false
  @Option(NumberRange(1...366), help: "Day of the cycle.") var day: Int?
  @Option(NumberRange(0...366, "days"), help: "By which the cycle is late.") var delay: Double?
  @Option(help: "Planned dose: \"1000 mg/m2\".") var dose: String?
  @Option(NumberRange(0...20), help: "Dose level reached so far, 0 for the full dose.") var level = 0
  @Option(help: "Earlier events: \"severe-myelosuppression 1\".") var event: [String] = []
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    let drug = problems.drug(drug, in: library)
    let sets = drug.map { self.sets($0, library, &problems) } ?? []
    let observations = observations(&problems)
    var planned: Dose?
    if let dose {
      do {
        planned = try Dose(parsing: dose)
      } catch {
        problems.note("--dose \(dose): expected a dose alone, \"1000 mg/m2\" (\(error.advice))")
      }
    }
    let events = events(sets, &problems)
    if level > 0 {
      for set in sets where set.levels.isEmpty { problems.note("--level \(level): \(set.id) has no dose levels") }
    }
    try problems.stop()
    guard let drug else { return }
    let decisions = sets.map { set in
      let memory = set.memory(level: level, events: events, drug: drug, planned: planned)
      return (set: set, decision: set.decide(drug, planned: planned, observations, memory: memory))
    }
    let tables = DosingTables.decisions(decisions, observations, planned: planned)
    format.show([tables[0], DosingTables.grades(observations), tables[1]].filter { !$0.rows.isEmpty })
  }

  private func sets(_ drug: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [RuleSet] {
    if let rules {
      let sets = rules.split(separator: ",", omittingEmptySubsequences: false).compactMap {
        problems.find($0.trimmed, in: library.rules, "rule set", "--rules")
      }
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
        guard let (analyte, number) = measured(text, option, &problems) else { continue }
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
    for (words, truth) in [(yes, true), (no, false)] {
      for word in words {
        let known = Dictionary(uniqueKeysWithValues: Condition.factWords.map { ($0.lowercased(), $0) })
        if let word = problems.find(word.lowercased(), in: known, "yes/no word", truth ? "--yes" : "--no") {
          // Two answers to one question leave none.
          if observations.facts[word] == true, !truth { problems.note("--no \(word): there is --yes \(word) too") }
          observations.facts[word] = truth
        }
      }
    }
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

  private func analyte(_ name: String, _ option: String, _ problems: inout ArgumentProblems) -> Analyte? {
    let analyte = Analyte(named: name)
    if analyte == nil {
      let known = Dictionary(uniqueKeysWithValues: Analyte.allCases.map { ($0.rawValue, $0) })
      _ = problems.find(name, in: known, "laboratory value", option)
    }
    return analyte
  }

  /// `neutrophils 0.9 10^9/L`
  private func measured(
    _ text: String, _ option: String, _ problems: inout ArgumentProblems
  ) -> (Analyte, Double)? {
    let option = "\(option) \"\(text)\""
    guard var split = text.firstIndex(where: { $0.isNumber }) else {
      problems.note("\(option): expected \"neutrophils 0.9 10^9/L\"")
      return nil
    }
    // `.9` is a number that begins with its separator, not 9.
    if split > text.startIndex, case let before = text.index(before: split), text[before] == "." || text[before] == ","
    {
      split = before
    }
    // A relation or a sign between name and number means another thing than the number alone.
    let name = text[..<split].trimmed
    if let last = name.last, !last.isLetter, last != "." || text[..<split].last == ".",
      let analyte = Analyte(named: name.prefix { $0.isLetter || $0 == " " }.trimmed)
    {
      problems.note(
        "\(option): `\(last)` before the number; expected the value alone, \"\(analyte.rawValue) 0.9 \(analyte.unit)\"")
      return nil
    }
    guard let analyte = analyte(name, option, &problems),
      let number = problems.laboratory(analyte, String(text[split...]), option)
    else { return nil }
    return (analyte, number)
  }

  /// `neutrophils 10^9/L 8:0.4 12:0.3`
  private func read(series text: String, into observations: inout Observations, _ problems: inout ArgumentProblems) {
    let words = text.split(separator: " ").map(String.init)
    let option = "--series \"\(text)\""
    guard words.count >= 3, let analyte = analyte(words[0], option, &problems) else {
      problems.note("\(option): expected \"neutrophils 10^9/L 8:0.4 12:0.3\" (day:value)")
      return
    }
    var points: [Observations.DayValue] = []
    for word in words.dropFirst(2) {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        problems.note("\(option): `\(word)` is no DAY:VALUE")
        continue
      }
      guard let day = problems.number(parts[0], NumberRange(0...1000, "for the day"), option),
        let number = problems.number(parts[1], NumberRange(0...10_000_000_000_000, "for the value"), option),
        let value = problems.value(try analyte.canonical(number, unit: words[1]), option)
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
    let words = text.split(separator: " ").map(String.init)
    let option = "--limits \"\(text)\""
    let parts =
      words.count == 3
      ? words[1].split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }.map { try? NumberText.double($0) }
      : []
    let bounds = parts.compactMap(\.self)
    guard parts.count == 2, bounds.count == 2, let analyte = analyte(words[0], option, &problems) else {
      problems.note("\(option): expected \"ALT 5-40 U/L\"")
      return
    }
    guard bounds[0] <= bounds[1] else {
      problems.note("\(option): the lower limit is above the upper one; expected the lower first")
      return
    }
    if let low = problems.value(try analyte.canonical(bounds[0], unit: words[2]), option),
      let high = problems.value(try analyte.canonical(bounds[1], unit: words[2]), option)
    {
      observations.values[analyte, default: .init()].lowerLimit = low
      observations.values[analyte, default: .init()].upperLimit = high
    }
  }
}
