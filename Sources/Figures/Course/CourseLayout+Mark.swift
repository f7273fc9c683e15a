// SPDX-License-Identifier: Apache-2.0

import Course

extension CourseLayout.Moment {
  /// The mark of a moment; an assessment without a response has none.
  var mark: Mark? {
    switch kind {
    case .surgery: .surgery
    case .radiation: .radiation
    case .ablation: .ablation
    case .biopsy: .biopsy
    case .transplant: .transplant
    case .complication: .complication
    case .adverseEvent:
      if case .toxicity(let toxicity) = entry.content { .adverseEvent(toxicity.grade.value) } else { nil }
    case .death: .death
    case .newDisease(let disease): .newDisease(disease)
    case .assessment:
      assessment?.response.value.map { .response($0) }
        ?? assessment?.statedResponse.value.flatMap { StatedResponse.Other(rawValue: $0.word) }.map {
          .otherResponse($0)
        }
    }
  }
}
