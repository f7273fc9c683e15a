// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension PatientGathering {
  /// Tells statements of one day and one thing of which only one can hold, in every format. Which of them does, nobody knows: they stand as they are stated.
  mutating func tellOneDay() {
    tellNoneBesideMetastases()
    tellTwo("performance status", "performance status", of: { Self.scale($0) }) { $0 != $1 }
    tellTwo("surgery", "margin", of: { part in Self.text("surgery", part) }) { Self.isOtherMargin($0, $1) }
    tellTwoValues()
  }

  // MARK: a stage without metastases

  /// `cM0` of a tumour beside metastases that were found on the day of its diagnosis or before.
  private mutating func tellNoneBesideMetastases() {
    let tumours = draft.entries.filter { $0.kind == "diagnosis" }
    // Of several tumours nobody says of which the metastases are.
    guard tumours.count == 1, let tumour = tumours.first, !tumour.isOwn, let day = Self.day(tumour),
      let stage = tumour.values.first(where: {
        $0.key == "stage" && Self.saysNone($0.value.texts.joined(separator: " "))
      }
      )?.value
    else { return }
    for part in draft.entries where part.kind == "metastases" && !part.isOwn {
      guard let found = part.values.first(where: { $0.key == "when" })?.value, let when = found.texts.first,
        found.texts.count == 1, when == day || PartialDate.isBefore(when, day), Self.isDistant(part)
      else { continue }
      outcome.warnings.append(
        Misfit(
          stage.place,
          "\(ProblemLog.quoted(stage.texts.joined(separator: " "))) at the diagnosis on \(day) beside `\(part.id)` of \(when) in \(found.place): both stand as they are stated",
          expected: "M1, or metastases that were found later"))
    }
  }

  /// Whether a stage says that there were no distant metastases, before any treatment.
  private static func saysNone(_ stage: String) -> Bool {
    stage.split { " ,;".contains($0) }.contains { $0.wholeMatch(of: #/[acpu]{0,2}M0(?:\(.*)?/#) != nil }
  }

  /// Lymph nodes can be those of the region, unless a list of distant metastases has them.
  private static func isDistant(_ part: PatientDraft.Part) -> Bool {
    part.values.filter { $0.key == "metastases" }.map(\.value).contains { value in
      if value.texts == ["none"] { return false }
      return (value.place.column ?? "").contains("ernmetastase") || (value.place.column ?? "").contains("FM_")
        || value.texts.contains { !$0.lowercased().contains("lymph") }
    }
  }

  // MARK: two of one thing

  /// Tells two entries of one kind, day and thing whose values of a key exclude each other.
  private mutating func tellTwo(
    _ kind: String, _ key: String, of thing: (PatientDraft.Part) -> String?, _ exclude: (String, String) -> Bool
  ) {
    var seen: [String: [PatientDraft.Value]] = [:]
    for part in draft.entries where part.kind == kind && !part.isOwn {
      guard let day = Self.day(part), let thing = thing(part),
        let value = part.values.first(where: { $0.key == key })?.value, let text = value.texts.first
      else { continue }
      let others = seen["\(day) \(thing)"] ?? []
      if let other = others.first(where: { $0.texts.first.map { exclude($0, text) } ?? false }) {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(text)) for the \(key) on \(day), which is \(ProblemLog.quoted(other.texts.first ?? "")) in \(other.place): both stand as they are stated",
            expected: "one of them, since only one can hold"))
      }
      seen["\(day) \(thing)", default: []].append(value)
    }
  }

  /// The one exact day of an entry; nil for any other time.
  private static func day(_ part: PatientDraft.Part) -> String? {
    let times = part.values.filter { $0.key == "when" }.flatMap(\.value.texts)
    guard times.count == 1, let text = times.first, text.wholeMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}/#) != nil else {
      return nil
    }
    return text
  }

  private static func text(_ key: String, _ part: PatientDraft.Part) -> String? {
    part.values.first { $0.key == key }?.value.texts.first
  }

  /// `ECOG` of `ECOG 1`: a Karnofsky index beside it is another scale.
  private static func scale(_ part: PatientDraft.Part) -> String? {
    text("performance status", part)?.split(separator: " ").first.map(String.init)
  }

  /// `R0` and `R1`; what is not known (`RX`) excludes nothing, and `R1` includes `R1(is)`.
  private static func isOtherMargin(_ one: String, _ other: String) -> Bool {
    guard let first = one.firstMatch(of: #/^R([012])/#), let second = other.firstMatch(of: #/^R([012])/#) else {
      return false
    }
    return first.1 != second.1
  }

  // MARK: laboratory

  /// Two values of one analyte at the same moment. On one day there are often several, so that only a stated time of the day makes them one.
  private mutating func tellTwoValues() {
    var seen: [String: [PatientDraft.Value]] = [:]
    for part in draft.entries where part.kind == "lab" && !part.isOwn {
      guard let time = part.values.first(where: { $0.key == "when" })?.value,
        let moment = part.moment ?? (time.raw.contains("T") ? time.raw : nil), let name = Self.text("lab", part),
        let value = part.values.first(where: { $0.key == "value" })?.value
      else { continue }
      let others = seen["\(name) \(moment)"] ?? []
      if let other = others.first(where: { !Self.isSame(name, $0, value) }) {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(value.texts.first ?? "")) for \(name) at \(moment), which is \(ProblemLog.quoted(other.texts.first ?? "")) in \(other.place): both stand as they are stated",
            expected: "one value at one moment"))
      }
      seen["\(name) \(moment)", default: []].append(value)
    }
  }

  /// Whether two values of an analyte are one, in one unit or, beyond the rounding of a conversion, in two.
  private static func isSame(_ name: String, _ one: PatientDraft.Value, _ other: PatientDraft.Value) -> Bool {
    if one.texts == other.texts { return true }
    guard let analyte = Analyte(named: name), let first = amount(one, analyte), let second = amount(other, analyte)
    else {
      return false
    }
    if first.sign != second.sign { return false }
    let difference = (first.amount - second.amount).magnitude
    return difference <= (first.unit == second.unit ? 1e-9 : 0.02)
      * max(first.amount.magnitude, second.amount.magnitude)
  }

  private static func amount(
    _ value: PatientDraft.Value, _ analyte: Analyte
  ) -> (sign: String, amount: Double, unit: String)? {
    guard let match = value.texts.first?.wholeMatch(of: #/([<>]?) ?([0-9.]+) (.+)/#), let number = Double(match.2),
      let unit = analyte.value(1, in: String(match.3))
    else { return nil }
    return (String(match.1), number / unit, String(match.3))
  }
}
