import Course
import Outcomes

/// The layouts of all patients of a figure, in the order of its lanes.
enum CourseLayouts {
  /// Lays out all patients. Where lengths are not stated, a bar is drawn at least a 24th of the longest course wide.
  static func make(_ outcomes: StudyOutcomes, _ options: CourseFigureOptions) -> [CourseLayout] {
    func layouts(_ days: Double) -> [CourseLayout] {
      outcomes.patients.map { CourseLayout($0, anchor: options.anchor, minimalBarDays: days) }
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

/// The order in which people expect identifiers: `P2` before `P10`.
enum NaturalOrder {
  static func precedes(_ one: String, _ other: String) -> Bool {
    let (first, second) = (parts(one), parts(other))
    for (left, right) in zip(first, second) where left != right {
      switch (number(left), number(right)) {
      case (let a?, let b?) where a != b: return a < b
      default: return left < right
      }
    }
    return first.count < second.count
  }

  private static func number(_ part: String) -> Int? { Int(part) }

  /// Runs of digits and runs of anything else.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var wasDigit: Bool?
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if isDigit == wasDigit, let last = parts.indices.last {
        parts[last].append(character)
      } else {
        parts.append(String(character))
      }
      wasDigit = isDigit
    }
    return parts
  }
}
