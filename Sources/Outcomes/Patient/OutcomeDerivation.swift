// SPDX-License-Identifier: Apache-2.0

import Plain
import Dosing
import Chronology
import Course

/// The derivations of one patient. Each reads the record and the resolved timeline and returns a value with its trace.
struct OutcomeDerivation {
  let patient: Patient
  let study: Study
  let timeline: PatientTimeline
  let lines: [LineOfTherapy]

  init(patient: Patient, study: Study, timeline: PatientTimeline) {
    self.patient = patient
    self.study = study
    self.timeline = timeline
    lines = LineOfTherapy.lines(of: patient)
  }

  func therapies() -> [TherapyOutcome] {
    patient.therapies.compactMap { entry, therapy in
      guard let line = lines.first(where: { $0.therapies.contains(entry.id) }) else { return nil }
      let best = bestResponse(of: [entry.id], id: "\(patient.id)/\(entry.id)", title: entry.id)
      return TherapyOutcome(
        entry: entry, therapy: therapy, line: derivedLine(line, entry, therapy), duration: duration(of: entry),
        bestResponse: best, responseDuration: best.flatMap { responseDuration($0.value, of: entry) },
        timeToProgression: timeToEvent(from: entry, through: [entry.id], countsDeath: false, id: entry.id),
        progressionFreeSurvival: timeToEvent(from: entry, through: [entry.id], countsDeath: true, id: entry.id),
        phases: therapy.phases.map { phaseOutcome($0, of: entry, therapy) })
    }
  }

  func lineOutcomes(_ therapies: [TherapyOutcome]) -> [LineOutcome] {
    var outcomes: [LineOutcome] = []
    for line in lines {
      guard let first = line.therapies.first, let entry = patient.entry(first) else { continue }
      let id = "line-\(line.number)"
      // GMI counts maintenance with its line or apart from it, as the study defines.
      let counted =
        study.definitions.maintenance == .withInduction ? line.therapies : Array(line.therapies.prefix(1))
      let time = timeToEvent(from: entry, through: line.therapies, countsDeath: false, id: id)
      let timeForIndex = timeToEvent(from: entry, through: counted, countsDeath: false, id: id)
      outcomes.append(
        LineOutcome(
          line: line,
          bestResponse: bestResponse(of: line.therapies, id: "\(patient.id)/\(id)", title: "line \(line.number)"),
          timeToProgression: time,
          progressionFreeSurvival: timeToEvent(from: entry, through: line.therapies, countsDeath: true, id: id),
          growthModulationIndex: growthModulation(timeForIndex, line, before: previousTime(line))))
    }
    return outcomes
  }

  // MARK: line

  func derivedLine(_ line: LineOfTherapy, _ entry: Entry, _ therapy: Therapy) -> Derived<LineOfTherapy> {
    var text = "line \(line.number)"
    if let advanced = line.numberInAdvancedDisease, advanced != line.number {
      text += " (line \(advanced) for advanced disease)"
    } else if line.numberInAdvancedDisease == nil {
      text += " (perioperative)"
    }
    if line.therapies.first != entry.id { text += ", continued" }
    return Derived(
      line,
      Trace(
        id: "\(patient.id)/\(entry.id)/line", title: "Line of therapy, \(entry.id)", value: text, definition: .line,
        inputs: patient.therapies.map { other, therapy in
          .init(
            other.id, therapy.name + (therapy.continues.map { ", continues \($0)" } ?? ""), sources: other.sources,
            location: other.location)
        }))
  }

  // MARK: duration of treatment

  func duration(of entry: Entry) -> Derived<TimeToEvent> {
    let definition = Definition.treatmentDuration(study.definitions)
    let id = "\(patient.id)/\(entry.id)/duration"
    let title = "Duration of treatment, \(entry.id)"
    guard let start = timeline.start(of: entry.id), let end = timeline.end(of: entry.id) else {
      let value = TimeToEvent(
        length: .unbounded, end: entry.isOngoing ? .censored("ongoing; the data cut-off is not stated") : .stop)
      return Derived(value, Trace(id: id, title: title, value: value.text(), definition: definition))
    }
    var length = timeline.length(from: start, to: end)
    var remarks: [String] = []
    if study.definitions.inclusiveDays { length = length + LengthBounds(exactly: .days(1)) }
    if study.definitions.treatmentEnd == .lastDose {
      remarks.append(
        "The day of the last dose is only known where the source states it; its bounds are those of the stop.")
    }
    if length.upper == nil, !entry.isOngoing {
      remarks.append("The end of this therapy is not stated; no other event bounds it.")
    }
    let value = TimeToEvent(length: length, end: entry.isOngoing ? .censored("ongoing at the data cut-off") : .stop)
    return Derived(
      value,
      Trace(
        id: id, title: title, value: value.text(), definition: definition,
        inputs: [dateInput("first dose", start), dateInput(entry.isOngoing ? "data cut-off" : "stop", end)],
        statements: timeline.support(from: start, to: end), remarks: remarks))
  }

