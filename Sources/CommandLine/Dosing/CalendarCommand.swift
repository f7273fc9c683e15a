// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
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
        verlauf calendar gem-doc-900-100-q21 --start 2027-01-11 --cycles 6 --delay "2 d1 7" --as ics --out plan.ics
        verlauf calendar gem-doc-900-100-q21 --start 2027-01-11 --cycles 2 --height 168 --weight 71 --on 2027-01-18
        verlauf calendar "gemcitabine 900 mg/m2 d1, d8 repeated d22" --start 2027-01-11 --cycles 3 --as page --out plan.html

      A delay is CYCLE dDAY DAYS. A late day 1 moves its cycle and all later ones; what a later day moves, --delays-move says.
      """)

  @Argument(help: "The id of a regimen, or \"DRUG DOSE d1, d8 repeated d22\".") var regimen: String
  @Option(help: "First day: 2027-01-11.") var start: String
  @Option(NumberRange(1...200), help: "Number of cycles.") var cycles = 6
  @Option(
    help: "A delay: \"2 d1 7\" is cycle 2, day 1, seven days late (at most 365). Repeat for several."
  ) var delay: [String] = []
  @Option(help: "What a late day within a cycle moves: all, cycle or day.") var delaysMove = "all"
  @Option(help: "Only what is planned on this day: an infusion list.") var on: String?
  @Option(help: "Stands before each entry: an initial or a number, not a name.") var title = ""
  @Option(name: .customLong("as"), help: "list, ics (iCalendar) or page (HTML to print).") var kind = "list"
  @Option(help: "File to write; without it, standard output.", completion: .file()) var out: String?
  @OptionGroup var replace: ReplaceOption
  @OptionGroup var size: SizeArguments
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
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
    var plan: TreatmentPlan?
    if let regimen, let first, let policy {
      plan = problems.value(
        try TreatmentPlan.make(regimen, start: first, cycles: cycles, delays: delays, policy: policy), regimen.id)
    }
    try problems.stop()
    guard let plan else { return }
    // A table has them as footnotes.
    if kind != "list" || out != nil { for warning in plan.warnings { Terminal.tell("warning: \(warning)") } }
    switch kind {
    case "ics": try write(ICalendar.text(plan, title: title, stamp: Self.stamp()))
    case "page": try write(DosingTables.calendarPage(plan, title: title))
    default:
      var milligrams: [String: Double] = [:]
      for part in plan.regimen.components {
        var dose = order
        dose.dose = part.dose
        if let value = try? dose.milligrams() { milligrams[part.drug] = value }
      }
      let table = DosingTables.plan(plan, milligrams: milligrams, on: only)
      if let out {
        try write(out.hasSuffix(".md") ? table.markdown : table.csv)
      } else {
        format.show([table])
      }
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
      let dose = try Dose(parsing: "\(words[1]) \(words[2])")
      let pattern = try CyclePattern(parsing: words.dropFirst(3).joined(separator: " "))
      return Regimen(
        id: "own-regimen", name: regimen, cycleDays: pattern.cycleDays,
        components: [.init(drug: drug, dose: dose, days: pattern.days)])
    } catch let error as ValueSyntaxError {
      problems.note("\(regimen): expected \"DRUG DOSE d1, d8 repeated d22\" (\(error.advice))")
    } catch {
      problems.note("\(regimen): \(error)")
    }
    return nil
  }

  private func day(_ text: String, _ option: String, _ problems: inout ArgumentProblems) -> Day? {
    let day = Day(iso: text)
    if day == nil { problems.note("\(option) \(text): expected a day of the calendar such as 2027-01-11") }
    return day
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
