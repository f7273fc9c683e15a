// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Lays out one patient's course: wishes, places, then what is drawn there. Used once, by the layout.
struct CourseLayoutBuilder {
  let anchorName: Phrase
  let missingAnchor: String?
  private(set) var bars: [CourseLayout.Bar] = []
  private(set) var moments: [CourseLayout.Moment] = []
  private(set) var gaps: [CourseLayout.Gap] = []
  private(set) var cutOff: Double?
  private(set) var lastSeen: Double?
  private(set) var leftOut: [Entry.ID] = []
  private(set) var lacksMeasured = false

  private let options: CourseFigureOptions
  private let outcomes: PatientOutcomes
  private let timeline: PatientTimeline
  private let patient: Patient
  private let minimalWidth: TimeLength
  private var schedule: DrawingSchedule
  private var stations: [Station] = []

  /// A treatment or end of the course that gaps lie between.
  private struct Station {
    /// nil for a day of no event.
    var start: EventID?
    var end: EventID
    var first: Double
    var last: Double
  }

  init(_ outcomes: PatientOutcomes, _ options: CourseFigureOptions, minimalBarDays: Double) {
    self.options = options
    self.outcomes = outcomes
    timeline = outcomes.timeline
    patient = outcomes.patient
    minimalWidth = TimeLength(days: minimalBarDays.isFinite ? min(max(1, minimalBarDays), 3_650) : 30)
    let anchor = options.anchor ?? .diagnosis
    let chosen = CourseAnchor.event(anchor, outcomes)
    let isKnown = chosen.map { CourseAnchor.isKnown($0.event, outcomes) } ?? false
    missingAnchor = isKnown ? nil : chosen == nil ? "not recorded" : "of unknown time"
    let origin = isKnown ? chosen : CourseAnchor.firstKnown(outcomes)
    anchorName = origin?.name ?? Phrase.none
    schedule = DrawingSchedule(timeline.network, origin: origin?.event ?? EventID(index: 0))
    guard origin != nil else { return }
    wishForOrder()
    wishForWidth()
    schedule.place(events)
    collect()
    endFollowUp()
    clipToNeighbours()
    layTracks()
    collectGaps()
  }

  // MARK: wishes

  private var treatments: [Entry] { patient.entries.filter(Self.isTreatment) }

  private static func isTreatment(_ entry: Entry) -> Bool {
    switch entry.content {
    case .therapy, .surgery, .radiotherapy, .ablation, .supportiveCare: true
    default: false
    }
  }

  /// Treatments follow each other in the order of time, and where that is open as recorded; nothing comes before the diagnosis, an assessment comes before the
  /// treatment recorded after it.
  private mutating func wishForOrder() {
    let zero = TimeLength.zero
    if let diagnosis = patient.diagnosis.flatMap({ timeline.start(of: $0.entry.id) }) {
      for event in events { schedule.wish(diagnosis, event, atLeast: zero) }
    }
    var previous: (event: EventID, isMoment: Bool)?
    var assessments: [EventID] = []
    let told = patient.entries.filter { entry in
      if case .assessment = entry.content { return true }
      // What supports goes on beside treatment.
      return Self.isTreatment(entry) && !patient.isSupportive(entry)
    }
    for entry in timeline.sorted(told) {
      guard let start = timeline.start(of: entry.id) else { continue }
      if case .assessment = entry.content {
        assessments.append(start)
        continue
      }
      if let previous {
        // A mark takes room, too.
        if !previous.isMoment || !schedule.wish(previous.event, start, atLeast: minimalWidth) {
          schedule.wish(previous.event, start, atLeast: zero)
        }
      }
      for assessment in assessments { schedule.wish(assessment, start, atLeast: zero) }
      assessments = []
      guard let end = timeline.end(of: entry.id), end != timeline.cutOff else { continue }
      previous = (end, !entry.content.lasts)
    }
  }

  private mutating func wishForWidth() {
    for entry in treatments where entry.content.lasts {
      guard let start = timeline.start(of: entry.id), let end = timeline.end(of: entry.id) else { continue }
      if schedule.wish(start, end, atLeast: minimalWidth) { continue }
      if let upper = schedule.bounds(from: start, to: end).upper {
        schedule.wish(start, end, atLeast: TimeLength(ticks: upper.ticks / 2))
      }
    }
  }

