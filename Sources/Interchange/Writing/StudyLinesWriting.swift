// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation

/// A study as lines of JSON (`StudyLines`): the head, then a patient each. They hold the whole record, and are read again before they are given out.
enum StudyLinesWriting {
  static func write(_ study: Study) -> StudyWriting {
    var losses = LossReport()
    let text = StudyLines.text(of: study)
    let lines = text.split(separator: "\n")
    let (head, _) = StudyHead.read(line: Array((lines.first ?? "").utf8), number: 1, file: "study.ndjson")
    guard let head, head == StudyHead(of: study), lines.count == study.patients.count + 1 else {
      return StudyWriting(
        files: [:], refusal: "what is said of the study would come back as something else", losses: losses)
    }
    losses.add(.understood, file: "study", column: "", meaning: "the head")
    let reader = PatientLines(head: head, file: "study.ndjson")
    for (number, (line, patient)) in zip(lines.dropFirst(), study.patients).enumerated() {
      guard case .patient(let own, let claims, _) = reader.read(Array(line.utf8), number: number + 2), own == patient,
        claims == study.claims.filter({ $0.subject.patient == patient.id })
      else {
        return StudyWriting(
          files: [:], refusal: "patient \(patient.id) would come back as something else", losses: losses)
      }
      losses.add(.understood, file: "patients", column: "", meaning: "a line each", example: patient.id)
    }
    return StudyWriting(files: ["study.ndjson": text], losses: losses)
  }
}
