// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes

/// A stated time of an entry as it is told, before a language has it: which of its readings are worth the reader's time.
enum ToldTime {
  /// One time, and the other readings of it that the course allows; one that it excludes is not worth the reader's time.
  case one(StatedTime, others: [StatedTime])
  /// Several readings are possible, and which is meant is not said.
  case open([StatedTime])
  /// It does not agree with the rest of the course, however it is read.
  case contradicting(StatedTime)

  /// How a time of an entry is told.
  ///
  /// - Parameter study: in whose time a reading is possible or not; without it a time is told as it is stated.
  init(_ time: StatedTime, of entry: Entry, on timeline: PatientTimeline, in study: Study?) {
    self = .one(time, others: [])
    // Whether a reading is possible takes a course of its own each: of very many open times all readings of an open one are told, and of a chosen one itself.
    guard timeline.readingPoints.count <= 8, let study,
      let point = timeline.readingPoints.first(where: { $0.owner == entry.id && $0.stated == time })
    else { return }
    let possible = point.options.indices.filter { timeline.contradiction(of: $0, of: point, in: study).isEmpty }
    let isOfSeveral = !time.others.isEmpty
    if (time.isOpen || !isOfSeveral) && !point.isChosen,
      // `the start or the end of maintenance` says it shorter.
      time.isOpen || possible.count != point.options.count
    {
      self = possible.isEmpty ? .contradicting(time) : .open(possible.map { point.options[$0] })
    } else if isOfSeveral {
      self = .one(time, others: possible.filter { $0 > 0 }.map { point.options[$0] })
    }
  }
}

extension Entry {
  /// Whether it has a start and an end that are two: a therapy, a response that is said to have lasted.
  var hasTwoEnds: Bool { content.lasts || !lasts.isEmpty || !ends.isEmpty }
}
