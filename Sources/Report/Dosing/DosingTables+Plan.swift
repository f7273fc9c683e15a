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
  ///   - milligrams: the dose of a drug in mg, where it can be computed.
  ///   - only: what is planned on this day alone; nil for all days.
  public static func plan(_ plan: TreatmentPlan, milligrams: [String: Double] = [:], on only: Day? = nil) -> Table {
    Table(
      name: "plan", title: plan.regimen.name,
      columns: [
        .init("date", .day), "weekday", .init("cycle", .number), .init("day", .number), "drug", .init("dose", .amount),
        .init("", .number, unit: "mg"), "route", .init("infusion", .number, unit: "min"), "for",
      ],
      rows: plan.days.filter { only == nil || $0.date == only }.map { day in
        let component = plan.regimen.components.first { $0.drug == day.drug }
        let part = (plan.regimen.premedication + plan.regimen.support).first { $0.drug == day.drug }
        let isTreatment = day.role == .treatment
        return [
          .init(.day(day.date)), .words(weekday(day.date)), .number(day.cycle), .number(day.day), .words(day.drug),
          .dose(day.dose), .number(isTreatment ? milligrams[day.drug] : nil, or: .blank),
          .words((isTreatment ? component?.route : part?.route)?.rawValue, or: .blank),
          .number(isTreatment ? component?.infusionMinutes : nil, or: .blank),
          .words(day.role.rawValue + (day.delayedDays > 0 ? ", \(day.delayedDays) d late" : "")),
        ]
      }, footnotes: plan.warnings.map { "Warning: \($0)" } + [disclaimer])
  }

  static func weekday(_ day: Day) -> String {
    // 1970-01-01 was a Thursday.
    ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day.number % 7) + 7) % 7]
  }

  /// A printable calendar, a month a table, with what is planned on each day.
  public static func calendarPage(_ plan: TreatmentPlan, title: String) -> String {
    let byDay = Dictionary(grouping: plan.days, by: \.date)
    guard let first = plan.days.first?.date, let last = plan.days.last?.date else { return "" }
    var months: [Markup] = []
    var (year, month, _) = first.civil
    while let start = Day(year: year, month: month, day: 1), start <= last {
      months.append(monthTable(start, year, month, byDay))
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    let name = title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)"
    let key = "● treatment, ○ premedication and support. \(plan.warnings.joined(separator: " "))"
    return Page(
      title: name, style: calendarStyle, styleHash: calendarStyleHash,
      body: [.element("h1", .text(name))] + months + [
        Markup.element("footer", .element("p", .text(key)), .element("p", .text(disclaimer)))
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

  private static func monthTable(_ start: Day, _ year: Int, _ month: Int, _ byDay: [Day: [PlannedDay]]) -> Markup {
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
              + (byDay[Day(start.number + number - 1)] ?? []).map(entry))
        })
    }
    return Markup.element(
      "table", .element("caption", "\(names[month - 1]) \(year)"), .element("thead", .element("tr", head)),
      Markup.element("tbody", weeks))
  }

  private static func entry(_ planned: PlannedDay) -> Markup {
    let dose = planned.dose.map { " " + text($0) } ?? ""
    return Markup.element(
      "span", ["class": planned.role == .treatment ? "e t" : "e s"], .text("\(planned.drug)\(dose) "),
      Markup.element("span", ["class": "n"], "(C\(planned.cycle) d\(planned.day))"))
  }
}
