// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct LesionRowsTests {
  let bench = RuleBench(rule: LesionRows())

  private func findings(_ rows: [String]) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08",
      ["lesions.csv": (["patient,date,lesion,role,site,finding,part"] + rows).joined(separator: "\n")])
  }

  private let baseline = ["1,2021-01-04,T1,target,liver,30,", "1,2021-01-04,T2,target,liver,30,"]

  @Test func mergedInACircle() async throws {
    let found = try await findings(
      baseline + ["1,2021-03-05,T1,target,liver,merged into T2,", "1,2021-03-05,T2,target,liver,merged into T1,"])
    #expect(found.count == 1 && found[0].severity == .error)
    #expect(
      found[0].summary == "T1, T2 merged in a circle on 2021-03-05: one of them must carry the length of the mass.")
    #expect(found[0].places == ["lesions.csv:4", "lesions.csv:5"])
    // A third that leads into the circle is not of it.
    let three = try await findings(
      baseline + [
        "1,2021-01-04,T3,target,lung,20,", "1,2021-03-05,T3,target,lung,merged into T1,",
        "1,2021-03-05,T1,target,liver,merged into T2,", "1,2021-03-05,T2,target,liver,merged into T1,",
      ])
    #expect(three.map(\.summary) == found.map(\.summary))
  }

  @Test(arguments: [
    (
      "1,2021-03-05,T2,target,liver,absent,", Severity.error,
      "T1 merged into T2 on 2021-03-05, which is absent on that day."
    ),
    (
      "1,2021-03-05,T2,target,liver,not evaluated,", .warning,
      "target T1 merged into T2 on 2021-03-05, which is not measured: the targets are NE without the length of the mass."
    ),
    (
      "1,2021-03-05,T3,non-target,liver,present,", .error,
      "T1 merged into T2 on 2021-03-05, which has no row on that day: its length is not known."
    ),
  ])
  func mergedIntoWhatHasNoLength(row: String, severity: Severity, summary: String) async throws {
    let found = try await findings(
      baseline + ["1,2021-01-04,T3,non-target,liver,present,", "1,2021-03-05,T1,target,liver,merged into T2,", row])
    #expect(found.map(\.severity) == [severity] && found.map(\.summary) == [summary])
  }

  /// Two organs that do not touch are a slip of the id; two that may are asked; a target in a non-target has no length of its own.
  @Test func mergedIntoAnotherLesion() async throws {
    let rows = ["1,2021-01-04,T3,target,lung,20,", "1,2021-03-05,T1,target,liver,30,"]
    let organs = try await findings(baseline + rows + ["1,2021-03-05,T3,target,lung,merged into T1,"])
    #expect(organs.map(\.severity) == [.error])
    #expect(
      organs.first?.summary
        == "T3 merged into T1 on 2021-03-05, and T3 (lung) and T1 (liver) cannot grow together: its length is not known."
    )
    let touching = try await findings(
      baseline + [
        "1,2021-01-04,T3,target,peritoneum,20,", rows[1], "1,2021-03-05,T3,target,peritoneum,merged into T1,",
      ])
    #expect(touching.map(\.severity) == [.warning])
    let other = try await findings(
      baseline + [
        "1,2021-01-04,NT1,non-target,Leber,20,", "1,2021-03-05,T1,target,liver,merged into NT1,",
        "1,2021-03-05,NT1,non-target,Leber,40,",
      ])
    #expect(other.map(\.severity) == [.warning])
    #expect(
      other.first?.summary.hasPrefix(
        "target T1 merged into NT1 on 2021-03-05, which is no target: the mass holds what the sum at baseline does not have"
      )
        == true)
    let same = try await findings(
      baseline + [
        "1,2021-01-04,T4,target,Leber,20,", "1,2021-03-05,T1,target,liver,32,",
        "1,2021-03-05,T4,target,Leber,merged into T1,",
      ])
    #expect(same.isEmpty)
  }

  /// 30 → `progressed`: PD, of which the length is missing; `present`: NE. At baseline `lesion-selection` asks for the length; of a non-target nobody does.
  @Test(arguments: [
    (
      "1,2021-03-05,T1,target,liver,progressed,",
      "target T1 is called `progressed` on 2021-03-05, without its length: PD rests on that word alone."
    ),
    (
      "1,2021-03-05,T1,target,liver,present,",
      "target T1 is `present` on 2021-03-05, without its length: the targets are NE, and a progression of it is not seen."
    ),
  ])
  func aWordForALength(row: String, summary: String) async throws {
    let found = try await findings(baseline + [row])
    #expect(found.map(\.severity) == [.warning] && found.map(\.summary) == [summary])
    #expect(found[0].places == ["lesions.csv:4"])
  }

  @Test(arguments: [
    "1,2021-01-04,T3,target,lung,present,", "1,2021-03-05,N1,non-target,lung,progressed,",
    "1,2021-03-05,T1,target,liver,not evaluated,",
  ])
  func noLengthIsAskedFor(row: String) async throws {
    #expect(try await findings(baseline + [row]).isEmpty)
  }

  @Test func newAtTheFirstMeasurement() async throws {
    let found = try await findings(baseline + ["1,2021-01-04,N1,new,lung,present,"])
    #expect(found.map(\.severity) == [.error])
    #expect(found[0].summary.hasPrefix("N1 is called new on 2021-01-04, the day of the first measurement"))
    #expect(try await findings(baseline + ["1,2021-03-05,N1,new,lung,present,"]).isEmpty)
  }

  /// 500 mm is believed, 500.01 mm is not.
  @Test(arguments: [("500", 0), ("500.01", 1), ("30", 0)])
  func longerThanBelieved(length: String, count: Int) async throws {
    let found = try await findings(["1,2021-01-04,T1,target,liver,\(length),"])
    #expect(found.count == count && found.allSatisfy { $0.severity == .warning })
  }

  @Test func wholeAndPart() async throws {
    let split = ["1,2021-03-05,T1,target,liver,10,1", "1,2021-03-05,T1,target,liver,12,2"]
    #expect(try await findings(baseline + split).isEmpty)
    let found = try await findings(baseline + split + ["1,2021-03-05,T1,target,liver,22,"])
    #expect(found.map(\.severity) == [.error])
    #expect(found[0].summary.hasPrefix("T1 is there 3 times on 2021-03-05, and its lengths are added"))
  }
}
