// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes
import Plain

/// What the legend of a swimmer plot explains: exactly what occurs in it.
struct SwimmerLegend: Sendable {
  /// Therapies, marks and what is uncertain, each a block of its own.
  let blocks: [[Legend.Item]]
  /// The footnote of abbreviations.
  let abbreviations: String
  /// The lines below the legend.
  let notes: [String]

  init(frame: CourseFrame) {
    let bars = frame.layouts.flatMap(\.bars)
    let moments = frame.layouts.flatMap(\.moments)
    var (items, names) = frame.treatments()
    if frame.options.showsResponses {
      let held = Set(frame.layouts.flatMap { ResponseSegment.segments(of: $0).map(\.response) })
      for response in [Response.complete, .partial] where held.contains(response) {
        items.append(
          .init(
            .area(SwimmerLane.strip(response)),
            frame.say(
              Phrase(
                "\(response.rawValue) until progression, death or the last visit",
                "\(response.rawValue) bis Progress, Tod oder letzte Kontrolle"))))
      }
    }
    var marks: [Legend.Item] = []
    let occurring = Set(
      moments.compactMap { $0.mark?.inLegend } + (bars.contains(where: \.isOngoing) ? [.ongoing] : [])
        + (frame.layouts.contains { $0.lastSeen != nil } ? [.lastSeen] : []))
    marks += Mark.all.filter(occurring.contains).map { .init($0, in: frame.options.language) }
    if frame.layouts.contains(where: { $0.cutOff != nil }) {
      marks.append(.init(.line(SwimmerLane.cutOffStroke), frame.say(Phrase("Data cut-off", "Datenschnitt"))))
    }
    blocks = [items, marks, frame.uncertainty(whiskers: SwimmerLane.drawsWhisker(frame))]
    abbreviations = frame.words.footnote(of: names)
    notes = [
      abbreviations, frame.anchorNote, frame.leftOutNote,
      frame.undrawnNote({ $0.mark != nil }, drawsUnjudged: false), frame.judgementNote,
      frame.lettersNote(
        frame.layouts.indices.contains { SwimmerLane(frame: frame, index: $0, outcomes: nil).hidesLetters }),
      frame.movedNote(
        frame.layouts.indices.map { SwimmerLane(frame: frame, index: $0, outcomes: nil).farthestMoved }.max() ?? 0),
    ].compactMap(\.self)
  }
}
