// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension OBDSPatient {
  /// Side effects as toxicities; what says neither that there was one nor that there was none stands in the note.
  mutating func readSideEffects(_ element: ReportElement, of treatment: Int, isTherapy: Bool) {
    let effects =
      element.all("ST_Nebenwirkung", "SYST_Nebenwirkung") + (element.child("Nebenwirkungen")?.all("Nebenwirkung") ?? [])
    let hasGrade = effects.contains { effect in
      effect.children.contains {
        ["Grad", "Nebenwirkung_Grad"].contains($0.name) && ["3", "4", "5"].contains($0.text)
      }
    }
    if let group = element.child("Nebenwirkungen") {
      if let leaf = group.leaf("Grad_maximal2_oder_unbekannt", in: record) {
        switch leaf.raw {
        case "K" where hasGrade, "1" where hasGrade, "2" where hasGrade:
          tell(
            leaf, "\(ProblemLog.quoted(leaf.raw)) for the highest grade of side effects, beside one of grade 3 or more",
            expected: "the side effects, or their highest grade", on: treatment)
        case "K":
          let entry = toxicity("none", treatment, isTherapy, element)
          state("toxicity", ["no toxicity"], of: entry, leaf)
        case "1", "2":
          let entry = toxicity("maximum", treatment, isTherapy, element)
          state("toxicity", ["toxicity not specified"], of: entry, nil)
          state("grade", [leaf.raw], of: entry, leaf)
        case "U": note(leaf, on: treatment, as: "unknown (U)")
        default:
          tell(
            leaf, "\(ProblemLog.quoted(leaf.raw)), which is no code of the list", expected: "K, 1, 2 or U",
            on: treatment)
        }
      }
    }
    for effect in effects { readSideEffect(effect, of: treatment, isTherapy, element) }
  }

  private mutating func readSideEffect(
    _ effect: ReportElement, of treatment: Int, _ isTherapy: Bool, _ element: ReportElement
  ) {
    let grade = effect.leaf("Grad", "Nebenwirkung_Grad", in: record)
    let kind = effect.child("Art")
    let code = kind?.leaf("MedDRA_Code", in: record)
    let words = kind?.leaf("Bezeichnung", in: record) ?? effect.leaf("Nebenwirkung_Art", in: record)
    let version = effect.leaf("Version", "Nebenwirkung_Version", in: record)
    let isNumber = words.map { $0.raw.utf8.count == 8 && $0.raw.allSatisfy(\.isASCIIDigit) } ?? false
    let leaves = [words, code, grade, version].compactMap { $0 }
    guard let first = leaves.first else { return tellRest(of: effect, on: treatment) }
    let term = words.map { isNumber ? "MedDRA \($0.raw)" : $0.raw } ?? code.map { "MedDRA \($0.raw)" }
    // `K` is none or grade 2 at most, `U` is not known: neither says that there was this one.
    guard let grade, let term, ["1", "2", "3", "4", "5"].contains(grade.raw) else {
      let said = [term, grade.map { "grade \($0.raw)" }, version.map { "CTCAE \($0.raw)" }].compactMap { $0 }
      if let grade, !["K", "U", "1", "2", "3", "4", "5"].contains(grade.raw) {
        return tell(
          grade, "\(ProblemLog.quoted(grade.raw)) for the grade of a side effect", expected: "3, 4, 5, K or U",
          on: treatment,
          others: leaves.filter { $0 != grade })
      }
      return note(
        first, on: treatment, others: Array(leaves.dropFirst()), label: "Nebenwirkung", as: said.joined(separator: ", ")
      )
    }
    let entry = toxicity("\(term) \(grade.raw)", treatment, isTherapy, element)
    guard let name = words ?? code else { return }
    state("toxicity", [term], of: entry, name, others: words == nil ? [] : [code].compactMap { $0 })
    state("grade", [grade.raw], of: entry, grade)
    if let version {
      state("version", [version.raw == "Sonstige" ? "another than 4 and 5" : version.raw], of: entry, version)
    }
    tellRest(of: effect, on: entry)
  }

  private mutating func toxicity(_ key: String, _ treatment: Int, _ isTherapy: Bool, _ element: ReportElement) -> Int {
    let entry = entry(
      "toxicity", key: "\(id(treatment)) \(key)", stem: "toxicity", order: order(treatment), at: element)
    if isTherapy {
      state("of", [id(treatment)], of: entry, nil)
    } else {
      remark("of `\(id(treatment))`", on: entry)
    }
    return entry
  }
}
