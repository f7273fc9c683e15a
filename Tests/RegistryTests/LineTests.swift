// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Plain
import StudyTesting
import Testing

@testable import Registry

@Suite("Lines of patients")
struct LineTests {
  @Test("read back as the same study, head and patients", arguments: 0..<12)
  func roundTrip(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed) + 7000)
    let study = random.study(patients: 3)
    let lines = StudyLines.text(of: study).split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    let (head, problems) = StudyHead.read(line: Array(lines[0].utf8), number: 1, file: "study.ndjson")
    let own = try #require(head, "\(problems)")
    #expect(own == StudyHead(of: study))
    let reader = PatientLines(head: own, file: "study.ndjson")
    for (line, patient) in zip(lines.dropFirst(), study.patients) {
      guard case .patient(let back, let claims, _) = reader.read(Array(line.utf8), number: 2) else {
        Issue.record("not read: \(reader.read(Array(line.utf8), number: 2))")
        continue
      }
      #expect(back == patient)
      #expect(claims == study.claims.filter { $0.subject == .patient(patient.id) })
      #expect(StudyLines.line(of: back, claims: claims).text(.line) == line)
    }
  }

  @Test("of the published series hold all that its folder holds")
  func published() async throws {
    let study = try await Place.study("gemcitabine-maintenance")
    let head = StudyHead(of: study)
    let reader = PatientLines(head: head, file: "")
    var claims = head.study.claims
    for (line, patient) in zip(Derived.patients(study).split(separator: "\n"), study.patients) {
      guard case .patient(let back, let own, _) = reader.read(Array(line.utf8), number: 1) else {
        Issue.record("not read")
        continue
      }
      #expect(back == patient)
      claims += own
    }
    #expect(Set(claims) == Set(study.claims) && claims.count == study.claims.count)
  }

  @Test("come from files in parts of any size, with their numbers")
  func blocks() async throws {
    let text = "\u{FEFF}one\r\n\ntwo\n" + String(repeating: "x", count: 5000) + "\nthree"
    for size in [1, 2, 3, 7, 100, 100_000] {
      try await Place.withFile(text) { path in
        var blocks = LineBlocks(try ByteSource(path: path, searchPath: ""), limit: 100, size: size)
        var lines: [String] = []
        while let block = try blocks.next() {
          for line in block.lines {
            lines.append(
              line.isTooLong
                ? "\(line.number): \(line.count)"
                : "\(line.number): \(String(decoding: block.bytes[line.range], as: UTF8.self))")
          }
        }
        #expect(lines == ["1: one", "2: ", "3: two", "4: 5000", "5: three"], "\(size)")
      }
    }
  }

  @Test("that cannot be read say why and where, and the others go on")
  func hostile() async throws {
    let study = try await Place.study("invented-cohort")
    let head = StudyHead(of: study)
    let good = Derived.patients(study).split(separator: "\n").map(String.init)
    let deep = String(repeating: "[", count: 100_000)
    let lines = [
      good[0], "{\"patient\": \"x\", \"course\": [{\"diagnosis\": \"sarcoma\", \"whn\": \"2020\"}]}", deep, "\u{1}",
      "[]",
      "{\"patient\": \"../etc\"}", "", "{\"patient\": \"y\"} more", good[0], good[1],
      "{\"patient\": \"" + String(repeating: "z", count: PatientLines.limit) + "\"}",
      "{\"patient\": \"z\", \"claims\": [{\"claim\": \"sex\", \"id\": \"c\", \"patient\": \"q\", \"sex\": \"male\"}]}",
    ]
    let (text, counts, problems) = try await Derived.lines(lines.joined(separator: "\n") + "\n", head: head)
    let out = text.split(separator: "\n")
    #expect(out.count == lines.count - 1)
    #expect(counts == DeriveRun.Counts(derived: 2, unread: 9))
    let told = problems.map(\.description)
    func isTold(_ words: String) -> Bool { told.contains { $0.contains(words) } }
    #expect(isTold("patients.ndjson:2:") && isTold("unknown key `whn`") && isTold("did you mean `when`"))
    #expect(isTold("patients.ndjson:3:") && isTold("too deep"))
    #expect(isTold("patients.ndjson:4:1: error: a control character"))
    #expect(isTold("patients.ndjson:6:") && isTold("`../etc` for a patient"))
    #expect(isTold("patients.ndjson:9:1: error: the patient \(study.patients[0].id) is there twice"))
    #expect(isTold("first at patients.ndjson:1"))
    #expect(isTold("patients.ndjson:11:1: error: a line of \(PatientLines.limit + 15) bytes"))
    #expect(out[1].hasPrefix("{\"patient\":\"x\",\"line\":2,\"unread\":[{\"column\":"))
    for line in out { #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) } }
  }

  @Test("that are no UTF-8 are refused")
  func encoding() async throws {
    let head = StudyHead(of: Study(title: "Invented"))
    let reader = PatientLines(head: head, file: "patients.ndjson")
    guard case .unreadable(let problems, _) = reader.read([0x7B, 0x22, 0xFF, 0x22, 0x7D], number: 12) else {
      Issue.record("read")
      return
    }
    #expect(
      problems.map(\.description) == [
        "patients.ndjson:12:3: error: the file is not UTF-8 from here on; expected UTF-8: save the file again with this encoding"
      ])
  }
}