  private var events: [EventID] {
    var events: [EventID] = []
    for entry in patient.entries {
      if let start = timeline.start(of: entry.id) { events.append(start) }
      if let end = timeline.end(of: entry.id), end != events.last { events.append(end) }
    }
    if let cutOff = timeline.cutOff { events.append(cutOff) }
    return events
  }

  // MARK: collecting

  private mutating func collect() {
    let lastDay = events.compactMap { schedule.day(of: $0) }.max() ?? 0
    if let diagnosis = patient.diagnosis { addStation(diagnosis.entry) }
    let newSites = Set(outcomes.newDisease.map(\.entry.id))
    let replaced = addMeasured()
    let measuredIDs = Set(moments.map(\.entry.id))
    for entry in patient.entries {
      if timeline.isOutsideObservation(entry) {
        if Self.isDrawn(entry, newSites) { leftOut.append(entry.id) }
        continue
      }
      switch entry.content {
      case .therapy(let therapy):
        addBar(entry, .therapy(therapy.drugs, isMaintenance: therapy.intent == .maintenance), lastDay)
      case .supportiveCare: addBar(entry, .supportiveCare, lastDay)
      case .surgery: addMoment(entry, .surgery)
      case .radiotherapy: addMoment(entry, .radiation)
      case .ablation: addMoment(entry, .ablation)
      case .biopsy: addMoment(entry, .biopsy)
      case .transplant: addMoment(entry, .transplant)
      case .complication(let complication) where !complication.isAbsence: addMoment(entry, .complication)
      case .toxicity(let toxicity) where options.draws(toxicity): addMoment(entry, .adverseEvent)
      case .assessment where !replaced.contains(entry.id): addMoment(entry, .assessment)
      case .assessment(var own) where !own.images.isEmpty && !measuredIDs.contains(entry.id):
        // Measured responses stand in place of what was judged here; its pictures are of this day none the less.
        var shown = entry
        own.statedResponse = .notRecorded
        shown.content = .assessment(own)
        addMoment(shown, .assessment)
      case .death: addMoment(entry, .death)
      case .localRelapse: addMoment(entry, .newDisease(.localRelapse))
      case .metastases where newSites.contains(entry.id): addMoment(entry, .newDisease(.metastases))
      case .lastContact: addStation(entry)
      default: continue
      }
    }
  }

  /// Places the visits that were measured; gives the assessments that these stand for. Where the record fixes no day of the figure to the
  /// calendar, the source's judgements stay.
  private mutating func addMeasured() -> Set<Entry.ID> {
    guard options.responses == .measured else { return [] }
    var replaced: Set<Entry.ID> = []
    for line in outcomes.lines {
      guard let counted = outcomes.countedVisits(under: line.line, options.judgement) else { continue }
      guard let fixed = calendarAnchor else {
        lacksMeasured = true
        continue
      }
      replaced.formUnion(counted.replaced)
      for visit in counted.measured {
        // The assessment of the same day tells what was done.
        let same = patient.assessments.first { entry, _ in
          timeline.start(of: entry.id).map { timeline.bounds(of: $0) }.map { $0.isExact && $0.earliest == visit.day }
            ?? false
        }
        if let same { replaced.insert(same.entry.id) }
        var assessment = same?.assessment ?? Assessment(modality: visit.method.map { .stated($0) } ?? .notStated)
        assessment.response = .stated(visit.response)
        var entry = same?.entry ?? Entry(id: "lesions of \(visit.day)", content: .assessment(assessment))
        entry.content = .assessment(assessment)
        let days = Double(visit.day.number - fixed.day.number)
        var place = place(of: fixed.event, schedule.day(of: fixed.event) ?? 0)
        place.day += days
        place.earliest += days
        place.latest += days
        let shift = TimeLength(days: days)
        place.stated = LengthBounds(
          lower: place.stated.lower.map { $0 + shift }, upper: place.stated.upper.map { $0 + shift })
        var moment = CourseLayout.Moment(
          entry: entry, kind: .assessment, place: place,
          sinceDiagnosis: length(from: .diagnosis, to: fixed.event, plus: shift),
          sinceMaintenance: length(from: .maintenance, to: fixed.event, plus: shift))
        moment.isMeasured = true
        moment.day = visit.day
        moments.append(moment)
      }
    }
    return replaced
  }

