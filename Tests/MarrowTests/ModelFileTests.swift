// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Marrow

@Suite("Models are data with their sources")
struct ModelFileTests {
  @Test func everyFileIsRead() throws {
    let models = try MarrowModels()
    #expect(Set(models.all.map(\.structure)) == Set(MarrowStructure.allCases))
    for model in models.all {
      #expect(model.notFor.contains { $0.contains("Platelets are not modelled") }, "\(model.id)")
      #expect(model.use == .structure || !model.variability.isEmpty && model.residual != nil, "\(model.id)")
      // The slope of gemcitabine has no published value, and every model of it says so.
      #expect(model.values[.slope]?.certainty ?? .own == .own && model.calibrationNotice != nil, "\(model.id)")
      for value in model.values.values { #expect(!value.source.isEmpty) }
    }
  }

  /// Jiang's 2.7 L/min are 162 L/h; a coefficient of variation of 31 % is a variance of ln(1 + 0.31²) = 0.0918.
  @Test func valuesByHand() throws {
    let model = try #require(try MarrowModels()["gemcitabine"])
    #expect(model.values[.clearance]?.value == 2.7 * 60)
    #expect(abs((model.variability.first?.variance ?? 0) - log(1 + 0.0961)) < 1e-12)
    #expect(model.variability.map(\.key) == [.clearance, .baseline, .transitTime, .slope])
  }

  @Test func theSimplestModelOfDrugs() throws {
    let models = try MarrowModels()
    #expect(models.model(for: [.gemcitabine])?.id == "gemcitabine")
    #expect(models.model(for: [.docetaxel])?.id == "gemcitabine-docetaxel")
    #expect(models.model(for: [.gemcitabine, .pegfilgrastim])?.id == "gemcitabine-pegfilgrastim")
    #expect(models.model(for: Set(MarrowDrug.allCases)) == nil)
  }

  @Test(arguments: [
    ("\"L/h\"", "\"L/min\"", "L/min"), ("\"certainty\": \"A\"", "\"certainty\": \"Z\"", "Z"),
    ("\"value\": 162", "\"value\": -162", "above 0"), ("\"use\": \"forecast\"", "\"use\": \"anything\"", "anything"),
    ("\"title\"", "\"tittle\"", "tittle"), ("\"MTT\"", "\"MT\"", "none"), ("\"sd\": 0.424", "\"sd\": 0", "standard"),
    ("\"cv_percent\": 31", "\"cv_percent\": 0", "0 to 10"),
  ]) func aFileThatIsWrongIsRefused(find: String, replace: String, words: String) throws {
    let text = String(decoding: PackageResourcesForTests.gemcitabine, as: UTF8.self)
    let changed = try #require(text.range(of: find)).lowerBound
    let wrong = text.replacingCharacters(in: changed..<text.index(changed, offsetBy: find.count), with: replace)
    do {
      _ = try MarrowModel(parsing: Array(wrong.utf8), "file")
      Issue.record("read")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }
}

/// The file as it stands in the sources.
enum PackageResourcesForTests {
  static var gemcitabine: Data { file("gemcitabine") }

  static func file(_ name: String) -> Data {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? Data(contentsOf: root.appendingPathComponent("Sources/Marrow/Models/\(name).json"))) ?? Data()
  }
}
