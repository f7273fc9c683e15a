// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What a record leaves open stays open in `adapt`: events before earlier doses, grades that nobody stated, rows that are missing.
@Suite struct AdaptRecordGapsTests: RecordAdapting {
  /// ALT of 300 U/L before the second dose: 7.5 times a limit of 40, above the 5 that the US label reads as an event (1.2 mg/m²). Limits that are told
  /// today are of the laboratory, and hold for earlier values too; without them it stays open that there was an event.
  @Test func limitsToldTodayHoldForEarlierValues() throws {
    let labs = ["ALT,2025-01-20,300,U/L"]
    let told = try trabectedin("", labs: labs)
    #expect(decisions(told.output) == ["trabectedin-us: trabectedin: 1.2 mg/m²"])
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

  /// A count taken for the dose says nothing of the lowest since the last one; one of between does.
  @Test func aCountOfTheDayIsNoLowestCount() throws {
    let today = ["ANC,2025-01-27,2.5,G/L", "PLT,2025-01-27,190,G/L"]
    #expect(try eribulin(today).contains("if severe-toxicity held (not known)"))
    let between = today + ["ANC,2025-01-20,1.5,G/L", "PLT,2025-01-20,120,G/L"]
    #expect(try !eribulin(between).contains("severe-toxicity"))
  }

  /// The phase of 17 February holds on the 24th, wherever it stands in the file.
  @Test func phasesAreInOrderOfTimeInAnyOrderOfTheFile() throws {
    let phases = [
      "    - {id: full, dose: 1.4 mg/m2, days: [1, 8], every: 21 d, when: 2025-01-06}\n",
      "    - {id: low, dose: 1.1 mg/m2, days: [1, 8], every: 21 d, when: 2025-02-17}\n",
    ]
    func row(_ phases: [String]) throws -> String {
      let course = """
        - diagnosis: leiomyosarcoma
          when: 2024-12-01
        - therapy: eribulin
          id: eri
          when: 2025-01-06
          ends: 2025-05-01
          phases:

        """
      let result = try adapt(
        course + phases.joined(), labs: ["ANC,2025-02-24,2,G/L", "PLT,2025-02-24,200,G/L"],
        [
          "--rules", "eribulin-us", "--day", "8", "--others-absent", "--value", "creatinine clearance 90 mL/min",
          "--on", "2025-02-24",
        ])
      return result.output.components(separatedBy: "\r\n").first { $0.hasPrefix("eribulin-us") } ?? result.errors
    }
    let sorted = try row(phases)
    #expect(sorted.contains("1.1 mg/m² of mesylate"), "\(sorted)")
    #expect(try row(phases.reversed()) == sorted)
  }

  /// 1.2 mg/m² for body size or by preference is no level reached; for toxicity it is, and is said.
  @Test(arguments: [("body size", "1.5"), ("preference", "1.5"), ("toxicity", "1.2"), ("", "1.2")])
  func aLowerDoseIsALevelForToxicityAlone(reason: String, dose: String) throws {
    let rows =
      AdaptRecordTests.two + [
        "tra,trabectedin,3,1,2025-02-17,1.2 mg/m2,\(reason)", "tra,trabectedin,4,1,2025-03-10,1.5 mg/m2,",
      ]
    let result = try adapt(
      AdaptRecordTests.trabectedin, administrations: rows, labs: ["PLT,2025-03-31,150,G/L", "ANC,2025-03-31,2,G/L"],
      AdaptRecordTests.known + ["--on", "2025-03-31"])
    #expect(decisions(result.output).allSatisfy { $0.hasSuffix("\(dose) mg/m²") }, "\(result.output)")
    #expect(result.errors.contains("1.2 mg/m² was given on 2025-02-17") == (dose == "1.2"), "\(result.errors)")
  }

  /// After a first hepatotoxicity the text ends treatment above 3 limits: 175 of 50 U/L are 3.5.
  @Test func hepatotoxicityAgain() throws {
    func decision(_ alt: String, _ more: String...) throws -> String? {
      decisions(
        try command.run(
          [
            "adapt", "pazopanib", "--rules", "pazopanib-sts", "--dose", "400 mg", "--value", "ALT \(alt) U/L",
            "--limits", "ALT <50 U/L",
            "--value", "Bili 0.6 mg/dL", "--limits", "bilirubin <1.2 mg/dL", "--others-absent",
          ] + more
        ).output
      ).first
    }
    #expect(try decision("175", "--event", "hepatotoxicity 1") == "pazopanib-sts: pazopanib: stop")
    #expect(try decision("100", "--event", "hepatotoxicity 1") == "pazopanib-sts: pazopanib: 400 mg once daily")
    #expect(try decision("175")?.contains("stop") == false)
  }

  /// What was lowered for an event is not lowered for it again.
  @Test func aLoweredDoseBesideItsEventIsAsked() throws {
    let told = ["adapt", "trabectedin", "--rules", "trabectedin-us", "--day", "1", "--event", "severe-toxicity 1"]
    let asked = try command.run(told + ["--dose", "1.2 mg/m2"])
    #expect(
      asked.status == 2 && asked.errors.contains("Was it lowered for the event? Then --level 1"), "\(asked.errors)")
    let level = try command.run(
      told + Array(AdaptRecordTests.known.dropFirst(2)) + [
        "--value", "ANC 3 G/L", "--value", "PLT 200 G/L", "--dose", "1.2 mg/m2", "--level", "1",
      ])
    #expect(decisions(level.output).allSatisfy { $0.contains("1.2 mg/m²") }, "\(level.output)\(level.errors)")
    let beyond = try command.run("adapt", "trabectedin", "--rules", "trabectedin-us", "--level", "9")
    #expect(beyond.errors.contains("no rule set here has more than 3 levels"))
  }

