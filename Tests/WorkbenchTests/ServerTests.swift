// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The server at a port of the loopback, spoken to byte by byte: what only a connection can do wrong.
@Suite(.serialized) struct ServerTests {
  /// Runs the program, which listens by itself, while something is done with its port and the address that it has printed.
  private func serve(_ arguments: [String] = [], _ body: (Int, URL) throws -> Void) throws {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = try Programs.folder.appendingPathComponent("verlauf-workbench")
    process.arguments = ["serve", "--no-browser"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var line = ""
    while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
      line += String(decoding: byte, as: UTF8.self)
    }
    let address = try #require(URL(string: String(line.dropLast())))
    try body(try #require(address.port), address)
  }

  @Test("a page comes over the wire, with its length and its guards, and other hosts are refused")
  func page() throws {
    try serve { port, entrance in
      let wire = try Wire(port)
      let first = try wire.ask("GET /open?\(entrance.query ?? "") HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
      #expect(first.hasPrefix("HTTP/1.1 303"), "\(first)")
      let cookie = try #require(first.firstMatch(of: /(?i)set-cookie: (verlauf-[0-9]+=[0-9a-f]+)/)).1
      let page = try wire.ask("GET /settings HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n")
      #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("Who are you?"), "\(page.prefix(400))")
      #expect(page.lowercased().contains("cache-control: no-store"))
      let rebound = try Wire(port).ask("GET /settings HTTP/1.1\r\nHost: evil.example\r\nCookie: \(cookie)\r\n\r\n")
      #expect(rebound.hasPrefix("HTTP/1.1 421"), "\(rebound.prefix(200))")
      let dots = try Wire(port).ask(
        "GET /assets/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n")
      #expect(dots.hasPrefix("HTTP/1.1 404"), "\(dots.prefix(200))")
    }
  }

  @Test("100 MB are refused by what the request says of itself, and by what it sends")
  func large() throws {
    try serve { port, _ in
      let head = "POST /settings HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n"
      let said = try Wire(port).ask(head + "Content-Length: 100000000\r\n\r\n")
      #expect(said.hasPrefix("HTTP/1.1 413"), "\(said.prefix(200))")
      // In pieces nobody says how much there is to come.
      let wire = try Wire(port)
      try wire.send(head + "Transfer-Encoding: chunked\r\n\r\n")
      let piece = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
      // The refusal comes after 2 MB, and the connection ends half a second later; a gigabyte is not taken.
      var isEnded = false
      for _ in 0..<16_000 where !isEnded { isEnded = (try? wire.send(piece)) == nil }
      #expect(isEnded)
    }
  }

  @Test("a body that trickles, and a head that never ends, are not waited for")
  func slow() throws {
    try serve(["--patience", "1000", "--silence", "4"]) { port, _ in
      let head = "POST /settings HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n"
      let body = try Wire(port)
      let start = ContinuousClock.now
      let answer = try body.ask(head + "Content-Length: 1000\r\n\r\ntoken=")
      #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer.prefix(200))")
      #expect(start.duration(to: .now) < .seconds(40))
      let silent = try Wire(port)
      let rest = try silent.ask("GET / HTTP/1.1\r\nHost:")
      #expect(rest.isEmpty, "the connection is closed without a word")
    }
  }

  @Test("the program refuses to listen elsewhere", arguments: ["0.0.0.0", "::", "10.0.0.1", "example.org"])
  func elsewhere(_ host: String) throws {
    let process = Process()
    process.executableURL = try Programs.folder.appendingPathComponent("verlauf-workbench")
    process.arguments = ["serve", "--no-browser", "--host", host]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && words.contains("127.0.0.1 alone"), "\(words)")
  }
}

/// The programs that were built with the tests.
enum Programs {
  static var folder: URL {
    get throws {
      let own =
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        ?? URL(fileURLWithPath: CommandLine.arguments[0])
      return own.deletingLastPathComponent()
    }
  }
}

/// A connection to the loopback.
private final class Wire {
  private let socket: Int32

  struct Failure: Error {}

  init(_ port: Int) throws {
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure() }
    var time = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      #if canImport(Glibc)
        let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      #else
        let count = bytes.withUnsafeBytes { Darwin.send(socket, $0.baseAddress, $0.count, 0) }
      #endif
      guard count > 0 else { throw Failure() }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Sends a request, and reads what comes until the answer is whole or the connection ends.
  func ask(_ text: String) throws -> String {
    try send(text)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
      let answer = String(decoding: bytes, as: UTF8.self)
      guard let end = answer.range(of: "\r\n\r\n") else { continue }
      let length = answer.firstMatch(of: /(?i)content-length: ([0-9]+)/).flatMap { Int($0.1) } ?? 0
      if answer[end.upperBound...].utf8.count >= length { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
