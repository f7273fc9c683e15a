// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology

extension PatientTimeline {
  /// Turns a record into events and constraints. Used once, by the initialiser.
  struct Builder {
    let study: Study
    let tolerance: Tolerance

    func build(_ timeline: inout PatientTimeline) {
      addEvents(&timeline)
      addCalendar(&timeline)
      for entry in timeline.patient.entries { addStatedTimes(of: entry, asDates: true, &timeline) }
      addOrder(&timeline)
      for entry in timeline.patient.entries { addStatedTimes(of: entry, asDates: false, &timeline) }
      for (entry, therapy) in timeline.patient.therapies { addCycles(of: entry, therapy, &timeline) }
      for (entry, therapy) in timeline.patient.therapies where !therapy.administrations.isEmpty {
        addAdministrations(of: entry, therapy, &timeline)
      }
      addUndated(&timeline)
      addLatest(&timeline)
      addOpenReadings(&timeline)
    }

    // MARK: events

    func addEvents(_ timeline: inout PatientTimeline) {
      if study.dataCutOff(of: timeline.patient) != nil { timeline.cutOff = timeline.network.addEvent("data cut-off") }
      let referenced = referencedIDs(timeline.patient)
      for entry in timeline.patient.entries {
        let isTimed = !entry.when.isEmpty || !entry.ends.isEmpty || referenced.contains(entry.id)
        switch entry.content {
        case .decision, .plan, .event, .qualityOfLife, .toxicity, .laboratory, .complication, .performanceStatus:
          guard isTimed else { continue }
        default: break
        }
        guard entry.content.lasts else {
          let event = timeline.network.addEvent(entry.id)
          timeline.starts[entry.id] = event
          // A response that is said to have held for a time has an end of its own.
          let holds = !entry.lasts.isEmpty || !entry.ends.isEmpty
          let isOngoing = entry.isOngoing && !cannotBeOngoing(timeline.patient)
          timeline.ends[entry.id] =
            isOngoing && timeline.cutOff != nil
            ? timeline.cutOff : holds ? timeline.network.addEvent("end of \(entry.id)") : event
          addExactDates(of: entry, &timeline)
          continue
        }
        timeline.starts[entry.id] = timeline.network.addEvent("start of \(entry.id)")
        if entry.isOngoing, !cannotBeOngoing(timeline.patient) {
          timeline.ends[entry.id] = timeline.cutOff
        } else {
          timeline.ends[entry.id] = timeline.network.addEvent("end of \(entry.id)")
        }
        addExactDates(of: entry, &timeline)
        guard case .therapy(let therapy) = entry.content else { continue }
        addPhaseEvents(of: entry, therapy, &timeline)
      }
    }

    /// Whether a patient's death leaves nothing to be ongoing at the data cut-off, whatever an entry says: it is recorded, and not as on or
    /// after the cut-off.
    func cannotBeOngoing(_ patient: Patient) -> Bool {
      guard let death = patient.death else { return false }
      guard let cutOff = study.dataCutOff(of: patient)?.bounds.latest else { return true }
      return !death.when.contains { $0.date?.bounds.earliest.map { $0 >= cutOff } ?? false }
    }

    /// Dates exact to the day come first: a course of nothing else needs no shortest paths.
    func addExactDates(of entry: Entry, _ timeline: inout PatientTimeline) {
      let label = entry.content.lasts ? "start of \(entry.id)" : entry.id
      if let start = timeline.starts[entry.id] {
        for time in entry.when where isExact(time) {
          add(time, of: .start, at: start, label, owner: entry.id, entry.sources, &timeline)
        }
      }
      if let end = timeline.ends[entry.id], end != timeline.starts[entry.id], end != timeline.cutOff {
        for time in entry.ends where isExact(time) {
          add(time, of: .end, at: end, "end of \(entry.id)", owner: entry.id, entry.sources, &timeline)
        }
      }
    }

    func isExact(_ time: StatedTime) -> Bool {
      if case .date(let date) = time.form { date.bounds.isExact } else { false }
    }

    /// Phases of one drug follow each other; drugs given together run side by side from the therapy's start.
    func addPhaseEvents(of entry: Entry, _ therapy: Therapy, _ timeline: inout PatientTimeline) {
      var latest: [String: DosePhase.ID] = [:]
      for phase in therapy.phasesInOrder {
        if let previous = latest[phase.drug] {
          let start = timeline.network.addEvent("start of \(phase.id)")
          timeline.starts[phase.id] = start
          timeline.ends[previous] = start
        } else {
          timeline.starts[phase.id] = timeline.starts[entry.id]
        }
        latest[phase.drug] = phase.id
      }
      for last in latest.values { timeline.ends[last] = timeline.ends[entry.id] }
    }

