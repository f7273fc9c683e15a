// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verlauf survival` on the data of the estimators' tests, as JSON, against what R says of them.
@Suite struct SurvivalCommandTests {
  let command = CommandLineTests()

  private func path(_ name: String) -> String {
    CommandLineTests.root.appendingPathComponent("Tests/StatisticsTests/Fixtures/\(name)/input.csv").path
  }

  /// Rows of each table, by the table's name.
  private func tables(_ arguments: String...) throws -> [String: [[String: Any]]] {
    let result = try command.run(["survival"] + arguments + ["--format", "json"])
    #expect(result.status == 0, "\(result.errors)")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    return Dictionary(
      list.map { ($0["name"] as? String ?? "", $0["rows"] as? [[String: Any]] ?? []) },
      uniquingKeysWith: { one, _ in one })
  }

  private func close(_ found: Any?, _ expected: Double, relative: Double = 1e-7) -> Bool {
    guard let found = (found as? NSNumber)?.doubleValue else { return false }
    return abs(found - expected) <= relative * max(abs(expected), 1e-12)
  }

  private func part(_ cell: Any?, _ name: String) -> Any? { (cell as? [String: Any])?[name] }

  /// R survival 3.5-3: survdiff and `coxph(Surv(time, status) ~ factor(ph.ecog) + sex + age, lung)` with its `cox.zph`. `sex` is 2 for women there:
  /// men against women have the coefficient with its sign turned.
  @Test func groupsAndRegression() throws {
    let found = try tables(
      path("survival/lung"), "--time", "time", "--event", "event", "--by", "group", "--covariates", "ph_ecog,group,age",
      "--reference", "ph_ecog=0", "--at", "180")
    let cox = try #require(found["survival-4-cox"])
    #expect(
      cox.map { $0["Covariate"] as? String } == [
        "ph_ecog: 1 against 0", "ph_ecog: 2 against 0", "ph_ecog: 3 against 0", "group: male against female", "age",
      ])
    for (row, value) in zip(
      cox, [0.41004801491927428, 0.90330300964720545, 1.95454337814390300, 0.54583051920572878, 0.01079467552824038])
    {
      #expect(close(row["Coefficient"], value))
      #expect(close(part(row["Hazard ratio (95 % interval)"], "from"), exp(value)))
    }
    let zph = try #require(found["survival-5-proportional-hazards"])
    #expect(zph.map { ($0["df"] as? NSNumber)?.intValue } == [3, 1, 1, 5])
    for (row, value) in zip(zph, [5.6498636294172888, 2.4064260626901763, 0.1632245824809803, 7.7767313880967466]) {
      #expect(close(row["Chi-squared"], value))
    }
  }

  /// All 228 rows: R's survdiff with p in full.
  @Test func logRank() throws {
    let found = try tables(path("survival/lung"), "--time", "time", "--event", "event", "--by", "group")
    let rows = try #require(found["survival-3-comparison"])
    #expect(close(rows[0]["Chi-squared"], 10.3267419548856) && close(rows[0]["p"], 0.00131116452035549))
    #expect(close(rows[0]["Expected"], 73.4182609704272) && close(rows[1]["Expected"], 91.5817390295728))
  }

  @Test func delayedEntry() throws {
    let rows = try #require(
      try tables(
        path("survival_delayed_entry/heart"), "--time", "stop", "--entry", "start", "--event", "event", "--covariates",
        "group")["survival-4-cox"])
    #expect(close(rows[0]["Coefficient"], 0.127141126615498) && close(rows[0]["Standard error"], 0.301141104252631))
  }

  /// cmprsk 2.2-11: Gray's test, and crr.
  @Test func competingRisks() throws {
    let found = try tables(
      path("competing_risks/melanoma"), "--time", "time", "--event", "state", "--cause", "melanoma_death", "--by",
      "group", "--covariates", "age,binary_covariate", "--at", "1267")
    let gray = try #require(found["survival-7-gray"])
    #expect(close(gray[0]["Chi-squared"], 5.81402085554769) && close(gray[0]["p"], 0.0158989024333577))
    #expect(close(gray[1]["Chi-squared"], 0.854365595107327))
    let model = try #require(found["survival-8-fine-gray"])
    #expect(close(model[0]["Coefficient"], 0.00974365089895196) && close(model[1]["Coefficient"], 1.37801641458314))
    #expect(close(model[0]["Standard error"], 0.00931480013083766))
    // The other deaths of women by 1267 days: 3.17 %.
    let row = try #require(
      found["survival-6-incidence"]?.first {
        $0["group"] as? String == "female" && $0["Event"] as? String == "competing"
      })
    #expect(close(part(row["At 1267, %"], "from"), 3.17460317460317))
    #expect(close(part(row["At 1267, %"], "upper limit"), 7.36282829259352))
  }

  /// icenReg's likelihood of all rows, and R's survreg.
  @Test func intervals() throws {
    let found = try tables(
      path("interval_censored/bcos_breast_cosmesis"), "--left", "left", "--right", "right", "--covariates", "group",
      "--aft", "weibull", "--reference", "group=Rad")
    let model = try #require(found["survival-9-failure-time"])
    #expect(close(model[0]["Coefficient"], 3.89927623037303) && close(model[1]["Coefficient"], -0.567550536563053))
    #expect(close(model[2]["Coefficient"], log(0.619339705211414)))
    let estimate = try #require(found["survival-1-times"]?.first)
    #expect((estimate["Certificate"] as? NSNumber).map { $0.doubleValue < 1e-6 } == true)
  }

  private func run(_ text: String, _ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try command.run(["survival", file.path] + arguments)
  }

  @Test func whatIsWrongIsToldWithItsPlace() throws {
    let table = "months,died,arm\n12,1,a\n1O,0,b\n-3,1,a\n7,perhaps,b\n"
    let result = try run(table, "--time", "months", "--event", "died")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains(":3:1: error: `1O` is no number"))
    #expect(result.errors.contains(":4:1: error: the time -3 is below 0"))
    #expect(result.errors.contains(":5:3: error: `perhaps` does not say whether there was an event"))
    let column = try run(table, "--time", "month", "--event", "died")
    #expect(column.status == 2 && column.errors.contains("did you mean `months`?"))
    #expect(try run("a,a\n1,2\n", "--time", "a", "--event", "a").errors.contains("a second column `a`"))
    #expect(try run("", "--time", "a", "--event", "b").status == 2)
    #expect(try command.run("survival", "/no/such/file.csv", "--time", "a", "--event", "b").status == 2)
    #expect(try run(table, "--time", "months").status == 2)
  }

  /// A factor of one level is no covariate, alone or beside another; nothing is left out of a regression in silence.
  @Test(arguments: ["arm", "age,arm"]) func aFactorOfOneLevelIsRefused(_ covariates: String) throws {
    let text = "t,e,arm,age\n5,1,A,50\n6,0,A,61\n7,1,A,48\n9,1,A,70\n"
    let refused = try run(text, "--time", "t", "--event", "e", "--covariates", covariates)
    #expect(refused.status != 0 && refused.output.isEmpty)
    #expect(refused.errors.contains("`arm` is A in every row that is used"), "\(refused.errors)")
  }

  /// Six patients, of whom the only one of b dies first: e^b/(e^b + 5) has no maximum. With Firth's penalty p = e^b/(e^b + 5) is 3/4: 15.
  @Test func separationIsToldAndFirthIsAnAnswer() throws {
    let table = "months,died,arm\n1,yes,b\n2,yes,a\n3,yes,a\n4,no,a\n5,yes,a\n6,yes,a\n"
    let plain = try run(table, "--time", "months", "--event", "died", "--covariates", "arm", "--format", "csv")
    #expect(plain.status == 0 && plain.errors.contains("--hazards firth"))
    #expect(plain.output.contains("not determined: the likelihood has no maximum (separation)"))
    #expect(plain.output.contains("arm: b against a"))
    let firth = try run(
      table, "--time", "months", "--event", "died", "--covariates", "arm", "--hazards", "firth", "--format", "csv")
    #expect(firth.output.contains("15 ("))
  }

  @Test func rowsWithoutAValueAreLeftOutAndTold() throws {
    let result = try run(
      "months,died,age\n1,1,50\n2,1,NA\n3,0,60\n4,1,\n5,1,41\n", "--time", "months", "--event", "died", "--covariates",
      "age",
      "--format", "csv")
    #expect(result.status == 0)
    #expect(result.errors.contains("2 rows left out: line 3 (`age` is NA), line 5 (`age` is empty)"))
  }

  /// One spelling of a lack is as good as another: five of seven rows have no time or no group. Of a (event at 5) and b (alive at 20) both were at risk at 5:
  /// expected of a 1/2, variance 1/4, (1 − 1/2)² ÷ 1/4 = 1 on one degree of freedom.
  @Test(arguments: [
    ["NA", "not stated", "unknown"], ["k.A.", "?", "UNK"], ["-", ".", "Unknown"], ["n/a", "missing", "Not stated"],
  ])
  func aLackIsNoGroup(lacks: [String]) throws {
    let table = "time,event,g\n5,1,a\nNA,1,a\n?,0,b\n20,0,b\n" + lacks.map { "30,1,\($0)\n" }.joined()
    let result = try run(table, "--time", "time", "--event", "event", "--by", "g", "--format", "json")
    #expect(result.status == 0 && result.errors.contains("5 rows left out"), "\(result.errors)")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let rows = list.flatMap { $0["rows"] as? [[String: Any]] ?? [] }
    let test = try #require(rows.first { $0["Chi-squared"] is NSNumber })
    #expect(close(test["Chi-squared"], 1) && close(test["df"] ?? test["Degrees of freedom"], 1), "\(test)")
  }

  /// A column of numbers stays one beside a lack; capitals and blanks make no group; a reference is found in any capitals.
  @Test func oneLevelInEverySpelling() throws {
    let numbers = "time,event,x\n" + "1,1,5\n2,1,3\n3,0,?\n4,1,4\n5,1,2\n6,0,k.A.\n7,1,1\n8,1,-\n"
    let cox = try run(numbers, "--time", "time", "--event", "event", "--covariates", "x", "--format", "csv")
    #expect(
      cox.status == 0
        && cox.errors.contains("3 rows left out: line 4 (`x` is ?), line 7 (`x` is k.A.), line 9 (`x` is -)"))
    #expect(!cox.output.contains("against"))
    let groups = "time,event,g\n" + "1,1,Arm A\n2,1,arm  a\n3,0,arm a\n4,1,b\n5,1,B\n6,0,b\n7,1,arm a\n8,1,b\n"
    let found = try run(
      groups, "--time", "time", "--event", "event", "--covariates", "g", "--reference", "g=ARM A", "--format", "csv")
    #expect(found.status == 0 && found.output.contains("g: b against arm a"), "\(found.errors)")
    #expect(!found.output.contains("Arm A") && !found.output.contains("B against"))
  }

  /// Who lives competes with nothing, and what is not known is no "no": such values have to be named. Named, the incidence of relapse by 6 is, by hand,
  /// 1/5 + 3/5 · 1/2 = 0.5, that of death 4/5 · 1/4 = 0.2; and the reading is printed.
  @Test func whatEachValueIsTakenFor() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("survival-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("times.csv")
    try "time,ev\n1,alive\n2,relapse\n3,death\n4,alive\n5,relapse\n6,unknown\n".write(
      to: file, atomically: true, encoding: .utf8)
    let times = ["survival", file.path, "--time", "time", "--event", "ev"]
    for (options, words) in [
      (["--cause", "relapse"], "alive, unknown"), (["--event-is", "relapse"], "unknown"),
      (["--event-is", "progress"], "has none such; it has alive, death, relapse, unknown"),
    ] {
      let refused = try command.run(times + options)
      #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains(words), "\(refused.errors)")
    }
    for at in ["", " ", "6,,12", "6,"] {
      let refused = try command.run(times + ["--event-is", "relapse", "--censored-is", "alive", "--at", at])
      #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains("--at"), "\(refused.errors)")
    }
    let named = ["--cause", "relapse", "--censored-is", "alive", "--censored-is", "unknown"]
    let read = try command.run(times + named)
    #expect(
      read.errors.contains(
        "`ev` read as event: relapse (2); competing: death (1); no event: alive (2), unknown (1)."))
    #expect(read.output.contains("relapse,6,2,50 ") && read.output.contains("competing,6,1,20 "))
  }

  /// Times with a decimal comma in each of 60 rows: one error a column and cause, at the first of them and with their number.
  @Test func oneErrorACause() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("survival-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try ("time,ev\n" + String(repeating: "\"1,5\",1\n", count: 60)).write(to: file, atomically: true, encoding: .utf8)
    let refused = try command.run(["survival", file.path, "--time", "time", "--event", "ev"])
    let errors = refused.errors.split(separator: "\n").filter { $0.contains("error") }
    #expect(refused.status == 2 && errors.count == 1, "\(refused.errors)")
    #expect(refused.errors.contains(":2:1: error: `1,5` is no number (the first of 60 such rows)"), "\(refused.errors)")
  }
}
