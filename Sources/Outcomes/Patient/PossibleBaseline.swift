// SPDX-License-Identifier: Apache-2.0

public import Chronology
import Course
public import Plain
public import TumourResponse

/// The lesions against one of the baselines that are possible where the day of a first dose is known between bounds: the last measurement before it is
/// one or another.
public struct PossibleBaseline: Sendable, Hashable {
  /// The course from this baseline on; every later measurement is under the therapy.
  public var course: TumourCourse
  /// When the first dose was, if this is the baseline.
  public var start: DayBounds
}

extension PossibleBaseline {
  /// The days that may be the baseline of a first dose between bounds, each with the first doses after which it is: the last that surely lies before it,
  /// and every one that may. Before the first of all days there is none, and it is the baseline although it came after the dose.
  static func days(_ days: [Day], _ start: DayBounds, surely: Day?) -> [(day: Day, start: DayBounds)] {
    guard let latest = start.latest else { return [] }
    let open = days.filter { day in day <= latest && start.earliest.map { day > $0 } ?? true && surely != day }
    let all = (surely.map { [$0] } ?? []) + open
    return all.enumerated().map { index, day in
      let least = index == 0 ? start.earliest : day
      let most = index + 1 < all.count ? Day(all[index + 1].number - 1) : latest
      return (day, DayBounds(earliest: least, latest: most))
    }
  }
}

extension TherapyCourse {
  /// The courses that are possible; the one that is shown where nothing is open.
  public var courses: [PossibleBaseline] {
    possible.isEmpty ? [PossibleBaseline(course: course, start: start)] : possible
  }

  /// Days after the start of which it is open whether they lie before the next line began.
  public var openDays: [Day] {
    Set(courses.flatMap { $0.course.visits.map(\.date) }).filter { isUnder($0) == nil }.sorted()
  }

  /// The best responses that the record leaves possible, one of each kind, that of the shown course first: against every baseline that may be one, up to
  /// every day on which the next line may have begun, and with stable disease counted from every first dose.
  ///
  /// - Parameters:
  ///   - leastStableDays: days from which stable disease counts.
  ///   - confirmation: how a response is confirmed; nil where it need not be.
  ///   - later: visits that count after the last measurement.
  ///   - judge: the visits of a course, judged.
  public func bests(
    leastStableDays: Int = 42, confirmation: BestResponseRule.Confirmation? = nil, later: [JudgedVisit] = [],
    _ judge: (TumourCourse) -> [JudgedVisit]
  ) -> [BestResponseRule.Best] {
    let (rule, reference) = rule(leastStableDays: leastStableDays, confirmation: confirmation)
    let all = judge(course) + later
    let shown = rule.best(counted(all, upTo: lastResponseDays(all)[0]), reference: reference)
    var bests: [BestResponseRule.Best] = possible.isEmpty ? [shown] : []
    for possibility in courses {
      let judged = judge(possibility.course) + later
      var own = rule
      own.hasTargets = !possibility.course.targets.isEmpty
      let starts = Set([possibility.start.latest ?? reference, possibility.start.earliest].compactMap(\.self)).sorted()
      let lasts: [Day?] =
        [rule.lastDay] + possibility.course.visits.map(\.date).filter { isUnder($0) == nil }.map(Optional.some)
      for last in lasts {
        own.lastDay = last
        for (start, end) in starts.flatMap({ start in lastResponseDays(judged).map { (start, $0) } }) {
          let best = own.best(counted(judged, upTo: end), reference: start)
          if !bests.contains(where: { $0.response == best.response }) { bests.append(best) }
        }
      }
    }
    guard shown.response != nil, let index = bests.firstIndex(where: { $0.response == shown.response }) else {
      return bests
    }
    bests.remove(at: index)
    return [shown] + bests
  }

  /// Why the best response is open, in the words of a finding; nothing where no measurement lies on either side of a first dose.
  public var openWords: Phrase? {
    var parts: [Phrase] = []
    if possible.count > 1 {
      let days = possible.map { Phrase(same: "\($0.course.baseline.date)") }.joined(separator: Phrase.or)
      parts.append(
        Phrase(
          "the baseline is that of \(days), by the day of the first dose (\(start.phrase))",
          "die Baseline ist die vom \(days), je nach dem Tag der ersten Gabe (\(start.phrase))"))
    }
    if !openDays.isEmpty, let next {
      let days = openDays.map { Phrase(same: "\($0)") }.joined(separator: Phrase(", ", ", "))
      parts.append(
        Phrase(
          "\(days) came before or after the next therapy began (\(next.phrase))",
          "\(days) lag vor oder nach dem Beginn der nächsten Therapie (\(next.phrase))"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: Phrase("; ", "; "))
  }
}

extension TherapyCourse {
  /// The days on which a response may first be shown, up to every day on which the next line may have begun; one nil where there may be none.
  func objectiveResponses(_ visits: [JudgedVisit]) -> [Day?] {
    var own = rule().rule
    var days: [Day?] = []
    for last in [own.lastDay] + visits.map(\.date).filter({ isUnder($0) == nil }).map(Optional.some) {
      own.lastDay = last
      for end in lastResponseDays(visits) {
        let day = own.objectiveResponse(counted(visits, upTo: end))
        if !days.contains(day) { days.append(day) }
      }
    }
    return days
  }
}

extension Derived<TimeToEvent> {
  /// What several times span of which nobody knows which is the right one; the first where all are the same, nil where there is none.
  static func spanning(_ times: [Derived<TimeToEvent>], _ note: Phrase) -> Derived<TimeToEvent>? {
    guard var first = times.first, times.contains(where: { $0.value != first.value }) else { return times.first }
    var ends: [TimeToEvent.End] = []
    for end in times.map(\.value.end) where !ends.contains(end) { ends.append(end) }
    // A time that a statement contradicts against one baseline is no time against another.
    guard times.allSatisfy(\.value.isDetermined) else { return times.first { !$0.value.isDetermined } }
    first.value = TimeToEvent(length: .hull(times.map(\.value.length)), end: ends.count == 1 ? ends[0] : .open(ends))
    first.trace.phrase = first.value.phrase()
    for other in times.dropFirst() {
      first.trace.inputs += other.trace.inputs.filter { !first.trace.inputs.contains($0) }
      first.trace.statements += other.trace.statements.filter { !first.trace.statements.contains($0) }
      first.trace.notes += other.trace.notes.filter { !first.trace.notes.contains($0) }
    }
    first.trace.notes.append(note)
    return first
  }
}
