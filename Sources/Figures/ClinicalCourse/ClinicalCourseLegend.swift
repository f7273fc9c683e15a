// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes
import Plain

/// What the legend of a clinical course explains: exactly what occurs in it.
struct ClinicalCourseLegend: Sendable {
  let blocks: [[Legend.Item]]
  /// The lines below the legend.
  let notes: [String]

  /// - Parameters:
  ///   - frame: the page.
  ///   - choice: its pictures: a lane of pictures has panels in place of cards.
  init(frame: CourseFrame, choice: ImageChoice? = nil) {
    let assessments = frame.layouts.flatMap { layout in
      layout.moments.compactMap { moment in moment.assessment.map { (layout, moment, $0) } }
    }
    let bars = frame.layouts.flatMap(\.bars)
    let (items, names) = frame.treatments()
    var marks = Set(assessments.compactMap { $0.1.mark })
    if frame.layouts.contains(where: { $0.moments.contains { $0.kind == .adverseEvent } }) {
      marks.insert(.adverseEvent(nil))
    }
    if bars.contains(where: \.isOngoing) { marks.insert(.ongoing) }
    if frame.layouts.contains(where: { $0.moments.contains { $0.kind == .death } }) { marks.insert(.death) }
    if frame.layouts.contains(where: { $0.lastSeen != nil }) { marks.insert(.lastSeen) }
    var others = Mark.all.filter(marks.contains).map { Legend.Item($0, in: frame.options.language) }
    if frame.layouts.contains(where: { $0.cutOff != nil }) {
      others.append(.init(.line(SwimmerLane.cutOffStroke), frame.say(Phrase("Data cut-off", "Datenschnitt"))))
    }
    blocks = [items, others, frame.uncertainty(whiskers: AssessmentLane.drawsWhisker(frame))]

    var notes: [String] = []
    if frame.detail == .full {
      // A lane of pictures has no cards: what its panels say is explained.
      let cards = zip(frame.layouts, frame.layouts.indices).flatMap { layout, lane in
        let panels = choice?.shown[lane] ?? []
        return panels.isEmpty
          ? layout.moments.compactMap { moment in moment.assessment.map { (layout, moment, $0.modality.value) } }
          : panels.map { (layout, $0.moment, $0.modality.map(frame.say)) }
      }
      let times = cards.map { AssessmentCard.time($0.1, $0.0)?.isSinceMaintenance }
      var parts = Self.names(of: Set(cards.compactMap(\.2)), frame.words)
      if cards.contains(where: { $0.2 == nil }) {
        parts.append(frame.say(Phrase("–, modality not stated", "–, Verfahren nicht angegeben")))
      }
      if times.contains(true) {
        parts.append(frame.say(Phrase("M, start of maintenance", "E, Beginn der Erhaltung")))
      }
      if times.contains(false) {
        parts.append(frame.say(Phrase("D, diagnosis", "D, Diagnose")))
      }
      if !parts.isEmpty { notes.append(parts.joined(separator: "; ") + ".") }
    }
    let lanes = frame.layouts.indices.map { index in
      AssessmentLane(
        frame: frame, index: index, outcomes: nil,
        strip: choice.flatMap { ImageStrip(frame: frame, index: index, choice: $0) })
    }
    notes += [
      frame.words.footnote(of: names), frame.anchorNote, frame.leftOutNote,
      frame.undrawnNote({ AssessmentLane.draws($0.kind) }, drawsUnjudged: true), frame.judgementNote,
      frame.lettersNote(lanes.contains(where: \.hidesLetters)),
      frame.movedNote(lanes.map(\.farthestMoved).max() ?? 0),
      frame.unassessedNote,
    ].compactMap(\.self)
    self.notes = notes
  }

  /// The names of modalities: the study's own, else those in general use; `PET-CT` is the two it is made of.
  private static func names(of modalities: Set<String>, _ words: CourseWords) -> [String] {
    let general = [
      "CT": Phrase("computed tomography", "Computertomographie"),
      "MRI": Phrase("magnetic resonance imaging", "Magnetresonanztomographie"),
      "MRT": Phrase("magnetic resonance imaging", "Magnetresonanztomographie"),
      "PET": Phrase("positron emission tomography", "Positronenemissionstomographie"),
    ]
    var known = general.mapValues(words.say)
    for (name, short) in words.abbreviations.own where words.language == .english || general[short] == nil {
      known[short] = name
    }
    let parts = Set(
      modalities.flatMap { modality in
        known[modality] == nil ? modality.split { "-/ ".contains($0) }.map(String.init) : [modality]
      })
    return parts.sorted().compactMap { part in known[part].map { "\(part), \($0)" } }
  }
}
