// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a path leads, links followed.
enum FilePlace {
  /// The place without links; nil with `errno` where there is none.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The target of a link as it is written; nil for what is no link.
  static func target(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether a place without links is a folder or lies in it.
  static func isInside(_ place: String, _ root: String) -> Bool {
    root == "/" || place == root || place.hasPrefix(root + "/")
  }

  /// The place of a path that must lie in a folder, both without links.
  static func inside(_ folder: String, _ path: String) throws(FileRefusal) -> String {
    guard let root = resolved(folder) else { throw .of(errno) }
    guard let place = resolved(path) else {
      let number = errno
      // A link out of the folder is one even where its target is missing or closed: nothing is said of what lies outside.
      if let (link, target) = link(folder, path), !isInside(written(target, of: link, in: root), root) {
        throw .leadsOut(link: link, target: target)
      }
      if number == ENOENT, let target = target(path) { throw .dangling(target: target) }
      throw .of(number)
    }
    guard isInside(place, root) else {
      let (link, target) = link(folder, path) ?? (path, place)
      throw .leadsOut(link: link, target: target)
    }
    return place
  }

  /// The first link on the way from a folder to a path in it, by its path in the folder, and its target.
  private static func link(_ folder: String, _ path: String) -> (link: String, target: String)? {
    guard path.hasPrefix(folder + "/") else { return target(path).map { (path, $0) } }
    var way = ""
    for part in path.dropFirst(folder.count + 1).split(separator: "/") {
      way += (way.isEmpty ? "" : "/") + part
      if let target = target(folder + "/" + way) { return (way, target) }
    }
    return nil
  }

  /// Where a target leads as it is written, without looking at the disk.
  private static func written(_ target: String, of link: String, in root: String) -> String {
    let parent = link.split(separator: "/").dropLast().joined(separator: "/")
    let whole = target.hasPrefix("/") ? target : root + "/" + parent + "/" + target
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
