// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import TumourResponse

/// Whether somebody looked: that nothing is recorded of what nobody looked for says nothing.
extension PatientOutcomes {
  /// Whether the record says that the patient was followed: by a last contact, by follow-up, or by what goes on at the data cut-off or lies after it.
  var isFollowed: Bool {
    !lastContacts.isEmpty || isSeenAtCutOff
      || patient.entries.contains {
        if case .followUp = $0.content { $0.content.showsLife } else { false }
      }
  }

  /// Whether the disease was assessed under these therapies: judged or measured, and evaluable.
  func isAssessed(under therapies: [Entry.ID]) -> Bool {
    timeline.assessments(judging: therapies).contains {
      $0.assessment.response.value.map { $0 != .notEvaluable } ?? false
    }
      || lesionCourses.contains { course in
        course.therapies.contains(where: therapies.contains)
          && course.points().contains { $0.overall != .notEvaluable }
      }
  }
}
