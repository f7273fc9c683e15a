// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

extension PatientOutcomes {
  /// What was given of each drug of a therapy in all, by its single administrations, in a sentence; nil where it has none, since its phases tell their own doses.
  func givenInAll(_ entry: Entry, _ library: RegimenLibrary?) -> Phrase? {
    guard let library, let therapy = therapy(entry.id) else { return nil }
    let doses = doses(of: therapy, library).filter { $0.basis == .administrations }
    guard !doses.isEmpty else { return nil }
    let parts = doses.map { Phrase(same: "\($0.drug) ") + $0.phrase }.joined(separator: "; ")
    return Phrase("Given in all: \(parts)", "Insgesamt gegeben: \(parts)").ended
  }
}
