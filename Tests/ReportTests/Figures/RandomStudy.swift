// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Plain
import VerlaufTesting

/// Invented patients with all that figures have marks for: concurrent therapies, more treatments than colours, drugs without a known
/// abbreviation, assessments and adverse events of one day, procedures, vague dates, measured lesions. The same for the same seed.
struct RandomStudy {
  private var random: SeededGenerator
  private var study: Study
  private let lastDay = 19_900

  static func make(_ count: Int, seed: UInt64) throws -> Study {
    var maker = RandomStudy(random: SeededGenerator(seed: seed), study: Study(title: "\(count) invented patients"))
    maker.study.dataCutOff = .stated(try StatedDate(parsing: "\(Day(maker.lastDay))"))
    for number in 1...count { maker.study.patients.append(try maker.patient("P\(number)")) }
    return maker.study
  }

  private static let treatments: [[String]] = [
    ["gemcitabine", "docetaxel"], ["doxorubicin"], ["trabectedin"], ["pazopanib"], ["eribulin"], ["ifosfamide"],
    ["dacarbazine"], ["doxorubicin", "olaratumab"], ["gemcitabine"], ["gemcitabine", "dacarbazine"], ["regorafenib"],
    ["doxorubicin", "ifosfamide"], ["paclitaxel"], ["temozolomide"], ["zolbetumab"], ["quarfitinib"], ["quarfenib"],
    ["milciclib"], ["selinexor"], ["cisplatin", "etoposide"], ["vincristine", "irinotecan", "temozolomide"],
    ["catequentinib"], ["apatinib"], ["nivolumab", "ipilimumab"], ["a drug with a name of some length"],
  ]

  private mutating func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }

  /// A date as a chart states it: mostly to the day.
  private mutating func stated(_ day: Int, vaguely: Bool = true) throws -> StatedTime {
    let text = "\(Day(day))"
    switch vaguely ? random.below(10) : 0 {
    case 8: return try StatedTime(parsing: String(text.prefix(7)))
    case 9: return try StatedTime(parsing: String(text.prefix(4)))
    default: return try StatedTime(parsing: text)
    }
  }

  private mutating func patient(_ id: String) throws -> Patient {
    var patient = Patient(id: id)
    patient.sex = .stated(pick([.female, .male]))
    patient.age = .stated(StatedAge(years: 20 + random.below(60), anchor: nil))
    func add(_ id: String, _ content: Entry.Content, _ when: StatedTime?, ends: StatedTime? = nil) {
      var entry = Entry(id: id, content: content)
      entry.when = [when].compactMap(\.self)
      entry.ends = [ends].compactMap(\.self)
      patient.entries.append(entry)
    }
    var day = lastDay - 600 - random.below(1_800)
    let histology = pick(["leiomyosarcoma", "undifferentiated pleomorphic sarcoma", "MPNST"])
    add("diagnosis", .diagnosis(Diagnosis(histology: histology)), random.below(9) == 0 ? nil : try stated(day))
    day += 20 + random.below(60)
    if random.below(2) == 0 { add("op", .surgery(Surgery(procedure: "excision")), try stated(day, vaguely: false)) }
    if random.below(3) == 0 { add("bx", .biopsy(Biopsy()), try stated(day, vaguely: false)) }
    if random.below(4) == 0 { add("tx", .transplant(Transplant(what: "stem cells")), try stated(day + 5)) }
    if random.below(4) == 0 { add("comp", .complication(Complication(term: "fistula")), try stated(day + 9)) }
    if random.below(3) == 0 { add("rt", .radiotherapy(Radiotherapy(target: .notStated)), try stated(day + 12)) }
    if random.below(2) == 0 {
      let score = try PerformanceStatus.Score(parsing: "ECOG 1")
      add("ps", .performanceStatus(PerformanceStatus(score)), try stated(day + 14))
    }
    day += 30
    for line in 1...(1 + random.below(5)) where day < lastDay - 120 {
      let end = min(day + pick([35, 70, 180, 400]), lastDay - 20)
      var therapy = Therapy(drugs: pick(Self.treatments))
      if line == 2, random.below(3) == 0 { therapy.intent = .maintenance }
      add("t\(line)", .therapy(therapy), try stated(day, vaguely: line > 1), ends: try stated(end))
      if random.below(4) == 0 {
        add(
          "c\(line)", .therapy(Therapy(drugs: pick(Self.treatments))), try stated(day + 10, vaguely: false),
          ends: try stated(min(day + 60, end + 5), vaguely: false))
      }
      let isMeasured = line == 1 && random.below(3) > 0
      let baseline = 20 + random.below(60)
      var size = baseline
      if isMeasured { patient.lesions.append(reading(day - 7, baseline)) }
      var visit = day + 40
      for number in 0..<9 where visit < end {
        var assessment = Assessment(modality: .stated(pick(["CT", "MRI", "PET-CT"])))
        assessment.response = .stated(pick(Response.allCases))
        assessment.of = "t\(line)"
        add("a\(line)-\(number)", .assessment(assessment), try stated(visit, vaguely: false))
        if random.below(3) == 0 {
          for event in 0...random.below(2) {
            var toxicity = Toxicity(term: "neutropenia")
            if random.below(4) > 0 { toxicity.grade = .stated(ToxicityGrade(integerLiteral: 1 + random.below(5))) }
            add("x\(line)-\(number)-\(event)", .toxicity(toxicity), try stated(visit, vaguely: false))
          }
        }
        size = max(0, size + random.below(30) - 16)
        if isMeasured { patient.lesions.append(reading(visit, size)) }
        visit += pick([21, 42, 60])
      }
      if random.below(3) == 0 {
        add("m\(line)", .metastases(Metastases(sites: [pick(["lung", "bone", "liver"])])), try stated(end))
      }
      day = end + random.below(50)
    }
    let last = min(day + 10 + random.below(100), lastDay)
    if random.below(2) == 0 {
      add("death", .death(Death()), try stated(last, vaguely: false))
    } else {
      add("contact", .lastContact(), try stated(last, vaguely: false))
    }
    return patient
  }

  private func reading(_ day: Int, _ size: Int) -> LesionReading {
    LesionReading(
      lesion: "T1", role: .target, site: "liver", date: Day(day),
      state: size == 0 ? .absent : .measured(Millimetres(hundredths: size * 100)))
  }
}