    func referencedIDs(_ patient: Patient) -> Set<String> {
      var ids = Set<String>()
      for entry in patient.entries {
        for time in entry.when + entry.ends { ids.formUnion(time.readings.flatMap(\.anchors).map(\.id)) }
      }
      return ids
    }

    // MARK: the study's calendar

    func addCalendar(_ timeline: inout PatientTimeline) {
      let patient = timeline.patient
      guard let cutOff = timeline.cutOff, let date = study.dataCutOff(of: patient) else { return }
      let isOwn = patient.dataCutOff.value != nil
      let statement = add(
        .time(event: "data cut-off", date.text), .stated, isOwn ? patient.sources : study.sources["data cut-off"] ?? [],
        isOwn ? .patient(patient.id) : .study, &timeline)
      if date.isBelieved { constrain(cutOff, date.bounds, statement, &timeline) }
      if let period = study.period(of: patient), let bounds = study.periodOfEachTreatment(of: patient) {
        let isOwn = patient.period.value != nil
        let statement = add(
          .phrase(Phrase("treated \(period.text)", "behandelt \(Phrase.written(period.text))")), .stated,
          isOwn ? patient.sources : study.sources["period"] ?? [],
          isOwn ? .patient(patient.id) : .study, &timeline)
        for entry in timeline.patient.entries {
          switch entry.content {
          case .therapy, .surgery, .radiotherapy, .ablation:
            guard let start = timeline.starts[entry.id] else { continue }
            constrain(start, bounds, statement, &timeline)
          default: continue
          }
        }
      }
    }

    // MARK: what the kind of an entry implies

    func addOrder(_ timeline: inout PatientTimeline) {
      let patient = timeline.patient
      let place = RecordPath.patient(patient.id)
      let endsAfterStart = add(Self.endsAfterStart, .implied("order"), [], place, &timeline)
      let untilCutOff = add(
        Self.nothingAfterCutOff, .implied(PatientTimeline.untilCutOff), [], place, &timeline)
      let afterDiagnosis = add(Self.treatmentFollows, .implied("order"), [], place, &timeline)
      let beforeDeath = add(Self.deathIsLast, .implied(PatientTimeline.untilDeath), [], place, &timeline)
      let death = patient.death.flatMap { timeline.starts[$0.id] }
      let diagnosis = patient.diagnosis.flatMap { timeline.starts[$0.entry.id] }

      for entry in patient.entries {
        guard let start = timeline.starts[entry.id] else { continue }
        let end = timeline.ends[entry.id]
        if let end, end != start {
          notBefore(start, end, endsAfterStart, &timeline)
          if case .therapy(let therapy) = entry.content {
            for phase in therapy.phases {
              guard let start = timeline.starts[phase.id], let end = timeline.ends[phase.id] else { continue }
              notBefore(start, end, endsAfterStart, &timeline)
            }
          }
        }
        let last = end ?? start
        if let cutOff = timeline.cutOff, last != cutOff { notBefore(last, cutOff, untilCutOff, &timeline) }
        if let death, last != death, last != timeline.cutOff { notBefore(last, death, beforeDeath, &timeline) }
        if let diagnosis, start != diagnosis, entry.content.isTreatment {
          notBefore(diagnosis, start, afterDiagnosis, &timeline)
        }
        guard case .therapy(let therapy) = entry.content else {
          addContext(of: entry, &timeline)
          continue
        }
        if let continued = therapy.continues, let end = timeline.ends[continued] {
          let statement = add(
            .phrase(Phrase("\(entry.id) continues \(continued)", "\(entry.id) setzt \(continued) fort")),
            .implied("maintenance follows what it continues"), entry.sources,
            record(of: entry, timeline), &timeline)
          notBefore(end, start, statement, &timeline)
        }
      }
    }

    /// What entries without a time have of what is stated around them. The order of a file that times contradict says nothing.
    func addUndated(_ timeline: inout PatientTimeline) {
      for order in UndatedEntries.orders(of: timeline.patient) {
        let ends = order.byEnd ? timeline.ends[order.first] : timeline.starts[order.first]
        guard let first = ends, first != timeline.cutOff, let second = timeline.starts[order.second],
          timeline.network.bounds(from: first, to: second).upper.map({ $0 >= .zero }) ?? true
        else { continue }
        let statement = add(
          .phrase(
            Phrase(
              "\(order.second) is not before \(order.byEnd ? "the end of " : "")\(order.first)",
              "\(order.second) nicht vor \(order.byEnd ? "Ende von " : "")\(order.first)")), .implied(order.rule),
          order.owner.sources, record(of: order.owner, timeline), &timeline)
        notBefore(first, second, statement, &timeline)
      }
    }

