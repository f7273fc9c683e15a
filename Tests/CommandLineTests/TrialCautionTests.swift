// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `verlauf trial …` says of questions that are typical slips, and does not say of those that are none.
@Suite struct TrialCautionTests {
  private func run(_ line: [String], in folder: String? = nil) throws -> (status: Int32, output: String, errors: String)
  {
    try CommandLineTests().run(["trial"] + line, in: folder)
  }

  /// Scans every 4 months with a landmark of 3: no scan lies by it.
  @Test func noScanBeforeTheLandmark() throws {
    let simon = ["simon", "--p0", "20%", "--p1", "40%", "--landmark", "3"]
    let late = try run(simon + ["--scans", "4 months"])
    #expect(late.status == 2 && late.output.isEmpty && late.errors.contains("a scan by the landmark"), "\(late)")
    #expect(try run(simon + ["--scans", "3 months"]).status == 0)
    let arm = [
      "maintenance", "--arms", "1", "--design", "3/13,12/43", "--landmark", "3", "--median", "1.3", "--hazard-ratio",
      "0.57", "--replicates", "4",
    ]
    let blind = try run(arm + ["--scans", "6 months"])
    #expect(blind.status == 2 && blind.output.isEmpty && blind.errors.contains("a scan by the landmark"), "\(blind)")
    let sound = try run(arm + ["--scans", "6 weeks"])
    // The design has its own level: that of --alpha is none of it.
    #expect(sound.status == 0 && !sound.errors.contains("One-sided level 0.05"), "\(sound.errors)")
    #expect(sound.errors.contains("Level and power are those of the design"))
    let window = try run(arm + ["--scans", "2 months", "--window", "10 weeks"])
    #expect(window.status == 2 && window.errors.contains("found 2.3 months (10 weeks)"), "\(window.errors)")
  }

  /// Doses of a regimen: the share of its dose that its rules know, 75 %, below the full one, with which a trial begins.
  @Test func dosesOfARegimen() throws {
    let boin = try run([
      "boin", "--regimen", "gemcitabine-1000-q28", "--rates", "10%,20%", "--replicates", "200", "--format", "csv",
    ])
    #expect(boin.status == 0 && boin.errors.contains("from dose 2"), "\(boin.errors)")
    let rows = boin.output.split(whereSeparator: \.isNewline).suffix(2)
    #expect(rows.first?.hasSuffix(",750 mg/m2") == true && rows.last?.hasSuffix(",1000 mg/m2") == true, "\(rows)")
    let crm = try run(["crm", "--regimen", "gemcitabine-1000-q28", "--seen", "2- 2+ 2+", "--format", "csv"])
    #expect(crm.output.contains("1: 750 mg/m2"), "\(crm)")
    let combined = try run(["boin", "--regimen", "gem-doc-900-70-q21", "--seen", "0/3,1/6,3/6", "--format", "csv"])
    #expect(combined.output.contains("docetaxel 44 mg/m2, gemcitabine 570 mg/m2"), "\(combined)")
  }

