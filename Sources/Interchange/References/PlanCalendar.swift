// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// The plans of a record as a calendar (iCalendar, RFC 5545): an event for each `plan` that has a day, or a month, a year or an interval.
///
/// An event of a calendar has a day. Of a plan whose day is not known it spans what is stated, and says so; a plan whose time counts from another entry is told and not written. Who is meant stands there as the id of the record alone.
package enum PlanCalendar {
  /// The calendar, and what it cannot hold.
  ///
  /// - Parameter day: the day on which it is made, as a date of ISO.
  package static func write(_ study: Study, day: String) -> StudyWriting {
    var losses = LossReport()
    for (part, key, count) in TableWriting.wholeLosses(study, but: []) {
      losses.add(.unplaced, file: part, column: key, meaning: "a calendar has plans alone", count: count)
    }
    var events = ""
    for row in FlatRows(study).rows {
      guard row.kind == "plan" else {
        losses.add(
          .unplaced, file: row.kind, column: "", meaning: "a calendar has plans alone", count: max(1, row.cells.count),
          example: row.kind == "patient" ? row.patient : "\(row.patient)/\(row.name)")
        continue
      }
      let name = "\(row.patient)/\(row.name)"
      guard let words = row.one("plan"), let texts = row.cells["when"], texts.count == 1,
        let span = PhenopacketMember.span(texts[0]), let end = dayAfter(span.last)
      else {
        losses.add(
          .unplaced, file: "plan", column: "when", meaning: "no day, month, year or interval of days", example: name)
        continue
      }
      let isDay = span.first == span.last
      let summary = "Patient \(row.patient): \(words)" + (isDay ? "" : " (\(texts[0]), the day is not known)")
      let uid = Hexadecimal.text(Array(SHA256.digest("verlauf/\(study.title)/\(name)".utf8).prefix(16)))
      events += ICalendarText.line("BEGIN", "VEVENT")
      events += ICalendarText.line("UID", "\(uid)@verlauf")
      events += ICalendarText.line("DTSTAMP", day.replacing("-", with: "") + "T000000Z")
      events += ICalendarText.line("DTSTART;VALUE=DATE", span.first.replacing("-", with: ""))
      events += ICalendarText.line("DTEND;VALUE=DATE", end.replacing("-", with: ""))
      events += ICalendarText.line("SUMMARY", ICalendarText.escaped(summary))
      if let note = row.one("note") { events += ICalendarText.line("DESCRIPTION", ICalendarText.escaped(note)) }
      events += ICalendarText.line("TRANSP", "TRANSPARENT")
      events += ICalendarText.line("END", "VEVENT")
      for key in row.cells.keys.sorted() where ["plan", "when", "note"].contains(key) {
        losses.add(.understood, file: "plan", column: key, meaning: key)
      }
      for key in row.cells.keys.sorted() where !["plan", "when", "note", "source", "id"].contains(key) {
        losses.add(.unplaced, file: "plan", column: key, meaning: "a calendar has no place for it", example: name)
      }
    }
    let head =
      ICalendarText.line("BEGIN", "VCALENDAR") + ICalendarText.line("VERSION", "2.0")
      + ICalendarText.line("PRODID", "-//Verlauf//Plans of a record//EN")
    let text = head + events + ICalendarText.line("END", "VCALENDAR")
    return StudyWriting(files: events.isEmpty ? [:] : ["plans.ics": text], losses: losses)
  }

  /// The day behind a day of ISO: an event without hours ends before it (RFC 5545, 3.6.1).
  static func dayAfter(_ text: String) -> String? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    var (year, month, day) = (parts[0], parts[1], parts[2] + 1)
    if day > PhenopacketTime.days(month, year) { (month, day) = (month + 1, 1) }
    if month > 12 { (year, month) = (year + 1, 1) }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(padded(month))-\(padded(day))"
  }
}