    /// An assessment or toxicity of a therapy is not before the therapy's start.
    func addContext(of entry: Entry, _ timeline: inout PatientTimeline) {
      let therapy: String? =
        switch entry.content {
        case .assessment(let assessment): assessment.of
        case .toxicity(let toxicity): toxicity.of
        case .qualityOfLife(let quality): quality.of
        case .performanceStatus(let status): status.of
        case .complication(let complication): complication.of
        default: nil
        }
      guard let therapy, let start = timeline.starts[therapy], let event = timeline.starts[entry.id] else { return }
      let statement = add(
        .phrase(Phrase("\(entry.id) is of \(therapy)", "\(entry.id) gehört zu \(therapy)")),
        .implied("what is seen of a therapy is not before its start"), entry.sources,
        record(of: entry, timeline), &timeline)
      notBefore(start, event, statement, &timeline)
    }

    // MARK: what is stated

    /// - Parameter asDates: whether it is the turn of calendar dates (those exact to the day are there already), or of all else.
    func addStatedTimes(of entry: Entry, asDates: Bool, _ timeline: inout PatientTimeline) {
      guard let start = timeline.starts[entry.id] else { return }
      func isTurn(_ time: StatedTime) -> Bool { (time.date != nil) == asDates }
      let label = entry.content.lasts ? "start of \(entry.id)" : entry.id
      for time in entry.when where !isExact(time) && isTurn(time) {
        add(time, of: .start, at: start, label, owner: entry.id, entry.sources, &timeline)
      }
      if let end = timeline.ends[entry.id], end != start {
        for time in entry.ends where (!isExact(time) || end == timeline.cutOff) && isTurn(time) {
          add(time, of: .end, at: end, "end of \(entry.id)", owner: entry.id, entry.sources, &timeline)
        }
        for span in entry.lasts where !asDates {
          let until = entry.isOngoing ? Phrase(" until the data cut-off", " bis zum Datenschnitt") : .none
          let statement = add(
            .phrase(
              Phrase(
                "\(entry.id) lasts \(span.text)\(until)", "\(entry.id) dauert \(Phrase.written(span.text))\(until)")),
            .stated, entry.sources, record(of: entry, timeline), timed: end, &timeline)
          constrain(start, end, limits(of: span, &timeline), statement, &timeline)
        }
      }
      guard case .therapy(let therapy) = entry.content else { return }
      for phase in therapy.phases {
        guard let start = timeline.starts[phase.id] else { continue }
        for time in phase.when where isTurn(time) {
          add(
            time, of: .phase(phase.id), at: start, "start of \(phase.id)", owner: entry.id,
            phase.sources + entry.sources, &timeline)
        }
      }
    }

    /// A stated time of an event. One that can be read in several ways, none of which is chosen, waits for ``addOpenReadings(_:)``.
    func add(
      _ time: StatedTime, of field: ReadingPoint.Field, at event: EventID, _ label: String, owner: Entry.ID,
      _ sources: [Source], _ timeline: inout PatientTimeline
    ) {
      guard time.isTold else { return }
      let record: RecordPath =
        if case .phase(let phase) = field { .phase(phase, of: timeline.patient.id) } else {
          .entry(owner, of: timeline.patient.id)
        }
      let options = timeline.readings(of: time)
      // What was chosen can itself be read in two ways: then none is chosen yet.
      let first = time.isOpen ? [] : timeline.readings(of: StatedTime(chosen: time.readings[0], others: []))
      let chosen = first.count == 1 ? first.first : nil
      let statement = add(.time(event: label, time.text), .stated, sources, record, timed: event, &timeline)
      if options.count > 1 {
        timeline.readingPoints.append(
          ReadingPoint(
            owner: owner, field: field, label: label, stated: time, options: options, isChosen: chosen != nil,
            statement: statement, event: event))
      }
      if let chosen { constrain(event, to: chosen, owner: owner, statement, &timeline) }
    }

