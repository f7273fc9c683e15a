// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Review
import Plain
import Testing

@testable import Workbench

/// Findings on the pages of a German browser: in German, and kept in English where a decision quotes them.
@Suite struct GermanFindingPageTests {
  @Test("a German browser reads a finding in German, and what is decided on it is kept in English")
  func german() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()), language: "de")
    defer { withExtendedLifetime(scratch) {} }
    let open = try await #require(client.desk.workplace.current)
    let state = try await open.state()
    let finding = try #require(state.review.findings.first { $0.rule == "dose-days" && $0.patient == "1" })
    #expect(
      finding.summary.german
        == "d1, d8, d15, alle 21 Tage wiederholt, lässt keine Pausenwoche: alle 7 Tage eine Gabe ohne Ende.")
    func shown(_ page: String) -> String { page.replacing("&amp;", with: "&") }
    let path = "/f/\(state.address(of: finding))"
    let page = await client.get(path).text
    #expect(shown(page).contains(finding.summary.german) && !page.contains("leaves no rest week"))
    #expect(shown(page).contains(finding.settledBy.german))
    #expect(page.contains("Dosistage, die nicht in den Zyklus passen"), "the rule, in German")
    #expect(!page.contains("lang=\"en\""))
    let place = try #require(state.patient(id: "1"))
    for other in [Address.findings.path, "/p/\(place.part)/summary"] {
      let text = shown(await client.get(other).text)
      #expect(text.contains(finding.summary.german) && !text.contains("leaves no rest week"), "\(other)")
    }
    // What it reads is kept in English, whoever decides.
    let decided = try await client.post(
      path, ["verdict": "accepted", "reason": "So steht es in der Arbeit.", "action": "decide"])
    #expect(decided.status == 303)
    let settled = try await open.state().review.decided
    #expect(settled.first?.decision?.reads == finding.summary.english)
    #expect(settled.first?.summary == finding.summary)
    let after = await client.get(path).text
    #expect(shown(after).contains(finding.summary.german))
    #expect(after.contains("angenommen von A. Author"))
    // The same in English.
    let english = try await Client.entered(client.desk)
    let read = await english.get(path).text
    #expect(read.contains("leaves no rest week") && read.contains("accepted by A. Author"))
  }
}
