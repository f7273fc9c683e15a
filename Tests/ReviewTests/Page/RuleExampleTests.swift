// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import Review
import Testing

/// What every rule must have: examples that do what they say, a file of its own, tests of its own.
@Suite struct RuleExampleTests {
  @Test(arguments: RuleCatalogue.rules.map(\.id))
  func theExamplesDoWhatTheySay(id: String) async throws {
    let rule = try #require(RuleCatalogue.rules.first { $0.id == id })
    let found = try await RuleBench(rule: rule).findings(rule.fires)
    #expect(!found.isEmpty, "the example that fires does not")
    #expect(try await RuleBench(rule: rule).findings(rule.passes).map(\.summary) == [])
    for finding in found {
      #expect(finding.id.hasPrefix("\(id)/"))
      #expect(finding.summary.hasSuffix("."))
      #expect(!finding.settledBy.isEmpty)
    }
  }

  @Test func identifiersAreUnique() {
    let ids = RuleCatalogue.rules.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  /// One rule, one file, one test, each of its name.
  @Test func eachRuleHasItsFileAndItsTests() throws {
    func names(_ folder: String, without suffix: String) throws -> Set<String> {
      let files = try FileManager.default.contentsOfDirectory(atPath: Repository.path(folder))
      return Set(files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) })
    }
    let types = Set(RuleCatalogue.rules.map { "\(type(of: $0))" })
    #expect(try names("Sources/Review/Rules", without: ".swift") == types)
    #expect(try names("Tests/ReviewTests/Rules", without: "Tests.swift") == types)
  }
}

enum Repository {
  /// A path of the repository.
  static func path(_ path: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(path).path
  }
}
