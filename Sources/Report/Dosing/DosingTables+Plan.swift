// SPDX-License-Identifier: Apache-2.0

import Plain
public import Chronology
import Course
public import Dosing

extension DosingTables {
  /// The days of a plan in order of date; with a body size, the doses in mg.
  ///
  /// - Parameters:
  ///   - plan: the cycles.
  ///   - doses: the computed doses of the regimen's parts, in their order; nil where one cannot be computed.
  ///   - support: the computed doses of its support, in its order.
  ///   - only: what is planned on this day alone; nil for all days.
  ///   - notes: what a reader must know of the patient and the doses.
  public static func plan(
    _ plan: TreatmentPlan, doses: [Double?] = [], support: [Double?] = [], on only: Day? = nil, notes: [String] = []
  ) -> Table {
    Table(
      name: "plan", title: plan.regimen.name,
      columns: [
        .init("date", .day), "weekday", .init("cycle", .number), .init("day", .number), "drug", .init("dose", .amount),
        .init("", .number, unit: "mg"), .init("times a day", .number), "route", .init("infusion", .number, unit: "min"),
        "for",
      ],
      rows: (only.map { only in plan.days.filter { $0.date == only }.map { ($0, nil) } } ?? plan.runs).map {
        day, until in
        let component = day.role == .treatment ? plan.regimen.components[day.part] : nil
        let part = day.role == .premedication ? plan.regimen.premedication[day.part] : nil
        let other = day.role == .support ? plan.regimen.support[day.part] : nil
        let own = day.role == .treatment ? doses : day.role == .support ? support : []
        let milligrams = own.indices.contains(day.part) ? own[day.part] : nil
        return [
          .init(.day(day.date)), .words(weekday(day.date)), .number(day.cycle), .number(day.day), .words(day.drug),
          .init(
            Table.Cell.dose(day.dose).value, note: day.timesADay.flatMap { $0 > 1 ? DoseFrequency.words($0) : nil }),
          .number(milligrams, or: .blank), .number(day.timesADay, or: .blank),
          .words((component?.route ?? part?.route ?? other?.route)?.rawValue, or: .blank),
          .number(component?.infusionMinutes, or: .blank),
          .words(
            [
              day.role.rawValue, component?.form.map { "dose of the \($0)" }, until.map { "every day until \($0)" },
              (part?.share ?? other?.share).map { "\(Numbers.text($0.percent)) % of \($0.drug)" },
              part?.note ?? other?.note,
            ].compactMap(\.self).joined(separator: ", ")
              + remarks(day, plan).map { ", \($0)" }.joined()),
        ]
      }, footnotes: plan.warnings.map { "Warning: \($0)" } + plan.regimen.care + notes + [disclaimer])
  }

  /// The same for a narrow page: a line a day and drug, what is the same for all left out.
  public static func planLines(
    _ plan: TreatmentPlan, doses: [Double?] = [], support: [Double?] = [], on only: Day? = nil, full: Table
  ) -> Table {
    var table = Table(
      name: full.name, title: full.title,
      columns: ["date", "day", "drug", "dose", .init("", .number, unit: "mg"), "how"])
    table.rows = (only.map { only in plan.days.filter { $0.date == only }.map { ($0, nil) } } ?? plan.runs).map {
      day, until in
      let component = day.role == .treatment ? plan.regimen.components[day.part] : nil
      let part = day.role == .premedication ? plan.regimen.premedication[day.part] : nil
      let other = day.role == .support ? plan.regimen.support[day.part] : nil
      let own = day.role == .treatment ? doses : day.role == .support ? support : []
      let milligrams = own.indices.contains(day.part) ? own[day.part] : nil
      let dose = day.dose.map(text) ?? ""
      let often = day.timesADay.flatMap { $0 > 1 || until != nil ? " " + DoseFrequency.words($0) : nil } ?? ""
      var how: [String?] = [(component?.route ?? part?.route ?? other?.route).flatMap { routes[$0] }]
      how += [component?.infusionMinutes.map { "\($0) min" }, until.map { "every day until \($0)" }]
      how.append(component?.form.map { "dose of the \($0)" })
      if day.role != .treatment { how.append(day.role.rawValue) }
      how.append((part?.share ?? other?.share).map { "\(Numbers.text($0.percent)) % of \($0.drug)" })
      // Several rows of one drug on one day are told apart by when they are given.
      if isOneOfSeveral(day, plan) { how.append(other?.note ?? part?.note) }
      how += remarks(day, plan)
      return [
        .words("\(weekday(day.date)) \(day.date)"), .words("c\(day.cycle) d\(day.day)"),
        .words(day.drug), .words(dose + often, or: .blank), .number(milligrams, or: .blank),
        .words(how.compactMap(\.self).joined(separator: ", "), or: .blank),
      ]
    }
    let notes = plan.days.filter { !isOneOfSeveral($0, plan) }.compactMap { day in
      day.role == .premedication
        ? plan.regimen.premedication[day.part].note
        : day.role == .support ? plan.regimen.support[day.part].note : nil
    }
    table.footnotes =
      full.footnotes.dropLast() + notes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      + full.footnotes.suffix(1)
    return table
  }