  /// Doses by the model of the marrow: what they rest on stands beside the numbers, and what cannot be worked out is refused.
  @Test func dosesByTheModelOfTheMarrow() throws {
    let line = ["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--replicates", "4", "--cycles", "1"]
    let own = line + ["--schedule", "1000 mg/m2 d1, d8, d15 q28", "--surface", "1.8", "--dose-effect"]
    let found = try run(own + ["--rules", "gemcitabine-us-pancreas", "--format", "markdown"])
    #expect(found.status == 0, "\(found.errors)")
    for words in [
      "by the rules gemcitabine-us-pancreas over 1 cycle (relative dose intensity in the median",
      "the effect goes with the dose", "our own calibration", "doses are an upper bound", "and no finding",
      "must not decide a treatment", "| Relative dose |",
    ] { #expect(found.output.contains(words), "\(words): \(found.output)") }
    // The US label of breast cancer gives no rule for some counts of this schedule's day 15.
    for (more, words) in [
      (["--rules", "gemcitabine-us-breast"], "say nothing of some day"), (["--rules", "x"], "gemcitabine-us-pancreas"),
      ([], "--schedule, --rules and --surface go together"),
      (["--rules", "gemcitabine-us-pancreas", "--levels", "100%/10%"], "expected one of them"),
    ] {
      let refused = try run(own + more)
      #expect(refused.status != 0 && refused.output.isEmpty && refused.errors.contains(words), "\(refused.errors)")
    }
    let other = try run(
      line + ["--schedule", "trabectedin 1.5 mg/m2 d1 q21", "--surface", "1.8", "--rules", "gemcitabine-us-pancreas"])
    #expect(other.status == 2 && other.errors.contains("trabectedin"), "\(other.errors)")
  }

  /// On the landmark nobody is missed, and nobody is said to be; between scans somebody is.
  @Test func whatScansMakeOfIt() throws {
    let line = ["simon", "--p0", "20%", "--p1", "40%", "--landmark", "3", "--scans"]
    let on = try run(line + ["1.5"])
    #expect(on.errors.contains("a scan falls on the landmark") && !on.errors.contains("still counted as free"))
    let between = try run(line + ["8 weeks", "--deaths", "10%", "--format", "csv"])
    #expect(between.errors.contains("still counted as free"))
    // P(X ≤ 3 of 13) at 0.1·0.2 + 0.9·0.2^(56/30.4375/3), by the binomial.
    let p = 0.1 * 0.2 + 0.9 * pow(0.2, 56 / 30.4375 / 3)
    var stop = 0.0
    for (x, ways) in [1.0, 13, 78, 286].enumerated() { stop += ways * pow(p, Double(x)) * pow(1 - p, Double(13 - x)) }
    let row = try #require(between.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("optimal,") })
    let last = try #require(row.split(separator: ",").last.flatMap { Double($0) })
    #expect(abs(last - stop) < 1e-4, "\(row)")
  }

  /// The picture shows what the table says: at p0 20 % the curve by the scans has 0.655, the other 0.0496.
  @Test func theFigureShowsTheScans() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-seen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func table(_ line: [String]) throws -> [[String]] {
      let found = try run(
        ["simon", "--p0", "20%", "--p1", "40%", "--figure", "f.svg", "--replace"] + line, in: folder.path)
      #expect(found.status == 0, "\(found.errors)")
      return try String(contentsOf: folder.appendingPathComponent("f.csv"), encoding: .utf8)
        .split(whereSeparator: \.isNewline).map { $0.replacing("\"", with: "").components(separatedBy: ",") }
    }
    let scans = ["--landmark", "3", "--scans", "8 weeks", "--deaths", "10%"]
    let rows = try table(scans).filter { $0[0] == "Probability to reject H0" && $0[1] == "curve" }
    func value(_ name: String, _ x: String) throws -> Double {
      let text = rows.map { $0.joined(separator: ",") }
      let row = try #require(text.first { $0.hasPrefix("Probability to reject H0,curve,\(name),\(x),") }, "\(name)")
      return try #require(
        Double(row.dropFirst("Probability to reject H0,curve,\(name),\(x),".count).prefix { $0 != "," }))
    }
    #expect(abs(try value("optimal, by the scans", "0.2") - 0.65535) < 1e-4)
    #expect(abs(try value("optimal, by the scans", "0.4") - 0.98062) < 1e-4)
    #expect(abs(try value("optimal, seen at once", "0.2") - 0.0496) < 1e-3)
    #expect(rows.contains { $0.joined(separator: ",").contains("True rate, share") })
    // A scan on the landmark changes nothing, and there is one curve of each design; so too without scans.
    for line in [["--landmark", "3", "--scans", "3 months"], []] {
      #expect(try !table(line).contains { $0.joined(separator: ",").contains("by the scans") && $0[1] == "curve" })
    }
    // 43 patients of whom 0.5531 are seen at p1 are 23.78.
    let bounds = try table(scans + ["--draw", "bounds"])
    #expect(bounds.contains { $0.joined(separator: ",").contains("seen by the scans at p1") }, "\(bounds.prefix(30))")
  }

  /// 80 responses of 100 behind the standard where p0 is 20 %: they were exchanged. 20 of 100 are not, nor 30.
  @Test func aStandardThatContradictsTheRate() throws {
    let line = ["monitor", "--rule", "thall-simon", "--p0", "20%", "--p1", "40%", "--looks", "10,20,30", "--standard"]
    #expect(try run(line + ["80,20"]).errors.contains("contradicts p0"))
    for standard in ["20,80", "30,70", "2,8"] {
      let found = try run(line + [standard])
      #expect(found.status == 0 && !found.errors.contains("contradicts p0"), "\(standard)")
      #expect(!found.errors.contains("standard + 0") && found.errors.contains("worth 1 patient."), "\(found.errors)")
    }
  }

  /// 60 for 60 % is no ratio; 1.5 is one, of harm; 0.05 needs 4·6.1826/(ln 0.05)² = 2.8 events, for which no normal approximation holds. 0.6 is said nothing of.
  @Test func hazardRatios() throws {
    for command in ["logrank", "sequential"] {
      func found(_ ratio: String) throws -> (status: Int32, output: String, errors: String) {
        try run([command, "--median", "3.5", "--hazard-ratio", ratio])
      }
      #expect(try found("60").status == 2 && found("60").errors.contains("0.02 to 20"))
      #expect(try found("1.5").errors.contains("rejecting H0 means harm"))
      #expect(try found("0.05").errors.contains("Normal approximation with 2.8 events") || command == "sequential")
      #expect(try found("0.05").errors.contains("Normal approximation with"))
      for words in ["harm", "Normal approximation with"] {
        #expect(try !found("0.6").errors.contains(words), "\(command)")
      }
    }
    #expect(try run(["gmi", "--hazard-ratio", "75"]).status == 2)
    #expect(try run(["gmi", "--hazard-ratio", "0.75"]).status == 0)
  }

  /// One number of patients, which can be allotted: each arm rounded up, and the total their sum.
  @Test func patientsThatCanBeAllotted() throws {
    for (allocation, ratio) in [("1", 1.0), ("2", 2)] {
      let found = try run([
        "sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--allocation", allocation, "--format", "json",
      ])
      let tables = try #require(try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [[String: Any]])
      let rows = try #require(tables.last?["rows"] as? [[String: Any]])
      func value(_ name: String) throws -> (Double, String) {
        let row = try #require(rows.first { $0["Quantity"] as? String == name })
        return (try #require((row["Value"] as? NSNumber)?.doubleValue), row["Definition"] as? String ?? "")
      }
      let (all, words) = try value("patients")
      let (treated, control) = (try value("patients on treatment").0, try value("patients on control").0)
      let exact = try #require(Double(words.prefix { $0 != "," }))
      #expect(all == treated + control)
      #expect(treated == (exact * ratio / (1 + ratio)).rounded(.up) && control == (exact / (1 + ratio)).rounded(.up))
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-arms-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      _ = try run(
        [
          "sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--allocation", allocation, "--figure", "s.svg",
          "--draw", "schema",
        ], in: folder.path)
      let schema = try String(contentsOf: folder.appendingPathComponent("s.csv"), encoding: .utf8)
      #expect(schema.contains("n = \(Int(treated))") && schema.contains("n = \(Int(control))"), "\(schema)")
    }
  }

  /// A look at 1 % of the events has z of O'Brien and Fleming of about 16 and a level of 1e-60: never 0 in print.
  @Test func nothingSmallIsZero() throws {
    let found = try run([
      "sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--looks", "0.01,1", "--format", "csv",
    ])
    let row = try #require(found.output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("0.01,") })
    #expect(row.contains("< 0.0001") && row.contains("< 0.000001"), "\(row)")
  }

  /// Three toxicities of three at the lowest dose: the model names it again, and says that it is above the target. One of six is not.
  @Test func theLowestDoseIsTooHigh() throws {
    let high = try run(["crm", "--target", "25%", "--seen", "1+ 1+ 1+"])
    #expect(high.status == 0 && high.errors.contains("Even the lowest dose is estimated at 0.6"), "\(high.errors)")
    for seen in ["1- 1- 1-", "3- 3- 4+"] {
      #expect(try !run(["crm", "--target", "25%", "--seen", seen]).errors.contains("Even the lowest"), "\(seen)")
    }
  }

  /// A patient in a hundred months: 317 years are asked about, three patients a month are not.
  @Test func tooSlowForAnyTrial() throws {
    let line = ["milestone", "--at", "3", "--null", "20%", "--alternative", "40%", "--per-month"]
    #expect(try run(line + ["0.01"]).errors.contains("years: patients come in too slowly"))
    #expect(try !run(line + ["3"]).errors.contains("years"))
    #expect(try run(line + ["0.01"]).errors.contains("before the last of the"))
  }

  @Test func rangesThatAreNone() throws {
    let selection = try run(["selection", "--base", "20%", "--patients", "1", "--margin", "2"])
    #expect(selection.status == 2 && selection.errors.contains("expected at most 1"), "\(selection.errors)")
    let none = try run(["n-of-1", "--effect", "0", "--within", "8"])
    #expect(none.status == 2 && none.errors.contains("0.001 to"), "\(none.errors)")
  }

  /// A landmark in months that was meant in days, scans that were meant in weeks, looks after the trial.
  @Test func slipsOfAPlan() throws {
    let series = ["from", "Examples/gemcitabine-maintenance", "--p0", "20%", "--p1", "40%"]
    func found(_ more: [String]) throws -> (status: Int32, output: String, errors: String) {
      try run(series + more, in: CommandLineTests.root.path)
    }
    #expect(try found(["--landmark", "90"]).output.contains("read as months"))
    #expect(try !found(["--landmark", "90 days"]).output.contains("read as months"))
    #expect(try found(["--landmark", "3", "--scans", "4 months"]).status == 2)
    let looks = ["--tolerable", "20%", "--toxic", "40%", "--looks"]
    #expect(try found(looks + ["10,20,100"]).errors.contains("at most 43"))
    #expect(try found(looks + ["10,20,43"]).status == 0)
  }

  /// The document of another design does not stay beside this one, and is not taken away in silence.
  @Test func theDocumentOfBefore() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-word-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let design = folder.appendingPathComponent("design.json").path
    let out = folder.appendingPathComponent("out").path
    let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
    #expect(try run(["from", series, "--p0", "20%", "--p1", "40%", "--out", design]).status == 0)
    let first = try run(["synopsis", design, "--out", out])
    #expect(first.status == 0, "\(first.errors)")
    guard FileManager.default.fileExists(atPath: out + "/synopsis.docx") else { return }
    let second = try run(["synopsis", design, "--out", out, "--no-word"])
    #expect(
      second.status == 0 && second.errors.contains("synopsis.docx: the document of before is taken away"), "\(second)")
  }
}
