// SPDX-License-Identifier: Apache-2.0

import Course
package import Dosing

/// A drug to be judged: its rule sets and its planned dose.
package struct JudgedOrder {
  /// The drug.
  package var drug: String
  /// The doses that may be planned now.
  package var doses: [RecordedDrug.PlannedDose] = []
  /// The sets that are asked.
  package var sets: [RuleSet]
  /// Why no set is asked.
  package var note: String?
  /// What is known of it, where a record has it drug by drug.
  package var observations: Observations?
  /// The same since the first dose of the other drugs, where this one was not given before.
  package var sinceOthers: Observations?
  /// The doses of the record before the day.
  package var earlier: [RecordedDrug.GivenStep] = []
  /// The form of the substance that its doses are of, where that is told.
  package var form: String?
  /// The drug of the library, whose forms have pairs of doses.
  package var known: Drug?

  /// A drug with one dose, or none.
  package init(
    drug: String, planned: Posology? = nil, sets: [RuleSet], note: String? = nil, form: String? = nil,
    forms known: Drug? = nil
  ) {
    self.drug = drug
    if let planned { doses = [.init(posology: planned, origin: "", isLastGiven: false)] }
    self.sets = sets
    self.note = note
    self.form = form
    self.known = known
  }

  /// A dose in the form that a set speaks of, with how it became that; nil where no text has it in that form.
  package func dose(_ posology: Posology?, for set: RuleSet) -> (posology: Posology?, words: String?) {
    guard let posology, let known, let own = set.form, !known.forms.isEmpty else { return (posology, nil) }
    let told = form.flatMap { name in known.forms.first { $0.name == name } }
    guard let from = told ?? known.form(having: posology.dose) else {
      return (posology, "of which form \(posology.printed) is was not told; here it is of \(own), as all its doses")
    }
    guard from.name != own else { return (posology, nil) }
    guard let other = known.dose(posology.dose, of: from, in: own) else {
      return (
        nil, "\(posology.printed) of \(from.name) has no counterpart of \(own) in the texts read; no dose is compared"
      )
    }
    return (
      Posology(other, timesADay: posology.timesADay),
      (told == nil ? "of which form the dose is was not told; no text has it of \(own). " : "")
        + "\(posology.printed) of \(from.name) is \(Posology(other).printed) of \(own)"
    )
  }
}