  /// What is out of the plan's order: late days, and cycles beyond those of the regimen.
  private static func remarks(_ day: PlannedDay, _ plan: TreatmentPlan) -> [String] {
    [
      day.delayedDays > 0 ? "\(day.delayedDays) d late" : nil,
      day.cycleDelayedDays > 0 ? "cycle begins \(day.cycleDelayedDays) d late" : nil,
      plan.isBeyondRegimen(day) ? "beyond the regimen" : nil,
    ].compactMap(\.self)
  }

  private static func isOneOfSeveral(_ day: PlannedDay, _ plan: TreatmentPlan) -> Bool {
    let parts = day.role == .support ? plan.regimen.support : plan.regimen.premedication
    return day.role != .treatment && parts.count { $0.drug == day.drug && $0.days.contains(day.day) } > 1
  }

  private static let routes: [Regimen.Route: String] = [
    .intravenous: "i.v.", .oral: "by mouth", .subcutaneous: "s.c.",
  ]

  static func weekday(_ day: Day) -> String {
    // 1970-01-01 was a Thursday.
    ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day.number % 7) + 7) % 7]
  }

  /// A printable calendar, a month a table, with what is planned on each day.
  ///
  /// - Parameters:
  ///   - plan: the cycles.
  ///   - title: stands before the name of the regimen.
  ///   - doses: the computed doses of the regimen's parts, in their order.
  ///   - notes: what a reader must know of the patient and the doses.
  public static func calendarPage(
    _ plan: TreatmentPlan, title: String, doses: [Double?] = [], notes: [String] = []
  ) -> String {
    let byDay = Dictionary(grouping: plan.days, by: \.date)
    guard let first = plan.days.first?.date, let last = plan.days.last?.date else { return "" }
    var months: [Markup] = []
    var (year, month, _) = first.civil
    while let start = Day(year: year, month: month, day: 1), start <= last {
      months.append(monthTable(start, year, month, byDay, plan, doses))
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    let name = title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)"
    let key = "● treatment, ○ premedication and support. \(plan.warnings.joined(separator: " "))"
    return Page(
      title: name, style: calendarStyle, styleHash: calendarStyleHash,
      body: [.element("h1", .text(name))] + months + [
        Markup.element(
          "footer",
          [.element("p", .text(key))] + notes.map { .element("p", .text($0)) } + [.element("p", .text(disclaimer))])
      ]
    ).html
  }

  /// The hash of the style below.
  private static let calendarStyleHash: StaticString = "qYWvWMchI78dM97OBOM0GW6YX5Ud1IiAYiVSkj2MjuU="

  private static let calendarStyle: StaticString = """
    body{font:12px/1.35 "DejaVu Sans",Helvetica,Arial,sans-serif;margin:2em;color:#111;background:#fff}
    table{border-collapse:collapse;width:100%;table-layout:fixed;margin:0 0 1.5em;break-inside:avoid}
    caption{text-align:left;font-weight:bold;font-size:1.1em;padding:.3em 0}
    th,td{border:1px solid #888;vertical-align:top;padding:.25em .35em;height:4.2em}
    th{height:auto;background:#eee}td.out{background:#f6f6f6}
    .n{color:#555}.t{font-weight:bold}.t::before{content:"● "}.s::before{content:"○ "}.e{display:block;overflow-wrap:anywhere}
    footer{font-size:.85em;color:#333}
    """

  private static func monthTable(
    _ start: Day, _ year: Int, _ month: Int, _ byDay: [Day: [PlannedDay]], _ plan: TreatmentPlan, _ doses: [Double?]
  ) -> Markup {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    // Weeks begin on Monday, as ISO 8601 says.
    let lead = (((start.number + 3) % 7) + 7) % 7
    let count = Day.count(month: month, year: year)
    let head = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map {
      Markup.element("th", ["scope": "col"], .text($0))
    }
    let weeks = (0..<((lead + count + 6) / 7)).map { week in
      Markup.element(
        "tr",
        (0..<7).map { column in
          let number = week * 7 + column - lead + 1
          guard (1...count).contains(number) else { return Markup.element("td", ["class": "out"]) }
          return Markup.element(
            "td",
            [.element("span", ["class": "n"], "\(number)")]
              + (byDay[Day(start.number + number - 1)] ?? []).map { entry($0, plan, doses) })
        })
    }
    return Markup.element(
      "table", .element("caption", "\(names[month - 1]) \(year)"), .element("thead", .element("tr", head)),
      Markup.element("tbody", weeks))
  }

  private static func entry(_ planned: PlannedDay, _ plan: TreatmentPlan, _ doses: [Double?]) -> Markup {
    let remarks = remarks(planned, plan).map { ", \($0)" }.joined()
    let dose = words(planned, doses).map { " \($0)" } ?? ""
    return Markup.element(
      "span", ["class": planned.role == .treatment ? "e t" : "e s"], .text("\(planned.drug)\(dose) "),
      Markup.element("span", ["class": "n"], "(C\(planned.cycle) d\(planned.day)\(remarks))"))
  }

  /// The dose of a planned day: `900 mg/m² = 1817.9 mg`, `8 mg twice daily`.
  public static func words(_ planned: PlannedDay, _ doses: [Double?]) -> String? {
    guard let dose = planned.dose else { return nil }
    var words = text(dose)
    if planned.role == .treatment, doses.indices.contains(planned.part), let milligrams = doses[planned.part],
      dose.unit != .milligrams
    {
      words += " = \(Numbers.text(milligrams, decimals: 2)) mg"
    }
    if let times = planned.timesADay, times > 1 { words += " \(DoseFrequency.words(times))" }
    return words
  }
}
