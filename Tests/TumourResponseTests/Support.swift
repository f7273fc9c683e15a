// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Testing
import TumourResponse

/// Rows of a reference table as dictionaries.
func records(_ path: String) throws -> [[String: String]] {
  let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/" + path)
  let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
  }
  let header = try #require(lines.first)
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}

func day(_ text: String?) throws -> Day { try #require(text.flatMap { Day(iso: $0) }) }
