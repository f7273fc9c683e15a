// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The programs that these tests need beside the package: Netpbm, dcmtk, tesseract, and a Python with pydicom (`script/bootstrap`, `script/bootstrap --readers`).
enum Tools {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether programs are installed.
  static func has(_ programs: String...) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return programs.allSatisfy { program in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
  }

  static let hasNetpbm = has("pngtopnm", "jpegtopnm", "tifftopnm", "pnmtopng")
  static let hasDCMTK = has("dcmdump") && (has("dcm2img") || has("dcmj2pnm", "dcml2pnm"))
  static let hasGDCM = has("gdcmconv")
  static let hasRecogniser = has("tesseract")
  static let python: String? = {
    let own = root.appendingPathComponent(".build/readers/bin/python3").path
    return [own, "/usr/bin/python3"].first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? run(path, ["-c", "import pydicom, numpy, PIL"])) != nil
    }
  }()
  static let hasAll = hasNetpbm && hasDCMTK && hasRecogniser && python != nil
  static let missing: Comment = "Netpbm, dcmtk, tesseract or pydicom is not installed"

  struct Failure: Error { var words: String }

  /// What a program prints; its errors where it fails.
  @discardableResult
  static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: String(decoding: words, as: UTF8.self)) }
    return String(decoding: data, as: UTF8.self)
  }

  /// The files that `phantoms.py` makes, in a folder that is removed afterwards.
  static func phantoms(_ kind: String, _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-phantoms-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = root.appendingPathComponent("Tests/ImagingTests/Phantoms/phantoms.py").path
    try run(try #require(python), [script, kind, folder.path])
    try body(folder)
  }

  /// The files that `pet.py` makes, in a folder that is removed afterwards.
  static func pet(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-pet-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = root.appendingPathComponent("Tests/ImagingTests/Phantoms/pet.py").path
    try run(try #require(python), [script, folder.path])
    try body(folder)
  }

  static func bytes(_ folder: URL, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
