// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import VerlaufTesting

/// A dated course made by chance, each entry on a day of its own, as the lines of a patient's file.
struct RandomCourse {
  /// The entries, in order of time; the first is the diagnosis.
  var entries: [String]
  /// The therapies' identifiers with the days of their starts, in order.
  var therapies: [(id: String, day: Int)] = []

  /// A day as it is written, counted from 2018-01-01.
  static func date(_ day: Int) -> String { "\(Day(Self.origin + day))" }
  private static let origin = Day(iso: "2018-01-01")?.number ?? 0

  init(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var day = 0
    func later() -> String {
      day += Int.random(in: 3...40, using: &chance)
      return Self.date(day)
    }
    entries = ["  - diagnosis: leiomyosarcoma\n    when: \(later())\n"]
    for line in 1...Int.random(in: 1...3, using: &chance) {
      let start = later()
      therapies.append(("t\(line)", day))
      var therapy = "  - therapy: drug\(line)\n    id: t\(line)\n    when: \(start)\n"
      let isStopped = Bool.random(using: &chance)
      var seen: [String] = []
      for visit in 0..<Int.random(in: 0...4, using: &chance) {
        let response = ["CR", "PR", "SD", "PD", "NE"].randomElement(using: &chance) ?? "SD"
        let of = Bool.random(using: &chance) ? "\n    of: t\(line)" : ""
        seen.append(
          "  - assessment: CT\n    id: v\(line)-\(visit)\n    response: \(response)\(of)\n    when: \(later())\n")
      }
      if Int.random(in: 0..<4, using: &chance) == 0 {
        seen.append("  - metastases: [site \(line)]\n    id: m\(line)\n    when: \(later())\n")
      }
      if Int.random(in: 0..<5, using: &chance) == 0 {
        seen.append("  - local relapse: thigh\n    id: r\(line)\n    when: \(later())\n")
      }
      if isStopped {
        therapy += "    ends: \(later())\n"
        if Bool.random(using: &chance) { therapy += "    stopped for: progression\n" }
      }
      entries.append(therapy)
      entries += seen
    }
    switch Int.random(in: 0..<3, using: &chance) {
    case 0: entries.append("  - death: sarcoma\n    id: death\n    when: \(later())\n")
    case 1: entries.append("  - last contact: alive\n    id: contact\n    when: \(later())\n")
    default: break
    }
  }
}
