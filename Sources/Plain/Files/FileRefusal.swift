// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file or a folder is not read. In words it says what is wrong and not where: the caller names the path.
public enum FileRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is nothing of that name.
  case missing
  /// A folder where a file should be.
  case isFolder
  /// A file where a folder should be.
  case isNoFolder
  /// A device, a pipe or a socket: what it is, with its article.
  case isNoFile(String)
  /// More bytes than the limit; with the size where it is known, else with what was read of it.
  case tooLarge(bytes: Int, limit: Int)
  /// More entries in the folder than the limit.
  case tooMany(limit: Int)
  /// A link that leads out of the folder to which it should keep; the link by its path in that folder, and its target as it is written.
  case leadsOut(link: String, target: String)
  /// A link to nothing, with its target as it is written.
  case dangling(target: String)
  /// Links that lead to each other.
  case loop
  /// No permission.
  case denied
  /// Something else, in the system's words.
  case unreadable(String)

  /// In words.
  public var description: String {
    switch self {
    case .missing: "there is no such file"
    case .isFolder: "this is a folder, not a file"
    case .isNoFolder: "this is a file, not a folder"
    case .isNoFile(let what): "this is \(what), not a file"
    case .tooLarge(let bytes, let limit): "a file of \(bytes) bytes or more, above the limit of \(limit)"
    case .tooMany(let limit): "more than \(limit) entries in this folder"
    case .leadsOut(let link, let target): "the link \(link) (to \(target)) leads out of the folder and is not followed"
    case .dangling(let target): "this is a link to \(target), which is not there"
    case .loop: "this is a link that leads back to itself"
    case .denied: "there is no permission to read it"
    case .unreadable(let words): "it cannot be read (\(words))"
    }
  }

  /// The refusal of a system call's error number.
  static func of(_ number: Int32) -> FileRefusal {
    switch number {
    case ENOENT: .missing
    case ENOTDIR: .missing
    case EISDIR: .isFolder
    case ELOOP: .loop
    case EACCES, EPERM: .denied
    case ENXIO: .isNoFile("a socket or a device that is not there")
    default: .unreadable(String(cString: strerror(number)).lowercased())
    }
  }
}
