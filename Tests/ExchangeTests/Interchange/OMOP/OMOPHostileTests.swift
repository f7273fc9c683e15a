// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Testing

@testable import Interchange

@Suite("Damaged tables of OMOP", .timeLimit(.minutes(60)))
struct OMOPHostileTests {
  /// So many damaged files; a longer run: VERLAUF_MUTANTS=10000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_MUTANTS"].flatMap(Int.init) ?? 300

  private static let own: [String: String] = [
    "PERSON": OMOPTesting.person,
    "CONDITION_OCCURRENCE": OMOPTesting.condition
      + "1,7,0,2020-05-16,0,8890/3-C49.2\n2,7,44,2020-05-16,0,a rare sarcoma\n3,8,45,2020-05-16,0,E11.9\n",
    "EPISODE": OMOPTesting.episode
      + "1,7,32531,2020-06-01,2020-09-01,2,0,0,\n2,7,32531,2021-01-01,,,0,0,gemcitabine\n5,7,32528,2020-05-16,,,44,0,\n",
    "EPISODE_EVENT": OMOPTesting.event + "1,11,1147094\n1,12,1147094\n5,2,1147127\n",
    "DRUG_EXPOSURE": OMOPTesting.drug
      + "11,7,1,2020-06-01,2020-06-01,0,Doxorubicin\n12,7,1,2020-06-22,2020-06-22,0,ifosfamide\n14,7,3,2022-01-01,2022-01-01,0,trabectedin\n",
    "MEASUREMENT": OMOPTesting.measurement
      + "1,7,0,2020-05-20,0,,9.4,718-7,g/dL,,,\n2,7,0,2020-05-20,0,4172703,1,89247-1,,,,\n3,7,36769180,2020-05-21,0,,,,,liver,1,1147127\n5,7,55,2020-05-16,0,,,Grade,,high,1,1147127\n",
    "DEATH": "person_id,death_date,cause_concept_id,cause_source_value\n7,2022-01-01,44,sarcoma\n",
    "CONCEPT":
      "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,concept_code\n44,Sarcoma,Condition,ICD10GM,x,C49.2\n1,doxorubicin,Drug,RxNorm,Ingredient,3639\n",
    "VERLAUF_ENTRY":
      "table_name,record_id,patient,kind,entry,key,stated\nPERSON,7,p7,patient,,,\nCONDITION_OCCURRENCE,1,p7,diagnosis,first,,\nCONDITION_OCCURRENCE,1,p7,diagnosis,first,when,2020-05\n",
  ]

  @Test("end in a study or a refusal, and every cell is counted")
  func mutants() throws {
    var studies = 0
    let names = Self.own.keys.sorted()
    for number in 0..<Self.rounds {
      var mutation = Mutation(seed: UInt64(number))
      var files = names.filter { number % 3 != 0 || $0 != "VERLAUF_ENTRY" }.map {
        (name: $0 + ".csv", bytes: Array((Self.own[$0] ?? "").utf8))
      }
      for _ in 0...mutation.choice([0, 1, 2]) {
        let place = mutation.choice(Array(files.indices))
        files[place].bytes =
          number % 2 == 0 ? mutation.damaged(files[place].bytes) : cells(files[place].bytes, &mutation)
      }
      let inputs = files.map { InputFile(name: $0.name, bytes: $0.bytes) }
      let start = ContinuousClock.now
      let reading = OMOPReading.read(StudyFormat.Request(files: inputs, keepsGoing: number % 4 != 0))
      #expect(ContinuousClock.now - start < .seconds(20), "\(number)")
      #expect(reading.study != nil || !reading.misfits.isEmpty, "\(number)")
      guard let study = reading.study else { continue }
      studies += 1
      #expect(throws: Never.self, "\(number)") { try StudyFolder.write(study) }
      // The other reader of CSV has no notion of damaged quotes, nor of an empty line before the header.
      guard
        !files.contains(where: {
          $0.bytes.contains(UInt8(ascii: "\"")) || $0.bytes.contains(0x0D)
            || $0.bytes.contains { $0 >= 0x80 || $0 == 0 } || $0.bytes.first == 0x0A
        })
      else { continue }
      let count = files.reduce(0) { $0 + OMOPTesting.count(String(decoding: $1.bytes, as: UTF8.self)) }
      #expect(reading.losses.counts.reduce(0, +) == count, "\(number)")
    }
    #expect(studies > Self.rounds / 10, "\(studies)")
  }

  /// Cells changed for others.
  private func cells(_ bytes: [UInt8], _ mutation: inout Mutation) -> [UInt8] {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count > 1 else { return bytes }
    for _ in 0..<2 {
      let line = 1 + mutation.choice(Array(0..<(lines.count - 1)))
      var cells = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[mutation.choice(Array(cells.indices))] = mutation.choice([
        "", "0", "7", "8", "-1", "NULL", "2020-13-45", "2020-02-29", "2020-05", "01.02.2020", "8890/3", "8890/3-NULL",
        "99999999999999999999", "1e5", "32531", "32528", "1147094", "36769180", "718-7", "k.A.", "unbekannt", "a + b",
        "ÄÖÜ", "diagnosis", "first", "x\u{2028}y", String(repeating: "lang ", count: 600),
      ])
      lines[line] = cells.joined(separator: ",")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
