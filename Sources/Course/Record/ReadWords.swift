// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What words were found to say, kept for when they come again: the records of a registry give the same few reasons a million times, and each is read clause by clause.
///
/// The reading must follow from the words alone.
final class ReadWords<Meaning: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var known: [String: Meaning] = [:]

  /// Texts that are longer do not come again. With so many there are never more than some hundred kilobytes.
  private static var longest: Int { 80 }
  private static var most: Int { 2048 }

  /// What words say: remembered, or read now.
  func meaning(of text: String, _ read: (String) -> Meaning) -> Meaning {
    guard text.utf8.count <= Self.longest else { return read(text) }
    if let before = lock.withLock({ known[text] }) { return before }
    let meaning = read(text)
    lock.withLock {
      if known.count >= Self.most { known = [:] }
      known[text] = meaning
    }
    return meaning
  }
}
