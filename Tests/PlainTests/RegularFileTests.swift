// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Only regular files are read, whole and bounded, and none from outside their folder.
@Suite struct RegularFileTests {
  /// A folder `inside` with a neighbour `outside`, removed with the test.
  final class Folder {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-files-\(UUID().uuidString)").path
    var inside: String { root + "/inside" }

    init() throws {
      for name in ["inside", "inside/patients", "outside"] {
        try FileManager.default.createDirectory(atPath: root + "/" + name, withIntermediateDirectories: true)
      }
      try Data("secret".utf8).write(to: URL(fileURLWithPath: root + "/outside/secret.yaml"))
      try Data("study: x".utf8).write(to: URL(fileURLWithPath: inside + "/study.yaml"))
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func link(_ name: String, to target: String) { #expect(symlink(target, inside + "/" + name) == 0) }
    func read(_ name: String, limit: Int = 1000) throws(FileRefusal) -> [UInt8] {
      try RegularFile.read(inside + "/" + name, limit: limit, within: inside)
    }
  }

  @Test func aFileIsReadWhole() throws {
    let folder = try Folder()
    #expect(try folder.read("study.yaml") == Array("study: x".utf8))
    #expect(try folder.read("study.yaml", limit: 8) == Array("study: x".utf8))
    #expect(throws: FileRefusal.tooLarge(bytes: 8, limit: 7)) { try folder.read("study.yaml", limit: 7) }
    #expect(throws: FileRefusal.missing) { try folder.read("claims.yaml") }
    let large = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try Data(large).write(to: URL(fileURLWithPath: folder.inside + "/labs.csv"))
    #expect(try folder.read("labs.csv", limit: 3_000_000) == large)
  }

  @Test func aLinkInsideIsFollowedAndItsLimitHolds() throws {
    let folder = try Folder()
    folder.link("same.yaml", to: "study.yaml")
    folder.link("absolute.yaml", to: folder.inside + "/study.yaml")
    #expect(try folder.read("same.yaml") == Array("study: x".utf8))
    #expect(try folder.read("absolute.yaml") == Array("study: x".utf8))
    #expect(throws: FileRefusal.tooLarge(bytes: 8, limit: 7)) { try folder.read("same.yaml", limit: 7) }
    // The folder itself may be reached by a link.
    #expect(symlink(folder.inside, folder.root + "/here") == 0)
    #expect(
      try RegularFile.read(folder.root + "/here/study.yaml", limit: 100, within: folder.root + "/here").count == 8)
  }

  @Test(arguments: ["../outside/secret.yaml", "../outside/nothing.yaml", "/etc/passwd", "/dev/zero", "../inside2"])
  func aLinkOutIsRefused(target: String) throws {
    let folder = try Folder()
    folder.link("study2.yaml", to: target)
    #expect(throws: FileRefusal.leadsOut(link: "study2.yaml", target: target)) { try folder.read("study2.yaml") }
    // By way of another link, and of a linked folder.
    folder.link("by-way.yaml", to: "study2.yaml")
    let refusal = #expect(throws: FileRefusal.self) { try folder.read("by-way.yaml") }
    #expect(refusal != nil)
  }

  @Test func aLinkedFolderOutIsRefused() throws {
    let folder = try Folder()
    folder.link("other", to: "../outside")
    let refusal = FileRefusal.leadsOut(link: "other", target: "../outside")
    #expect(throws: refusal) { try folder.read("other/secret.yaml") }
    #expect(throws: refusal) {
      try FolderListing.entries(folder.inside + "/other", limit: 10, within: folder.inside)
    }
    #expect(refusal.description.contains("other") && refusal.description.contains("leads out"))
  }

