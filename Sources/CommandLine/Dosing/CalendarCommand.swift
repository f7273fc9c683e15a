// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Exchange
import Foundation
import Plain
import Dosing
import Report

/// `verlauf calendar REGIMEN --start DATE --cycles N`
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "Put the cycles of a regimen on the calendar.",
    discussion: """
      EXAMPLES
        verlauf calendar gemcitabine-1000-q28 --start 2027-01-11 --cycles 4
        verlauf calendar gem-doc-900-100-q21 --start 2027-01-11 --cycles 6 --delay "2 d1 7" --as ics --patient P07 --out plan.ics
        verlauf calendar gem-doc-900-100-q21 --start 2027-01-11 --cycles 2 --height 168 --weight 71 --on 2027-01-18
        verlauf calendar "gemcitabine 900 mg/m2 d1, d8 repeated d22" --start 2027-01-11 --cycles 3 --as page --out plan.html
        verlauf calendar "larotrectinib 100 mg twice daily" --start 2027-01-11       4 weeks on, 2 off: a pause after weeks

      A delay is CYCLE dDAY DAYS. A late day 1 moves its cycle and all later ones; what a later day moves, --delays-move says.
      """)

  @Argument(help: "The id of a regimen, or \"DRUG DOSE d1, d8 repeated d22\".") var regimen: String
  @Option(help: "First day: 2027-01-11.") var start: String
  @Option(NumberRange(1...200), help: "Number of cycles. Without it those of the regimen, else 6.") var cycles: Int?
  @Option(
    help: "A delay: \"2 d1 7\" is cycle 2, day 1, seven days late (at most 365). Repeat for several."
  ) var delay: [String] = []
  @Option(help: "What a late day within a cycle moves: all, cycle or day.") var delaysMove = "all"
  @Option(help: "Only what is planned on this day: an infusion list.") var on: String?
  @Option(
    help: "Pseudonym of the patient, not a name: it stands before each entry, and keeps the entries of patients apart.")
  var patient = ""
  @Option(help: "Stands before each entry in place of the pseudonym.") var title: String?
  @Option(name: .customLong("as"), help: "list, ics (iCalendar) or page (HTML to print).") var kind = "list"
  @Option(help: "File to write; without it, standard output.", completion: .file()) var out: String?
  @OptionGroup var replace: ReplaceOption
  @OptionGroup var size: SizeArguments
  @OptionGroup var facts: FactArguments
  @OptionGroup var question: DoseQuestion
  @OptionGroup var history: HistoryArguments
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard !patient.isEmpty else { return }
    let isPrinted = patient.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    if patient.trimmed.isEmpty || !isPrinted {
      throw ValidationError("--patient: expected a pseudonym of letters or digits, such as P07")
    }
  }

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    let answer = answer(library, &problems)
    try problems.stop()
    guard let answer else { return }
    let (plan, doses) = (answer.plan, answer.doses)
    let idle = given.idle { other in
      var problems = ArgumentProblems()
      return other.answer(library, &problems)?.shown == answer.shown
    }
    let notes = [GivenOptions<Self>.words(idle, on: "this calendar")].compactMap(\.self) + answer.notes
    // A table has them as footnotes.
    if kind != "list" || out != nil {
      for warning in plan.warnings { Terminal.tell("warning: \(warning)") }
      for note in notes { Terminal.tell("\(note)") }
    }
    let title = title ?? patient
    var pseudonym = patient.trimmed.isEmpty ? title.trimmed : patient.trimmed
    if kind == "ics", pseudonym.isEmpty {
      // The entries of two patients never replace each other: without a name each file is one of its own.
      pseudonym = UUID().uuidString
      Terminal.tell(
        "warning: no --patient: the entries of this file are new each time, and do not replace those of an earlier one")
    }
    switch kind {
    case "ics":
      try write(
        ICalendar.text(plan, title: title, patient: pseudonym, notes: answer.notes, stamp: Self.stamp()) {
          DosingTables.words($0, doses)
        })
    case "page": try write(DosingTables.calendarPage(plan, title: title, doses: doses, notes: answer.notes))
    default:
      let table = DosingTables.plan(plan, doses: doses, support: answer.support, on: answer.only, notes: notes)
      if let out {
        try write(out.hasSuffix(".md") ? table.markdown : table.csv)
      } else {
        format.show([
          format.chosen == .table
            ? DosingTables.planLines(plan, doses: doses, support: answer.support, on: answer.only, full: table) : table
        ])
      }
    }
  }

  /// A plan with its doses in mg, and what a reader must know of it.
  private struct Answer {
    var plan: TreatmentPlan
    var doses: [Double?]
    var support: [Double?]
    var only: Day?
    var notes: [String]
    /// What options have their effect on: the plan with its doses and totals, not the words that tell what was given.
    var shown: [String]
  }

  /// The plan; nil where a problem stands in the way.
  private func answer(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> Answer? {
    let regimen = chosen(library, &problems)
    let first = day(start, "--start", &problems)
    let only = on.flatMap { day($0, "--on", &problems) }
    if on != nil, kind != "list" { problems.note("--on is for --as list; found --as \(kind)") }
    let delays = delay.compactMap { parsed($0, &problems) }
    let policy = DelayPolicy(rawValue: "moves \(delaysMove)")
    if policy == nil { problems.note("--delays-move \(delaysMove): expected all, cycle or day") }
    if !["list", "ics", "page"].contains(kind) { problems.note("--as \(kind): expected list, ics or page") }
    var order = DoseOrder(Dose(amount: 1, unit: .milligrams))
    order.size = size.size(&problems)
    size.apply(to: &order, &problems)
    var observations = Observations()
    facts.read(into: &observations, &problems)
    observations.bodySurfaceSquareMetres = order.size.flatMap { try? $0.surface(order.formula).squareMetres }
    let fitted = regimen.flatMap { fit($0, to: observations, order.size != nil, &problems) }
    let total = history.total(library, &problems)
    guard problems.lines.isEmpty, let fitted, let first, let policy,
      let plan = problems.value(
        try TreatmentPlan.make(
          fitted.regimen, start: first, cycles: cycles ?? fitted.regimen.mostCycles ?? 6, delays: delays,
          policy: policy), fitted.regimen.id)
    else { return nil }
    var notes = [size.words(order)].compactMap(\.self) + fitted.notes
    if cycles == nil {
      let most = fitted.regimen.mostCycles
      notes.append(
        "\(Terminal.count(most ?? 6, "cycle")) planned, \(most == nil ? "since nothing says how many" : "the most that the regimen has") (--cycles)."
      )
    }
    if let only, !plan.days.contains(where: { $0.date == only }) {
      let last = plan.days.last.map { " to \($0.date)" } ?? ""
      notes.append("Nothing is planned on \(only); the plan is from \(plan.days.first?.date ?? first)\(last).")
    }
    let before = notes.count
    let doses = doses(plan, order, library, &notes, &problems)
    notes += cumulative(plan, library, total)
    guard problems.lines.isEmpty else { return nil }
    let support = plan.regimen.support.map { part -> Double? in
      guard let dose = part.dose else { return nil }
      var own = order
      own.dose = dose
      return try? own.milligrams()
    }
    var shown = DosingTables.plan(plan, doses: doses, support: support, on: only).rows.map { row in
      row.map(\.text).joined(separator: "\t")
    }
    shown += fitted.notes + notes[before...]
    // Names stand in files for calendars and print, not in a list.
    if kind != "list" { shown += [title ?? patient, patient] }
    return Answer(plan: plan, doses: doses, support: support, only: only, notes: notes, shown: shown)
  }

  /// The options that were given.
  private var given: GivenOptions<Self> {
    var given = GivenOptions(self)
    given.note(size: \.size)
    given.note(facts: \.facts)
    given.note(each: "--delay", \.delay)
    given.note("--delays-move", \.delaysMove, without: "all")
    given.note("--patient", \.patient, without: "")
    given.note("--title", \.title)
    given.note("--confirm-dose", \.question.confirmDose)
    given.note(history: \.history)
    return given
  }

  /// The regimen for the patient. Without a size the variants by body surface are told, not asked for: no dose in mg is computed.
  private func fit(
    _ regimen: Regimen, to observations: Observations, _ hasSize: Bool, _ problems: inout ArgumentProblems
  ) -> (regimen: Regimen, notes: [String])? {
    var asked = ArgumentProblems()
    if let fitted = asked.fitted(regimen, to: observations), hasSize || asked.lines.isEmpty {
      return fitted
    } else if !hasSize, let fitted = try? regimen.fitted(to: observations) {
      return (
        fitted.regimen,
        fitted.open.map { variant in
          "Other doses if \(variant.condition): "
            + variant.doses.sorted { $0.key < $1.key }.map { "\($0) \($1.printed)" }.joined(separator: ", ")
            + ". Not known here (--height and --weight, --yes, --no)."
        }
      )
    }
    for line in asked.lines { problems.note(line) }
    return nil
  }

  /// The doses of the regimen's parts in mg; what cannot be computed for want of a number is told, what must not be computed is refused.
  private func doses(
    _ plan: TreatmentPlan, _ base: DoseOrder, _ library: RegimenLibrary, _ notes: inout [String],
    _ problems: inout ArgumentProblems
  ) -> [Double?] {
    var doses: [Double?] = []
    for part in plan.regimen.components {
      let order = part.order(base, basis: size.basis(of: part.basis), drug: library.drug(named: part.drug))
      do throws(DoseProblem) {
        let computed = try order.compute()
        if part.dose.unit != .milligrams, order.basis != .actual {
          notes.append("\(part.drug) by \(order.basis.name).")
        }
        for remark in computed.remarks where !notes.contains(remark) { notes.append(remark) }
        doses.append(computed.rounded.milligrams)
      } catch {
        switch error {
        case .needsFiltration:
          notes.append("\(part.drug): no dose in mg; `verlauf dose` computes it from a filtration rate.")
        // Nothing was told of the patient: the plan has no doses in mg.
        case .needsSize where base.size == nil, .needsWeight where base.size == nil: break
        default: problems.note("\(part.drug): \(error)")
        }
        doses.append(nil)
      }
    }
    return doses
  }

  /// The cycle that takes a cumulative dose past a limit.
  private func cumulative(
    _ plan: TreatmentPlan, _ library: RegimenLibrary, _ total: AnthracyclineTotal?
  ) -> [String] {
    CumulativeCourse.of(
      plan, library: library, factors: history.factors(library), before: total?.milligramsPerSquareMetre ?? 0,
      byDrug: total?.byDrug ?? [:], chosen: history.cumulativeLimit
    ).flatMap { course -> [String] in
      let isLeast = course.drug == "doxorubicin" && total.map { !$0.isComplete } ?? false
      let before =
        total == nil
        ? "; what was given before is not told (--given)" : isLeast ? "; not all that was given before is counted" : ""
      let sum = "\(Numbers.text(course.after, decimals: 2)) mg/m²"
      let lines = course.passings.map { passing in
        "Warning: cycle \(passing.cycle) (\(passing.date)) takes the cumulative \(course.drug) past "
          + "\(DosingTables.text(passing.limit.dose)), the limit \(passing.limit.condition): \(Numbers.text(passing.sum, decimals: 2)) mg/m²."
      }
      let limits = (library.drugs[course.drug]?.cumulativeLimits ?? []).map { limit in
        "\(DosingTables.text(limit.dose)) \(limit.condition)"
      }
      return lines + [
        "Cumulative \(course.drug) after this plan: \(isLeast ? "at least " : "")\(sum)\(before)."
          + (limits.isEmpty ? "" : " Limits: \(limits.joined(separator: "; ")).")
      ]
    }
  }

  private func chosen(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> Regimen? {
    var words = regimen.split(separator: " ").map(String.init)
    guard words.count > 2 else { return problems.find(regimen, in: library.regimens, "regimen") }
    // A name may be of several words; the dose begins with a number, or is `AUC 5`.
    let number = words.dropFirst().firstIndex { $0.first?.isNumber == true || $0.lowercased() == "auc" } ?? 1
    let name = words[..<number].joined(separator: " ")
    words = [name] + words[number...]
    guard words.count > 2, let drug = problems.drug(name, in: library) else {
      if words.count <= 2 { problems.note("\(regimen): expected \"DRUG DOSE d1, d8 repeated d22\"") }
      return nil
    }
    do {
      let dose = try Dose(parsing: Quantity.withPoint("\(words[1]) \(words[2])"))
      var rest = Array(words.dropFirst(3))
      // `twice daily` is a frequency; without more it is every day.
      var times: Int?
      for count in [3, 2, 1] where times == nil && rest.count >= count {
        times = DoseFrequency.timesADay(rest.prefix(count).joined(separator: " "))
        if times != nil { rest.removeFirst(count) }
      }
      let pattern = try CyclePattern(parsing: rest.isEmpty && times != nil ? "daily" : rest.joined(separator: " "))
      guard question.accepts(Posology(dose, timesADay: times), drug, library, &problems) else { return nil }
      var part = Regimen.Component(drug: drug, dose: dose, days: pattern.days)
      part.timesADay = times ?? 1
      return Regimen(id: "own-regimen", name: regimen, cycleDays: pattern.cycleDays, components: [part])
    } catch let error as ValueSyntaxError {
      problems.note("\(regimen): expected \"DRUG DOSE d1, d8 repeated d22\" (\(error.advice))")
    } catch {
      problems.note("\(regimen): \(error)")
    }
    return nil
  }

  private func day(_ text: String, _ option: String, _ problems: inout ArgumentProblems) -> Day? {
    do {
      return try Day(parsing: text.trimmed)
    } catch {
      problems.note("\(option) \(text): expected \(error.expected)")
      return nil
    }
  }

  private func parsed(_ text: String, _ problems: inout ArgumentProblems) -> ScheduleDelay? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3, words[1].hasPrefix("d") else {
      problems.note("--delay \"\(text)\": expected \"2 d1 7\" (cycle, day of the cycle, days late)")
      return nil
    }
    let option = "--delay \"\(text)\""
    let cycle = problems.whole(words[0], NumberRange(1...200, "for the cycle"), option)
    let day = problems.whole(String(words[1].dropFirst()), NumberRange(1...366, "for the day"), option)
    let days = problems.whole(words[2], NumberRange(1...365, "days late"), option)
    guard let cycle, let day, let days else { return nil }
    return ScheduleDelay(cycle: cycle, day: day, days: days)
  }

  private func write(_ text: String) throws {
    guard let out else {
      Terminal.data(text)
      return
    }
    try Writing.attempt(protecting: [library.library]) { writer throws(WriteFailure) in
      try writer.writeFile(Array(text.utf8), to: out, replacing: replace.replace)
    }
    Terminal.tell("wrote \(out)")
  }

  /// Now, in the form of iCalendar.
  private static func stamp() -> String {
    let text: String = Date.now.formatted(.iso8601)
    return text.filter { (character: Character) in character != "-" && character != ":" }
  }
}
