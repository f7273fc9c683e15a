// SPDX-License-Identifier: Apache-2.0

package import Course

/// A lesion that a picture names, with where it does: lesions stand in a table of their own, which is read after the patients.
package struct LesionUse: Sendable, Hashable {
  /// The name, as it stands there.
  package var lesion: String
  /// Where it stands.
  package var mark: Mark

  /// What is wrong with a lesion's name; nil where the patient has such a lesion.
  package static func fault(
    _ lesion: String, in patient: Patient
  ) -> (message: String, expected: String, suggestion: String?)? {
    let known = Set(patient.lesions.map(\.lesion))
    guard !known.contains(lesion) else { return nil }
    return (
      "there is no lesion \(ProblemLog.quoted(lesion)) of patient \(ProblemLog.quoted(patient.id))",
      known.isEmpty
        ? "a lesion that lesions.csv has of this patient, which has none"
        : "a lesion that lesions.csv has of this patient",
      Wording.nearest(to: lesion, in: known.sorted())
    )
  }
}
