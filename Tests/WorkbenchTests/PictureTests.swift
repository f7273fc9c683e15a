// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Plain
import Store
import Testing

@testable import Workbench

/// The programs and files that these tests need: Netpbm and tesseract. A picture is made here, so that nothing else is.
private enum PictureTools {
  static let isThere = ["pngtopnm", "pnmtopng", "pnmtotiff", "tesseract"].allSatisfy { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }
  static let missing: Comment = "Netpbm or tesseract is not installed"

  /// A grey picture of 64 x 48 pixels that gets brighter to the right, as PNG, with a comment that names somebody.
  static func png() throws -> [UInt8] {
    let pixels = (0..<48).flatMap { _ in (0..<64).map { UInt8($0 * 3) } }
    let plain = try Filter.run(
      "/bin/sh", ["-c", "pnmtopng"], input: Array("P5\n64 48\n255\n".utf8) + pixels, seconds: 20, limit: 1_000_000)
    // A text part before the pixels: length, type, content, and its CRC, which readers of ancillary parts need not check but pngtopnm does.
    let part = Array("tEXt".utf8) + Array("Comment\0LEAK-NAME".utf8)
    return Array(plain[..<33]) + bytes(UInt32(part.count - 4)) + part + bytes(crc(part)) + plain[33...]
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// CRC-32 (PNG, annex D).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
  }
}

