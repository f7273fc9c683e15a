// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What the words of a file say of what they name, as the reason why it is no fact of the patient: `No metastases`, `Leiomyosarkom ausgeschlossen`, `Mutter: Mammakarzinom` and `Doxorubicin empfohlen` name nothing that the patient has or got.
enum FactWords {
  /// Why words may not say that the patient has what they name; nil where nothing speaks against it, and where they name nothing.
  static func objection(toFinding text: String, _ question: ChartAssertion.Question = .finding) -> String? {
    guard !Silence.isMissing(text) else { return nil }
    // A code of metastases may stand beside words of what is none.
    if question == .metastases, let name = BenignWords.named(in: text) { return "which is benign (\(name))" }
    return switch ChartAssertion(text, question) {
    case .affirmed: nil
    case .denied, .doubted: "which doubts or denies it"
    case .ofRelative: "which is of a relative"
    case .notDone: "which may not say that it was done"
    }
  }

  /// Why words may not say that the patient got what they name; nil where nothing speaks against it.
  static func objection(toTreatment text: String) -> String? { objection(toFinding: text, .treatment) }

  /// Why words may not say that there are metastases, which they may name behind something else.
  static func objection(toMetastases text: String) -> String? { objection(toFinding: text, .metastases) }

  /// Whether a note beside a finding takes it back.
  static func sayNone(note text: String, _ question: ChartAssertion.Question) -> Bool {
    !Silence.isMissing(text) && ChartAssertion(note: text, question) != .affirmed
  }

  /// Whether words say that a treatment did not begin: also where they stand beside it, as the reason of its end.
  static func sayNotGiven(_ text: String) -> Bool { ChartAssertion.sayNeverBegun(text) }

  /// Columns of free text about the record that they stand in.
  fileprivate static let remarks = [
    "note.text", "Anmerkung", ".description", "dosage.text", "REASND", "ADJ", "COVAL", "outcome.text", "stop_reason",
  ]

  /// Whether words are of the family.
  static func sayFamily(_ text: String) -> Bool { ChartAssertion(text, .finding) == .ofRelative }
}

extension PatientGathering {
  /// States another disease of the patient; what its name denies, doubts or says of a relative stands in the note and is told.
  ///
  /// - Parameters:
  ///   - value: the disease in words, with everything that is said of it.
  ///   - names: its names alone.
  mutating func comorbidity(_ value: PatientDraft.Value, names: [String]) {
    guard
      let (name, why) = names.lazy.compactMap({ name in
        FactWords.objection(toFinding: name).map { (name, $0) }
      }).first
    else { return fact("comorbidity", value) }
    outcome.warnings.append(
      Misfit(
        value.place, "\(ProblemLog.quoted(name)), \(why): no comorbidity, it stands in the note",
        expected: "a disease that the patient has or had"))
    let event = entry(
      "event", key: "no disease of the patient", stem: "no-disease-of-the-patient", order: Self.atTheEnd,
      at: value.place)
    if draft.entries[event].values.isEmpty {
      state("event", ["diseases that are not surely the patient's, in the note"], of: event, nil)
    }
    var other = value
    other.isList = false
    other.meaning = "note of event"
    draft.entries[event].noted.append(other)
  }

  /// Entries of which the head says what the patient had.
  private static var findings: Set<String> { ["diagnosis", "metastases", "local relapse", "toxicity"] }
  /// Entries of which the head says what the patient got.
  private static var treatments: Set<String> {
    ["surgery", "radiotherapy", "therapy", "biopsy", "ablation", "transplant"]
  }

  /// Whether an entry says what the patient had or got, or what was found.
  private static func isFact(_ part: PatientDraft.Part) -> Bool {
    if findings.contains(part.kind) || treatments.contains(part.kind) { return true }
    if ["lab", "assessment", "performance status", "biomarker", "complication", "death"].contains(part.kind) {
      return true
    }
    // A dose of no therapy.
    return part.kind == "event"
      && part.values.contains { $0.key == "event" && $0.value.texts.first?.hasSuffix(" given") ?? false }
  }

