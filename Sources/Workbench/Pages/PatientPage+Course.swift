// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Drawing
import Exchange
import Figures
import Notation
import Outcomes
import Plain
import Report
import Review
import Store

/// The course as a figure in which every bar and mark can be chosen, read beside it, and made larger; no script.
extension PatientPage {
  /// The figure of the course, with what was chosen of it.
  func figure(_ sheet: PatientSheet) -> Markup {
    guard !outcome.therapies.isEmpty else {
      return Layout.panel(
        "course", visit(Words.course), .nothing,
        .element(
          "div", ["class": "in"], visit.text(sheet.entries.isEmpty ? Words.noEntries : Words.noFigure)))
    }
    let chosen = visit.query["entry"].flatMap { Int($0) }.flatMap { number in
      sheet.entries.first { $0.part.id == number }
    }
    var options = CourseFigureOptions()
    options.language = visit.language
    options.entryLinkPrefix = FigureLinks.entry
    let one = state.outcomes.of(outcome)
    // The course with its assessments, and where there was local treatment the lane of the study's figure, which has it.
    let local = outcome.patient.entries.contains { Self.isLocal($0.content) }
    let scenes = (ClinicalCourse(one).pages(options) + (local ? SwimmerPlot(one).pages(options) : [])).map { scene in
      FigureLinks.entries(scene) { id in
        sheet.part(of: id).map { "\(Address.patient(place.part).path)?\(query(entry: $0, zoom: zoom))#course" }
      }
    }
    let sheets = Markup.group(
      scenes.enumerated().map { index, scene in
        .element(
          "div",
          [
            "class": zoom == 1 ? "sheet" : "sheet zoom-\(zoom)", "tabindex": "0", "role": "group",
            "aria-label": visit(Words.course) + (index == 0 ? "" : " \(index + 1)"),
          ],
          .picture(svg: SVGRenderer(idPrefix: "course-\(index)", sizing: .responsive).render(scene)))
      })
    return Layout.panel(
      "course", visit(Words.course), zooming(chosen?.part.id),
      chosen.map { own in .element("div", ["class": "over"], .element("div", sheets), readout(own, sheet)) } ?? sheets,
      .element("p", ["class": "in small dim noprint"], visit.text(Words.chooseBar)))
  }

  private static func isLocal(_ content: Entry.Content) -> Bool {
    switch content {
    case .surgery, .radiotherapy, .ablation, .transplant: true
    default: false
    }
  }

  /// How large the figure is: 1, 2 or 4.
  private var zoom: Int { visit.query["zoom"].flatMap { Int($0) }.flatMap { [2, 4].contains($0) ? $0 : nil } ?? 1 }

  private func query(entry: Int?, zoom: Int) -> String {
    [entry.map { "entry=\($0)" }, zoom == 1 ? nil : "zoom=\(zoom)"].compactMap(\.self).joined(separator: "&")
  }

  private func zooming(_ entry: Int?) -> Markup {
    func link(_ size: Int, _ words: Phrase) -> Markup {
      let address = Address.patient(place.part).path + "?" + query(entry: entry, zoom: size) + "#course"
      return size == zoom
        ? .element("a", ["href": address, "aria-current": "true"], visit.text(words))
        : .element("a", ["href": address], visit.text(words))
    }
    return .element(
      "span", ["class": "row noprint"], link(1, Words.wholeCourse), link(2, Words.twice), link(4, Words.fourTimes))
  }

  /// What is said beside the figure of the bar or mark that was chosen: what it is, its times and what follows from them, its sources, its findings.
  private func readout(_ own: (part: StoredPart, entry: Entry), _ sheet: PatientSheet) -> Markup {
    let words = EntryWords(own.entry)
    let spans = sheet.spans(own.entry)
    func pair(_ label: Phrase, _ text: String?) -> Markup {
      guard let text, !text.isEmpty else { return .nothing }
      return .element("div", .element("dt", visit.text(label)), .element("dd", .text(text)))
    }
    let days = sheet.timeline.start(of: own.entry.id).map { sheet.timeline.bounds(of: $0).text }
    let length = own.entry.content.lasts ? sheet.timeline.length(of: own.entry.id).map { visit.number($0.text()) } : nil
    let open = state.findings(of: outcome.patient.id).filter { finding in
      finding.evidence.contains { $0.record?.isOf(own.entry) ?? false }
    }
    return .element(
      "aside", ["class": "readout", "aria-label": visit(Words.chosen), "id": "readout"],
      .element("h3", .text(words.title(visit.language))),
      .element(
        "dl", pair(Words.record, words.remark(visit.language)),
        pair(Words.whenStated, words.when.joined(separator: "; ")),
        pair(Words.beganAfterDiagnosis, spans.map { visit.number($0.start.text()) }),
        pair(Words.calendarDays, days == "not determined" ? nil : days),
        pair(Words.ends, words.ends.joined(separator: "; ")), pair(Words.duration, length)),
      own.entry.sources.isEmpty
        ? .nothing
        : .element("div", .text("\(visit(Words.source)): "), Pieces.sources(own.entry.sources, visit)),
      open.isEmpty
        ? .nothing
        : .element(
          "ul",
          open.prefix(6).map { finding in
            .element(
              "li", Pieces.severity(finding.severity, visit), " ",
              visit.link(.finding(state.address(of: finding)), visit.text(finding.summary))
            )
          }),
      .element(
        "p", ["class": "row"],
        visit.link(.entry(place.part, own.part.id), class: "button", visit.text(Words.openEntry)),
        .element(
          "a",
          [
            "class": "button",
            "href": Address.patient(place.part).path + "?" + query(entry: nil, zoom: zoom) + "#course",
          ],
          visit.text(Words.closeReadout))))
  }
}
