// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology

/// Order comes from time; the order of the file decides only between what time leaves open.
extension PatientTimeline {
  /// How one entry lies to another by the times at which they begin.
  public enum Order: Sendable, Hashable {
    /// It certainly begins earlier.
    case before
    /// It certainly does not begin later, perhaps on the same day.
    case notAfter
    /// Both begin on the same day.
    case same
    /// It certainly does not begin earlier, perhaps on the same day.
    case notBefore
    /// It certainly begins later.
    case after
    /// The record leaves it open.
    case open
  }

  /// How the beginning of one entry lies to that of another; open where one has no place in time.
  public func order(of one: Entry.ID, to other: Entry.ID) -> Order {
    guard let first = start(of: one), let second = start(of: other) else { return .open }
    // Calendar bounds apart decide without asking for the length.
    let (earlier, later) = (bounds(of: first), bounds(of: second))
    if let latest = earlier.latest, let earliest = later.earliest, latest < earliest { return .before }
    if let latest = later.latest, let earliest = earlier.earliest, latest < earliest { return .after }
    let gap = length(from: first, to: second)
    if let lower = gap.lower, lower > .zero { return .before }
    if let upper = gap.upper, upper < .zero { return .after }
    switch (gap.lower == .zero, gap.upper == .zero) {
    case (true, true): return .same
    case (true, false): return .notAfter
    case (false, true): return .notBefore
    case (false, false): return .open
    }
  }

  /// Entries by their times; those whose order time leaves open stay in the order in which they are given.
  public func sorted(_ entries: [Entry]) -> [Entry] {
    var sorted: [Entry] = []
    for entry in entries {
      // Before the first that it precedes: nothing behind that can precede it, so that the order stays one of time.
      let place = sorted.firstIndex { [.before, .notAfter].contains(order(of: entry.id, to: $0.id)) }
      sorted.insert(entry, at: place ?? sorted.endIndex)
    }
    return sorted
  }

  /// ``treatments``, worked out once the course is resolved.
  func sortedTreatments() -> [(entry: Entry, therapy: Therapy)] {
    let all = patient.therapies.filter { !patient.isSupportive($0.entry) }
    return sorted(all.map(\.entry)).compactMap { entry in all.first { $0.entry.id == entry.id } }
  }

  // MARK: what belongs to a therapy

  /// The therapy that an entry belongs to.
  public struct Membership: Sendable, Hashable {
    /// The therapy, and others that begin on the same day; empty before the first.
    public var therapies: [Entry.ID]
    /// What time leaves open, in a sentence; nil where time or the record decides.
    public var remark: Phrase?
  }

  /// The therapy that an assessment, or anything else that names none, belongs to: the last that began before it.
  ///
  /// What lies on the day on which a therapy begins is not of that therapy: it is seen before the first dose. Where times leave open which therapy
  /// was the last, the one listed before the entry is taken if it can be, and that is told.
  public func therapy(inForceAt entry: Entry) -> Membership {
    let all = treatments.map(\.entry)
    var last: Int?
    var open: [Int] = []
    for (index, therapy) in all.enumerated() {
      switch order(of: therapy.id, to: entry.id) {
      case .before, .notAfter: last = index
      case .open: open.append(index)
      case .same, .notBefore, .after: continue
      }
    }
    let listed = patient.entries.prefix { $0.id != entry.id }.last { candidate in all.contains { $0.id == candidate.id }
    }
    let listedIndex = listed.flatMap { listed in all.firstIndex { $0.id == listed.id } }
    // A therapy that may have begun before the entry, later than the last that certainly did.
    let possible = open.filter { index in
      last.map { ![.after, .notBefore].contains(order(of: all[$0].id, to: all[index].id)) } ?? true
    }
    func together(_ index: Int?) -> [Entry.ID] {
      guard let index else { return [] }
      return all.indices.filter { $0 == index || order(of: all[$0].id, to: all[index].id) == .same }.map { all[$0].id }
    }
    guard !possible.isEmpty else { return Membership(therapies: together(last)) }
    let words = possible.map { all[$0].id }.joined(separator: ", ")
    if let listedIndex, possible.contains(listedIndex) {
      let isOnly = last == nil && possible.count == 1
      return Membership(
        therapies: together(listedIndex),
        remark: isOnly
          ? nil
          : Phrase(
            "Whether \(entry.id) lies before or after the start of \(words) is open; it is listed after \(all[listedIndex].id).",
            "Ob \(entry.id) vor oder nach Beginn von \(words) liegt, ist offen; in der Akte steht es nach \(all[listedIndex].id)."
          )
      )
    }
    return Membership(
      therapies: together(last),
      remark: Phrase(
        "Whether \(entry.id) lies before or after the start of \(words) is open; it is not listed after it.",
        "Ob \(entry.id) vor oder nach Beginn von \(words) liegt, ist offen; in der Akte steht es nicht danach."))
  }

  /// Assessments that judge one of these therapies, by their times: those that name it, and of those that name none the ones in whose time it
  /// was the last to have begun.
  public func assessments(judging therapies: [Entry.ID]) -> [(entry: Entry, assessment: Assessment)] {
    let all = patient.assessments.filter { entry, assessment in
      if let judged = assessment.of { return therapies.contains(judged) }
      return self.therapy(inForceAt: entry).therapies.contains(where: therapies.contains)
    }
    return sorted(all.map(\.entry)).compactMap { entry in all.first { $0.entry.id == entry.id } }
  }
}
