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

  /// A drug to be judged: its rule sets and its planned dose.
  struct Judged {
    var drug: String
    var doses: [RecordedDrug.PlannedDose] = []
    var sets: [RuleSet]
    /// Why no set is asked.
    var note: String?
    /// What is known of it, where a record has it drug by drug.
    var observations: Observations?
    /// The same since the first dose of the other drugs, where this one was not given before.
    var sinceOthers: Observations?
    /// The doses of the record before the day.
    var earlier: [RecordedDrug.GivenStep] = []
    /// The form of the substance that its doses are of, where that is told.
    var form: String?
    /// The drug of the library, whose forms have pairs of doses.
    var known: Drug?

    /// A drug with one dose, or none.
    init(
      drug: String, planned: Posology? = nil, sets: [RuleSet], note: String? = nil, form: String? = nil,
      forms known: Drug? = nil
    ) {
      self.drug = drug
      if let planned { doses = [.init(posology: planned, origin: "", isLastGiven: false)] }
      self.sets = sets
      self.note = note
      self.form = form
      self.known = known
    }

    /// A dose in the form that a set speaks of, with how it became that; nil where no text has it in that form.
    func dose(_ posology: Posology?, for set: RuleSet) -> (posology: Posology?, words: String?) {
      guard let posology, let known, let own = set.form, !known.forms.isEmpty else { return (posology, nil) }
      let told = form.flatMap { name in known.forms.first { $0.name == name } }
      guard let from = told ?? known.form(having: posology.dose) else {
        return (posology, "of which form \(posology.printed) is was not told; here it is of \(own), as all its doses")
      }
      guard from.name != own else { return (posology, nil) }
      guard let other = known.dose(posology.dose, of: from, in: own) else {
        return (
          nil, "\(posology.printed) of \(from.name) has no counterpart of \(own) in the texts read; no dose is compared"
        )
      }
      return (
        Posology(other, timesADay: posology.timesADay),
        (told == nil ? "of which form the dose is was not told; no text has it of \(own). " : "")
          + "\(posology.printed) of \(from.name) is \(Posology(other).printed) of \(own)"
      )
    }
  }

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
      Analyte.creatinineClearance.possible.contains(clearance.millilitresPerMinute)
    else {
      return "\(given): no clearance by Cockcroft-Gault, which is for 18 to 120 years and gives at most 300 mL/min."
    }
    observations.values[.creatinineClearance, default: .init()].today = ValueSpan(clearance.millilitresPerMinute)
    return
      ([
        "Clearance of the creatinine given, Cockcroft-Gault by \(order.basis.name): \(clearance.arithmetic)."
      ] + clearance.remarks).joined(separator: " ")
  }

  /// Judges the drugs; nil where a problem stands in the way.
  func answer(
    _ judged: [Judged], _ observations: Observations, notes: [String], title: String?, record: Table?,
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
    let decisions = judged.flatMap { own in
      own.sets.flatMap { set in
        let recorded = set.drugs.count > 1 ? own.sinceOthers ?? own.observations : own.observations
        return self.decisions(set, own, recorded ?? observations, events)
      }
    }
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

  /// What a set says of each dose that may be planned now; where it says the same of another, once. Where it is not known why a cycle was late and the set asks for it, both cases where they differ.
  private func decisions(
    _ set: RuleSet, _ own: Judged, _ observations: Observations, _ events: [RuleSet.Event.ID: Int]
  ) -> [JudgedDrug] {
    let all = decided(set, own, observations, events)
    let word = Condition.delayForToxicity
    func isOpen(_ known: Observations) -> Bool { (known.cycleDelayDays ?? 0) > 0 && known.facts[word] == nil }
    guard set.reads([], [word], of: own.drug) || set.longestWaitDays(of: own.drug) != nil,
      isOpen(observations) || own.earlier.contains(where: { isOpen($0.observations) })
    else { return all }
    func assuming(_ isForToxicity: Bool) -> [JudgedDrug] {
      func settled(_ known: Observations) -> Observations {
        var known = known
        if isOpen(known) { known.facts[word] = isForToxicity }
        return known
      }
      var assumed = own
      for index in assumed.earlier.indices {
        assumed.earlier[index].observations = settled(assumed.earlier[index].observations)
      }
      return decided(set, assumed, settled(observations), events).map { judged in
        var judged = judged
        judged.assumption = isForToxicity ? "late for toxicity" : "late for another reason"
        return judged
      }
    }
    let (toxic, other) = (assuming(true), assuming(false))
    let isSame = toxic.count == other.count && zip(toxic, other).allSatisfy { $0.saysNoMore(than: $1) }
    return isSame ? all : toxic + other
  }

  private func decided(
    _ set: RuleSet, _ own: Judged, _ observations: Observations, _ events: [RuleSet.Event.ID: Int]
  ) -> [JudgedDrug] {
    var doses: [RecordedDrug.PlannedDose?] = own.doses.isEmpty ? [nil] : own.doses.map(\.self)
    // Shares of the dose given last are of no other.
    if set.sharesAreOfLastDose, let last = own.doses.first(where: \.isLastGiven) { doses = [last] }
    var said: [JudgedDrug] = []
    for dose in doses {
      let (planned, conversion) = own.dose(dose?.posology, for: set)
      let full = own.dose(dose?.full, for: set).posology
      var memory: RuleMemory
      var history: RuleHistory?
      if own.observations == nil {
        memory = set.memory(
          level: set.levels.isEmpty ? 0 : level, events: events, drug: own.drug, planned: planned)
      } else {
        // What a patient gets from the start is no lower level.
        let isForPatient = dose?.isForPatient ?? false
        let told = RuleHistory(
          set, own.drug, own.earlier, planned: isForPatient ? nil : planned, full: isForPatient ? nil : full,
          told: events)
        memory = told.memory
        history = told
      }
      var decision = set.decide(
        own.drug, planned: planned, full: full, isForPatient: dose?.isForPatient ?? false, observations, memory: memory)
      // What may have been before an earlier dose could still make it stricter.
      if decision.outcome != .stop {
        decision.open += (history?.open ?? []).filter { !decision.open.contains($0) }
      }
      var judged = JudgedDrug(set: set, planned: planned, decision: decision, observations: observations)
      judged.isOfLastGiven = dose?.isLastGiven ?? false
      judged.fullDose = dose?.isForPatient == true ? nil : full
      judged.conversion = conversion
      judged.earlierEvents = history?.events ?? []
      if let history { judged.remarks = remarks(history, set) }
      if let planned, let full {
        judged.remarks += decision.followedAlready.map {
          "\(set.id), \($0): \(planned.printed) is that share of the full \(full.printed) already, or less, and is taken as lowered for it; lowered for something else, it would be lowered again."
        }
      }
      if !said.contains(where: { judged.saysNoMore(than: $0) }) { said.append(judged) }
    }
    return said
  }

  /// What earlier doses have left that no event explains, and what before them no rule has read.
  private func remarks(_ history: RuleHistory, _ set: RuleSet) -> [String] {
    var remarks = history.stops.map { stop in
      "\(set.id): \(stop.id) held on \(stop.date) or before, and ends treatment\(stop.words.map { " (\($0))" } ?? "")."
    }
    if let last = history.reached.last {
      let why = last.reason?.rawValue ?? "why is not recorded"
      remarks.append(
        "\(set.id): \(Posology(last.dose).printed) was given on \(last.date) (\(why)) and is taken as a level that holds; raising again: \(set.reEscalation.rawValue)."
      )
    }
    let unread = history.unread.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !unread.isEmpty {
      remarks.append("No rule of \(set.id) reads \(unread.joined(separator: ", ")).")
    }
    return remarks
  }

  /// A reduced dose told beside an event: whether it was lowered for that event already is not known, and it would be lowered twice.
  private func askLowered(
    _ judged: [Judged], _ events: [RuleSet.Event.ID: Int], _ problems: inout ArgumentProblems
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
  ) -> [Judged] {
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
        Judged(
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
        return Judged(drug: drug, planned: nil, sets: [], note: "not due on day \(day) (\(CyclePattern.text(days)))")
      }
      let part = day.flatMap { day in own.first { $0.days.contains(day) } } ?? own.first
      let named = regimen.rules.compactMap { library.rules[$0] }.filter { $0.drugs.contains(drug) }
      let sets = chosen?.filter { $0.drugs.contains(drug) } ?? (named.isEmpty ? library.rules(for: drug) : named)
      let isOne = Set(own.map(\.dose)).count == 1 || day != nil
      return Judged(
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
