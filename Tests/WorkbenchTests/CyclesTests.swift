// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Store
import Testing

@testable import Workbench

/// Single doses in a grid: laid out from the plan, corrected, saved as rows of the table, and changed again.
@Suite struct CyclesTests {
  private func begun() async throws -> (client: Client, scratch: Scratch, path: String, store: Store) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    _ = try await client.post("/create", ["title": "Own", "patient": "P1", "file": "own.verlauf"])
    let open = try #require(await client.desk.workplace.current)
    let patient = "/p/\(try await open.state().patients[0].part)"
    let saved = try await client.post(
      patient + "/new/therapy",
      [
        "v.therapy": "gemcitabine + docetaxel", "v.id": "gem-doc", "v.when": "2020-01-06",
        "v.regimen": "gem-doc-900-75-q21", "action": "save",
      ])
    #expect(saved.status == 303, "\(saved.text)")
    let page = await client.get(patient).text
    let path = try #require(page.firstMatch(of: /href="(\/p\/[0-9]+\/e\/[0-9]+\/cycles)"/)?.1)
    return (client, scratch, String(path), open.store)
  }

  private func given(_ store: Store) async throws -> [String] {
    let study = try #require(try await store.study().study)
    return study.patients[0].therapies[0].therapy.administrations.map { row in
      "\(row.cycle) \(row.day) \(row.date) \(row.drug) \(row.dose?.text ?? "omitted") \(row.reason?.rawValue ?? "-")"
    }
  }

  /// Cycles that are laid out have the dose of the phase that they belong to: 1.5 mg/m² in cycles 1 to 4, 1.2 from 5 on.
  @Test("cycles are laid out by the doses of their phases")
  func phases() async throws {
    let (client, scratch, _, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let patient = try #require(try await client.desk.workplace.current?.state().patients.first).part
    let saved = try await client.post(
      "/p/\(patient)/new/therapy",
      [
        "v.therapy": "trabectedin", "v.id": "trab", "v.when": "2021-01-04", "v.every": "21 d",
        "v.phases.1.dose": "1.5 mg/m2", "v.phases.1.days": "1", "v.phases.1.cycles": "1-4",
        "v.phases.2.dose": "1.2 mg/m2", "v.phases.2.days": "1", "v.phases.2.cycles": "5-", "action": "save",
      ])
    #expect(saved.status == 303, "\(saved.text)")
    let part = try #require(try await store.parts(of: "P1").first { $0.part.text.contains("trabectedin") }).id
    let path = "/p/\(patient)/e/\(part)/cycles"
    func laid(_ dose: String?) async throws -> [String] {
      var fields = Html.fields(await client.get(path).text).filter {
        !["token", "layCount", "layStart"].contains($0.0) && !(dose != nil && $0.0 == "layDose.0")
      }
      fields += [("layCount", "6"), ("layStart", "2021-01-04"), ("action", "lay")]
      if let dose { fields.append(("layDose.0", dose)) }
      return Html.fields(try await client.post(path, pairs: fields).text).filter {
        $0.0.hasPrefix("n.") && $0.0.hasSuffix(".dose")
      }.map(\.1)
    }
    #expect(try await laid(nil) == ["1.5 mg/m2", "1.5 mg/m2", "1.5 mg/m2", "1.5 mg/m2", "1.2 mg/m2", "1.2 mg/m2"])
    // What a person types stands.
    #expect(try await laid("1.0 mg/m2") == Array(repeating: "1.0 mg/m2", count: 6))
  }

  /// Two cycles of 21 days from 6 January 2020: gemcitabine on days 1 and 8, docetaxel on day 8; the second cycle a week late, its day 8 of gemcitabine left out and docetaxel at 60.
  @Test("cycles are laid out by the plan, moved, corrected, and saved as one revision")
  func layOut() async throws {
    let (client, scratch, path, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let empty = await client.get(path)
    #expect(empty.status == 200 && empty.text.contains("No dose is recorded"))
    // The plan stands in the form: days and doses of the regimen.
    var fields = Html.fields(empty.text)
    func set(_ name: String, _ value: String) { fields = fields.filter { $0.0 != name } + [(name, value)] }
    #expect(fields.contains { $0 == ("layDays.0", "1, 8") } && fields.contains { $0 == ("layDose.1", "75 mg/m2") })
    #expect(fields.contains { $0 == ("layLength", "21") })
    set("layCount", "2")
    set("layStart", "06.01.2020")
    set("action", "lay")
    let laid = try await client.post(path, pairs: fields.filter { $0.0 != "token" })
    #expect(laid.status == 200 && laid.text.contains("not saved yet"), "\(laid.text)")
    fields = Html.fields(laid.text)
    #expect(
      fields.filter { $0.0.hasSuffix(".date") }.map(\.1) == [
        "2020-01-06", "2020-01-13", "2020-01-13", "2020-01-27", "2020-02-03", "2020-02-03",
      ])
    #expect(try await store.lastRevision() == 2, "nothing is saved by laying out")
    set("moveFrom", "2")
    set("moveBy", "7")
    set("action", "move")
    fields = Html.fields(try await client.post(path, pairs: fields.filter { $0.0 != "token" }).text)
    #expect(fields.filter { $0.0.hasSuffix(".date") }.map(\.1).suffix(3) == ["2020-02-03", "2020-02-10", "2020-02-10"])
    set("n.5.dose", "o")
    set("n.5.reason", "haematotoxicity")
    set("n.6.dose", "60")
    set("n.6.reason", "haematotoxicity")
    set("n.1.dose", "=")
    set("action", "save")
    let saved = try await client.post(path, pairs: fields.filter { $0.0 != "token" })
    #expect(saved.status == 303, "\(saved.text)")
    #expect(try await store.lastRevision() == 3)
    #expect(
      try await given(store) == [
        "1 1 2020-01-06 gemcitabine 900 mg/m2 -", "1 8 2020-01-13 docetaxel 75 mg/m2 -",
        "1 8 2020-01-13 gemcitabine 900 mg/m2 -", "2 1 2020-02-03 gemcitabine 900 mg/m2 -",
        "2 8 2020-02-10 docetaxel 60 mg/m2 haematotoxicity", "2 8 2020-02-10 gemcitabine omitted haematotoxicity",
      ])
    // The next block begins behind it, and what is there is not laid out again.
    let shown = await client.get(path)
    let next = Html.fields(shown.text)
    #expect(next.contains { $0 == ("layFirst", "3") } && next.contains { $0 == ("layStart", "2020-02-24") })
    #expect(shown.text.contains("<svg"))
    Html.expectInert(shown.text, "cycles")
    // Saved as it is shown, nothing changes.
    let same = try await client.post(path, pairs: next.filter { $0.0 != "token" } + [("action", "save")])
    #expect(same.header("Location")?.contains("told=same") == true)
    #expect(try await store.lastRevision() == 3)
  }

  @Test("a recorded dose is changed with a reason, taken out, and never by another's hand in silence")
  func change() async throws {
    let (client, scratch, path, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let first = try await client.post(
      path,
      [
        "n.1.cycle": "1", "n.1.day": "1", "n.1.date": "06.01.2020", "n.1.drug": "gemcitabine", "n.1.dose": "900",
        "n.2.cycle": "1", "n.2.day": "8", "n.2.date": "13.01.2020", "n.2.drug": "gemcitabine", "n.2.dose": "675 mg/m2",
        "n.2.reason": "haematotoxicity", "action": "save",
      ])
    #expect(first.status == 303, "\(first.text)")
    let opened = Html.fields(await client.get(path).text).filter { $0.0 != "token" }
    func changed(_ end: String, _ from: String, _ to: String, _ why: String?) -> [(String, String)] {
      opened.map { $0.0.hasSuffix(end) && $0.1 == from ? ($0.0, to) : $0 }.filter { $0.0 != "why" }
        + [("action", "save")] + (why.map { [("why", $0)] } ?? [])
    }
    // Whoever changes a fact says why.
    let unsaid = try await client.post(path, pairs: changed(".dose", "675 mg/m2", "600", nil))
    #expect(unsaid.status == 422)
    #expect(try await given(store).contains("1 8 2020-01-13 gemcitabine 675 mg/m2 haematotoxicity"))
    let said = try await client.post(path, pairs: changed(".dose", "675 mg/m2", "600", "chart read again"))
    #expect(said.status == 303, "\(said.text)")
    #expect(try await given(store).contains("1 8 2020-01-13 gemcitabine 600 mg/m2 haematotoxicity"))
    // A form that was opened before that does not overwrite it.
    let late = try await client.post(path, pairs: changed(".dose", "675 mg/m2", "450", "typing slip"))
    #expect(late.status == 422)
    #expect(try await given(store).contains("1 8 2020-01-13 gemcitabine 600 mg/m2 haematotoxicity"))
    let now = Html.fields(await client.get(path).text).filter { $0.0 != "token" }
    let row = try #require(now.first { $0.0.hasSuffix(".dose") && $0.1 == "600 mg/m2" }).0.replacing(".dose", with: "")
    let removed = try await client.post(
      path,
      pairs: now.filter { $0.0 != "why" } + [("\(row).remove", "true"), ("why", "typing slip"), ("action", "save")])
    #expect(removed.status == 303, "\(removed.text)")
    #expect(try await given(store) == ["1 1 2020-01-06 gemcitabine 900 mg/m2 -"])
  }

  @Test(
    "a row that is not understood is told at its place, and nothing is saved",
    arguments: [
      ("n.1.date", "31.02.2020"), ("n.1.dose", "1.234 mg/m2"), ("n.1.dose", "-5 mg/m2"), ("n.1.dose", "viel"),
      ("n.1.cycle", "x"), ("n.1.day", "0"), ("n.1.drug", "aspirin"), ("n.1.reason", "<script>"),
      ("n.1.date", "04/05/2020"),
    ])
  func wrong(name: String, value: String) async throws {
    let (client, scratch, path, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    var fields = [
      ("n.1.cycle", "1"), ("n.1.day", "1"), ("n.1.date", "06.01.2020"), ("n.1.drug", "gemcitabine"),
      ("n.1.dose", "900"), ("n.2.cycle", "1"), ("n.2.day", "8"), ("n.2.date", "13.01.2020"),
      ("n.2.drug", "gemcitabine"), ("n.2.dose", "900"),
    ].filter { $0.0 != name }
    fields += [(name, value), ("action", "save")]
    let answer = try await client.post(path, pairs: fields)
    #expect(answer.status == 422, "\(name) \(value)")
    #expect(try await store.lastRevision() == 2)
    let again = Html.fields(answer.text)
    #expect(again.filter { $0.0.hasSuffix(".date") }.count == 2, "no row is lost")
    #expect(again.contains { $0.1 == value }, "\(value) stays as it was typed")
    Html.expectInert(answer.text, name)
  }
}
