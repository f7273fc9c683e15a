// SPDX-License-Identifier: Apache-2.0

import Console
import Course
import Exchange
import Figures
import Imaging
import Plain

/// The folder `images` of a study, as commands read it.
enum StudyImages {
  /// A kept picture has at most so many bytes.
  static let byteLimit = 64_000_000

  /// The files of the folder by their names; nil for a study in one file, which holds no pictures.
  static func files(of study: String) -> [String: Result<[UInt8], FileProblem>]? {
    guard !StoreProgram.isStore(study) else { return nil }
    let folder = DiskFiles(folder: study)
    guard let paths = try? folder.imagePaths() else { return [:] }
    var files: [String: Result<[UInt8], FileProblem>] = [:]
    for path in paths where !Litter.isLitter(String(path.dropFirst("images/".count))) {
      let name = String(path.dropFirst("images/".count))
      do throws(FileProblem) { files[name] = .success(try folder.bytes(of: path, limit: byteLimit)) } catch {
        files[name] = .failure(error)
      }
    }
    return files
  }

  /// What stands in the folder; nil where it was not looked into: the study is one file, or it has no pictures and names none.
  static func kept(of source: String, _ study: Study) -> KeptImages? {
    let named = study.patients.contains { patient in
      patient.assessments.contains { !$0.assessment.images.isEmpty }
    }
    guard let files = files(of: source) else {
      if named {
        Terminal.tell("warning: a study in one file holds no pictures; those that it names were not looked at")
      }
      return nil
    }
    guard named || !files.isEmpty else { return nil }
    let kept = KeptImages(
      files.mapValues { file in
        switch file {
        case .success(let bytes): KeptImages.state(of: bytes)
        case .failure(let problem): .unreadable(words(problem))
        }
      })
    if let reason = kept.files.values.compactMap(\.notRead).first {
      Terminal.tell("warning: pictures were not read: \(reason)")
    }
    return kept
  }

  private static func words(_ problem: FileProblem) -> String {
    switch problem {
    case .missing(let words), .unreadable(let words): words
    case .tooLarge(let bytes): "\(bytes) bytes; at most \(byteLimit) are read"
    }
  }

  /// The pictures that the record names, as figures embed them. What cannot be had is told, and the figure has a hole of which its review tells.
  static func pictures(of source: String, _ study: Study, inGreys: Bool) -> CoursePictures {
    let named = study.patients.flatMap { $0.assessments.flatMap(\.assessment.images) }
    guard !named.isEmpty else { return CoursePictures() }
    guard let files = files(of: source) else {
      Terminal.tell("warning: a study in one file holds no pictures; the figure goes without")
      return CoursePictures()
    }
    var pictures = CoursePictures()
    for image in Set(named) {
      guard case .success(let bytes)? = files[image.file] else {
        Terminal.tell("warning: \(image.file) is not in the folder images; the figure goes without")
        continue
      }
      if let digest = image.digest, Hexadecimal.text(SHA256.digest(bytes)) != digest {
        Terminal.tell("warning: \(image.file) is not the file of its `sha256`; the figure goes without")
        continue
      }
      do throws(ImageFailure) {
        let printed = try PrintedImage.make(bytes, image, inGreys: inGreys)
        pictures[image] = CoursePicture(
          png: printed.png, width: printed.width, height: printed.height, corner: printed.corner)
      } catch {
        Terminal.tell("warning: \(image.file): \(error); the figure goes without")
      }
    }
    return pictures
  }
}

extension KeptImages.State {
  /// Why it was not read.
  fileprivate var notRead: String? { if case .notRead(_, let reason) = self { reason } else { nil } }
}
