import Chronology
import Course

/// A plan as an iCalendar file (RFC 5545): all-day events that any calendar program reads.
public enum ICalendar {
  /// The file, with CRLF line ends and lines folded at 75 octets.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - title: stands before each event: `Patient 3`.
  ///   - stamp: when the file is made, UTC in the form `20210222T120000Z`.
  public static func text(_ plan: TreatmentPlan, title: String, stamp: String) -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Verlauf//Treatment plan//EN", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-CALNAME:" + escaped(title.isEmpty ? plan.regimen.name : "\(title): \(plan.regimen.name)"),
    ]
    for (index, day) in plan.days.enumerated() {
      let dose = day.dose.map { " \(Numbers.text($0.amount, decimals: 3)) \($0.unit.printed)" } ?? ""
      let summary = (title.isEmpty ? "" : title + ": ") + "C\(day.cycle) d\(day.day) \(day.drug)\(dose)"
      let note =
        "Cycle \(day.cycle), day \(day.day), \(day.role.rawValue). Planned doses, to be confirmed by the treating team; "
        + "not a medical device."
      lines += [
        "BEGIN:VEVENT", "UID:\(plan.regimen.id)-\(basic(plan.days[0].date))-\(index + 1)@verlauf",
        "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(basic(day.date))",
        "DTEND;VALUE=DATE:\(basic(Day(day.date.number + 1)))", "SUMMARY:" + escaped(summary),
        "DESCRIPTION:" + escaped(note), "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.flatMap(folded).map { $0 + "\r\n" }.joined()
  }

  /// `20210222`
  static func basic(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  /// Text with backslash, comma, semicolon and line ends escaped.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", ",", ";": escaped += "\\" + String(character)
      case "\n", "\r\n": escaped += "\\n"
      case "\r": continue
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// A line in pieces of at most 75 octets, never within a character; each continuation begins with a space.
  static func folded(_ line: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var octets = 0
    for character in line {
      let size = String(character).utf8.count
      if octets + size > 75 {
        pieces.append(piece)
        piece = " "
        octets = 1
      }
      piece.append(character)
      octets += size
    }
    pieces.append(piece)
    return pieces
  }
}
