// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What a record leaves open stays open in `adapt`: events before earlier doses, grades that nobody stated, rows that are missing.
@Suite struct AdaptRecordGapsTests: RecordAdapting {
  private func trabectedin(
    _ facts: String, labs: [String] = [], set: String = "trabectedin-us", on day: String = "2025-02-17",
    _ more: [String] = []
  ) throws -> (status: Int32, output: String, errors: String) {
    let known = AdaptRecordTests.known.map { $0 == "trabectedin-us" ? set : $0 }
    return try adapt(
      AdaptRecordTests.trabectedin + facts, administrations: AdaptRecordTests.two,
      labs: ["2025-01-27", "2025-02-17"].flatMap { ["PLT,\($0),150,G/L", "ANC,\($0),2,G/L"] } + labs,
      known + ["--on", day] + more)
  }

  /// ALT of 300 U/L before the second dose: 7.5 times a limit of 40, above the 5 that the US label reads as an event (1.2 mg/m²). Limits that are told
  /// today are of the laboratory, and hold for earlier values too; without them it stays open that there was an event.
  @Test func limitsToldTodayHoldForEarlierValues() throws {
    let labs = ["ALT,2025-01-20,300,U/L"]
    let told = try trabectedin("", labs: labs)
    #expect(decisions(told.output) == ["trabectedin-us: trabectedin: 1.2 mg/m²"])
    var options = AdaptRecordTests.known
    options.removeSubrange(
      (options.firstIndex(of: "ALT 5-40 U/L") ?? 1) - 1...(options.firstIndex(of: "ALT 5-40 U/L") ?? 1))
    let open = try adapt(
      AdaptRecordTests.trabectedin, administrations: AdaptRecordTests.two,
      labs: ["2025-01-27", "2025-02-17"].flatMap { ["PLT,\($0),150,G/L", "ANC,\($0),2,G/L"] } + labs,
      options + ["--on", "2025-02-17"])
    #expect(open.output.contains("severe-toxicity"), "\(open.output)")
  }

