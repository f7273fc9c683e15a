// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// What tests of FHIR share: the published samples, resources made of a few elements, and what is read in words.
enum FHIRTesting {
  /// A published sample (Fixtures/README.md).
  static func sample(_ path: String) throws -> InputFile {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/FHIR", withExtension: nil))
    let url = folder.appendingPathComponent(path)
    return InputFile(name: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
  }

  static func read(_ files: [InputFile], keepsGoing: Bool = false) -> StudyReading {
    FHIRReading.read(StudyFormat.Request(files: files, keepsGoing: keepsGoing))
  }

  /// A patient with resources, each given by what stands behind its type, id and patient.
  static func bundle(_ resources: [String], patient: String = #""gender":"female","birthDate":"1960-05-17""#)
    -> InputFile
  {
    let all = resources.enumerated().map { number, text -> String in
      let type = text.prefix { $0 != "," }
      let rest = text.dropFirst(type.count)
      return
        #"{"resource":{"resourceType":"\#(type)","id":"r\#(number + 1)","subject":{"reference":"Patient/7"}\#(rest)}}"#
    }
    return InputFile(
      name: "bundle.json",
      text:
        #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"7",\#(patient)}}"#
        + all.map { ",\n" + $0 }.joined() + "]}")
  }

  /// A primary tumour, diagnosed on 16 May 2020.
  static let tumour =
    #"Condition,"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C49.2","version":"2021"}]},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/condition-assertedDate","valueDateTime":"2020-05-16"}]"#

  /// How many values a file has, by a walk of our own through Foundation's parser: texts that are not blank, numbers, flags.
  static func count(_ bytes: [UInt8]) -> Int? {
    if let whole = try? JSONSerialization.jsonObject(with: Data(bytes)) { return count(whole) }
    var sum = 0
    for line in bytes.split(separator: 0x0A) where line.contains(where: { $0 > 0x20 }) {
      guard let value = try? JSONSerialization.jsonObject(with: Data(line)) else { return nil }
      sum += count(value)
    }
    return sum
  }

  private static func count(_ value: Any) -> Int {
    if let object = value as? [String: Any] { return object.values.reduce(0) { $0 + count($1) } }
    if let list = value as? [Any] { return list.reduce(0) { $0 + count($1) } }
    if value is NSNull { return 0 }
    if let text = value as? String { return text.allSatisfy { $0 == " " } ? 0 : 1 }
    return 1
  }
}
