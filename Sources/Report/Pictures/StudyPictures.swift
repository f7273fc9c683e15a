// SPDX-License-Identifier: Apache-2.0

public import Course
public import Figures
public import Imaging
public import Plain

/// The files of pictures of a study, by the names under which its record knows them, wherever they are kept.
public struct StudyPictures: Sendable {
  /// Why the bytes of a file could not be had.
  public struct Unavailable: Error, Sendable, Hashable {
    /// In words.
    public var words: Phrase
    /// A reason.
    public init(_ words: Phrase) { self.words = words }
  }

  /// The bytes of each file, or why there are none.
  public var files: [String: Result<[UInt8], Unavailable>]

  /// Files.
  public init(_ files: [String: Result<[UInt8], Unavailable>]) { self.files = files }

  /// All that a record says of pictures, each once.
  public static func named(by study: Study) -> [AssessmentImage] {
    var seen: Set<AssessmentImage> = []
    return study.patients.flatMap { $0.assessments.flatMap(\.assessment.images) }.filter { seen.insert($0).inserted }
  }

  /// What each file is, for the review. It is read anew unless it is known by its digest.
  public func kept(
    knowing known: [String: KeptImages.State] = [:], reader: ImageReader = ImageReader()
  ) async -> KeptImages {
    let states = await Self.inParallel(Array(files)) { file -> (String, KeptImages.State) in
      switch file.value {
      case .success(let bytes):
        (file.key, known[Hexadecimal.text(SHA256.digest(bytes))] ?? KeptImages.state(of: bytes, reader: reader))
      case .failure(let reason): (file.key, .unreadable(digest: nil, reason.words.english))
      }
    }
    return KeptImages(Dictionary(states, uniquingKeysWith: { first, _ in first }))
  }

  /// The pictures that a record names, as figures embed them. Of what cannot be had a sentence says so, and the figure has a hole of which its review tells.
  public func printed(
    of study: Study, inGreys: Bool, reader: ImageReader = ImageReader(), writer: ImageWriter = ImageWriter()
  ) async -> (pictures: CoursePictures, missing: [Phrase]) {
    let made = await Self.inParallel(Self.named(by: study)) { image -> (AssessmentImage, Made) in
      (image, make(image, inGreys, reader, writer))
    }
    var pictures = CoursePictures()
    var missing: [Phrase] = []
    for (image, made) in made {
      switch made {
      case .picture(let picture): pictures[image] = picture
      case .failure(let reason):
        missing.append(
          Phrase(
            "\(image.file) \(reason.english); the figure goes without",
            "\(image.file) \(reason.german); der Abbildung fehlt sie"))
      }
    }
    return (pictures, missing)
  }

  private func make(
    _ image: AssessmentImage, _ inGreys: Bool, _ reader: ImageReader, _ writer: ImageWriter
  ) -> Made {
    guard case .success(let bytes)? = files[image.file] else {
      return .failure(
        Phrase("is not in the folder images", "ist nicht im Ordner images"))
    }
    if let digest = image.digest, Hexadecimal.text(SHA256.digest(bytes)) != digest {
      return .failure(Phrase("is not the file of its `sha256`", "ist nicht die Datei ihrer `sha256`"))
    }
    do throws(ImageFailure) {
      let printed = try PrintedImage.make(bytes, image, inGreys: inGreys, reader: reader, writer: writer)
      return .picture(
        CoursePicture(
          png: printed.png, width: printed.width, height: printed.height, corner: printed.corner, tones: printed.tones))
    } catch { return .failure(Phrase("cannot be printed: \(error)", "kann nicht gedruckt werden: \(error)")) }
  }

  /// A picture, or why there is none.
  private enum Made: Sendable {
    case picture(CoursePicture)
    case failure(Phrase)
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
