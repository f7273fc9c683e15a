// SPDX-License-Identifier: Apache-2.0

import Plain

/// What chains the revisions: each one's hash covers the hash before it, who, when, and the digest of why and of every text.
///
/// A text enters by the digest of a random salt and itself. So text and salt can be erased and the chain still holds, and nobody can guess a short text
/// from the digest that stays.
struct RevisionDigest {
  private var hash = SHA256()

  /// The hash that the first revision follows: what the file says of itself.
  static func genesis(id: [UInt8], created: String) -> [UInt8] {
    var digest = RevisionDigest()
    digest.put("verlauf store 1")
    digest.put(id)
    digest.put(created)
    return digest.hash.end()
  }

  /// The digest of a text; of no text, that it is none.
  static func of(_ text: String?, salt: [UInt8]) -> [UInt8] {
    var digest = RevisionDigest()
    digest.put("verlauf text 1")
    digest.put(salt)
    if let text { digest.put(text) }
    return digest.hash.end()
  }

  /// A salt.
  static func salt() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
  }

  /// The hash of a revision whose changes follow.
  init(previous: [UInt8], _ revision: LoggedRevision, changes: Int) {
    put("verlauf revision 1")
    put(previous)
    put(revision.number)
    put(revision.at)
    put(revision.by)
    put(revision.kind)
    put(revision.person ?? -1)
    put(revision.whyDigest)
    put(changes)
  }

  private init() {}

  /// Takes a change.
  mutating func take(_ change: LoggedChange) {
    put(change.number)
    put(change.part)
    put(change.kind)
    put(change.person ?? -1)
    put(change.position)
    put(change.isRemoved ? 1 : 0)
    put(change.digest)
  }

  /// The hash.
  mutating func end() -> [UInt8] { hash.end() }

  // Each value has its length before it, so that no two sequences of values are the same bytes.
  private mutating func put(_ bytes: [UInt8]) {
    put(bytes.count)
    hash.take(bytes)
  }

  private mutating func put(_ text: String) {
    var text = text
    put(text.utf8.count)
    text.withUTF8 { hash.take($0) }
  }

  private mutating func put(_ number: Int) {
    withUnsafeBytes(of: Int64(number).bigEndian) { hash.take($0) }
  }
}

/// A revision as the log has it.
struct LoggedRevision: Sendable {
  var number: Int
  var at: String
  var by: String
  var kind: String
  var person: Int?
  var why: String?
  var whySalt: [UInt8]?
  var whyDigest: [UInt8]
  var hash: [UInt8]
}

/// A change as the log has it, with what its part is.
struct LoggedChange: Sendable {
  var number: Int
  var part: Int
  var kind: String
  var person: Int?
  var position: Int
  var isRemoved: Bool
  var digest: [UInt8]
}
