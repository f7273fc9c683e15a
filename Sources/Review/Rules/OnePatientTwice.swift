// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Chronology

/// One patient under two ids.
struct OnePatientTwice: Rule {
  let id = "one-patient-twice"
  let severity = Severity.warning
  let summary = Phrase(
    "Two patients who share histology and several exact dates: perhaps one, under two ids or in two arms",
    "Zwei Patienten mit gleicher Histologie und mehreren gleichen Tagen: vielleicht einer, unter zwei Kennungen oder in zwei Armen"
  )
  let explanation =
    "Two people rarely have the same histology and the same days of diagnosis, treatment and events. Sex, year of birth and age must not differ where both have them. Whoever is counted twice is counted twice in every estimate; in two arms, in both."
  let needs = "two patients with exact dates"
  let source = "duplicate publication and duplicate records: ICMJE Recommendations, section III.D.2"

  static let least = Threshold(
    "exact days that two patients share, of entries of one kind", 3, "days",
    why: "patients of one centre share a day by chance, three for the same things hardly")
  let thresholds = [Self.least]

  let fires = RuleExample("the same three days", course: Self.first, files: [Self.second("2021-03-05")])
  let passes = RuleExample("two of them", course: Self.first, files: [Self.second("2021-03-12")])
  private static let first = course("2021-03-05")
  private static func second(_ scan: String) -> RuleExample.File {
    .init(
      "patients/2.yaml",
      "patient: 2\ncourse:\n" + course(scan).split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
  }
  private static func course(_ scan: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2020-12-15
    - therapy: doxorubicin
      id: dox
      when: 2021-01-08
    - assessment: CT
      id: ct
      when: \(scan)
    """
  }

  /// A kind of entry on an exact day.
  private struct Mark: Hashable {
    let kind: String
    let day: String
  }

  func find(in context: ReviewContext) -> [Found] {
    let patients = context.study.patients
    let marks = patients.map(Self.marks)
    // Only those who share a mark are compared: a series of thousands has many pairs.
    var holders: [Mark: [Int]] = [:]
    for (index, own) in marks.enumerated() { for mark in own { holders[mark, default: []].append(index) } }
    var shared: [[Int]: Int] = [:]
    for (_, indices) in holders where indices.count > 1 && indices.count < 20 {
      for (place, one) in indices.enumerated() {
        for other in indices[(place + 1)...] { shared[[one, other], default: 0] += 1 }
      }
    }
    return shared.filter { Double($0.value) >= Self.least.value }.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
      .compactMap { pair in
        let (one, other) = (patients[pair[0]], patients[pair[1]])
        guard Self.mayBeOne(one, other) else { return nil }
        let days = marks[pair[0]].intersection(marks[pair[1]]).sorted { ($0.day, $0.kind) < ($1.day, $1.kind) }
        let arms = [one.arm.value, other.arm.value].compactMap(\.self)
        let isInTwo = Set(arms).count == 2
        let named = days.prefix(4).map { Self.words($0.kind) + Phrase(same: " \($0.day)") }.joined(separator: ", ")
        return Found(
          patient: other.id, about: one.id, severity: isInTwo ? .error : nil,
          Phrase(
            "Patients \(one.id) and \(other.id) share histology and \(days.count) exact days (\(named)): they may be one",
            "Die Patienten \(one.id) und \(other.id) haben dieselbe Histologie und \(days.count) gleiche Tage (\(named)): es kann einer sein"
          )
            + (isInTwo
              ? Phrase(
                ", who is in the arms \(arms[0]) and \(arms[1]).", ", der in den Armen \(arms[0]) und \(arms[1]) steht."
              )
              : Phrase(same: ".")),
          evidence: [
            Evidence(.patient(one.id), sources: one.sources, record: .patient(one.id)),
            Evidence(.patient(other.id), sources: other.sources, record: .patient(other.id)),
          ], settledBy: Phrase("The hospital numbers of both.", "Die Fallnummern beider."))
      }
  }

  /// A kind of entry in words; a therapy is called by its drugs.
  private static func words(_ kind: String) -> Phrase {
    switch kind {
    case "diagnosis": Phrase("diagnosis", "Diagnose")
    case "metastases": Phrase("metastases", "Metastasen")
    case "surgery": Phrase("surgery", "Operation")
    case "radiotherapy": Phrase("radiotherapy", "Strahlentherapie")
    case "assessment": Phrase("assessment", "Bildgebung")
    case "biopsy": Phrase("biopsy", "Biopsie")
    case "death": Phrase("death", "Tod")
    case "transplant": Phrase("transplant", "Transplantation")
    default: Phrase(same: kind)
    }
  }

  private static func mayBeOne(_ one: Patient, _ other: Patient) -> Bool {
    func agree<Value: Equatable>(_ first: Value?, _ second: Value?) -> Bool {
      first == nil || second == nil || first == second
    }
    return agree(one.sex.value, other.sex.value) && agree(one.yearOfBirth.value, other.yearOfBirth.value)
      && agree(one.age.value?.years, other.age.value?.years)
      && agree(
        one.diagnosis.map { TumourNames.key($0.diagnosis.histology) },
        other.diagnosis.map { TumourNames.key($0.diagnosis.histology) })
  }

  private static func marks(_ patient: Patient) -> Set<Mark> {
    var marks: Set<Mark> = []
    for entry in patient.entries {
      guard let kind = kind(entry.content) else { continue }
      for time in entry.when {
        // Only a day: of a month or a year many share.
        if let date = time.date, let day = try? Day(parsing: date.text) {
          marks.insert(Mark(kind: kind, day: "\(day)"))
        }
      }
    }
    return marks
  }

  private static func kind(_ content: Entry.Content) -> String? {
    switch content {
    case .diagnosis: "diagnosis"
    case .metastases: "metastases"
    case .surgery: "surgery"
    case .radiotherapy: "radiotherapy"
    case .therapy(let therapy): therapy.drugs.sorted().joined(separator: " + ")
    case .assessment: "assessment"
    case .biopsy: "biopsy"
    case .death: "death"
    case .transplant: "transplant"
    // Last contacts and laboratory days are those of the clinic, not of a patient.
    default: nil
    }
  }
}
