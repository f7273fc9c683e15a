// SPDX-License-Identifier: Apache-2.0

import Exchange
import Plain
import Store

/// How the folder that a study was read from stands to the study.
struct FolderSync: Sendable {
  /// How it stands.
  enum State: Sendable, Equatable {
    /// There is no folder.
    case none
    /// They say the same.
    case same
    /// The folder is as the study was in an earlier revision: writing it loses nothing.
    case behind
    /// The folder says what no revision has said: somebody has changed it by hand.
    case parted
  }

  let state: State
  /// The revision that the folder is of.
  let revision: Int?

  /// So many revisions back are looked at.
  private static let most = 200

  init(state: State, revision: Int?) {
    self.state = state
    self.revision = revision
  }

  /// - Parameters:
  ///   - files: the folder's own, in canonical form; nil where it does not read.
  ///   - last: the last revision.
  init(_ files: [String: String]?, _ store: Store, last: Int) async throws {
    guard let files else {
      self.init(state: .parted, revision: nil)
      return
    }
    for number in stride(from: last, through: max(1, last - Self.most), by: -1)
    where try await store.files(at: number) == files {
      self.init(state: number == last ? .same : .behind, revision: number)
      return
    }
    if last > Self.most, try await store.files(at: 1) == files {
      self.init(state: .behind, revision: 1)
      return
    }
    self.init(state: .parted, revision: nil)
  }
}
