// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes
import Plain

/// What the record says of toxicity under therapies: events by how bad they were, counts, a death by it, and statements that there was none.
struct RecordedToxicity {
  /// A toxicity that somebody died of.
  var fatal: [Evidence] = []
  /// Severe events, each with the therapy.
  var severe: [(evidence: Evidence, words: Phrase)] = []
  /// What may be severe, or of these therapies, and is not said to be.
  var open: [(evidence: Evidence, why: Phrase)] = []
  /// Events that are said not to be severe.
  var mild: [Evidence] = []
  /// Statements that there was none of any kind, of the whole time.
  var absence: [Evidence] = []
  /// Statements that there was none of one kind, or until a day.
  var partial: [Evidence] = []

  static let window = Threshold(
    "after the end of a therapy, within which what happens is counted to it", 30, "d",
    why: "custom of protocols: adverse events are recorded until 30 d after the last dose")

  init(of ids: [Entry.ID], _ outcome: PatientOutcomes) {
    for entry in outcome.patient.entries {
      switch entry.content {
      case .toxicity(let toxicity):
        guard let isCertain = Self.isMeant(entry, toxicity, ids, outcome) else { continue }
        add(entry, toxicity, isCertain: isCertain, ids, outcome)
      case .death(let death): add(death, entry, ids, outcome)
      default: continue
      }
    }
    addCounts(ids, outcome)
    addStops(ids, outcome)
  }

  // MARK: entries

  /// Whether a toxicity is of these therapies: as it says, else by its day; false where that is open, nil where it is not.
  private static func isMeant(_ entry: Entry, _ toxicity: Toxicity, _ ids: [Entry.ID], _ outcome: PatientOutcomes)
    -> Bool?
  {
    if let of = toxicity.of { return ids.contains(of) ? true : nil }
    guard entry.when.contains(where: \.isTold) else { return false }
    let timeline = outcome.timeline
    let membership = timeline.therapy(inForceAt: entry)
    guard let therapy = membership.therapies.first(where: ids.contains) else {
      return membership.remark == nil ? nil : false
    }
    let since = timeline.end(of: therapy).flatMap { end in
      timeline.start(of: entry.id).map { timeline.length(from: end, to: $0) }
    }
    if let least = since?.lower, least > TimeLength(days: window.value) { return nil }
    return membership.remark == nil
  }

  private mutating func add(
    _ entry: Entry, _ toxicity: Toxicity, isCertain: Bool, _ ids: [Entry.ID], _ outcome: PatientOutcomes
  ) {
    let evidence = Evidence(entry, .quoted(toxicity.qualifiedTerm))
    if toxicity.isAbsence {
      let isWhole = isCertain && toxicity.deniesSevere && !Self.isEarly(entry, ids, outcome)
      if isWhole { absence.append(Evidence(entry, .quoted(toxicity.term))) } else { partial.append(evidence) }
    } else if !isCertain {
      if toxicity.isMild { return }
      open.append(
        (
          evidence,
          Phrase("“\(toxicity.qualifiedTerm)”, which names no therapy", "„\(toxicity.qualifiedTerm)“, ohne Therapie")
        ))
    } else if toxicity.grade.value?.range.lowerBound == 5 {
      fatal.append(evidence)
    } else if toxicity.isSevere {
      let therapy = toxicity.of ?? ids.first ?? ""
      severe.append(
        (
          Evidence(entry, .quoted(toxicity.term)),
          Phrase(
            "“\(toxicity.qualifiedTerm)” is recorded on \(therapy): severe, though perhaps not serious.",
            "„\(toxicity.qualifiedTerm)“ ist unter \(therapy) dokumentiert: schwer, wenn auch vielleicht nicht schwerwiegend."
          )
        ))
    } else if toxicity.isMild {
      mild.append(evidence)
    } else {
      let grade = toxicity.grade.value.map { Phrase(", grade \($0)", ", Grad \($0)") }
      open.append(
        (
          evidence,
          Phrase.quote(toxicity.qualifiedTerm) + (grade ?? Phrase(" without a grade", " ohne Grad"))
        ))
    }
  }

  /// Whether a statement is of a day well before the end of the therapy: what came after it says another.
  private static func isEarly(_ entry: Entry, _ ids: [Entry.ID], _ outcome: PatientOutcomes) -> Bool {
    guard entry.when.contains(where: \.isTold) else { return false }
    let timeline = outcome.timeline
    guard let said = timeline.end(of: entry.id) ?? timeline.start(of: entry.id) else { return false }
    return ids.contains { id in
      guard let end = timeline.end(of: id), let rest = timeline.length(from: said, to: end).lower else { return false }
      return rest > TimeLength(days: window.value)
    }
  }

  // MARK: death

