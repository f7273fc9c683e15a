// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course
public import Dosing

/// What single administrations say, beside phases and plans.
extension PatientOutcomes {
  /// A therapy without rows that cannot have been given: they count for nothing.
  public func counted(_ therapy: TherapyOutcome) -> Therapy {
    therapy.therapy.without(MisplacedAdministration.all(of: therapy.entry, therapy.therapy, patient, timeline))
  }

  /// What the rows of a drug surely do not have, in words, so that a sum of them is a least one: `no row of cycle 2`. None where nothing is known to be missing.
  public func missingRows(of drug: String, in therapy: TherapyOutcome, _ library: RegimenLibrary) -> [Phrase] {
    MissingRows.words(of: drug, in: counted(therapy), library)
  }

  /// The single administrations of a dose phase; nil where there are none, or it is not known which are its own.
  public func given(in phase: DosePhase, _ library: RegimenLibrary) -> PhaseAccount? {
    therapies.first { $0.therapy.phases.contains { $0.id == phase.id } }.flatMap { therapy in
      counted(therapy).given(in: phase, timeline) { library.isSame($0, phase.drug) }
    }
  }
}
