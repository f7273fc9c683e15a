// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// A plan as an iCalendar file (RFC 5545): all-day events that any calendar program reads.
public enum ICalendar {
  /// The file, with CRLF line ends and lines folded at 75 octets. Whatever stands in the title or the regimen is text of a property, never a property.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - title: stands before each event: `Patient 3`.
  ///   - stamp: when the file is made, UTC in the form `20210222T120000Z`.
  public static func text(_ plan: TreatmentPlan, title: String, stamp: String) -> String {
    var file = ""
    func add(_ name: String, _ value: String) { file += ICalendarText.line(name, value) }
    func add(_ name: String, text: String) { add(name, ICalendarText.escaped(text)) }
    add("BEGIN", "VCALENDAR")
    add("VERSION", "2.0")
    add("PRODID", "-//Verlauf//Treatment plan//EN")
    add("CALSCALE", "GREGORIAN")
    add("METHOD", "PUBLISH")
    add("X-WR-CALNAME", text: title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)")
    for (index, day) in plan.days.enumerated() {
      let dose = day.dose.map { " \(Numbers.text($0.amount, decimals: 3)) \($0.unit.printed)" } ?? ""
      add("BEGIN", "VEVENT")
      add("UID", text: "\(plan.regimen.id)-\(basic(plan.days[0].date))-\(index + 1)@verlauf")
      add("DTSTAMP", text: stamp)
      add("DTSTART;VALUE=DATE", basic(day.date))
      add("DTEND;VALUE=DATE", basic(Day(day.date.number + 1)))
      add("SUMMARY", text: (title.isEmpty ? "" : title + ": ") + "C\(day.cycle) d\(day.day) \(day.drug)\(dose)")
      add(
        "DESCRIPTION",
        text:
          "Cycle \(day.cycle), day \(day.day), \(day.role.rawValue). Planned doses, to be confirmed by the treating team; "
          + "no conformity assessment was made.")
      add("TRANSP", "TRANSPARENT")
      add("END", "VEVENT")
    }
    add("END", "VCALENDAR")
    return file
  }

  /// `20210222`
  static func basic(_ day: Day) -> String { day.description.filter { $0 != "-" } }
}
