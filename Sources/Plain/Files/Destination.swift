// SPDX-License-Identifier: Apache-2.0

/// Where to write: a name in a folder that is there.
struct Destination {
  /// The folder, absolute and with links followed.
  let parent: String
  /// The name in it.
  let name: String
  /// As the user gave it.
  let given: String
  /// Folders that were made on the way, the first first.
  let made: [String]

  /// The whole path.
  var path: String { parent == "/" ? "/\(name)" : "\(parent)/\(name)" }

  /// Resolves a path that a user gave, and makes the folders on the way to it.
  ///
  /// - Parameter protected: folders that are read; neither they, nor what they lie in, nor anything in them is a place to write.
  /// - Throws: `refused` for an empty path, one that names no entry of a folder, or one that touches a protected folder.
  init(_ given: String, protecting protected: [String], _ calls: some FileCalls) throws(WriteFailure) {
    guard !given.isEmpty, given.contains(where: { $0 != " " }) else {
      throw .refused("an empty path is no place to write to; nothing was written")
    }
    guard !given.unicodeScalars.contains(where: { $0.isControl || $0.breaksLine }) else {
      throw .refused("\(given): a line break or a control character in a path; nothing was written")
    }
    // What is no UTF-8 has come as this mark: the name would be another one.
    guard !given.unicodeScalars.contains("\u{FFFD}") else {
      throw .refused("\(given): expected a path in UTF-8; nothing was written")
    }
    guard given != "~", !given.hasPrefix("~/") else {
      throw .refused(
        "\(given): no shell has put your home folder in the place of `~`, and a folder of that name is a trap; nothing was "
          + "written. Write $HOME\(given.dropFirst()), without quotes.")
    }
    var parts = given.split(separator: "/").map(String.init)
    let isAbsolute = given.hasPrefix("/")
    guard let name = parts.popLast(), name != ".", name != ".." else {
      throw .refused("\(given): expected a name of its own, such as `report`; nothing was written")
    }
    // NAME_MAX of Linux and macOS.
    guard name.utf8.count <= 255 else {
      throw .refused("\(name.prefix(40))…: a name has at most 255 bytes; nothing was written")
    }
    guard Leftovers<SystemCalls>.token(of: name) == nil, name != WriterLock<SystemCalls>.name, name != Manifest.name
    else { throw .refused("\(given): this name is used while files are written; nothing was written") }
    self.given = given
    self.name = name
    let folder = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    do {
      made = try Self.makeFolders(folder.isEmpty ? "." : folder, protected, given, calls)
      parent = try calls.resolved(folder.isEmpty ? "." : folder)
    } catch let error as WriteFailure {
      throw error
    } catch let error as SystemError {
      if error == .noSpace || error == .inputOutput { throw .failed("\(given): cannot be written", error) }
      throw .refused("\(given): there is no folder to write it into (\(error)); nothing was written")
    } catch {
      throw .refused("\(given): \(error)")
    }
    do throws(WriteFailure) {
      for folder in protected { try refuse(folder, calls) }
    } catch {
      undo(calls)
      throw error
    }
  }

  /// Removes the folders that were made, where nothing has come into them.
  func undo(_ calls: some FileCalls) {
    for folder in made.reversed() { try? calls.removeFolder(folder) }
  }

  private static func makeFolders(_ path: String, _ protected: [String], _ given: String, _ calls: some FileCalls)
    throws
    -> [String]
  {
    var missing: [String] = []
    var place = path
    while true {
      do throws(SystemError) {
        _ = try calls.resolved(place)
        break
      } catch {
        // Only what is not there is made: neither what cannot be looked at, nor what a link without an end names.
        guard error == .missing, place != "/", place != ".", (try? calls.status(place)) == nil else { throw error }
      }
      missing.append(place)
      guard let slash = place.lastIndex(of: "/") else {
        place = "."
        break
      }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    guard !missing.isEmpty else { return [] }
    // No folder is made where nothing may be written.
    for folder in protected where isInside(try calls.resolved(place), folder, calls) {
      throw WriteFailure.refused("\(given): lies inside \(folder), which is read; nothing was written")
    }
    var made: [String] = []
    do {
      for folder in missing.reversed() {
        try calls.makeFolder(folder, mode: 0o700)
        made.append(folder)
      }
    } catch {
      for folder in made.reversed() { try? calls.removeFolder(folder) }
      throw error
    }
    return made
  }

  /// Whether a resolved path is a folder or lies in it. Folders are known by device and number, so that no spelling and no mount hides one.
  private static func isInside(_ path: String, _ folder: String, _ calls: some FileCalls) -> Bool {
    guard let resolved = try? calls.resolved(folder), let wanted = try? calls.status(resolved).identity else {
      return false
    }
    var place = path
    while true {
      if let found = try? calls.status(place), found.identity == wanted { return true }
      guard place != "/", let slash = place.lastIndex(of: "/") else { return false }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
  }

  private func refuse(_ folder: String, _ calls: some FileCalls) throws(WriteFailure) {
    if Self.isInside(parent, folder, calls) {
      throw .refused("\(given): lies inside \(folder), which is read; nothing was written. Name a place outside.")
    }
    guard let resolved = try? calls.resolved(folder) else { return }
    if Self.isInside(resolved, path, calls) {
      throw .refused(
        "\(given): \(folder), which is read, is or lies in this place; nothing was written. Name another.")
    }
  }
}
