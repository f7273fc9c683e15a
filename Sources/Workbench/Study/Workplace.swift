// SPDX-License-Identifier: Apache-2.0

package import Dosing
import Exchange
import Foundation
import Notation
import Plain
package import Store

/// What is open, and how another study is opened: one at a time.
package actor Workplace {
  /// The version of the program.
  package static let version = StoreInfo.programVersion

  private let library: RegimenLibrary
  private(set) var current: OpenStudy?
  /// Where new files come to lie unless a path says otherwise.
  let home: String

  /// A workplace without a study.
  ///
  /// - Parameters:
  ///   - home: the folder where new files come to lie.
  ///   - library: what doses are measured by.
  package init(home: String, library: RegimenLibrary = BuiltInLibrary.read().library) {
    self.home = home
    self.library = library
  }

  /// Opens a study: a file, or a folder, which is read into a file beside it the first time.
  ///
  /// - Parameter by: who does so, where the file is made.
  package func open(_ path: String, by: String) throws(StoreError) {
    var path = whole(path)
    var isFolder: ObjCBool = false
    // The name alone is enough.
    if !FileManager.default.fileExists(atPath: path), FileManager.default.fileExists(atPath: path + Self.ending) {
      path += Self.ending
    }
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path) }
    guard isFolder.boolValue else { return try use(path, folder: nil) }
    let file = Self.file(of: path)
    if !FileManager.default.fileExists(atPath: file) {
      try Store.create(file, from: DiskFiles(folder: path), by: by, program: Self.version, why: nil)
    }
    try use(file, folder: path)
  }

  /// Begins a study with its first patient: a study has at least one.
  package func create(title: String, patient: String, at path: String, by: String) throws(StoreError) {
    let path = whole(path)
    let study = YAMLLayout.text(
      Item(content: .fields([Item.Field("study", Item(text: title.trimmed))])), .table("study"))
    let head = YAMLLayout.text(
      Item(content: .fields([Item.Field("patient", Item(text: patient.trimmed))])), .table("patient"))
    guard Identifier.isPatient(patient.trimmed) else {
      throw .refused("`\(patient)` is no id of a patient; expected letters, digits, `-`, `_` and `.`")
    }
    let files = MemoryFiles(texts: ["study.yaml": study, "patients/\(patient.trimmed).yaml": head])
    try Store.create(path, from: files, by: by, program: Self.version)
    try use(path, folder: nil)
  }

  /// Opens a copy of the published series, which is made where there is none yet.
  package func openPublished(by: String) throws(StoreError) {
    let path = whole("published-series.verlauf")
    if !FileManager.default.fileExists(atPath: path) {
      try Store.create(path, from: PublishedSeries.files, by: by, program: Self.version)
    }
    try use(path, folder: nil)
  }

  /// Closes what is open, so that the one file is all there is.
  package func close() {
    try? current?.store.close()
    current = nil
  }

  private func use(_ path: String, folder: String?) throws(StoreError) {
    let store: Store
    do throws(StoreError) { store = try Store.open(path) } catch {
      guard case .readOnly = error else { throw error }
      store = try Store.open(path, readOnly: true)
    }
    close()
    current = OpenStudy(store, folder: folder, library: library)
  }

  /// The file that a folder is read into: of its name, beside it.
  static func file(of folder: String) -> String {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path + ending
  }

  private static let ending = ".verlauf"

  /// Studies that lie where new files come to lie, the one that was changed last first: their names.
  func studies() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []
    let files = names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.map { name in
      let facts = try? FileManager.default.attributesOfItem(atPath: "\(home)/\(name)")
      return (name: name, changed: facts?[.modificationDate] as? Date ?? .distantPast)
    }
    return files.sorted { ($0.changed, $1.name) > ($1.changed, $0.name) }.map(\.name)
  }

  private func whole(_ path: String) -> String {
    let path = (path.trimmed as NSString).expandingTildeInPath
    return path.hasPrefix("/") ? path : "\(home)/\(path)"
  }
}
