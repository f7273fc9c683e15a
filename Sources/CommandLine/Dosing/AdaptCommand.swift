// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Exchange
import Plain
import Dosing
import Report

/// `verlauf adapt DRUG|REGIMEN --value "neutrophils 0.9 10^9/L" …` or `verlauf adapt STUDY PATIENT`
struct AdaptCommand: AsyncParsableCommand {
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
        verlauf adapt Examples/full-record S1 --on 2024-06-17      drugs, doses, counts and history from the record

      What is not given is unknown, never normal: rules that could make the answer stricter are told. --others-absent says that nothing else
      happened. A bound (<100, ≥1.5) is a value between bounds. --explain shows every rule and the sources, --ctcae the grades of a version.
      Of a study folder, every value is named with its day and place. Laboratory values older than --oldest days are told and not used. Grades count
      where a version of CTCAE is stated. What is given here (--value …) is put over the record.
      No advice: rule sets are replaceable data files; the treating team decides. No conformity assessment was made; it must not decide a treatment.
      """)

  @Argument(help: "The drug, the id of a regimen, or a study folder.") var what: String
  @Argument(help: "The patient, of a study folder.") var patient: String?
  @Option(help: "Rule sets by id, separated by commas. Without it: all of the drug, or those of the regimen.")
  var rules: String?
  @OptionGroup var known: ObservationArguments
  @Option(NumberRange(1...366), help: "Day of the cycle.") var day: Int?
  @Option(help: "Planned dose of a drug: \"1000 mg/m2\", \"100 mg twice daily\".") var dose: String?
  @OptionGroup var question: DoseQuestion
  @Option(NumberRange(0...20), help: "Dose level reached so far, 0 for the full dose.") var level = 0
  @Option(help: "Earlier events: \"severe-myelosuppression 1\".") var event: [String] = []
  @OptionGroup var size: SizeArguments
  @Option(help: "Version of CTCAE by which the values are graded: 5.0 or 6.0. Without it none is.") var ctcae: String?
  @Option(help: "Day of treatment in a study folder, 2024-06-17. Without it the last day of the record.") var on:
    String?
  @Option(help: "Therapy of a study folder, by its id, where several may be going on.") var therapy: String?
  @Option(NumberRange(0...366, "days"), help: "Age of a laboratory value of a study folder on the day, at most.")
  var oldest = AdministrationAudit.window
  @Flag(help: "Show every rule, what it looked at, and where each set is from.") var explain = false
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() async throws {
    let library = try library.read()
    var record: Record?
    if patient != nil { record = try await readRecord() }
    var problems = ArgumentProblems()
    let answer = answer(library, record, &problems)
    try problems.stop()
    guard var answer else { return }
    let idle = given.idle { other in
      var problems = ArgumentProblems()
      return other.answer(library, record, &problems)?.shown == answer.shown
    }
    if let words = GivenOptions<Self>.words(idle, on: "what is said here") {
      answer.tables[0].footnotes.insert(words, at: 0)
    }
    format.show(answer.tables)
  }

  /// What is printed, and what options have their effect on: every rule with its values, whether it is printed or not.
  struct Answer {
    var tables: [Table]
    var shown: [[String]]
  }

  /// The options that were given. Values, grades and facts that no rule reads are told set by set.
  private var given: GivenOptions<Self> {
    var given = GivenOptions(self)
    given.note(level > 0 ? "--level \(level)" : nil) { $0.level = 0 }
    // The planned dose and its day are what the decision is of, also where no rule asks for them.
    given.note("--confirm-dose", \.question.confirmDose)
    given.note(each: "--event", \.event)
    given.note(size: \.size)
    given.note(each: "--limits", \.known.limits)
    given.note(each: "--no", \.known.facts.no)
    given.note("--others-absent", \.known.othersAbsent)
    given.note("--age", \.known.age)
    given.note(known.held.map { "--held \($0)" }) { $0.known.held = nil }
    given.note("--therapy", \.therapy)
    given.note("--oldest", \.oldest, without: AdministrationAudit.window)
    return given
  }

  private func answer(
    _ library: RegimenLibrary, _ record: Record?, _ problems: inout ArgumentProblems
  ) -> Answer? {
    if let record, let patient { return judge(patient, record, library, &problems) }
    return judgeOrder(library, &problems)
  }

  /// A drug or a regimen with what is told of the patient.
  private func judgeOrder(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> Answer? {
    refuseFolder(library, &problems)
    for (value, option) in [(on, "--on"), (therapy, "--therapy")] where value != nil {
      problems.note("\(option) \(value ?? ""): only of a study folder, `verlauf adapt STUDY PATIENT`")
    }
    guard problems.lines.isEmpty else { return nil }
    let size = self.size.size(&problems)
    var order = DoseOrder(Dose(amount: 1, unit: .milligrams))
    self.size.apply(to: &order, &problems)
    var observations = known.observations(&problems)
    observations.day = day
    observations.bodySurfaceSquareMetres = size.flatMap { try? $0.surface(order.formula).squareMetres }
    known.fillAbsent(&observations)
    var notes = [self.size.words(order)].compactMap { size == nil ? nil : $0 }
    let words = addClearance(&observations, order, size)
    let judged = judged(library, observations, &notes, &problems)
    if let words,
      judged.contains(where: { own in own.sets.contains { $0.reads([.creatinineClearance], [], of: own.drug) } })
    {
      notes.append(words)
    }
    return answer(judged, observations, notes: notes, title: nil, record: nil, &problems)
  }

  /// The clearance by Cockcroft-Gault, where a creatinine is told with age, sex and weight; else what is missing for it. Nil where no creatinine is told, or a clearance beside it.
  private func addClearance(_ observations: inout Observations, _ order: DoseOrder, _ size: BodySize?) -> String? {
    guard let creatinine = observations.values[.creatinine]?.today,
      observations.values[.creatinineClearance]?.today == nil
    else { return nil }
    let given = "creatinine \(creatinine.text) mg/dL"
    guard let value = creatinine.point, let age = known.age, let sex = self.size.knownSex,
      let kilograms = size.map({ try? $0.dosingWeight(order.basis, belowSixtyInches: order.belowSixtyInches).kilograms }
      )
        ?? self.size.weightAlone
    else { return "\(given): its clearance follows with --age, --sex and --weight." }
    guard
      let clearance = CreatinineClearance(
        ageYears: Int(age), weightKilograms: kilograms, creatinineMilligramsPerDecilitre: value,
        isFemale: sex == .female),
      case let usual = Analyte.creatinineClearance.usual, usual.contains(clearance.millilitresPerMinute)
    else {
      let usual = Analyte.creatinineClearance.usual
      return
        "\(given): no clearance by Cockcroft-Gault, which is for 18 to 120 years, and is believed from \(Numbers.text(usual.lowerBound)) to \(Numbers.text(usual.upperBound)) mL/min; is the unit right? (--value \"creatinine clearance 60 mL/min\")"
    }
    observations.values[.creatinineClearance, default: .init()].today = ValueSpan(clearance.millilitresPerMinute)
    return
      ([
        "Clearance of the creatinine given, Cockcroft-Gault by \(order.basis.name): \(clearance.arithmetic)."
      ] + clearance.remarks).joined(separator: " ")
  }

  /// Judges the drugs; nil where a problem stands in the way.
  func answer(
    _ judged: [JudgedOrder], _ observations: Observations, notes: [String], title: String?, record: Table?,
    _ problems: inout ArgumentProblems
  ) -> Answer? {
    let version = ctcae.flatMap { text -> CTCAE? in
      let version = CTCAE(rawValue: text.contains(".") ? text : text + ".0")
      if version == nil { problems.note("--ctcae \(text): expected 5.0 or 6.0") }
      return version
    }
    let sets = judged.flatMap(\.sets)
    let events = events(sets, &problems)
    askLowered(judged, events, &problems)
    let longest = sets.map(\.levels.count).max() ?? 0
    if longest > 0, level > longest {
      problems.note("--level \(level): no rule set here has more than \(longest) levels; \(longest) is below the last")
    }
    if level > 0 {
      let without = sets.filter(\.levels.isEmpty)
      if rules != nil || without.count == sets.count {
        for set in without { problems.note("--level \(level): \(set.id) has no dose levels") }
      }
    }
    for own in judged {
      for planned in own.doses.map(\.posology) where planned.timesADay == nil {
        for set in own.sets where set.levelsDifferInFrequency(own.drug) && level == 0 {
          let doses = set.levels.compactMap { $0[own.drug]?.printed }.joined(separator: ", ")
          problems.note("--dose \(dose ?? planned.text): \(set.id) has \(doses); say how often a day it is given")
        }
      }
    }
    guard problems.lines.isEmpty else { return nil }
    let decisions = DoseJudging(level: level, events: events).decisions(of: judged, observations)
    let silent = judged.compactMap { own in own.note.map { (own.drug, $0) } }
    func tables(isExplained: Bool) -> [Table] {
      DosingTables.decisions(decisions, silent: silent, notes: notes, title: title, explained: isExplained)
    }
    let isBrief = format.chosen == .table && !explain
    let explained = tables(isExplained: true)
    var shown = isBrief ? tables(isExplained: false) : explained
    if isBrief { shown[0] = DosingTables.decisionLines(decisions, silent: silent, full: shown[0]) }
    let grades = version.map { version in
      [DosingTables.grades(judged.first?.observations ?? observations, version)]
    }
    let beside = [record].compactMap(\.self) + (grades ?? [])
    return Answer(
      tables: (Array(shown.prefix(1)) + beside + shown.dropFirst()).filter { !$0.rows.isEmpty },
      shown: (explained + beside).flatMap(\.rows).map { $0.map(\.text) })
  }

  /// A reduced dose told beside an event: whether it was lowered for that event already is not known, and it would be lowered twice.
  private func askLowered(
    _ judged: [JudgedOrder], _ events: [RuleSet.Event.ID: Int], _ problems: inout ArgumentProblems
  ) {
    guard dose != nil, level == 0 else { return }
    for own in judged where own.observations == nil {
      for planned in own.doses.map(\.posology) {
        for set in own.sets {
          for event in set.events where events[event.id] != nil {
            if event.first == .levelDown || event.again == .levelDown, let level = set.level(of: planned, own.drug),
              level > 0
            {
              problems.note(
                "--dose \(planned.printed) with --event \(event.id): in \(set.id) this is a lower dose already. Was it lowered for the event? Then --level \(level); if the event came under it, tell it by its values (--nadir, --peak, --grade)"
              )
            } else if case .percent(let percent) = event.first, percent < 100 {
              problems.warn(
                "--event \(event.id): \(Numbers.text(percent)) % in \(set.id) are taken of \(planned.printed), as the dose before the event; if that was lowered for it already, give the dose before it."
              )
            }
          }
        }
      }
    }
  }

  /// The drugs to be judged: one with its dose, or all of a regimen.
  func judged(
    _ library: RegimenLibrary, _ observations: Observations, _ notes: inout [String],
    _ problems: inout ArgumentProblems
  ) -> [JudgedOrder] {
    if let regimen = library.regimens[what], regimen.status == .withdrawn {
      problems.warn("\(regimen.id) is withdrawn: it is no longer in use.")
    }
    guard let regimen = library.regimens[what] else {
      guard let drug = drugOrNearest(library, &problems) else { return [] }
      var planned: Posology?
      if let dose {
        do {
          let posology = try Posology(parsing: Quantity.withPoint(dose))
          if question.accepts(posology, drug, library, &problems) { planned = posology }
        } catch {
          problems.note("--dose \(dose): expected a dose alone, \"1000 mg/m2\" (\(error.advice))")
        }
      }
      let known = library.drugs[drug]
      if let day {
        let patterns = Set(
          library.regimens.values.map { $0.components.filter { $0.drug == drug }.flatMap(\.days).sorted() }
            .filter { !$0.isEmpty })
        if !patterns.isEmpty, patterns.allSatisfy({ !$0.contains(day) }) {
          let words = patterns.map(CyclePattern.text).sorted().joined(separator: "; ")
          notes.append(
            "No regimen of the library has \(drug) on day \(day) (\(words)); a dose of another day that is late has the rules of that day."
          )
        }
      }
      return [
        JudgedOrder(
          drug: drug, planned: planned, sets: sets(drug, library, &problems), form: known?.form(in: what)?.name,
          forms: known)
      ]
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
        return JudgedOrder(
          drug: drug, planned: nil, sets: [], note: "not due on day \(day) (\(CyclePattern.text(days)))")
      }
      let part = day.flatMap { day in own.first { $0.days.contains(day) } } ?? own.first
      let named = regimen.rules.compactMap { library.rules[$0] }.filter { $0.drugs.contains(drug) }
      let sets = chosen?.filter { $0.drugs.contains(drug) } ?? (named.isEmpty ? library.rules(for: drug) : named)
      let isOne = Set(own.map(\.dose)).count == 1 || day != nil
      return JudgedOrder(
        drug: drug, planned: isOne ? part?.posology : nil, sets: sets,
        note: sets.isEmpty
          ? "not decided: no rule set speaks of it"
          : isOne ? nil : "not decided: the regimen has several doses of it, give --day",
        form: part?.form, forms: library.drugs[drug])
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

  func chosen(
    _ rules: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> [RuleSet] {
    rules.split(separator: ",", omittingEmptySubsequences: false).compactMap {
      problems.find($0.trimmed, in: library.rules, "rule set", "--rules")
    }
  }

  func sets(_ drug: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [RuleSet] {
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
}
