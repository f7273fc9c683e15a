// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Dosing
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is no file of the study, or of the library, is told in plain words and never waited for.
@Suite struct DiskRefusalTests {
  final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-disk-\(UUID().uuidString)").path
    init(_ files: [String: String]) throws {
      for (name, text) in files {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Read as a library; a method, so that the folder lives as long as it is read.
    func library(_ name: String = "") -> LibraryReading {
      RegimenFolder.read(path + name, over: RegimenLibrary())
    }

    func told() async -> [String] { await StudyFolder.read(path).errors.map(\.description) }
  }

  static let patient = "patient: S1\nsection: R\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2020-01-05\n"

  @Test(arguments: ["/dev/zero", "/etc/hostname", "../nowhere.yaml"]) func aStudyThatIsALinkOut(target: String)
    async throws
  {
    let folder = try Folder(["patients/S1.yaml": Self.patient])
    #expect(symlink(target, folder.path + "/study.yaml") == 0)
    let told = await folder.told()
    #expect(told.count == 1 && told[0].contains("study.yaml") && told[0].contains("leads out"), "\(told)")
    #expect(told.allSatisfy { $0.contains(target) })
  }

  @Test func aStudyThatIsAPipeOrAFolder() async throws {
    let pipe = try Folder(["patients/S1.yaml": Self.patient])
    #expect(mkfifo(pipe.path + "/study.yaml", 0o600) == 0)
    #expect(await pipe.told() == ["study.yaml:1:1: error: this is a pipe, not a file"])
    let folder = try Folder(["patients/S1.yaml": Self.patient, "study.yaml/x": ""])
    #expect(await folder.told() == ["study.yaml:1:1: error: this is a folder, not a file"])
  }

  @Test func patientsThatLeadOut() async throws {
    let outside = try Folder(["S1.yaml": Self.patient])
    let folder = try Folder(["study.yaml": "study: x\n"])
    #expect(symlink(outside.path, folder.path + "/patients") == 0)
    let told = await folder.told()
    #expect(told.count == 1 && told[0].contains("patients") && told[0].contains("leads out"), "\(told)")
  }

  @Test func theLimitHoldsThroughALink() async throws {
    let folder = try Folder(["patients/S1.yaml": Self.patient, "big.txt": String(repeating: "#\n", count: 2_000_001)])
    #expect(symlink("big.txt", folder.path + "/study.yaml") == 0)
    let told = await folder.told()
    #expect(told == ["study.yaml:1:1: error: a file of 4000002 bytes; expected at most 4000000"])
  }

  static let drug = "drug: newdrug\nclass: cytotoxic\nsource: {text: t, certainty: memory}\n"

  @Test func aLibraryIsOneLevelDeep() throws {
    let folder = try Folder([
      "a.yaml": Self.drug, "drugs/b.yaml": "drug: other\nclass: cytotoxic\nsource: {text: t, certainty: memory}\n",
      "drugs/deep/c.yaml": "nonsense", "drugs/deep/deeper/d.yaml": "nonsense", ".git/e.yaml": "nonsense",
    ])
    let reading = folder.library()
    #expect(reading.errors.isEmpty, "\(reading.errors)")
    #expect(Set(reading.library.drugs.keys) == ["newdrug", "other"])
    #expect(reading.problems.contains { $0.location.file.hasSuffix("drugs/deep") && $0.message.contains("not read") })
    #expect(folder.library("/a.yaml").library.drugs.count == 1)
  }

  @Test func aLibraryFollowsNoLinkOut() throws {
    let outside = try Folder(["x.yaml": Self.drug])
    let folder = try Folder(["a.yaml": "drug: other\nclass: cytotoxic\nsource: {text: t, certainty: memory}\n"])
    #expect(symlink(outside.path, folder.path + "/drugs") == 0)
    #expect(symlink(outside.path + "/x.yaml", folder.path + "/x.yaml") == 0)
    #expect(mkfifo(folder.path + "/pipe.yaml", 0o600) == 0)
    let reading = folder.library()
    #expect(Set(reading.library.drugs.keys) == ["other"])
    #expect(reading.errors.map(\.message).contains { $0.contains("leads out") })
    #expect(reading.errors.map(\.message).contains("this is a pipe, not a file"))
    #expect(reading.problems.contains { $0.message == "a link to a folder is not followed" })
  }

  @Test func aLibraryThatIsNone() throws {
    let empty = try Folder(["notes.txt": "x"])
    #expect(empty.library().errors.count == 1)
    #expect(empty.library("/nothing").errors.count == 1)
    #expect(RegimenFolder.read("", over: RegimenLibrary()).errors.count == 1)
    #expect(
      RegimenFolder.read("/dev/zero", over: RegimenLibrary()).errors.map(\.message) == ["this is a device, not a file"])
    var files: [String: String] = [:]
    for number in 0..<1500 { for name in ["a", "b"] { files["\(name)/\(number).txt"] = "" } }
    let huge = try Folder(files).library()
    #expect(huge.errors.map(\.message).contains { $0.contains("more than 2000 entries") }, "\(huge.errors)")
  }

  /// The root of the disk is a listing of its folders: seconds would be a walk.
  @Test func theRootOfTheDiskIsNotWalked() throws {
    let clock = ContinuousClock()
    var reading: LibraryReading?
    let time = clock.measure { reading = RegimenFolder.read("/", over: RegimenLibrary()) }
    #expect(time < .seconds(5))
    #expect(reading?.errors.isEmpty == false)
  }
}
