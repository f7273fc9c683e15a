// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workbench

/// The dose of whole therapies, relapse after resection, and claims on the pages of the published series.
@Suite("Whole therapies on pages") struct WholeTherapyPageTests {
  /// The addresses of the patients in their order.
  private static func patients(_ client: Client) async throws -> [String] {
    var paths: [String] = []
    for match in await client.get("/s").text.matches(of: /href="(\/p\/[0-9]+)"/) where !paths.contains(String(match.1))
    {
      paths.append(String(match.1))
    }
    try #require(paths.count == 3)
    return paths
  }

  /// Patient 1 had 60 % of the plan (900 mg/m² on 2 days for 1000 on 3, every 21 d); of patient 2 the days of the plan are not stated, and relapse came 2.5 months after the operation at least.
  @Test("The patient's page and the page for the tumour board say them in both languages")
  func pages() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: try scratch.series())
    let english = try await Client.entered(desk)
    let paths = try await Self.patients(english)
    for path in ["", "/summary", "/dossier"].map({ paths[0] + $0 }) {
      let text = await english.get(path).text
      #expect(text.contains("60 %") && text.contains("600–18"), "\(path)")
    }
    let second = await english.get(paths[1]).text
    #expect(second.contains("Dose of each whole therapy") && second.contains("Relapse after resection"))
    #expect(second.contains("2.5–26") && second.contains("not determined (dose, days or cycle"))
    #expect(await english.get(paths[1] + "/summary").text.contains("to relapse: 2.5–26 mo (new metastases)"))
    let german = try await Client.entered(desk, language: "de")
    let board = await german.get(paths[1] + "/summary").text
    #expect(
      board.contains("bis zum Rezidiv: 2,5–26 Mon. (neue Metastasen)") && board.contains("relative Dosisintensität"))
    let page = await german.get(paths[1]).text
    #expect(page.contains("Dosis jeder ganzen Therapie") && page.contains("Rezidiv nach Resektion"))
    // Each grade by its system.
    #expect(page.contains("Grading: G3") && !page.contains("Grad: G3"))
  }

  @Test("Claims stand on the study page with their verdicts")
  func claims() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: try scratch.series())
    let text = try await Client.entered(desk).get("/s").text
    #expect(text.contains("id=\"claims\"") && text.contains("contradicted") && text.contains("href=\"#claims\""))
  }

  /// What is wrong is said in the language of the page, and what was typed stays.
  @Test("A wrong grade and a wrong day on a German page")
  func german() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: try scratch.series())
    let german = try await Client.entered(desk, language: "de")
    let path = try await Self.patients(german)[0]
    func post(_ grade: String) async throws -> Answer {
      try await german.post(
        "\(path)/new/toxicity",
        ["v.toxicity": "neutropenia", "v.grade": grade, "v.when": "2018-03", "action": "save"])
    }
    let wrong = try await post("9")
    #expect(wrong.status == 422 && wrong.text.contains("erwartet: eine ganze Zahl, 1 bis 5, oder"))
    #expect(!wrong.text.contains("; expected"))
    let word = try await post("schwer")
    #expect(word.status == 422 && word.text.contains("ist ein Wort und kein Grad"))
    #expect(try await post("Grad III").status == 303)
  }
}
