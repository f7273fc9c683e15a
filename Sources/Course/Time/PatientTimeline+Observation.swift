// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// Where the observation of a patient ends: with death, or at the data cut-off. Nothing after that counts.
extension PatientTimeline {
  /// Death and the data cut-off, as far as they have a time.
  private var observationEnds: [(event: EventID, name: String)] {
    [
      patient.death.flatMap { start(of: $0.id) }.map { (event: $0, name: "death") },
      cutOff.map { (event: $0, name: "data cut-off") },
    ].compactMap(\.self)
  }

  /// Whether an entry certainly begins after death or after the data cut-off.
  public func isOutsideObservation(_ entry: Entry) -> Bool {
    start(of: entry.id).map { observationEnd(before: $0) != nil } ?? false
  }

  /// Death or the data cut-off, whichever came first of those that certainly lie before an event; nil where the event lies before both.
  public func observationEnd(before event: EventID) -> (event: EventID, name: String)? {
    let passed = observationEnds.filter { length(from: $0.event, to: event).lower.map { $0 > .zero } ?? false }
    return passed.first { one in
      passed.allSatisfy { length(from: one.event, to: $0.event).lower.map { $0 >= .zero } ?? false }
    } ?? passed.first
  }
}
