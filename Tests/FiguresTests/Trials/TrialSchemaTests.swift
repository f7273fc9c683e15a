// SPDX-License-Identifier: Apache-2.0

import Testing
import Trials

@testable import Drawing
@testable import Figures

@Suite("Schema of a trial") struct TrialSchemaTests {
  private func schema() -> TrialSchema {
    TrialSchema(
      steps: TrialSchema.maintenance(
        induction: .init("Induction", ["6 cycles"]), registration: .init("Registration", ["no progression"]),
        eligible: 0.6), randomisation: "R 2:1",
      arms: [.init("Gemcitabine", ["n = 60"]), .init("Observation", ["n = 30"])],
      after: [.init("Follow-up")], accrual: 24,
      looks: [.init("look 1", months: 12, detail: "40 events"), .init("last look", months: 36, detail: "80 events")],
      caption: "A schema.")
  }

  /// Boxes stand in the order of the trial, from above to below; arms side by side; who leaves stands beside.
  @Test func order() throws {
    let scene = schema().scene()
    let texts = SceneAudit(scene).texts
    func y(_ words: String) throws -> Double { try #require(texts.first { $0.string == words }).box.y }
    let heights = try ["Induction", "Registration", "R 2:1", "Gemcitabine", "Follow-up"].map(y)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try y("Gemcitabine") == y("Observation"))
    #expect(try y("Not registered") < y("Registration"))
    #expect(texts.contains { $0.string.hasPrefix("40\u{A0}%") })
  }

  /// On a line of 36 months the look at 12 stands at a third, and accrual ends at two thirds.
  @Test func looksOnTheLineOfTime() throws {
    let nodes = schema().scene().nodes
    let lines = SceneContents(nodes).lines
    let accrual = try #require(lines.first { $0.cssClass == "accrual" && $0.end.x - $0.start.x > 60 })
    let looks = lines.filter { $0.cssClass == "look" }.map(\.start.x)
    let start = accrual.start.x
    let whole = (accrual.end.x - start) * 36 / 24
    #expect(looks.count == 2)
    #expect(abs(looks[0] - (start + whole / 3)) < 0.01 && abs(looks[1] - (start + whole)) < 0.01)
  }

  @Test func words() throws {
    #expect(TrialSchema.ratio(1) == "1:1" && TrialSchema.ratio(2) == "2:1" && TrialSchema.ratio(1.5) == "3:2")
    #expect(TrialSchema.ratio(0.5) == "1:2" && TrialSchema.ratio(0.37) == "0.37:1")
    let rows = schema().csv.map { $0.map(\.written) }
    #expect(rows.contains(["arm", "1", "Gemcitabine", "n = 60", ""]))
    #expect(rows.contains(["look", "1", "look 1", "40 events", "12"]))
    #expect(
      rows.contains(["leaves", "1", "Not registered", "40\u{A0}% expected: progression, toxicity or refusal", ""]))
  }

  /// Words of any length and many arms stay on the page.
  @Test(arguments: [60.0, 85, 180]) func hardship(_ width: Double) {
    let long = String(repeating: "Intermittierende Gemcitabintherapie ", count: 6) + String(repeating: "x", count: 90)
    for arms in [1, 2, 3, 6] {
      let schema = TrialSchema(
        title: long, steps: [.init(.init(long, [long]), leaving: .init("Out", [long]))],
        randomisation: arms > 1 ? "R" : nil,
        arms: (0..<arms).map { .init("Arm \($0 + 1)", [long]) }, after: [.init("A"), .init("B")], accrual: 10,
        looks: (1...9).map { .init("look \($0)", months: 10 + Double($0) / 100) }, caption: "c")
      let options = FigureOptions(widthMillimetres: width)
      expectLegible(schema.scene(options), options)
    }
  }
}
