// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course
public import TumourResponse

/// The lesions of one patient under one line of therapy, as one reader followed them: each line is judged against a baseline of its own.
///
/// The baseline is the last measurement before, or on the day of, the first dose (RECIST 1.1, section 4.2: as close as possible to the start of
/// treatment and never more than four weeks before it). Where none lies there it is the first measurement under the therapy, which
/// ``baselineMark`` tells.
public struct TherapyCourse: Sendable, Hashable {
  /// The therapy that opens the line and what continues it; empty where no therapy has a place in time.
  public var therapies: [Entry.ID]
  /// The line in words: `t2 (trabectedin)`; nil without a therapy.
  public var name: String?
  /// Who measured; nil where no reader is named.
  public var reader: String?
  /// The day of the first dose.
  public var start: DayBounds
  /// When the next line began; nil if there was none.
  public var next: DayBounds?
  /// When the disease had progressed otherwise than by the lesions: a relapse, metastases at a new site, the stop for progression. Nothing after it is a response. nil if nothing tells of it.
  public var progressed: DayBounds?
  /// Baseline and every visit after it, those under later lines too: some rules of censoring follow a patient beyond a therapy.
  public var course: TumourCourse
  /// What a reader must know of the choice of visits.
  public var remarks: [String] { notes.map(\.english) }
  /// The same in every language.
  public var notes: [Phrase]
  /// The courses that are possible where it is open which measurement is the last before the first dose; empty where one alone is.
  public var possible: [PossibleBaseline] = []
  /// Procedures of which it is open whether they were of the lesions: these count as they were measured.
  public var openTreatments: [OpenTreatment] = []

  /// The visits under this line: up to the day of the first dose of the next, which is taken before it. Where that day is not known, to its
  /// latest bound.
  public func points(_ options: RECISTOptions = RECISTOptions()) -> [TimePoint] {
    RECIST.timePoints(course, options: options).filter { isUnder($0.date) ?? true }
  }

  /// Whether a day lies before the next line began, or on the day of its first dose; nil where that is open.
  public func isUnder(_ day: Day) -> Bool? {
    guard let next else { return true }
    if let latest = next.latest, day > latest { return false }
    return next.earliest.map { day <= $0 } == true ? true : nil
  }

  /// The visits that count for the best response up to a day on which the disease may have progressed otherwise: all of them up to it, and progression after it.
  func counted(_ visits: [JudgedVisit], upTo day: Day?) -> [JudgedVisit] {
    guard let day else { return visits }
    return visits.filter { $0.date <= day || $0.response == .progressive }
  }

  /// The days up to which a response may count, by when the disease may have progressed otherwise; nil, which is without an end, where nothing tells of it.
  func lastResponseDays(_ visits: [JudgedVisit]) -> [Day?] {
    guard let progressed else { return [nil] }
    let first = progressed.earliest ?? course.baseline.date
    let open = visits.map(\.date).filter { day in day > first && progressed.latest.map { day <= $0 } ?? true }
    return [first] + Set(open).sorted().map(Optional.some)
  }

  /// Days from the baseline to the first dose, at least and at most; negative where the baseline came after it.
  public var daysBefore: (least: Int?, most: Int?) {
    let baseline = course.baseline.date
    return (start.earliest.map { $0.number - baseline.number }, start.latest.map { $0.number - baseline.number })
  }

  /// What a response against this baseline must be read with: that the baseline was measured after the first dose, or more than four weeks
  /// before it, or which it is, is open; nil where it was in time, or there is no therapy.
  public var baselineMark: String? { baselineWords?.english }

  /// The same in every language.
  public var baselineWords: Phrase? {
    guard !therapies.isEmpty else { return nil }
    if possible.count > 1 {
      let days = possible.map { Phrase(same: "\($0.course.baseline.date)") }.joined(separator: Phrase.or)
      return Phrase("baseline open: \(days)", "Baseline offen: \(days)")
    }
    let limit = RECIST.Selection.mostDaysBefore
    let (least, most) = daysBefore
    if let most, most < 0 {
      let days = Self.days(-most, least.map { -$0 })
      return Phrase("baseline \(days) after the first dose", "Baseline \(days) nach der ersten Gabe")
    }
    if let least, least > limit {
      let days = Self.days(least, most)
      return Phrase("baseline \(days) before the first dose", "Baseline \(days) vor der ersten Gabe")
    }
    if (least ?? -1) < 0 {
      return Phrase("baseline perhaps after the first dose", "Baseline vielleicht nach der ersten Gabe")
    }
    if (most ?? limit + 1) > limit {
      return Phrase(
        "baseline perhaps more than \(limit) d before the first dose",
        "Baseline vielleicht mehr als \(Phrase.days(limit)) vor der ersten Gabe")
    }
    return nil
  }

