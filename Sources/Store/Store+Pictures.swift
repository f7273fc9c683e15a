// SPDX-License-Identifier: Apache-2.0

public import Course
import Exchange
import Foundation
import GRDB
import Imaging
import Plain

extension Store {
  /// A picture of an assessment has at most so many bytes.
  public static let largestPicture = 64_000_000

  /// The pictures that the record names and that are kept with their patients: attachments under the names by which the record knows them.
  ///
  /// - Parameter revision: whose record; nil for the last. A picture that was taken away since is not among them.
  public func pictures(at revision: Int? = nil) async throws(StoreError) -> [Attachment] {
    let attached = try await attachments().filter { $0.patient != nil && AssessmentImage.isFileName($0.name) }
    guard !attached.isEmpty else { return [] }
    let named = PictureNames.byPatient(try await files(at: revision))
    return attached.filter { picture in named.contains { $0.patient == picture.patient && $0.name == picture.name } }
  }

  /// Saves changes and pictures that they name as one revision: all of it or none.
  ///
  /// - Parameters:
  ///   - edits: what changes in the record.
  ///   - pictures: cleaned pictures with the names by which the record knows them, each for its patient. One that is there already with the same bytes is left out.
  ///   - by: who.
  ///   - why: needed where a recorded fact changes or goes.
  public func save(
    _ edits: [Edit], pictures: [(patient: Patient.ID, name: String, bytes: [UInt8])], by: String, why: String? = nil
  ) async throws(StoreError) -> Saved {
    for picture in pictures { try Self.check(picture.bytes, of: picture.patient) }
    let new = try await newAttachments(pictures)
    return try await save(
      edits + new.parts.map { .add($0) }, by: by, why: why, keepsNames: true, blobs: new.bytes
    ) { _ in }
  }

  /// The parts of pictures that are not there yet, and the bytes that are not: a copy of a file can be made without them.
  func newAttachments(
    _ pictures: [(patient: Patient.ID, name: String, bytes: [UInt8])]
  ) async throws(StoreError) -> (parts: [StudyPart], bytes: [[UInt8]]) {
    guard !pictures.isEmpty else { return ([], []) }
    let there = try await attachments()
    var new: (parts: [StudyPart], bytes: [[UInt8]]) = ([], [])
    for picture in pictures {
      guard AssessmentImage.isFileName(picture.name) else {
        throw .refused("`\(picture.name)` is no name of a picture; expected letters, digits, `-`, `_`, `.` and `.png`")
      }
      guard picture.bytes.count <= Self.largestPicture else {
        throw .refused("\(picture.name): \(picture.bytes.count) bytes; a picture has at most \(Self.largestPicture)")
      }
      let digest = Hexadecimal.text(SHA256.digest(picture.bytes))
      if let known = there.first(where: { $0.patient == picture.patient && $0.name == picture.name }) {
        guard known.digest == digest else {
          throw .refused(
            "\(picture.name) of patient \(picture.patient) is there with other bytes; take it away first, or name the new one otherwise"
          )
        }
        if !known.isHere { new.bytes.append(picture.bytes) }
        continue
      }
      let part = AttachmentPart(
        name: picture.name, mediaType: MediaType.of(picture.name), size: picture.bytes.count, digest: digest
      ).part(picture.patient)
      guard !new.parts.contains(part) else { continue }
      new.parts.append(part)
      new.bytes.append(picture.bytes)
    }
    return new
  }

  /// Refuses a file with more in it than pixels: what is once in a study stays in its history until the person is erased. The name of the file may be that of a person, and is not told.
  private static func check(_ bytes: [UInt8], of patient: Patient.ID) throws(StoreError) {
    let extras = KeptImages.extras(ofPNG: bytes)
    guard extras != [] else { return }
    let which = "a picture of patient \(patient) (digest \(Hexadecimal.text(SHA256.digest(bytes)).prefix(12))…)"
    throw .refused(
      (extras.map { "\(which) has more in it than pixels (\($0.joined(separator: ", ")))" }
        ?? "\(which) is no whole PNG file")
        + "; nothing was taken in. `verlauf images add` cleans it")
  }

  /// The pictures of a folder that its record names.
  static func pictures(
    of source: some FileSource, named files: [String: String]
  ) throws(StoreError) -> [(patient: Patient.ID, name: String, bytes: [UInt8])] {
    let paths: Set<String>
    do { paths = Set(try source.imagePaths()) } catch {
      throw .refused("the folder `images` cannot be read: \(error.words)")
    }
    var found: [(patient: Patient.ID, name: String, bytes: [UInt8])] = []
    guard !paths.isEmpty else { return found }
    for (patient, name) in PictureNames.byPatient(files) where paths.contains("images/" + name) {
      let bytes: [UInt8]
      do { bytes = try source.bytes(of: "images/" + name, limit: largestPicture) } catch {
        throw .refused("images/\(name): \(error.words)")
      }
      try check(bytes, of: patient)
      found.append((patient, name, bytes))
    }
    return found
  }
}
