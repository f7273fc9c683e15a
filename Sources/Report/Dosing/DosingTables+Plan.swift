// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
public import Dosing

extension DosingTables {
  /// The days of a plan in order of date; with a body size, the doses in mg.
  ///
  /// - Parameter milligrams: the dose of a drug in mg, where it can be computed.
  public static func plan(_ plan: TreatmentPlan, milligrams: [String: Double] = [:]) -> Table {
    var table = Table(
      name: "plan", title: plan.regimen.name,
      columns: ["date", "weekday", "cycle", "day", "drug", "dose", "mg", "route", "infusion, min", "for"])
    for day in plan.days {
      let component = plan.regimen.components.first { $0.drug == day.drug }
      let part = (plan.regimen.premedication + plan.regimen.support).first { $0.drug == day.drug }
      let isTreatment = day.role == .treatment
      table.rows.append([
        .init(day.date.description), .init(weekday(day.date)), .init("\(day.cycle)"), .init("\(day.day)"),
        .init(day.drug), .init(day.dose.map(text) ?? ""),
        .init(isTreatment ? milligrams[day.drug].map { Numbers.text($0, decimals: 1) } ?? "" : ""),
        .init((isTreatment ? component?.route : part?.route)?.rawValue ?? ""),
        .init(isTreatment ? component?.infusionMinutes.map(String.init) ?? "" : ""),
        .init(day.role.rawValue + (day.delayedDays > 0 ? ", \(day.delayedDays) d late" : "")),
      ])
    }
    table.footnotes = plan.warnings.map { "Warning: \($0)" } + [disclaimer]
    return table
  }

  static func weekday(_ day: Day) -> String {
    // 1970-01-01 was a Thursday.
    ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day.number % 7) + 7) % 7]
  }

  /// A printable calendar, a month a table, with what is planned on each day.
  public static func calendarPage(_ plan: TreatmentPlan, title: String) -> String {
    let byDay = Dictionary(grouping: plan.days, by: \.date)
    guard let first = plan.days.first?.date, let last = plan.days.last?.date else { return "" }
    var months = ""
    var (year, month, _) = first.civil
    while let start = Day(year: year, month: month, day: 1), start <= last {
      months += monthTable(start, year, month, byDay)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    let name = title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)"
    return PageHead(title: name, style: calendarStyle, styleHash: calendarStyleHash).html + """
      <body><h1>\(HTML.escape(name))</h1>
      \(months)<footer><p>● treatment, ○ premedication and support. \(plan.warnings.map(HTML.escape).joined(separator: " "))</p>
      <p>\(HTML.escape(disclaimer))</p></footer></body></html>

      """
  }

  /// The hash of the style below.
  private static let calendarStyleHash = "qYWvWMchI78dM97OBOM0GW6YX5Ud1IiAYiVSkj2MjuU="

  private static let calendarStyle = """
    body{font:12px/1.35 "DejaVu Sans",Helvetica,Arial,sans-serif;margin:2em;color:#111;background:#fff}
    table{border-collapse:collapse;width:100%;table-layout:fixed;margin:0 0 1.5em;break-inside:avoid}
    caption{text-align:left;font-weight:bold;font-size:1.1em;padding:.3em 0}
    th,td{border:1px solid #888;vertical-align:top;padding:.25em .35em;height:4.2em}
    th{height:auto;background:#eee}td.out{background:#f6f6f6}
    .n{color:#555}.t{font-weight:bold}.t::before{content:"● "}.s::before{content:"○ "}.e{display:block;overflow-wrap:anywhere}
    footer{font-size:.85em;color:#333}
    """

  private static func monthTable(_ start: Day, _ year: Int, _ month: Int, _ byDay: [Day: [PlannedDay]]) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    // Weeks begin on Monday, as ISO 8601 says.
    let lead = (((start.number + 3) % 7) + 7) % 7
    var text = "<table><caption>\(names[month - 1]) \(year)</caption><thead><tr>"
    text += ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map { "<th scope=\"col\">\($0)</th>" }.joined()
    text += "</tr></thead><tbody>"
    let count = Day.count(month: month, year: year)
    for week in 0..<((lead + count + 6) / 7) {
      text += "<tr>"
      for column in 0..<7 {
        let number = week * 7 + column - lead + 1
        guard (1...count).contains(number) else {
          text += "<td class=\"out\"></td>"
          continue
        }
        text += "<td><span class=\"n\">\(number)</span>"
        for planned in byDay[Day(start.number + number - 1)] ?? [] {
          let dose = planned.dose.map { " " + self.text($0) } ?? ""
          text +=
            "<span class=\"e \(planned.role == .treatment ? "t" : "s")\">\(HTML.escape(planned.drug + dose)) "
            + "<span class=\"n\">(C\(planned.cycle) d\(planned.day))</span></span>"
        }
        text += "</td>"
      }
      text += "</tr>"
    }
    return text + "</tbody></table>\n"
  }
}
