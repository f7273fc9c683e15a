// SPDX-License-Identifier: Apache-2.0

import Plain

/// A workbook of Excel (ECMA-376, SpreadsheetML): its sheets by name, which are read one by one.
struct Workbook {
  /// A sheet of the list.
  struct Entry: Equatable {
    var name: String
    var isHidden: Bool
    fileprivate var path: String
  }

  /// The sheets, in the order of the workbook.
  private(set) var sheets: [Entry] = []
  private let archive: WorkbookArchive
  private var strings: [String] = []
  private var formats: [NumberFormat] = []
  private var isFrom1904 = false
  /// Whether text is struck through somewhere, or a style of the workbook does it.
  private(set) var hasStruckText = false

  /// Whether a file is one by its name, or of another kind of spreadsheet, of which is told why it is not read.
  static func isOne(_ file: InputFile) -> Bool {
    let name = file.name.lowercased()
    return [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers"].contains { name.hasSuffix($0) }
  }

  /// Reads what a workbook has beside its sheets.
  init(_ file: InputFile) throws(WorkbookArchive.Refusal) {
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: SheetLimits.bytes) } catch {
      throw WorkbookArchive.Refusal("\(error)")
    }
    if WorkbookArchive.isCompound(bytes) {
      throw WorkbookArchive.Refusal(
        "a file of the older Excel, or one with a password", expected: "it saved as .xlsx without a password, or as CSV"
      )
    }
    guard WorkbookArchive.isArchive(bytes) else {
      throw WorkbookArchive.Refusal(
        "no workbook of Excel", expected: "a file that a spreadsheet program saved as .xlsx")
    }
    archive = try WorkbookArchive(bytes)
    try readSheets()
    try readStrings()
    try readFormats()
  }

  /// The rows of a sheet.
  func rows(_ sheet: Entry) throws(WorkbookArchive.Refusal) -> WorkbookSheet {
    guard let bytes = try archive.part(sheet.path) else {
      throw WorkbookArchive.Refusal("the sheet `\(sheet.name)` is not in the workbook")
    }
    return try WorkbookSheet(bytes, strings: strings, formats: formats, isFrom1904: isFrom1904)
  }

  // MARK: parts

  private mutating func readSheets() throws(WorkbookArchive.Refusal) {
    guard let bytes = try archive.part("xl/workbook.xml") else {
      throw WorkbookArchive.Refusal(
        "no workbook of Excel, or one that is damaged or was cut off",
        expected: "the whole file as a spreadsheet program saved it as .xlsx")
    }
    let targets = try self.targets()
    var found: [Entry] = []
    var is1904 = false
    let fault = XMLWalk.walk(bytes) { name, attributes in
      if name == "workbookPr" { is1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
      if name == "sheet", let title = attributes["name"],
        let id = attributes.first(where: { $0.key == "r:id" || $0.key.hasSuffix(":id") })?.value, let path = targets[id]
      {
        found.append(Entry(name: title, isHidden: (attributes["state"] ?? "visible") != "visible", path: path))
      }
      return found.count <= SheetLimits.sheets
    }
    if let fault { throw WorkbookArchive.Refusal("`xl/workbook.xml`, \(fault)") }
    if found.isEmpty || found.count > SheetLimits.sheets {
      throw WorkbookArchive.Refusal(
        "\(found.isEmpty ? "no" : "too many") sheets", expected: "1 to \(SheetLimits.sheets)")
    }
    sheets = found
    isFrom1904 = is1904
  }

  /// The paths of the sheets by the ids of their relations.
  private func targets() throws(WorkbookArchive.Refusal) -> [String: String] {
    guard let bytes = try archive.part("xl/_rels/workbook.xml.rels") else { return [:] }
    var targets: [String: String] = [:]
    let fault = XMLWalk.walk(bytes) { name, attributes in
      if name == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
        attributes["Type"]?.hasSuffix("/worksheet") ?? false
      {
        targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      }
      return targets.count <= SheetLimits.sheets
    }
    if let fault { throw WorkbookArchive.Refusal("`xl/_rels/workbook.xml.rels`, \(fault)") }
    return targets
  }

  /// Whether cells of a sheet have comments, which no row has.
  func hasComments(_ sheet: Entry) -> Bool {
    let folder = sheet.path.split(separator: "/").dropLast().joined(separator: "/")
    let name = sheet.path.split(separator: "/").last.map(String.init) ?? ""
    guard let bytes = try? archive.part("\(folder)/_rels/\(name).rels") else { return false }
    var found = false
    _ = XMLWalk.walk(bytes) { _, attributes in
      let type = attributes["Type"] ?? ""
      found = found || type.hasSuffix("/comments") || type.hasSuffix("/threadedComment")
      return !found
    }
    return found
  }

  private mutating func readStrings() throws(WorkbookArchive.Refusal) {
    guard let bytes = try archive.part("xl/sharedStrings.xml") else { return }
    var found: [String] = []
    var text = RunText()
    var struck = false
    let fault = XMLWalk.walk(
      bytes,
      begin: { name, _ in
        if name == "si" { text = RunText() }
        if name == "strike" { struck = true }
        text.begin(name)
        return true
      },
      end: { name in
        text.end(name)
        if name == "si" { found.append(WorkbookText.decoded(text.text)) }
      }, text: { text.take($0) })
    if let fault { throw WorkbookArchive.Refusal("`xl/sharedStrings.xml`, \(fault)") }
    strings = found
    hasStruckText = hasStruckText || struck
  }

  private mutating func readFormats() throws(WorkbookArchive.Refusal) {
    guard let bytes = try archive.part("xl/styles.xml") else { return }
    var codes: [Int: String] = [:]
    var found: [NumberFormat] = []
    var isCell = false
    var struck = false
    let fault = XMLWalk.walk(
      bytes,
      begin: { name, attributes in
        switch name {
        case "numFmt":
          if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] ?? "" }
        case "strike" where !["0", "false"].contains(attributes["val"] ?? ""): struck = true
        case "cellXfs": isCell = true
        case "xf" where isCell:
          let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
          found.append(codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(number: id))
        default: break
        }
        return true
      }, end: { if $0 == "cellXfs" { isCell = false } })
    if let fault { throw WorkbookArchive.Refusal("`xl/styles.xml`, \(fault)") }
    formats = found
    hasStruckText = hasStruckText || struck
  }
}

/// A text that can stand in several runs, each in a font of its own; how it is said (`rPh`) is no part of it.
struct RunText {
  private(set) var text = ""
  private var isText = false
  private var isPhonetic = false

  mutating func begin(_ name: String) {
    if name == "rPh" { isPhonetic = true }
    if name == "t" { isText = true }
  }

  mutating func end(_ name: String) {
    if name == "rPh" { isPhonetic = false }
    if name == "t" { isText = false }
  }

  mutating func take(_ piece: String) { if isText, !isPhonetic { text += piece } }
}
