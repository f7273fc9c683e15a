// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange

/// Where a study comes from: a folder, or one file.
enum StudySource {
  /// Reads a folder, or a study in one file. Exits with 2 where the file cannot be asked for its study.
  static func read(_ path: String) async throws -> Reading {
    guard StoreProgram.isStore(path) else { return await StudyFolder.read(path) }
    do throws(StoreProgram.Failure) {
      return await StudyFolder.read(from: MemoryFiles(texts: try StoreProgram.files(path)))
    } catch {
      Terminal.tell("error: \(error)")
      throw ExitCode(2)
    }
  }
}
