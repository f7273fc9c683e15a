// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// A line of therapy: a systemic therapy with the maintenance that continues it.
public struct LineOfTherapy: Sendable, Hashable {
  /// Number among all systemic therapies, from 1: as the source numbers the line where that leaves room for lines that are not recorded, else as
  /// counted.
  public var number: Int
  /// Number among lines for advanced disease (perioperative therapy not counted), from 1.
  public var numberInAdvancedDisease: Int?
  /// The therapy that opened it, then what continues it.
  public var therapies: [Entry.ID]
  /// `gemcitabine + docetaxel → gemcitabine`
  public var name: String
  /// How the source's own number of the line fits; nil where it states none, or the number that it has.
  public var numbering: Numbering?
  /// What was decided of maintenance in it that names no therapy that it continues, or one that had ended in progression, in a sentence; nil without.
  public var continuation: Phrase?
  /// Lines whose order to this one time leaves open, so that the order of the file decided the number.
  public var openOrder: [Entry.ID]

  /// How the number that a source gives a line fits its record.
  public enum Numbering: Sendable, Hashable {
    /// It is used: so many lines before this one are not recorded.
    case leavesRoom(stated: Int, counted: Int)
    /// It is not used: as many or more lines are recorded before this one.
    case contradicted(stated: Int, counted: Int)

    /// In a sentence.
    public var words: Phrase {
      switch self {
      case .leavesRoom(let stated, let counted):
        Phrase(
          "The source numbers it line \(stated); the record shows \(Self.earlier(counted)).",
          "Die Quelle zählt sie als Linie \(stated); die Akte zeigt \(Self.earlier(counted)).")
      case .contradicted(let stated, let counted):
        Phrase(
          "The source numbers it line \(stated), but the record shows \(Self.earlier(counted)): that number is not used.",
          "Die Quelle zählt sie als Linie \(stated), die Akte zeigt aber \(Self.earlier(counted)): diese Nummer gilt nicht."
        )
      }
    }

    private static func earlier(_ counted: Int) -> Phrase {
      counted == 1
        ? Phrase("no earlier line", "keine frühere Linie")
        : .count(counted - 1, Phrase("earlier line", "frühere Linie"), Phrase("earlier lines", "frühere Linien"))
    }
  }

  /// The lines of a patient, by their times; where these leave the order open, in that of the record.
  static func lines(of timeline: PatientTimeline, _ names: TreatmentNames) -> [LineOfTherapy] {
    let treatments = timeline.treatments.map { entry, therapy in
      let isRefused = refusedContinuation(of: entry, therapy, timeline) != nil
      return (
        entry: entry, therapy: therapy,
        continues: isRefused ? nil : therapy.continues ?? continued(by: entry, therapy, timeline)
      )
    }
    var lines: [LineOfTherapy] = []
    var lineOf: [Entry.ID: Int] = [:]
    var advanced = 0
    // What continues a therapy is put to its line after all lines are open: it may be listed, or dated, before what it continues.
    let opening = treatments.filter { opensLine($0.entry, $0.continues, treatments) }
    for (entry, therapy, _) in opening {
      let isPerioperative = therapy.intent == .neoadjuvant || therapy.intent == .adjuvant
      var number = (lines.last?.number ?? 0) + 1
      if !isPerioperative { advanced += 1 }
      var numbering: Numbering?
      if let stated = therapy.statedLine, stated != number, isPerioperative || stated != advanced {
        if stated > number {
          numbering = .leavesRoom(stated: stated, counted: lines.count + 1)
          if !isPerioperative { advanced += stated - number }
          number = stated
        } else {
          numbering = .contradicted(stated: stated, counted: lines.count + 1)
        }
      }
      lineOf[entry.id] = lines.count
      lines.append(
        LineOfTherapy(
          number: number, numberInAdvancedDisease: isPerioperative ? nil : advanced, therapies: [entry.id],
          name: names.name(therapy.drugs), numbering: numbering,
          continuation: refusedContinuation(of: entry, therapy, timeline),
          openOrder: opening.map(\.entry.id).filter {
            $0 != entry.id && timeline.order(of: $0, to: entry.id) == .open
          }))
    }
    var waiting = treatments.filter { lineOf[$0.entry.id] == nil }
    while let next = waiting.firstIndex(where: { $0.continues.map { lineOf[$0] != nil } ?? false }) {
      let (entry, therapy, continued) = waiting.remove(at: next)
      guard let continued, let index = lineOf[continued] else { continue }
      if therapy.continues == nil {
        lines[index].continuation = Phrase(
          "\(entry.id) is maintenance and names no therapy that it continues: it is taken to continue \(continued), the one before it.",
          "\(entry.id) ist eine Erhaltungstherapie und nennt keine Therapie, die sie fortsetzt: angenommen wird \(continued), die davor."
        )
      }
      lineOf[entry.id] = index
      lines[index].therapies.append(entry.id)
      lines[index].name += " → " + names.name(therapy.drugs)
    }
    return lines
  }

