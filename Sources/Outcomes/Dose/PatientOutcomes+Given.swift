// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Plain
public import Course
public import Dosing

/// What single administrations say, beside phases and plans.
extension PatientOutcomes {
  /// A therapy without rows that cannot have been given: they count for nothing.
  public func counted(_ therapy: TherapyOutcome) -> Therapy {
    therapy.therapy.without(MisplacedAdministration.all(of: therapy.entry, therapy.therapy, patient, timeline))
  }

  /// The accounts of the drugs of a therapy, from the rows that count: what has no row by the end of the therapy is not known to be nothing.
  public func accounts(of therapy: TherapyOutcome, _ library: RegimenLibrary) -> [TherapyAccount] {
    // What goes on owes the rest of its last cycle, also beyond the data cut-off.
    TherapyAccount.of(
      therapy.entry, counted(therapy), library: library,
      ended: timeline.isOngoing(therapy.entry) ? nil : lastPossibleDose(of: therapy), until: surelyUntil(therapy),
      mayGoOnUntil: openUntil(therapy))
  }

  /// The last day on which a therapy may have been given of which no end is stated: until the next one, death, or the last of what the record shows; nil where an end is stated, or nothing follows.
  func openUntil(_ therapy: TherapyOutcome) -> Day? {
    let entry = therapy.entry
    guard !timeline.isOngoing(entry), entry.ends.isEmpty, entry.lasts.isEmpty, therapy.therapy.cycles.value == nil,
      let last = therapy.therapy.administrations.map(\.date).max()
    else { return nil }
    func latest(_ entry: Entry) -> Day? { timeline.start(of: entry.id).flatMap { timeline.bounds(of: $0).latest } }
    let seen = (lastContacts.map(latest) + [lastSignOfLife?.bounds.latest]).compactMap(\.self).max()
    let next = timeline.treatments.compactMap { latest($0.entry) }.filter { $0 > last }
    return (next + [patient.death.flatMap(latest) ?? seen].compactMap(\.self)).min()
  }

  /// The day until which a therapy surely went on, by its end, its length or the data cut-off as they are stated; nil where nothing states it. What follows
  /// from cycles alone is counted as cycles.
  func surelyUntil(_ therapy: TherapyOutcome) -> Day? {
    let entry = therapy.entry
    guard timeline.isOngoing(entry) || !entry.ends.isEmpty || !entry.lasts.isEmpty,
      let end = timeline.end(of: entry.id), case let bounds = timeline.bounds(of: end), let day = bounds.earliest
    else { return nil }
    // Nothing is given after death or the data cut-off.
    let limits = [patient.death.flatMap { timeline.start(of: $0.id) }, timeline.cutOff].compactMap {
      $0.flatMap { timeline.bounds(of: $0).earliest }
    }
    return ([day] + limits).min()
  }

  /// The last day on which a therapy can have been given, as far as the record goes; nil where that is not known.
  func lastPossibleDose(of therapy: TherapyOutcome) -> Day? {
    if timeline.isOngoing(therapy.entry) {
      return timeline.cutOff.flatMap { timeline.bounds(of: $0).latest }
    }
    return timeline.end(of: therapy.entry.id).flatMap { timeline.bounds(of: $0).latest }
  }

  /// What the rows of a drug surely do not have, in words, so that a sum of them is a least one: `no row of cycle 2`. None where nothing is known to be missing.
  public func missingRows(of drug: String, in therapy: TherapyOutcome, _ library: RegimenLibrary) -> [Phrase] {
    MissingRows.words(
      of: drug, in: counted(therapy), library, ended: lastPossibleDose(of: therapy), until: surelyUntil(therapy),
      openUntil: openUntil(therapy))
  }

  /// The single administrations of a dose phase; nil where there are none, or it is not known which are its own.
  public func given(in phase: DosePhase, _ library: RegimenLibrary) -> PhaseAccount? {
    therapies.first { $0.therapy.phases.contains { $0.id == phase.id } }.flatMap { therapy in
      counted(therapy).given(in: phase, timeline) { library.isSame($0, phase.drug) }
    }
  }
}
