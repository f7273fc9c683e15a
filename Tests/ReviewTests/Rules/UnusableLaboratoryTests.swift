// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct UnusableLaboratoryTests {
  let bench = RuleBench(rule: UnusableLaboratory())

  func findings(_ rows: String...) async throws -> [PlacedFinding] {
    try await bench.findings(
      "", ["labs.csv": (["patient,analyte,when,value,unit"] + rows).joined(separator: "\n")])
  }

  @Test func eachRowIsToldWithItsLine() async throws {
    let found = try await findings(
      "1,neutrophils,2024-01-08,800,10^9/L", "1,neutrophils,2024-01-15,0.8,Gpt/L",
      "1,Neutrophile Granulozytn,2024-01-22,0.8,10^9/L", "1,neutrophils,2024-01-22,0.8,",
      "1,platelets,2024-01-22,120,10^9/L")
    #expect(
      found.map(\.summary) == [
        "labs.csv:2: dose rules cannot use neutrophils 800 10^9/L: neutrophils 800 10^9/L cannot be; expected 0 to 150 "
          + "10^9/L: a digit or the unit is wrong.",
        "labs.csv:3: dose rules cannot use neutrophils 0.8 Gpt/L: `Gpt/L` is no unit of neutrophils; expected one of "
          + "10^9/L, G/L, /nL, 10^3/uL, 10^3/mm3, K/uL, Tsd/uL, /uL, /mm3, 10^6/L, M/L, /L; did you mean `G/L`?",
        "labs.csv:5: dose rules cannot use neutrophils 0.8: neutrophils without a unit; expected one of 10^9/L, G/L, "
          + "/nL, 10^3/uL, 10^3/mm3, K/uL, Tsd/uL, /uL, /mm3, 10^6/L, M/L, /L.",
        "labs.csv:4: dose rules cannot use Neutrophile Granulozytn 0.8 10^9/L: unknown analyte `Neutrophile "
          + "Granulozytn`; did you mean `neutrophils`?",
      ])
    #expect(found.allSatisfy { $0.severity == .warning })
    #expect(found.map(\.places) == [["labs.csv:2"], ["labs.csv:3"], ["labs.csv:5"], ["labs.csv:4"]])
  }

  @Test func twoCountsOfADayAreBothInDoubt() async throws {
    let found = try await findings(
      "1,ANC,2024-01-08,0.4,10^9/L", "1,platelets,2024-01-08,90,G/L", "1,neutrophils,2024-01-08,4000,/µL")
    #expect(
      found.map(\.summary) == [
        "labs.csv:2, labs.csv:4: dose rules cannot use neutrophils 0.4 10^9/L and 4000 /µL: 2 values of one day, "
          + "2024-01-08, that differ."
      ])
  }

  @Test func theSameCountTwiceIsOne() async throws {
    #expect(try await findings("1,ANC,2024-01-08,1.8,10^9/L", "1,ANC,2024-01-08,1800,/µL").isEmpty)
  }

  @Test func analytesThatNoRuleSpeaksOfArePassedOver() async throws {
    #expect(
      try await findings("1,CRP,2024-01-08,12,mg/L", "1,Na,2024-01-08,140,mmol/L", "1,CA 19-9,2024-01-08,40,U/mL")
        .isEmpty)
  }

  @Test func aNameIsToldOnceForAllItsRows() async throws {
    let found = try await findings("1,Segmentkernige,2024-01-08,50,%", "1,Segmentkernige,2024-01-15,52,%")
    #expect(
      found.map(\.summary) == [
        "labs.csv:2, labs.csv:3: dose rules cannot use 2 values, the first Segmentkernige 50 %: unknown analyte "
          + "`Segmentkernige`."
      ])
  }

  @Test func withoutADayItIsANote() async throws {
    let found = try await findings("1,ANC,2024-01,1.8,10^9/L", "1,ANC,not stated,1.8,10^9/L")
    #expect(found.map(\.severity) == [.note])
    #expect(
      found.map(\.summary) == [
        "labs.csv:2, labs.csv:3: dose rules cannot use 2 values, the first ANC 1.8 10^9/L: 2024-01 is not exact to the "
          + "day."
      ])
  }
}
