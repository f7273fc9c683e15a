// SPDX-License-Identifier: Apache-2.0

import Store
import Testing

@testable import Workbench

/// Rows from a spreadsheet: what is not understood is never saved, and what is, is saved as it was typed.
@Suite struct PasteTests {
  private func opened() async throws -> (Client, Scratch, String) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    return (client, scratch, "/p/\(number)/paste")
  }

  @Test("rows with German heads, tabs and decimal commas are shown, saved as one revision, and not saved twice")
  func laboratory() async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let rows =
      "Datum\tParameter\tWert\tEinheit\r\n2018-05-03\tneutrophils\t1.2\t10^9/L\r\n04/05/2018\tplatelets\t85\t10^9/L\r\n13.05.2018\tplatelets\t90\t10^9/L\r\n"
    let shown = try await client.post(path, ["table": "laboratory", "rows": rows, "action": "read"])
    // `Datum` is the column `when` of this table, and so on; 04/05/ can be two days, and is not guessed. 13.05. has its day first (DIN 5008).
    #expect(
      shown.text.matches(of: /<option value="([^"]*)" selected/).map(\.1).dropFirst() == [
        "when", "analyte", "value", "unit",
      ])
    #expect(shown.status == 200 && shown.text.contains("What was understood"), "\(shown.text)")
    let head = try await client.post(
      path,
      [
        "table": "laboratory", "of": "laboratory", "rows": rows, "column.0": "when", "column.1": "analyte",
        "column.2": "value", "column.3": "unit", "action": "save",
      ])
    #expect(
      head.status == 422 && head.text.contains("`04/05/2018`") && head.text.contains("never saved"), "\(head.text)")
    let store = try #require(await client.desk.workplace.current?.store)
    #expect(try await store.lastRevision() == 1)
    let clear = rows.replacing("04/05/2018", with: "2018-05-04")
    let saved = try await client.post(
      path,
      [
        "table": "laboratory", "of": "laboratory", "rows": clear, "column.0": "when", "column.1": "analyte",
        "column.2": "value", "column.3": "unit", "action": "save",
      ])
    #expect(saved.status == 303, "\(saved.text)")
    #expect(try await store.lastRevision() == 2)
    let file = try #require(try await store.files()["labs.csv"])
    #expect(
      file
        == "patient,analyte,when,value,unit\n1,neutrophils,2018-05-03,1.2,10^9/L\n1,platelets,2018-05-04,85,10^9/L\n1,platelets,2018-05-13,90,10^9/L\n",
      "\(file)")
    let again = try await client.post(
      path,
      [
        "table": "laboratory", "of": "laboratory", "rows": clear, "column.0": "when", "column.1": "analyte",
        "column.2": "value", "column.3": "unit", "action": "save",
      ])
    #expect(again.status == 422 && again.text.contains("is there already"))
    #expect(try await store.lastRevision() == 2)
    #expect(await client.get(path.replacing("/paste", with: "")).text.contains("Laboratory values (3)"))
  }

  @Test("a value that is none, a row that lacks one, and markup are told")
  func wrong() async throws {
    let (client, scratch, path) = try await opened()
    defer { withExtendedLifetime(scratch) {} }
    let rows =
      "when;analyte;value;unit\n2018-05-03;neutrophils;<script>;10^9/L\n2018-05-03;platelets;;10^9/L\nsoon;platelets;85;10^9/L\n"
    let shown = try await client.post(path, ["table": "laboratory", "rows": rows, "action": "save"])
    #expect(shown.status == 422 && shown.text.contains("no `value`") && shown.text.contains("`soon`"), "\(shown.text)")
    Html.expectInert(shown.text, "pasted")
    #expect(try await client.desk.workplace.current?.store.lastRevision() == 1)
  }
}
