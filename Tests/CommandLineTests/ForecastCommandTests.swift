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

  /// Both are looked at over four weeks: 1000 mg/m² every week are four doses, of which the last leaves its mark on day 29, and every four weeks are one. A cycle of a day is not over before its nadir.
  @Test func everyScheduleIsRepeatedOverTheSameTime() throws {
    let line = ["1000 mg/m2 d1 q7", "1000 mg/m2 d1, d8, d15, d22 q28", "1000 mg/m2 d1 q28", "1000 mg/m2 d1 q1"]
    let output = try run(line + ["--surface", "1.8", "--draws", "200", "--format", "csv"]).output
    let rows = output.split(separator: "\n").map { $0.replacing("\"", with: "") }
    func of(_ schedule: String) -> [String] {
      rows.filter { $0.hasPrefix(schedule) }.map { String($0.dropFirst(schedule.count)) }
    }
    let (weekly, four, single, daily) = (of(line[0]), of("1000 mg/m2 d1, d8, d15, d22 q28"), of(line[2]), of(line[3]))
    #expect(weekly.count == 6 && weekly == four, "\(output)")
    #expect(weekly != single)
    // Of 28 doses the least count is lower than of four: the second number of the row.
    func least(_ rows: [String]) -> Double? { rows.first?.split(separator: ",").first.flatMap { Double($0) } }
    #expect(try #require(least(daily)) < #require(least(weekly)) && #require(least(weekly)) < #require(least(single)))
  }

  /// What no text names is computed, and questioned.
  @Test(arguments: [
    (["10000 mg/m2 d1 q21", "--surface", "1.8"], "outside the 375 to 1250 mg/m²"),
    (["1000 mg/m2 d1 q21", "--surface", "0.6"], "the models are of adults"),
    (["gemcitabine 900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21", "--surface", "1.8"], "held against no trial"),
  ]) func whatIsOddIsQuestioned(arguments: [String], words: String) throws {
    let result = try run(arguments + ["--draws", "200", "--format", "markdown"])
    #expect(result.status == 0 && result.output.contains(words), "\(result.output)")
  }

  /// Counts that no patient of the population has are a slip of the unit, a growth factor that nobody told, or of somebody else; one before any nadir says nothing of sensitivity.
  @Test func countsAreHeldAgainstThePopulation() throws {
    func fit(_ counts: String, _ more: [String] = []) throws -> String {
      try run(
        [
          "Gemzar 1000 mg/m2 d1 q28", "--surface", "1.8", "--given", "Gemzar 1000 mg/m2 d1, d8, d15 q28", "--draws",
          "200",
          "--counts", counts, "--format", "markdown",
        ] + more
      ).output
    }
    for counts in ["d1 41, d8 16", "d1 0.02, d8 50, d15 0.01, d22 90"] {
      let text = try fit(counts, ["--prior-weight", counts.hasPrefix("d1 41") ? "1" : "0.1"])
      #expect(
        text.contains("are not what patients of this population would have") && !text.contains("this patient,"),
        "\(text)")
    }
    #expect(try fit("d1 4.1").contains("say next to nothing of CL, MTT, SLOPE"))
    #expect(!(try fit("d1 4.1, d8 1.6, d15 0.9, d22 1.2").contains("SLOPE: what is shown")))
    for flag in ["--growth-factor", "--marrow-involved", "--marrow-irradiated"] {
      #expect(try fit("d1 4.1, d8 1.6", [flag]).contains("not determined"), "\(flag)")
    }
  }

  /// A record that a band of the plan would misrepresent has none, or its words beside it; nothing is left out in silence.
  @Test(arguments: [
    ("", "", "", "1000 mg/m2 d1, d8 repeated d22"),
    (", support: [{drug: pegfilgrastim, dose: 12 mg, days: [9]}]", "", "has 12 mg; no band", nil),
    (", support: [{drug: pegfilgrastim, dose: 6 mg}]", "", "has no days of it; no band", nil),
    (", support: [{drug: filgrastim, days: [9]}]", "", "is a growth factor, and is not modelled; no band", nil),
    (", support: [{drug: G-CSF, days: [9]}]", "", "a growth factor, and is not modelled; no band", nil),
    (
      "", "- therapy: doxorubicin\n    id: t2\n    when: 2020-01-20\n    ends: 2020-04-01",
      "doxorubicin (t2) runs at the same time; no band", nil
    ),
    (
      "", "- therapy: trabectedin\n    id: t2\n    when: 2020-07-20\n    ends: 2020-09-01",
      "Left out, and not in the bands: trabectedin (t2)", "1000 mg/m2 d1, d8 repeated d22"
    ),
    ("", "- metastases: [bone marrow]\n    when: 2020-01-02", "bone marrow", "1000 mg/m2 d1, d8 repeated d22"),
    (
      "", "- transplant: autologous stem cells\n    when: 2019-01-02", "A transplant (",
      "1000 mg/m2 d1, d8 repeated d22"
    ),
    (
      "", "- toxicity: neutropenia\n    grade: 4\n    when: 2020-02-02", "states neutropenia, grade 4",
      "1000 mg/m2 d1, d8 repeated d22"
    ),
  ]) func aRecordThatABandWouldMisrepresent(support: String, entry: String, words: String, schedule: String?) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let patients = folder.appendingPathComponent("patients")
    try FileManager.default.createDirectory(at: patients, withIntermediateDirectories: true)
    try Data("study: x\n".utf8).write(to: folder.appendingPathComponent("study.yaml"))
    let record =
      """
      patient: A
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-01-01
        - therapy: Gemzar
          id: t1
          when: 2020-01-15
          ends: 2020-06-01
          phases: [{id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d\(support)}]
        \(entry)

      """
    try Data(record.utf8).write(to: patients.appendingPathComponent("A.yaml"))
    let result = try run([
      "--study", folder.path, "--patient", "A", "--surface", "1.8", "--draws", "200", "--format", "markdown",
    ])
    #expect(result.status == 0 && result.output.contains(words), "\(result.errors)\(result.output)")
    #expect(result.output.contains("the population") == (schedule != nil))
    if let schedule { #expect(result.output.contains(schedule)) }
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
