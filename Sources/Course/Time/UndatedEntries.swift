// SPDX-License-Identifier: Apache-2.0

import Chronology

/// Where entries without a time take their place: by what they are, and by what is listed around them.
///
/// Treatment before or after surgery does not follow treatment of advanced disease, whatever the order of the file. Beyond that a therapy without a time
/// follows the one listed before it and the finding of the disease that it treats; an assessment without a time and a therapy lies between the therapies
/// listed around it.
struct UndatedEntries {
  /// One thing is not before another: at least the beginning of the second.
  struct Order {
    /// The earlier entry.
    var first: Entry.ID
    /// Whether it is the earlier entry's end that counts.
    var byEnd = false
    /// The entry that begins no earlier.
    var second: Entry.ID
    /// The entry without a time.
    var owner: Entry
    /// Why, in words.
    var rule: String
  }

  /// All orders that entries without a time have.
  static func orders(of patient: Patient) -> [Order] {
    patient.entries.indices.flatMap { index -> [Order] in
      let entry = patient.entries[index]
      guard !entry.when.contains(where: \.isTold) else { return [] }
      switch entry.content {
      case .therapy(let therapy) where therapy.continues == nil: return orders(of: therapy, at: index, patient)
      case .assessment(let assessment) where assessment.of == nil: return orders(ofAssessmentAt: index, patient)
      case .localRelapse, .metastases, .toxicity:
        guard let diagnosis = patient.diagnosis?.entry, diagnosis.id != entry.id else { return [] }
        return [
          Order(
            first: diagnosis.id, second: entry.id, owner: entry, rule: "what a disease does follows its diagnosis")
        ]
      default: return []
      }
    }
  }

  private static func orders(of therapy: Therapy, at index: Int, _ patient: Patient) -> [Order] {
    let entry = patient.entries[index]
    let own = stage(therapy)
    var orders: [Order] = []
    for (other, treatment) in patient.therapies where other.id != entry.id {
      guard let own, let stage = stage(treatment), stage != own else { continue }
      let rule = "treatment of advanced disease follows treatment around surgery"
      orders.append(
        stage < own
          ? Order(first: other.id, second: entry.id, owner: entry, rule: rule)
          : Order(first: entry.id, second: other.id, owner: entry, rule: rule))
    }
    let before = patient.entries[..<index]
    let previous = before.last { candidate in
      guard case .therapy(let treatment) = candidate.content else { return false }
      guard let own, let stage = stage(treatment) else { return true }
      return stage <= own
    }
    if let previous {
      orders.append(
        Order(
          first: previous.id, byEnd: true, second: entry.id, owner: entry,
          rule: "a therapy without a time follows the one listed before it"))
    }
    if own != .aroundSurgery, let found = before.last(where: { isFinding($0.content) }) {
      orders.append(
        Order(
          first: found.id, second: entry.id, owner: entry,
          rule: "a therapy without a time follows the finding listed before it"))
    }
    return orders
  }

  private static func orders(ofAssessmentAt index: Int, _ patient: Patient) -> [Order] {
    func isTherapy(_ entry: Entry) -> Bool { if case .therapy = entry.content { true } else { false } }
    let entry = patient.entries[index]
    let rule = "an assessment without a time lies between the therapies listed around it"
    let before = patient.entries[..<index].last(where: isTherapy).map {
      Order(first: $0.id, second: entry.id, owner: entry, rule: rule)
    }
    let after = patient.entries[(index + 1)...].first(where: isTherapy).map {
      Order(first: entry.id, second: $0.id, owner: entry, rule: rule)
    }
    return [before, after].compactMap(\.self)
  }

  private static func isFinding(_ content: Entry.Content) -> Bool {
    switch content {
    case .metastases, .localRelapse: true
    default: false
    }
  }

  /// The stage of the disease that a therapy treats.
  private enum Stage: Int, Comparable {
    case aroundSurgery, advanced
    static func < (one: Stage, other: Stage) -> Bool { one.rawValue < other.rawValue }
  }

  private static func stage(_ therapy: Therapy) -> Stage? {
    therapy.intent.map { $0 == .neoadjuvant || $0 == .adjuvant ? .aroundSurgery : .advanced }
  }
}