  @Test func aNeighbourWithTheSameBeginningIsOutside() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.root + "/inside-2", withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.root + "/inside-2/a.yaml"))
    folder.link("a.yaml", to: "../inside-2/a.yaml")
    #expect(throws: FileRefusal.leadsOut(link: "a.yaml", target: "../inside-2/a.yaml")) { try folder.read("a.yaml") }
  }

  @Test func loopsAndLinksToNothingAreTold() throws {
    let folder = try Folder()
    folder.link("a.yaml", to: "b.yaml")
    folder.link("b.yaml", to: "a.yaml")
    folder.link("self.yaml", to: "self.yaml")
    folder.link("gone.yaml", to: "nothing.yaml")
    #expect(throws: FileRefusal.loop) { try folder.read("a.yaml") }
    #expect(throws: FileRefusal.loop) { try folder.read("self.yaml") }
    #expect(throws: FileRefusal.dangling(target: "nothing.yaml")) { try folder.read("gone.yaml") }
  }

  /// A pipe that nobody writes would hang whoever opens it; the test ends, or the run does not.
  @Test func pipesDevicesAndFoldersAreNoFiles() throws {
    let folder = try Folder()
    #expect(mkfifo(folder.inside + "/pipe.yaml", 0o600) == 0)
    #expect(throws: FileRefusal.isNoFile("a pipe")) { try folder.read("pipe.yaml") }
    #expect(throws: FileRefusal.isFolder) { try folder.read("patients") }
    #expect(throws: FileRefusal.isNoFile("a device")) { try RegularFile.read("/dev/zero", limit: 10) }
    #expect(throws: FileRefusal.isNoFile("a device")) { try RegularFile.read("/dev/null", limit: 10) }
    #expect(throws: FileRefusal.isNoFolder) { try FolderListing.entries(folder.inside + "/study.yaml", limit: 10) }
    #expect(throws: FileRefusal.isNoFolder) { try FolderListing.entries(folder.inside + "/pipe.yaml", limit: 10) }
  }

  /// Linux tells no size of the files in /proc: they seem empty, as a file that grows does to whoever asked before.
  @Test func whatIsLargerThanItSaidIsBounded() throws {
    guard FileManager.default.fileExists(atPath: "/proc/self/maps") else { return }
    #expect(try !RegularFile.read("/proc/self/maps", limit: 10_000_000).isEmpty)
    #expect(throws: FileRefusal.self) { try RegularFile.read("/proc/self/maps", limit: 10) }
  }

  @Test func aFileThatGrowsIsBounded() async throws {
    let folder = try Folder()
    let path = folder.inside + "/grows.yaml"
    let writer = Task.detached {
      let file = fopen(path, "a")
      defer { if let file { fclose(file) } }
      let line = [UInt8](repeating: 0x78, count: 4096)
      for _ in 0..<2000 where !Task.isCancelled {
        guard let file else { return }
        fwrite(line, 1, line.count, file)
        fflush(file)
      }
    }
    for _ in 0..<50 {
      do {
        #expect(try folder.read("grows.yaml", limit: 100_000).count <= 100_000)
      } catch {
        guard case .tooLarge(_, 100_000) = error else {
          #expect(error == .missing)
          continue
        }
      }
    }
    writer.cancel()
    await writer.value
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything")) func noPermissionIsTold() throws {
    let folder = try Folder()
    #expect(chmod(folder.inside + "/study.yaml", 0) == 0)
    #expect(throws: FileRefusal.denied) { try folder.read("study.yaml") }
    #expect(chmod(folder.inside + "/patients", 0) == 0)
    #expect(throws: FileRefusal.denied) { try FolderListing.entries(folder.inside + "/patients", limit: 10) }
    #expect(chmod(folder.inside + "/patients", 0o700) == 0)
  }

  @Test func aListingIsOneLevelAndBounded() throws {
    let folder = try Folder()
    folder.link("to-folder", to: "patients")
    folder.link("to-file", to: "study.yaml")
    _ = FileManager.default.createFile(atPath: folder.inside + "/.hidden", contents: nil)
    _ = FileManager.default.createFile(atPath: folder.inside + "/patients/S1.yaml", contents: nil)
    let entries = try FolderListing.entries(folder.inside, limit: 4)
    #expect(entries.map(\.name) == ["patients", "study.yaml", "to-file", "to-folder"])
    #expect(entries.map(\.kind) == [.folder, .file, .link, .linkToFolder])
    #expect(throws: FileRefusal.tooMany(limit: 3)) { try FolderListing.entries(folder.inside, limit: 3) }
    #expect(throws: FileRefusal.missing) { try FolderListing.entries(folder.inside + "/nothing", limit: 3) }
  }
}
