// SPDX-License-Identifier: Apache-2.0

import Console
import Foundation
import Plain

/// The product `verlauf-store`, which alone knows databases, and `verlauf-workbench`, which alone knows a server: found beside this program, then in the search path.
enum StoreProgram {
  static let name = "verlauf-store"
  /// The product that serves a study to a browser.
  static let workbench = "verlauf-workbench"

  /// Why the program cannot be asked.
  enum Failure: Error, CustomStringConvertible {
    case missing(String)
    case unusable(String)
    /// It said so itself.
    case refused(String)

    var description: String {
      switch self {
      case .missing(let name):
        """
        \(name == StoreProgram.name ? "a study in one file is read" : "a study is served to a browser") by \(name), which is neither beside verlauf \
        nor in the search path; from the sources: swift build --product \(name)
        """
      case .unusable(let words): words
      case .refused(let words): words
      }
    }
  }

  /// Whether a path is that of a study in one file.
  static func isStore(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
      return path.hasSuffix(".verlauf") && !isFolder.boolValue
    }
    if path.hasSuffix(".verlauf") { return true }
    let magic = Array("SQLite format 3\0".utf8)
    return (try? RegularFile.beginning(of: path, count: magic.count)) == magic
  }

  /// The whole path of the program, or of another product.
  static func path(of name: String = name) throws(Failure) -> String {
    var folders: [String] = []
    if let own = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      folders.append(own.deletingLastPathComponent().path)
    }
    folders += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
      .map(String.init)
    let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw .missing(name) }
    return found
  }

  /// The files of a study in one file, by path, as a folder has them.
  static func files(_ store: String) throws(Failure) -> [String: String] {
    let answer: Answer = try asked(["files", "--", store], "files", \.verlauf, \.version)
    return answer.files
  }

  /// The pictures of assessments of a study in one file, by the names under which its record knows them.
  static func pictures(_ store: String) throws(Failure) -> [String: [UInt8]] {
    let answer: Pictures = try asked(["files", "--pictures", "--", store], "pictures", \.verlauf, \.version)
    var pictures: [String: [UInt8]] = [:]
    for (file, text) in answer.pictures {
      guard let bytes = Data(base64Encoded: text) else {
        throw .unusable("\(name): what it printed of \(file) is no base 64")
      }
      pictures[file] = Array(bytes)
    }
    return pictures
  }

  /// What the program says on a question, in version 1 of what it says.
  private static func asked<Said: Decodable>(
    _ arguments: [String], _ kind: String, _ said: KeyPath<Said, String>, _ version: KeyPath<Said, Int>
  ) throws(Failure) -> Said {
    let bytes: [UInt8]
    do {
      bytes = try Filter.run(try path(), arguments, input: [], seconds: 600, limit: 2_000_000_000)
    } catch let error as Failure {
      throw error
    } catch {
      switch error as? Filter.Failure {
      case .system(let reason): throw .unusable("\(name): \(reason)")
      case .timeLimit(let seconds): throw .unusable("\(name): it took longer than \(seconds) s and was ended")
      case .sizeLimit(let bytes): throw .unusable("\(name): it printed more than \(bytes) bytes and was ended")
      case .status(_, let message):
        // Whoever says it puts `error: ` before it once more.
        let words = message.trimmed
        throw .refused(words.hasPrefix("error: ") ? String(words.dropFirst("error: ".count)) : words)
      case nil: throw .unusable("\(name): \(error)")
      }
    }
    guard let answer = try? JSONDecoder().decode(Said.self, from: Data(bytes)) else {
      throw .unusable("\(name): what it printed is not understood; is it of the same version as verlauf?")
    }
    guard answer[keyPath: said] == kind, answer[keyPath: version] == 1 else {
      throw .unusable(
        "\(name): it prints \(kind) of version \(answer[keyPath: version]), this program reads version 1; use two of the same version"
      )
    }
    return answer
  }

  /// What the program prints.
  private struct Answer: Decodable {
    var verlauf: String
    var version: Int
    var files: [String: String]
  }

  /// What it prints of pictures.
  private struct Pictures: Decodable {
    var verlauf: String
    var version: Int
    var pictures: [String: String]
  }

  /// Goes on as that program, with the same streams. Returns only where it cannot.
  static func become(_ command: String, _ arguments: [String], program: String = name) -> Failure {
    do throws(Failure) {
      let path = try path(of: program)
      // A thread of the task queues takes no signals; the program shall.
      var none = sigset_t()
      sigemptyset(&none)
      pthread_sigmask(SIG_SETMASK, &none, nil)
      var words: [UnsafeMutablePointer<CChar>?] = ([path, command] + arguments).map { strdup($0) }
      words.append(nil)
      execv(path, words)
      return .unusable("\(program): \(SystemError(errno))")
    } catch { return error }
  }
}
