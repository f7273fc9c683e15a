// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Store
import Testing

@testable import Workbench

/// What a physician stumbles over in her first hour: empty forms, refused saves, a bad name at the start, a regimen to be found, a sheet as a hospital exports it.
@Suite struct FirstHourTests {
  private func begun() async throws -> (client: Client, scratch: Scratch, patient: String, store: Store) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    _ = try await client.post("/create", ["title": "Own", "patient": "P4", "file": "own.verlauf"])
    let open = try #require(await client.desk.workplace.current)
    return (client, scratch, "/p/\(try await open.state().patients[0].part)", open.store)
  }

  /// A death that nobody typed is no death, though its cause may stay open: what a kind may leave unsaid does not make an entry.
  @Test("an empty form is no entry", arguments: EntryKind.words.filter { $0 != "event" })
  func empty(kind: String) async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let slug = Identifier.slug(kind)
    let answer = try await client.post("\(patient)/new/\(slug)", ["v.note": "  ", "action": "save"])
    #expect(answer.status == 422 && answer.text.contains("Nothing is filled in"), "\(kind)")
    #expect(try await store.lastRevision() == 1)
    // No words of files: nobody has seen a mapping.
    #expect(!answer.text.contains("mapping (keys"))
  }

  @Test("a field that is needed is named, in the language of the page")
  func needed() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let answer = try await client.post(
      "\(patient)/new/toxicity", ["v.grade": "3", "v.when": "März 2018", "action": "save"])
    #expect(answer.status == 422 && answer.text.contains("This is needed.") && !answer.text.contains("mapping (keys"))
    #expect(Html.fields(answer.text).contains { $0 == ("v.grade", "3") })
    #expect(try await store.lastRevision() == 1)
    // Of a death the cause may stay open.
    let death = try await client.post("\(patient)/new/death", ["v.when": "2019-03", "action": "save"])
    #expect(death.status == 303, "\(death.text)")
  }

  /// The form was refused and the page left at once: what was typed is in the draft, as it was typed.
  @Test("a refused save keeps the draft")
  func draft() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let form = "\(patient)/new/therapy"
    let refused = try await client.post(
      form,
      [
        "v.therapy": "pembrolizumab", "v.when": "2019-05", "v.ends": "irgendwann im Herbst vielleicht",
        "v.every": "21 d",
        "v.phases.1.dose": "200 mg", "v.phases.1.days": "1", "action": "save",
      ])
    #expect(refused.status == 422)
    // A new form is empty, says what waits, and takes nothing of it.
    let empty = await client.get(form).text
    #expect(empty.contains("Go on with: pembrolizumab, ") && !empty.contains("irgendwann im Herbst"))
    #expect(Html.fields(empty).contains { $0 == ("draft", "2") })
    _ = try await client.post(form, ["draft": "2", "v.therapy": "imatinib", "action": "draft"])
    let again = Html.fields(await client.get(form, "draft=1").text)
    #expect(Html.fields(await client.get(form, "draft=2").text).contains { $0 == ("v.therapy", "imatinib") })
    for (name, value) in [
      ("v.ends", "irgendwann im Herbst vielleicht"), ("v.every", "21 d"), ("v.phases.1.dose", "200 mg"),
      ("v.phases.1.days", "1"),
    ] {
      #expect(again.contains { $0 == (name, value) }, "\(name)")
    }
    let saved = try await client.post(
      form, pairs: again.filter { $0.0.hasPrefix("v.") && $0.0 != "v.ends" } + [("action", "save")])
    #expect(saved.status == 303)
    // The other stays.
    #expect(try await store.drafts(of: "A. Author").map(\.place) == ["\(form)#2"])
    let study = await client.get("/s").text
    #expect(study.contains("\(form)?draft=2") && study.contains(", Therapy, "))
    #expect(try await client.post(form, ["draft": "2", "action": "discard"]).status == 303)
    #expect(try await store.drafts(of: "A. Author").isEmpty)
  }

  @Test("what is too long is told, and stays in the form")
  func long() async throws {
    let (client, scratch, patient, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let text = String(repeating: "a", count: 200_001)
    let answer = try await client.post("\(patient)/new/event", ["v.event": text, "action": "save"])
    #expect(answer.status == 422 && answer.text.contains("too long") && answer.text.contains(text))
  }

  @Test("a bad name on the first page leaves what was typed where it stands")
  func start() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    let answer = try await client.post(
      "/create", ["title": "Weichteilsarkome", "patient": "Müller/1 2", "file": "rare.verlauf"])
    #expect(answer.status == 422 && answer.text.contains("is no id: letters"))
    for field in [("title", "Weichteilsarkome"), ("patient", "Müller/1 2"), ("file", "rare.verlauf")] {
      #expect(Html.fields(answer.text).contains { $0 == field })
    }
  }

  /// Gemcitabine 900 mg/m² on days 1 and 8, docetaxel 75 mg/m² on day 8, every 21 days (Hensley 2008 in the library).
  @Test("a regimen is chosen by its words, and fills doses and days where one says so")
  func regimen() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let form = "\(patient)/new/therapy"
    let page = await client.get(form).text
    let option = try #require(page.firstMatch(of: /<option value="gem-doc-900-75-q21">([^<]*)</)?.1)
    #expect(
      option.contains("gemcitabine 900 mg/m²") && option.contains("docetaxel 75 mg/m²") && option.contains("every 21 d")
    )
    let place = try #require(page.firstRange(of: "name=\"v.regimen\"")).lowerBound
    #expect(place < page.firstRange(of: "name=\"v.intent\"")?.lowerBound ?? page.startIndex)
    let filled = try await client.post(
      form, ["v.regimen": "gem-doc-900-75-q21", "v.phases.1.dose": "675 mg/m2", "action": "doses"])
    let fields = Dictionary(Html.fields(filled.text), uniquingKeysWith: { first, _ in first })
    #expect(fields["v.therapy"] == "gemcitabine + docetaxel" && fields["v.every"] == "21 d")
    // What was typed stays.
    #expect(fields["v.phases.1.drug"] == "gemcitabine" && fields["v.phases.1.dose"] == "675 mg/m2")
    #expect(fields["v.phases.1.days"] == "1\n8" && fields["v.phases.2.days"] == "8")
    #expect(fields["v.phases.2.drug"] == "docetaxel" && fields["v.phases.2.dose"] == "75 mg/m2")
    #expect(try await store.lastRevision() == 1, "choosing saves nothing")
    let saved = try await client.post(
      form,
      pairs: Html.fields(filled.text).filter { $0.0.hasPrefix("v.") && !$0.1.isEmpty } + [
        ("v.when", "2018-03"), ("action", "save"),
      ])
    #expect(saved.status == 303, "\(saved.text)")
  }

  /// Every regimen of the library fills a form that can be saved.
  @Test("every regimen can be taken")
  func regimens() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let library = try await #require(client.desk.workplace.current).state().outcomes.library
    #expect(library.regimens.count > 10)
    for id in library.regimens.keys.sorted() {
      let before = try await store.lastRevision()
      let filled = try await client.post("\(patient)/new/therapy", ["v.regimen": id, "action": "doses"])
      let saved = try await client.post(
        "\(patient)/new/therapy",
        pairs: Html.fields(filled.text).filter { $0.0.hasPrefix("v.") && !$0.1.isEmpty && $0.0 != "v.when" } + [
          ("v.when", "2018-03"), ("action", "save"),
        ])
      #expect(saved.status == 303, "\(id): \(saved.text.matches(of: /class="wrong error"[^>]*>.{0,300}/).map(\.0))")
      #expect(try await store.lastRevision() == before + 1)
    }
  }

  /// Lesions as a German sheet has them: dates with points, lengths in cm with a comma; one bad row does not hold the others back.
  @Test("rows that are understood are saved, the others stay to be mended")
  func rows() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let rows =
      "Datum;Läsion;Rolle;Durchmesser (cm)\n09.04.2018;T1;target;2,5\n09.04.2018;T2;target;1,5\n03/04/2018;T1;target;2,0\n"
    let shown = try await client.post(patient + "/paste", ["table": "lesion", "rows": rows, "action": "read"])
    #expect(shown.text.contains("2018-04-09") && shown.text.contains("09.04.2018"), "as read, beside as pasted")
    let saved = try await client.post(
      patient + "/paste",
      [
        "table": "lesion", "of": "lesion", "rows": rows, "column.0": "date", "column.1": "lesion", "column.2": "role",
        "column.3": "finding", "action": "good",
      ])
    #expect(
      saved.status == 200 && saved.text.contains("2 saved"),
      "\(saved.text.matches(of: /error<\/span>[^\n]{0,300}|callout error[^\n]{0,300}/).map(\.0)) \(shown.text.matches(of: /<span lang="en">[^<]*/).map(\.0))"
    )
    let rest = Html.fields(saved.text).first { $0.0 == "rows" }?.1 ?? ""
    #expect(rest.contains("03/04/2018") && !rest.contains("T2") && rest.contains("Durchmesser (cm)"))
    let lesions = try #require(try await store.study().study).patients[0].lesions
    #expect(lesions.map(\.lesion) == ["T1", "T2"] && lesions.map(\.date.description) == ["2018-04-09", "2018-04-09"])
    // 2.5 cm are 25 mm.
    #expect("\(lesions.map(\.state))".contains("25") && "\(lesions.map(\.state))".contains("15"))
  }

  @Test("another entry is named as a person calls it; an end may be told from the entry's own beginning")
  func named() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let first = try await client.post(
      "\(patient)/new/therapy",
      [
        "v.therapy": "gemcitabine + docetaxel", "v.when": "2018-03-05", "v.ends": "4 Monate nach Beginn Gem/Doc",
        "action": "save",
      ])
    #expect(first.status == 303, "\(first.text)")
    let judged = try await client.post(
      "\(patient)/new/assessment",
      [
        "v.assessment": "CT", "v.of": "Gemcitabine + Docetaxel", "v.response": "PR", "v.when": "2018-06",
        "action": "save",
      ])
    #expect(judged.status == 303, "\(judged.text)")
    let second = try await client.post(
      "\(patient)/new/therapy",
      [
        "v.therapy": "gemcitabine", "v.intent": "maintenance", "v.continues": "Gem/Doc", "v.when": "nach Ende Gem/Doc",
        "v.ends": "9 months after start of gemcitabine", "action": "save",
      ])
    #expect(second.status == 303, "\(second.text)")
    let entries = try #require(try await store.study().study?.patients.first).entries
    try #require(entries.map(\.id) == ["gem-doc", "ct", "maintenance"])
    #expect(entries[0].ends.map(\.text) == ["4 mo after start of gem-doc"])
    guard case .assessment(let assessment) = entries[1].content, case .therapy(let therapy) = entries[2].content else {
      Issue.record("the course is another")
      return
    }
    #expect(assessment.of == "gem-doc" && therapy.continues == "gem-doc")
    #expect(entries[2].ends.map(\.text) == ["9 mo after start of maintenance"])
    // What may mean two is asked, what is nothing is told.
    let two = try await client.post(
      "\(patient)/new/toxicity", ["v.toxicity": "neutropenia", "v.of": "Therapie", "action": "save"])
    #expect(two.status == 422 && two.text.contains("gem-doc") && two.text.contains("maintenance"))
    #expect(try await store.study().study?.patients.first?.entries.count == 3)
  }

  /// The browser's Back after a save, and saved again: one toxicity, not two.
  @Test("what is recorded already is not recorded twice in silence")
  func twice() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let form = "\(patient)/new/toxicity"
    let fields = [("v.toxicity", "neutropenia"), ("v.grade", "3"), ("v.when", "2018-03-05"), ("action", "save")]
    #expect(try await client.post(form, pairs: fields).status == 303)
    let again = try await client.post(form, pairs: fields)
    #expect(again.status == 422 && again.text.contains("recorded already"))
    #expect(try await store.study().study?.patients.first?.entries.count == 1)
    #expect(try await client.post(form, pairs: fields + [("v.note", "a second time, at the same visit")]).status == 303)
    #expect(try await store.study().study?.patients.first?.entries.count == 2)
  }

  @Test("a year that has not come is questioned while it is typed")
  func toCome() async throws {
    let (client, scratch, patient, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    _ = try await client.post(
      "/s/edit",
      ["v.study": "Own", "v.period": "2016/2020", "v.data cut-off": "2020-12-31", "action": "save", "why": "x"])
    let read = try await client.post(
      "/read/time",
      ["form": "\(patient)/new/surgery", "field": "when", "v.surgery": "resection", "v.when": "2071"])
    #expect(read.text.contains("cannot all be true"), "\(read.text)")
    // Years with a hyphen: the slash is offered.
    let period = try await client.post(
      "/s/edit", ["v.study": "Own", "v.period": "2016-2021", "action": "save", "why": "x"])
    #expect(period.status == 422 && period.text.contains("2016/2021"))
  }

  @Test("the history says what was changed, and stopping asks once more")
  func history() async throws {
    let (client, scratch, patient, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    _ = try await client.post(
      "\(patient)/new/surgery", ["v.surgery": "resection", "v.when": "2018-03-05", "action": "save"])
    let page = await client.get("/h").text
    #expect(page.contains("surgery: resection of patient P4"))
    let settings = await client.get("/settings").text
    let stop = try #require(settings.range(of: "action=\"/stop\""))
    #expect(settings[..<stop.lowerBound].range(of: "<details", options: .backwards) != nil)
    #expect(
      settings[..<stop.lowerBound].components(separatedBy: "<details").count
        > settings[..<stop.lowerBound].components(separatedBy: "</details>").count)
  }

  @Test("lines of doses fill the phases, are never saved unseen, and are saved as they were checked")
  func doseLines() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let form = "\(patient)/new/therapy"
    let lines = "900 mg/m² d1, 8 q21d, cycles 1-3\n750 mg/m² d1, 8 q21d, from cycle 4, because of neutropenia"
    // Save with lines that nobody has taken over: they are shown first.
    let shown = try await client.post(
      form, ["v.therapy": "gemcitabine", "v.when": "2019-05", "dose-lines": lines, "action": "save"])
    #expect(shown.status == 200 && shown.text.contains("Not saved yet: the lines were put into the dose phases"))
    #expect(try await store.parts(of: "P4").allSatisfy { !$0.part.text.contains("gemcitabine") })
    let fields = Html.fields(shown.text).filter { $0.0.hasPrefix("v.") }
    for (name, value) in [
      ("v.phases.1.dose", "900 mg/m2"), ("v.phases.1.cycles", "1-3"), ("v.phases.2.dose", "750 mg/m2"),
      ("v.phases.2.cycles", "4-"), ("v.phases.2.reason.words", "neutropenia"),
    ] {
      #expect(fields.contains { $0 == (name, value) }, "\(name)")
    }
    #expect(!Html.fields(shown.text).contains { $0.0 == "dose-lines" && !$0.1.isEmpty })
    let wrong = try await client.post(
      form, ["v.therapy": "gemcitabine", "dose-lines": "900 mg/m2 d1 perhaps", "action": "dose-lines"])
    #expect(wrong.status == 422 && wrong.text.contains("Not understood from here: “perhaps”"))
    #expect(wrong.text.contains("900 mg/m2 d1 perhaps</textarea>") && !wrong.text.contains("v.phases.2.dose"))
    let saved = try await client.post(form, pairs: fields + [("action", "save")])
    #expect(saved.status == 303, "\(saved.text)")
    let therapy = try #require(try await store.study().study?.patients[0].therapies.last?.therapy)
    #expect(therapy.phases.map { $0.dose.value?.text } == ["900 mg/m2", "750 mg/m2"])
    #expect(therapy.phases.map(\.days) == [[1, 8], [1, 8]] && therapy.phases[1].firstCycle == 4)
    #expect(therapy.phases[1].reason.value?.words == "neutropenia")
  }

  /// The facts of a patient were open before the first entry came: what is typed there is saved beside it.
  @Test("facts of a patient are saved though the first entry came meanwhile")
  func factsBesideTheFirstEntry() async throws {
    let (client, scratch, patient, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let open = Html.fields(await client.get("\(patient)/facts").text)
    let entry = try await client.post(
      "\(patient)/new/diagnosis", ["v.diagnosis": "leiomyosarcoma", "v.when": "2019-05", "action": "save"])
    #expect(entry.status == 303)
    let saved = try await client.post(
      "\(patient)/facts",
      pairs: open.filter { !["v.sex", "v.age", "v.weight", "token", "study"].contains($0.0) } + [
        ("v.sex", "female"), ("v.age", "61 bei Diagnose"), ("v.weight", "71,5 kg"), ("action", "save"),
      ])
    #expect([200, 303].contains(saved.status), "\(saved.text)")
    let own = try #require(try await store.study().study?.patients.first)
    #expect(own.age.value?.years == 61 && own.weightKilograms.value == 71.5 && own.diagnosis != nil)
  }

  @Test("a reason whose words say no kind is asked for it")
  func reasonKind() async throws {
    let (client, scratch, patient, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let form = "\(patient)/new/therapy"
    let shown = try await client.post(
      form, ["v.therapy": "gemcitabine", "dose-lines": "500 mg/m2 d1 wegen Progress", "action": "dose-lines"])
    let saved = try await client.post(
      form, pairs: Html.fields(shown.text).filter { $0.0.hasPrefix("v.") } + [("action", "save")])
    #expect(saved.status == 422 && saved.text.contains("Choose of what kind the reason is"))
  }
}
