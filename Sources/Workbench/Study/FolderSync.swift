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

  init(_ open: OpenStudy) async throws {
    guard let folder = open.folder else {
      (state, revision) = (.none, nil)
      return
    }
    guard let files = try? FolderFormat.canonical(DiskFiles(folder: folder)) else {
      (state, revision) = (.parted, nil)
      return
    }
    let last = try await open.store.lastRevision()
    for number in stride(from: last, through: max(1, last - Self.most), by: -1)
    where try await open.store.files(at: number) == files {
      (state, revision) = (number == last ? .same : .behind, number)
      return
    }
    if last > Self.most, try await open.store.files(at: 1) == files {
      (state, revision) = (.behind, 1)
      return
    }
    (state, revision) = (.parted, nil)
  }
}