  func dateInput(_ name: String, _ event: EventID) -> Trace.Input { .init(name, timeline.bounds(of: event).text) }

  // MARK: responses

  /// Assessments that judge one of these therapies.
  func assessments(of therapies: [Entry.ID]) -> [(entry: Entry, assessment: Assessment)] {
    patient.assessments(judging: therapies)
  }

  func bestResponse(of therapies: [Entry.ID], id: String, title: String) -> Derived<BestResponse>? {
    let judged = assessments(of: therapies).compactMap { entry, assessment in
      assessment.response.value.map { (entry, assessment, $0) }
    }
    let inputs = judged.map { entry, assessment, response in
      let modality = assessment.modality.value ?? "assessment"
      let when = timeline.start(of: entry.id).map { timeline.bounds(of: $0).text } ?? "not dated"
      return Trace.Input(
        entry.id, "\(response.rawValue), \(modality), \(when)", sources: entry.sources, location: entry.location)
    }
    var criteria = Set(judged.compactMap { $0.1.criteria.value })
    if judged.contains(where: { $0.1.criteria.value == nil }) {
      criteria.insert("not stated (as judged by the source)")
    }
    var remarks = criteria.isEmpty ? [] : ["Criteria: " + criteria.sorted().joined(separator: ", ") + "."]

    var best: (response: Response, basis: BestResponse.Basis)?
    for (entry, _, response) in judged {
      guard let known = best else {
        best = (response, .assessed(entry.id))
        continue
      }
      if Response.better(response, known.response) != known.response { best = (response, .assessed(entry.id)) }
    }
    if best == nil || best?.response == .progressive || best?.response == .notEvaluable,
      let claim = statedResponse(of: therapies)
    {
      best = (claim.response, .statedOnly(claim.id))
      remarks.append(
        "No dated assessment shows it: the source states it (\(claim.section)). Kept because an assessment that showed "
          + "progression does not say what came before.")
    }
    guard let best else { return nil }
    let value = BestResponse(response: best.response, basis: best.basis)
    let marker = if case .statedOnly = best.basis { " (as stated)" } else { "" }
    return Derived(
      value,
      Trace(
        id: "\(id)/best-response", title: "Best response, \(title)", value: best.response.rawValue + marker,
        definition: .bestResponse, inputs: inputs, remarks: remarks))
  }

  /// The first response that the source asserts for one of these therapies, better than progression.
  func statedResponse(of therapies: [Entry.ID]) -> (response: Response, id: Claim.ID, section: String)? {
    for claim in study.claims {
      guard claim.subject == .patient(patient.id), case .response(let response, let on, _, _) = claim.assertion else {
        continue
      }
      let isMeant = patient.therapies.contains { therapies.contains($0.entry.id) && on.matches($0.entry, $0.therapy) }
      if isMeant, response != .progressive, response != .notEvaluable {
        return (response, claim.id, claim.sources.first?.section ?? "source")
      }
    }
    return nil
  }

  func responseDuration(_ best: BestResponse, of entry: Entry, countsDeath: Bool = false) -> Derived<TimeToEvent>? {
    guard [.complete, .partial, .stable].contains(best.response) else { return nil }
    let id = "\(patient.id)/\(entry.id)/response-duration"
    let title = "Duration of \(best.response.rawValue), \(entry.id)"
    var origin = timeline.start(of: entry.id)
    if best.response != .stable, case .assessed(let assessment) = best.basis {
      origin = timeline.start(of: assessment)
      if let start = origin, let end = timeline.end(of: assessment), end != start {
        let value = TimeToEvent(length: timeline.length(from: start, to: end), end: .progression)
        return Derived(
          value,
          Trace(
            id: id, title: title, value: value.text(), definition: .responseDuration,
            inputs: [dateInput("first shown", start), dateInput("end as stated", end)],
            statements: timeline.support(from: start, to: end),
            remarks: ["The source states how long the response held; what ended it is not stated."]))
      }
    }
    guard let origin else { return nil }
    let time = endOfTime(from: origin, entry: entry, through: [entry.id], countsDeath: countsDeath)
    return Derived(
      time.value,
      Trace(
        id: id, title: title, value: time.value.text(), definition: .responseDuration,
        inputs: [dateInput(best.response == .stable ? "first dose" : "first shown", origin)] + time.inputs,
        statements: time.statements, remarks: time.remarks))
  }

