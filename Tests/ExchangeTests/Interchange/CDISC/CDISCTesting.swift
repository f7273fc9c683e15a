// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// What tests of CDISC share: the published samples, datasets made of a few records, and how many values a file has.
enum CDISCTesting {
  /// A published sample (Fixtures/README.md).
  static func sample(_ name: String) throws -> InputFile {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/CDISC", withExtension: nil))
    return InputFile(name: name, bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
  }

  static func read(_ files: [InputFile], keepsGoing: Bool = false) -> StudyReading {
    CDISCReading.read(StudyFormat.Request(files: files, keepsGoing: keepsGoing))
  }

  /// A dataset of a domain as separated values: a header and records, of which `7` is the subject.
  static func csv(_ domain: String, _ header: String, _ records: String...) -> InputFile {
    InputFile(
      name: "\(domain.lowercased()).csv",
      text: (["STUDYID,DOMAIN,USUBJID," + header] + records.map { "S,\(domain),7,\($0)" }).joined(separator: "\n")
        + "\n")
  }

  /// How many values a file of Dataset-JSON has in its rows, by a walk of our own through Foundation's parser: texts that are not blank, numbers, flags.
  static func count(_ bytes: [UInt8]) -> Int? {
    func count(_ value: Any) -> Int {
      if let list = value as? [Any] { return list.reduce(0) { $0 + count($1) } }
      if let object = value as? [String: Any] { return object.values.reduce(0) { $0 + count($1) } }
      if value is NSNull { return 0 }
      if let text = value as? String { return text.allSatisfy { $0 == " " } ? 0 : 1 }
      return 1
    }
    if let whole = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] {
      return count(whole["rows"] ?? [Any]())
    }
    var sum = 0
    for line in bytes.split(separator: 0x0A).dropFirst() where line.contains(where: { $0 > 0x20 }) {
      guard let value = try? JSONSerialization.jsonObject(with: Data(line)) else { return nil }
      sum += count(value)
    }
    return sum
  }
}

extension StoredDataset {
  /// It with all its rows.
  var whole: Dataset {
    var own = head
    own.rows = (0..<count).compactMap { row($0) }
    return own
  }
}

extension DatasetFiles {
  static func read(_ files: [InputFile], _ outcome: inout TableOutcome) -> [Dataset] {
    open(files, &outcome).map(\.whole)
  }
}

extension TransportReading {
  static func read(_ bytes: [UInt8]) throws(DatasetFault) -> [Dataset] {
    try open(InputParts(bytes), file: "").map(\.whole)
  }
}

extension DatasetJSONReading {
  static func read(_ name: String, _ bytes: [UInt8], _ outcome: inout TableOutcome) throws(DatasetFault) -> Dataset {
    try open(name, InputParts(bytes), &outcome).whole
  }
}
