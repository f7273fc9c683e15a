// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("verlauf forecast")
struct ForecastCommandTests {
  private func run(_ arguments: [String]) throws -> (output: String, errors: String, status: Int32) {
    let result = try CommandLineTests().run(["forecast"] + arguments)
    return (result.output, result.errors, result.status)
  }

  /// What every output must say, wherever it is told.
  private func saysWhatItIs(_ text: String) -> Bool {
    ["No conformity assessment", "must not decide a treatment", "our own calibration", "Platelets are not modelled"]
      .allSatisfy(text.contains)
  }

  @Test func thePopulation() throws {
    let result = try run([
      "1000 mg/m2 d1, d8, d15 repeated d29", "500 mg/m2 d1, d15 repeated d29", "--surface", "1.8", "--draws", "200",
      "--format", "markdown",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(saysWhatItIs(result.output) && result.output.contains("the population"))
    // 3 · 1000 mg/m² in four weeks are 750 a week, 2 · 500 are 250.
    #expect(result.output.contains("| 750 |") && result.output.contains("| 250 |"))
  }

  /// As CSV the notes reach the person by the other stream; the same seed gives the same numbers.
  @Test func theSameSeedGivesTheSame() throws {
    let line = ["500 mg/m2 d1, d15 q28", "--surface", "1.8", "--draws", "200", "--format", "csv"]
    let (first, second) = (try run(line), try run(line))
    #expect(first.output == second.output && !first.output.isEmpty)
    #expect(saysWhatItIs(first.errors))
    #expect(try run(line + ["--seed", "2"]).output != first.output)
  }

  @Test func aPatientWithCounts() throws {
    let result = try run([
      "1000 mg/m2 d1, d15 q28", "--surface", "1.8", "--draws", "300", "--given", "1000 mg/m2 d1, d8, d15 q28",
      "--counts", "d1 4.1, d8 1.6, d15 0.9, d22 <1.5", "--format", "markdown",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(saysWhatItIs(result.output) && result.output.contains("this patient"))
    #expect(result.output.contains("A second optimiser"))
  }

  /// The published patient 3: no counts, so that nothing is said of his; his schedules, whose pegfilgrastim has no stated dose, under the population.
  @Test func patientThree() throws {
    let result = try run([
      "--study", "Examples/gemcitabine-maintenance", "--patient", "3", "--surface", "1.8", "--draws", "200", "--format",
      "markdown",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(saysWhatItIs(result.output))
    for words in [
      "no counts of this patient are stated", "1000 mg/m2 d1, d8, d15 repeated d22",
      "1000 mg/m2 d1, d8, d15 repeated d29", "1000 mg/m2 d1, d15 repeated d29; pegfilgrastim 6 mg d2, d16 repeated d29",
      "500 mg/m2 d1, d15 repeated d29", "the dose of pegfilgrastim is not stated", "the population",
      // Day 2 to day 15 are 13 days, day 16 to day 29 too.
      "pegfilgrastim on d2 has 13 days", "pegfilgrastim on d16 has 13 days",
    ] { #expect(result.output.contains(words), "\(words)") }
    #expect(!result.output.contains("this patient,"))
  }

  @Test(arguments: [
    (["500 mg/m2 d1 q28"], "--surface"), (["trabectedin 1.5 mg/m2 d1 q21", "--surface", "1.8"], "trabectedin"),
    (["500 mg/m2 d1 q28", "--surface", "1.8", "--counts", "d1 4"], "--given"),
    (["500 mg/m2 d1 q28", "--surface", "1.8", "--counts", "d40 4", "--given", "500 mg/m2 d1 q28"], "day 29"),
    (
      ["500 mg/m2 d1 q28", "--surface", "1.8", "--counts", "4.1 d1", "--given", "500 mg/m2 d1 q28"], "a day and a count"
    ),
    (["500 mg/m2 d1 q28", "--surface", "1.8", "--counts", "d1 1,500", "--given", "500 mg/m2 d1 q28"], "--counts"),
    (["--study", "Examples/gemcitabine-maintenance", "--patient", "9"], "--patient 9"), ([], "a schedule is needed"),
  ]) func whatIsNotUnderstoodIsRefused(arguments: [String], words: String) throws {
    let result = try run(arguments)
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  /// Three drugs of which no model is one: a refusal is a result.
  @Test func noModelIsAResult() throws {
    let result = try run([
      "900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21; pegfilgrastim 6 mg d9 q21", "--surface", "1.8", "--format",
      "markdown",
    ])
    #expect(result.status == 0 && result.output.contains("not determined"), "\(result.errors)")
    #expect(result.output.contains("No conformity assessment"))
  }
}
