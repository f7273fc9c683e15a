// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A set of reference vectors; see Fixtures/README.md for their origin.
struct Vectors<Case: Decodable>: Decodable {
  var cases: [Case]

  /// Reads a set by name.
  static func read(_ name: String) throws -> [Case] {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Vectors<Case>.self, from: Data(contentsOf: url)).cases
  }
}