  /// Duration of a response (CR or PR) to progression or death; nil where the best response is none, or not dated.
  func durationOfResponse(_ best: Derived<BestResponse>?, of entry: Entry) -> Derived<TimeToEvent>? {
    guard let best = best?.value, [.complete, .partial].contains(best.response) else { return nil }
    return responseDuration(best, of: entry, countsDeath: true)
  }

  // MARK: time to progression and PFS

  struct EndOfTime {
    var value: TimeToEvent
    var inputs: [Trace.Input] = []
    var statements: [Statement] = []
    var remarks: [String] = []
  }

  func timeToEvent(from entry: Entry, through therapies: [Entry.ID], countsDeath: Bool, id: String)
    -> Derived<TimeToEvent>
  {
    let definition: Definition =
      countsDeath ? .progressionFreeSurvival(study.definitions) : .timeToProgression(study.definitions)
    let traceID = "\(patient.id)/\(id)/\(countsDeath ? "pfs" : "ttp")"
    let title = "\(definition.name), \(id)"
    guard let start = timeline.start(of: entry.id) else {
      let value = TimeToEvent(length: .unbounded, end: .censored("start not stated"))
      return Derived(value, Trace(id: traceID, title: title, value: value.text(), definition: definition))
    }
    let end = endOfTime(from: start, entry: entry, through: therapies, countsDeath: countsDeath)
    return Derived(
      end.value,
      Trace(
        id: traceID, title: title, value: end.value.text(), definition: definition,
        inputs: [dateInput("first dose", start)] + end.inputs, statements: end.statements, remarks: end.remarks))
  }

  /// What ends a time from an origin: documented progression, death if it counts, else censoring by the study's rule.
  func endOfTime(from origin: EventID, entry: Entry, through therapies: [Entry.ID], countsDeath: Bool) -> EndOfTime {
    let judged = assessments(of: therapies)
    if let (progression, assessment) = judged.first(where: { $0.assessment.response.value == .progressive }),
      let event = timeline.start(of: progression.id)
    {
      return EndOfTime(
        value: TimeToEvent(length: elapsed(from: origin, to: event), end: .progression),
        inputs: [
          .init(
            "progression (\(assessment.modality.value ?? "modality not stated"))", timeline.bounds(of: event).text,
            sources: progression.sources, location: progression.location)
        ], statements: timeline.support(from: origin, to: event))
    }
    let next = nextTherapy(after: therapies)
    if countsDeath, next == nil, let death = patient.death, let event = timeline.start(of: death.id) {
      return EndOfTime(
        value: TimeToEvent(length: elapsed(from: origin, to: event), end: .death),
        inputs: [
          .init("death", timeline.bounds(of: event).text, sources: death.sources, location: death.location)
        ], statements: timeline.support(from: origin, to: event))
    }
    return censored(from: origin, judged: judged, next: next)
  }

  func censored(
    from origin: EventID, judged: [(entry: Entry, assessment: Assessment)], next: Entry?
  ) -> EndOfTime {
    var remarks: [String] = []
    var end: (event: EventID, name: String)?
    if study.definitions.censoring == .lastAssessment {
      if let last = judged.last(where: { $0.assessment.response.value != nil }),
        let event = timeline.start(of: last.entry.id)
      {
        end = (event, "last assessment without progression")
      }
    } else if let next, let event = timeline.start(of: next.id) {
      end = (event, "start of the next therapy")
      remarks.append("Progression before the next therapy is not stated as an assessment; not counted as an event.")
    } else if let event = lastContact {
      end = (event, event == timeline.cutOff ? "data cut-off" : "last contact")
    }
    guard let end else {
      return EndOfTime(value: TimeToEvent(length: .unbounded, end: .censored("no later time is stated")))
    }
    return EndOfTime(
      value: TimeToEvent(length: elapsed(from: origin, to: end.event), end: .censored("censored, \(end.name)")),
      inputs: [dateInput(end.name, end.event)], statements: timeline.support(from: origin, to: end.event),
      remarks: remarks)
  }

