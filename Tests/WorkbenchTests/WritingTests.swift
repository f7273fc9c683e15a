// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Plain
import Report
import Review
import Store
import Testing

@testable import Workbench

/// Entering and changing a study through its forms: what is saved is what was typed, nothing is lost, and nothing is overwritten in silence.
@Suite struct WritingTests {
  private func study(_ desk: Desk) async throws -> Study {
    let open = try #require(await desk.workplace.current)
    return try #require(try await open.store.study().study)
  }

  private func store(_ desk: Desk) async throws -> Store { try #require(await desk.workplace.current?.store) }

  /// Numbers of patients and entries are the same in two files. A form that was opened in one is never saved into another that somebody has opened meanwhile.
  @Test("a form of one study is not saved into another")
  func otherStudy() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    _ = try await client.post("/create", ["title": "One", "patient": "P1", "file": "one.verlauf"])
    let number = try #require(await client.get("/s").text.firstMatch(of: /href="\/p\/([0-9]+)"/)?.1)
    let form = await client.get("/p/\(number)/new/surgery").text
    let one = try #require(form.firstMatch(of: /name="study" value="([0-9a-f]{16})"/)?.1)
    _ = try await client.post("/create", ["title": "Two", "patient": "P1", "file": "two.verlauf"])
    let fields = [("v.surgery", "resection"), ("v.when", "2018-03-05"), ("action", "save")]
    for path in [
      "/p/\(number)/new/surgery", "/p/\(number)/facts", "/p/\(number)/paste", "/p/\(number)/dossier", "/trial",
      "/s/edit",
      "/double", "/read/time",
    ] {
      for study in [String(one), ""] {
        let late = try await client.post(path, pairs: [("study", study)] + fields)
        #expect(late.status == 409 && late.text.contains("Another study has been opened"), "\(path)")
      }
    }
    let two = try #require(await client.desk.workplace.current)
    #expect(try await two.store.lastRevision() == 1)
    #expect(try await two.store.drafts().isEmpty)
    // The study that it belongs to takes it, also when it was opened anew.
    _ = try await client.post("/open/folder", ["path": "one.verlauf"])
    let saved = try await client.post("/p/\(number)/new/surgery", pairs: [("study", String(one))] + fields)
    #expect(saved.status == 303, "\(saved.text)")
  }

  @Test("an empty study is begun with its first patient, and entered entry by entry")
  func fromNothing() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    #expect(await client.get("/s").status == 303, "there is no study yet")
    let made = try await client.post("/create", ["title": "Own series", "patient": "P-1", "file": "own.verlauf"])
    #expect(made.status == 303 && made.header("Location") == "/s", "\(made.text)")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/own.verlauf"))
    let page = await client.get("/s").text
    let number = try #require(page.firstMatch(of: /href="\/p\/([0-9]+)"/)?.1)
    let diagnosis = try await client.post(
      "/p/\(number)/new/diagnosis",
      [
        "v.diagnosis": "leiomyosarcoma", "v.site": "pancreas", "v.grade": "G2", "v.when": "-",
        "v.source.1.section": "Results",
        "v.source.1.quote": "leiomyosarcoma of the pancreas", "action": "save",
      ])
    #expect(diagnosis.status == 303, "\(diagnosis.text)")
    for fields in [
      [
        "v.therapy": "gemcitabine + docetaxel", "v.id": "gem-doc", "v.when": "6 Monate nach Diagnose", "v.cycles": "4",
        "v.intent": "first-line",
      ],
      [
        "v.therapy": "gemcitabine", "v.id": "maintenance", "v.intent": "maintenance", "v.continues": "gem-doc",
        "v.when": "6 mo after first Gem/Doc\r\nnach Ende Gem/Doc", "v.phases.1.dose": "900 mg/m2",
        "v.phases.1.days": "1\r\n8",
        "v.phases.1.every": "21 d",
      ],
    ] {
      let saved = try await client.post("/p/\(number)/new/therapy", pairs: fields.map { ($0.key, $0.value) })
      #expect(saved.status == 303, "\(saved.text)")
    }
    let patient = try #require(await study(client.desk).patients.first)
    #expect(patient.id == "P-1" && patient.entries.count == 3)
    #expect(patient.entries.map(\.id) == ["diagnosis", "gem-doc", "maintenance"])
    #expect(patient.entries[1].when.map(\.text) == ["6 mo after diagnosis"])
    #expect(patient.entries[2].when.map(\.text) == ["6 mo after start of gem-doc", "after end of gem-doc"])
    guard case .therapy(let therapy) = patient.entries[2].content else { return #expect(Bool(false)) }
    #expect(therapy.phases.first?.days == [1, 8] && therapy.phases.first?.dose.value?.text == "900 mg/m2")
    let history = try await store(client.desk).history()
    #expect(history.map(\.by).prefix(3) == ["A. Author", "A. Author", "A. Author"] && history.count == 4)
    let sheet = await client.get("/p/\(number)").text
    #expect(sheet.contains("6 mo after start of gem-doc") && sheet.contains("<svg"))
  }