/// Pictures on an assessment: chosen, checked, kept, cropped, marked, printed, taken out.
@Suite struct PictureTests {
  private func begun(language: String = "en") async throws -> (
    client: Client, scratch: Scratch, address: String, store: Store
  ) {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch), language: language)
    _ = try await client.post("/create", ["title": "Own", "patient": "P1", "file": "own.verlauf"])
    let open = try #require(await client.desk.workplace.current)
    let patient = "/p/\(try await open.state().patients[0].part)"
    for fields in [
      ["v.diagnosis": "leiomyosarcoma", "v.when": "2019-12-01", "action": "save"],
      ["v.assessment": "CT", "v.id": "ct", "v.when": "2020-03-02", "v.response": "PR", "action": "save"],
    ] {
      let kind = fields["v.diagnosis"] == nil ? "assessment" : "diagnosis"
      let saved = try await client.post("\(patient)/new/\(kind)", pairs: fields.map { ($0.key, $0.value) })
      #expect(saved.status == 303, "\(saved.text)")
    }
    let page = await client.get(patient).text
    let address = try #require(page.firstMatch(of: /href="(\/p\/[0-9]+\/e\/[0-9]+\/pictures)"/)?.1)
    return (client, scratch, String(address), open.store)
  }

  /// A form with a file as a browser sends it.
  private func send(
    _ client: Client, _ path: String, _ bytes: [UInt8], name: String = "LEAK-NAME.png", token: String? = nil
  ) async throws -> Answer {
    let page = await client.get("/settings").text
    let study = try #require(page.firstMatch(of: /name="study" value="([0-9a-f]{16})"/)?.1)
    let own: String
    if let token { own = token } else { own = try await client.token() }
    let mark = "----verlauf7MA4YWxk"
    func field(_ name: String, _ value: some StringProtocol) -> [UInt8] {
      Array("--\(mark)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    var headers = client.headers
    headers["origin"] = ["http://\(client.host)"]
    headers["content-type"] = ["multipart/form-data; boundary=\(mark)"]
    let head =
      "--\(mark)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n"
    let body =
      field("token", own) + field("study", study) + Array(head.utf8) + bytes + Array("\r\n--\(mark)--\r\n".utf8)
    return await client.desk.answer(Call(.post, path, headers: headers, body: body))
  }

  /// The record of the assessment's pictures.
  private func images(_ store: Store) async throws -> [AssessmentImage] {
    let study = try #require(try await store.study().study)
    return study.patients[0].assessments.flatMap(\.assessment.images)
  }

  @Test("from a file to the figure, and out again", .enabled(if: PictureTools.isThere, PictureTools.missing))
  func whole() async throws {
    let (client, scratch, address, store) = try await begun()
    defer { withExtendedLifetime(scratch) {} }
    #expect(await client.get(address).text.contains("No picture yet"))
    let sent = try await send(client, address, try PictureTools.png())
    #expect(sent.status == 303, "\(sent.text)")
    let new = try #require(sent.header("Location"))
    // Nothing is kept until somebody says so.
    #expect(try await store.attachments().isEmpty)
    let page = await client.get(new)
    #expect(page.status == 200 && page.text.contains("PNG part tEXt") && page.text.contains("it has no header"))
    #expect(!page.text.contains("LEAK"))
    let shown = await client.get(new + "/pixels")
    #expect(
      shown.header("Content-Type") == "image/png" && !String(decoding: shown.body, as: UTF8.self).contains("LEAK"))
    // The upper left corner is blanked; what is typed goes into the record.
    var fields = Html.fields(page.text).filter {
      !["token", "v.blank", "v.modality", "v.date", "v.shows", "v.spacing"].contains($0.0)
    }
    fields += [
      ("v.blank", "10x8 at 0,0"), ("v.modality", "CT"), ("v.date", "2020-03-02"), ("v.shows", "liver <b>23 mm</b>"),
      ("v.spacing", "0.5 mm"), ("action", "keep"),
    ]
    let kept = try await client.post(new, pairs: fields)
    #expect(kept.status == 303 && kept.header("Location") == "\(address)?told=saved", "\(kept.text)")
    #expect(await client.get(new).status == 404)
    let image = try #require(try await images(store).first)
    #expect(image.modality == "CT" && image.date?.text == "2020-03-02" && image.spacing?.text == "0.5 mm")
    #expect(
      image.shows == "liver <b>23 mm</b>" && image.cleared?.hasPrefix("blanked 10x8 at 0,0; no text found") == true)
    let picture = try #require(try await store.pictures().first)
    #expect(picture.name == image.file && picture.digest == image.digest && picture.patient == "P1")
    let bytes = try await store.bytes(of: picture.id)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("LEAK"))
    // One revision for both, with the person who did it.
    let changes = try await store.changes(in: try await store.lastRevision())
    #expect(changes.count == 2)
    // The page shows it, and text stays text.
    let list = await client.get(address).text
    #expect(list.contains("liver &lt;b&gt;23 mm&lt;/b&gt;") && list.contains("/pixels/\(picture.id)\""))
    // Cropped and marked.
    let one = address.replacing("pictures", with: "picture") + "/1"
    let open = await client.get(one)
    #expect(open.status == 200 && open.text.contains("viewBox=\"0 0 64 48\""))
    func mark(_ crop: String, _ marks: String) async throws -> Answer {
      var fields = Html.fields(open.text).filter { !["token", "v.crop", "v.marks"].contains($0.0) }
      fields += [("v.crop", crop), ("v.marks", marks), ("action", "save")]
      return try await client.post(one, pairs: fields)
    }
    let outside = try await mark("40x40 at 30,0", "arrow 1,1 to 64,2")
    #expect(outside.status == 422 && outside.text.contains("“40x40 at 30,0” lies outside of the 64 x 48 pixels"))
    #expect(outside.text.contains("“arrow 1,1 to 64,2” lies outside"))
    let wrong = try await mark("40x40", "square 1,1")
    #expect(wrong.status == 422 && wrong.text.contains("square 1,1"))
    #expect(try await images(store).first?.crop == nil)
    #expect(try await mark("40x30 at 10,8", "arrow 12,12 to 30,20\nline 20,20 to 40,20").status == 303)
    let marked = try #require(try await images(store).first)
    #expect(
      marked.crop?.text == "40x30 at 10,8"
        && marked.marks.map(\.text) == ["arrow 12,12 to 30,20", "line 20,20 to 40,20"])
    #expect(marked.shows == image.shows && marked.digest == image.digest)
    // The figure of the report has it as data: 40 x 30 pixels.
    let report = await client.get("/r").text
    #expect(report.contains("data:image/png;base64,"))
    // A second one, then the first is taken out: the second stays as it is.
    let second = try #require(try await send(client, address, try PictureTools.png()).header("Location"))
    fields = Html.fields(await client.get(second).text).filter { !["token", "v.shows", "v.modality"].contains($0.0) }
    _ = try await client.post(
      second, pairs: fields + [("v.shows", "second"), ("v.modality", "CT"), ("action", "keep")])
    #expect(try await images(store).map(\.shows) == ["liver <b>23 mm</b>", "second"])
    let stale = try await client.post(address, ["action": "remove", "number": "2", "file": image.file])
    #expect(stale.status == 409)
    let removed = try await client.post(address, ["action": "remove", "number": "1", "file": image.file])
    #expect(removed.status == 303, "\(removed.text)")
    #expect(try await images(store).map(\.shows) == ["second"])
    #expect(try await store.verify().findings == [])
  }

  @Test(
    "what is no picture, what names nobody's file, and who has not been let in",
    .enabled(if: PictureTools.isThere, PictureTools.missing))
  func refused() async throws {
    let (client, scratch, address, store) = try await begun(language: "de")
    defer { withExtendedLifetime(scratch) {} }
    let text = try await send(client, address, Array("no picture".utf8))
    #expect(text.status == 422 && text.text.contains("kein Bild, das gelesen wird"))
    let cut = try await send(client, address, Array(try PictureTools.png().prefix(120)))
    #expect(cut.status == 422, "\(cut.status)")
    #expect(try await send(client, address, []).text.contains("keine Datei gewählt"))
    // A forged token, another session, another page with such a body.
    #expect(
      try await send(client, address, try PictureTools.png(), token: String(repeating: "0", count: 64)).status == 403)
    var stranger = client
    stranger.cookie = nil
    let own = try await client.token()
    let body = Array("x".utf8)
    var headers = stranger.headers
    headers["origin"] = ["http://\(client.host)"]
    headers["content-type"] = ["multipart/form-data; boundary=x"]
    #expect(await stranger.desk.answer(Call(.post, address, headers: headers, body: body)).status == 403)
    #expect(try await send(client, "/s/edit", try PictureTools.png(), token: own).status == 415)
    // What waits is of the session that has chosen it.
    let new = try #require(try await send(client, address, try PictureTools.png()).header("Location"))
    let other = try await Client.entered(client.desk, as: "B. Author")
    #expect(await other.get(new).status == 404)
    #expect(await other.get(new + "/pixels").status == 404)
    #expect(await client.get(new).status == 200)
    // A wrong window or region keeps nothing and says so.
    var fields = Html.fields(await client.get(new).text).filter { !["token", "v.blank"].contains($0.0) }
    fields += [("v.blank", "ten x 8"), ("action", "keep")]
    let wrong = try await client.post(new, pairs: fields)
    #expect(wrong.status == 422 && wrong.text.contains("ten x 8"))
    #expect(try await store.attachments().isEmpty)
    #expect(try await images(store).isEmpty)
  }

  @Test("a body with a file is read as it is sent, and by no other way")
  func bodies() throws {
    func form(_ text: String, _ type: String = "multipart/form-data; boundary=b") -> FileForm? {
      FileForm(Array(text.utf8), contentType: type)
    }
    let whole =
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntwo\r\nlines\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n\r\n--\r\n--c\r\n\r\n--b--\r\n"
    let read = try #require(form(whole))
    #expect(read.values["a"] == "two\r\nlines")
    #expect(read.file.map { String(decoding: $0, as: UTF8.self) } == "\r\n--\r\n--c\r\n")
    #expect(form(whole, "multipart/form-data; boundary=\"b\"") != nil)
    for wrong in [
      "", "--b", "--b\r\n", "--c--\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
      "--b\r\nContent-Type: x\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bx",
      whole.replacing("form-data; name=\"a\"", with: "form-data; name=\"file\"; filename=\"y\""),
    ] { #expect(form(wrong) == nil, "\(wrong)") }
    #expect(form("--b--\r\n") != nil)
    #expect(form(whole, "multipart/form-data") == nil && form(whole, "multipart/form-data; boundary=b b") == nil)
    let many = String(repeating: "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", count: 101) + "--b--"
    #expect(form(many) == nil)
  }
}
