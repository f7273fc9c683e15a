// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Store
import Testing

@testable import Workbench

/// Rows of laboratory values and lesions corrected in place: what is typed is what is recorded, what nobody touched stays as it is written.
@Suite struct RowsTests {
  private func begun() async throws -> (client: Client, scratch: Scratch, part: Int, store: Store) {
    let scratch = try Scratch()
    let folder = scratch.path + "/own"
    try FileManager.default.createDirectory(atPath: folder + "/patients", withIntermediateDirectories: true)
    for (name, text) in [
      ("study.yaml", "study: Own\n"), ("patients/1.yaml", "patient: 1\n"), ("patients/2.yaml", "patient: 2\n"),
      (
        "labs.csv",
        "patient,when,analyte,value,unit\n1,2018-05-03,neutrophils,1.2,10^9/L\n2,2018-05-03,neutrophils,7.7,10^9/L\n1,2018-05-10,platelets,85,10^9/L\n"
      ),
      ("lesions.csv", "patient,date,lesion,role,finding\n1,2018-05-01,liver,target,32\n1,2018-08-01,liver,target,20\n"),
    ] { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let open = try #require(await client.desk.workplace.current)
    return (client, scratch, try #require(try await open.state().patient(id: "1")).part, open.store)
  }

  private func lines(_ store: Store, _ name: String) async throws -> [String] {
    try await store.files()[name, default: ""].split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test("cells are corrected with a reason, rows taken out and added; the rows of others stay")
  func corrected() async throws {
    let (client, scratch, part, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let path = "/p/\(part)/rows/labs"
    #expect(await client.get("/p/\(part)").text.contains(path))
    let page = await client.get(path)
    Html.expectInert(page.text, "rows")
    #expect(!page.text.contains("7.7"), "rows of another patient")
    let fields = Html.fields(page.text).filter { $0.0 != "token" }
    #expect(fields.count { $0.0.hasSuffix(".value") } == 3, "two rows and a new one")
    // As it is shown, nothing changes.
    #expect(try await client.post(path, pairs: fields).header("Location")?.contains("told=same") == true)
    func set(_ was: String, _ now: String, _ why: String?) -> [(String, String)] {
      fields.filter { $0.0 != "why" }.map { $0.1 == was ? ($0.0, now) : $0 } + (why.map { [("why", $0)] } ?? [])
    }
    let unsaid = try await client.post(path, pairs: set("1.2", "2,1", nil))
    #expect(unsaid.status == 422 && unsaid.text.contains("value=\"2,1\""), "what was typed stays")
    // A value that may be two is asked, and nothing is saved.
    let doubtful = try await client.post(path, pairs: set("85", "1.250", "x"))
    #expect(doubtful.status == 422)
    #expect(try await store.lastRevision() == 1)
    let saved = try await client.post(path, pairs: set("2018-05-10", "11.05.2018", "chart read again"))
    #expect(saved.status == 303, "\(saved.text)")
    let first = try await lines(store, "labs.csv")
    #expect(
      first == [
        "patient,analyte,when,value,unit", "1,neutrophils,2018-05-03,1.2,10^9/L", "2,neutrophils,2018-05-03,7.7,10^9/L",
        "1,platelets,2018-05-11,85,10^9/L",
      ])
    // A row more, and one out.
    let second = Html.fields(await client.get(path).text).filter { $0.0 != "token" && $0.0 != "why" }
    let row = try #require(second.first { $0.0.hasSuffix(".value") && $0.1 == "85" }).0.dropLast(".value".count)
    var more = second.map { field in
      switch field.0 {
      case "n.1.when": ("n.1.when", "2018-06-01")
      case "n.1.analyte": ("n.1.analyte", "haemoglobin")
      case "n.1.value": ("n.1.value", "11.2")
      case "n.1.unit": ("n.1.unit", "g/dL")
      default: field
      }
    }
    more += [("\(row).remove", "true"), ("why", "not of this patient")]
    let both = try await client.post(path, pairs: more)
    #expect(both.status == 303, "\(both.text)")
    let then = try await lines(store, "labs.csv")
    #expect(
      then == [
        "patient,analyte,when,value,unit", "1,neutrophils,2018-05-03,1.2,10^9/L", "2,neutrophils,2018-05-03,7.7,10^9/L",
        "1,haemoglobin,2018-06-01,11.2,g/dL",
      ])
  }

  @Test("lesions too; another's change of the same cell is a conflict, not overwritten")
  func conflict() async throws {
    let (client, scratch, part, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let path = "/p/\(part)/rows/lesions"
    let opened = Html.fields(await client.get(path).text).filter { $0.0 != "token" && $0.0 != "why" }
    func set(_ was: String, _ now: String) -> [(String, String)] {
      opened.map { $0.0.hasSuffix(".finding") && $0.1 == was ? ($0.0, now) : $0 } + [("why", "measured again")]
    }
    #expect(try await client.post(path, pairs: set("32", "3,4 cm")).status == 303)
    #expect(try await lines(store, "lesions.csv")[1] == "1,2018-05-01,liver,target,34")
    let late = try await client.post(path, pairs: set("32", "30"))
    #expect(late.status == 422, "the page was older")
    #expect(try await lines(store, "lesions.csv")[1] == "1,2018-05-01,liver,target,34")
    // Another row of the same page is no conflict.
    #expect(try await client.post(path, pairs: set("20", "21")).status == 303)
    #expect(
      try await lines(store, "lesions.csv")[1...] == ["1,2018-05-01,liver,target,34", "1,2018-08-01,liver,target,21"])
    #expect(await client.get("/p/\(part)/rows/administrations").status == 404)
  }
}
