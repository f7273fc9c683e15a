// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

/// What claims are judged by.
struct ClaimRecord {
  let outcomes: StudyOutcomes

  var study: Study { outcomes.study }

  /// A claim, judged like code is tested.
  func judge(_ claim: Claim) -> JudgedClaim { JudgedClaim(claim, claim.assertion.kind.judge(claim, self)) }

  /// Bounds of a stated span, by the study's reading of plain numbers.
  func bounds(_ span: StatedSpan) -> LengthBounds { span.bounds(tolerance: study.definitions.tolerance) }

  /// A stated span against derived bounds.
  func compare(_ span: StatedSpan, with derived: LengthBounds) -> Verdict {
    let stated = bounds(span)
    guard stated.intersection(derived) != nil else { return .contradicted }
    return stated.contains(derived) ? .supported : .notDecidable
  }
}

extension PatientOutcomes {
  /// A dose phase, given or planned.
  func phase(_ id: DosePhase.ID) -> DosePhase? {
    for (_, therapy) in patient.therapies {
      if let phase = (therapy.phases + therapy.planned).first(where: { $0.id == id }) { return phase }
    }
    return nil
  }

  /// The therapies that a claim means.
  func therapies(_ selector: TherapySelector) -> [TherapyOutcome] {
    therapies.filter { selector.matches($0.entry, $0.therapy) }
  }

  /// What is stated of the time between two events.
  func stated(from start: EventID?, to end: EventID?) -> [Evidence] {
    guard let start, let end else { return [] }
    return timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init)
  }
}

extension Evidence {
  /// A dose phase; its identifier where nothing else is to be said.
  init(_ phase: DosePhase, _ text: String? = nil) {
    self.init(text ?? phase.id, sources: phase.sources, record: .phase(phase.id))
  }
}
