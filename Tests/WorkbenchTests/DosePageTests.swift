// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workbench

/// The next dose as named rule sets have it: nothing before its warning, nothing without its source, and no number where the record has none.
@Suite struct DosePageTests {
  private func opened(_ language: String = "en") async throws -> (Client, Scratch, String) {
    let scratch = try Scratch()
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Examples/full-record")
    try FileManager.default.copyItem(atPath: example.path, toPath: scratch.path + "/study")
    let client = try await Client.entered(
      Client.desk(scratch, opening: scratch.path + "/study"), language: language)
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    return (client, scratch, "/p/\(number)/dose")
  }

  /// 168 cm and 71 kg are 0.007184 · 168^0.725 · 71^0.425 = 1.805 m² (Du Bois), so that 750 mg/m² are 1354 mg. Neutrophils 1.4 and platelets 150 of that day are above
  /// the limits for a full dose of all three sets that read counts.
  @Test("rule sets stand side by side, each with its source before what it says, and all below the warning")
  func sideBySide() async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let page = try await client.post(path, ["day": "17.06.2024", "therapy": ""]).text
    let plain = page.replacing(/<[^>]*>/, with: " ")
    func place(_ text: String) throws -> String.Index { try #require(plain.firstRange(of: text), "\(text)").lowerBound }
    #expect(try place("No conformity assessment") < place("gemcitabine-us-pancreas"))
    #expect(try place("BC Cancer, LUMMPG") < place("as planned now = 750 mg/m²"))
    for set in ["gemcitabine-us-pancreas", "gemcitabine-eu-mono", "gemcitabine-bc-lummpg"] {
      #expect(page.contains("<th scope=\"col\">\(set)</th>"))
    }
    #expect(plain.contains("What the rule sets say of patient S1 on 2024-06-17, cycle 6 day 8 of gem"))
    #expect(plain.firstMatch(of: /1353\.8\d? mg/) != nil, "\(plain.matches(of: /.{0,60} mg .{0,80}/).map(\.0))")
    // Values with their days, and what is not used with why.
    #expect(plain.firstMatch(of: /neutrophils\s+1\.4 10⁹\/L\s+2024-06-17\s+used/) != nil)
    #expect(plain.contains("7 d old"))
    #expect(!plain.lowercased().contains("apply"))
    Html.expectInert(page, "dose")
  }

  @Test(
    "what is no one day, a therapy that is none and a day before the record are told, not computed",
    arguments: [
      ("31.02.2024", ""), ("2024", ""), ("06/07/2024", ""), ("next week", ""), ("17.06.2024", "nothing"),
      ("1999-01-01", ""),
    ])
  func refused(day: String, therapy: String) async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let answer = try await client.post(path, ["day": day, "therapy": therapy])
    #expect(answer.status == 422)
    #expect(!answer.text.contains("as planned"))
    // What was typed stays in the field.
    #expect(Html.fields(answer.text).contains { $0.0 == "day" && $0.1 == day })
  }

  @Test("the page opens with the last day of the record, and in German")
  func opens() async throws {
    let (client, scratch, path) = try await opened("de")
    defer { withExtendedLifetime(scratch) {} }
    let page = await client.get(path)
    #expect(page.status == 200)
    #expect(page.text.contains("keine Konformitätsbewertung") && page.text.contains("Regelwerk"))
    #expect(Html.fields(page.text).first { $0.0 == "day" }?.1.isEmpty == false)
  }

  @Test("without a drug nothing is asked")
  func empty() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    _ = try await client.post("/p/new", ["id": "X9"])
    let state = try await #require(client.desk.workplace.current).state()
    let number = try #require(state.patient(id: "X9")).part
    let page = await client.get("/p/\(number)/dose")
    #expect(page.status == 200 && page.text.contains("No drug is recorded"))
    #expect(await client.get("/p/\(number)").text.contains("href=\"/p/\(number)/dose\""))
  }
}