  /// From an origin to a later event: where their order is not stated, at least nothing.
  func elapsed(from origin: EventID, to event: EventID) -> LengthBounds {
    let length = timeline.length(from: origin, to: event)
    return length.intersection(LengthBounds(lower: .zero, upper: nil)) ?? length
  }

  /// The therapy recorded after the last of these.
  func nextTherapy(after therapies: [Entry.ID]) -> Entry? {
    let all = patient.therapies.map(\.entry)
    guard let last = all.lastIndex(where: { therapies.contains($0.id) }), last + 1 < all.count else { return nil }
    return all[last + 1]
  }

  /// Last contact where it is recorded; else the data cut-off for those who are not known to have died; else death.
  var lastContact: EventID? {
    for entry in patient.entries.reversed() {
      if case .lastContact = entry.content, let event = timeline.start(of: entry.id) { return event }
    }
    if let death = patient.death { return timeline.start(of: death.id) }
    return timeline.cutOff
  }

  // MARK: growth modulation

  func previousTime(_ line: LineOfTherapy) -> Derived<TimeToEvent>? {
    guard let previous = lines.first(where: { $0.number == line.number - 1 }), let first = previous.therapies.first,
      let entry = patient.entry(first)
    else { return nil }
    let counted =
      study.definitions.maintenance == .withInduction ? previous.therapies : Array(previous.therapies.prefix(1))
    return timeToEvent(from: entry, through: counted, countsDeath: false, id: "line-\(previous.number)")
  }

  func growthModulation(_ time: Derived<TimeToEvent>, _ line: LineOfTherapy, before previous: Derived<TimeToEvent>?)
    -> Derived<NumberBounds>?
  {
    guard let previous else { return nil }
    let numerator = time.value.lengthToEvent
    let denominator = previous.value.lengthToEvent
    let ratio = NumberBounds(
      lower: numerator.lower.flatMap { low in
        denominator.upper.flatMap { $0 > .zero ? Double(low.ticks) / Double($0.ticks) : nil }
      },
      upper: numerator.upper.flatMap { high in
        denominator.lower.flatMap { $0 > .zero ? Double(high.ticks) / Double($0.ticks) : nil }
      })
    let value = ratio.lower == 0 && ratio.upper == nil ? NumberBounds(lower: nil, upper: nil) : ratio
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/line-\(line.number)/gmi", title: "Growth modulation index, line \(line.number)",
        value: value.text(decimals: 2), definition: .growthModulationIndex(study.definitions.maintenance),
        inputs: [
          .init("TTP of line \(line.number)", time.trace.value),
          .init("TTP of line \(line.number - 1)", previous.trace.value),
        ],
        arithmetic:
          "(\(numerator.text(decimals: 2))) ÷ (\(denominator.text(decimals: 2))) = \(value.text(decimals: 2))",
        statements: time.trace.statements + previous.trace.statements.filter { !time.trace.statements.contains($0) }))
  }

  // MARK: survival

  var firstMetastasis: Entry? {
    patient.entries.first { entry in
      if case .metastases(let metastases) = entry.content { !metastases.sites.isEmpty } else { false }
    }
  }

  func survival(from entry: Entry?, origin: String, id: String) -> Derived<TimeToEvent>? {
    guard let entry, let start = timeline.start(of: entry.id) else { return nil }
    let death = patient.death
    guard let end = death.flatMap({ timeline.start(of: $0.id) }) ?? lastContact else { return nil }
    let value = TimeToEvent(
      length: timeline.length(from: start, to: end), end: death == nil ? .censored("alive at last contact") : .death)
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(id)", title: "Survival from \(origin)", value: value.text(),
        definition: .survival(from: origin),
        inputs: [
          .init(origin, timeline.bounds(of: start).text, sources: entry.sources, location: entry.location),
          .init(
            death == nil ? "last contact" : "death", timeline.bounds(of: end).text, sources: death?.sources ?? [],
            location: death?.location),
        ], statements: timeline.support(from: start, to: end)))
  }
}
