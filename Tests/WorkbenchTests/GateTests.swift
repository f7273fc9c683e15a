// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Workbench

/// Who is not let through: every refusal of the gate, each by the one thing that is wrong with a request that is right otherwise.
@Suite struct GateTests {
  @Test("an address lets in one browser, once, by a strict cookie that no script sees")
  func entrance() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch)
    let query = try #require(URL(string: desk.entrance())?.query)
    let call = Call(.get, "/open", query: query, headers: ["host": ["127.0.0.1:8123"]])
    let first = await desk.answer(call)
    #expect(first.status == 303 && first.header("Location") == "/")
    let cookie = try #require(first.header("Set-Cookie"))
    #expect(cookie.hasPrefix("verlauf-8123=") && cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
    // 256 bits, and not those of the address.
    let name = try #require(cookie.firstMatch(of: /=([0-9a-f]{64});/)).1
    #expect(!query.contains(name))
    #expect(await desk.answer(call).status == 403, "replayed")
    for wrong in ["", "token=", "token=\(String(repeating: "0", count: 64))", "token=%", "key=\(query.dropFirst(6))"] {
      let answer = await desk.answer(Call(.get, "/open", query: wrong, headers: ["host": ["127.0.0.1:8123"]]))
      #expect(answer.status == 403 && answer.header("Set-Cookie") == nil, "\(wrong)")
    }
    // A form cannot open, and HEAD does not use the address up.
    let again = try #require(URL(string: desk.entrance())?.query)
    let head = Call(.head, "/open", query: again, headers: ["host": ["127.0.0.1:8123"]])
    #expect(await desk.answer(head).status == 403)
    #expect(await desk.answer(Call(.get, "/open", query: again, headers: head.headers)).status == 303)
  }

  @Test("without the cookie there is no page, whatever is asked for")
  func withoutCookie() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch, opening: scratch.series())
    for path in ["/", "/s", "/p/1", "/f", "/r", "/r/all.zip", "/trial", "/h", "/settings", "/no/such"] {
      let answer = await desk.answer(Call(.get, path, headers: ["host": ["127.0.0.1:8123"]]))
      #expect(answer.status == 403 && !answer.text.contains("leiomyosarcoma"), "\(path)")
    }
    // The style sheet has nothing of a study.
    #expect(await desk.answer(Call(.get, "/assets/workbench.css", headers: ["host": ["127.0.0.1:8123"]])).status == 200)
  }

  @Test(
    "another host, said twice or not at all, is another program",
    arguments: [
      ["evil.example"], ["evil.example:8123"], ["127.0.0.1"], ["127.0.0.1:80"], ["127.0.0.1:8123", "evil.example"], [],
      ["127.0.0.1:8123.evil.example"], ["[::1]:8123"], ["0.0.0.0:8123"], [""],
    ])
  func host(_ hosts: [String]) async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    var headers = client.headers
    headers["host"] = hosts.isEmpty ? nil : hosts
    #expect(await client.desk.answer(Call(.get, "/", headers: headers)).status == 421)
  }

  @Test("both names of the loopback are the host")
  func localhost() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    var headers = client.headers
    headers["host"] = ["LocalHost:8123"]
    #expect(await client.desk.answer(Call(.get, "/settings", headers: headers)).status == 200)
  }

  @Test(
    "a form of another origin is refused, also of another port of this machine",
    arguments: [
      "http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8123", "null", "", "http://127.0.0.1:8123/",
      "http://localhost:8123", nil,
    ] as [String?])
  func origin(_ origin: String?) async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    var call = client.form("/settings", [("author", "Mallory")], token: try await client.token())
    call.headers["origin"] = origin.map { [$0] }
    #expect(await client.desk.answer(call).status == 403)
    call.headers["origin"] = ["http://127.0.0.1:8123", "http://127.0.0.1:8123"]
    #expect(await client.desk.answer(call).status == 403, "said twice")
    call.headers["origin"] = ["http://127.0.0.1:8123"]
    #expect(await client.desk.answer(call).status == 303)
  }

  @Test(
    "a page of another site or port may not even link to one of ours", arguments: ["cross-site", "same-site", "none,x"])
  func site(_ site: String) async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    var headers = client.headers
    headers["sec-fetch-site"] = [site]
    #expect(await client.desk.answer(Call(.get, "/settings", headers: headers)).status == 403)
    headers["sec-fetch-site"] = ["none"]
    #expect(await client.desk.answer(Call(.get, "/settings", headers: headers)).status == 200)
  }

  @Test("a form without its session's token changes nothing")
  func token() async throws {
    let scratch = try Scratch()
    let desk = try await Client.desk(scratch)
    let (one, other) = (try await Client.entered(desk, as: "One"), try await Client.entered(desk, as: "Other"))
    let theirs = try await other.token()
    for wrong in ["", String(repeating: "0", count: 64), theirs] {
      #expect(try await one.post("/settings", ["author": "Mallory"], token: wrong).status == 403)
    }
    #expect(await one.get("/settings").text.contains("value=\"One\""))
    // The cookie is no token.
    let name = try #require(one.cookie?.split(separator: "=").last)
    #expect(try await one.post("/settings", ["author": "Mallory"], token: String(name)).status == 403)
  }

  @Test("a cookie from another port, from another run, or sent twice lets nobody in")
  func cookie() async throws {
    let scratch = try Scratch()
    let (here, there) = (try await Client.desk(scratch, port: 8123), try await Client.desk(scratch, port: 9123))
    let client = try await Client.entered(here)
    let value = try #require(client.cookie?.split(separator: "=").last.map(String.init))
    for cookie in [
      // What a browser sends to the other port: cookies know no ports.
      "verlauf-8123=\(value)", "verlauf-9123=\(value)",
    ] {
      #expect(
        await there.answer(Call(.get, "/", headers: ["host": ["127.0.0.1:9123"], "cookie": [cookie]])).status == 403)
    }
    for cookie in [
      "verlauf=\(value)", "verlauf-8123=", "verlauf-8123=\(value.dropLast())", "verlauf-8123=\(value); verlauf-8123=x",
      "Verlauf-8123=\(value)",
    ] {
      let answer = await here.answer(
        Call(.get, "/settings", headers: ["host": ["127.0.0.1:8123"], "cookie": [cookie]]))
      #expect(answer.status == 403, "\(cookie)")
    }
    let among = ["host": ["127.0.0.1:8123"], "cookie": ["other=1; verlauf-8123=\(value); verlauf-9123=2"]]
    #expect(await here.answer(Call(.get, "/settings", headers: among)).status == 200)
  }

  @Test("what is no form of ours, or too large, or another method, is refused before it is read")
  func media() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch))
    let token = try await client.token()
    for type in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
      var call = client.form("/settings", [("author", "Mallory")], token: token)
      call.headers["content-type"] = [type]
      #expect(await client.desk.answer(call).status == 415, "\(type)")
    }
    for body in ["token=\(token)&author=%ff%fe", "token=\(token)&author=%4", "token=\(token)&author=%zz"] {
      var call = client.form("/settings", [], token: token)
      call.body = Array(body.utf8)
      #expect(await client.desk.answer(call).status == 415, "\(body)")
    }
    var many = client.form("/settings", [], token: token)
    many.body = Array("token=\(token)".utf8) + Array(repeating: Array("&a=1".utf8), count: 5000).joined()
    #expect(await client.desk.answer(many).status == 415)
    var large = client.form("/settings", [], token: token)
    large.body = Array(repeating: 0x61, count: Gate.mostBytes + 1)
    #expect(await client.desk.answer(large).status == 413)
    #expect(await client.desk.answer(Call(nil, "/", headers: client.headers)).status == 405)
  }

  @Test("a page gone wild is slowed down, and others are not")
  func rate() async throws {
    let scratch = try Scratch()
    let start = ContinuousClock.now
    let clock = TestClock(start)
    let desk = Desk(port: 8123, workplace: Workplace(home: scratch.path), now: { clock.now })
    let (one, other) = (try await Client.entered(desk), try await Client.entered(desk))
    var statuses: [Int: Int] = [:]
    for _ in 0..<500 { statuses[await one.get("/help/keys").status, default: 0] += 1 }
    // 400 in 10 s, less the three of the entrance.
    #expect(statuses[429, default: 0] >= 100 && statuses[200, default: 0] >= 395, "\(statuses)")
    #expect(await other.get("/help/keys").status == 200)
    clock.advance(by: .seconds(11))
    #expect(await one.get("/help/keys").status == 200)
  }

  @Test("every answer says that nothing is kept, framed, guessed or loaded from elsewhere")
  func headers() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: scratch.series()))
    for path in [
      "/s", "/p/1", "/f", "/r", "/trial", "/h", "/settings", "/no/such", "/assets/workbench.css",
      "/r/part/outcomes.json",
    ] {
      let answer = await client.get(path)
      #expect(answer.header("Cache-Control") == "no-store", "\(path)")
      #expect(answer.header("X-Frame-Options") == "DENY" && answer.header("X-Content-Type-Options") == "nosniff")
      let policy = try #require(answer.header("Content-Security-Policy"))
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"))
      #expect(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"))
      // With `no-referrer` a browser would send `Origin: null` with our own forms.
      #expect(answer.header("Referrer-Policy") == "same-origin")
      // What the policy forbids is not there: no handler, no style attribute, no script without a file.
      #expect(answer.text.firstMatch(of: /<[^>]+ (on[a-z]+|style)=/) == nil, "\(path)")
      #expect(answer.text.firstMatch(of: /<script(?! src="\/assets\/workbench.js")/) == nil, "\(path)")
    }
  }

  @Test(
    "it listens at the loopback alone", arguments: ["0.0.0.0", "::", "192.168.1.2", "example.org", "127.0.0.2", ""])
  func loopback(_ host: String) throws {
    #expect(Loopback.refusal(of: host) != nil)
    #expect(Loopback.refusal(of: "127.0.0.1") == nil && Loopback.refusal(of: "localhost") == nil)
  }
}

/// A clock that a test turns.
final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var time: ContinuousClock.Instant

  init(_ time: ContinuousClock.Instant) { self.time = time }

  var now: ContinuousClock.Instant { lock.withLock { time } }
  func advance(by duration: Duration) { lock.withLock { time += duration } }
}
