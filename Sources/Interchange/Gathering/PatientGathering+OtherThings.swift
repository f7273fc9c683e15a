// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension PatientGathering {
  /// Takes a code beside words of another thing for neither, in every format: both are told, and stand as they are in the file.
  mutating func settleOtherThings() {
    for index in draft.entries.indices where !draft.entries[index].isOwn {
      if draft.entries[index].kind == "diagnosis" {
        settleOtherHistology(index)
        settleOtherSide(index)
      }
      settleOtherMarkers(index)
    }
  }

  /// A morphology beside words of another histology. Where different reports say them, the one may have corrected the other: both stand, and it is told.
  private mutating func settleOtherHistology(_ index: Int) {
    for (_, code) in draft.entries[index].values where code.place.column != nil {
      guard let text = code.texts.first, CodeSystem.morphology.isWellFormed(text) else { continue }
      for (rank, words) in histologies[index] ?? [] where !words.isSecond && rank >= 0 {
        guard let why = Self.otherHistology(text, words.raw) else { continue }
        let isOne = words.place.file == code.place.file && words.place.record == code.place.record
        let known = CodeTables.table(.morphology)[text].map { " (\($0.word))" } ?? ""
        let misfit = Misfit(
          words.place,
          "\(ProblemLog.quoted(words.raw)) beside the morphology \(text)\(known), \(why)\(isOne ? "" : ": both stand side by side")",
          expected: "a code and words of one histology")
        guard isOne else {
          outcome.warnings.append(misfit)
          continue
        }
        outcome.misfits.append(misfit)
        draft.entries[index].values.removeAll { $0.value == code }
        // The word of the code says what the code says.
        histologies[index]?.removeAll { $0.value == words || $0.value.isSecond && $0.value.place == code.place }
        keep([code, words], of: index)
        break
      }
    }
  }

  /// Why words name another histology than a code: one of another family, or a benign tumour beside the behaviour of a malignant one.
  private static func otherHistology(_ code: String, _ words: String) -> String? {
    if let name = HistologyWords.other(than: code, in: words) { return "which is no \(name)" }
    if code.hasSuffix("/3"), let name = BenignWords.named(in: words) { return "which is malignant, and no \(name)" }
    return nil
  }

  /// The side of a tumour beside words of the other side.
  private mutating func settleOtherSide(_ index: Int) {
    let part = draft.entries[index]
    let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == index
    let name = isFirst ? "side" : "side of \(part.id)"
    guard let place = draft.fields.firstIndex(where: { $0.name == name }) else { return }
    let side = draft.fields[place].value
    guard let stated = side.texts.first, side.texts.count == 1 else { return }
    let sites = part.values.filter { $0.key == "site" }.map(\.value)
    let words = sites + (histologies[index] ?? []).map(\.value).filter { !$0.isSecond }
    guard let other = words.first(where: { SideWords.contradict($0.raw, side: stated) }) else { return }
    outcome.misfits.append(
      Misfit(
        other.place,
        "\(ProblemLog.quoted(other.raw)) beside the side \(ProblemLog.quoted(side.raw)) (\(stated)) in \(side.place)",
        expected: "one side"))
    draft.fields.remove(at: place)
    let lost = sites.filter { $0 == other }
    draft.entries[index].values.removeAll { $0.key == "site" && lost.contains($0.value) }
    keep([side] + lost, of: index)
  }

  /// A genetic finding whose words say another thing than its result, or that is of a relative.
  private mutating func settleOtherMarkers(_ index: Int) {
    for (key, value) in draft.entries[index].values where key == "biomarkers" {
      guard let text = value.texts.first(where: { MarkerWords.objection(to: $0) != nil }),
        let why = MarkerWords.objection(to: text)
      else { continue }
      outcome.misfits.append(
        Misfit(value.place, "\(ProblemLog.quoted(text)), \(why)", expected: "one result, of the patient's tumour"))
      draft.entries[index].values.removeAll { $0.key == key && $0.value == value }
      keep([value], of: index)
    }
  }

  /// Keeps values that were stated as they stand in the file.
  private mutating func keep(_ values: [PatientDraft.Value], of index: Int) {
    for value in values {
      var own = value
      own.meaning = "not understood"
      own.isSecond = false
      draft.entries[index].kept.append(own)
    }
  }
}
