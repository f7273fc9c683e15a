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
    [
      "No conformity assessment", "must not decide a treatment", "our own calibration", "Platelets are not modelled",
      // As its abstract states them: 47 and 33 % in 9121 patients.
      "9121 patients", "precision of 47 %", "recall of 33 %", "PMC10681461; the abstract was read, not the paper",
    ].allSatisfy(text.contains)
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
    #expect(result.output.contains("A second optimiser") && result.output.contains("drive"))
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
    let rows = output.split(whereSeparator: \.isNewline).map { $0.replacing("\"", with: "") }
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
    ("", "", "neutrophils of the population", "1000 mg/m2 d1, d8 repeated d22"),
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

  @Test func rulesOfDoseModification() throws {
    let output = try run([
      "1000 mg/m2 d1, d8, d15 q28", "500 mg/m2 d1, d15 q28", "--surface", "1.8", "--draws", "200", "--rules",
      "gemcitabine-us-pancreas", "--format", "markdown",
    ]).output
    for words in [
      "What the rules gemcitabine-us-pancreas would let through over 4 cycles", "never to limit a dose",
      "an upper bound", "would let through on each planned day", "| 500 mg/m2 d1, d15 q28 | 4 | 15 |",
    ] {
      #expect(output.contains(words), "\(output)")
    }
    // Rules that say nothing of the schedule have no intensity of it: nothing was let through or held back by them.
    let silent = try run([
      "1000 mg/m2 d1, d8 q21", "--surface", "1.8", "--draws", "200", "--rules", "gemcitabine-us-breast", "--format",
      "csv",
    ]).output
    let row = silent.split(whereSeparator: \.isNewline).last { $0.contains("q21") }
    #expect(row?.contains(",–,") == true, "\(silent)")
    let refused = try run(["1000 mg/m2 d1 q28", "--surface", "1.8", "--rules", "doxorubicin"])
    #expect(refused.status != 0 && refused.errors.contains("gemcitabine-us-pancreas"), "\(refused.errors)")
  }

  /// 168 cm and 60 kg are √(168 · 60 / 3600) = 1.67 m².
  @Test func aSurfaceThatIsNotOfThePatient() throws {
    let size = "height: 168 cm\nweight: 60 kg\n"
    let other = try recorded(surface: "2.4", facts: size)
    #expect(other.output.contains("168 cm and 60 kg in the record are 1.67 m²"), "\(other.output)")
    #expect(try !recorded(surface: "1.7", facts: size).output.contains("in the record are"))
  }

  private static let rows = [
    "A,gem,1,1,2024-01-08,1000 mg/m2", "A,gem,1,8,2024-01-15,1000 mg/m2", "A,gem,1,15,2024-01-22,1000 mg/m2",
    "A,gem,2,1,2024-02-05,1000 mg/m2", "A,gem,2,8,2024-02-12,omitted", "A,gem,2,15,2024-02-19,750 mg/m2",
  ]
  private static let counts = [
    "2024-01-08,4.1", "2024-01-15,1.6", "2024-01-22,0.9", "2024-01-29,1.2", "2024-02-05,3.2", "2024-02-12,0.9",
    "2024-02-19,1.9", "2024-02-26,1.4",
  ]

  /// The section of a report says of the patient what the command says, of schedules of the record with the body surface of its height and weight (1.67 m²); of one whose gemcitabine has
  /// ended, or who has no counts, it says why nothing is said.
  @Test func aSectionOfTheReport() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func therapy(_ end: String) -> String {
      """
      height: 168 cm
      weight: 60 kg
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-01-01
        - therapy: gemcitabine
          id: gem
          regimen: gemcitabine-1000-q28
          when: 2024-01-08
          \(end)

      """
    }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("study/patients"), withIntermediateDirectories: true)
    for (name, text) in [
      ("study.yaml", "study: x\ndata cut-off: 2024-03-01\n"),
      ("patients/A.yaml", "patient: A\n" + therapy("ongoing: true")),
      ("patients/B.yaml", "patient: B\n" + therapy("ongoing: true")),
      ("patients/C.yaml", "patient: C\n" + therapy("ends: 2024-02-20")),
      (
        "administrations.csv",
        (["patient,therapy,cycle,day,date,dose"] + Self.rows).joined(separator: "\n")
      ),
      (
        "labs.csv",
        (["patient,when,analyte,value,unit"]
          + Self.counts.map { "A,\($0.replacing(",", with: ",neutrophils,")),10^9/L" }).joined(separator: "\n")
      ),
    ] { try Data(text.utf8).write(to: folder.appendingPathComponent("study/" + name)) }
    func command(_ arguments: [String]) throws -> String {
      let result = try CommandLineTests().run(arguments)
      #expect(result.status == 0, "\(result.errors)")
      return result.output
    }
    _ = try command([
      "report", folder.path + "/study", "--out", folder.path + "/report", "--no-prints", "--forecast",
    ])
    let table = try String(contentsOfFile: folder.path + "/report/tables/forecast.csv", encoding: .utf8)
      .split(whereSeparator: \.isNewline).map(String.init)
    #expect(table.contains { $0.hasPrefix("B,") && $0.contains("no counts of this patient are stated") }, "\(table)")
    #expect(table.contains { $0.hasPrefix("C,") && $0.contains("no gemcitabine is recorded as going on") })
    let own = try #require(table.first { $0.hasPrefix("A,") })
    let said = try command([
      "forecast", "--study", folder.path + "/study", "--patient", "A", "--surface", "1.6733", "--format", "csv",
    ]).split(whereSeparator: \.isNewline)
    let row = try #require(said.first { $0.contains("repeated d29") && $0.contains(",750") })
    func fields(_ line: some StringProtocol) -> [String] {
      (line.components(separatedBy: "\",").last ?? "").split(separator: ",").map(String.init)
    }
    // Median, 25, 75, 5 and 95 %, and the day, in both.
    let (told, shown) = (fields(row), fields(own))
    try #require(told.count > 5 && shown.count > 3)
    #expect(shown[0] == told[0] && shown[1] == "\(told[1])–\(told[2])", "\(own): \(row)")
    #expect(shown[2] == "\(told[3])–\(told[4])" && shown[3] == told[5], "\(own): \(row)")
    let page = try String(contentsOfFile: folder.path + "/report/index.html", encoding: .utf8)
    #expect(page.contains("id=\"forecast\"") && page.contains("figure-forecast-1.svg"))
    _ = try command(["report", folder.path + "/study", "--out", folder.path + "/plain", "--no-prints"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/plain/tables/forecast.csv"))
  }

  private func recorded(
    _ arguments: [String] = [], rows: [String] = Self.rows, therapy: String = "", entry: String = "",
    counts: [String] = Self.counts, surface: String = "1.8", facts: String = "",
    schedules: [String] = ["1000 mg/m2 d1, d15 q28"], header: String = "patient,therapy,cycle,day,date,dose",
    drugs: String = "gemcitabine", state: String = "ongoing: true"
  ) throws -> (status: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let patients = folder.appendingPathComponent("patients")
    try FileManager.default.createDirectory(at: patients, withIntermediateDirectories: true)
    let record =
      """
      patient: A
      \(facts)
      course:
        - diagnosis: leiomyosarcoma
          when: 2019-01-01
        - therapy: \(drugs)
          id: gem
      \(drugs == "gemcitabine" ? "    regimen: gemcitabine-1000-q28" : "")
          when: 2024-01-08
          \(state)
      \(therapy)
      \(entry)

      """
    for (name, text) in [
      ("study.yaml", "study: x\n"), ("patients/A.yaml", record),
      ("administrations.csv", ([header] + rows).joined(separator: "\n")),
      (
        "labs.csv",
        (["patient,when,analyte,value,unit"] + counts.map { "A,\($0.replacing(",", with: ",neutrophils,")),10^9/L" })
          .joined(separator: "\n")
      ),
    ] { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let result = try run(
      schedules + [
        "--study", folder.path, "--patient", "A", "--surface", surface, "--draws", "200",
        "--format", "markdown",
      ] + arguments)
    return (result.status, result.output, result.errors)
  }

  /// Typical values of the model of docetaxel follow what is known: 5.22 · (1 - 0.121451) · (1 - 0.146837) = 3.91.
  @Test func whatIsKnownOfThePatient() throws {
    let line = ["900 mg/m2 d1, d8 q21; docetaxel 75 mg/m2 d8 q21", "--surface", "1.8", "--draws", "200"]
    let own = try run(line + ["--sex", "w", "--treated-before", "yes", "--format", "markdown"]).output
    #expect(own.contains("CIRC0 is 3.91 instead of 5.22 10⁹/L"), "\(own)")
    #expect(own.contains("performance status (ECOG 0), α1-acid glycoprotein (1.34 g/L)"), "\(own)")
    // The population of women who were treated before has lower counts than that of the typical patient.
    func median(_ more: [String]) throws -> Double? {
      let row = try run(line + more + ["--format", "csv"]).output.split(whereSeparator: \.isNewline).first {
        $0.contains("docetaxel")
      }
      return row?.components(separatedBy: "\",").last?.split(separator: ",").first.flatMap { Double($0) }
    }
    let (women, men) = (try median(["--sex", "female", "--treated-before", "yes"]), try median(["--sex", "male"]))
    #expect(try #require(women) < #require(men))
    let refused = try run(line + ["--sex", "x", "--treated-before", "perhaps"])
    #expect(refused.status == 2 && refused.errors.contains("--sex x: expected female or male"), "\(refused.errors)")
    #expect(refused.errors.contains("--treated-before perhaps: expected yes or no"))
    let mass = try run(line + ["--acid-glycoprotein", "100"])
    #expect(mass.status != 0 && mass.errors.contains("0.2 to 3.5 g/L"), "\(mass.errors)")
    let none = try run(["1000 mg/m2 d1 q21", "--surface", "1.8", "--draws", "200", "--sex", "female"])
    #expect(none.errors.contains("has no published covariates"), "\(none.errors)")
  }

  /// Of a record: sex, the last ECOG up to the first dose, and treatment that had begun before it. A later ECOG, an operation and a growth factor say nothing of them.
  @Test func whatARecordStatesOfThePatient() throws {
    let rows = Self.rows + ["A,gem,1,8,2024-01-15,docetaxel,75 mg/m2"]
    func said(_ facts: String, _ entry: String) throws -> String {
      let own = rows.map { row in
        row.contains("docetaxel")
          ? row
          : row.replacing(",1000 mg", with: ",gemcitabine,1000 mg")
            .replacing(",750 mg", with: ",gemcitabine,750 mg").replacing(",omitted", with: ",gemcitabine,omitted")
      }
      let result = try recorded(
        rows: own, entry: entry, facts: facts, header: "patient,therapy,cycle,day,date,drug,dose",
        drugs: "gemcitabine + docetaxel")
      return result.output + result.errors
    }
    let all = try said(
      "sex: female",
      """
        - {performance status: ECOG 0, when: 2023-11-01}
        - {performance status: ECOG 1, when: 2024-01-02}
        - {performance status: ECOG 0, when: 2024-02-02}
        - {therapy: doxorubicin, id: dox, when: 2022-01-10, ends: 2022-06-01}
      """)
    #expect(all.contains("woman −12.1 %, ECOG 1 or more +13 %, cancer treated before −14.7 %"), "\(all)")
    let none = try said(
      "sex: other",
      """
        - {performance status: ECOG 0-1, when: 2024-01-02}
        - {surgery: resection, when: 2022-01-10}
      """)
    #expect(none.contains("sex (a man), performance status (ECOG 0), treatment of the cancer before (none)"), "\(none)")
    // α1-acid glycoprotein of 130 mg/dL in the six weeks before: 1.3 g/L, 1 - 0.04 · 0.174677. Two sexes that nobody has decided on are none.
    let level = try said(
      "sex: [male, {value: female, source: {section: letter}}]",
      """
        - {lab: alpha-1-acid glycoprotein, value: 130 mg/dL, when: 2024-01-02}
        - {lab: AAG, value: 200 mg/dL, when: 2024-02-02}
      """)
    #expect(level.contains("α1-acid glycoprotein 1.3 g/L −0.7 %"), "\(level)")
    #expect(level.contains("sex (a man)"), "\(level)")
  }

  /// Day 1 of cycle 3 is due 28 d after 2024-02-05. The counts of the record fit the patient; cycle 2 is held against what cycle 1 said, and one count may lie on any day of a week.
  @Test func theCountsOfARecord() throws {
    let result = try recorded(
      entry: "  - {lab: neutrophils, value: 2.1 10^9/L, when: 2024-02}", counts: Self.counts + ["2024-03-20,2.2"])
    #expect(result.status == 0, "\(result.errors)")
    let text = result.output
    for words in [
      "The patient against the population", "of this patient, over 28 days from 2024-03-04", "2024-02-12 0.9 (",
      "One cycle ahead in the patient's own past", "| 2 | 2024-02-12 | 0.9 |", "Outside of 90 %: 0 of 3, p = 1",
      "No growth factor is recorded near these doses", "1 count is not counted", "2024-02-01 to 2024-02-29 2.1 (",
    ] { #expect(text.contains(words), "\(words): \(text)") }
  }

  /// What is not known of the doses before is not taken for nothing, and what is another patient's is refused.
  @Test func aPastThatIsNotKnown() throws {
    let missing = Self.rows.filter { !$0.contains(",1,8,") }
    for (result, words) in [
      (try recorded(rows: missing), "gemcitabine has no row for cycle 1 day 8"),
      (try recorded(rows: Array(Self.rows.dropLast())), "gemcitabine has no row for cycle 2 day 15"),
      (
        try recorded(["--from", "2024-02-19"], rows: Array(Self.rows.dropLast())),
        "of this patient, over 28 days from 2024-02-19"
      ),
      (try recorded(["--from", "2024-02-19"]), "expected a day after the last dose"),
      (
        try recorded(["--from", "2024-03-11"]),
        "a day 1 was due on 2024-03-04; from then to 2024-03-11 nothing is taken to have been given"
      ),
      (try recorded(rows: []), "has no single administrations of gemcitabine"),
      (
        try recorded(
          therapy:
            "    phases: [{id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, support: [{drug: filgrastim, days: [16]}]}]"
        ),
        "growth factor was given that the model does not have"
      ),
      (
        try recorded(entry: "  - {therapy: doxorubicin, id: dox, when: 2024-01-10, ends: 2024-02-01}"),
        "no model of doxorubicin (dox) is here"
      ),
      (
        try recorded(entry: "  - {therapy: gemcitabine, id: early, when: 2023-11-01, ends: 2023-12-24}"),
        "ended 15 days before the first dose"
      ),
      (try recorded(entry: "  - {therapy: filgrastim, id: g, when: 2024-02-16}"), "growth factor was given"),
      (try recorded(entry: "  - {event: G-CSF given for 5 days, when: 2024-01-20}"), "growth factor was given"),
      (
        try recorded(
          therapy:
            "    phases: [{id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, support: [{drug: pegfilgrastim}]}]"
        ),
        "pegfilgrastim is modelled, and on which days it was given is not known"
      ),
      (
        try recorded(entry: "  - {event: pegfilgrastim given, when: 2024-01-20}"),
        "pegfilgrastim is modelled, and on which days it was given is not known"
      ),
      (
        try recorded(entry: "  - {decision: gemcitabine is stopped for dyspnoea, id: end, when: 2024-02-26}"),
        "treatment was stopped, paused or changed (end: “gemcitabine is stopped for dyspnoea”)"
      ),
      // A dose came after it, so that it was no end; and a day that is asked from before it does not know of it.
      (
        try recorded(entry: "  - {decision: gemcitabine is stopped for dyspnoea, id: end, when: 2024-02-12}"),
        "of this patient, over 28 days from 2024-03-04"
      ),
      (
        try recorded(
          ["--from", "2024-03-04"],
          entry: "  - {decision: gemcitabine is stopped for dyspnoea, id: end, when: 2024-03-20}"),
        "of this patient, over 28 days from 2024-03-04"
      ),
      (
        try recorded(entry: "  - {event: no G-CSF was given, when: 2024-01-20}", counts: []),
        "no counts of this patient are stated"
      ),
      (
        try recorded(entry: "  - {radiotherapy: Becken, when: 2023-06-01, ends: 2023-06-20}"),
        "radiation of marrow is stated"
      ),
      (
        try recorded(entry: "  - {biopsy: iliac crest, result: infiltration by sarcoma, when: 2023-12-01}"),
        "involvement of the marrow is stated"
      ),
      (
        try recorded(entry: "  - {death: sarcoma, when: 2024-02-28}"),
        "the death of the patient (death) by 2024-02-28, before 2024-03-04"
      ),
      (
        try recorded(
          rows: Array(Self.rows.prefix(2) + Self.rows.suffix(3)),
          therapy: "    phases: [{id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d}]"),
        "gemcitabine has no row for cycle 1 day 15"
      ),
      (try recorded(entry: "  - {metastases: [bone marrow], when: 2023-12-20}"), "involvement of the marrow is stated"),
      (
        try recorded(counts: ["2024-01-08,41", "2024-01-15,16"]), "are not what patients of this population would have"
      ),
    ] { #expect((result.output + result.errors).contains(words), "\(words): \(result.output)\(result.errors)") }
  }

  /// A stop, a death, a disease of the marrow, another drug, wherever the record says it: nothing is forecast. What is only near to that is quoted, and the forecast goes on.
  @Test(arguments: [
    (entry: "", therapy: "    stopped for: progression", facts: "", state: "", words: "(gem: stopped for progression)"),
    ("", "    note: stopped after cycle 2 for dyspnoea", "", "", "(gem: “stopped after cycle 2 for dyspnoea”)"),
    ("", "    effect: \"progression, treatment discontinued\"", "", "", "treatment discontinued"),
    ("  - {death: progression, id: d}", "", "", "", "states the death of the patient (d), and not that it was after"),
    (
      "  - {toxicity: pneumonitis, grade: 5, id: x, when: 2024-02-25}", "", "", "",
      "pneumonitis of grade 5, which is death"
    ),
    ("  - {event: Patientin verstorben, id: e, when: 2024-02-25}", "", "", "", "a death (“Patientin verstorben”)"),
    ("  - {event: patient passed away, id: e, when: 2024-02-25}", "", "", "", "expected `death: not stated`"),
    (
      "  - {assessment: MRI, finding: diffuse Knochenmarkinfiltration, when: 2024-02-25}", "", "", "",
      "involvement of the marrow"
    ),
    ("", "", "comorbidity: [myelodysplastisches Syndrom]", "", "comorbidity: “myelodysplastisches syndrom”"),
    ("", "", "comorbidity: [cyclic neutropenia]", "", "comorbidity: “cyclic neutropenia”"),
    ("  - {last contact: in hospice, id: c, when: 2024-02-25}", "", "", "", "(c: “in hospice”)"),
    (
      "  - {toxicity: HUS, grade: 4, qualifier: led to discontinuation of gemcitabine, id: x, when: 2024-02-25}", "",
      "", "", "led to discontinuation"
    ),
    (
      "  - {quality of life: chemo stopped at own request, id: q, when: 2024-02-25}", "", "", "",
      "(q: “chemo stopped at own request”)"
    ),
    ("  - {decision: Hold gemcitabine, id: e, when: 2024-02-25}", "", "", "", "(e: “Hold gemcitabine”)"),
    ("  - {event: d/c gemcitabine, id: e, when: 2024-02-25}", "", "", "", "(e: “d/c gemcitabine”)"),
    ("  - {event: Gemcitabin ex, id: e, when: 2024-02-25}", "", "", "", "(e: “Gemcitabin ex”)"),
    ("  - {event: Therapieabschluss, id: e, when: 2024-02-25}", "", "", "", "(e: “Therapieabschluss”)"),
    ("  - {decision: watch and wait, id: e, when: 2024-02-25}", "", "", "", "(e: “watch and wait”)"),
    ("  - {event: patient chose to stop, id: e, when: 2024-02-25}", "", "", "", "(e: “patient chose to stop”)"),
    (
      "  - {event: Carboplatin dazugegeben, id: e, when: 2024-02-25}", "", "", "",
      "carboplatin (e: “Carboplatin dazugegeben”)"
    ),
    ("  - {plan: start doxorubicin, id: e, when: 2024-02-25}", "", "", "", "doxorubicin (e: “start doxorubicin”)"),
    ("  - {event: Lenograstim d2-6, id: e, when: 2024-02-10}", "", "", "", "growth factor was given"),
    ("  - {event: Beckenbestrahlung begonnen, id: e, when: 2024-02-10}", "", "", "", "radiation of marrow is stated"),
    ("  - {lab: neutrophils, value: 0 10^9/L, when: 2024-02-14}", "", "", "", "neutrophils 0 of 2024-02-14"),
  ])
  func whereverTheRecordSaysIt(
    what: (entry: String, therapy: String, facts: String, state: String, words: String)
  ) throws {
    let result = try recorded(
      therapy: what.therapy, entry: what.entry, facts: what.facts,
      state: what.therapy.isEmpty ? "ongoing: true" : what.state)
    let text = result.output + result.errors
    #expect(text.contains(what.words), "\(text)")
    #expect(!text.contains("of this patient, over 28 days"), "\(text)")
  }

  @Test(arguments: [
    ("  - {plan: trabectedin if it progresses, id: e, when: 2024-02-25}", "e: “trabectedin if it progresses”"),
    (
      "  - {surgery: resection of a lung metastasis, id: s, when: 2024-02-25}",
      "s: surgery “resection of a lung metastasis”"
    ),
    ("  - {performance status: ECOG 4, id: s, when: 2024-02-25}", "s: performance status “ECOG 4”"),
    (
      "  - {event: gemcitabine was given on time, id: e, when: 2024-02-25}",
      "e: “gemcitabine was given on time”"
    ),
    ("  - {event: doxorubicin was given before, id: e, when: 2024-02-25}", "e: “doxorubicin was given before”"),
    ("  - {event: death of her husband, id: e, when: 2024-02-25}", "e: “death of her husband”"),
    ("  - {event: no hold of gemcitabine, id: e, when: 2024-02-25}", "e: “no hold of gemcitabine”"),
    (
      "  - {assessment: CT, id: ct, finding: no infiltration of bone marrow, when: 2024-02-25}",
      "ct: finding “no infiltration"
    ),
  ]) func whatIsOnlyNearIsQuoted(entry: String, words: String) throws {
    let result = try recorded(entry: entry)
    #expect(result.output.contains(words), "\(result.output)\(result.errors)")
    #expect(result.output.contains("of this patient, over 28 days from 2024-03-04"), "\(result.output)\(result.errors)")
  }

  /// Gemcitabine and docetaxel with a phase each are one schedule, of which there is a model.
  @Test func theScheduleOfTwoDrugs() throws {
    let result = try recorded(
      rows: [],
      therapy: """
            phases:
              - {id: g, drug: gemcitabine, dose: 900 mg/m2, days: [1, 8], every: 21 d}
              - {id: d, drug: docetaxel, dose: 75 mg/m2, days: [8], every: 21 d}
        """, counts: [], schedules: [], drugs: "gemcitabine + docetaxel")
    #expect(
      result.output.contains("| 900 mg/m2 d1, d8 repeated d22; docetaxel 75 mg/m2 d8 repeated d22 |"),
      "\(result.output)\(result.errors)")
  }

  /// Schedules of a record whose treatment had ended are over; who types one asks of another treatment, and is told.
  @Test func aTherapyThatHadEnded() throws {
    let own = try recorded(therapy: "    stopped for: progression", schedules: [], state: "ends: 2024-02-20")
    #expect(own.output.contains("gem had ended by 2024-02-20, stopped for progression"), "\(own.output)\(own.errors)")
    #expect(!own.output.contains("of this patient, over 28 days"))
    let typed = try recorded(
      therapy: "    stopped for: progression",
      entry: "  - {assessment: CT, id: ct, response: PD, of: gem, when: 2024-02-21}", state: "ends: 2024-02-20")
    #expect(typed.output.contains("gem had ended by 2024-02-20"), "\(typed.output)\(typed.errors)")
    #expect(!typed.output.contains("goes on is not said"))
  }

  /// What was recorded since the last dose ends the therapy, or stands quoted beside the forecast; another therapy that has begun refuses. Words of before the last dose do neither.
  @Test func whatWasRecordedSince() throws {
    let goesOn = "of this patient, over 28 days from 2024-03-04"
    let unread = "not understood as a stop"
    for (result, words, silent) in [
      (
        try recorded(entry: "  - {best supportive care: true, id: bsc, when: 2024-02-26}"),
        "treatment was stopped, paused or changed (bsc: best supportive care)", goesOn
      ),
      (
        try recorded(entry: "  - {follow-up: every 3 months, id: fu, when: 2024-02-26}"),
        "(fu: follow-up “every 3 months”)", goesOn
      ),
      (try recorded(entry: "  - {follow-up: true, id: fu, when: 2023-12-01, ends: 2023-12-20}"), goesOn, "(fu:"),
      (
        try recorded(entry: "  - {therapy: trabectedin, id: tra, when: 2024-02-26}"),
        "trabectedin (tra) has begun since the last dose of gemcitabine", goesOn
      ),
      (
        try recorded(["--from", "2024-03-04"], entry: "  - {therapy: trabectedin, id: tra, when: 2024-03-20}"), goesOn,
        "has begun"
      ),
      (
        try recorded(entry: "  - {assessment: CT, id: ct, response: PD, of: gem, when: 2024-02-26}"),
        "Progression is recorded since the last dose: ct (2024-02-26)", unread
      ),
      (
        try recorded(entry: "  - {event: seen by the dentist, id: e, when: 2024-02-26}"),
        "Recorded since the last dose, not understood as a stop: e: “seen by the dentist”.", "nothing is said of"
      ),
      (try recorded(entry: "  - {event: seen by the dentist, id: e, when: 2024-02-10}"), goesOn, unread),
      // Notes are quoted too: one on the therapy whenever it was made, others where they are of since then.
      (
        try recorded(
          entry: "  - {assessment: CT, id: ct, response: SD, of: gem, when: 2024-02-26, note: ask the ward}"),
        "not understood as a stop: note on ct: “ask the ward”.", "nothing is said of"
      ),
      (
        try recorded(therapy: "    note: see the letter"), "not understood as a stop: note on gem: “see the letter”.",
        "nothing is said of"
      ),
      (
        try recorded(
          entry: "  - {assessment: CT, id: ct, response: SD, of: gem, when: 2024-02-10, note: ask the ward}"),
        goesOn, unread
      ),
      (
        try recorded(entry: "  - {decision: gemcitabine is not stopped, id: d, when: 2024-02-26}"),
        "not understood as a stop: d: “gemcitabine is not stopped”.", "nothing is said of"
      ),
      (
        try recorded(entry: "  - {event: bone marrow carcinosis, when: 2024-02-10}"), "involvement of the marrow",
        goesOn
      ),
      (
        try recorded(entry: "  - {event: myelodysplastic syndrome, id: m, when: 2024-02-10}"),
        "a disease of the marrow is stated (m: “myelodysplastic syndrome”)", goesOn
      ),
      (
        try recorded(entry: "  - {event: granulocyte transfusion, id: t, when: 2024-02-10}"), "granulocytes were given",
        goesOn
      ),
      (
        try recorded(entry: "  - {event: prednisolone 50 mg daily, id: p, when: 2024-02-10}"),
        "p: “prednisolone 50 mg daily”: a corticosteroid raises counts", unread
      ),
      (
        try recorded(facts: "height: 168 cm\nweight: 17 kg"), "Nobody has the 168 cm and 17 kg that the record states",
        unread
      ),
    ] {
      let text = result.output + result.errors
      #expect(text.contains(words) && !text.contains(silent), "\(words): \(text)")
    }
  }

  /// A refusal names its reason, and a phase that is there is not said to be missing.
  @Test func theReasonOfARefusalIsTrue() throws {
    let phase =
      "    phases: [{id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, support: [{drug: filgrastim, dose: not stated}]}]"
    let factor = try recorded(therapy: phase, schedules: [])
    #expect(factor.output.contains("growth factor was given that the model does not have"), "\(factor.output)")
    let other = try recorded(rows: [], therapy: phase, schedules: [])
    #expect(
      other.output.contains("that a model here takes: gem/full: filgrastim is a growth factor, and is not modelled"),
      "\(other.output)\(other.errors)")
    for result in [factor, other] { #expect(!result.output.contains("no dose phase of gemcitabine alone")) }
  }

  /// Four counts of cycle 2 that are ten times those of cycle 1: three and more of four outside of 90 % are p = 0.0037.
  @Test func aPastThatWasMissed() throws {
    let wild = Self.counts.prefix(5) + ["2024-02-12,9.5", "2024-02-19,0.15", "2024-02-26,0.12", "2024-03-04,0.1"]
    let result = try recorded(["--prior-weight", "0.2"], counts: Array(wild))
    #expect(result.output.contains("not determined"), "\(result.output)")
    #expect(
      result.output.contains("lie outside of what would have been forecast") && result.output.contains("| no |"),
      "\(result.output)")
    #expect(!result.output.contains("of this patient, over"))
  }

  @Test(arguments: ["svg", "png"]) func figures(ending: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for kind in ["bands", "frontier"] {
      let file = folder.appendingPathComponent("\(kind).\(ending)")
      let result = try run([
        "1000 mg/m2 d1, d8, d15 q28", "500 mg/m2 d1, d15 q28", "--surface", "1.8", "--draws", "200", "--figure",
        file.path, "--draw", kind,
      ])
      #expect(result.status == 0 && FileManager.default.fileExists(atPath: file.path), "\(result.errors)")
      let table = try String(contentsOf: folder.appendingPathComponent("\(kind).csv"), encoding: .utf8)
      let rows = table.split(whereSeparator: \.isNewline)
      // Two bands and a median of two schedules on 29 days, two limits each; or a place of each schedule for each of two limits.
      #expect(rows.count == 1 + (kind == "bands" ? 2 * (3 * 29 + 2) : 4), "\(table)")
      if kind == "frontier" { #expect(table.contains(",750,") && table.contains(",250,")) }
    }
  }

  /// Words of a German figure are German, and its data is that of the English one.
  @Test func aGermanFigure() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var data: [String] = []
    for (language, words) in [
      ("en", ["Neutrophils of the population", "d15 repeated d29", "precision 47 %", "No conformity"]),
      (
        "de",
        [
          "Neutrophile der Population", "mittlere 50 %", ">0,5<", "500 mg/m2 d1, d15 Wdh. d29",
          "positiver Vorhersagewert 47 %",
          "Konformitätsbewertung",
        ]
      ),
    ] {
      let file = folder.appendingPathComponent("\(language).svg")
      let result = try run([
        "500 mg/m2 d1, d15 repeated d29", "--surface", "1.8", "--draws", "200", "--figure", file.path, "--language",
        language,
      ])
      #expect(result.status == 0, "\(result.errors)")
      let picture = try String(contentsOf: file, encoding: .utf8)
      for word in words { #expect(picture.contains(word), "\(language): \(word)") }
      data.append(try String(contentsOf: folder.appendingPathComponent("\(language).csv"), encoding: .utf8))
    }
    #expect(data[0] == data[1] && !data[0].isEmpty)
    let refused = try run(["500 mg/m2 d1 q28", "--surface", "1.8", "--language", "de"])
    #expect(refused.status != 0 && refused.errors.contains("--language is for --figure"))
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