  /// The liver table of docetaxel is for 100 mg/m²; limits that are missing are named; a withdrawn regimen is called so.
  @Test func whatASetIsForIsSaid() throws {
    let liver = [
      "adapt", "docetaxel", "--rules", "docetaxel-eu-liver", "--value", "ALT 90 U/L", "--value", "ALP 300 U/L",
      "--value", "bilirubin 0.5 mg/dL", "--value", "AST 20 U/L", "--dose",
    ]
    let limits = ["ALT <45 U/L", "ALP <110 U/L", "bilirubin <1.2 mg/dL", "AST <45 U/L"].flatMap { ["--limits", $0] }
    #expect(
      decisions(try command.run(liver + ["60 mg/m2"] + limits).output)
        == ["docetaxel-eu-liver: docetaxel: not determined: the set is for a planned 100 mg/m², not for 60 mg/m²"])
    #expect(
      decisions(try command.run(liver + ["100 mg/m2"] + limits).output) == ["docetaxel-eu-liver: docetaxel: 75 mg/m²"])
    #expect(
      try command.run(liver + ["100 mg/m2"]).errors.contains(
        "bilirubin, ALT, AST, ALP: rules go by multiples of the upper limit of normal, which is not known"))
    for command in [
      ["dose", "dox-olaratumab-q21", "--weight", "70", "--height", "170"], ["adapt", "dox-olaratumab-q21"],
    ] {
      #expect(try self.command.run(command).errors.contains("dox-olaratumab-q21 is withdrawn"))
    }
  }

  /// Regorafenib 160 mg from 6 January, hand-foot grade 2 on the 15th, 120 mg from 3 February: nothing since, so 120 mg stays, and is not lowered again.
  @Test func phasesOfADailyDrugAreItsDoses() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: regorafenib
        id: reg
        regimen: regorafenib-160-q28
        when: 2025-01-06
        ends: 2025-06-01
        phases:
          - {id: full, dose: 160 mg, days: 1-21, every: 28 d, when: 2025-01-06}
          - {id: less, dose: 120 mg, days: 1-21, every: 28 d, when: 2025-02-03, reason: {code: toxicity, words: hand-foot reaction}}
      - toxicity: Hand-Fuß-Syndrom
        grade: 2
        version: "5.0"
        of: reg
        when: 2025-01-15
        ends: 2025-01-25

      """
    let result = try adapt(
      course, labs: ["AST,2025-03-03,20,U/L", "ALT,2025-03-03,20,U/L", "bilirubin,2025-03-03,0.5,mg/dL"],
      [
        "--others-absent", "--on", "2025-03-03", "--limits", "AST 5-40 U/L", "--limits", "ALT 5-40 U/L", "--limits",
        "bilirubin 0.1-1.2 mg/dL",
      ])
    let found = decisions(result.output)
    #expect(
      found.count == 2 && found.allSatisfy { $0.contains("120 mg once daily") && !$0.contains("80 mg") },
      "\(result.output)")
  }

  /// Pazopanib after a hepatotoxicity (ALT 400 of 40): taken up again at 400 mg, ALT 130 is 3.25 limits and ends it.
  @Test func aSecondHepatotoxicityByPhases() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2024-12-01
      - therapy: pazopanib
        id: paz
        when: 2025-01-01
        ends: 2025-06-01
        phases:
          - {id: full, dose: 800 mg, days: 1-28, every: 28 d, when: 2025-01-01}
          - {id: less, dose: 400 mg, days: 1-28, every: 28 d, when: 2025-03-01, reason: {code: toxicity, words: liver}}

      """
    let result = try adapt(
      course,
      labs: [
        "ALT,2025-02-01,400,U/L", "ALT,2025-02-28,40,U/L", "ALT,2025-03-15,130,U/L", "bilirubin,2025-03-15,0.5,mg/dL",
      ],
      [
        "--rules", "pazopanib-sts", "--others-absent", "--on", "2025-03-15", "--limits", "ALT 5-40 U/L", "--limits",
        "bilirubin 0.1-1.2 mg/dL",
      ])
    #expect(decisions(result.output) == ["pazopanib-sts: pazopanib: stop"], "\(result.output)")
  }

  /// A day 8 that is late now may be so for toxicity, for which the label lowers it; on the stated first day of a therapy cycle 1 begins.
  @Test func aLateDayEightAndAFirstDay() throws {
    func row(_ on: String, _ rows: [String], _ more: [String] = []) throws -> String {
      let result = try adapt(
        Self.eribulin, administrations: rows, labs: ["ANC,\(on),2,G/L", "PLT,\(on),150,G/L"],
        ["--others-absent", "--value", "creatinine clearance 90 mL/min", "--on", on] + more)
      return (result.output.components(separatedBy: "\r\n").first { $0.hasPrefix("eribulin-us") } ?? "") + result.errors
    }
    let first = ["eri,eribulin,1,1,2025-01-06,1.4 mg/m2,"]
    #expect(try row("2025-01-17", first).contains("if severe-toxicity held (not known)"))
    #expect(try row("2025-01-17", first, ["--yes", "day 8 omitted or delayed"]).contains("1.1 mg/m² of mesylate"))
    let begin = try row("2025-01-06", [])
    #expect(begin.contains("full dose = 1.4 mg/m²") && !begin.contains("not known (--day)"), "\(begin)")
  }
}