  private mutating func add(_ death: Death, _ entry: Entry, _ ids: [Entry.ID], _ outcome: PatientOutcomes) {
    guard let cause = death.cause.value, Self.namesToxicity(cause) else { return }
    let said = Set(Words.plain(cause).split(separator: " ").map(String.init))
    let named = outcome.therapies.filter { $0.therapy.drugs.contains { !said.isDisjoint(with: [$0.lowercased()]) } }
    let isOf: Bool
    if named.isEmpty {
      isOf = outcome.timeline.therapy(inForceAt: entry).therapies.contains(where: ids.contains)
    } else {
      isOf = named.contains { ids.contains($0.entry.id) }
    }
    guard isOf else { return }
    let evidence = Evidence(entry, Phrase("death: \(cause)", "Tod: „\(cause)“"))
    if ChartDoubt.isDoubted(cause) {
      open.append((evidence, Phrase("death, “\(cause)”", "Tod, „\(cause)“")))
    } else {
      fatal.append(evidence)
    }
  }

  /// Whether a cause of death is a toxicity of treatment: `toxicity of gemcitabine`, `treatment-related`, `neutropenic sepsis`.
  private static func namesToxicity(_ cause: String) -> Bool {
    let plain = Words.plain(cause)
    let words = plain.split(separator: " ").map(String.init)
    guard Set(words).isDisjoint(with: ["no", "not", "non", "nicht", "kein", "keine", "without", "ohne", "unrelated"])
    else { return false }
    return words.contains { $0.contains("toxi") || $0.hasPrefix("neutropen") }
      || ["treatment related", "therapy related", "drug related", "chemotherapy related"].contains {
        plain.contains($0)
      }
      || words.contains {
        $0.hasPrefix("therapieassoz") || $0.hasPrefix("therapiebeding") || $0.hasPrefix("behandlungsbeding")
      }
  }

  // MARK: counts and stops

  /// Counts in the time of the therapies that both versions of CTCAE call severe.
  private mutating func addCounts(_ ids: [Entry.ID], _ outcome: PatientOutcomes) {
    let timeline = outcome.timeline
    for value in LaboratoryRecord(outcome.patient).values {
      guard let grade = CTCAE.leastGrade(of: value), grade >= Toxicity.leastSevereGrade,
        let therapy = ids.first(where: { timeline.isDuring($0, value.day) }),
        let entry = outcome.patient.entry(value.entry)
      else { continue }
      let amount =
        value.analyte.phrase + Phrase(same: " ") + Phrase.number(value.value, decimals: 2)
        + Phrase(same: " \(value.analyte.printedUnit)")
      severe.append(
        (
          Evidence(entry, Phrase("\(amount) on \(value.day)", "\(amount) am \(value.day)")),
          Phrase(
            "\(amount) on \(value.day), on \(therapy), is at least grade \(grade) by CTCAE: severe, though perhaps not serious.",
            "\(amount) am \(value.day), unter \(therapy), ist mindestens Grad \(grade) nach CTCAE: schwer, wenn auch vielleicht nicht schwerwiegend."
          )
        ))
    }
  }

  /// Therapies that were stopped for toxicity, how bad it was not being said.
  private mutating func addStops(_ ids: [Entry.ID], _ outcome: PatientOutcomes) {
    for therapy in outcome.therapies where ids.contains(therapy.entry.id) {
      guard let reason = therapy.therapy.stopReason.value, !ChartDoubt.isDenied(reason),
        ["toxi", "nebenwirk", "unverträgl", "adverse", "intoler"].contains(where: reason.lowercased().contains)
      else { continue }
      open.append(
        (
          Evidence(therapy.entry, Phrase("stopped for \(reason)", "beendet wegen „\(reason)“")),
          Phrase(
            "that \(therapy.entry.id) was stopped for “\(reason)”",
            "dass \(therapy.entry.id) wegen „\(reason)“ beendet wurde")
        ))
    }
  }
}

extension PatientTimeline {
  /// Whether a day certainly lies after the first dose of a therapy, and not after its end.
  func isDuring(_ therapy: Entry.ID, _ day: Day) -> Bool {
    guard let start = start(of: therapy), let end = end(of: therapy), let first = bounds(of: start).latest,
      let last = bounds(of: end).earliest
    else { return false }
    return day > first && day <= last
  }
}

extension CTCAE {
  /// The least grade that a count has by any version that grades it without a limit of normal; nil where none does, or only a bound on the other side is known.
  static func leastGrade(of value: LaboratoryRecord.Value) -> Int? {
    // Of a bound only what lies on its side is known: a count below a number is at least as low.
    switch value.relation {
    case nil: break
    case .less?, .atMost?:
      guard [.neutrophils, .leukocytes, .lymphocytes, .platelets, .haemoglobin].contains(value.analyte) else {
        return nil
      }
    case .more?, .atLeast?: return nil
    }
    let grades = allCases.compactMap { version -> Int? in
      do throws(CTCAE.Problem) { return try version.grade(value.analyte, value.value).grade } catch { return nil }
    }
    return grades.min()
  }
}
