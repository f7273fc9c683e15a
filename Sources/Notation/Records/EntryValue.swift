// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// What stands behind the word of an entry and says nothing of the kind: a date, a denial, a doubt.
///
/// `death: 2021-05-01` would be a death of that cause without a time, `local relapse: none` a relapse at the site `none`. Each is answered by the form that says it.
enum EntryValue {
  /// Tells what is no value of an entry of this kind.
  static func check(_ kind: EntryKind, _ mapping: Mapping) {
    guard let item = mapping.item(kind.word), !["lab", "performance status"].contains(kind.word) else { return }
    // What says that there is no value is answered where it is read.
    for (text, item) in texts(item)
    where Silence.meant(text) == nil && text != Silence.notStated && text != Silence.unknown {
      if let date = date(text) {
        mapping.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for \(kind.record.table.title)",
          expected: isOptional.contains(kind.word)
            ? "`\(kind.word): true` and `when: \(date)`"
            : "what it was (`\(kind.word): …`), and `when: \(date)`")
      }
      denial(text, item, kind, mapping)
    }
  }

  private static func texts(_ item: Item) -> [(String, Item)] {
    switch item.content {
    case .text(let text): [(text.trimmed, item)]
    case .list(let items): items.flatMap(texts)
    case .empty, .fields: []
    }
  }

  /// Kinds that can be recorded by `true` alone.
  private static let isOptional: Set = [
    "local relapse", "radiotherapy", "ablation", "biopsy", "best supportive care", "follow-up", "assessment", "death",
    "last contact",
  ]

  // MARK: dates

  /// The date that a text is, perhaps behind `on`; nil for words.
  private static func date(_ text: String) -> String? {
    var words = text.split(separator: " ").map(String.init)
    while words.count > 1, let first = words.first, beforeDates.contains(first.lowercased()) { words.removeFirst() }
    let rest = words.joined(separator: " ")
    do {
      _ = try StatedDate(parsing: rest)
      return rest
    } catch {
      if let meant = error.suggestion { return meant }
    }
    // `03.04.2020` is two days, and a date.
    let isDate =
      rest.first?.isASCIIDigit == true && rest.count(where: \.isASCIIDigit) >= 4
      && rest.allSatisfy { $0.isASCIIDigit || "./-".contains($0) } && rest.count { "./-".contains($0) } == 2
    return isDate ? "…" : nil
  }

  private static let beforeDates: Set = ["on", "am", "at", "in", "im", "since", "seit", "from", "ab", "vom", "the"]

  // MARK: denials and doubts

  private static func denial(_ text: String, _ item: Item, _ kind: EntryKind, _ mapping: Mapping) {
    let log = mapping.log
    switch kind.word {
    case "local relapse":
      let said = ChartAssertion(text, .finding)
      if said == .denied || said == .ofRelative {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a local relapse",
          expected: "its site or `true`; where there was none, leave the entry out")
      } else if said != .affirmed || ChartDoubt.isDoubted(text) {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a local relapse",
          expected:
            "`event: \(ProblemLog.quoted(text).filter { $0 != "`" })`, or an assessment with it as its `finding:`; as a local relapse it would count as progression"
        )
      }
    case "last contact" where VitalStatus.isLost(text):
      log.error(
        item.mark, "\(ProblemLog.quoted(text)) for a last contact with the patient alive",
        expected:
          "`last contact: true` with the day on which the patient was last seen, and `event: \(ProblemLog.quoted(text).filter { $0 != "`" })`"
      )
    // A toxicity or a complication can be an absence, which has no grade.
    case "toxicity", "complication":
      let said = ChartAssertion(text, .finding)
      let absent = mapping.item("absent").flatMap { texts($0).first?.0 }
      let isGraded = mapping.item("grade").map {
        texts($0).contains { $0.0.contains(where: { "12345IV".contains($0) }) }
      }
      if said == .ofRelative {
        log.error(item.mark, "\(ProblemLog.quoted(text)), which is of a relative", expected: "what the patient had")
      } else if absent.map({ $0 == "true" }) ?? (said == .denied), isGraded ?? false {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)), which did not occur, with a grade",
          expected: "what occurred with its grade, or the denial without one")
      }
    case "diagnosis":
      let said = ChartAssertion(text, .finding)
      if said == .denied || said == .ofRelative {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a diagnosis",
          expected: "what the patient had; where it was ruled out, or is of a relative, an `event:` with these words")
      }
    // Their own forms answer denials.
    case "metastases", "death", "therapy", "quality of life": break
    default:
      // `false` for what is `true` or words is told by its form.
      guard !(text == "false" && ["best supportive care", "follow-up", "last contact"].contains(kind.word)) else {
        return
      }
      if ChartDoubt.isBareDenial(text, of: nouns[kind.word] ?? []) {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for \(kind.record.table.title)",
          expected: "what there was; where there was none, leave the entry out")
      } else if deeds.contains(kind.word) && ChartAssertion(text, .treatment) != .affirmed
        || looks.contains(kind.word) && ChartAssertion(text, .treatment) == .notDone
      {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for \(kind.record.table.title), which may not have been done",
          expected:
            "what was done; what was planned, refused or left out is a `decision:` or an `event:` with these words")
      }
    }
  }

  private static let deeds: Set = ["surgery", "radiotherapy", "ablation", "biopsy", "transplant"]
  /// Kinds whose words may hold a denial of what was seen: `clinical (no CT)`.
  private static let looks: Set = ["assessment", "best supportive care"]

  /// What else may stand beside a denial of a kind: `keine Operation`.
  private static let nouns: [String: Set<String>] = [
    "surgery": ["surgery", "operation", "op", "resection", "resektion"],
    "radiotherapy": [
      "radiotherapy", "radiation", "rt", "radiatio", "bestrahlung", "strahlentherapie", "radiotherapie",
    ],
    "ablation": ["ablation", "rfa"],
    "best supportive care": ["best", "supportive", "care", "bsc"],
    "follow-up": ["follow", "up", "nachsorge"],
    "last contact": ["contact", "last", "kontakt"],
    "assessment": ["assessment", "imaging", "ct", "mri", "staging", "bildgebung"],
    "event": ["event", "events", "ereignis", "ereignisse"],
    "decision": ["decision", "entscheidung"],
    "plan": ["plan", "plans"],
  ]
}
