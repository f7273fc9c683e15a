// SPDX-License-Identifier: Apache-2.0

import Course
import DoubleEntry
import Exchange
import Store

/// Two entries of a study held against each other, with what has been settled.
///
/// Agreement is that of the first entry as it was before anything was settled: what was corrected afterwards is no agreement. What is still open goes by the record as it is.
struct DoubleState: Sendable {
  /// The two as they were entered.
  let entered: SecondEntry
  /// The first as it is now against the second.
  let now: SecondEntry
  /// The revision of the first that agreement is counted of; nil where the file began with differences that were settled before, so that nothing is left of the first entry as it was.
  let revision: Int?
  private let decisions: [String: FindingDecision]

  /// A difference and what became of it.
  struct Item: Sendable, Identifiable {
    let difference: EntryDifference
    let standing: Standing
    var id: String { difference.id }
  }

  /// What became of a difference.
  enum Standing: Sendable {
    case open
    /// Decided, and both still say what they said then.
    case decided(FindingDecision)
    /// Decided when it read otherwise: open again.
    case lapsed(FindingDecision)
    /// The record was corrected since: both say the same now.
    case same

    /// Whether somebody has still to look at it.
    var isOpen: Bool {
      switch self {
      case .open, .lapsed: true
      case .decided, .same: false
      }
    }
  }

  init(_ state: StudyState, _ store: Store, _ second: SecondFile) async throws {
    let decisions = state.study.decisions.filter(\.isOfSecondEntry)
    self.decisions = Dictionary(decisions.map { ($0.finding, $0) }, uniquingKeysWith: { first, _ in first })
    now = SecondEntry(state.study, second.study)
    let base = try await Self.base(state, store)
    revision = base
    guard let base, base != state.revision else {
      entered = now
      return
    }
    let reading = try await store.study(at: base)
    guard let before = reading.study else { throw StoreError.unreadable(reading.errors) }
    entered = SecondEntry(before, second.study)
  }

  /// The last revision before the first decision on a difference; the last one where there is none, nil where the first revision has one.
  private static func base(_ state: StudyState, _ store: Store) async throws -> Int? {
    var first = state.revision + 1
    for part in try await store.parts(of: nil) where part.part.kind == .decision {
      guard part.part.value(of: "finding")?.hasPrefix(FindingDecision.secondEntry) == true else { continue }
      let revisions = try await store.history(.part(part.id), most: 10_000)
      first = min(first, revisions.map(\.id).min() ?? first)
    }
    return first == 1 ? nil : first - 1
  }

  /// The disagreements of a patient as they were entered, with those that came since, each with what became of it.
  func items(of patient: Patient.ID) -> [Item] {
    let before = entered.patients.first { $0.patient == patient }?.differences.filter(\.isDisagreement) ?? []
    let after = now.patients.first { $0.patient == patient }?.differences.filter(\.isDisagreement) ?? []
    let still = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(before.map(\.id))
    return (before + after.filter { !known.contains($0.id) }).map { old in
      let current = still[old.id]
      // A decision is on what was read, whatever the record says since: after a correction it still tells what both said.
      if let decision = decisions[old.id] {
        let reads = [old.reads, current?.reads].compactMap(\.self)
        let holds = reads.contains(decision.reads) && (current == nil || current?.reads == decision.reads)
        if holds, decision.settles { return Item(difference: old, standing: .decided(decision)) }
        return Item(difference: current ?? old, standing: current == nil ? .same : .lapsed(decision))
      }
      return Item(difference: current ?? old, standing: current == nil ? .same : .open)
    }
  }

  /// Times that read otherwise and can both be true.
  func compatible(of patient: Patient.ID) -> [EntryDifference] {
    now.patients.first { $0.patient == patient }?.differences.filter { !$0.isDisagreement } ?? []
  }

  /// Names of entries of the second as the first calls them, where both have them.
  func names(of patient: Patient.ID) -> EntryNames? { now.patients.first { $0.patient == patient }?.names }
}
