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
  static func kept(of source: String, _ study: Study) async -> KeptImages? {
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
    let states = await inParallel(Array(files)) { file -> (String, KeptImages.State) in
      switch file.value {
      case .success(let bytes): return (file.key, KeptImages.state(of: bytes))
      case .failure(let problem): return (file.key, .unreadable(digest: nil, words(problem)))
      }
    }
    let kept = KeptImages(Dictionary(states, uniquingKeysWith: { first, _ in first }))
    if let reason = kept.files.values.compactMap(\.notRead).first {
      Terminal.tell("warning: pictures were not read: \(reason)")
    }
    return kept
  }

  /// The files that no assessment shows, each by the digest under which findings know it.
  static func names(_ kept: KeptImages, _ study: Study) -> [String] {
    let used = Set(study.patients.flatMap { $0.assessments.flatMap { $0.assessment.images.map(\.file) } })
    return kept.files.filter { !used.contains($0.key) }.sorted { $0.key < $1.key }.map { name, state in
      "images/\(name): \(state.digest.map { "\($0.prefix(12))…" } ?? "not read")"
    }
  }

  private static func words(_ problem: FileProblem) -> String {
    switch problem {
    case .missing(let words), .unreadable(let words): words
    case .tooLarge(let bytes): "\(bytes) bytes; at most \(byteLimit) are read"
    }
  }

  /// The pictures that the record names, as figures embed them. What cannot be had is told, and the figure has a hole of which its review tells.
  static func pictures(of source: String, _ study: Study, inGreys: Bool) async -> CoursePictures {
    let named = study.patients.flatMap { $0.assessments.flatMap(\.assessment.images) }
    guard !named.isEmpty else { return CoursePictures() }
    guard let files = files(of: source) else {
      Terminal.tell("warning: a study in one file holds no pictures; the figure goes without")
      return CoursePictures()
    }
    let unique = named.reduce(into: [AssessmentImage]()) { if !$0.contains($1) { $0.append($1) } }
    let made = await inParallel(unique) { image -> (AssessmentImage, Made) in
      guard case .success(let bytes)? = files[image.file] else {
        return (image, Made.failure("is not in the folder images"))
      }
      if let digest = image.digest, Hexadecimal.text(SHA256.digest(bytes)) != digest {
        return (image, .failure("is not the file of its `sha256`"))
      }
      do throws(ImageFailure) {
        let printed = try PrintedImage.make(bytes, image, inGreys: inGreys)
        return (
          image,
          .picture(
            CoursePicture(
              png: printed.png, width: printed.width, height: printed.height, corner: printed.corner,
              tones: printed.tones))
        )
      } catch {
        return (image, .failure(": \(error)"))
      }
    }
    var pictures = CoursePictures()
    for (image, made) in made {
      switch made {
      case .picture(let picture): pictures[image] = picture
      case .failure(let reason):
        Terminal.tell(
          "warning: \(image.file)\(reason.hasPrefix(":") ? "" : " ")\(reason); the figure goes without")
      }
    }
    return pictures
  }

  /// A picture, or why there is none.
  private enum Made: Sendable {
    case picture(CoursePicture)
    case failure(String)
  }

  /// What each item gives, on every core, in the order of the items.
  private static func inParallel<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ make: @escaping @Sendable (Item) -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, item) in items.enumerated() { group.addTask { (index, make(item)) } }
      var results = [Result?](repeating: nil, count: items.count)
      for await (index, result) in group { results[index] = result }
      return results.compactMap(\.self)
    }
  }
}

extension KeptImages.State {
  /// Why it was not read.
  fileprivate var notRead: String? { if case .notRead(_, let reason) = self { reason } else { nil } }
}
