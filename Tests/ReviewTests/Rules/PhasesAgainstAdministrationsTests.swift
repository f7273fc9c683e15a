// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Two cycles of 1000 mg/m² on days 1 and 8 are 4000 mg/m²; half a percent of it is 20.
@Suite struct PhasesAgainstAdministrationsTests {
  let bench = RuleBench(rule: PhasesAgainstAdministrations())

  private func findings(_ last: String, ends: String = "2024-02-05") async throws -> [PlacedFinding] {
    let course = """
      - therapy: gemcitabine
        id: gem
        cycles: 2
        every: 21 d
        phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], cycles: 1-2}]
        when: 2024-01-08
        ends: \(ends)
      """
    let rows = [
      "patient,therapy,cycle,day,date,dose", "1,gem,1,1,2024-01-08,1000 mg/m2", "1,gem,1,8,2024-01-15,1000 mg/m2",
      "1,gem,2,1,2024-01-29,1000 mg/m2", "1,gem,2,8,\(last)",
    ]
    return try await bench.findings(course, ["administrations.csv": rows.joined(separator: "\n")])
  }

  @Test(arguments: [
    ("2024-02-05,1000 mg/m2", 0), ("2024-02-05,980 mg/m2", 0), ("2024-02-05,979 mg/m2", 1),
    ("2024-02-05,1021 mg/m2", 1),
    ("2024-02-05,omitted", 1), ("2024-02-05,1800 mg", 0),
  ])
  func sums(last: String, count: Int) async throws {
    #expect(try await findings(last).count { $0.severity == .warning } == count)
  }

  /// The phase states 1000 mg/m²: a row of 979, or one left out, is told; 995 is a rounding of it.
  @Test(arguments: [
    ("2024-02-05,1000 mg/m2", []), ("2024-02-05,995 mg/m2", []),
    ("2024-02-05,979 mg/m2", ["1000 mg/m² (3), 979 mg/m² (1)"]),
    ("2024-02-05,omitted", ["1000 mg/m² (3), omitted (1)"]),
  ])
  func rowsOfAPhase(last: String, words: [String]) async throws {
    let notes = try await findings(last).filter { $0.severity == .note }
    #expect(
      notes.map(\.summary)
        == words.map {
          "The phase full states 1000 mg/m² of gemcitabine; its single administrations were \($0)."
        })
  }

  /// No row has the dose of the phase: a warning. Two phases of equal sums and other doses are found too: 4 × 1000 is also 2 × 800 + 2 × 1200.
  @Test func rowsOfAnotherDose() async throws {
    let course = """
      - therapy: gemcitabine
        id: gem
        every: 21 d
        phases:
          - {id: one, dose: 1000 mg/m2, days: [1, 8], cycles: 1-1}
          - {id: two, dose: 1000 mg/m2, days: [1, 8], cycles: 2-2}
        when: 2024-01-08
        ends: 2024-02-05
      """
    let rows = [
      "patient,therapy,cycle,day,date,dose", "1,gem,1,1,2024-01-08,800 mg/m2", "1,gem,1,8,2024-01-15,800 mg/m2",
      "1,gem,2,1,2024-01-29,1200 mg/m2", "1,gem,2,8,2024-02-05,1200 mg/m2",
    ]
    let found = try await bench.findings(course, ["administrations.csv": rows.joined(separator: "\n")])
    #expect(found.map(\.severity) == [.warning, .warning])
    #expect(found.first?.summary.contains("800 mg/m² (2)") ?? false)
  }

  /// A row after the therapy had ended counts for nothing: 3000 against 4000.
  @Test func aRowOutOfTimeIsNotCounted() async throws {
    let found = try await findings("2024-02-09,1000 mg/m2")
    #expect(
      found.filter { $0.severity == .warning }.map(\.summary) == [
        "The dose phases of gem give 4000 mg/m² of gemcitabine, its single administrations 3000 mg/m²."
      ])
  }
}
