// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import VerlaufTesting

/// Writes patients down in few words, for tests.
struct PatientBuilder {
  var patient: Patient
  init(_ id: String, _ sex: Sex, _ age: Int, _ histology: String, site: String, at time: String? = nil) throws {
    patient = Patient(id: id)
    patient.sex = .stated(sex)
    patient.age = .stated(StatedAge(years: age, anchor: nil))
    var diagnosis = Diagnosis(histology: histology)
    diagnosis.site = .stated(site)
    try add("diagnosis", .diagnosis(diagnosis), time.map { [$0] } ?? [])
  }

  mutating func add(
    _ id: String, _ content: Entry.Content, _ when: [String] = [], ends: [String] = [], lasts: [String] = [],
    ongoing: Bool = false
  ) throws {
    var entry = Entry(id: id, content: content)
    entry.when = try when.map { try StatedTime(parsing: $0) }
    entry.ends = try ends.map { try StatedTime(parsing: $0) }
    entry.lasts = try lasts.map { try StatedSpan(parsing: $0) }
    entry.isOngoing = ongoing
    patient.entries.append(entry)
  }

  mutating func therapy(
    _ id: String, _ drugs: [String], _ when: [String] = [], ends: [String] = [], lasts: [String] = [],
    intent: Intent? = nil, continues: String? = nil, ongoing: Bool = false
  ) throws {
    var therapy = Therapy(drugs: drugs)
    therapy.intent = intent
    therapy.continues = continues
    try add(id, .therapy(therapy), when, ends: ends, lasts: lasts, ongoing: ongoing)
  }

  mutating func assessment(
    _ id: String, _ modality: String?, _ region: String? = nil, _ response: Response? = nil, of: String? = nil,
    _ when: [String] = []
  ) throws {
    var assessment = Assessment(modality: modality.map { .stated($0) } ?? .notStated)
    assessment.region = region.map { .stated($0) } ?? .notStated
    assessment.response = response.map { .stated($0) } ?? .notStated
    assessment.of = of
    try add(id, .assessment(assessment), when)
  }
}

extension Study {
  /// Three courses told as a case report tells them: spans between events, hardly a date.
  static func told() throws -> Study {
    var study = Study(title: "Maintenance in three patients")
    study.dataCutOff = .stated(try StatedDate(parsing: "2021-06"))
    study.period = .stated(try StatedDate(parsing: "2014/2021"))
    study.abbreviations = [
      "ablation": "A", "best supportive care": "Bsc", "dacarbazine": "Dac", "docetaxel": "Doc", "doxorubicin": "Dox",
      "gemcitabine": "Gem", "ifosfamide": "Ifo", "olaratumab": "Ola", "pazopanib": "Paz", "radiation": "R",
      "regorafenib": "Reg", "surgery": "S", "trabectedin": "Tra", "computed tomography": "CT",
      "magnetic resonance imaging": "MRI", "positron emission tomography": "PET",
    ]
    study.patients = [try first(), try second(), try third()]
    return study
  }

  private static func first() throws -> Patient {
    var course = try PatientBuilder("1", .male, 73, "leiomyosarcoma", site: "pancreas")
    try course.therapy("dox-ola", ["doxorubicin", "olaratumab"], ["after diagnosis"], intent: .firstLine)
    try course.assessment("mri-1", "MRI", "liver", .progressive, of: "dox-ola", ["3 mo after start of dox-ola"])
    try course.therapy(
      "gem-doc", ["gemcitabine", "docetaxel"], ["after mri-1", "after end of dox-ola"], intent: .salvage)
    try course.assessment(
      "mri-2", "MRI", "liver", .partial, of: "gem-doc", ["after end of gem-doc", "before start of maintenance"])
    try course.therapy(
      "maintenance", ["gemcitabine"], ["6 mo after start of gem-doc", "after end of gem-doc"], ends: ["at mri-3"],
      intent: .maintenance, continues: "gem-doc")
    try course.assessment(
      "mri-3", "MRI", "liver", .progressive, of: "maintenance", ["6 mo after start of maintenance"])
    try course.therapy("dacarbazine", ["dacarbazine"], ["after mri-3", "after end of maintenance"], intent: .salvage)
    try course.therapy(
      "pazopanib", ["pazopanib"], ["3 mo after start of dacarbazine", "after end of dacarbazine"], intent: .salvage)
    try course.assessment("progression", nil, nil, .progressive, of: "pazopanib", ["after start of pazopanib"])
    try course.add(
      "bsc", .supportiveCare(), ["after start of pazopanib", "after progression"], ends: ["at death"])
    try course.add("death", .death(Death()), ["2½ y after diagnosis", "1-61 d after start of bsc"])
    return course.patient
  }

