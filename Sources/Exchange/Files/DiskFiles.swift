import Foundation

/// Files of a folder on disk.
public struct DiskFiles: FileSource {
  /// The path of the folder.
  public var folder: String

  /// The files of a folder.
  public init(folder: String) { self.folder = folder }

  /// The files of the folder and of its `patients`; what begins with a dot is left out.
  public func paths() throws(FileProblem) -> [String] {
    var found: [String] = []
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory) else {
      throw .missing("there is no such folder")
    }
    guard isDirectory.boolValue else { throw .missing("this is a file; a study is a folder") }
    for name in try names(folder) {
      if name == "patients" {
        found += try names(folder + "/patients").map { "patients/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found
  }

  private func names(_ path: String) throws(FileProblem) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw .unreadable("the folder \(path) cannot be listed")
    }
  }

  /// The bytes of a file.
  public func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    let full = folder + "/" + path
    let attributes = try? FileManager.default.attributesOfItem(atPath: full)
    guard let attributes else { throw .missing("there is no such file") }
    guard attributes[.type] as? FileAttributeType != .typeDirectory else { throw .unreadable("this is a folder") }
    if let size = attributes[.size] as? Int, size > limit { throw .tooLarge(size) }
    do {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: full)))
      if bytes.count > limit { throw FileProblem.tooLarge(bytes.count) }
      return bytes
    } catch let problem as FileProblem {
      throw problem
    } catch {
      throw .unreadable("the file cannot be read")
    }
  }
}
