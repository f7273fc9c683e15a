// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The dosing commands as a user runs them.
@Suite struct DosingCommandTests {
  let command = CommandLineTests()

  /// Reference vector `weights`, first case: 1817.902 mg by adjusted weight, 2015.595 mg by actual weight.
  @Test func aDoseWithItsAlternatives() throws {
    let result = try command.run(
      "dose", "gemcitabine", "900 mg/m2", "--height", "175", "--weight", "110", "--sex", "male", "--basis", "adjusted",
      "--vial", "200")
    #expect(result.status == 0)
    #expect(result.output.contains("\"computed, mg\",1817.9\r\n"))
    #expect(result.output.contains("\"given, mg\",1800\r\n"))
    #expect(result.output.contains("actual weight,2015.6,10.9\r\n"))
    #expect(result.errors.contains("No conformity assessment"))
  }

  @Test func allMistakesOfADoseAtOnceAndNoNumber() throws {
    let result = try command.run(
      "dose", "gemcitabine", "900 mg/qm", "--height", "17", "--weight", "70", "--formula", "Mostella", "--basis", "lean"
    )
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    for words in ["height 17 cm", "mg/qm", "Mosteller, Du Bois", "actual, adjusted, ideal or midpoint"] {
      #expect(result.errors.contains(words), "\(words)")
    }
  }

