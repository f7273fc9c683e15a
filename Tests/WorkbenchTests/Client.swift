// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Testing

@testable import Workbench

/// A browser as far as the desk can tell: it keeps its cookie, sends the headers that browsers send, and finds the token in the page.
struct Client {
  let desk: Desk
  var cookie: String?
  let host: String

  /// A browser that has been let in and has given a name.
  static func entered(_ desk: Desk, as author: String = "A. Author", language: String = "en") async throws -> Client {
    var client = Client(desk: desk, cookie: nil, host: "127.0.0.1:\(desk.gate.port)")
    let entrance = try #require(URL(string: desk.entrance()))
    let answer = await desk.answer(Call(.get, "/open", query: entrance.query ?? "", headers: ["host": [client.host]]))
    #expect(answer.status == 303)
    client.cookie = answer.header("Set-Cookie").map { String($0.prefix { $0 != ";" }) }
    let named = try await client.post("/settings", ["author": author, "language": language, "theme": ""])
    #expect(named.status == 303)
    return client
  }

  /// A desk with a study, in a folder of its own that goes with the test.
  static func desk(_ folder: Scratch, opening study: String? = nil, port: Int = 8123) async throws -> Desk {
    let workplace = Workplace(home: folder.path)
    if let study { try await workplace.open(study, by: "A. Author") }
    return Desk(port: port, workplace: workplace)
  }

  var headers: [String: [String]] {
    ["host": [host], "sec-fetch-site": ["same-origin"]].merging(cookie.map { ["cookie": [$0]] } ?? [:]) { $1 }
  }

  func get(_ path: String, _ query: String = "") async -> Answer {
    await desk.answer(Call(.get, path, query: query, headers: headers))
  }

  /// The token of the session's forms.
  func token() async throws -> String {
    try #require(await get("/settings").text.firstMatch(of: /name="token" value="([0-9a-f]{64})"/)).1.description
  }

  func post(_ path: String, _ fields: KeyValuePairs<String, String>, token: String? = nil) async throws -> Answer {
    try await post(path, pairs: fields.map { ($0.key, $0.value) }, token: token)
  }

  func post(_ path: String, pairs: [(String, String)], token: String? = nil) async throws -> Answer {
    let settings = await get("/settings").text
    let own: String
    if let token { own = token } else { own = try await self.token() }
    // A form of a page says of which study it is.
    let study = settings.firstMatch(of: /name="study" value="([0-9a-f]{16})"/).map { [("study", String($0.1))] } ?? []
    return await desk.answer(form(path, (pairs.contains { $0.0 == "study" } ? [] : study) + pairs, token: own))
  }

  /// A form as a browser sends it.
  func form(_ path: String, _ fields: [(String, String)], token: String) -> Call {
    let body = ([("token", token)] + fields).map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(
      separator: "&")
    var headers = headers
    headers["origin"] = ["http://\(host)"]
    headers["content-type"] = ["application/x-www-form-urlencoded"]
    return Call(.post, path, headers: headers, body: Array(body.utf8))
  }

  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

extension Answer {
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// A folder that goes with the test.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A copy of the published series as a folder.
  func series() throws -> String {
    let folder = path + "/series"
    for (name, bytes) in PublishedSeries.files.files {
      let place = URL(fileURLWithPath: folder + "/" + name)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: place)
    }
    return folder
  }
}
