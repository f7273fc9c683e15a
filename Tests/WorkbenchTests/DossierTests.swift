// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Plain
import Store
import Testing

@testable import Workbench

/// The dossier for off-label use: the record's part is the record's, the physician's part is hers, and a dated document of both can be put on file.
@Suite struct DossierTests {
  private func begun(language: String = "en") async throws -> (
    client: Client, scratch: Scratch, path: String, store: Store
  ) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()), language: language)
    let open = try #require(await client.desk.workplace.current)
    let part = try #require(try await open.state().patient(id: "1")).part
    return (client, scratch, "/p/\(part)/dossier", open.store)
  }

  @Test("the record's part says what the record says, with intervals of published arms")
  func record() async throws {
    let (client, scratch, path, _) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let page = await client.get(path)
    #expect(page.status == 200)
    Html.expectInert(page.text, "dossier")
    for words in ["leiomyosarcoma", "dacarbazine", "pazopanib", "Bay 2006", "18.4 %"] {
      #expect(page.text.contains(words), "\(words)")
    }
    // 18.4 % of 133 is no whole number of patients: 24 are 18.0 %, 25 are 18.8 %. So there is no interval, and it is said.
    #expect(page.text.contains("not attainable"))
    // 15.6 % of 281: none of 43 (15.3 %), 44 are 15.66 % (15.7). Not attainable either.
    #expect(page.text.contains("Not written yet") && page.text.contains("must not decide a treatment"))
    let german = try await begun(language: "de")
    let text = await german.client.get(german.path).text
    #expect(
      text.contains("Begründete Aussicht auf Erfolg") && text.contains("18,4 %") && text.contains("nicht erreichbar"))
    withExtendedLifetime(german.scratch) {}
  }

  /// 7 of 37: by Clopper and Pearson 8.0 to 35.2 % (R: binom.test(7, 37)).
  @Test("an arm of counts has its exact interval")
  func interval() async throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/own"
    try FileManager.default.createDirectory(atPath: folder + "/patients", withIntermediateDirectories: true)
    try "study: Own\n".write(toFile: folder + "/study.yaml", atomically: true, encoding: .utf8)
    try "patient: 1\n".write(toFile: folder + "/patients/1.yaml", atomically: true, encoding: .utf8)
    try "name,endpoint,n,events,source\nArm A,response,37,7,a paper\n".write(
      toFile: folder + "/comparators.csv", atomically: true, encoding: .utf8)
    let client = try await Client.entered(Client.desk(scratch, opening: folder))
    let part = try #require(try await client.desk.workplace.current?.state().patients.first).part
    let page = await client.get("/p/\(part)/dossier").text
    #expect(page.contains("8–35.2 %") && page.contains("Arm A"))
  }

  @Test("what is written is kept as a draft of the one who writes, and goes into the document")
  func written() async throws {
    let (client, scratch, path, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let before = try await store.lastRevision()
    let marker = "Gemcitabine 900 mg/m² <b>d1, 8</b>"
    let saved = try await client.post(
      path, ["d.treatment": marker, "d.plan": "until progression", "d.consent": "", "action": "draft"])
    #expect(saved.status == 303)
    let page = await client.get(path).text
    #expect(page.contains("Gemcitabine 900 mg/m² &lt;b&gt;d1, 8&lt;/b&gt;") && !page.contains("<b>d1"))
    #expect(try await store.lastRevision() == before, "a draft is no revision")
    // Nobody else's draft.
    let other = try await Client.entered(client.desk, as: "B. Other")
    #expect(await other.get(path).text.contains("Gemcitabine 900 mg/m² &lt;b") == false)
    let long = try await client.post(path, ["d.treatment": String(repeating: "x", count: 60_000), "action": "draft"])
    #expect(long.status == 422)
    #expect(await client.get(path).text.contains("Gemcitabine 900 mg/m²"), "what was kept stays")
  }

  @Test("a dated document is put on file, and another day's never replaces it", .enabled(if: Self.hasWord))
  func filed() async throws {
    let (client, scratch, path, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    let word = try await client.post(path, ["d.treatment": "first wording", "action": "word"])
    #expect(word.status == 200 && word.body.starts(with: [0x50, 0x4B]), "\(word.text.prefix(300))")
    for text in ["first wording", "second wording"] {
      #expect(try await client.post(path, ["d.treatment": text, "action": "file"]).status == 303)
    }
    let all = try await store.attachments()
    #expect(all.count == 2 && all.allSatisfy { $0.patient == "1" && $0.name.hasPrefix("dossier-20") })
    #expect(Set(all.map(\.name)).count == 2)
    for (attachment, text) in zip(all.sorted { $0.at < $1.at }, ["first wording", "second wording"]) {
      let place = scratch.path + "/" + attachment.name
      try Data(try await store.bytes(of: attachment.id)).write(to: URL(fileURLWithPath: place))
      let words = try Self.text(of: place)
      #expect(words.contains(text) && words.contains("Bay 2006") && words.contains("Not written yet."))
      #expect(words.contains("must not decide a treatment"))
    }
    let page = await client.get(path).text
    let link = try #require(page.firstMatch(of: /href="(\/p\/[0-9]+\/file\/[0-9]+)"[^>]*>dossier-/)?.1)
    let opened = await client.get(String(link))
    #expect(opened.status == 200 && opened.body.starts(with: [0x50, 0x4B]))
    #expect(opened.header("Content-Disposition")?.contains("dossier-20") == true)
    // Not by way of another patient.
    #expect(await client.get(String(link.replacing(/\/p\/[0-9]+/, with: "/p/999"))).status == 404)
  }

  static var hasWord: Bool {
    ["pandoc", "rsvg-convert", "bsdtar"].allSatisfy { tool in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
      }
    }
  }

  /// The text of a Word document, by another program.
  private static func text(of path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["pandoc", "-t", "plain", "--wrap=none", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