  /// What maintenance continues that names nothing: the treatment before it, unless that ended in progression or was given around surgery.
  private static func continued(by entry: Entry, _ therapy: Therapy, _ timeline: PatientTimeline) -> Entry.ID? {
    guard therapy.intent == .maintenance else { return nil }
    let before = timeline.treatments.prefix { $0.entry.id != entry.id }.last
    guard let before, before.therapy.intent != .neoadjuvant, before.therapy.intent != .adjuvant,
      progression(of: before.entry, before.therapy, before: entry, timeline) == nil
    else { return nil }
    return before.entry.id
  }

  /// Why maintenance does not continue the therapy that it names: maintenance after progression is another line, whatever it is called. nil where it may.
  private static func refusedContinuation(of entry: Entry, _ therapy: Therapy, _ timeline: PatientTimeline) -> Phrase? {
    guard therapy.intent == .maintenance, let continued = therapy.continues,
      let before = timeline.treatments.first(where: { $0.entry.id == continued }),
      let progression = progression(of: before.entry, before.therapy, before: entry, timeline)
    else { return nil }
    return Phrase(
      "\(entry.id) is maintenance and continues \(continued) by the record, which had ended in progression (\(progression)): it is counted as another line.",
      "\(entry.id) ist eine Erhaltungstherapie und setzt laut Akte \(continued) fort, das mit Progress geendet hatte (\(Phrase.event(progression))): sie zählt als andere Linie."
    )
  }

  /// What shows that a therapy had ended in progression before another began; nil where nothing does.
  private static func progression(
    of entry: Entry, _ therapy: Therapy, before next: Entry, _ timeline: PatientTimeline
  ) -> Entry.ID? {
    if therapy.isStoppedForProgression { return "stop of \(entry.id)" }
    let before: [PatientTimeline.Order] = [.before, .notAfter, .same]
    if therapy.intent != .neoadjuvant, therapy.intent != .adjuvant,
      let disease = OutcomeDerivation.newDisease(of: [entry.id], timeline: timeline).first(where: {
        before.contains(timeline.order(of: $0.entry.id, to: next.id))
      })
    {
      return disease.entry.id
    }
    return timeline.assessments(judging: [entry.id]).first { assessed in
      assessed.assessment.response.value == .progressive
        && before.contains(timeline.order(of: assessed.entry.id, to: next.id))
    }?.entry.id
  }

  /// Whether a therapy opens a line: unless it continues a recorded treatment, and, followed from one to the next, one that opens a line.
  private static func opensLine(
    _ entry: Entry, _ continues: Entry.ID?, _ treatments: [(entry: Entry, therapy: Therapy, continues: Entry.ID?)]
  ) -> Bool {
    var seen: Set<Entry.ID> = [entry.id]
    var continued = continues
    while let id = continued {
      guard let next = treatments.first(where: { $0.entry.id == id }) else { return true }
      // A circle continues nothing.
      guard seen.insert(id).inserted else { return true }
      continued = next.continues
    }
    return continues == nil
  }
}