  /// One drug under its names; another formulation is another drug; what is no name is refused with the nearest.
  @Test func namesOfDrugs() throws {
    let size = ["--height", "170", "--weight", "75"]
    let plain = try command.run(["dose", "doxorubicin", "75 mg/m2"] + size)
    for name in ["Doxorubicin", "Adriamycin", "doxorubicin hydrochloride"] {
      #expect(try command.run(["dose", name, "75 mg/m2"] + size).output == plain.output, "\(name)")
    }
    let liposomal = try command.run(["dose", "Caelyx", "40 mg/m2"] + size)
    #expect(liposomal.status == 0 && liposomal.output != plain.output)
    // A dose of doxorubicin is none of the liposomal drug: 75 mg/m² is outside 12.5 to 60.
    #expect(try command.run(["dose", "Caelyx", "75 mg/m2"] + size).status == 2)
    let slip = try command.run(["dose", "doxorubcin", "75 mg/m2"] + size)
    #expect(slip.status == 2 && slip.output.isEmpty)
    #expect(slip.errors.contains("error: there is no drug `doxorubcin`; did you mean `doxorubicin`"))
    // 4 × 60 = 240 mg/m²
    let given = try command.run(["dose", "doxorubicin", "75 mg/m2"] + size + ["--given", "Adriamycin 4 x 60"])
    #expect(given.output.contains("doxorubicin 4 × 60 = 240 mg/m²"))
    let formulation = try command.run(["dose", "doxorubicin", "75 mg/m2"] + size + ["--given", "Caelyx 4 x 40"])
    #expect(!formulation.output.contains("160"))
    let rules = ["--day", "8", "--value", "ANC 1 G/L", "--value", "PLT 120 G/L"]
    let adapted = try command.run(["adapt", "Gemzar"] + rules)
    #expect(try adapted.output == command.run(["adapt", "gemcitabine"] + rules).output && adapted.status == 0)
    #expect(try command.run(["adapt", "gemcitabin x"] + rules).errors.contains("there is no drug `gemcitabin x`"))
    let calendar = try command.run(
      "calendar", "Zoledronic acid 4 mg d1 repeated d29", "--start", "2027-01-11", "--cycles", "1")
    #expect(calendar.output.contains("2027-01-11,Mon,1,1,zoledronic acid,4 mg"))
    #expect(
      try command.run("calendar", "gemcitabinn 900 mg/m2 d1 repeated d22", "--start", "2027-01-11").errors
        .contains("did you mean `gemcitabine`"))
  }

  /// 800 mg of pazopanib are the dose of a day: twice daily they are twice that, and no text gives it so.
  @Test(arguments: [
    (["dose", "Votrient", "800 mg 1-0-1"], "texts give it once daily"),
    (
      ["calendar", "Votrient 800 mg twice daily", "--start", "2027-01-11", "--cycles", "1"], "texts give it once daily"
    ),
    (["adapt", "Votrient", "--dose", "400 mg bid"], "texts give it once daily"),
    (["dose", "Vitrakvi", "100 mg 1-1-1"], "texts give it once daily or twice daily"),
  ])
  func howOftenIsPartOfADose(arguments: [String], words: String) throws {
    let result = try command.run(arguments)
    #expect(result.status == 2 && result.output.isEmpty && result.errors.contains(words), "\(result.errors)")
    let confirmed = try command.run(arguments + ["--confirm-dose"])
    #expect(confirmed.status == 0 && confirmed.errors.contains("(confirmed)"))
  }

  @Test func oftenAsTextsHaveIt() throws {
    for (drug, dose) in [("Votrient", "800 mg 1-0-0"), ("Vitrakvi", "100 mg 1-0-1"), ("Vitrakvi", "100 mg once daily")]
    {
      #expect(try command.run("dose", drug, dose).status == 0, "\(dose)")
    }
  }

  /// Words of a German ward: counts, creatinine, hand-foot syndrome.
  @Test func germanWords() throws {
    let counts = try command.run(
      "adapt", "Gemzar", "--rules", "gemcitabine-us-pancreas", "--day", "8", "--value", "Neutros 0,9 Tsd./µl",
      "--value",
      "Thrombos 120\u{202F}000 /µl", "--value", "Krea 0,9 mg/dl")
    #expect(counts.status == 0 && counts.output.contains(",\"75 %, without regard to creatinine\","))
    let reaction = try command.run(
      "adapt", "Stivarga", "--rules", "regorafenib-eu", "--grade", "Hand-Fuß-Syndrom 2", "--dose", "160 mg")
    #expect(reaction.status == 0 && reaction.output.contains("120 mg once daily"))
  }

  /// Concentrations by hand: 100 mg/m² on 1.8636 m² are 186.36 mg, ÷ 0.74 = 251.8 mL at least, ÷ 250 = 0.745 mg/mL. Dexrazoxane 5 × 75 = 375 mg/m² below 40 mL/min,
  /// 10 × 75 = 750 above, and neither where nothing is known of the kidney.
  @Test func handling() throws {
    let size = ["--height", "170", "--weight", "75"]
    let docetaxel = try command.run(["dose", "docetaxel", "100 mg/m2", "--volume", "250"] + size).output
    #expect(docetaxel.contains("least volume,251.83 mL,") && docetaxel.contains("0.745 mg/mL in 250 mL: OUTSIDE"))
    func dexrazoxane(_ more: String...) throws -> (status: Int32, output: String, errors: String) {
      try command.run(["dose", "dexrazoxane", "--with", "doxorubicin 75 mg/m2"] + size + more)
    }
    #expect(try dexrazoxane("--gfr", "39").output.contains("375 mg/m² × 1.8636 m²"))
    #expect(try dexrazoxane("--gfr", "40").output.contains("750 mg/m² × 1.8636 m²"))
    let unknown = try dexrazoxane()
    #expect(unknown.status == 2 && unknown.output.isEmpty && unknown.errors.contains("must be known"))
    #expect(try command.run("dose", "pegfilgrastim", "--weight", "45").output.contains("6 mg, flat"))
    #expect(try command.run("dose", "pegfilgrastim").errors.contains("dosed by weight"))
    let limb = try command.run(["dose", "gemcitabine", "900 mg/m2", "--amputated", "lower leg and foot"] + size)
    // 75 ÷ (1 − 0.059) = 79.7 kg
    #expect(
      limb.output.contains("\"weight with the lower leg and foot, 79.7 kg\"") && limb.errors.contains("PMC3737513"))
  }

  /// Every regimen that an example of the help names is in the library.
  @Test(arguments: ["dose", "calendar", "regimen", "adapt"]) func helpNamesWhatExists(command name: String) throws {
    let help = try command.run("help", name).output
    let ids = help.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }).map(String.init)
      .filter { ($0.hasPrefix("gem-doc") || $0.hasPrefix("gemcitabine-")) && !$0.hasSuffix("-") }
    for id in Set(ids) { #expect(try command.run("regimen", "show", id).status == 0, "\(id)") }
  }

  /// 900.5 mg/m² on 1.8176 m² (Du Bois, 170.5 cm and 70.5 kg): with points or commas the same.
  @Test func aDecimalCommaIsRead() throws {
    let points = try command.run("dose", "gemcitabine", "900.5 mg/m2", "--height", "170.5", "--weight", "70.5")
    let commas = try command.run("dose", "gemcitabine", "900,5 mg/m2", "--height", "170,5", "--weight", "70,5")
    #expect(points.status == 0 && points.output == commas.output)
    let doubtful = try command.run(
      "dose", "gemcitabine", "900 mg/m2", "--height", "170", "--weight", "70", "--vial", "1,000")
    #expect(doubtful.status == 2 && doubtful.errors.contains("can mean 1000 or 1") && doubtful.output.isEmpty)
  }

  @Test func aConfirmedSizeIsComputedWithAWarning() throws {
    let result = try command.run(
      "dose", "gemcitabine", "900 mg/m2", "--height", "110", "--weight", "25", "--confirm-size")
    #expect(result.status == 0)
    #expect(result.errors.contains("warning: height 110 cm"))
  }

  @Test func regimensAreListedShownAndChecked() throws {
    #expect(try command.run("regimen", "list", "gemcitabine").output.contains("gemcitabine-1000-q28"))
    #expect(try command.run("regimen", "show", "gemcitabine-us-pancreas").output.contains("75 % of the dose"))
    let wrong = try command.run("regimen", "show", "gemcitabine-us-pancraes")
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean `gemcitabine-us-pancreas`"))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-regimens-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try command.run("regimen", "export", folder.path).status == 0)
    #expect(try command.run("regimen", "check", folder.path).status == 0)
    let again = try command.run("regimen", "export", folder.path)
    #expect(again.status == 2 && again.errors.contains("exists already"))
    try Data("rules: x\nname: X\ndrug: gemcitabine\n".utf8).write(to: folder.appendingPathComponent("own.yaml"))
    let bad = try command.run("regimen", "check", folder.path)
    #expect(bad.status == 2 && bad.errors.contains("own.yaml:3:1: error: unknown key `drug`"))
  }

  /// Day 8 of cycle 1 a week late: what follows moves.
  @Test func aCalendarWithADelay() throws {
    let result = try command.run(
      "calendar", "gemcitabine 900 mg/m2 d1, d8 repeated d22", "--start", "2021-02-22", "--cycles", "2", "--delay",
      "1 d8 7")
    let dates = result.output.components(separatedBy: "\r\n").dropFirst().map { $0.prefix(10) }.filter { !$0.isEmpty }
    #expect(dates == ["2021-02-22", "2021-03-08", "2021-03-22", "2021-03-29"])
    let wrong = try command.run(
      "calendar", "gemcitabine-1000-q28", "--start", "2021-02-30", "--delay", "soon", "--as", "pdf")
    #expect(wrong.status == 2)
    for words in ["2021-02-30", "2 d1 7", "list, ics or page"] { #expect(wrong.errors.contains(words)) }
  }

  @Test func ruleSetsDisagreeAtExactlyOne() throws {
    let result = try command.run(
      "adapt", "gemcitabine", "--rules", "gemcitabine-us-pancreas,gemcitabine-eu-mono", "--day", "8", "--value",
      "ANC 1000 /µL", "--value", "PLT 120 G/L", "--dose", "1000 mg/m2")
    #expect(result.status == 0)
    #expect(result.output.contains("full dose = 1000 mg/m²"))
    #expect(result.output.contains("75 % = 750 mg/m²"))
    #expect(result.errors.contains("The rule sets disagree"))
    let wrong = try command.run("adapt", "gemcitabine", "--value", "ANC 1800 10^9/L", "--value", "PLT 120 mg/dL")
    #expect(
      wrong.status == 2 && wrong.errors.contains("cannot be; expected 0 to 150 10^9/L")
        && !wrong.errors.contains("did you mean"))
    #expect(wrong.errors.contains("`mg/dL` is no unit"))
  }

  /// By hand: 13 250 mg/m² in 182 days are 509.6 mg/m² a week, 67.9 % of 750; of 18 000 planned 73.6 %.
  @Test func aFullRecordIsAccountedFor() throws {
    let record = CommandLineTests.root.appendingPathComponent("Examples/full-record").path
    let result = try command.run("doses", record)
    #expect(result.status == 0)
    #expect(result.output.contains(",13 250 mg/m²,") && result.output.contains(",67.9,73.6,"))
  }

  /// Levels below the last, events that go down or stop, and an event of one set in all sets: what the command prints.
  @Test func levelsAndEvents() throws {
    func decisions(_ arguments: String...) throws -> [String] {
      try command.run(["adapt"] + arguments + ["--format", "csv"]).output.split(separator: "\r\n").map(String.init)
    }
    let pazopanib = try decisions("pazopanib", "--rules", "pazopanib-sts", "--level", "3", "--dose", "800 mg")
    #expect(pazopanib[1].hasPrefix("pazopanib-sts,pazopanib,stop,below the last level,"))
    let known = ["--others-absent", "--day", "1", "--value", "ANC 2 G/L", "--value", "PLT 150 G/L"]
    let eribulin = try command.run(
      ["adapt", "eribulin", "--rules", "eribulin-us", "--event", "severe-toxicity 1", "--dose", "1.4 mg/m2"] + known
        + ["--format", "csv"])
    #expect(eribulin.output.contains("eribulin-us,eribulin,1.1 mg/m² of mesylate,"))
    let twice = try decisions(
      "pazopanib", "--rules", "pazopanib-sts", "--event", "hepatotoxicity 2", "--dose", "800 mg")
    #expect(twice[1].hasPrefix("pazopanib-sts,pazopanib,stop,hepatotoxicity,"))
    let missing = try command.run("adapt", "gemcitabine", "--rules", "gemcitabine-us-pancreas", "--level", "1")
    #expect(missing.status == 2 && missing.errors.contains("gemcitabine-us-pancreas has no dose levels"))
  }

  /// The regimen is for at most six cycles: eight are two too many, six are not. Without a number those of the regimen are planned.
  @Test func moreCyclesThanTheRegimenHas() throws {
    func calendar(_ arguments: String...) throws -> String {
      let result = try command.run(
        ["calendar", "gem-doc-900-75-q21", "--start", "2027-01-11"] + arguments)
      return result.output + result.errors
    }
    let eight = try calendar("--cycles", "8")
    #expect(eight.contains("8 cycles are planned; gem-doc-900-75-q21 has at most 6."))
    // Two cycles of seven rows each.
    #expect(eight.components(separatedBy: "beyond the regimen").count - 1 == 14)
    #expect(try !calendar("--cycles", "6").contains("has at most 6"))
    #expect(
      try calendar("--cycles", "6")
        == calendar().replacing("6 cycles planned, the most that the regimen has (--cycles).\n", with: ""))
    let events = try calendar("--cycles", "7", "--as", "ics", "--patient", "P07").replacing("\r\n ", with: "")
    #expect(events.components(separatedBy: "Beyond the cycles of the regimen (at most 6).").count - 1 == 7)
    let page = try calendar("--cycles", "7", "--as", "page")
    #expect(page.contains("C7 d1, beyond the regimen") && !page.contains("C6 d1, beyond"))
    // Doxorubicin ends after its eight cycles, and the plan says so.
    let olaratumab = try command.run("calendar", "dox-olaratumab-q21", "--start", "2027-01-11", "--cycles", "9")
    #expect((olaratumab.output + olaratumab.errors).contains("doxorubicin is given in 8 cycles at most"))
  }

  /// A late day 1 is told where it stands: cycle 2 begins on 8 February in place of 1 February.
  @Test func aLateFirstDay() throws {
    let arguments = ["calendar", "gem-doc-900-75-q21", "--start", "2027-01-11", "--cycles", "2", "--delay", "2 d1 7"]
    let table = try command.run(arguments + ["--format", "table"], columns: 80).output
    let line = try #require(table.split(separator: "\n").first { $0.hasPrefix("Mon 2027-02-08") })
    #expect(line.hasSuffix("i.v., 90 min, cycle") && table.contains("begins 7 d late"))
    #expect(
      try command.run(arguments).output.contains(
        "2027-02-08,Mon,2,1,gemcitabine,900 mg/m²,,,intravenous,90,\"treatment, cycle begins 7 d late\""))
    #expect(try command.run(arguments + ["--as", "ics", "--patient", "P07"]).output.contains("Cycle begins 7 d late."))
  }

  /// Three doses of mesna on one day are told apart by when they are given.
  @Test func mesnaOfADay() throws {
    let table = try command.run(
      ["calendar", "dox-ifo-60-9000-q21", "--start", "2027-01-11", "--cycles", "1", "--format", "table"], columns: 200
    ).output
    for words in ["in 500 mL over 60 min, before ifosfamide", "in 1 L over 4 h", "in 1 L over 8 h, after ifosfamide"] {
      #expect(table.components(separatedBy: words).count - 1 == 3, "\(words)")
    }
  }

  /// 5 × 75 = 375 and 75 are 450: 50 past 400, the limit with other cardiotoxic therapy, and 100 below 550. 240 and 75 are 315: 85 and 235 are left.
  @Test func everyCumulativeLimitIsNamed() throws {
    func dose(_ arguments: String...) throws -> (output: String, errors: String) {
      let result = try command.run(
        ["dose", "doxorubicin", "75 mg/m2", "--height", "170", "--weight", "75", "--format", "csv"] + arguments)
      return (result.output, result.errors)
    }
    let high = try dose("--given", "doxorubicin 5 x 75")
    for row in [
      "sum so far,375\r\n", "about to be given,doxorubicin 75 = 75 mg/m²\r\n", "sum with it,450\r\n",
      "\"limit, without other cardiotoxic therapy\",550\r\n", "\"left after it, of 550\",100\r\n",
      "\"left after it, of 400\",none: passed by 50\r\n",
    ] { #expect(high.output.contains(row), "\(row)") }
    #expect(high.errors.contains("The sum is past 400 mg/m²"))
    let low = try dose("--given", "doxorubicin 4 x 60")
    #expect(low.output.contains("of 400\",85\r\n") && low.output.contains("of 550\",235\r\n"))
    #expect(!low.errors.contains("The sum is past"))
    // A limit that a person chooses stands beside those of the label.
    let chosen = try dose("--given", "doxorubicin 4 x 60", "--cumulative-limit", "300")
    #expect(
      chosen.output.contains("\"limit, as chosen\",300\r\n") && chosen.output.contains("of 300\",none: passed by 15"))
    // 6 × 75 = 450; the liposomal dose has no factor, so that at most 100 are left below 550.
    let liposomal = try command.run(
      "dose", "Caelyx", "40 mg/m2", "--height", "170", "--weight", "75", "--given", "doxorubicin 6 x 75")
    #expect(liposomal.output.contains("\"left after it, of 550\",at most 100 (not known)\r\n"))
    #expect(liposomal.output.contains("\"left after it, of 400\",none: passed by at least 50\r\n"))
    let untold = try dose()
    #expect(
      untold.errors.contains("doxorubicin has a cumulative limit, 550 mg/m²")
        && untold.errors.contains("is not told (--given)"))
  }

  /// 6 × 100 and 90 are 690 mg/m² of epirubicin: 210 below its own 900. 10 × 12 and 12 are 132 of mitoxantrone, 8 below 140. A sum is told with its unit: 450 and
  /// 75 are 525, 25 below 550. The calendar passes 900 with the fourth cycle of 90 after 600: 960.
  @Test func anthracyclinesHaveLimitsOfTheirOwn() throws {
    func dose(_ arguments: String...) throws -> (output: String, errors: String) {
      let result = try command.run(
        ["dose"] + arguments + ["--height", "170", "--weight", "75", "--format", "csv"])
      return (result.output, result.errors)
    }
    let epirubicin = try dose("epirubicin", "90 mg/m2", "--given", "epirubicin 6 x 100")
    for row in [
      "given so far,600\r\n", "about to be given,90\r\n", "sum with it,690\r\n", "\"left after it, of 900\",210\r\n",
    ] { #expect(epirubicin.output.contains(row), "\(row)") }
    let mitoxantrone = try dose("mitoxantrone", "12 mg/m2", "--given", "mitoxantrone 10 x 12")
    #expect(mitoxantrone.output.contains("\"left after it, of 140\",8\r\n"))
    let passed = try dose("epirubicin", "90 mg/m2", "--given", "epirubicin 850 mg/m2")
    #expect(
      passed.output.contains("of 900\",none: passed by 40\r\n")
        && passed.errors.contains("4 % congestive heart failure"))
    let sum = try dose("doxorubicin", "75 mg/m2", "--given", "doxorubicin 450 mg/m2")
    #expect(sum.output.contains("given,doxorubicin 450 mg/m²\r\n") && sum.output.contains("of 550\",25\r\n"))
    let calendar = try command.run(
      "calendar", "epirubicin 90 mg/m2 d1 q21", "--start", "2027-01-11", "--cycles", "4", "--given",
      "epirubicin 6 x 100")
    #expect(
      (calendar.output + calendar.errors).contains(
        "Warning: cycle 4 (2027-03-15) takes the cumulative epirubicin past 900 mg/m²"))
  }

  /// Other anthracyclines use up the limit of a drug too. Without a scheme 450 mg/m² of doxorubicin beside 90 of epirubicin leave at most 900 − 90 = 810, and
  /// beside 12 of mitoxantrone at most 128; of daunorubicin 550 − 240 = 310 at most. By the scheme of the ESC (0.8 for epirubicin) they are 450 ÷ 0.8 = 562.5 mg/m² of
  /// it: 562.5 + 90 = 652.5, and 247.5 are left.
  @Test func otherAnthracyclinesUseUpTheLimit() throws {
    func dose(_ arguments: String...) throws -> String {
      try command.run(["dose"] + arguments + ["--height", "170", "--weight", "75", "--format", "csv"]).output
    }
    let epirubicin = try dose("epirubicin", "90 mg/m2", "--given", "doxorubicin 6 x 75")
    for row in [
      ",mg/m² of epirubicin\r\n", "given beside it,doxorubicin 450 mg/m²: not counted\r\n",
      "sum with it,at least 90 (not known)\r\n", "\"left after it, of 900\",at most 810 (not known)\r\n",
    ] { #expect(epirubicin.contains(row), "\(row): \(epirubicin)") }
    let mitoxantrone = try dose("mitoxantrone", "12 mg/m2", "--given", "doxorubicin 6 x 75")
    #expect(mitoxantrone.contains("\"left after it, of 140\",at most 128 (not known)\r\n"))
    let daunorubicin = try dose(
      "doxorubicin", "75 mg/m2", "--given", "doxorubicin 4 x 60", "--given", "daunorubicin 4 x 60")
    for row in [
      ",mg/m² of daunorubicin\r\n", "given beside it,doxorubicin 240 mg/m²: not counted\r\n",
      "about to be given beside it,doxorubicin 75 mg/m²: not counted\r\n",
      "\"left after it, of 550\",at most 310 (not known)\r\n",
    ] { #expect(daunorubicin.contains(row), "\(row): \(daunorubicin)") }
    let counted = try dose("epirubicin", "90 mg/m2", "--given", "doxorubicin 6 x 75", "--equivalents", "ESC 2022")
    for row in [
      "given beside it,doxorubicin 450 × 1 ÷ 0.8 = 562.5 mg/m²\r\n", "sum with it,652.5\r\n",
      "\"left after it, of 900\",247.5\r\n",
    ] { #expect(counted.contains(row), "\(row): \(counted)") }
    // A dose of its own that is not per m² is not counted, and not nothing.
    let flat = try dose("epirubicin", "150 mg", "--given", "epirubicin 6 x 100")
    #expect(flat.contains("\"left after it, of 900\",at most 300 (not known)\r\n"), "\(flat)")
  }

  /// One bound for a filtration, given or by a creatinine: 5 to 200 mL/min. (140 − 65) × 70 ÷ (72 × 0.26) = 280 mL/min of 2.6 mg/L, and 243 of 3 mg/L, are asked; of
  /// 1.4 mg/L they are 521, which a floor of 0.7 mg/dL would hide (104 mL/min). 0.3 mg/dL with that floor is what the floor is for.
  @Test func aFiltrationByACreatinineHasTheSameBound() throws {
    func dose(_ creatinine: String, _ more: String...) throws -> (output: String, errors: String, status: Int32) {
      let result = try command.run(
        [
          "dose", "carboplatin", "5 AUC", "--age", "65", "--weight", "70", "--height", "170", "--sex", "male",
          "--format", "csv", "--creatinine", creatinine,
        ] + more)
      return (result.output, result.errors, result.status)
    }
    for creatinine in ["2.6 mg/L", "3 mg/L", "0.3 mg/dL"] {
      let asked = try dose(creatinine)
      #expect(asked.status == 2 && asked.output.isEmpty, "\(creatinine)")
      #expect(asked.errors.contains("outside 5 to 200 mL/min"), "\(asked.errors)")
    }
    #expect(try dose("2.6 mg/L").errors.contains("2.6 mg/dL would give 28 mL/min"))
    let confirmed = try dose("3 mg/L", "--confirm-dose")
    #expect(confirmed.status == 0 && confirmed.output.contains("1340.28"))
    let hidden = try dose("1.4 mg/L", "--creatinine-floor", "0.7")
    #expect(hidden.status == 2 && hidden.output.isEmpty)
    #expect(
      hidden.errors.contains("no kidney filters more than 300") && hidden.errors.contains("1.4 mg/dL would give 52"))
    // 75 × 70 ÷ (72 × 0.7) = 104.17 mL/min: 5 × 129.17 = 645.83 mg. And 1.4 mg/dL: 52.08 mL/min, 385.4 mg.
    let floored = try dose("0.3 mg/dL", "--creatinine-floor", "0.7")
    #expect(floored.status == 0 && floored.output.contains("645.83"))
    let usual = try dose("1.4 mg/dL")
    #expect(usual.status == 0 && usual.output.contains("385.42"))
  }

  /// A number may have its unit behind it, in German too; another unit is converted where it is one of the same thing, else refused. 1.75 m is 175 cm, and
  /// 75 % of 900 mg/m² × 1.8481 m² (Du Bois, 0.007184 × 175^0.725 × 70^0.425) is 1247.5 mg.
  @Test func numbersMayHaveTheirUnit() throws {
    func dose(_ arguments: String...) throws -> (output: String, errors: String, status: Int32) {
      let result = try command.run(["dose", "gemcitabine", "900 mg/m2", "--format", "csv"] + arguments)
      return (result.output, result.errors, result.status)
    }
    let bare = try dose("--height", "175", "--weight", "70", "--percent", "75").output
    #expect(bare.contains("\"computed, mg\",1247.5\r\n"))
    for (height, weight, percent) in [
      ("175 cm", "70 kg", "75%"), ("1,75 m", "70 kg", "75 %"), ("1.75m", "70000 g", "75 Prozent"),
      ("1750 mm", "70,0", "75,0"),
    ] {
      #expect(try dose("--height", height, "--weight", weight, "--percent", percent).output == bare, "\(height)")
    }
    let wrong = try dose("--height", "175 kg", "--weight", "70")
    #expect(wrong.status != 0 && wrong.errors.contains("has the unit “kg”") && wrong.errors.contains("cm"))
    let bare2 = try dose("--height", "1.75", "--weight", "70")
    #expect(bare2.status == 2 && bare2.errors.contains("1.75 m is 175 cm. Which is meant?"))
    let calendar = try command.run("calendar", "gemcitabine-1000-q28", "--start", "25.01.2027", "--cycles", "1")
    #expect(calendar.output.contains("2027-01-25"))
    let either = try command.run("calendar", "gemcitabine-1000-q28", "--start", "11.01.2027", "--cycles", "1")
    #expect(either.status == 2 && either.errors.contains("where the day comes first"))
    #expect(
      try command.run("dose", "carboplatin", "5 AUC", "--gfr", "90 ml/min").output.contains("575"))
  }

  /// Below 16 mL/min the US label has no dose of carboplatin, and the EU text none up to 20: both are told with the number, and neither at 90.
  @Test func cautionsOfThePatientAreTold() throws {
    let low = try command.run("dose", "carboplatin", "5 AUC", "--gfr", "10", "--format", "csv")
    #expect(low.status == 0 && low.errors.contains("carboplatin, creatinine clearance"), "\(low.errors)")
    let usual = try command.run("dose", "carboplatin", "5 AUC", "--gfr", "90", "--format", "csv")
    #expect(!usual.errors.contains("carboplatin, creatinine clearance"), "\(usual.errors)")
  }

  /// What no table, text or kidney has is said: a dose beyond a table of bands is not rounded, a filtration of 280 or 0 is asked, 0.9 mmol/L is kidney failure, 60 mg/m²
  /// of vinorelbine is a dose by mouth, 45 none, 50 mg of idarubicin more than 12 mg/m² ever is, and of a drug without a file nothing is known.
  @Test func whatNoTextHasIsTold() throws {
    let size = ["--height", "170", "--weight", "70"]
    let bands = try command.run(["dose", "cisplatin", "75 mg/m2", "--bands", "nhs-1-mg-ml", "--format", "csv"] + size)
    #expect(
      bands.output.contains("\"given, mg\",not rounded: see below\r\n") && !bands.output.contains("change by rounding"))
    #expect(bands.errors.contains("135.73 mg is outside the table (0.21–16.97 mg)"))
    for rate in ["280", "0"] {
      let asked = try command.run("dose", "carboplatin", "5 AUC", "--gfr", rate)
      #expect(
        asked.status == 2 && asked.errors.contains("a filtration outside 5 to 200 mL/min") && asked.output.isEmpty)
    }
    let failure = try command.run(
      ["dose", "carboplatin", "5 AUC", "--age", "60", "--sex", "male", "--creatinine", "0.9 mmol/L"] + size)
    #expect(failure.errors.contains("is kidney failure; 0.9 mg/dL would give 86 mL/min; is the unit right?"))
    let mouth = try command.run(["dose", "vinorelbine", "60 mg/m2"] + size)
    #expect(
      mouth.errors.contains("60 mg/m² of vinorelbine is a dose by mouth; texts name 9.375 to 30 mg/m² into a vein."))
    #expect(try !command.run(["dose", "vinorelbine", "25 mg/m2"] + size).errors.contains("by mouth"))
    #expect(try command.run(["dose", "vinorelbine", "45 mg/m2"] + size).status == 2)
    #expect(try command.run(["dose", "idarubicin", "50 mg"] + size).status == 2)
    let unknown = try command.run(
      "calendar", "capecitabine 12500 mg/m2 d1-14 q21", "--start", "2027-01-11", "--cycles", "1")
    #expect(
      unknown.errors.contains("no doses of `capecitabine`")
        || unknown.errors.contains("there is no drug `capecitabine`"))
    let limb = try command.run(["dose", "gemcitabine", "900 mg/m2", "--amputated", "Unterschenkel"] + size)
    #expect(limb.status == 0 && (limb.output + limb.errors).contains("lower leg and foot"))
  }

  /// By the US label of 2018 larotrectinib is 100 mg/m² below 1.0 m² and 100 mg from there on: the dose of a child for 1.81 m², or that of an adult for 0.66 m² (Du Bois, 100 cm and
  /// 16 kg), is asked.
  @Test func theDoseOfAnotherPatientIsAsked() throws {
    func dose(_ dose: String, _ size: [String]) throws -> (output: String, errors: String, status: Int32) {
      let result = try command.run(["dose", "larotrectinib", dose, "--format", "csv"] + size)
      return (result.output, result.errors, result.status)
    }
    let adult = ["--height", "170", "--weight", "70"]
    let child = ["--height", "100", "--weight", "16", "--confirm-size"]
    let wrong = try dose("100 mg/m2 twice daily", adult)
    #expect(wrong.status == 2 && wrong.errors.contains("otherwise larotrectinib-100-bid has 100 mg"))
    let flat = try dose("100 mg twice daily", child)
    #expect(flat.status == 2 && flat.errors.contains("larotrectinib-100-bid has 100 mg/m²"))
    let right = try dose("100 mg twice daily", adult)
    #expect(right.status == 0 && right.output.contains("100"))
    #expect(try dose("100 mg/m2 twice daily", child).status == 0)
  }

  /// Every option that changes nothing is told, in every format; one that does is not.
  @Test func whatHasNoEffectIsTold() throws {
    let size = ["--height", "170", "--weight", "70", "--gfr", "39"]
    let idle =
      "Without effect on this dose: --yes \"Child-Pugh B\", --on-step down, --limit 5, --gfr 39, --gfr-cap 125, --cumulative-limit 400."
    let more = [
      "--yes", "Child-Pugh B", "--on-step", "down", "--limit", "5", "--gfr-cap", "125", "--cumulative-limit", "400",
    ]
    for format in ["csv", "json", "markdown", "table"] {
      let result = try command.run(
        ["dose", "gemcitabine", "900 mg/m2", "--format", format] + size + more, columns: 400)
      let text = (result.output + result.errors).replacing("\\\"", with: "\"")
      #expect(text.contains(idle), "\(format): \(text)")
    }
    let area = try command.run(["dose", "carboplatin", "5 AUC", "--gfr", "39"])
    #expect(area.status == 0 && !area.errors.contains("Without effect"))
    let flat = try command.run(
      "dose", "pazopanib", "800 mg once daily", "--height", "170", "--weight", "70", "--sex", "male")
    #expect(flat.errors.contains("Without effect on this dose: --height and --weight, --sex \"male\"."))
    // Several drugs have no one vial, table of bands or volume.
    let vials = try command.run("dose", "gem-doc-900-100-q21", "--height", "168", "--weight", "71", "--vial", "200")
    #expect(vials.status == 2 && vials.errors.contains("--vial is for one drug"))
    let adapted = try command.run(
      "adapt", "gemcitabine", "--rules", "gemcitabine-us-pancreas", "--value", "ANC 2 G/L", "--value",
      "PLT 200 G/L", "--height", "170", "--weight", "70", "--no", "Child-Pugh B", "--age", "70", "--basis", "adjusted")
    #expect(
      adapted.errors.contains(
        "Without effect on what is said here: --height and --weight, --basis \"adjusted\", --no \"Child-Pugh B\", --age 70."
      ))
    let late = try command.run(
      "adapt", "gemcitabine", "--rules", "gemcitabine-us-pancreas", "--value", "ANC 2 G/L", "--value", "PLT 200 G/L",
      "--delay", "8")
    #expect(late.errors.contains("Not read for gemcitabine by gemcitabine-us-pancreas: cycle delay."))
    let plan = try command.run(
      "calendar", "gemcitabine-1000-q28", "--start", "2027-01-11", "--cycles", "2", "--title", "X", "--amputated",
      "hand",
      "--delays-move", "day")
    #expect(
      plan.errors.contains(
        "Without effect on this calendar: --amputated \"hand\", --delays-move day, --title \"X\"."))
    let delayed = try command.run(
      "calendar", "gemcitabine-1000-q28", "--start", "2027-01-11", "--cycles", "2", "--delay", "1 d8 3",
      "--delays-move",
      "day")
    #expect(!delayed.errors.contains("Without effect"))
  }

  /// (140 − 65) × 70 ÷ (72 × 1.4) = 52.08 mL/min; 5 × (52.08 + 25) = 385.4 mg. The clearance is a step of the dose in every format.
  @Test(arguments: ["csv", "json", "markdown", "table"]) func theRenalLine(format: String) throws {
    let result = try command.run([
      "dose", "carboplatin", "5 AUC", "--age", "65", "--weight", "70", "--sex", "male", "--creatinine", "1.4 mg/dL",
      "--format", format,
    ])
    #expect(
      result.output.contains("Cockcroft-Gault by actual weight: (140 − 65) × 70 ÷ (72 × 1.4) = 52.08 mL/min"))
    #expect(result.output.contains("5 × (52.08 + 25) = 385.4 mg"))
  }

  /// 25 mg/m² on days 1 to 3 are three times 46.59 mg a cycle: 1.8636 m² × 25 × 3 = 139.77 mg.
  @Test func daysOfADose() throws {
    let result = try command.run("dose", "dox-ifo-75-10000-q21", "--height", "170", "--weight", "75").output
    #expect(result.contains("days of the cycle,d1-3\r\n") && result.contains("\"in all a cycle, mg\",139.77\r\n"))
    let alone = try command.run("dose", "doxorubicin", "75 mg/m2", "--height", "170", "--weight", "75").output
    #expect(!alone.contains("days of the cycle"))
  }

  /// In 80 columns no line is longer, and every administration has its line. Given as planned, a course has 100 % and not more: two cycles of 75 mg/m² in 42 days.
  @Test func dosesInEightyColumns() throws {
    let record = CommandLineTests.root.appendingPathComponent("Examples/full-record").path
    let lines = try command.run(["doses", record, "--format", "table"], columns: 80).output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    // 18 administrations and omissions with counts, each with its day.
    #expect(lines.count { $0.hasPrefix("S1       2024-") } == 18)
    #expect(
      lines.contains { $0.hasPrefix("S1       gem      gemcitabine  16     13\u{202F}250 mg/m²  67.9           73.6") })
    let wide = try command.run(["doses", record]).output
    #expect(!wide.contains("first to last dose") && wide.contains("\"Span, d\""))
  }

  /// What a reader of the README alone may type: answered by what is meant.
  @Test func whatAPharmacistTypes() throws {
    func errors(_ arguments: String...) throws -> String {
      let result = try command.run(arguments)
      #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
      return result.errors
    }
    #expect(
      try errors("dose", "gem-doc-900-75-q21", "75 mg/m2").contains("gem-doc-900-75-q21 is a regimen and has its doses")
    )
    #expect(try errors("dose", "gem-doc").contains("there is no regimen `gem-doc`; there are gem-doc-1000-35-q21, "))
    #expect(
      try errors("adapt", "docetaxel", "--grade", "Nervenschaden 3").contains("; there are diarrhoea, mucositis, "))
    #expect(
      try errors("adapt", "docetaxel", "--grade", "Durchfall 3", "--grade", "diarrhoea 2").contains("a second grade"))
    // Treatment ends: nothing is stricter.
    let stop = try command.run(
      ["adapt", "docetaxel", "--grade", "Polyneuropathie Grad 3", "--rules", "docetaxel-us", "--format", "table"])
    #expect(stop.status == 0 && stop.output.contains("stop  ") && !stop.output.contains("stricter"))
    let limits = try command.run(
      "adapt", "trabectedin", "--value", "GOT 300 U/l", "--limits", "GOT bis 50 U/l", "--rules", "trabectedin-us",
      "--day", "1")
    #expect(limits.output.contains("trabectedin-us,trabectedin,delay the cycle (at most 21 d)"))
    let day = try command.run(
      "calendar", "docetaxel-75-q21", "--start", "2027-01-11", "--cycles", "2", "--on", "2027-01-20")
    #expect(day.errors.contains("Nothing is planned on 2027-01-20; the plan is from 2027-01-10 to 2027-02-02."))
  }

  /// A cycle that waits resumes with the lower level, or with less: what else may have happened is not known. Trabectedin goes from 1.5 to 1.2 mg/m².
  @Test func whatResumesMayBeStricter() throws {
    func adapt(_ more: [String]) throws -> String {
      try command.run(
        [
          "adapt", "trabectedin", "--rules", "trabectedin-us", "--day", "1", "--dose", "1.5 mg/m2", "--event",
          "severe-toxicity 1",
        ] + more
      ).output
    }
    #expect(try adapt(["--value", "PLT 50 G/L"]).contains("then 1.2 mg/m² or stricter"))
    // All that the event asks for is known, and no rule of the set gives less on day 1.
    let known =
      AdaptRecordTests.known.dropFirst(2) + ["--value", "ANC 2 G/L", "--value", "PLT 50 G/L"]
      + ["bilirubin 0.6 mg/dL", "AST 30 U/L", "ALT 30 U/L", "ALP 90 U/L", "CPK 120 U/L"].flatMap { ["--peak", $0] }
      + ["ANC 1.5 G/L", "PLT 50 G/L"].flatMap { ["--nadir", $0] }
    let text = try adapt(Array(known))
    #expect(text.contains("then 1.2 mg/m²") && !text.contains("then 1.2 mg/m² or stricter"), "\(text)")
  }

  /// A level says how much, and not whether: trabectedin at level 1 is 1.2 mg/m² where a rule releases it, and nothing is known here. With 2, 150 and a normal liver one does.
  @Test func aLevelReleasesNothing() throws {
    func adapt(_ arguments: [String], _ format: String = "csv") throws -> String {
      try command.run(["adapt"] + arguments + ["--format", format]).output
    }
    let trabectedin = ["trabectedin", "--rules", "trabectedin-us", "--day", "1"]
    #expect(try adapt(trabectedin).contains("trabectedin-us,trabectedin,not decided,"))
    let first = trabectedin + ["--level", "1"]
    #expect(
      try adapt(first).contains("trabectedin-us,trabectedin,\"not decided; if released, at most 1.2 mg/m²\",")
        || adapt(first).contains("trabectedin-us,trabectedin,not decided; if released, at most 1.2 mg/m²,"))
    #expect(try !adapt(first, "table").contains("1.2 mg/m², or stricter"))
    let released = first + AdaptRecordTests.known.dropFirst(2) + ["--value", "ANC 2 G/L", "--value", "PLT 150 G/L"]
    #expect(try adapt(released).contains("trabectedin-us,trabectedin,1.2 mg/m²,"))
    // 500 mg/m² is below the 720 of level 1: no more than 500.
    let low = try adapt([
      "gemcitabine", "--rules", "gemcitabine-docetaxel-phase2", "--level", "1", "--dose", "500 mg/m2", "--day", "1",
    ])
    #expect(low.contains("not decided; if released, at most 500 mg/m²") && !low.contains("full dose ="))
  }

  /// The ladder of docetaxel is 100, 75, 55 mg/m²: 55 goes down to the end of treatment, and 35 never stood on it.
  @Test func aDoseBelowTheLadderHasNoNextLevel() throws {
    func adapt(_ dose: String, _ more: String...) throws -> String {
      try command.run(
        [
          "adapt", "docetaxel", "--rules", "docetaxel-us", "--day", "8", "--dose", dose, "--value", "ANC 3 G/L",
          "--yes",
          "febrile neutropenia", "--format", "csv",
        ] + more
      ).output
    }
    #expect(try adapt("55 mg/m2").contains("docetaxel-us,docetaxel,stop,"))
    let off = try adapt("35 mg/m2")
    #expect(off.contains("not decided: 35 mg/m² is not on the ladder of this set (100 mg/m², 75 mg/m², 55 mg/m²)"))
    #expect(!off.contains("docetaxel,stop"))
    // What ends treatment without a ladder still does: the label stops at a neuropathy of grade 3.
    #expect(try adapt("35 mg/m2", "--grade", "neuropathy 3").contains("docetaxel-us,docetaxel,stop,"))
  }

  /// The US doses for moderate hepatic impairment are for a liver that was impaired before treatment: where that is denied they are not for the patient, and where nobody says, nobody knows. The set for all others then holds, and leaves out whom the first one is for.
  @Test func aSetForOtherPatientsRecommendsNothing() throws {
    func adapt(_ told: String?) throws -> String {
      let known = [
        "ANC 2 G/L", "PLT 150 G/L", "bilirubin 2 mg/dL", "AST 30 U/L", "ALT 30 U/L", "CK 100 U/L", "ALP 80 U/L",
      ]
      let limits = ["bilirubin 0.1-1 mg/dL", "AST 5-40 U/L", "ALT 5-40 U/L", "CK 30-200 U/L", "ALP 40-120 U/L"]
      return try command.run(
        [
          "adapt", "trabectedin", "--rules", "trabectedin-us-hepatic,trabectedin-us", "--day", "1", "--dose",
          "1.5 mg/m2", "--grade", "non-haematological toxicity 0", "--format", "csv",
        ] + known.flatMap { ["--value", $0] } + limits.flatMap { ["--limits", $0] }
          + (told.map { [$0, "moderate hepatic impairment"] } ?? [])
      ).output
    }
    #expect(try adapt("--no").contains("trabectedin-us-hepatic,trabectedin,not for this patient"))
    #expect(try adapt("--no").contains("trabectedin-us,trabectedin,delay the cycle (at most 21 d),"))
    #expect(try adapt("--yes").contains("trabectedin-us-hepatic,trabectedin,\"0.9 mg/m², without regard to ALP"))
    #expect(
      try adapt("--yes").contains(
        "trabectedin-us,trabectedin,not for this patient (not with moderate hepatic impairment),"))
    #expect(try adapt(nil).contains("trabectedin-us,trabectedin,delay the cycle (at most 21 d),"))
    #expect(try adapt(nil).contains("not decided: whether it applies is not known"))
  }

  /// Case 91: `.9` is 0.9, and a bound is not its limit. The US label for the pancreas gives the full dose from 1.0 on, 75 % from 0.5 to below 1.0.
  @Test func countsThatBeginWithTheirSeparator() throws {
    func adapt(_ value: String...) throws -> (status: Int32, output: String, errors: String) {
      try command.run(
        [
          "adapt", "gemcitabine", "--rules", "gemcitabine-us-pancreas", "--day", "8", "--dose", "1000 mg/m2", "--value",
          "PLT 120 G/L", "--format", "csv",
        ] + value.flatMap { ["--value", $0] })
    }
    for value in ["ANC .9 G/L", "ANC 0.9 G/L"] {
      let result = try adapt(value)
      #expect(
        result.status == 2 || result.output.contains("gemcitabine-us-pancreas,gemcitabine,75 % = 750 mg/m²"), "\(value)"
      )
    }
    let bound = try adapt("ANC <1.0 G/L")
    #expect(
      bound.status == 0 && bound.output.contains("not decided; if released, at most 75 % = 750 mg/m²")
        && !bound.output.contains("full dose = "))
    #expect(try adapt("ANC <0.5 G/L").output.contains("gemcitabine-us-pancreas,gemcitabine,hold this dose"))
    for value in ["ANC -1 G/L", "ANC ~1 G/L", "ANC 0.9-1.1 G/L", "ANC G/L", "ANC 1.200 /µL"] {
      let refused = try adapt(value)
      #expect(refused.status == 2 && refused.output.isEmpty, "\(value)")
    }
    let twice = try adapt("ANC 2 G/L", "neutrophils 0.4 G/L")
    #expect(twice.status == 2 && twice.errors.contains("a second value of neutrophils"))
  }

  // MARK: what a text does not say

  /// Du Bois of 170 cm and 75 kg: 1.8636 m². Mesylate 1.4 × 1.8636 = 2.609 mg at 0.5 mg/mL are 5.218 mL; base 1.23 × 1.8636 = 2.292 mg at 0.44 mg/mL are
  /// 5.209 mL. A dose of which the form is not told has both, each with its name, unless texts have it of one alone: 1.4 is of the mesylate. 1.3 × 1.8636 = 2.423 mg.
  @Test func volumeOfEachForm() throws {
    func dose(_ drug: String, _ dose: String) throws -> String {
      try command.run("dose", drug, dose, "--height", "170", "--weight", "75", "--format", "csv").output
    }
    let mesylate = try dose("eribulin mesylate", "1.4 mg/m2")
    #expect(mesylate.contains("volume,5.218 mL,") && !mesylate.contains("of base"))
    let base = try dose("Eribulin Base", "1.23 mg/m2")
    #expect(base.contains("volume,5.209 mL,") && !base.contains("mesylate"))
    let either = try dose("eribulin", "1.4 mg/m2")
    #expect(either.contains("volume,5.218 mL,") && !either.contains("5.93 mL"))
    let open = try dose("eribulin", "1.3 mg/m2")
    #expect(
      open.contains("volume if the dose is of mesylate,4.845 mL,")
        && open.contains("volume if the dose is of base,5.506 mL,"), "\(open)")
    let regimen = try command.run(
      "dose", "eribulin-mesylate-q21", "--height", "170", "--weight", "75", "--no", "Child-Pugh A", "--format", "csv")
    #expect(regimen.output.contains("volume,5.218 mL,"))
  }

  /// 1.4 mg/m² of mesylate are 1.23 mg/m² of base (EU text); a regimen has no dose for a clearance below its row.
  @Test func adaptNamesTheForm() throws {
    let known = ["--others-absent", "--day", "1", "--value", "ANC 2 G/L", "--value", "PLT 150 G/L"]
    let both = try command.run(["adapt", "eribulin", "--dose", "1.4 mg/m2"] + known).output
    #expect(both.contains("full dose = 1.23 mg/m² of base") && both.contains("full dose = 1.4 mg/m² of mesylate"))
    let low = try command.run(["adapt", "eribulin", "--value", "CrCl 10 mL/min"] + known).output
    #expect(!low.contains("full dose = ") && low.contains("not determined: creatinine clearance below 15 mL/min"))
    let dose = try command.run("dose", "eribulin-mesylate-q21", "--height", "170", "--weight", "75", "--gfr", "10")
    #expect(dose.status == 2 && dose.errors.contains("creatinine clearance 10 mL/min: no row below 15 mL/min"))
  }

  @Test func whatIsNotReadStandsWithTheDose() throws {
    let counts = ["--day", "1", "--value", "ANC 3 G/L", "--value", "PLT 150 G/L", "--nadir"]
    for set in ["gemcitabine-us-pancreas", "doxorubicin-bc-ac"] {
      let drug = set.hasPrefix("gem") ? "gemcitabine" : "doxorubicin"
      let output = try command.run(["adapt", drug, "--rules", set] + counts + ["PLT 30 G/L"]).output
      #expect(output.contains("full dose, without regard to nadir platelets"), "\(set)")
    }
    let wrong = try command.run(["adapt", "gemcitabine"] + counts + ["PLT 160 G/L"])
    #expect(wrong.status == 2 && wrong.errors.contains("platelets 160 10⁹/L is above that of the day, 150 10⁹/L"))
  }

  /// Words of rules and notes of sets are what the program does not compute.
  @Test func wordsOfRulesArePrinted() throws {
    let output = try command.run(
      "adapt", "regorafenib", "--rules", "regorafenib-eu", "--grade", "hand-foot reaction 3", "--dose", "160 mg",
      "--format", "markdown"
    ).output
    #expect(output.contains("hold this dose") && output.contains("then 120 mg once daily"))
    #expect(output.contains("regorafenib-eu, hand-foot-3: for at least 7 days"))
    #expect(output.contains("Note of regorafenib-eu: Steps of 40 mg"))
  }

  @Test func aDrugWithoutRulesIsNotSentToThem() throws {
    let output = try command.run(
      "dose", "cisplatin", "75 mg/m2", "--height", "170", "--weight", "75", "--yes", "febrile neutropenia", "--format",
      "markdown"
    ).output
    #expect(output.contains("No rules on counts and organs: the library has no rule set on cisplatin."))
    let paused = try command.run("adapt", "regorafenib-160-q28", "--day", "25", "--format", "csv").output
    #expect(paused.contains("regorafenib,not due on day 25 (d1-21)") && !paused.contains("not decided"))
  }
}
