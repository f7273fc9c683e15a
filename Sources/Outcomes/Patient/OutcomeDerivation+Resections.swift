// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Times after operations.
extension OutcomeDerivation {
  /// Every operation that may have taken disease away, in order of time.
  func resections() -> [ResectionOutcome] {
    let procedures = localProcedures.filter { if case .surgery = $0.entry.content { true } else { false } }
    let order = timeline.sorted(procedures.map(\.entry)).map(\.id)
    return order.compactMap { id in procedures.first { $0.entry.id == id } }.compactMap { procedure in
      guard case .surgery(let surgery) = procedure.entry.content else { return nil }
      let known = KnownDisease(by: procedure, procedures, self)
      return resection(procedure.entry, surgery, known.left(by: surgery), known.operated, known.notes)
    }
  }

  private func resection(
    _ entry: Entry, _ surgery: Surgery, _ left: ResectionOutcome.Left, _ operated: Set<Entry.ID>, _ notes: [Phrase]
  )
    -> ResectionOutcome
  {
    let naming = Naming(
      id: "\(patient.id)/\(entry.id)/relapse-free",
      title: Phrase("Time to relapse after \(entry.id)", "Zeit bis zum Rezidiv nach \(entry.id)"),
      definition: .timeToRelapse(study.definitions))
    let basis = Trace.Input(
      Phrase("known disease after the operation", "bekannte Erkrankung nach der Operation"), left.phrase,
      sources: entry.sources, record: .entry(entry.id, of: patient.id))
    guard case .nothing = left, let origin = origin(entry, .fact("operation"), record: .entry(entry.id, of: patient.id))
    else {
      let why = left.phrase
      return ResectionOutcome(
        entry: entry, surgery: surgery, left: left, time: nil,
        trace: Trace(
          id: naming.id, title: naming.title, value: .notDetermined + Phrase(" (\(why))", " (\(why))"),
          definition: naming.definition, inputs: [basis]))
    }
    let seen = afterwards(entry, operated)
    func time(_ facts: [Fact]) -> Derived<TimeToEvent> {
      let all = FollowUp(
        origin: origin.moment, originName: origin.input.name, facts: facts + endOfLife(from: origin.moment),
        network: timeline.network)
      return derived(CensoringRule.afterResection.time(all, to: .progression), from: origin, naming, notes + seen.notes)
    }
    var found = time(seen.facts + seen.doubtful)
    // A progression that may lie before the operation is none after it.
    if !seen.doubtful.isEmpty, found.value.isDetermined {
      let without = time(seen.facts)
      if without.value.isDetermined {
        found.value = TimeToEvent(
          length: .hull([found.value.lengthToEvent, without.value.lengthToEvent]),
          end: found.value.end == without.value.end ? found.value.end : .open([found.value.end, without.value.end]))
        found.trace.phrase = found.value.phrase()
        found.trace.notes.append(
          Phrase(
            "Whether a progression lies before or after the operation is open; the length spans both.",
            "Ob ein Progress vor oder nach der Operation liegt, ist offen; die Länge umfasst beides."))
      }
    }
    found.trace.inputs.insert(basis, at: min(1, found.trace.inputs.count))
    return ResectionOutcome(entry: entry, surgery: surgery, left: left, time: found.value, trace: found.trace)
  }

  // MARK: what came after

  /// Whether an entry can lie after another; true where times leave it open.
  private func mayFollow(_ entry: Entry, _ surgery: Entry) -> Bool {
    switch timeline.order(of: entry.id, to: surgery.id) {
    case .before, .same, .notAfter: false
    case .notBefore, .after, .open: true
    }
  }

  /// What the record has after an operation: relapses, progressions and visits without disease; the progressions that may lie before it.
  ///
  /// - Parameters:
  ///   - surgery: the operation.
  ///   - operated: findings that must lie before it.
  private func afterwards(
    _ surgery: Entry, _ operated: Set<Entry.ID>
  ) -> (facts: [Fact], doubtful: [Fact], notes: [Phrase]) {
    var (facts, doubtful, notes): ([Fact], [Fact], [Phrase]) = ([], [], [])
    // Disease that is treated again was found before: what is seen under such a therapy shows nobody free of it.
    let later = listedTreatments.filter { mayFollow($0, surgery) }
    let further = later.filter { entry in
      guard case .therapy(let therapy) = entry.content else { return false }
      return therapy.intent != .adjuvant && therapy.intent != .neoadjuvant
    }
    var stillSeen: [Entry.ID] = []
    for entry in patient.entries
    where mayFollow(entry, surgery) && !operated.contains(entry.id) && !timeline.isOutsideObservation(entry) {
      switch entry.content {
      case .localRelapse:
        facts += [fact(.newDisease(.localRelapse), entry, "local relapse (\(entry.id))")].compactMap(\.self)
      case .metastases(let metastases) where metastases.presence == .found:
        if metastases.alreadyKnown {
          notes.append(
            Phrase(
              "\(entry.id) were known before they are recorded, since when is not stated: the time may be shorter.",
              "\(entry.id) waren schon bekannt, als sie dokumentiert wurden, seit wann, ist nicht angegeben: die Zeit kann kürzer sein."
            ))
        } else {
          facts += [fact(.newDisease(.metastases), entry, "new metastases (\(entry.id))")].compactMap(\.self)
        }
      case .assessment(let assessment):
        guard let response = assessment.response.value else { continue }
        let name =
          "\(response == .progressive ? "progression" : response.rawValue) (\(assessment.modality.value ?? "modality not stated"))"
        let visit = fact(assessment.isClinical ? .clinicalVisit(response) : .visit(response), entry, name)
        switch response {
        case .progressive:
          if timeline.order(of: entry.id, to: surgery.id) == .open {
            doubtful += [visit].compactMap(\.self)
          } else {
            facts += [visit].compactMap(\.self)
          }
        case .complete:
          let isUnderFurther = further.contains { timeline.order(of: entry.id, to: $0.id) != .before }
          if !isUnderFurther { facts += [visit].compactMap(\.self) }
        case .partial, .stable, .nonCompleteNonProgressive: stillSeen.append(entry.id)
        case .notEvaluable: continue
        }
      default: continue
      }
    }
    facts += stopsForProgression(of: later.map(\.id)).map { entry, end in
      var fact = Fact(.stopForProgression, .event(end), name: "stop of \(entry.id) for progression", entry: entry.id)
      fact.isTold = Self.tellsEnd(entry)
      return fact
    }
    let early = stillSeen.filter { id in
      !facts.contains { fact in
        guard let other = fact.entry, fact.kind.response != .complete else { return false }
        return [.before, .notAfter, .same].contains(timeline.order(of: other, to: id))
      }
    }
    if !early.isEmpty {
      notes.append(
        Phrase(
          "Disease was judged as there after the operation, and no relapse is recorded before it: \(early.joined(separator: ", ")). It is not counted as free of disease, and the relapse may lie before it.",
          "Nach der Operation wurde Erkrankung als vorhanden beurteilt, ohne dass ein Rezidiv davor dokumentiert ist: \(early.joined(separator: ", ")). Das zählt nicht als frei von Erkrankung, und das Rezidiv kann davor liegen."
        ))
    }
    return (facts, doubtful, notes)
  }
}
