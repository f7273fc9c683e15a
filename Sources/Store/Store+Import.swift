// SPDX-License-Identifier: Apache-2.0

internal import CPlain
import Course
public import Exchange
import Foundation
import GRDB
import Notation
import Plain

extension Store {
  /// Positions of neighbours are so far apart: something can be put between two, and there again, some thirty times.
  static let gap = 1 << 32

  /// Makes a file of a study folder. The file appears when all of it is there.
  ///
  /// - Parameters:
  ///   - path: the file, which is not there yet.
  ///   - source: the folder. It must read without errors: what the notation does not know is refused.
  ///   - by: who does so.
  ///   - program: the version of the program.
  ///   - why: why, if there is something to say.
  public static func create(
    _ path: String, from source: some FileSource, by: String, program: String, why: String? = nil
  ) throws(StoreError) {
    let files: [String: String]
    do throws(FolderFormat.Refusal) { files = try FolderFormat.canonical(source) } catch {
      throw .unreadable(error.problems)
    }
    let attachments = try all(of: source, named: files)
    try create(path) { db in
      try begin(db, program: program)
      var log = try LogWriter(db)
      let people = try takeIn(files, db, &log)
      try takeIn(attachments, people, db, &log)
      try log.finish(kind: .imported, by: by, why: why)
    }
  }

  /// Makes a file beside its place, and moves it there when it is whole.
  static func create(_ path: String, _ fill: (Database) throws -> Void) throws(StoreError) {
    try withDraft(of: path) { draft in
      let queue = try DatabaseQueue(path: draft, configuration: configuration())
      try queue.writeWithoutTransaction { db in
        try db.execute(
          sql:
            "PRAGMA page_size = 4096; PRAGMA application_id = \(StoreSchema.applicationID); PRAGMA journal_mode = DELETE"
        )
        try db.inTransaction(.immediate) {
          for step in StoreSchema.steps { try step(db) }
          try db.execute(sql: "PRAGMA user_version = \(StoreSchema.version)")
          try fill(db)
          return .commit
        }
        try db.execute(sql: "PRAGMA journal_mode = WAL")
      }
      try queue.close()
      try settle(draft, at: path)
    }
  }

  /// Gives a finished file its name, which nothing has, for good.
  static func settle(_ draft: String, at path: String) throws {
    var error = verlauf_rename_new(draft, path)
    if error == ENOTSUP { error = link(draft, path) == 0 ? 0 : errno }
    guard error == 0 else {
      throw error == EEXIST ? StoreError.exists(path) : StoreError.system(path, "\(SystemError(error))")
    }
    try syncFolder(of: path)
  }

  /// Has the name of a file on the disk.
  static func syncFolder(of path: String) throws {
    let folder = Foundation.open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { Foundation.close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else { throw StoreError.system(path, "\(SystemError(errno))") }
  }

  /// What the file says of itself.
  static func begin(_ db: Database, program: String) throws {
    try db.execute(
      sql: "INSERT INTO store (one, id, created, program) VALUES (1, ?, ?, ?)",
      arguments: [Data(RevisionDigest.salt()), LogWriter.text(Date()), program])
  }

  /// Takes canonical files in, as parts that are new.
  ///
  /// - Returns: the persons by name.
  private static func takeIn(
    _ files: [String: String], _ db: Database, _ log: inout LogWriter
  ) throws -> [String: Int] {
    var people: [String: Int] = [:]
    let paths = files.keys.sorted { one, other in
      // Patients first: rows refer to them.
      let (first, second) = (one.hasPrefix("patients/"), other.hasPrefix("patients/"))
      return first == second ? NaturalOrder.precedes(one, other) : first
    }
    for path in paths {
      guard let parts = StudyParts.split(path, files[path] ?? ""),
        StudyParts.join(parts, path) == files[path]
      else {
        throw StoreError.refused(
          "\(path): the file cannot be cut into parts, which is a fault of Verlauf; nothing was written")
      }
      for (index, part) in parts.enumerated() {
        var person: Int?
        if let patient = part.patient {
          if let known = people[patient] {
            person = known
          } else {
            try db.execute(cached: "INSERT INTO person (name) VALUES (?)", [patient])
            person = Int(db.lastInsertedRowID)
            people[patient] = person
          }
        }
        _ = try log.add(part, person: person, position: (index + 1) * gap)
      }
    }
    return people
  }

  /// What is attached in a folder, and the pictures that its record names. A picture may lie in both, and is one.
  private static func all(
    of source: some FileSource, named files: [String: String]
  ) throws(StoreError) -> [(patient: Patient.ID?, name: String, bytes: [UInt8])] {
    var all = try attachments(of: source)
    for picture in try pictures(of: source, named: files) {
      guard let known = all.first(where: { $0.patient == picture.patient && $0.name == picture.name }) else {
        all.append((picture.patient, picture.name, picture.bytes))
        continue
      }
      guard known.bytes == picture.bytes else {
        throw .refused(
          "images/\(picture.name) has other bytes than \(AttachmentPart.folder(picture.patient))\(picture.name); which one is it? Move the other away."
        )
      }
    }
    return all
  }

  /// What is attached in a folder, as `export` writes it.
  private static func attachments(
    of source: some FileSource
  ) throws(StoreError) -> [(patient: Patient.ID?, name: String, bytes: [UInt8])] {
    var found: [(patient: Patient.ID?, name: String, bytes: [UInt8])] = []
    let paths: [String]
    do { paths = try source.attachmentPaths().sorted(by: NaturalOrder.precedes) } catch {
      throw .refused("the folder `attachments` cannot be read: \(error.words)")
    }
    for path in paths {
      guard let (patient, name) = AttachmentPart.place(path) else { continue }
      if let fault = AttachmentPart.fault(inName: name) { throw .refused("\(path): the name \(fault)") }
      do { found.append((patient, name, try source.bytes(of: path, limit: largestAttachment))) } catch {
        throw .refused("\(path): \(error.words)")
      }
    }
    return found
  }

  private static func takeIn(
    _ attachments: [(patient: Patient.ID?, name: String, bytes: [UInt8])], _ people: [String: Int], _ db: Database,
    _ log: inout LogWriter
  ) throws {
    for (index, attachment) in attachments.enumerated() {
      if let patient = attachment.patient, people[patient] == nil {
        throw StoreError.refused(
          "\(AttachmentPart.folder(patient))\(attachment.name): there is no patient `\(patient)`")
      }
      let digest = SHA256.digest(attachment.bytes)
      try db.execute(
        cached: "INSERT OR IGNORE INTO blob (digest, bytes) VALUES (?, ?)", [Data(digest), Data(attachment.bytes)])
      let part = AttachmentPart(
        name: attachment.name, mediaType: MediaType.of(attachment.name), size: attachment.bytes.count,
        digest: Hexadecimal.text(digest)
      ).part(attachment.patient)
      _ = try log.add(part, person: attachment.patient.flatMap { people[$0] }, position: (index + 1) * gap)
    }
  }
}

/// What a file is, by the end of its name.
public enum MediaType {
  /// The media type (IANA's registry); `application/octet-stream` where the name says nothing that is known here.
  public static func of(_ name: String) -> String {
    let end = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    return known[end] ?? "application/octet-stream"
  }

  private static let known = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "pdf": "application/pdf", "txt": "text/plain",
    "md": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values", "html": "text/html",
    "json": "application/json", "xml": "application/xml", "zip": "application/zip", "dcm": "application/dicom",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}
