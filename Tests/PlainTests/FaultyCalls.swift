// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

/// The calls of the system, of which one fails, or after which the process is dead.
final class FaultyCalls: FileCalls, @unchecked Sendable {
  enum Fault: Sendable, CaseIterable {
    case noSpace
    case inputOutput
    /// Nothing happens from this call on, and what is open is closed, as the kernel does.
    case killed
    /// The call is made, and then the process is dead.
    case killedAfter
  }

  private let real = SystemCalls()
  private let lock = NSLock()
  private var count = 0
  private var open = Set<Int32>()
  private var isDead = false
  private let fault: Fault?
  private let number: Int
  /// Whether the file system has exchange and rename-to-new, and extended attributes.
  private let isModern: Bool
  /// Run before an exchange: what somebody else does at that moment.
  private let meanwhile: (@Sendable () -> Void)?

  init(_ fault: Fault? = nil, at number: Int = 0, isModern: Bool = true, meanwhile: (@Sendable () -> Void)? = nil) {
    self.fault = fault
    self.number = number
    self.isModern = isModern
    self.meanwhile = meanwhile
  }

  /// How many calls were made.
  var calls: Int { lock.withLock { count } }

  private func call<Value>(_ body: () throws(SystemError) -> Value) throws(SystemError) -> Value {
    let now = lock.withLock {
      count += 1
      return count - 1
    }
    if isDead { throw .inputOutput }
    guard now == number, let fault else { return try body() }
    switch fault {
    case .noSpace: throw .noSpace
    case .inputOutput: throw .inputOutput
    case .killed: break
    case .killedAfter: _ = try? body()
    }
    isDead = true
    for descriptor in open { try? real.close(descriptor) }
    throw .inputOutput
  }

  private func opened(_ body: () throws(SystemError) -> Int32) throws(SystemError) -> Int32 {
    try call { () throws(SystemError) -> Int32 in
      let descriptor = try body()
      lock.withLock { _ = open.insert(descriptor) }
      return descriptor
    }
  }

  func status(_ path: String) throws(SystemError) -> FileStatus {
    try call { () throws(SystemError) in try real.status(path) }
  }
  func status(of file: Int32) throws(SystemError) -> FileStatus {
    try call { () throws(SystemError) in try real.status(of: file) }
  }
  func mayWrite(in folder: String) throws(SystemError) -> Bool {
    try call { () throws(SystemError) in try real.mayWrite(in: folder) }
  }
  func resolved(_ path: String) throws(SystemError) -> String {
    try call { () throws(SystemError) in try real.resolved(path) }
  }
  func names(in folder: String) throws(SystemError) -> [String] {
    try call { () throws(SystemError) in try real.names(in: folder) }
  }
  func bytes(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
    try call { () throws(SystemError) in try real.bytes(of: path, limit: limit) }
  }
  func makeFolder(_ path: String, mode: UInt32) throws(SystemError) {
    try call { () throws(SystemError) in try real.makeFolder(path, mode: mode) }
  }
  func makeFile(_ path: String, mode: UInt32) throws(SystemError) -> Int32 {
    try opened { () throws(SystemError) in try real.makeFile(path, mode: mode) }
  }
  func write(_ bytes: ArraySlice<UInt8>, to file: Int32) throws(SystemError) -> Int {
    // A part at a time, as a system may.
    try call { () throws(SystemError) in try real.write(bytes.prefix(max(1, bytes.count / 2)), to: file) }
  }
  /// A call like the others, but thousands of them need not reach the device.
  func synchronise(_ file: Int32) throws(SystemError) { try call { () throws(SystemError) in } }
  func openFolder(_ path: String) throws(SystemError) -> Int32 {
    try opened { () throws(SystemError) in try real.openFolder(path) }
  }
  func close(_ file: Int32) throws(SystemError) {
    if isDead { throw .inputOutput }
    lock.withLock { _ = open.remove(file) }
    // Closed even where the call fails.
    try? real.close(file)
    try call { () throws(SystemError) in }
  }
  func openLock(_ path: String) throws(SystemError) -> (file: Int32, isNew: Bool) {
    try call { () throws(SystemError) in
      let lock = try real.openLock(path)
      self.lock.withLock { _ = open.insert(lock.file) }
      return lock
    }
  }
  func lock(_ file: Int32) throws(SystemError) { try call { () throws(SystemError) in try real.lock(file) } }
  func exchange(_ first: String, _ second: String) throws(SystemError) {
    guard isModern else { throw SystemError(ENOTSUP) }
    meanwhile?()
    try call { () throws(SystemError) in try real.exchange(first, second) }
  }
  func renameNew(_ from: String, _ to: String) throws(SystemError) {
    guard isModern else { throw SystemError(ENOTSUP) }
    try call { () throws(SystemError) in try real.renameNew(from, to) }
  }
  func rename(_ from: String, _ to: String) throws(SystemError) {
    try call { () throws(SystemError) in try real.rename(from, to) }
  }
  func remove(_ path: String) throws(SystemError) { try call { () throws(SystemError) in try real.remove(path) } }
  func removeFolder(_ path: String) throws(SystemError) {
    try call { () throws(SystemError) in try real.removeFolder(path) }
  }
  func seal(_ path: String, _ checksum: UInt64) throws(SystemError) {
    guard isModern else { throw SystemError(ENOTSUP) }
    try call { () throws(SystemError) in try real.seal(path, checksum) }
  }
  func seal(of path: String) throws(SystemError) -> UInt64? {
    guard isModern else { return nil }
    return try call { () throws(SystemError) in try real.seal(of: path) }
  }
}

/// A folder of its own for a test, and what lies in it.
struct Playground {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("writer-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  func put(_ text: String, at name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Everything below by its path, links and folders too; `hidden`: what the writer itself keeps.
  func contents(hidden: Bool = false) throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let parts = name.split(separator: "/")
      if !hidden, parts.contains(where: { $0.hasPrefix(".verlauf-") }) { continue }
      let full = "\(path)/\(name)"
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: full) {
        found[name] = "→ \(target)"
      } else if let data = FileManager.default.contents(atPath: full) {
        found[name] = String(decoding: data, as: UTF8.self)
      } else {
        found[name] = "/"
      }
    }
    return found
  }
}
