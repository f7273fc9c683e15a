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
  ///   - patient: a pseudonym, so that the calendars of two patients never have an event in common. Events have its digest, not the name.
  ///   - notes: what a reader must know of the patient and the doses.
  ///   - words: the dose of a day.
  ///   - stamp: when the file is made, UTC in the form `20210222T120000Z`.
  public static func text(
    _ plan: TreatmentPlan, title: String, patient: String, notes: [String] = [], stamp: String,
    words: (PlannedDay) -> String?
  ) -> String {
    var file = ""
    func add(_ name: String, _ value: String) { file += ICalendarText.line(name, value) }
    func add(_ name: String, text: String) { add(name, ICalendarText.escaped(text)) }
    add("BEGIN", "VCALENDAR")
    add("VERSION", "2.0")
    add("PRODID", "-//Verlauf//Treatment plan//EN")
    add("CALSCALE", "GREGORIAN")
    add("METHOD", "PUBLISH")
    add("X-WR-CALNAME", text: title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)")
    for (index, (day, until)) in plan.runs.enumerated() {
      let dose = words(day).map { " \($0)" } ?? ""
      add("BEGIN", "VEVENT")
      add(
        "UID",
        text:
          "\(digest("\(patient)\n\(plan.regimen.id)\n\(plan.regimen.line)"))-\(basic(plan.days[0].date))-\(index + 1)@verlauf"
      )
      add("DTSTAMP", text: stamp)
      add("DTSTART;VALUE=DATE", basic(day.date))
      add("DTEND;VALUE=DATE", basic(Day((until ?? day.date).number + 1)))
      add("SUMMARY", text: (title.isEmpty ? "" : title + ": ") + "C\(day.cycle) d\(day.day) \(day.drug)\(dose)")
      add(
        "DESCRIPTION",
        text:
          "Cycle \(day.cycle), day \(day.day), \(day.role.rawValue). "
          + (plan.isBeyondRegimen(day)
            ? "Beyond the cycles of the regimen (at most \(plan.regimen.mostCycles ?? 0)). " : "")
          + (day.delayedDays > 0 ? "\(day.delayedDays) d late. " : "")
          + (day.cycleDelayedDays > 0 ? "Cycle begins \(day.cycleDelayedDays) d late. " : "")
          + notes.map { $0 + " " }.joined() + "Planned doses, to be confirmed by the treating team; "
          + "no conformity assessment was made.")
      add("TRANSP", "TRANSPARENT")
      add("END", "VEVENT")
    }
    add("END", "VCALENDAR")
    return file
  }

  /// A short digest of a text (FNV-1a, 64 bits): the same text has the same, and no name can be read from it.
  static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// `20210222`
  static func basic(_ day: Day) -> String { day.description.filter { $0 != "-" } }
}