  /// A stomatitis before the second dose that nobody graded may have been one of grade 3: no dose is free of it.
  @Test func aGradeThatNobodyStatedStaysOpen() throws {
    let event = "- toxicity: Stomatitis\n  of: tra\n  when: 2025-01-14\n"
    let earlier = try trabectedin(event)
    let row = earlier.output.components(separatedBy: "\r\n").first { $0.hasPrefix("trabectedin-us") } ?? ""
    #expect(row.contains("severe-toxicity"), "\(row)")
    let today = try trabectedin(event.replacingOccurrences(of: "2025-01-14", with: "2025-02-05"))
    #expect(
      decisions(today.output).allSatisfy { !$0.contains("full dose =") || today.output.contains("severe-toxicity") })
  }

  /// Grade 4 by CTCAE is below 0.5 × 10⁹/L neutrophils or below 25 platelets: the US label lowers the dose for platelets below 25 (1.2 mg/m²).
  @Test(arguments: [
    ("Thrombozytopenie", "4", "5.0", "1.2 mg/m²"), ("thrombocytopenia", "3", "5.0", "full dose = 1.5 mg/m²"),
    ("Thrombozytopenie", "4", "3.0", "full dose = 1.5 mg/m²"),
  ])
  func aGradedCytopeniaIsALowestCount(term: String, grade: String, version: String, expected: String) throws {
    let result = try trabectedin(
      "- toxicity: \(term)\n  grade: \(grade)\n  version: \"\(version)\"\n  of: tra\n  when: 2025-02-05\n")
    #expect(decisions(result.output) == ["trabectedin-us: trabectedin: \(expected)"], "\(result.output)")
    if grade == "4", version == "5.0" { #expect(result.output.contains("as lowest platelets < 25 10⁹/L")) }
  }

  /// On the day of the first dose nothing but that dose can have caused it; on the day of a later one the order is not recorded.
  @Test func aToxicityOnADayOfADose() throws {
    let event = "- toxicity: Erbrechen\n  grade: 3\n  version: \"5.0\"\n  of: tra\n  when: "
    let first = try adapt(
      AdaptRecordTests.trabectedin + event + "2025-01-06\n", administrations: [AdaptRecordTests.two[0]],
      labs: ["PLT,2025-01-27,150,G/L", "ANC,2025-01-27,2,G/L"], AdaptRecordTests.known + ["--on", "2025-01-27"])
    #expect(first.output.contains("Erbrechen,\"grade 3, CTCAE 5.0\",2025-01-06,used,"), "\(first.output)")
    let later = try trabectedin(event + "2025-01-27\n")
    #expect(
      later.output.contains("of the day of the last dose (2025-01-27): before or after it is not recorded"),
      "\(later.output)")
  }

  /// Cycles 1 and 3 have rows, 42 days apart: by a cycle of 21 days the third is not late.
  @Test func aCycleWithoutRowsIsNoDelay() throws {
    let rows = ["tra,trabectedin,1,1,2025-01-06,1.5 mg/m2,", "tra,trabectedin,3,1,2025-02-17,1.5 mg/m2,"]
    let result = try adapt(
      AdaptRecordTests.trabectedin, administrations: rows, labs: ["PLT,2025-03-10,150,G/L", "ANC,2025-03-10,2,G/L"],
      AdaptRecordTests.known + ["--on", "2025-03-10"])
    #expect(!result.output.contains("late by"), "\(result.output)")
    #expect(result.errors.contains("No row of cycle 2 is recorded"))
    let late = try adapt(
      AdaptRecordTests.trabectedin,
      administrations: [rows[0], "tra,trabectedin,3,1,2025-02-20,1.5 mg/m2,"],
      labs: ["PLT,2025-03-13,150,G/L", "ANC,2025-03-13,2,G/L"], AdaptRecordTests.known + ["--on", "2025-03-13"])
    #expect(late.output.contains("\"cycle 3, late by\",3 d"), "\(late.output)")
  }

  /// `Infekt` is an infection, values of inflammation are none.
  @Test(arguments: [("Harnwegsinfekt", true), ("grippaler Infekt", true), ("Infektparameter erhöht", false)])
  func infections(term: String, isOne: Bool) throws {
    let result = try trabectedin(
      "- toxicity: \(term)\n  grade: 2\n  version: \"5.0\"\n  of: tra\n  when: 2025-02-05\n")
    #expect(result.output.contains("as fever or infection") == isOne, "\(result.output)")
  }

  /// The EU text lets a cycle wait 21 days. At 28 days with too few platelets nothing of it is left to wait, and what follows after toxicity it does not say.
  @Test func aDelayThatTheTextDoesNotGrant() throws {
    func eu(_ platelets: String, _ delay: String, _ more: [String] = ["--yes", "delay for toxicity"]) throws -> String {
      let result = try adapt(
        AdaptRecordTests.trabectedin, administrations: AdaptRecordTests.two,
        labs: ["PLT,2025-03-17,\(platelets),G/L", "ANC,2025-03-17,2,G/L"],
        AdaptRecordTests.known.map { $0 == "trabectedin-us" ? "trabectedin-eu" : $0 }
          + [
            "--value", "Hb 12 g/dL", "--value", "albumin 40 g/L", "--value", "creatinine clearance 90 mL/min", "--on",
            "2025-03-17", "--delay", delay,
          ] + more)
      return decisions(result.output).joined()
    }
    #expect(try eu("60", "28").contains("not determined: "))
    #expect(try eu("60", "28", ["--no", "delay for toxicity"]).contains("the cycle is 28 d late already"))
    #expect(
      try eu("150", "28").contains(
        "the cycle is 28 d late already, and the text lets it wait 21 d at most for toxicity"))
    #expect(try eu("60", "14").contains("delay the cycle (at most 21 d)"))
    let open = try eu("150", "28", [])
    #expect(
      open.contains("if late for toxicity: not determined") && open.contains("if late for another reason: full dose"))
    #expect(try eu("150", "28", ["--no", "delay for toxicity"]).contains("full dose"))
  }

  /// A creatinine that is told replaces the clearance of the record: (140 − 60) × 72 ÷ (72 × 2.5) × 0.85 = 27.2 mL/min, below the 30 of the EU text.
  @Test func aCreatinineThatIsToldHasAClearanceOfItsOwn() throws {
    let facts = "sex: female\nage: 60 at tra\nheight: 165 cm\nweight: 72 kg\n"
    let result = try adapt(
      AdaptRecordTests.trabectedin, administrations: [AdaptRecordTests.two[0]],
      labs: ["PLT,2025-01-27,150,G/L", "ANC,2025-01-27,2,G/L", "creatinine,2025-01-27,0.8,mg/dL"],
      facts: facts,
      AdaptRecordTests.known.map { $0 == "trabectedin-us" ? "trabectedin-eu" : $0 }
        + [
          "--value", "Hb 12 g/dL", "--value", "albumin 40 g/L", "--value", "creatinine 2.5 mg/dL", "--on", "2025-01-27",
        ])
    #expect(
      decisions(result.output) == ["trabectedin-eu: trabectedin: delay the cycle (at most 21 d)"],
      "\(result.output)\(result.errors)")
    #expect(result.errors.contains("mL/min by Cockcroft-Gault: creatinine 2.5 mg/dL"), "\(result.errors)")
  }

  /// (140 − 60) × 72 ÷ (72 × 4) × 0.85 = 17 mL/min.
  @Test func creatinineOfTheCommandGivesTheClearance() throws {
    let told = [
      "adapt", "carboplatin", "--day", "1", "--value", "Kreatinin 4 mg/dL", "--value", "ANC 3 G/L", "--value",
      "PLT 200 G/L",
    ]
    let whole = try command.run(told + ["--age", "60", "--sex", "f", "--weight", "72"])
    #expect(whole.errors.contains("× 0.85 = 17 mL/min"), "\(whole)")
    #expect(!whole.output.contains("without regard to creatinine"))
    let lacking = try command.run(told)
    #expect(lacking.errors.contains("its clearance follows with --age, --sex and --weight"), "\(lacking)")
  }

  /// Day 8 of a cycle that began on 6 January was due on the 13th. Given on the 20th it leaves 7 days to day 1 of the next cycle on the 27th; the schedule has 14 between them, to 3 February.
  @Test func aLateDayEightLeavesLessTimeThanTheSchedule() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: eribulin
        id: eri
        when: 2025-01-06
        planned: [{id: plan, dose: 1.4 mg/m2, days: [1, 8], every: 21 d}]

      """
    func errors(_ day: String) throws -> String {
      try adapt(course, administrations: ["eri,eribulin,1,1,2025-01-06,1.4 mg/m2,"], ["--on", day]).errors
    }
    let late = try errors("2025-01-20")
    #expect(
      late.contains(
        "2025-01-27, is 7 d after a dose on this day, where the schedule has 14 d between them: 2025-02-03 keeps them"),
      "\(late)")
    #expect(try !errors("2025-01-13").contains("keeps them"))
  }

  @Test func namesThatLeaveAFormulationOpenAreAsked() throws {
    for arguments in [
      ["dose", "liposomal doxorubicin", "50 mg/m2", "--height", "170", "--weight", "70"],
      ["adapt", "liposomal doxorubicin", "--value", "ANC 2 G/L"],
    ] {
      let result = try command.run(arguments)
      #expect(result.status == 2 && result.output.isEmpty)
      #expect(
        result.errors.contains(
          "`liposomal doxorubicin` is said of non-pegylated liposomal doxorubicin and of pegylated liposomal doxorubicin"
        ), "\(result.errors)")
    }
  }

  @Test func aDayThatNoRegimenHas() throws {
    let told = [
      "adapt", "eribulin", "--rules", "eribulin-us", "--value", "ANC 2 G/L", "--value", "PLT 150 G/L", "--day",
    ]
    #expect(try command.run(told + ["15"]).errors.contains("No regimen of the library has eribulin on day 15 (d1, d8)"))
    #expect(try !command.run(told + ["8"]).errors.contains("No regimen of the library"))
    let inhibitor = try command.run("adapt", "trabectedin", "--day", "1", "--yes", "starker CYP3A4-Hemmer")
    #expect(inhibitor.status == 0 && inhibitor.output.contains("strong CYP3A4 inhibitor: yes"), "\(inhibitor.output)")
  }
}
