// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What the words of a file say of what they name: `No metastases`, `Leiomyosarkom ausgeschlossen`, `Mutter: Mammakarzinom` and `Doxorubicin empfohlen` name nothing that the patient has or got.
///
/// Words of a denial count where they open or end a text, or stand behind a colon: further inside a name may have its own (`diabetes mellitus without complications`, `of unknown primary`).
enum FactWords {
  /// Why words may not say that the patient has what they name; nil where nothing speaks against it.
  static func objection(toFinding text: String) -> String? {
    if sayFamily(text) { return "which is of a relative" }
    return sayDoubtful(text) ? "which doubts or denies it" : nil
  }

  /// Why words may not say that the patient got what they name; nil where nothing speaks against it.
  static func objection(toTreatment text: String) -> String? {
    if let found = objection(toFinding: text) { return found }
    return sayNotGiven(text) || sayNotDone(text) ? "which may not say that it was done" : nil
  }

  /// Whether words begin or end with a doubt or a denial, end with a question mark, or say that it was ruled out.
  static func sayDoubtful(_ text: String) -> Bool {
    let plain = plain(text)
    if plain.hasSuffix("?") || ChartDoubt.opensWithDoubt(text) && !names.contains(where: plain.hasPrefix) {
      return true
    }
    if openings.contains(where: { plain == $0 || plain.hasPrefix($0 + " ") }) { return true }
    if endings.contains(where: { plain == $0 || plain.hasSuffix(" " + $0) }) { return true }
    // `Diabetes: nein`, `HIV = neg.`, `metastases (-)`; of `sarcoma, grade: unknown` the answer is of a part.
    guard let mark = plain.firstIndex(where: { ":=(,;".contains($0) }), !",;".contains(plain[mark]) else {
      return false
    }
    return answers.contains(plain[plain.index(after: mark)...].filter { !") ".contains($0) })
  }

  /// Whether words say that a treatment did not begin: also where they stand beside it, as the reason of its end.
  static func sayNotGiven(_ text: String) -> Bool {
    let plain = plain(text)
    return notGiven.contains { plain == $0 || plain.hasSuffix(" " + $0) || plain.hasPrefix($0 + " ") }
  }

  /// Whether the name of a treatment says that it was planned, cancelled, refused or not done. `Resection without lymph nodes` was done.
  private static func sayNotDone(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    if words.contains(where: notDone.contains) { return true }
    return zip(words, words.dropFirst()).contains { first, second in
      denials.contains(first) && done.contains(second) || done.contains(first) && denials.contains(second)
    }
  }

  /// Whether words are of the family: by words, or by a code of ICD-10 from Z80 to Z84.
  static func sayFamily(_ text: String) -> Bool {
    let plain = text.lowercased()
    // A nodule of this name, and a graft from a relative, are the patient's.
    if ["sister mary joseph", "donor", "spend", "transplant"].contains(where: plain.contains) { return false }
    if ["family history", "family hx", "familienanamnese", "familiäre belastung", "familial history"].contains(
      where: plain.contains)
    {
      return true
    }
    if text.contains(#/(?:^|[^A-Za-z0-9])Z8[0-4](?:[.][0-9]{1,2})?(?:[^A-Za-z0-9]|$)/#) { return true }
    return plain.replacing("ß", with: "ss").split { !$0.isLetter }.contains { relatives.contains(String($0)) }
  }

  /// In lower case, without a point or comma at the end.
  private static func plain(_ text: String) -> String {
    var plain = text.lowercased().trimmed
    while let last = plain.last, ".,;!".contains(last) { plain.removeLast() }
    return plain
  }

  /// Names that begin like a denial.
  private static let names = ["negative pressure", "false aneurysm"]
  private static let openings = [
    "va", "rule out", "ruled out", "excluded", "ausgeschlossen", "denies", "denied", "verneint", "bestreitet",
    "absence of", "free of", "keinerlei", "nie", "unlikely",
  ]
  private static let endings = [
    "ausgeschlossen", "ruled out", "excluded", "nicht bestätigt", "not confirmed", "unconfirmed", "nicht nachweisbar",
    "nicht nachgewiesen", "not detected", "not found", "not present", "never present", "absent", "verneint", "denied",
    "unlikely", "o.b", "unauffällig", "entfällt", "did not occur", "not occurred", "nicht aufgetreten",
    "wrong patient", "(wrong patient)", "entered in error", "no tumour found", "no tumor found",
  ]
  private static let answers: Set = [
    "nein", "no", "n", "-", "neg", "neg.", "negative", "negativ", "0", "false", "unknown", "unbekannt", "fraglich",
    "none", "kein", "keine", "absent",
  ]
  private static let notGiven = [
    "never started", "never given", "not given", "not administered", "not started", "not begun", "not taken",
    "nicht gegeben", "nicht verabreicht", "nie verabreicht", "nicht begonnen", "nicht eingenommen", "nicht erfolgt",
    "nicht durchgeführt", "planned only", "planned, not given", "refused before start",
  ]
  private static let notDone: Set = [
    "planned", "scheduled", "cancelled", "canceled", "postponed", "aborted", "abandoned", "refused", "declined",
    "proposed", "considered", "intended", "recommended", "geplant", "geplante", "geplanter", "abgesagt", "abgelehnt",
    "abgebrochen", "verschoben", "vorgesehen", "erwogen", "empfohlen", "ausgesetzt",
  ]
  private static let denials: Set = ["not", "never", "nicht", "nie"]
  private static let done: Set = [
    "done", "performed", "carried", "undertaken", "durchgeführt", "erfolgt", "stattgefunden", "operiert",
  ]
  private static let relatives: Set = [
    "mother", "father", "sister", "brother", "daughter", "son", "sibling", "siblings", "parent", "parents",
    "grandmother", "grandfather", "aunt", "uncle", "cousin", "nephew", "niece", "relatives", "fhx", "paternal",
    "husband", "wife", "mutter", "vater", "schwester", "bruder", "tochter", "sohn", "eltern", "geschwister",
    "grossmutter", "grossvater", "tante", "onkel", "cousine", "neffe", "nichte", "ehemann", "ehefrau",
  ]
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

  /// Takes what its own words deny, doubt, plan or say of a relative for no fact, in every format: it is told, and stands in an event of no kind.
  mutating func settleDoubts() {
    for index in draft.entries.indices {
      let part = draft.entries[index]
      let heads = part.values.filter { $0.key == part.kind }.map(\.value) + (histologies[index] ?? []).map(\.value)
      guard !part.isOwn, Self.findings.contains(part.kind) || Self.treatments.contains(part.kind),
        let (value, words, why) = doubt(heads, part)
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
    }
  }

  /// The first of the words of an entry against which something speaks.
  private func doubt(
    _ heads: [PatientDraft.Value], _ part: PatientDraft.Part
  ) -> (value: PatientDraft.Value, words: String, why: String)? {
    let objection =
      Self.treatments.contains(part.kind)
      ? FactWords.objection(toTreatment:) : FactWords.objection(toFinding:)
    for value in heads {
      for words in value.texts + [value.raw] {
        guard let why = objection(words) else { continue }
        // That there was none is a statement of the record, unless it has a grade.
        if part.kind == "toxicity", Toxicity(term: words).isAbsence, !part.values.contains(where: { $0.key == "grade" })
        {
          continue
        }
        if words == "none" || words == Silence.notStated || words == Silence.unknown { continue }
        return (value, words, why)
      }
    }
    return nil
  }
}
