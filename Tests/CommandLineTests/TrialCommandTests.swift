// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verlauf trial …`: expected values are published designs and the reference tables of `Tests/TrialsTests/Fixtures`.
@Suite struct TrialCommandTests {
  private func run(_ line: [String]) throws -> (status: Int32, output: String, errors: String) {
    let result = try CommandLineTests().run(["trial"] + line)
    return (result.status, result.output, result.errors)
  }

  /// Simon, Control Clin Trials 1989;10:1, table 1 for 0.2 against 0.4 at 0.05 and 0.2: optimal 3/13 12/43, minimax 4/18 10/33; rates as percentages mean the same.
  @Test func simon() throws {
    let shares = try run(["simon", "--p0", "0.2", "--p1", "0.4", "--format", "csv"])
    #expect(shares.status == 0, "\(shares.errors)")
    #expect(shares.output.contains("\nminimax,4,18,10,33,"))
    #expect(shares.output.contains("\noptimal,3,13,12,43,"))
    let percentages = try run([
      "simon", "--p0", "20%", "--p1", "40 %", "--alpha", "5%", "--power", "80%", "--format", "csv",
    ])
    #expect(percentages.output == shares.output)
    #expect(shares.errors.contains("Control Clin Trials 1989"))
  }

  /// Table `own_scan_interval_simon`: read by eight-weekly scans with one death of ten events the optimal design has a level of 0.655.
  @Test func simonByScans() throws {
    let weeks = try run([
      "simon", "--p0", "0.2", "--p1", "0.4", "--landmark", "3", "--scans", "8 weeks", "--deaths", "10%", "--format",
      "csv",
    ])
    let days = try run([
      "simon", "--p0", "0.2", "--p1", "0.4", "--landmark", "3", "--scans", "56 days", "--deaths", "0.1", "--format",
      "csv",
    ])
    let row = weeks.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("optimal,") }
    #expect(row?.contains(",0.65535,0.98062") == true, "\(weeks.output) \(weeks.errors)")
    #expect(weeks.output == days.output)
    #expect(weeks.errors.contains("The level is not kept"))
  }

  @Test func singleStage() throws {
    let found = try run(["single", "--p0", "0.05", "--p1", "0.1", "--alpha", "0.1", "--format", "csv"])
    #expect(found.output.contains("first n,124,9,"))
    #expect(found.output.contains("holds from n,146,11,"))
  }

  /// Schoenfeld by hand: 4(1.644854 + 0.841621)²/(ln 0.6)² = 94.77, so 95 events.
  @Test func logRank() throws {
    let found = try run(["logrank", "--median", "3.5", "--hazard-ratio", "0.6", "--format", "csv"])
    #expect(found.output.contains("\nevents,95,"), "\(found.output) \(found.errors)")
    let same = try run(["logrank", "--medians", "3.5 until 2, then 3.5", "--hazard-ratio", "0.6", "--format", "csv"])
    #expect(same.output == found.output)
  }

  @Test func others() throws {
    for line in [
      [
        "sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--looks", "1/3,2/3,1", "--futility",
        "obrien-fleming",
      ],
      ["one-sample", "--median", "3.5", "--historical-events", "40"],
      ["milestone", "--at", "26 weeks", "--null", "14%", "--alternative", "35%"],
      ["monitor", "--p0", "0.2", "--p1", "0.4", "--rule", "thall-simon", "--standard", "20,80"],
      ["monitor", "--p0", "0.2", "--p1", "0.4", "--rule", "optimal", "--looks", "15,30"],
      ["toxicity", "--tolerable", "20%", "--toxic", "40%"], ["selection", "--base", "20%"],
      ["boin", "--target", "25%", "--rates", "5%,12%,25%,40%", "--start", "4", "--replicates", "200"],
      ["boin", "--seen", "0/3,1/6,3/6"], ["crm", "--seen", "3- 3- 4+"],
      ["gmi", "--hazard-ratio", "0.75", "--censored-after", "6", "--simulated", "500"],
      [
        "simulate", "--median", "3.5", "--hazard-ratio", "0.6", "--replicates", "20", "--scans", "8 weeks", "--missed",
        "10%",
      ],
      ["infer", "3/13", "12/43", "--responses", "2", "--p0", "20%"],
    ] {
      let found = try run(line + ["--format", "json"])
      #expect(found.status == 0, "\(line): \(found.errors)")
      #expect((try? JSONSerialization.jsonObject(with: Data(found.output.utf8))) is [Any], "\(line)")
    }
  }

  /// 13 responses of 45 patients, 13 of them in the first stage: 13/45 = 0.28889; P(X1 > 3, X ≥ 13) of 45 at 0.2 is 0.0631 and the unbiased estimate 0.36542 (worked with scipy's binomials).
  /// It says so beside a rule that rejects with more than 13.
  @Test func inferenceOfTheSizesThatThereWere() throws {
    let found = try run([
      "infer", "3/13", "12/43", "--p0", "20%", "--p1", "40%", "--actual", "13,45", "--responses", "13", "--format",
      "csv",
    ])
    #expect(found.output.contains("\"rate, plain\",0.28889,"), "\(found.output)")
    #expect(found.output.contains("\"rate, unbiased\",0.36542,"), "\(found.output)")
    #expect(found.output.contains("\np,0.063") && found.errors.contains("Stop with 3 or fewer responses of 13"))
    let all = try run([
      "infer", "3/13", "12/43", "--p0", "20%", "--p1", "40%", "--actual", "13,45", "--responses", "45", "--format",
      "csv",
    ])
    #expect(all.status == 0 && all.output.contains("\"rate, plain\",1,"))
  }

  /// What stands without an option is what the option says; the parameter of the bounds is none of futility.
  @Test func parametersOfBoundsAndOfFutility() throws {
    let line = [
      "sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--looks", "0.5,1", "--bounds", "wang-tsiatis",
      "--futility", "kim-demets",
    ]
    let plain = try run(line)
    #expect(plain.status == 0 && plain.errors.isEmpty == false)
    let stated = try run(line + ["--parameter", "0.25", "--futility-parameter", "2"])
    #expect(stated.output == plain.output && stated.errors == plain.errors)
    #expect(plain.errors.contains("Futility by spending of beta: Kim-DeMets spending, ρ = 2"))
    #expect(plain.errors.contains("One-sided level 0.05, power 0.8"))
    #expect(try run(line + ["--futility-parameter", "3"]).output != plain.output)
  }

  /// What a table means stands in it, not in its title alone, which CSV does not have.
  @Test func meaningStandsInTheTable() throws {
    let toxicity = try run(["toxicity", "--tolerable", "20%", "--toxic", "40%", "--format", "csv"])
    #expect(toxicity.output.contains("\"Stop with more than, cautious\",\"Stop with more than, strict\""))
    let next = try run(["crm", "--seen", "1-", "--format", "csv"])
    #expect(next.output.contains("\nnext dose,2,"), "\(next.output)")
    let harm = try run([
      "simulate", "--median", "3.5", "--hazard-ratio", "1.5", "--replicates", "20", "--scans", "8", "--format", "csv",
    ])
    #expect(harm.output.contains("for a benefit of the treatment") && harm.errors.contains("Scans every 8 months"))
    let line = ["milestone", "--at", "12", "--null", "20%", "--alternative", "40%", "--follow-up", "6", "--per-month"]
    #expect(try run(line + ["5"]).errors.contains("Follow-up is shorter than the milestone"))
    // Six months at a hundred a month are 600 patients, of whom the first alone has twelve months by then: the formula has its power of nobody.
    let nobody = try run(line + ["100"])
    #expect(nobody.status != 0 && nobody.output.isEmpty && nobody.errors.contains("can be followed to the milestone"))
    let rare = try run(["milestone", "--at", "3", "--null", "95%", "--alternative", "99%"])
    #expect(rare.errors.contains("Normal approximation with few events"))
  }

  /// What cannot be is refused before anything is printed, with what was found and what is expected.
  @Test(
    arguments: [
      (["simon", "--p0", "0.4", "--p1", "0.2"], "p1: found 0.2"),
      (["simon", "--p0", "0.2", "--p1", "0.4", "--alpha", "5"], "--alpha"),
      (["simon", "--p0", "0.2", "--p1", "0.22", "--most", "100"], "none of up to 100 patients"),
      (["simon", "--p0", "0.2", "--p1", "0.4", "--scans", "8 weeks"], "--landmark and --scans"),
      (["infer", "3/13", "12", "--responses", "3", "--p0", "0.2"], "expected responses/patients"),
      (["infer", "3/13", "12/43", "--responses", "50", "--p0", "0.2"], "responses: found 50"),
      (["logrank", "--median", "3.5", "--hazard-ratio", "1"], "hazard ratio: found 1"),
      (["sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--looks", "50%,90%"], "shares of information"),
      (["toxicity", "--tolerable", "0.4", "--toxic", "0.2"], "--toxic"),
      (["boin", "--seen", "4/3"], "--seen 4/3"),
      (["boin", "--regimen", "gemcitabine-1000-q28", "--rates", "5%,10%,20%"], "expected 2, the levels of"),
      (["boin", "--regimen", "gemcitabine-1000-q29"], "gemcitabine-1000-q28"),
      (["boin", "--regimen", "gemcitabine-1000-q28", "--seen", "0/3"], "750 mg/m2; 1000 mg/m2"),
      (["crm", "--regimen", "gemcitabine-1000-q28", "--doses", "3"], "expected 2, the levels of"),
      (["gmi", "--hazard-ratio", "0.75", "--guarantee", "4", "--censored-after", "6"], "expected one of them"),
      (["crm", "--seen", "3"], "--seen 3"),
      (["monitor", "--p0", "0.2", "--p1", "0.4", "--looks", "20,10"], "rising"),
      (["monitor", "--p0", "0.2", "--p1", "0.4", "--margin", "0.1"], "--margin"),
      (
        [
          "one-sample", "--median", "1.3", "--two-stage", "--per-month", "2", "--follow-up", "3",
          "--historical-events", "40",
        ], "--historical-events"
      ), (["boin", "--rates", "40%,25%,12%"], "lowest dose to the highest"),
      (
        ["sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--futility-parameter", "2"], "--futility-parameter"
      ), (["logrank", "--median", "3.5 weaks", "--hazard-ratio", "0.6"], "weaks"),
    ] as [([String], String)])
  func refused(line: [String], words: String) throws {
    let found = try run(line)
    #expect(
      found.status == 2 && found.output.isEmpty && found.errors.contains(words),
      "\(found.status) \(found.output) \(found.errors)")
  }
}
