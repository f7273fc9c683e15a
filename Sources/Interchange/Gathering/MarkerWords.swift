// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// What the words of a genetic finding say against its result: `KRAS-Wildtyp` that is a mutation, `BRCA1 (Mutter)`.
enum MarkerWords {
  /// Why a marker with its result, as a record has both (`KRAS: mutation/positive`), is none of the patient's tumour, or is two things.
  static func objection(to text: String) -> String? {
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmed.lowercased() }
    guard let name = parts.first else { return nil }
    if ChartAssertion.nameRelative(text) { return "which is of a relative" }
    guard parts.count == 2 else { return nil }
    let result = parts[1]
    let isMutated = ["mutation", "present", "detected", "mutiert", "mutated", "positiv"].contains(
      where: result.hasPrefix)
    let isWild = ["wild type", "wildtyp", "wild-type", "absent", "not detected", "nicht nachgewiesen", "negativ"]
      .contains(where: result.hasPrefix)
    if isMutated, says(name, wild) { return "whose words and result say different things" }
    // The name of a test says nothing of its result: `KRAS-Mutation: wild type`.
    if isWild, says(name, mutated), !says(name, wild) { return "whose words and result say different things" }
    return nil
  }

  private static func says(_ name: String, _ words: [String]) -> Bool { words.contains(where: name.contains) }

  private static let wild = [
    "wildtyp", "wild-typ", "wild typ", "unmutiert", "nicht mutiert", "not mutated", "keine mutation", "no mutation",
    "nicht nachgewiesen", "not detected", "negativ",
  ]
  private static let mutated = [
    "mutiert", "mutated", "mutation nachgewiesen", "mutation detected", "mutation positiv", "-positiv",
  ]
}