  @Test("an entry that nobody names gets a name that a person knows again, and no other's")
  func names() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    _ = try await client.post("/create", ["title": "Own", "patient": "1", "file": "x.verlauf"])
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    let typed: [(String, [(String, String)])] = [
      ("diagnosis", [("v.diagnosis", "leiomyosarcoma")]),
      ("therapy", [("v.therapy", "gemcitabine + docetaxel"), ("v.when", "nach Diagnose")]),
      ("therapy", [("v.therapy", "gemcitabine"), ("v.intent", "maintenance"), ("v.when", "6 mo after first Gem/Doc")]),
      ("assessment", [("v.assessment", "MRI"), ("v.when", "während Erhaltung")]),
      ("assessment", [("v.assessment", "MRI"), ("v.when", "nach MRI")]),
      ("therapy", [("v.therapy", "gemcitabine + docetaxel"), ("v.when", "nach Ende Erhaltung")]),
    ]
    for (kind, fields) in typed {
      let saved = try await client.post("/p/\(number)/new/\(kind)", pairs: fields)
      #expect(saved.status == 303, "\(saved.text)")
    }
    let entries = try await #require(study(client.desk).patients.first).entries
    #expect(entries.map(\.id) == ["diagnosis", "gem-doc", "maintenance", "mri", "mri-2", "gem-doc-2"])
    #expect(entries.last?.when.map(\.text) == ["after end of maintenance"])
  }

  @Test("a form that is saved as it is shown changes nothing, of every entry, patient and study")
  func unchanged() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let before = try await store(client.desk).files()
    var paths = ["/s/edit"]
    for place in try await #require(client.desk.workplace.current).state().patients {
      paths.append("/p/\(place.part)/facts")
      paths += await client.get("/p/\(place.part)").text.matches(of: /<tr id="e-([0-9]+)">/).map {
        "/p/\(place.part)/e/\($0.1)"
      }
    }
    #expect(paths.count == 1 + 3 + 71)
    let token = try await client.token()
    for path in paths {
      let fields = Html.fields(await client.get(path).text)
      #expect(fields.contains { $0.0 == "base" }, "\(path)")
      let saved = await client.desk.answer(
        client.form(path, [("action", "save")] + fields.filter { $0.0 != "token" }, token: token))
      #expect(
        saved.header("Location")?.hasSuffix("told=same") == true, "\(path): \(saved.status) \(saved.text.prefix(3000))")
    }
    #expect(try await store(client.desk).files() == before)
    #expect(try await store(client.desk).lastRevision() == 1)
  }

  @Test("a changed fact asks why, and what was typed stays in the form")
  func reason() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let path = try await entry(client, "Pazopanib", "pazopanib")
    var fields = Html.fields(await client.get(path).text)
    set(&fields, "v.cycles", "3")
    let asked = try await send(client, path, fields)
    #expect(
      asked.status == 422 && asked.text.contains("say why") && asked.text.contains(">\n3</textarea>"), "\(asked.text)")
    #expect(try await store(client.desk).lastRevision() == 1)
    set(&fields, "why", "chart read again")
    let saved = try await send(client, path, fields)
    #expect(saved.status == 303, "\(saved.text)")
    let revision = try #require(try await store(client.desk).history(most: 1).first)
    #expect(revision.id == 2 && revision.why == "chart read again" && revision.by == "A. Author")
    let changes = try await store(client.desk).changes(in: 2)
    #expect(changes.count == 1 && changes[0].fields.map(\.name) == ["cycles"])
    // And back: the file is what it was, byte for byte.
    let back = try await client.post("/h/2", ["why": "slip"])
    #expect(back.status == 303)
    let own = try await store(client.desk)
    let (now, first) = (try await own.files(), try await own.files(at: 1))
    #expect(now == first)
  }

  @Test("what is not understood is told beside its field, and kept")
  func errors() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    let answer = try await client.post(
      "/p/\(number)/new/therapy",
      [
        "v.therapy": "eribulin", "v.when": "03/12/2017", "v.cycles": "many", "v.ends": "nach Pazopanb",
        "v.source.1.quote": "x",
      ])
    #expect(answer.status == 422)
    for words in [
      "Which is meant?", "2017-12-03", "2017-03-12", "`many`", "Nothing of this patient is called",
      ">\n03/12/2017</textarea>",
    ] { #expect(answer.text.contains(words), "\(words)") }
    #expect(try await store(client.desk).lastRevision() == 1)
    // An offer is a button, and works without script.
    let taken = try await client.post(
      "/p/\(number)/new/therapy",
      ["v.therapy": "eribulin", "v.when": "03/12/2017", "take": "when|03/12/2017|2017-12-03"])
    #expect(taken.status == 200 && taken.text.contains(">\n2017-12-03</textarea>"))
  }

  @Test("a contradiction is shown with the statements behind it and a reading that fits, and may be saved all the same")
  func contradiction() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let path = try await entry(client, "maintenance", "maintenance")
    var fields = Html.fields(await client.get(path).text)
    let when = try #require(fields.first { $0.0 == "v.when" }?.1)
    set(&fields, "v.when", when + "\r\n2 mo after start of gem-doc")
    // 6 mo are at least 5.5 × 30.4375 = 167.4 d, 2 mo at most 2.5 × 30.4375 = 76.1 d: 91.3 d apart.
    let read = try await send(client, "/read/time", fields + [("form", path), ("field", "when")])
    #expect(
      read.text.contains("These 2 statements cannot all be true. They miss each other by 91.3 days."), "\(read.text)")
    #expect(read.text.contains("2 mo after end of gem-doc") && read.text.contains("which was started 6 months after"))
    let page = try await send(client, path, fields, action: "read")
    #expect(page.status == 200 && page.text.contains("91.3 days"))
    // 3 mo are at most 3.5, 5 mo at least 4.5: 1 mo is 30.4 d. Both are kept, and the review says so.
    let other = try await entry(client, "Pazopanib", "pazopanib")
    fields = Html.fields(await client.get(other).text)
    let stated = try #require(fields.first { $0.0 == "v.when" }?.1)
    set(&fields, "v.when", stated + "\r\n5 Monate nach Beginn Dacarbazin")
    set(&fields, "why", "the source says both")
    #expect(try await send(client, other, fields, action: "read").text.contains("30.4 days"))
    #expect(try await send(client, other, fields).status == 303)
    let open = try #require(await client.desk.workplace.current)
    let state = try await open.state()
    #expect(state.review.findings.contains { $0.rule == "contradiction-in-time" })
  }

  @Test("a draft survives, is the person's own, and goes with the save")
  func draft() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: scratch.series())
    let (one, other) = (try await Client.entered(desk, as: "One"), try await Client.entered(desk, as: "Other"))
    let path = try await entry(one, "Pazopanib", "pazopanib")
    var fields = Html.fields(await one.get(path).text)
    set(&fields, "v.note", "half a thought <b>")
    set(&fields, "why", "more to say")
    let kept = try await send(one, path, fields, action: "draft")
    #expect(kept.status == 303)
    // Nothing of it is in the study.
    #expect(try await store(desk).lastRevision() == 1)
    let again = await one.get(path).text
    #expect(again.contains("half a thought &lt;b&gt;") && again.contains("This is your draft"))
    let unseen = await other.get(path).text
    #expect(!unseen.contains("half a thought"))
    let (own, others) = (await one.get("/s").text, await other.get("/s").text)
    #expect(own.contains("Drafts") && !others.contains("Drafts"))
    let saved = try await send(one, path, Html.fields(again).filter { $0.0 != "why" } + [("why", "more to say")])
    #expect(saved.status == 303, "\(saved.text)")
    #expect(try await store(desk).drafts().isEmpty)
    set(&fields, "v.note", "another thought")
    _ = try await send(one, path, fields, action: "draft")
    #expect(try await send(one, path, fields, action: "discard").status == 303)
    let discarded = await one.get(path).text
    #expect(!discarded.contains("another thought"))
  }

  @Test("two browsers: other fields are merged and told, the same field is a conflict that somebody settles")
  func conflict() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: scratch.series())
    let (one, other) = (try await Client.entered(desk, as: "One"), try await Client.entered(desk, as: "Other"))
    let path = try await entry(one, "Pazopanib", "pazopanib")
    let opened = Html.fields(await one.get(path).text)
    var (mine, theirs) = (opened, opened)
    set(&mine, "v.cycles", "3")
    set(&mine, "why", "mine")
    set(&theirs, "v.effect", "none")
    #expect(try await send(other, path, theirs).status == 303)
    let merged = try await send(one, path, mine)
    #expect(
      merged.status == 200 && merged.text.contains("Others have changed meanwhile") && merged.text.contains("Effect"))
    #expect(try await store(desk).lastRevision() == 3)

    // The form that was opened with revision 1 once more, and the same field.
    set(&theirs, "v.cycles", "5")
    set(&theirs, "why", "theirs")
    let met = try await send(other, path, theirs)
    #expect(met.status == 409 && met.text.contains("Two have changed the same"), "\(met.text)")
    for words in ["cycles: not stated", "cycles: 3", "cycles: 5", "One, Revision 3"] {
      #expect(met.text.contains(words), "\(words)")
    }
    #expect(try await store(desk).lastRevision() == 3, "nothing is saved")
    #expect(await other.get(path).text.contains(">\n5</textarea>"), "what was typed is the draft")
    let hidden = Html.fields(met.text)
    for (choice, cycles) in [("theirs", "3"), ("mine", "5")] {
      let settled = try await send(other, path, hidden + [("settle.cycles", choice)], action: "settle")
      #expect([303, 200].contains(settled.status), "\(choice): \(settled.text)")
      let patient = try #require(await study(desk).patients.first)
      guard case .therapy(let therapy) = try #require(patient.entries.first { $0.id == "pazopanib" }).content else {
        return
      }
      #expect(therapy.cycles.value.map { "\($0)" } == cycles && therapy.effect == "none", "\(choice)")
      // For the second choice the draft is there again.
      _ = try await send(other, path, theirs, action: "draft")
    }
  }

  @Test("both statements of a conflict can stand side by side")
  func both() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: scratch.series())
    let (one, other) = (try await Client.entered(desk, as: "One"), try await Client.entered(desk, as: "Other"))
    let path = try await entry(one, "Pazopanib", "pazopanib")
    var fields = Html.fields(await one.get(path).text)
    var theirs = fields
    let when = try #require(fields.first { $0.0 == "v.when" }?.1)
    set(&fields, "v.when", when + "\r\nbefore death")
    set(&theirs, "v.when", when + "\r\nafter gem-doc")
    for own in [0, 1] { own == 0 ? set(&fields, "why", "w") : set(&theirs, "why", "w") }
    #expect(try await send(one, path, fields).status == 303)
    let met = try await send(other, path, theirs)
    // A list of statements whose ends differ: both put one at the end.
    #expect(met.status == 409, "\(met.text)")
    let settled = try await send(other, path, Html.fields(met.text) + [("settle.when", "both")], action: "settle")
    #expect(settled.status == 303, "\(settled.text)")
    let patient = try #require(await study(desk).patients.first)
    let texts = try #require(patient.entries.first { $0.id == "pazopanib" }).when.map(\.text)
    #expect(texts.contains("before death") && texts.contains("after gem-doc") && texts.count == 4, "\(texts)")
  }

  @Test("a removed entry asks why, and can be taken back")
  func remove() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let path = try await entry(client, "Quality", "quality-of-life")
    var fields = Html.fields(await client.get(path).text)
    #expect(try await send(client, path, fields, action: "remove").status == 422)
    set(&fields, "why", "of another patient")
    #expect(try await send(client, path, fields, action: "remove").status == 303)
    let left = try #require(await study(client.desk).patients.first)
    #expect(!left.entries.contains { $0.id == "quality-of-life" })
    #expect(try await client.post("/h/2", ["why": "it was this one"]).status == 303)
    let own = try await store(client.desk)
    let (now, first) = (try await own.files(), try await own.files(at: 1))
    #expect(now == first)
  }

  @Test("a finding is accepted with a reason, deferred, and taken back")
  func decisions() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    let open = try #require(await client.desk.workplace.current)
    let state = try await open.state()
    let finding = try #require(state.review.findings.first)
    let path = "/f/\(state.address(of: finding))"
    #expect(!path.contains(finding.id.split(separator: "/").last ?? ""))
    #expect(try await client.post(path, ["verdict": "accepted", "reason": " ", "action": "decide"]).status == 422)
    #expect(try await client.post(path, ["reason": "published", "action": "decide"]).status == 422)
    #expect(
      try await client.post(path, ["verdict": "asked", "reason": "authors asked", "action": "decide"]).status == 303)
    #expect(try await open.state().review.findings.contains { $0.id == finding.id }, "deferred, it stays open")
    #expect(
      try await client.post(path, ["verdict": "accepted", "reason": "published so", "action": "decide"]).status == 303)
    let decided = try await open.state().review
    #expect(decided.decided.map(\.id) == [finding.id] && decided.decided.first?.decision?.by == "A. Author")
    #expect(await client.get(path).text.contains("published so"))
    #expect(try await client.post(path, ["action": "undo", "reason": "wrong"]).status == 303)
    #expect(try await open.state().review.decided.isEmpty)
  }

  @Test("markup in every text field is text on every page")
  func script() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch), as: "<script>alert(1)</script>")
    let marker =
      "<script>window.marked=1</script><img src=x onerror=alert(1)>\" onfocus=\"window.marked=1\" autofocus='"
    #expect(try await client.post("/create", ["title": marker, "patient": "1", "file": "x.verlauf"]).status == 303)
    let number = try await #require(client.desk.workplace.current).state().patients[0].part
    for kind in EntryKind.all {
      // Every field that takes words, with the marker in it; what a field does not take is told, with the text as text.
      let names = Html.fields(await client.get("/p/\(number)/new/\(Identifier.slug(kind.word))").text).map(\.0).filter {
        $0.hasPrefix("v.")
      }
      #expect(names.contains("v.\(kind.word)"), "\(kind.word)")
      let all = try await send(client, "/p/\(number)/new/\(Identifier.slug(kind.word))", names.map { ($0, marker) })
      Html.expectInert(all.text, "\(kind.word), all fields")
      _ = try await send(
        client, "/p/\(number)/new/\(Identifier.slug(kind.word))",
        [
          ("v.\(kind.word)", marker), ("v.note", marker), ("v.source.1.section", marker),
          ("v.source.1.quote", String(marker.prefix(190))),
        ])
    }
    var facts = Html.fields(await client.get("/s/edit").text)
    for key in ["v.centre", "v.design", "v.ethics", "v.citation"] { set(&facts, key, marker) }
    #expect(try await send(client, "/s/edit", facts).status == 303)
    let entries = try await #require(study(client.desk).patients.first).entries
    #expect(entries.count > 8, "kinds that take words were saved: \(entries.count)")
    var paths = [
      "/s", "/s/edit", "/p/\(number)", "/p/\(number)/facts", "/f", "/r", "/trial", "/h", "/h/2", "/h/3", "/settings",
    ]
    paths += await client.get("/p/\(number)").text.matches(of: /href="(\/p\/[0-9]+\/e\/[0-9]+)"/).map { String($0.1) }
    paths += await client.get("/f").text.matches(of: /href="(\/f\/[0-9a-f]+)"/).map { String($0.1) }
    for path in Set(paths) {
      let answer = await client.get(path)
      #expect(answer.status == 200, "\(path)")
      Html.expectInert(answer.text, path)
      // Addresses and titles tell nothing of a study.
      let title = try #require(answer.text.firstMatch(of: /<title>([^<]*)<\/title>/)?.1)
      #expect(!title.contains("script") && !title.contains("marked"), "\(path): \(title)")
    }
  }

  @Test("the report of the workbench is the report of the folder, byte for byte")
  func report() async throws {
    let scratch = try Scratch()
    let folder = try scratch.series()
    // Places in findings are those of the formatted folder, which the store gives.
    for (path, text) in try FolderFormat.canonical(DiskFiles(folder: folder)) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + path))
    }
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let open = try #require(await client.desk.workplace.current)
    let state = try await open.state()
    let files = await open.report(state, ReportSettings(), in: .english).files()
    // What `verlauf report FOLDER --no-prints` writes.
    let process = Process()
    process.executableURL = try Programs.folder.appendingPathComponent("verlauf")
    process.arguments = ["report", folder, "--no-prints", "--out", scratch.path + "/report"]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for file in files {
      let own = FileManager.default.contents(atPath: "\(scratch.path)/report/\(file.path)")
      #expect(own == Data(file.bytes), "\(file.path)")
    }
    let part = await client.get("/r/part/outcomes.json")
    #expect(part.body == files.first { $0.path == "outcomes.json" }?.bytes)
    #expect(await client.get("/r/part/patients.csv").status == 200)
    #expect(await client.get("/r/part/no.csv").status == 404)
    let archive = await client.get("/r/all.zip")
    #expect(archive.status == 200 ? archive.body.starts(with: [0x50, 0x4B]) : archive.text.contains("bsdtar"))
  }

  @Test("a patient on one page has the treatments with what came of them, in both languages")
  func summary() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: scratch.series())
    let (english, german) = (
      try await Client.entered(desk), try await Client.entered(desk, as: "Zweite", language: "de")
    )
    let number = try await #require(desk.workplace.current).state().patients[0].part
    // 6 mo allow half a month each way; maintenance ended at the progression that was found then.
    let page = await english.get("/p/\(number)/summary").text
    #expect(page.contains("5.5–6.5 mo") && page.contains("Best response") && page.contains("<svg"))
    let seite = await german.get("/p/\(number)/summary").text
    #expect(seite.contains("5,5–6,5 Mon.") && seite.contains("Bestes Ansprechen") && !seite.contains("5.5–6.5 mo</td>"))
    // What is no treatment, and the doses of what is one: patient 1 had 900 mg/m² on days 1 and 8, and best supportive care.
    #expect(page.contains("What happened") && page.contains("900 mg/m² d1, 8"))
    #expect(seite.contains("Was geschah") && seite.contains("href=\"/p/\(number)/summary.docx\""))
    let document = await english.get("/p/\(number)/summary.docx")
    if document.status == 501 {
      #expect(document.text.contains("pandoc") || document.text.contains("rsvg"))
    } else {
      #expect(document.status == 200 && document.body.starts(with: [0x50, 0x4B]))
      #expect(document.header("Content-Disposition") == "attachment; filename=\"patient.docx\"")
    }
  }

  @Test("the folder is written where it has stayed as it was, and left alone where somebody has changed it")
  func folder() async throws {
    let scratch = try Scratch()
    let folder = try scratch.series()
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let path = try await entry(client, "Pazopanib", "pazopanib")
    var fields = Html.fields(await client.get(path).text)
    set(&fields, "v.note", "read again")
    set(&fields, "why", "chart read again")
    #expect(try await send(client, path, fields).status == 303)
    #expect(await client.get("/s").text.contains("Write the folder"))
    #expect(try await client.post("/write/folder", [:]).status == 303)
    let text = try String(contentsOfFile: folder + "/patients/1.yaml", encoding: .utf8)
    #expect(text.contains("note: read again"))
    let (files, onDisk) = (try await store(client.desk).files(), try FolderFormat.canonical(DiskFiles(folder: folder)))
    #expect(files == onDisk)
    let written = await client.get("/s").text
    #expect(!written.contains("Write the folder"))
    // A change by hand: neither is overwritten.
    try (text + "# by hand\n").write(toFile: folder + "/patients/1.yaml", atomically: true, encoding: .utf8)
    #expect(await client.get("/s").text.contains("have parted"))
    #expect(try await client.post("/write/folder", [:]).status == 409)
    #expect(try String(contentsOfFile: folder + "/patients/1.yaml", encoding: .utf8).hasSuffix("# by hand\n"))
  }

  // MARK: help

  /// The address of an entry of patient 1 by its id.
  private func entry(_ client: Client, _ title: String, _ id: Entry.ID) async throws -> String {
    let open = try #require(await client.desk.workplace.current)
    let state = try await open.state()
    let sheet = try await PatientSheet(state.patients[0], open.store, at: state.revision)
    return "/p/\(state.patients[0].part)/e/\(try #require(sheet.part(of: id)))"
  }

  private func set(_ fields: inout [(String, String)], _ name: String, _ value: String) {
    fields.removeAll { $0.0 == name }
    fields.append((name, value))
  }

  private func send(_ client: Client, _ path: String, _ fields: [(String, String)], action: String = "save")
    async throws -> Answer
  {
    let pairs = fields.filter { $0.0 != "token" && $0.0 != "action" } + [("action", action)]
    return try await client.post(path, pairs: pairs)
  }
}