  private static func second() throws -> Patient {
    var course = try PatientBuilder(
      "2", .female, 61, "undifferentiated pleomorphic sarcoma", site: "right femur")
    try course.assessment("mri-0", "MRI", "right femur", nil, ["before start of dox-ifo"])
    try course.therapy("dox-ifo", ["doxorubicin", "ifosfamide"], ["after diagnosis"], intent: .neoadjuvant)
    try course.add("surgery", .surgery(Surgery(procedure: "complete excision")), ["after end of dox-ifo"])
    try course.add(
      "radiotherapy", .radiotherapy(Radiotherapy(target: .stated("resection site"))), ["after surgery"])
    try course.add("follow-up", .followUp(), ["after end of radiotherapy"])
    try course.assessment("mri-1", "MRI", "resection site", nil, ["3 mo after start of follow-up"])
    try course.assessment("ct-1", "CT", "lung", nil, ["at mri-1"])
    try course.therapy("pazopanib", ["pazopanib"], ["after ct-1", "after mri-1"])
    try course.therapy("trabectedin", ["trabectedin"], ["after end of pazopanib"])
    try course.therapy("gem-doc", ["gemcitabine", "docetaxel"], ["after end of trabectedin"], intent: .salvage)
    try course.assessment(
      "check", nil, "lung", .stable, of: "gem-doc", ["after end of gem-doc", "before start of maintenance"])
    try course.therapy(
      "maintenance", ["gemcitabine"], ["after end of gem-doc"], ends: ["after progression"], lasts: ["21 mo"],
      intent: .maintenance, continues: "gem-doc")
    try course.assessment("ct-2", "CT", "lung", .stable, of: "maintenance", ["6 mo after start of maintenance"])
    try course.assessment(
      "progression", nil, "lung", .progressive, of: "maintenance", ["21 mo after start of maintenance"])
    try course.therapy("regorafenib", ["regorafenib"], ["after end of maintenance"], intent: .salvage)
    try course.assessment(
      "remission", nil, nil, .partial, of: "regorafenib", ["2 mo after start of regorafenib"])
    try course.add("end-of-remission", .event("end of the partial remission"), ["1 y after remission"])
    try course.add(
      "bsc", .supportiveCare(), ["after start of regorafenib", "after end-of-remission"], ends: ["at death"])
    try course.add("death", .death(Death()), ["nearly 5 y after diagnosis", "1 y after start of bsc"])
    return course.patient
  }

  private static func third() throws -> Patient {
    var course = try PatientBuilder("3", .male, 54, "leiomyosarcoma", site: "peri-aortic")
    try course.add("surgery", .surgery(Surgery(procedure: "complete excision")), ["after diagnosis"])
    try course.add("radiotherapy-1", .radiotherapy(Radiotherapy(target: .notStated)), ["after surgery"])
    try course.add("follow-up", .followUp(), ["after end of radiotherapy-1"])
    try course.assessment("pet-ct", "PET-CT", "right ilium", nil, ["2 y after start of follow-up"])
    try course.therapy("dac-dox", ["dacarbazine", "doxorubicin"], ["after pet-ct"])
    try course.assessment("progression", nil, nil, .progressive, of: "dac-dox", ["after start of dac-dox"])
    try course.add(
      "radiotherapy-2", .radiotherapy(Radiotherapy(target: .stated("right ilium"))),
      ["after progression", "before start of gem-doc"])
    try course.add(
      "ablation", .ablation(Ablation(site: .stated("liver"))), ["after progression", "before start of gem-doc"])
    try course.therapy(
      "gem-doc", ["gemcitabine", "docetaxel"], ["after progression", "after end of dac-dox"], intent: .salvage)
    try course.assessment(
      "check-1", nil, nil, .stable, of: "gem-doc", ["after end of gem-doc", "before start of maintenance"])
    try course.therapy(
      "maintenance", ["gemcitabine"], ["after end of gem-doc", "after check-1"], lasts: ["14 mo"],
      intent: .maintenance, continues: "gem-doc", ongoing: true)
    try course.assessment("check-2", nil, "lung", .stable, of: "maintenance", ["6 mo after start of maintenance"])
    try course.assessment("ct-2", "CT", nil, .stable, of: "maintenance", ["2021-05", "after start of maintenance"])
    try course.add("contact", .lastContact(), ["at cut-off"])
    return course.patient
  }

  /// Invented patients with exact dates; the same for the same seed.
  static func dated(_ count: Int, seed: UInt64 = 7) throws -> Study {
    var random = SeededGenerator(seed: seed)
    var study = Study(title: "\(count) invented patients")
    study.dataCutOff = .stated(try StatedDate(parsing: "2023-12-31"))
    study.abbreviations = try told().abbreviations
    let combinations = [
      ["doxorubicin"], ["doxorubicin", "ifosfamide"], ["gemcitabine", "docetaxel"], ["pazopanib"], ["trabectedin"],
      ["dacarbazine"], ["regorafenib"],
    ]
    let histologies = [("leiomyosarcoma", "uterus"), ("liposarcoma", "thigh"), ("angiosarcoma", "breast")]
    guard let cutOff = Day(iso: "2023-12-31"), let firstDay = Day(iso: "2019-01-01") else { return study }
    for number in 1...count {
      let tumour = histologies[random.below(3)]
      var day = firstDay.number + random.below(900)
      var course = try PatientBuilder(
        "\(number)", number.isMultiple(of: 2) ? .female : .male, 30 + random.below(50), tumour.0, site: tumour.1,
        at: "\(Day(day))")
      day += 14 + random.below(30)
      if random.below(2) == 0 {
        try course.add("surgery", .surgery(Surgery(procedure: "excision")), ["\(Day(day))"])
        day += 30
      }
      for line in 1...(1 + random.below(4)) {
        let end = day + 40 + random.below(260)
        let isOngoing = end > cutOff.number
        try course.therapy(
          "line-\(line)", combinations[random.below(combinations.count)], ["\(Day(day))"],
          ends: isOngoing ? [] : ["\(Day(end))"], intent: line == 2 && random.below(2) == 0 ? .maintenance : nil,
          ongoing: isOngoing)
        let looked = day + (min(end, cutOff.number) - day) / 2
        try course.assessment(
          "check-\(line)", ["CT", "MRI", nil][random.below(3)], nil, Response.allCases[random.below(4)],
          of: "line-\(line)", ["\(Day(looked))"])
        if isOngoing { break }
        day = end + random.below(60)
        if day > cutOff.number - 60 { break }
      }
      if day < cutOff.number - 120, random.below(3) > 0 {
        try course.add("death", .death(Death()), ["\(Day(day + random.below(100)))"])
      } else {
        try course.add("contact", .lastContact(), ["\(cutOff)"])
      }
      study.patients.append(course.patient)
    }
    return study
  }
}
