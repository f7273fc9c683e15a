// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Planning
import Store
import Testing

@testable import Workbench

/// The page on a trial: what somebody states leads to the published design, what is wrong is said beside its field, and nothing of it becomes a part of the study.
@Suite struct TrialPageTests {
  private func begun(language: String = "en") async throws -> (client: Client, scratch: Scratch, store: Store) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()), language: language)
    return (client, scratch, try #require(await client.desk.workplace.current?.store))
  }

  private static let stated: [(String, String)] = [
    ("t.p0", "20%"), ("t.p1", "0,4"), ("t.landmark", "12 Wochen"), ("t.scans", "6 weeks"), ("t.tolerable", "20 %"),
    ("t.toxic", "40 %"), ("t.regimen", "gemcitabine-900-q21"), ("t.title", "<b>A trial</b>"),
  ]

  @Test("nothing stated: what the series shows, that three patients propose nothing, and what has to be given")
  func nothing() async throws {
    let (client, scratch, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let page = await client.get("/trial")
    #expect(page.status == 200)
    Html.expectInert(page.text, "trial")
    for words in [
      "3 patients propose nothing alone", "Still to be given", "Rate worth going on with", "not a protocol",
    ] {
      #expect(page.text.contains(words), "\(words)")
    }
    #expect(!page.text.contains("The design</h2>"))
    #expect(try await store.drafts().isEmpty, "to look at a page keeps nothing")
  }

  /// Simon 1989, table 1, 0.20 against 0.40 at 0.05 and 0.20: optimal 3/13 and 12/43, minimax 4/18 and 10/33.
  @Test("what is stated leads to the published design, stays with the one who stated it, and is no part of the study")
  func design() async throws {
    let (client, scratch, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let before = try await store.lastRevision()
    let page = try await client.post("/trial", pairs: Self.stated + [("action", "show")])
    #expect(page.status == 200, "\(page.text)")
    Html.expectInert(page.text, "trial")
    #expect(page.text.contains("First stage: 13 patients") && page.text.contains("Both stages: 43 patients"))
    #expect(!page.text.contains("<b>A trial"))
    #expect(try await store.lastRevision() == before)
    #expect(await client.get("/trial").text.contains("First stage: 13 patients"), "what was stated is kept")
    let other = try await Client.entered(client.desk, as: "B. Other")
    #expect(await !other.get("/trial").text.contains("First stage: 13 patients"))
    let minimax = try await client.post("/trial", pairs: Self.stated + [("t.choose", "minimax"), ("action", "show")])
    #expect(minimax.text.contains("First stage: 18 patients") && minimax.text.contains("Both stages: 33 patients"))
  }

  @Test("what is wrong is said beside its field, all of it at once, in the language of the page")
  func wrong() async throws {
    let (client, scratch, _) = try await begun(language: "de")
    defer { withExtendedLifetime(scratch) {} }
    let answer = try await client.post(
      "/trial",
      [
        "t.p0": "120%", "t.landmark": "bald", "t.toxic": "40%", "t.looks": "30, 20", "t.regimen": "nothing",
        "t.alpha": "0,05", "action": "show",
      ])
    #expect(answer.status == 422)
    for name in ["p0", "p1", "landmark", "tolerable", "looks", "regimen"] {
      #expect(answer.text.contains("href=\"#t-\(name)\""), "\(name)")
    }
    for words in ["0,0001 bis 0,9999", "0,1 bis 120 Monate", "nötig zusammen mit", "„120%“"] {
      #expect(answer.text.contains(words), "\(words)")
    }
    #expect(!answer.text.contains("First stage:"))
    // Both rates, the wrong way round.
    let reversed = try await client.post("/trial", ["t.p0": "40%", "t.p1": "20%", "action": "all"])
    #expect(reversed.status == 422 && reversed.text.contains("href=\"#t-p1\""))
  }

  @Test("the synopsis and its design go out as they are on the command line, and name no patient")
  func files() async throws {
    let (client, scratch, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let page = try await client.post("/trial", pairs: Self.stated + [("action", "page")])
    #expect(page.status == 200 && page.header("Content-Disposition") == "attachment; filename=\"synopsis.html\"")
    #expect(page.text.contains("1.2 Trial schema") && page.text.contains("&lt;b&gt;A trial&lt;/b&gt;"))
    #expect(!page.text.contains("patients/"))
    let archive = try await client.post("/trial", pairs: Self.stated + [("action", "all")])
    #expect(archive.status == 200 && archive.body.starts(with: Array("PK".utf8)))
    let names = String(decoding: archive.body, as: UTF8.self)
    for name in ["synopsis/design.json", "synopsis/figures/schema.svg", "synopsis/figures/bounds.csv"] {
      #expect(names.contains(name), "\(name)")
    }
  }

  /// 95 events for a hazard ratio of 0.6 at 0.05 and 0.8 (Schoenfeld: 94.77).
  @Test("another design has its own fields, and what was stated for the one before stays")
  func otherDesigns() async throws {
    let (client, scratch, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    _ = try await client.post("/trial", pairs: Self.stated + [("action", "show")])
    // The form that was shown, with another design chosen in it.
    let asked = try await client.post("/trial", pairs: Self.stated + [("t.design", "randomised"), ("action", "show")])
    #expect(asked.status == 200)
    Html.expectInert(asked.text, "trial")
    for name in ["median", "hazard-ratio", "accrual", "follow-up", "allocation", "control"] {
      #expect(asked.text.contains("id=\"t-\(name)\""), "\(name)")
    }
    for name in ["p0", "landmark", "choose", "cutoff"] { #expect(!asked.text.contains("id=\"t-\(name)\""), "\(name)") }
    let found = try await client.post(
      "/trial",
      [
        "t.design": "randomised", "t.median": "3,5", "t.hazard-ratio": "0,6", "t.per-month": "3", "t.follow-up": "6",
        "action": "show",
      ])
    #expect(found.status == 200 && found.text.contains("95 events, log-rank test, once"), "\(found.text)")
    let wrong = try await client.post(
      "/trial", ["t.design": "growth-modulation", "t.hazard-ratio": "2", "action": "show"])
    #expect(wrong.status == 422 && wrong.text.contains("href=\"#t-hazard-ratio\""))
    let back = try await client.post("/trial", ["t.design": "two-stage", "action": "show"])
    #expect(back.text.contains("First stage: 13 patients"))
  }
}