  private func length(from anchor: CourseFigureOptions.Anchor, to event: EventID, plus shift: TimeLength)
    -> LengthBounds?
  {
    CourseAnchor.event(anchor, outcomes).map { anchor in
      let bounds = timeline.length(from: anchor.event, to: event)
      return LengthBounds(lower: bounds.lower.map { $0 + shift }, upper: bounds.upper.map { $0 + shift })
    }
  }

  /// A placed event of an exact day, which ties the figure to the calendar; nil without one.
  private var calendarAnchor: (event: EventID, day: Day)? {
    ([schedule.origin] + events).lazy.compactMap { [schedule, timeline] event in
      let bounds = timeline.bounds(of: event)
      guard bounds.isExact, let day = bounds.earliest, schedule.day(of: event) != nil else { return nil }
      return (event, day)
    }.first
  }

  private static func isDrawn(_ entry: Entry, _ newSites: Set<Entry.ID>) -> Bool {
    switch entry.content {
    case .assessment, .localRelapse: true
    case .metastases: newSites.contains(entry.id)
    default: isTreatment(entry)
    }
  }

  /// The course ends with death, at the data cut-off where something shows the patient alive at it, else where they are last known alive.
  private mutating func endFollowUp() {
    guard patient.death.map(timeline.isOutsideObservation) ?? true else { return }
    if let event = timeline.cutOff, outcomes.isSeenAtCutOff, let day = schedule.day(of: event) {
      cutOff = day
      stations.append(Station(start: event, end: event, first: day, last: day))
      return
    }
    let contacts = outcomes.lastContacts.compactMap { timeline.start(of: $0.id) }
    var seen: [(event: EventID?, day: Double)] = contacts.compactMap { event in
      schedule.day(of: event).map { (event, $0) }
    }
    switch outcomes.lastSignOfLife?.fact.moment {
    case .event(let event): seen += [schedule.day(of: event).map { (event, $0) }].compactMap(\.self)
    case .day(let day):
      let origin = timeline.bounds(of: schedule.origin)
      if origin.isExact, let first = origin.earliest { seen.append((nil, Double(day.number - first.number))) }
    case nil: break
    }
    guard let last = seen.max(by: { $0.day < $1.day }) else { return }
    let drawn = moments.map(\.place.day) + bars.filter(\.hasKnownLength).map(\.end.day)
    let day = max(last.day, drawn.max() ?? last.day)
    lastSeen = day
    // Nobody saw what may have gone on after that.
    for index in bars.indices where !bars[index].hasKnownLength && !bars[index].isOngoing {
      bars[index].end.latest = max(bars[index].end.day, min(bars[index].end.latest, day))
    }
    stations.append(Station(start: last.event, end: last.event ?? schedule.origin, first: day, last: day))
  }

  /// Bars that run at the same time lie in tracks side by side, what only supports below what treats.
  private mutating func layTracks() {
    var ends: [Double] = []
    let order = bars.indices.sorted { one, other in
      let (first, second) = (bars[one], bars[other])
      if first.isSupportive != second.isSupportive { return second.isSupportive }
      return (first.start.day, one) < (second.start.day, other)
    }
    for index in order {
      let bar = bars[index]
      let track = ends.firstIndex { $0 <= bar.start.day + 0.5 } ?? ends.count
      if track == ends.count { ends.append(bar.end.day) } else { ends[track] = bar.end.day }
      bars[index].track = track
    }
  }

  /// A station at the places of an entry, or at the one place where it is drawn.
  private mutating func addStation(_ entry: Entry, at day: Double? = nil) {
    guard let start = timeline.start(of: entry.id), let end = timeline.end(of: entry.id),
      let first = schedule.day(of: start), let last = schedule.day(of: end)
    else { return }
    stations.append(Station(start: start, end: end, first: day ?? first, last: day ?? last))
  }

