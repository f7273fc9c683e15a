// SPDX-License-Identifier: Apache-2.0

public import Course
import Dosing
public import Imaging
public import Outcomes

/// What a rule may look at.
public struct ReviewContext: Sendable {
  /// Outcomes, and through them the study.
  public var outcomes: StudyOutcomes
  /// Claims as judged.
  public var claims: [JudgedClaim]
  /// What was found in the folder `images`; nil where nobody has looked.
  public var images: KeptImages?
  /// What the rules before this one have found.
  var findings: [Finding] = []

  /// The study.
  public var study: Study { outcomes.study }

  /// What is found in every therapy of every patient.
  func eachTherapy(_ find: (Patient, Entry, Therapy) -> [Found]) -> [Found] {
    study.patients.flatMap { patient in patient.therapies.flatMap { find(patient, $0.entry, $0.therapy) } }
  }

  /// The regimen of the library that a therapy names.
  func regimen(of therapy: Therapy) -> Regimen? { therapy.regimen.flatMap { outcomes.library.regimens[$0] } }
}
