// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension PatientGathering {
  /// A morphology of ICD-O-3, whose word is the best that the histology can have.
  mutating func stateMorphology(_ code: Leaf, others: [Leaf], _ entry: Int) {
    let known = CodeTables.table(.morphology)[code.raw]
    if case .malformed(let fault) = CodeTables.table(.morphology).find(code.raw) {
      return tell(
        code, "\(ProblemLog.quoted(code.raw)) for a code of ICD-O-3: \(fault.fault)",
        expected: CodeSystem.morphology.form, on: entry, others: others)
    }
    state("morphology", [code.raw], of: entry, code, others: others, codes: known.map { [$0.code] } ?? [])
    addHistology(of: code, rank: 0, entry)
  }

  /// A grading by the list of registries: a grade of the record, or one in words.
  mutating func readGrade(_ leaf: Leaf, others: [Leaf] = [], _ entry: Int) {
    if let grade = RegistryWords.grades.word(leaf.raw) {
      state("grade", [grade], of: entry, leaf, others: others)
    } else if leaf.raw == "T" {
      note(leaf, on: entry, others: others, as: "not applicable (T)")
    } else if let words = RegistryWords.gradesInWords.word(leaf.raw) {
      state("grade in words", [words], of: entry, leaf, others: others)
    } else {
      tell(
        leaf, "\(ProblemLog.quoted(leaf.raw)), which is no code of the list",
        expected: Wording.list(RegistryWords.grades.codes + RegistryWords.gradesInWords.codes), on: entry,
        others: others)
    }
  }

  /// A text that may be the histology, unless it says that there is none.
  mutating func offerHistology(_ leaf: Leaf, rank: Int, _ entry: Int) {
    guard Silence.meant(leaf.raw) == nil, ![Silence.notStated, Silence.unknown].contains(leaf.raw) else {
      return note(leaf, on: entry)
    }
    let value = PatientDraft.Value(
      texts: [leaf.raw], place: leaf.place, raw: leaf.raw, meaning: "diagnosis of diagnosis")
    histologies[entry, default: []].append((rank, value))
  }

  /// Tells of what ends before it begins. Both dates stand as they are stated: which of them is wrong, nobody knows, and the review holds them against each other.
  mutating func tellReversed() {
    for entry in draft.entries {
      let dates = entry.values.filter { ["when", "ends"].contains($0.key) }
      guard dates.count == 2, let begin = dates.first(where: { $0.key == "when" })?.value,
        let end = dates.first(where: { $0.key == "ends" })?.value, begin.texts.count == 1, end.texts.count == 1,
        let first = begin.texts.first, let last = end.texts.first
      else { continue }
      tellReversed(first, last, at: end.place)
    }
  }

  /// Tells of an end that is before its begin, also of what no key says: of an operation the end stands in its note.
  mutating func tellReversed(_ begin: String, _ end: String, at place: CellPlace) {
    guard PartialDate.isBefore(end, begin) else { return }
    outcome.warnings.append(
      Misfit(
        place, "\(end), the end of what begins on \(begin): both stand as they are stated",
        expected: "an end that is not before the begin"))
  }

  // MARK: what is said of the whole patient

  /// A word that may be the histology: of a code, where a table has one.
  mutating func addHistology(of code: Leaf, rank: Int, _ entry: Int) {
    let table = CodeTables.table(rank == 0 ? .morphology : .icd10GM)
    var value = PatientDraft.Value(texts: [], place: code.place, raw: code.raw, meaning: "diagnosis of diagnosis")
    value.isSecond = true
    if let known = table[code.raw], rank == 0 || known.kind == .diagnosis {
      value.texts = [known.word]
      value.codes = [known.code]
      histologies[entry, default: []].append((rank, value))
    } else {
      value.texts = [rank == 0 ? "ICD-O-3 \(code.raw)" : "ICD-10 \(code.raw)"]
      histologies[entry, default: []].append((rank == 0 ? 3 : rank + 1, value))
    }
  }

  /// States the histology of each diagnosis: the word of its morphology, else words of a report, else a code as it is.
  mutating func settleHistologies() {
    for entry in draft.entries.indices where draft.entries[entry].kind == "diagnosis" {
      let candidates = histologies[entry] ?? []
      guard let best = candidates.map(\.rank).min() else {
        state("diagnosis", [Silence.unknown], of: entry, nil)
        continue
      }
      for (rank, value) in candidates {
        if rank == best {
          state("diagnosis", value, of: entry)
        } else if !value.isSecond {
          note(Leaf(raw: value.raw, place: value.place), on: entry)
        }
      }
    }
    histologies = [:]
  }

  /// The age at the first diagnosis, where both dates are exact enough: the day of birth itself does not stay.
  mutating func settleAge() {
    guard let entry = draft.entries.firstIndex(where: { $0.kind == "diagnosis" }), let birth = births.first,
      births.allSatisfy({ $0.date == birth.date }), let dates = diagnosed[entry], let date = dates.first,
      dates.allSatisfy({ $0 == date })
    else { return }
    // A year alone says it too.
    guard let years = PartialDate.years(from: birth.date, to: date) ?? (date.year < birth.date.year ? -1 : nil) else {
      return
    }
    guard (0...119).contains(years) else {
      outcome.warnings.append(
        Misfit(birth.leaf.place, "born in \(birth.date.year) and diagnosed in \(date.year): no age is stated"))
      return
    }
    fact("age", "\(years) at \(id(entry))", birth.leaf, isSecond: true)
  }
}