  private mutating func addBar(_ entry: Entry, _ kind: CourseLayout.Bar.Kind, _ lastDay: Double) {
    guard let start = timeline.start(of: entry.id), let first = schedule.day(of: start) else { return }
    let limit = timeline.end(of: entry.id).flatMap(timeline.observationEnd)?.event
    guard let end = limit ?? timeline.end(of: entry.id), let last = schedule.day(of: end) else {
      // Ongoing, and nobody says until when: as far as the course is told.
      let place = place(of: start, first)
      let day = max(lastDay, first + minimalWidth.days)
      let open = CourseLayout.Place(day: day, earliest: day, latest: day, stated: .unbounded)
      bars.append(
        CourseLayout.Bar(
          entry: entry, kind: kind, start: place, end: open, length: .unbounded, isOngoing: entry.isOngoing,
          isSupportive: patient.isSupportive(entry)))
      stations.append(Station(start: start, end: start, first: first, last: day))
      return
    }
    let length = schedule.bounds(from: start, to: end)
    var startPlace = place(of: start, first)
    var endPlace = place(of: end, last)
    // Where some part is certain relative to the anchor the edges show those bounds; elsewhere what their places leave.
    if let late = startPlace.stated.upper, let early = endPlace.stated.lower, late < early {
      startPlace.widen(to: startPlace.stated)
      endPlace.widen(to: endPlace.stated)
    }
    bars.append(
      CourseLayout.Bar(
        entry: entry, kind: kind, start: startPlace, end: endPlace, length: length,
        isOngoing: timeline.isOngoing(entry) || limit.map { $0 == timeline.cutOff } ?? false,
        isSupportive: patient.isSupportive(entry)))
    stations.append(Station(start: start, end: end, first: first, last: last))
  }

  private mutating func addMoment(_ entry: Entry, _ kind: CourseLayout.Moment.Kind) {
    guard let start = timeline.start(of: entry.id), let day = schedule.day(of: start) else { return }
    var place = place(of: start, day)
    if kind == .radiation, let end = timeline.end(of: entry.id), let last = schedule.day(of: end) {
      // Its middle; its bounds are those of its start, for its length is seldom stated.
      place.day = (day + last) / 2
      place.latest = max(place.latest, place.day)
    }
    let bounds = timeline.bounds(of: start)
    moments.append(
      CourseLayout.Moment(
        entry: entry, kind: kind, place: place, day: bounds.isExact ? bounds.earliest : nil,
        sinceDiagnosis: length(from: .diagnosis, to: start, plus: .zero),
        sinceMaintenance: length(from: .maintenance, to: start, plus: .zero)))
    if kind != .assessment, kind != .adverseEvent { addStation(entry, at: kind == .radiation ? place.day : nil) }
  }

  private func place(of event: EventID, _ day: Double) -> CourseLayout.Place {
    let play = schedule.play(of: event)
    return CourseLayout.Place(
      day: day, earliest: min(day, play.lower?.days ?? day), latest: max(day, play.upper?.days ?? day),
      stated: schedule.bounds(of: event))
  }

  // MARK: neighbours

  /// The fading edge of a bar does not run into the bar before or after it.
  private mutating func clipToNeighbours() {
    let edges = bars.map { ($0.start.day, $0.end.day) }
    for index in bars.indices {
      let (first, last) = edges[index]
      let before = edges.indices.filter { $0 != index && edges[$0].1 <= first }.map { edges[$0].1 }.max()
      let after = edges.indices.filter { $0 != index && edges[$0].0 >= last }.map { edges[$0].0 }.min()
      if let before { bars[index].start.earliest = max(bars[index].start.earliest, before) }
      if let after { bars[index].end.latest = min(bars[index].end.latest, after) }
      bars[index].start.latest = min(bars[index].start.latest, last)
      bars[index].end.earliest = max(bars[index].end.earliest, first)
    }
  }

  private mutating func collectGaps() {
    var covered: Station?
    for station in stations.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
      guard let known = covered else {
        covered = station
        continue
      }
      if station.first > known.last {
        let isKnown =
          station.start.map { schedule.bounds(from: known.end, to: $0).isKnown }
          ?? timeline.bounds(of: known.end).isExact
        gaps.append(CourseLayout.Gap(start: known.last, end: station.first, isKnown: isKnown))
      }
      if station.last > known.last { covered = station }
    }
  }
}

extension CourseLayout.Place {
  /// Takes over wider bounds.
  fileprivate mutating func widen(to bounds: LengthBounds) {
    if let lower = bounds.lower { earliest = min(earliest, lower.days) }
    if let upper = bounds.upper { latest = max(latest, upper.days) }
  }
}