    /// Holds an event to a time that is read in one way.
    func constrain(
      _ event: EventID, to time: StatedTime, owner: Entry.ID, _ statement: StatementID,
      _ timeline: inout PatientTimeline
    ) {
      let zero = TimeLength.zero
      switch time.form {
      case .unknown, .oneOf: return
      case .date(let date):
        // What stands for an unknown date is none: the event is as open as one that nobody dates.
        if date.isBelieved { constrain(event, date.bounds, statement, &timeline) }
      case .at(let anchor):
        guard let other = self.event(anchor, &timeline) else { return }
        constrain(other, event, LengthBounds(exactly: zero), statement, &timeline)
      case .after(let span, let anchor):
        guard let other = self.event(anchor, &timeline) else { return }
        let bounds = span.map { limits(of: $0, &timeline) } ?? LengthBounds(lower: zero, upper: nil)
        constrain(other, event, bounds, statement, &timeline)
      case .before(let span, let anchor):
        guard let other = self.event(anchor, &timeline) else { return }
        let bounds = span.map { limits(of: $0, &timeline) } ?? LengthBounds(lower: zero, upper: nil)
        constrain(event, other, bounds, statement, &timeline)
      case .during(let anchor):
        guard let start = timeline.starts[anchor.id], let end = timeline.ends[anchor.id] else { return }
        notBefore(start, event, statement, &timeline)
        notBefore(event, end, statement, &timeline)
      case .cycle(let number, let anchor, let part):
        let therapy = anchor?.id ?? owner
        guard let cycle = cycleStart(number, of: therapy, &timeline) else { return }
        switch part {
        case .start: constrain(cycle, event, LengthBounds(exactly: zero), statement, &timeline)
        case .during:
          notBefore(cycle, event, statement, &timeline)
          if let next = cycleStart(number + 1, of: therapy, &timeline) { notBefore(event, next, statement, &timeline) }
        case .end:
          guard let next = cycleStart(number + 1, of: therapy, &timeline) else { return }
          constrain(next, event, LengthBounds(exactly: zero), statement, &timeline)
        }
      }
    }

    /// The event that an anchor names; a cycle that it names becomes one.
    func event(_ anchor: Anchor, _ timeline: inout PatientTimeline) -> EventID? {
      guard let cycle = anchor.cycle else { return timeline.event(anchor) }
      return cycleStart(cycle + (anchor.edge == .end ? 1 : 0), of: anchor.id, &timeline)
    }

    func limits(of span: StatedSpan, _ timeline: inout PatientTimeline) -> LengthBounds {
      let bounds = span.bounds(tolerance: tolerance)
      if bounds != span.nominal { timeline.hasRoundedNumbers = true }
      return bounds
    }

    // MARK: adding to the network

    static let endsAfterStart = Statement.Words.phrase(
      Phrase("an end is not before its start", "ein Ende liegt nicht vor dem Beginn"))
    static let nothingAfterCutOff = Statement.Words.phrase(
      Phrase("nothing is recorded after the data cut-off", "nach dem Datenschnitt ist nichts dokumentiert"))
    static let treatmentFollows = Statement.Words.phrase(
      Phrase("treatment follows diagnosis", "die Behandlung folgt der Diagnose"))
    static let deathIsLast = Statement.Words.phrase(Phrase("death comes last", "der Tod kommt zuletzt"))

    func record(of entry: Entry, _ timeline: PatientTimeline) -> RecordPath {
      .entry(entry.id, of: timeline.patient.id)
    }

    func add(
      _ words: Statement.Words, _ kind: Statement.Kind, _ sources: [Source], _ record: RecordPath,
      timed: EventID? = nil, _ timeline: inout PatientTimeline
    ) -> StatementID {
      let id = StatementID(index: timeline.statements.count)
      timeline.statements.append(
        Statement(id: id, words: words, kind: kind, sources: sources, record: record, timed: timed))
      return id
    }

    func notBefore(_ first: EventID, _ second: EventID, _ statement: StatementID, _ timeline: inout PatientTimeline) {
      constrain(first, second, LengthBounds(lower: .zero, upper: nil), statement, &timeline)
    }

    func constrain(
      _ from: EventID, _ to: EventID, _ bounds: LengthBounds, _ statement: StatementID,
      _ timeline: inout PatientTimeline
    ) {
      timeline.network.constrain(from: from, to: to, bounds, statement: statement)
    }

    func constrain(
      _ event: EventID, _ bounds: DayBounds, _ statement: StatementID, _ timeline: inout PatientTimeline
    ) {
      timeline.network.constrain(event, bounds, statement: statement)
    }
  }
}
