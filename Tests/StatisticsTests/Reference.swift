// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A table of reference values.
struct Reference {
  let columns: [String]
  let rows: [[String]]

  init(_ path: String) throws {
    let text = try String(contentsOf: Self.url(path), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    columns = try #require(lines.first)
    rows = Array(lines.dropFirst())
  }

  static func url(_ path: String) throws -> URL {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/" + path)
  }

  /// A JSON file as dictionaries and arrays.
  static func json(_ path: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(contentsOf: url(path)))
  }

  func records() -> [[String: String]] {
    rows.map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
  }

  func numbers(_ column: String) throws -> [Double] {
    let index = try #require(columns.firstIndex(of: column))
    return rows.map { Double($0[index]) ?? .nan }
  }

  func texts(_ column: String) throws -> [String] {
    let index = try #require(columns.firstIndex(of: column))
    return rows.map { $0[index] }
  }
}

/// Numbers in a JSON value, where arrays of one element are written as scalars.
func numbers(_ value: Any?) -> [Double] {
  if let list = value as? [Any] { return list.compactMap { ($0 as? NSNumber)?.doubleValue } }
  return (value as? NSNumber).map { [$0.doubleValue] } ?? []
}

func texts(_ value: Any?) -> [String] { (value as? [String]) ?? (value as? String).map { [$0] } ?? [] }

/// Equal to a relative 1e-8 (or both missing); differences below 1e-14 count as rounding around zero.
func close(_ found: Double?, _ expected: Double?, relative: Double = 1e-8) -> Bool {
  switch (found, expected) {
  case (nil, nil): true
  case (let found?, let expected?):
    found == expected || abs(found - expected) <= max(1e-14, relative * max(abs(found), abs(expected)))
  default: false
  }
}
