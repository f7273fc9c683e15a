// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Statistics
import TumourResponse
import Measuring

/// Estimators on the rows that the peers read too (Benchmarks/peers/make_survival_data.py), and RECIST of many patients.
enum EvidenceBenchmark {
  /// Runs on the files of `folder`; says so where they are missing.
  static func run(_ folder: String) async throws {
    if let text = try? String(contentsOfFile: folder + "/survival.csv", encoding: .utf8) {
      try survival(Columns(text))
    } else {
      print("evidence: \(folder)/survival.csv is not there; skipped")
    }
    if let text = try? String(contentsOfFile: folder + "/intervals.csv", encoding: .utf8) {
      try turnbull(Columns(text))
    }
    if let text = try? String(contentsOfFile: folder + "/competing.csv", encoding: .utf8) {
      try competing(Columns(text))
    }
    recist()
  }

  /// Columns of numbers; an empty field is infinite.
  struct Columns {
    var values: [String: [Double]] = [:]

    init(_ text: String) {
      var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)[...]
      let names = lines.popFirst().map { String($0) ?? "" }?.split(separator: ",").map(String.init) ?? []
      var columns = [[Double]](repeating: [], count: names.count)
      for index in columns.indices { columns[index].reserveCapacity(lines.count) }
      for line in lines {
        for (index, field) in line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).enumerated()
        where index < columns.count {
          columns[index].append(field.isEmpty ? .infinity : Double(String(field) ?? "") ?? .nan)
        }
      }
      values = Dictionary(uniqueKeysWithValues: zip(names, columns))
    }

    subscript(_ name: String) -> [Double] { values[name] ?? [] }
  }

  /// The best of three runs, as the peers report.
  static func best<Result>(_ what: String, _ work: () throws -> Result) rethrows -> Result {
    var least = Double.infinity
    var result: Result?
    for _ in 0..<3 {
      let clock = ContinuousClock()
      let start = clock.now
      result = try work()
      let elapsed = clock.now - start
      least = min(least, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    }
    line(what, least, "s")
    line("  peak memory so far", peakMegabytes(), "MB")
    return try result ?? work()
  }

  private static func survival(_ data: Columns) throws {
    let sample = try SurvivalSample(times: data["time"], events: data["event"].map { $0 == 1 })
    let groups = data["group"].map { Int($0) }
    let rows = sample.count
    line("rows of survival.csv", Double(rows), "")
    line("  peak memory with the data", peakMegabytes(), "MB")
    let curve = try best("kaplan-meier with log-log intervals, \(rows) rows") { () -> KaplanMeier in
      let curve = try KaplanMeier(sample)
      // The limits of every step, as survfit makes them.
      let sum = curve.steps.reduce(0.0) { $0 + (curve.interval($1).lower ?? 0) }
      precondition(sum >= 0)
      return curve
    }
    let median = curve.median()
    let there = try curve.at(median.estimate ?? 0).survival
    print(
      "  median \(median.estimate ?? .nan) (\(median.interval.lower ?? .nan), \(median.interval.upper ?? .nan)); S there \(there)"
    )
    let test = try best("log-rank, \(rows) rows") { try LogRankTest(sample, groups: groups, groupCount: 2) }
    print("  chi-squared \(test.chiSquared)")
    let covariates = (1...5).map { (name: "x\($0)", values: data["x\($0)"]) }
    let model = try best("cox, Efron, 5 covariates, \(rows) rows") { try CoxModel(sample, covariates: covariates) }
    print("  coefficients \(model.terms.map(\.coefficient)); log likelihood \(model.logLikelihood)")
  }

  private static func turnbull(_ data: Columns) throws {
    let left = data["left"]
    let right = data["right"]
    let sample = try IntervalSample(left.indices.map { .between(left[$0], right[$0]) })
    let curve = best("turnbull, \(left.count) rows") { Turnbull(sample) }
    print(
      "  log likelihood \(curve.logLikelihood), certificate \(curve.certificate), S(104) \(curve.survival(at: 104).lowerBound)"
    )
  }

  private static func competing(_ data: Columns) throws {
    let sample = try CompetingSample(times: data["time"], causes: data["state"].map { Int($0) })
    let groups = data["group"].map { Int($0) }
    let tests = try best("cumulative incidence of 2 causes and 2 groups, Gray's tests, \(groups.count) rows") {
      () -> [GrayTest] in
      for cause in 1...2 {
        let incidence = try CumulativeIncidence(sample, cause: cause, variance: .gray)
        precondition(!incidence.steps.isEmpty)
      }
      return try (1...2).map { try GrayTest(sample, groups: groups, groupCount: 2, cause: $0) }
    }
    print("  Gray \(tests.map(\.test.statistic))")
  }

  /// 100,000 patients with 3 targets, a non-target and 8 visits.
  private static func recist() {
    let lesions: [TumourCourse.Lesion] = [
      .init(id: "T1", role: .target, site: "liver"), .init(id: "T2", role: .target, site: "lung"),
      .init(id: "T3", role: .target, site: "node", isNode: true), .init(id: "NT1", role: .nonTarget, site: "bone"),
    ]
    func visit(_ patient: Int, _ number: Int) -> TumourCourse.Visit {
      var states: [String: LesionState] = ["NT1": .present]
      for (index, name) in ["T1", "T2", "T3"].enumerated() {
        states[name] = .measured(Millimetres(hundredths: 2000 + (patient * 7 + number * 131 * (index + 1)) % 3000))
      }
      return .init(date: Day(18_000 + 56 * number), states: states)
    }
    let courses = (0..<1000).map { patient in
      TumourCourse(lesions: lesions, baseline: visit(patient, 0), visits: (1...8).map { visit(patient, $0) })
    }
    let progressions = best("RECIST of 100,000 patients, 8 visits each, with reasons") {
      (0..<100).reduce(0) { sum, _ in
        courses.reduce(sum) { $0 + RECIST.timePoints($1).filter { $0.overall == .progressive }.count }
      }
    }
    line("  progressions of them", Double(progressions), "")
  }
}