  private static func days(_ least: Int, _ most: Int?) -> Phrase {
    guard let most else { return Phrase("at least \(least) d", "mindestens \(Phrase.days(least))") }
    return least == most ? .days(least) : Phrase("\(least) to \(most) d", "\(least) bis \(Phrase.days(most))")
  }

  /// How the best response under this line is taken. Time counts from the first dose, or from its latest bound.
  public func rule(
    leastStableDays: Int = 42, confirmation: BestResponseRule.Confirmation? = nil
  ) -> (rule: BestResponseRule, reference: Day) {
    (
      BestResponseRule(
        leastStableDays: leastStableDays, confirmation: confirmation,
        lastDay: next.map { $0.earliest ?? course.baseline.date }, hasTargets: !course.targets.isEmpty),
      start.latest ?? course.baseline.date
    )
  }
}

extension OutcomeDerivation {
  /// The courses of lesions line by line, for each reader; one without a therapy where no line has a place in time.
  func lesionCourses() -> [TherapyCourse] {
    lesionReaders.flatMap { reader -> [TherapyCourse] in
      let candidates = lines.compactMap { line in
        patient.entry(line.therapies.first ?? "").flatMap {
          lesionCourse(from: $0, through: line.therapies, name: line.name, reader: reader)
        }
      }
      // A visit under one line is the baseline of the next only if there is something to judge against it.
      let visited = Set(candidates.flatMap { course in course.points().map(\.date) })
      let courses = candidates.filter { !$0.points().isEmpty || !visited.contains($0.course.baseline.date) }
      let rows = countedLesions.filter { $0.reader == reader }
      var free = TumourCourse(rows, reader: reader)
      if let course = free { free?.treated = localTreatments(course, rows).certain }
      return courses.isEmpty
        ? free.map {
          [
            TherapyCourse(
              therapies: [], name: nil, reader: reader, start: .unbounded, next: nil, course: $0,
              notes: [
                Phrase(
                  "No therapy can be placed by the measurements: judged against the first of them.",
                  "Keine Therapie lässt sich den Messungen zuordnen: beurteilt gegen die erste von ihnen.")
              ])
          ]
        } ?? [] : courses.sorted { ($0.course.baseline.date) < ($1.course.baseline.date) }
    }
  }

