// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Testing
import TumourResponse

/// Courses of lesions against RECIST-tracker (with pyrecist as a second opinion).
@Suite("RECIST 1.1 against RECIST-tracker")
struct LesionTests {
  static func courses() throws -> [String: TumourCourse] {
    var baselines: [String: Day] = [:]
    var visits: [String: [(number: String, date: Day)]] = [:]
    for record in try records("recist_lesions/input_visits.csv") {
      let patient = record["patient"] ?? ""
      baselines[patient] = try day(record["baseline_date"])
      visits[patient, default: []].append((record["visit"] ?? "", try day(record["date"])))
    }
    var lesions: [String: [TumourCourse.Lesion]] = [:]
    var states: [String: [String: [String: LesionState]]] = [:]
    var equivocal: [String: Set<String>] = [:]
    for record in try records("recist_lesions/input_lesions.csv") {
      let patient = record["patient"] ?? ""
      let id = record["lesion"] ?? ""
      let role: LesionRole = record["kind"] == "target" ? .target : record["kind"] == "new" ? .new : .nonTarget
      lesions[patient, default: []].append(
        .init(id: id, role: role, site: record["organ"], isNode: record["lymph_node"] == "1"))
      if role == .new {
        // A new lesion is listed with the visit that first saw it; it is taken to stay.
        let first = Int(record["first_seen_visit"] ?? "") ?? 1
        for visit in visits[patient] ?? [] where (Int(visit.number) ?? 0) >= first {
          states[patient, default: [:]][visit.number, default: [:]][id] = .present
        }
        if record["equivocal"] == "1" { equivocal[patient, default: []].insert(id) }
      } else if role == .target {
        states[patient, default: [:]]["0", default: [:]][id] = .measured(
          try #require(Millimetres(record["baseline_mm"] ?? "")))
      } else {
        states[patient, default: [:]]["0", default: [:]][id] = .present
      }
    }
    for record in try records("recist_lesions/input_measurements.csv") {
      let state: LesionState =
        switch record["status"] {
        case "measured": .measured(try #require(Millimetres(record["mm"] ?? "")))
        case "absent": .absent
        case "present": .present
        case "unequivocalProgression": .progressed
        default: .notEvaluated
        }
      states[record["patient"] ?? "", default: [:]][record["visit"] ?? "", default: [:]][record["lesion"] ?? ""] = state
    }
    var courses: [String: TumourCourse] = [:]
    for (patient, list) in visits {
      let baseline = try #require(baselines[patient])
      courses[patient] = TumourCourse(
        lesions: lesions[patient] ?? [],
        baseline: .init(date: baseline, states: states[patient]?["0"] ?? [:]),
        visits: list.map {
          .init(date: $0.date, states: states[patient]?[$0.number] ?? [:], equivocal: equivocal[patient] ?? [])
        })
    }
    return courses
  }

  @Test func everyTimePoint() throws {
    let courses = try Self.courses()
    // The peer calls a visit with an unseen target NE, keeps PR, and waits for 5 mm after a complete response only.
    let options = RECISTOptions(
      partialSumProvesProgression: false, keepsPartialResponse: true, regrowthFromZero: .onlyAfterCompleteResponse)
    let found = courses.mapValues { RECIST.timePoints($0, options: options) }
    var checked = 0
    for record in try records("recist_lesions/expected_timepoints.csv") where record["peers_disagree"] != "1" {
      let date = try day(record["date"])
      let point = try #require(found[record["patient"] ?? ""]?.first { $0.date == date })
      let place = Comment(rawValue: "\(record) \(point.reasons)")
      func name(_ response: Response?) -> String {
        response == .nonCompleteNonProgressive ? "NON_CR_NON_PD" : response?.rawValue ?? "NA"
      }
      #expect(name(point.overall) == record["overall"], place)
      #expect(name(point.target) == record["target"], place)
      #expect(name(point.nonTarget) == record["nontarget"], place)
      if let sum = record["target_sum"].flatMap({ Double($0) }), point.isSumComplete, point.target != nil {
        #expect(point.sum?.number == sum, place)
      }
      if let nadir = record["nadir_sum"].flatMap({ Double($0) }), point.target != nil {
        #expect(point.nadir?.number == nadir, place)
      }
      for (own, expected) in [
        (point.percentFromBaseline, record["pct_from_baseline"]), (point.percentFromNadir, record["pct_from_nadir"]),
      ] {
        guard let own, let value = expected.flatMap({ Double($0) }) else { continue }
        #expect(abs(own - value) <= 1e-8 * max(1, abs(value)), place)
      }
      checked += 1
    }
    #expect(checked == 904)
  }

  /// The best of all visits up to the first progression, without a least time for stable disease.
  @Test func bestUntilProgression() throws {
    let options = RECISTOptions(
      partialSumProvesProgression: false, keepsPartialResponse: true, regrowthFromZero: .onlyAfterCompleteResponse)
    let courses = try Self.courses()
    var disputed: Set<String> = []
    var peerPrefersNotEvaluable = 0
    for record in try records("recist_lesions/expected_timepoints.csv") where record["peers_disagree"] == "1" {
      disputed.insert(record["patient"] ?? "")
    }
    var checked = 0
    for record in try records("recist_lesions/expected_best.csv") where !disputed.contains(record["patient"] ?? "") {
      let course = try #require(courses[record["patient"] ?? ""])
      let visits = RECIST.timePoints(course, options: options).map { JudgedVisit(date: $0.date, response: $0.overall) }
      let best = BestResponseRule(leastStableDays: 0).best(visits, reference: course.baseline.date).response
      if record["best_timepoint_until_first_pd"] == "NE", best == .progressive {
        // The peer ranks NE before PD; RECIST 1.1 does not: not evaluable, then progression, is progression.
        peerPrefersNotEvaluable += 1
        continue
      }
      let name = best == .nonCompleteNonProgressive ? "NON_CR_NON_PD" : best?.rawValue
      #expect(name == record["best_timepoint_until_first_pd"], "\(record)")
      checked += 1
    }
    #expect(checked > 200 && peerPrefersNotEvaluable == 4)
  }

  /// With our defaults, visits differ from the peer's only where an option says so: a kept response, a missing target, regrowth
  /// from 0 (the peer's tags).
  @Test func defaultsDifferOnlyWhereAnOptionSaysSo() throws {
    let found = try Self.courses().mapValues { RECIST.timePoints($0) }
    var different = 0
    for record in try records("recist_lesions/expected_timepoints.csv") {
      let date = try day(record["date"])
      let point = try #require(found[record["patient"] ?? ""]?.first { $0.date == date })
      let name = point.overall == .nonCompleteNonProgressive ? "NON_CR_NON_PD" : point.overall.rawValue
      guard name != record["overall"] else { continue }
      different += 1
      let tags = record["tags"] ?? ""
      #expect(
        tags.contains("pr_carried_forward") || tags.contains("target_missing") || tags.contains("nadir_zero"),
        "\(record) \(point.reasons)")
    }
    #expect(different > 0)
  }
}