  /// Takes what its own words deny, doubt, plan or say of a relative for no fact, in every format: it is told, and stands in an event of no kind.
  mutating func settleDoubts() {
    for index in draft.entries.indices {
      let part = draft.entries[index]
      if !part.isOwn { tellImpossible(part) }
      let heads = part.values.filter { $0.key == part.kind }.map(\.value) + (histologies[index] ?? []).map(\.value)
      guard !part.isOwn, Self.isFact(part),
        let (value, words, why) = doubt(heads, part) ?? doubtOfNotes(part) ?? otherGrade(heads, part)
          ?? otherProcedure(heads, part)
      else { continue }
      outcome.misfits.append(
        Misfit(
          value.place, "\(ProblemLog.quoted(words)) for \(part.kind), \(why)",
          expected: "what the patient had or got"))
      var other = part
      other.kind = "event"
      other.plan = "event"
      other.values = part.values.filter { $0.key == "when" }
      other.kept += (part.values.filter { $0.key != "when" }.map(\.value) + (histologies[index] ?? []).map(\.value))
        .filter { !$0.raw.isEmpty }.map { own in
          var kept = own
          kept.meaning = "not understood"
          return kept
        }
      let head = PatientDraft.Value(
        texts: ["\(part.kind) that may be none"], place: part.row, raw: "", meaning: "")
      other.values.insert(("event", head), at: 0)
      draft.entries[index] = other
      histologies[index] = nil
      diagnosed[index] = nil
      leaveAlone(part.id)
    }
  }

  /// A term of a side effect that holds another grade than the one stated: `Neutropenie Grad 4` of grade 2.
  private func otherGrade(
    _ heads: [PatientDraft.Value], _ part: PatientDraft.Part
  ) -> (value: PatientDraft.Value, words: String, why: String)? {
    guard part.kind == "toxicity",
      let grade = part.values.first(where: { $0.key == "grade" })?.value.texts.first.flatMap({ Int($0) })
    else { return nil }
    for value in heads {
      for words in value.texts + [value.raw] {
        guard
          let found = words.lowercased().firstMatch(of: #/(?:\bgrade?|\bctc(?:ae)?|\bg|°)[ °:.]*([0-5])(?![0-9.,])/#),
          let own = Int(found.1), own != grade
        else { continue }
        return (value, words, "which is of another grade than \(grade)")
      }
    }
    return nil
  }

  /// Words of an operation that name another kind of procedure than its code: `Bestrahlung (OPS 5-683)`.
  private func otherProcedure(
    _ heads: [PatientDraft.Value], _ part: PatientDraft.Part
  ) -> (value: PatientDraft.Value, words: String, why: String)? {
    guard part.kind == "surgery" else { return nil }
    for value in heads {
      for words in value.texts + [value.raw] {
        let kinds = ProcedureWords.kinds(in: words)
        if !kinds.isEmpty, !kinds.contains(.surgery) {
          return (
            value, words,
            "which is another kind of procedure (\(kinds.map(\.rawValue).sorted().joined(separator: ", ")))"
          )
        }
      }
    }
    return nil
  }

  /// What was of an entry that is a fact no more is of none: a side effect of a therapy that may not have been given.
  private mutating func leaveAlone(_ id: String) {
    for index in draft.entries.indices {
      draft.entries[index].values.removeAll { $0.key == "of" && $0.value.raw.isEmpty && $0.value.texts == [id] }
    }
  }

  /// The first note of an entry that takes back what the entry says.
  private func doubtOfNotes(_ part: PatientDraft.Part) -> (value: PatientDraft.Value, words: String, why: String)? {
    let response = part.values.first { $0.key == "response" }?.value.texts.first
    let question: ChartAssertion.Question =
      Self.treatments.contains(part.kind) || part.kind == "event"
      ? .treatment : part.kind == "metastases" ? .metastases : response == "PD" ? .progression : .finding
    for value in part.noted + part.kept {
      let isRemark = value.place.column.map { column in FactWords.remarks.contains(where: column.hasSuffix) } ?? false
      if ChartAssertion.isRetracted(value.raw) || isRemark && FactWords.sayNone(note: value.raw, question) {
        return (value, value.raw, "which takes it back")
      }
    }
    return nil
  }

  /// The first of the words of an entry against which something speaks.
  private func doubt(
    _ heads: [PatientDraft.Value], _ part: PatientDraft.Part
  ) -> (value: PatientDraft.Value, words: String, why: String)? {
    guard Self.findings.contains(part.kind) || Self.treatments.contains(part.kind) else { return nil }
    let question: ChartAssertion.Question =
      Self.treatments.contains(part.kind) ? .treatment : part.kind == "metastases" ? .metastases : .finding
    for value in heads {
      for words in value.texts + [value.raw] {
        guard let why = FactWords.objection(toFinding: words, question) else { continue }
        // That there was none is a statement of the record, unless it has a grade.
        if part.kind == "toxicity", Toxicity(term: words).isAbsence, !part.values.contains(where: { $0.key == "grade" })
        {
          continue
        }
        if words == "none" { continue }
        return (value, words, why)
      }
    }
    return nil
  }
}
