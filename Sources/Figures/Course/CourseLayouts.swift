// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// The layouts of all patients of a figure, in the order of its lanes.
enum CourseLayouts {
  /// Lays out all patients. Where lengths are not stated, a bar is drawn at least a 24th of the longest course wide.
  static func make(_ outcomes: StudyOutcomes, _ options: CourseFigureOptions) -> [CourseLayout] {
    func layouts(_ days: Double) -> [CourseLayout] {
      outcomes.patients.map { CourseLayout($0, options, minimalBarDays: days) }
    }
    let first = layouts(30)
    let longest = first.map { $0.extent.upperBound - $0.extent.lowerBound }.max() ?? 0
    let needsRoom = first.contains { $0.bars.contains { !$0.hasKnownLength } }
    let all = needsRoom ? layouts(min(max(longest / 24, 5), 150)) : first
    return sorted(all, options.order)
  }

  private static func sorted(_ layouts: [CourseLayout], _ order: CourseFigureOptions.Order) -> [CourseLayout] {
    let indices: [Int]
    switch order {
    case .recorded: return layouts
    case .duration:
      let durations = layouts.map(\.duration)
      indices = layouts.indices.sorted { (-durations[$0], $0) < (-durations[$1], $1) }
    case .patient:
      indices = layouts.indices.sorted { one, other in
        let (first, second) = (layouts[one].patient.id, layouts[other].patient.id)
        return first == second ? one < other : NaturalOrder.precedes(first, second)
      }
    }
    return indices.map { layouts[$0] }
  }
}
