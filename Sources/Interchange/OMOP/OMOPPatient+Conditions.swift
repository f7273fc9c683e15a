// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OMOPPatient {
  /// A condition: the tumour, by a code of ICD-O-3, a malignant code of ICD-10 of the vocabulary, or an episode of its first occurrence; else a line of a note.
  mutating func readCondition(_ row: FHIRElement) {
    if let mark = mark(row), mark.kind == "toxicity" {
      let entry = made("toxicity", row)
      if let leaf = row.leaf("condition_source_value", in: record) { state("toxicity", [leaf.raw], of: entry, leaf) }
      stateTime("when", row, "condition_start_date", entry)
      return finish(row, entry)
    }
    let morphology = self.morphology(row)
    let icd = self.icd10(row)
    guard mark(row) != nil || morphology != nil || icd != nil || first.contains(key(row) ?? "") else {
      return keepOther(row, "conditions")
    }
    if mark(row) == nil, let found = conditionContradiction(row) {
      return refuse(row, found, expected: "one disease")
    }
    if mark(row) == nil, let reason = row.peek("stop_reason"), FactWords.sayNone(note: reason, .finding) {
      return refuse(row, "\(ProblemLog.quoted(reason)), which takes it back", expected: "what the patient had")
    }
    if mark(row) == nil, let status = doubtfulStatus(row) {
      outcome.warnings.append(
        Misfit(
          row.place(record),
          "a condition with the status \(ProblemLog.quoted(status)): no diagnosis, it stands in a note")
      )
      return keepOther(row, "conditions")
    }
    let entry = made("diagnosis", row)
    readTumour(row, entry, morphology, icd)
    stateTime("when", row, "condition_start_date", entry)
    if let text = draft.entries[entry].values.first(where: { $0.key == "when" })?.value.texts.first,
      let date = try? FHIRDate.parse(text)
    {
      diagnosed[entry, default: []].append(date)
    }
    finish(row, entry)
  }

  /// A status by which a condition is none that the patient surely has: *Ruled out*, *Preliminary diagnosis*.
  private func doubtfulStatus(_ row: FHIRElement) -> String? {
    [name(row, "condition_status_concept_id"), row.peek("condition_status_source_value")].compactMap { $0 }.first {
      let words = $0.lowercased()
      return FactWords.objection(toFinding: $0) != nil
        || ["prelim", "history", "resolved"].contains(where: words.hasPrefix)
    }
  }

  /// Codes of ICD-O-3 or of ICD-10 that a row and the vocabulary state differently.
  private func conditionContradiction(_ row: FHIRElement) -> String? {
    let known = codes(row, "condition_source_concept_id", "condition_concept_id")
    let source = row.peek("condition_source_value") ?? ""
    let oncology = [source] + known.filter { $0.vocabulary == "ICDO3" }.map(\.code)
    let parts = oncology.compactMap { $0.wholeMatch(of: Self.oncologyCode) }
    let morphologies = Set(parts.map { String($0.1) })
    let sites = Set(parts.compactMap { $0.2.map(String.init) }.filter { $0 != "NULL" })
    let categories = Set(
      (known.filter { $0.vocabulary.hasPrefix("ICD10") }.map(\.code) + [source])
        .compactMap { $0.wholeMatch(of: #/([A-Z][0-9]{2})(?:\.[0-9A-Z]{1,4})?/#) }.map { String($0.1) })
    for found in [morphologies, sites, categories] where found.count > 1 {
      return "the codes `\(found.sorted().joined(separator: "` and `"))` for one condition"
    }
    let names = ["condition_concept_id", "condition_source_concept_id"].compactMap { name(row, $0) }
    if let code = morphologies.first,
      let words = names.first(where: { HistologyWords.other(than: code, in: $0) != nil })
    {
      return "the code `\(code)` beside the concept \(ProblemLog.quoted(words))"
    }
    return nil
  }

  private nonisolated(unsafe) static let oncologyCode = #/([0-9]{4}/[0-9])(?:-(C[0-9]{2}(?:\.[0-9])?|NULL))?/#

  /// `8890/3-C49.2`, `8890/3`, in the source value or as a code of the vocabulary ICDO3.
  private func morphology(_ row: FHIRElement) -> (morphology: String, topography: String?)? {
    let texts =
      [row.peek("condition_source_value")].compactMap { $0 }
      + codes(row, "condition_source_concept_id", "condition_concept_id").filter { $0.vocabulary == "ICDO3" }.map(
        \.code)
    for text in texts {
      guard let match = text.wholeMatch(of: Self.oncologyCode) else { continue }
      let site = match.2.map(String.init)
      return (String(match.1), site == "NULL" ? nil : site)
    }
    return nil
  }

  /// A malignant code of ICD-10 of a primary tumour, where the vocabulary says that it is one.
  private func icd10(_ row: FHIRElement) -> String? {
    codes(row, "condition_source_concept_id", "condition_concept_id").first { vocabulary, code in
      vocabulary.hasPrefix("ICD10") && code.hasPrefix("C") && !["C77", "C78", "C79"].contains(String(code.prefix(3)))
    }?.code
  }

  private mutating func readTumour(
    _ row: FHIRElement, _ entry: Int, _ morphology: (morphology: String, topography: String?)?, _ icd: String?
  ) {
    let source = row.leaf("condition_source_value", in: record)
    let place =
      source ?? row.children.first { $0.name == "condition_source_concept_id" }?.own(in: record)
      ?? row.leaf("condition_concept_id", in: record)
    guard let place else { return }
    if let morphology {
      stateMorphology(Leaf(raw: morphology.morphology, place: place.place), others: [], entry)
      if let site = morphology.topography { state("topography", [site], of: entry, place, isSecond: true) }
      return
    }
    let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == entry
    let name = name(row, "condition_concept_id") ?? name(row, "condition_source_concept_id")
    if let icd {
      field(isFirst ? "ICD-10" : "ICD-10 of \(id(entry))", icd, place)
      offer(name ?? "ICD-10 \(icd)", place, entry)
    } else if let name {
      offer(name, place, entry)
      note(place, on: entry)
    } else {
      offerHistology(place, rank: mark(row) == nil ? 5 : 1, entry)
    }
  }

  /// Words of the vocabulary as the histology.
  private mutating func offer(_ words: String, _ leaf: Leaf, _ entry: Int) {
    var value = PatientDraft.Value(
      texts: [words], place: leaf.place, raw: leaf.raw, meaning: "diagnosis of diagnosis")
    value.isSecond = true
    histologies[entry, default: []].append((2, value))
  }
}
