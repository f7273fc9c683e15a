// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Figures
import Foundation
import Imaging
import Plain
import Report

/// The pictures of a study, as commands read them: of the folder `images`, or of the study in one file.
enum StudyImages {
  /// A kept picture has at most so many bytes.
  static let byteLimit = 64_000_000

  /// The files by their names.
  static func files(of study: String) throws -> StudyPictures {
    if StoreProgram.isStore(study) { return try stored(in: study) }
    let folder = DiskFiles(folder: study)
    guard let paths = try? folder.imagePaths() else { return StudyPictures([:]) }
    var files = StudyPictures([:])
    for path in paths where !Litter.isLitter(String(path.dropFirst("images/".count))) {
      let name = String(path.dropFirst("images/".count))
      do throws(FileProblem) {
        files.files[name] = .success(try folder.bytes(of: path, limit: byteLimit))
      } catch {
        files.files[name] = .failure(StudyPictures.Unavailable(words(error)))
      }
    }
    return files
  }

  /// Exits with 2 where the file cannot be asked.
  private static func stored(in study: String) throws -> StudyPictures {
    do throws(StoreProgram.Failure) {
      return StudyPictures(try StoreProgram.pictures(study).mapValues { .success($0) })
    } catch {
      Terminal.tell("error: \(error)")
      throw ExitCode(2)
    }
  }

  /// What is kept; nil where the study has no pictures and names none.
  static func kept(of source: String, _ study: Study) async throws -> KeptImages? {
    let named = !StudyPictures.named(by: study).isEmpty
    // A study in one file keeps no picture that its record does not name.
    guard named || !StoreProgram.isStore(source) else { return nil }
    let files = try files(of: source)
    guard named || !files.files.isEmpty else { return nil }
    let kept = await files.kept()
    if let reason = kept.files.values.compactMap(\.notRead).first {
      Terminal.tell("warning: pictures were not read: \(reason)")
    }
    return kept
  }

  /// The files that no assessment shows, each by the digest under which findings know it.
  static func names(_ kept: KeptImages, _ study: Study) -> [String] {
    let used = Set(StudyPictures.named(by: study).map(\.file))
    return kept.files.filter { !used.contains($0.key) }.sorted { $0.key < $1.key }.map { name, state in
      "images/\(name): \(state.digest.map { "\($0.prefix(12))…" } ?? "not read")"
    }
  }

  private static func words(_ problem: FileProblem) -> Phrase {
    switch problem {
    case .missing(let words), .unreadable(let words): Phrase(same: words)
    case .tooLarge(let bytes):
      Phrase("\(bytes) bytes; at most \(byteLimit) are read", "\(bytes) Byte; höchstens \(byteLimit) werden gelesen")
    }
  }

  /// The pictures that the record names, as figures embed them. What cannot be had is told.
  static func pictures(of source: String, _ study: Study, inGreys: Bool) async throws -> CoursePictures {
    guard !StudyPictures.named(by: study).isEmpty else { return CoursePictures() }
    let (pictures, missing) = await (try files(of: source)).printed(of: study, inGreys: inGreys)
    for words in missing { Terminal.tell("warning: \(words.english)") }
    return pictures
  }
}

extension KeptImages.State {
  /// Why it was not read.
  fileprivate var notRead: String? { if case .notRead(_, let reason) = self { reason } else { nil } }
}
