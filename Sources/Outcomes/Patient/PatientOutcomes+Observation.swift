// SPDX-License-Identifier: Apache-2.0

public import Course

extension PatientOutcomes {
  /// The death of the patient, unless it certainly lies after the data cut-off: then it was not observed.
  public var observedDeath: Entry? {
    patient.death.flatMap { timeline.isOutsideObservation($0) ? nil : $0 }
  }
}