  /// The course of lesions from the first dose of a therapy with what continues it; nil where nothing was measured for it, or its beginning has no
  /// latest bound.
  func lesionCourse(from entry: Entry, through therapies: [Entry.ID], name: String, reader: String?) -> TherapyCourse? {
    guard let event = timeline.start(of: entry.id), case let start = timeline.bounds(of: event),
      let latest = start.latest
    else { return nil }
    let rows = countedLesions.filter { $0.reader == reader }
    let days = Array(Set(rows.map(\.date))).sorted()
    let next = nextStart(after: entry, through: therapies)
    // Before a first dose that is known between bounds: certainly, else perhaps.
    let surely = start.earliest.flatMap { earliest in days.last { $0 <= earliest } }
    let perhaps = days.first { day in day <= latest && start.earliest.map { day > $0 } ?? true }
    let under = days.filter { day in day > latest && next?.latest.map { day <= $0 } ?? true }
    let late = next == nil || under.count > 1 ? under.first : nil
    guard let baseline = surely ?? perhaps ?? late else { return nil }
    let open = days.filter { $0 > baseline && $0 <= latest }
    var notes: [Phrase] = []
    if !open.isEmpty {
      let days = open.map(\.description).joined(separator: ", ")
      notes.append(
        Phrase(
          "Whether \(days) came before or after the first dose of \(entry.id) is open: not judged here; best response and times span both.",
          "Ob \(days) vor oder nach der ersten Gabe von \(entry.id) liegt, ist offen: hier nicht beurteilt; bestes Ansprechen und Zeiten umfassen beides."
        ))
    }
    // Targets and non-targets that were chosen at the baseline of a later line are not of this one.
    let nextBaseline = next.map { next in
      days.last { day in next.earliest.map { day <= $0 } ?? false && day > baseline }
    }
    var first: [String: Day] = [:]
    for row in rows { first[row.lesion] = min(first[row.lesion] ?? row.date, row.date) }
    func isOfLaterLine(_ row: LesionReading, from baseline: Day) -> Bool {
      guard row.role != .new, let next, let begin = first[row.lesion] else { return false }
      return begin > baseline
        && (nextBaseline.flatMap(\.self).map { begin >= $0 } ?? false || next.latest.map { begin > $0 } ?? false)
    }
    func ofLaterLine(from baseline: Day) -> [String] {
      Set(rows.filter { isOfLaterLine($0, from: baseline) }.map(\.lesion)).sorted()
    }
    func judged(from baseline: Day, but open: [Day]) -> TumourCourse? {
      let later = ofLaterLine(from: baseline)
      var course = TumourCourse(
        rows.filter { $0.date >= baseline && !open.contains($0.date) && !later.contains($0.lesion) }, reader: reader,
        baselineBy: baseline)
      if let own = course { course?.treated = localTreatments(own, rows).certain }
      return course
    }
    let later = ofLaterLine(from: baseline)
    if !later.isEmpty {
      let names = later.joined(separator: ", ")
      notes.append(
        Phrase(
          "Not followed under \(entry.id), since first measured for the next therapy: \(names).",
          "Unter \(entry.id) nicht verfolgt, da erst für die nächste Therapie gemessen: \(names)."))
    }
    guard let course = judged(from: baseline, but: open) else { return nil }
    var result = TherapyCourse(
      therapies: therapies, name: "\(entry.id) (\(name))", reader: reader, start: start, next: next,
      progressed: progressed(of: therapies), course: course, notes: notes)
    result.openTreatments = localTreatments(course, rows).open
    for treated in course.treated {
      let names = treated.lesions.sorted().joined(separator: ", ")
      result.notes.append(
        Phrase(
          "\(names): treated locally (\(treated.phrase)), and no response of the therapy from then on.",
          "\(names): lokal behandelt (\(treated.phrase)), von da an kein Ansprechen der Therapie."))
    }
    let baselines = PossibleBaseline.days(days, start, surely: surely)
    if baselines.count > 1 {
      result.possible = baselines.compactMap { baseline in
        judged(from: baseline.day, but: []).map { PossibleBaseline(course: $0, start: baseline.start) }
      }
    }
    if let latest = result.progressed?.latest {
      let late = course.visits.map(\.date).filter { $0 > latest && result.isUnder($0) ?? true }
      if !late.isEmpty, let words = result.progressed?.phrase {
        let days = late.map(\.description).joined(separator: ", ")
        result.notes.append(
          Phrase(
            "No response, since the disease had progressed otherwise (\(words)): \(days).",
            "Kein Ansprechen, da die Erkrankung anders schon fortgeschritten war (\(words)): \(days)."))
      }
    }
    let doubtful = course.visits.map(\.date).filter { result.isUnder($0) == nil }
    if !doubtful.isEmpty {
      let days = doubtful.map(\.description).joined(separator: ", ")
      result.notes.append(
        Phrase(
          "Whether \(days) came before or after the next therapy is open: the best response spans both.",
          "Ob \(days) vor oder nach der nächsten Therapie liegt, ist offen: das beste Ansprechen umfasst beides."))
    }
    return result
  }

  /// When the disease had progressed under some therapies otherwise than by the lesions: the bounds of the first of what tells of it.
  private func progressed(of therapies: [Entry.ID]) -> DayBounds? {
    let found = newDisease(of: therapies).compactMap { timeline.start(of: $0.entry.id) }
    return first(of: found + stopsForProgression(of: therapies).map(\.end))
  }

  /// When the next line began: the bounds of the first of those that begin after this one.
  private func nextStart(after entry: Entry, through therapies: [Entry.ID]) -> DayBounds? {
    first(of: laterTherapies(than: entry, through: therapies).later.compactMap { timeline.start(of: $0.id) })
  }

  /// The bounds of the first of some events; nil for none.
  private func first(of events: [EventID]) -> DayBounds? {
    let all = events.map { timeline.bounds(of: $0) }
    guard !all.isEmpty else { return nil }
    let earliest = all.compactMap(\.earliest)
    return DayBounds(
      earliest: earliest.count == all.count ? earliest.min() : nil, latest: all.compactMap(\.latest).min())
  }
}
