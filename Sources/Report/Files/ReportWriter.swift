public import Foundation

/// Writes a report whole or not at all.
public enum ReportWriter {
  /// Why a report was not written.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// In a sentence.
    public var description: String
  }

  /// The file by which a folder is known as a report.
  static let marker = "outcomes.json"

  /// Writes the files into a folder.
  ///
  /// All are first written into a folder beside it, which then takes its name: a reader sees the old report or the new one, never a
  /// part. A folder that holds something else is left alone.
  public static func write(_ files: [ReportFile], to folder: URL) throws(Failure) {
    let manager = FileManager.default
    let target = folder.standardizedFileURL
    if manager.fileExists(atPath: target.path) {
      let contents = (try? manager.contentsOfDirectory(atPath: target.path)) ?? []
      guard contents.isEmpty || contents.contains(marker) else {
        throw Failure(
          description:
            "\(folder.path) exists and is no report (it has no \(marker)): nothing was written. Name another folder.")
      }
    }
    let parent = target.deletingLastPathComponent()
    let temporary = parent.appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString)")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).old.\(UUID().uuidString)")
    do {
      for file in files {
        let url = temporary.appendingPathComponent(file.path)
        try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
      if manager.fileExists(atPath: target.path) {
        try manager.moveItem(at: target, to: old)
        do {
          try manager.moveItem(at: temporary, to: target)
        } catch {
          try? manager.moveItem(at: old, to: target)
          throw error
        }
        try? manager.removeItem(at: old)
      } else {
        try manager.moveItem(at: temporary, to: target)
      }
    } catch {
      try? manager.removeItem(at: temporary)
      throw Failure(
        description: "\(folder.path): cannot be written (\(error.localizedDescription)); nothing was changed.")
    }
  }
}
