// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Marrow

/// Reference values; their origin stands in `Fixtures/README.md`.
enum Reference {
  static func files(_ folder: String) throws -> [URL] {
    let root = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    #expect(!files.isEmpty)
    return files
  }

  static func read<Value: Decodable>(_ folder: String, as type: Value.Type) throws -> [Value] {
    try files(folder).map { try JSONDecoder().decode(Value.self, from: Data(contentsOf: $0)) }
  }

  struct Event: Decodable {
    var time_h: Double
    var amount_mg: Double
    var duration_h: Double
    var drug: String?

    func infusion() throws -> Infusion {
      try Infusion(
        #require(MarrowDrug(rawValue: drug ?? "gemcitabine")), at: Hours(time_h), Milligrams(amount_mg),
        over: Hours(duration_h))
    }
  }

  struct Trajectory: Decodable {
    struct Metrics: Decodable {
      struct Nadir: Decodable {
        var start_h: Double
        var end_h: Double
        var time_h: Double
        var value: Double
      }
      var nadir_time_h: Double
      var nadir_value: Double
      var cycle_nadirs: [Nadir]
      var half: Double
      var one: Double
      var oneAndHalf: Double
      var recovery: Double?

      enum CodingKeys: String, CodingKey {
        case nadir_time_h, nadir_value, cycle_nadirs
        case half = "hours_below_0.5"
        case one = "hours_below_1.0"
        case oneAndHalf = "hours_below_1.5"
        case recovery = "first_recovery_to_1.5_after_nadir_h"
      }
    }
    struct Level: Decodable {
      var time_h: Double
      var C_gem_mg_L: Double
    }
    var id: String
    var model: String
    var params: [String: Double]
    var events: [Event]
    var t_end_h: Double
    var daily_t_h: [Double]
    var daily_ANC: [Double]
    var end_of_infusion: [Level]
    var metrics: Metrics

    func parameters() throws -> MarrowParameters {
      var values: [ParameterKey: Double] = [:]
      for (name, value) in params { values[try #require(ParameterKey(rawValue: name))] = value }
      return try MarrowParameters(#require(MarrowStructure(rawValue: model)), values)
    }
  }
}

/// How far values are from a table: the largest difference of each column.
struct Agreement {
  let table: String
  private(set) var count = 0
  private(set) var worst: [String: Double] = [:]

  init(_ table: String) { self.table = table }

  /// Relative; where `absolute`, as it is.
  mutating func add(
    _ column: String, _ found: Double, _ expected: Double, within tolerance: Double, absolute: Bool = false,
    _ place: String
  ) {
    count += 1
    let difference = found == expected ? 0 : abs(found - expected) / (absolute ? 1 : abs(expected))
    worst[column] = max(worst[column] ?? 0, difference.isNaN ? .infinity : difference)
    #expect(difference <= tolerance, "\(table), \(place), \(column): \(found), expected \(expected)")
  }

  /// What the documentation says of the agreement comes from this line.
  func report() {
    let parts = worst.sorted { $0.key < $1.key }.map { "\($0.key) \(String(format: "%.1e", $0.value))" }
    print("agreement: \(table): \(count) values; \(parts.joined(separator: ", "))")
  }
}
