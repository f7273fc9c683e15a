// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// What the words of a file say of a disease: `No metastases` and `Family history of breast cancer` are none that the patient has.
enum ConditionWords {
  /// Whether words begin with a doubt or a denial, end with a question mark, or say that it was ruled out.
  static func sayDoubtful(_ text: String) -> Bool {
    let plain = text.lowercased().trimmed
    return ChartDoubt.opensWithDoubt(text) || plain.hasSuffix("?")
      || ["va ", "rule out", "ruled out", "excluded", "ausgeschlossen"].contains(where: plain.hasPrefix)
      || ["ruled out", "excluded", "ausgeschlossen"].contains(where: plain.hasSuffix)
  }

  /// Whether words are of the family: by words, or by a code of ICD-10 from Z80 to Z84.
  static func sayFamily(_ text: String) -> Bool {
    let plain = text.lowercased()
    if ["family history", "family hx", "familienanamnese", "familiäre belastung", "familial history"].contains(
      where: plain.contains)
    {
      return true
    }
    if text.contains(#/(?:^|[^A-Za-z0-9])Z8[0-4](?:[.][0-9]{1,2})?(?:[^A-Za-z0-9]|$)/#) { return true }
    return plain.split { !$0.isLetter }.contains { relatives.contains(String($0)) }
  }

  private static let relatives: Set = [
    "mother", "father", "sister", "brother", "parents", "siblings", "grandmother", "grandfather", "aunt", "uncle",
    "mutter", "vater", "schwester", "bruder", "eltern", "geschwister", "großmutter", "großvater", "tante", "onkel",
  ]
}

extension PatientGathering {
  /// States another disease of the patient; what its name denies, doubts or says of a relative stands in the note and is told.
  ///
  /// - Parameters:
  ///   - value: the disease in words, with everything that is said of it.
  ///   - names: its names alone.
  mutating func comorbidity(_ value: PatientDraft.Value, names: [String]) {
    func found(_ says: (String) -> Bool, _ why: String) -> (name: String, why: String)? {
      names.first(where: says).map { ($0, why) }
    }
    guard
      let (name, why) = found(ConditionWords.sayFamily, "a disease of the family")
        ?? found(ConditionWords.sayDoubtful, "which doubts or denies it")
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
}
