// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// Invented patients with exact dates, the same in every run.
struct SyntheticCohort {
  private var state: UInt64 = 20_210_630

  /// A study of invented patients.
  static func study(patients: Int) throws -> Study {
    var cohort = SyntheticCohort()
    var study = Study(title: "Synthetic cohort of \(patients)")
    study.dataCutOff = .stated(try StatedDate(parsing: "2025-12-31"))
    study.patients = try (1...patients).map { try cohort.patient($0) }
    return study
  }

  /// SplitMix64.
  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    value ^= value >> 31
    return range.lowerBound + Int(value % UInt64(range.count))
  }

  private func date(_ day: Int) throws -> [StatedTime] { [try StatedTime(parsing: Day(day).description)] }

  private mutating func patient(_ number: Int) throws -> Patient {
    let place = SourceLocation(file: "patients/\(number).yaml", line: 1, column: 1)
    var patient = Patient(id: "\(number)", location: place)
    patient.sex = .stated(self.number(0...1) == 0 ? .female : .male)
    patient.age = .stated(StatedAge(years: self.number(18...85), anchor: Anchor(edge: .point, id: "diagnosis")))
    var day = self.number(14_600...17_500)
    func entry(_ id: String, _ content: Entry.Content, _ day: Int, end: Int? = nil) throws -> Entry {
      var entry = Entry(id: id, content: content, sources: [Source(section: "chart")], location: place)
      entry.when = try date(day)
      if let end { entry.ends = try date(end) }
      return entry
    }
    patient.entries.append(try entry("diagnosis", .diagnosis(Diagnosis(histology: "leiomyosarcoma")), day))
    patient.entries.append(
      try entry("metastases", .metastases(Metastases(sites: ["lung"])), day + self.number(0...300)))
    day += 20
    patient.entries.append(try entry("surgery", .surgery(Surgery(procedure: "excision", margin: .stated("R0"))), day))
    let regimens = [["doxorubicin"], ["gemcitabine", "docetaxel"], ["trabectedin"], ["pazopanib"]]
    for line in 0..<4 {
      day += self.number(10...40)
      let start = day
      let cycles = self.number(2...8)
      var therapy = Therapy(drugs: regimens[line])
      therapy.intent = line == 0 ? .firstLine : .salvage
      var phase = DosePhase(id: "phase-\(line)", drug: regimens[line][0], location: place)
      phase.dose = .stated(Dose(amount: Double(self.number(5...10) * 100), unit: .milligramsPerSquareMetre))
      phase.days = [1, 8]
      phase.cycleLength = .stated(CycleLength(days: [21]))
      phase.firstCycle = 1
      therapy.phases = [phase]
      day += cycles * 21
      patient.entries.append(try entry("line-\(line)", .therapy(therapy), start, end: day))
      for (index, seen) in [start + 42, day + 5].enumerated() where seen > start {
        var assessment = Assessment(modality: .stated("CT"))
        assessment.response = .stated(index == 1 ? .progressive : [.partial, .stable][self.number(0...1)])
        assessment.criteria = .stated("RECIST 1.1")
        assessment.of = "line-\(line)"
        patient.entries.append(try entry("ct-\(line)-\(index)", .assessment(assessment), min(seen, day + 5)))
      }
      day += 6
    }
    patient.entries.append(try entry("death", .death(Death(cause: .stated("tumour"))), day + self.number(5...400)))
    return patient
  }
}
