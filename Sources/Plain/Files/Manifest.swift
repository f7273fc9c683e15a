// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// What the program wrote into a folder, kept in the folder: the only proof that something there is ours to replace or to remove.
///
/// A line a file: checksum, size in bytes, path. The checksum (FNV-1a, 64 bits) tells a file that somebody has changed; it is no protection against one who
/// means to deceive.
struct Manifest: Sendable, Hashable {
  /// Its name in the folder.
  static let name = ".verlauf-manifest"
  /// Its first line.
  static let head = "verlauf-manifest/1"
  private static let kindStart = "kind "
  private static let replacesLine = "replaces changed files"

  /// A file as it was written.
  struct File: Sendable, Hashable {
    var path: String
    var size: Int
    var checksum: UInt64

    /// Whether these are its bytes.
    func isUnchanged(_ bytes: [UInt8]) -> Bool { bytes.count == size && Manifest.checksum(bytes) == checksum }
  }

  /// A name that no other folder has; a draft bears it in its own name too.
  var token: String
  /// What the folder is, in a word: `report`. nil where that does not matter.
  var kind: String?
  /// Whether the folder came in place of one of ours whose changed files its user has given up.
  var replaces = false
  /// The files, by path.
  var files: [String: File]

  /// The manifest of files to write.
  init(token: String, _ files: [OutputFile], kind: String? = nil, replaces: Bool = false) {
    self.token = token
    self.kind = kind
    self.replaces = replaces
    self.files = Dictionary(
      files.map { ($0.path, File(path: $0.path, size: $0.bytes.count, checksum: Self.checksum($0.bytes))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Reads a manifest; nil where this is none of ours or not whole.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\nend\n") else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, lines[0] == Self.head, lines[1].hasPrefix("token "),
      Self.isToken(String(lines[1].dropFirst(6)))
    else { return nil }
    token = String(lines[1].dropFirst(6))
    files = [:]
    var rest = lines[2..<(lines.count - 2)]
    if let line = rest.first, line.hasPrefix(Self.kindStart) {
      kind = String(line.dropFirst(Self.kindStart.count))
      rest.removeFirst()
    }
    if rest.first == Self.replacesLine {
      replaces = true
      rest.removeFirst()
    }
    for line in rest {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[0].utf8.count == 16, let checksum = UInt64(parts[0], radix: 16),
        let size = Int(parts[1]), size >= 0, Self.isInside(parts[2])
      else { return nil }
      files[parts[2]] = File(path: parts[2], size: size, checksum: checksum)
    }
  }

  /// As it is written. The last line tells that it is whole.
  var bytes: [UInt8] {
    var text = "\(Self.head)\ntoken \(token)\n"
    if let kind { text += "\(Self.kindStart)\(kind)\n" }
    if replaces { text += "\(Self.replacesLine)\n" }
    for file in files.values.sorted(by: { $0.path < $1.path }) {
      text += "\(Self.hexadecimal(file.checksum)) \(file.size) \(file.path)\n"
    }
    return Array((text + "end\n").utf8)
  }

  /// The folders that the files lie in, the deepest first.
  var folders: [String] {
    var found = Set<String>()
    for path in files.keys {
      var parts = path.split(separator: "/").dropLast()
      while !parts.isEmpty {
        found.insert(parts.joined(separator: "/"))
        parts = parts.dropLast()
      }
    }
    return found.sorted { ($0.split(separator: "/").count, $0) > ($1.split(separator: "/").count, $1) }
  }

  /// Whether a path stays within its folder, and can stand on a line.
  static func isInside(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && path != name
      && !path.unicodeScalars.contains { $0.breaksLine || $0.isControl }
  }

  /// A token for a new folder.
  static func newToken() -> String {
    var random = SystemRandomNumberGenerator()
    return hexadecimal(random.next())
  }

  static func isToken(_ text: String) -> Bool {
    text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBufferPointer { verlauf_checksum($0.baseAddress, $0.count, 0xcbf2_9ce4_8422_2325) }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
