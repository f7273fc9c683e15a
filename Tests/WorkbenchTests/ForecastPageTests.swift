// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workbench

/// A forecast beside its form: nothing before its warning, nothing of a patient where the record stands in the way, and no schedule that no model takes.
@Suite struct ForecastPageTests {
  private static let counts = """
    patient,when,analyte,value,unit
    A,2024-01-08,neutrophils,4.1,10^9/L
    A,2024-01-15,neutrophils,1.6,10^9/L
    A,2024-01-22,neutrophils,0.9,10^9/L
    A,2024-01-29,neutrophils,1.2,10^9/L
    """
  private static let given = """
    patient,therapy,cycle,day,date,dose
    A,gem,1,1,2024-01-08,1000 mg/m2
    A,gem,1,8,2024-01-15,1000 mg/m2
    A,gem,1,15,2024-01-22,1000 mg/m2
    """
  private static func record(_ more: String = "") -> String {
    """
    patient: A
    height: 168 cm
    weight: 70 kg
    course:
      - diagnosis: leiomyosarcoma
        when: 2019-01-01
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2024-01-08
        ongoing: true
    \(more)

    """
  }

  private func opened(
    _ language: String = "en", more: String = ""
  ) async throws -> (client: Client, scratch: Scratch, path: String) {
    let scratch = try Scratch()
    let folder = URL(fileURLWithPath: scratch.path + "/study")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("patients"), withIntermediateDirectories: true)
    for (name, text) in [
      ("study.yaml", "study: Counts\ndata cut-off: 2024-01-31\n"), ("patients/A.yaml", Self.record(more)),
      ("labs.csv", Self.counts), ("administrations.csv", Self.given),
    ] { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let client = try await Client.entered(Client.desk(scratch, opening: folder.path), language: language)
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    return (client, scratch, "/p/\(number)/forecast")
  }

  private static func plain(_ page: String) -> String { page.replacing(/<[^>]*>/, with: " ") }

  /// √(168 · 70 / 3600) = 1.81 m². The next day 1 is due 28 d after 2024-01-08.
  @Test("the patient's own counts, the day 1 that is due, below the warning")
  func own() async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let empty = await client.get(path)
    #expect(empty.status == 200 && Html.fields(empty.text).contains { $0.0 == "surface" && $0.1 == "1.81" })
    #expect(empty.text.contains("1000 mg/m2 d1, d8, d15 repeated d29"))
    let page = try await client.post(
      path, ["schedules": "1000 mg/m2 d1, d8, d15 q28\n750 mg/m2 d1, d15 q28", "surface": "1,81"])
    #expect(page.status == 200)
    let plain = Self.plain(page.text)
    for words in [
      "The patient against the population", "of this patient, over 28 days from 2024-02-05",
      "750 mg/m2 d1, d15 q28", "Nothing is ranked as best", "our own calibration", "a recall of 33 %",
    ] { #expect(plain.contains(words), "\(words): \(plain)") }
    let warning = try #require(plain.firstRange(of: "No conformity assessment"))
    let number = try #require(plain.firstRange(of: "The patient against the population"))
    #expect(warning.lowerBound < number.lowerBound)
    #expect(page.text.components(separatedBy: "<figure").count == 3)
    Html.expectInert(page.text, "forecast")
  }

  @Test("a growth factor that no model has leaves the bands of the population, and says so, in German too")
  func refused() async throws {
    let (client, scratch, path) = try await opened(
      "de", more: "  - therapy: filgrastim\n    when: 2024-01-16\n    ends: 2024-01-20")
    defer { withExtendedLifetime(scratch) {} }
    let page = try await client.post(path, ["schedules": "1000 mg/m2 d1, d8, d15 q28", "surface": "1,81"])
    let plain = Self.plain(page.text)
    #expect(page.status == 200 && plain.contains("keine Konformitätsbewertung"))
    #expect(plain.contains("growth factor was given that the model does not have"), "\(plain)")
    #expect(!plain.contains("The patient against the population"))
  }

  @Test(
    "what no model takes is told beside its field, and nothing is computed",
    arguments: [
      ("schedules", "", "1.8", ""), ("schedules", "1000 mg/m2", "1.8", ""),
      ("schedules", "trabectedin 1.5 mg/m2 d1 q21", "1.8", ""), ("surface", "1000 mg/m2 d1 q28", "180", ""),
      ("surface", "1000 mg/m2 d1 q28", "", ""), ("surface", "1000 mg/m2 d1 q28", "1.8 kg", ""),
      ("begin", "1000 mg/m2 d1 q28", "1.8", "31.02.2024"), ("begin", "1000 mg/m2 d1 q28", "1.8", "2024"),
      ("schedules", String(repeating: "1000 mg/m2 d1 q28\n", count: 9), "1.8", ""),
    ])
  func wrong(field: String, schedules: String, surface: String, begin: String) async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let page = try await client.post(path, ["schedules": schedules, "surface": surface, "begin": begin])
    #expect(page.status == 422)
    #expect(page.text.contains("id=\"e-f-\(field)\""), "\(field)")
    #expect(!page.text.contains("<figure"))
    #expect(Html.fields(page.text).contains { $0.0 == "surface" && $0.1 == surface })
  }

  @Test("a day 1 before the last dose is none, and is told")
  func beforeTheLastDose() async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let page = try await client.post(
      path, ["schedules": "1000 mg/m2 d1 q28", "surface": "1.8", "begin": "10.01.2024"])
    #expect(page.status == 422 && Self.plain(page.text).contains("a day after the last dose"), "\(page.text)")
  }
}
