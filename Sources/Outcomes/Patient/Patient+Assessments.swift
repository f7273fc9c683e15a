// SPDX-License-Identifier: Apache-2.0

public import Course

extension Patient {
  /// Assessments that judge one of these therapies, in the order of the course: those that name it, and of those that name none the ones listed after
  /// it and before the next therapy.
  public func assessments(judging therapies: [Entry.ID]) -> [(entry: Entry, assessment: Assessment)] {
    var current: Entry.ID?
    var found: [(Entry, Assessment)] = []
    for entry in entries {
      switch entry.content {
      case .therapy: current = entry.id
      case .assessment(let assessment):
        guard let judged = assessment.of ?? current, therapies.contains(judged) else { continue }
        found.append((entry, assessment))
      default: continue
      }
    }
    return found
  }
}
