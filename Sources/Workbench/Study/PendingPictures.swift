// SPDX-License-Identifier: Apache-2.0

import Imaging
import Plain
import Synchronization

/// Pictures that somebody has chosen and not kept yet: in memory alone, so that nothing that was not cleaned is ever on the disk. They end with the program.
final class PendingPictures: Sendable {
  /// One of them.
  struct Pending: Sendable {
    /// The session that has chosen it; nobody else sees it.
    let owner: String
    /// The parts of the patient and the assessment that it is for.
    let patient: Int
    let entry: Int
    /// The file as it was chosen.
    let bytes: [UInt8]
    /// What was asked for, and what came of it.
    var wish = ImageCleaner.Wish()
    var cleaned: ImageCleaner.Cleaning?
    /// What was typed of it, by the names of the fields.
    var typed: [String: String] = [:]
  }

  /// So many wait of one session, and so many bytes of all: the first goes.
  static let (most, mostBytes) = (8, 400_000_000)
  private let waiting = Mutex<[(word: String, pending: Pending)]>([])

  /// Takes one in.
  ///
  /// - Returns: the word under which it waits.
  func put(_ pending: Pending) -> String {
    let word = String(Secret.word().prefix(32))
    waiting.withLock { waiting in
      waiting.append((word, pending))
      while waiting.count(where: { $0.pending.owner == pending.owner }) > Self.most,
        let first = waiting.firstIndex(where: { $0.pending.owner == pending.owner })
      {
        waiting.remove(at: first)
      }
      while waiting.reduce(0, { $0 + $1.pending.bytes.count }) > Self.mostBytes, waiting.count > 1 {
        waiting.removeFirst()
      }
    }
    return word
  }

  /// The picture of a word, for the session that has chosen it.
  func find(_ word: String, of owner: String) -> Pending? {
    waiting.withLock { $0.first { $0.word == word && $0.pending.owner == owner }?.pending }
  }

  /// What a session has chosen for an assessment and not kept, in order.
  func words(of owner: String, patient: Int, entry: Int) -> [String] {
    waiting.withLock { waiting in
      waiting.filter { $0.pending.owner == owner && $0.pending.patient == patient && $0.pending.entry == entry }.map(
        \.word)
    }
  }

  /// Puts a picture in the place of the one of a word, or takes that away.
  func update(_ word: String, _ pending: Pending?) {
    waiting.withLock { waiting in
      guard let index = waiting.firstIndex(where: { $0.word == word }) else { return }
      if let pending { waiting[index].pending = pending } else { waiting.remove(at: index) }
    }
  }
}
