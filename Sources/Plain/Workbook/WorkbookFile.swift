// SPDX-License-Identifier: Apache-2.0

/// A workbook of Excel (ECMA-376, SpreadsheetML) to be written: the same pages make the same bytes.
package struct WorkbookFile: Sendable {
  /// Its pages, in their order.
  package let pages: [WorkbookPage]

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// What a sheet holds at most: rows with header and notes, columns, and characters of a cell (as UTF-16 counts them).
  package static let limits = (rows: 1_048_576, columns: 16_384, cell: 32_767, links: 65_530)

  /// A workbook of pages. Names become those that a sheet can have, each its own; lists of values stand on a hidden page of their own.
  package init(_ pages: [WorkbookPage]) {
    var taken: Set<String> = []
    var own = pages
    for index in own.indices { own[index].name = Self.name(own[index].name, &taken) }
    var lists: [[String]] = []
    for choices in own.flatMap({ $0.columns.map(\.choices) }) where !choices.isEmpty && !lists.contains(choices) {
      lists.append(choices)
    }
    if !lists.isEmpty {
      var page = WorkbookPage(name: Self.name("Words", &taken), columns: lists.indices.map { .init("list \($0 + 1)") })
      page.rows = (0..<(lists.map(\.count).max() ?? 0)).map { row in
        lists.map { $0.indices.contains(row) ? .value($0[row]) : .empty }
      }
      page.isHidden = true
      own.append(page)
    }
    self.pages = own
    self.lists = lists
  }

  private let lists: [[String]]

  /// The name of the page of lists; nil where there are none.
  package var listsName: String? { lists.isEmpty ? nil : pages.last?.name }

  /// What does not fit into a sheet, in words; none where all does.
  package var misfits: [String] {
    pages.flatMap { page -> [String] in
      var words: [String] = []
      let height = 1 + page.rows.count + (page.notes.isEmpty ? 0 : page.notes.count + 1)
      if height > Self.limits.rows {
        words.append("\(page.name): \(height) rows; a sheet has at most \(Self.limits.rows)")
      }
      if page.columns.count > Self.limits.columns {
        words.append("\(page.name): \(page.columns.count) columns; a sheet has at most \(Self.limits.columns)")
      }
      return words
    }
  }

  /// The bytes of the file.
  ///
  /// - Parameter searchPath: the folders that `bsdtar`, which packs them, is looked for in.
  package func bytes(searchPath: String) throws(ZipArchive.Failure) -> [UInt8] {
    try ZipArchive.pack(parts, searchPath: searchPath)
  }

  // MARK: parts

  /// The parts of the archive.
  var parts: [OutputFile] {
    var styles = WorkbookStyles()
    let sheets = pages.enumerated().map { index, page in
      OutputFile(path: "xl/worksheets/sheet\(index + 1).xml", text: sheet(page, &styles))
    }
    let numbers = pages.indices.map { $0 + 1 }
    return [
      OutputFile(path: "[Content_Types].xml", text: types(numbers)),
      OutputFile(
        path: "_rels/.rels",
        text: Self.relationships([("rId1", "\(Self.relations)/officeDocument", "xl/workbook.xml")])),
      OutputFile(path: "xl/workbook.xml", text: book),
      OutputFile(
        path: "xl/_rels/workbook.xml.rels",
        text: Self.relationships(
          numbers.map { ("rId\($0)", "\(Self.relations)/worksheet", "worksheets/sheet\($0).xml") }
            + [("rId\(pages.count + 1)", "\(Self.relations)/styles", "styles.xml")])),
      OutputFile(path: "xl/styles.xml", text: styles.text),
    ] + sheets
  }

  private func types(_ numbers: [Int]) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    func override(_ part: String, _ type: String) -> String {
      "<Override PartName=\"/xl/\(part).xml\" ContentType=\"\(kind).\(type)+xml\"/>"
    }
    return Self.declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + override("workbook", "sheet.main")
      + override("styles", "styles") + numbers.map { override("worksheets/sheet\($0)", "worksheet") }.joined()
      + "</Types>"
  }

  private static func relationships(_ all: [(id: String, type: String, target: String)]) -> String {
    declaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + all.map { "<Relationship Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\($0.target)\"/>" }.joined()
      + "</Relationships>"
  }

  private var book: String {
    let sheets = pages.enumerated().map { index, page in
      "<sheet name=\"\(MarkupText.escaped(page.name))\" sheetId=\"\(index + 1)\""
        + (page.isHidden ? " state=\"hidden\"" : "") + " r:id=\"rId\(index + 1)\"/>"
    }
    return Self.declaration + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relations)\">"
      + "<bookViews><workbookView/></bookViews><sheets>\(sheets.joined())</sheets></workbook>"
  }

  // MARK: a sheet

  private func sheet(_ page: WorkbookPage, _ styles: inout WorkbookStyles) -> String {
    var text = Self.declaration + "<worksheet xmlns=\"\(Self.main)\">"
    text +=
      "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\""
    text +=
      " state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>"
    text += "<sheetFormatPr defaultRowHeight=\"15\"/>"
    if !page.columns.isEmpty {
      let columns = page.columns.enumerated().map { index, column in
        let look = column.isText ? " style=\"\(styles.place(of: .entry))\"" : ""
        return
          "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width(column, index, page))\"\(look) customWidth=\"1\"/>"
      }
      text += "<cols>\(columns.joined())</cols>"
    }
    text += "<sheetData>"
    row(1, page.columns.map { (.text($0.head), $0.isNeeded ? .neededHead : .head) }, &styles, &text)
    let links = Dictionary(grouping: page.links.prefix(Self.limits.links), by: \.row)
    for (index, cells) in page.rows.enumerated() {
      let linked = Set(links[index]?.map(\.column) ?? [])
      let looks = cells.enumerated().map { column, cell in
        (
          cell,
          Self.look(cell, page.columns.indices.contains(column) ? page.columns[column] : nil, linked.contains(column))
        )
      }
      row(index + 2, looks, &styles, &text)
    }
    for (index, note) in page.notes.enumerated() {
      row(page.rows.count + 3 + index, [(.text(note), .note)], &styles, &text)
    }
    text += "</sheetData>" + validations(page) + hyperlinks(page)
    return text
      + "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/></worksheet>"
  }

  private static func look(_ cell: WorkbookPage.Cell, _ column: WorkbookPage.Column?, _ isLink: Bool)
    -> WorkbookStyles.Look
  {
    switch cell {
    case .empty: column?.isText == true ? .entry : .general
    case .day: .day
    case .number(_, let decimals?): isLink ? .link(.number(decimals: decimals)) : .number(decimals: decimals)
    case .number(_, nil): .general
    case .text(let text):
      column?.isText == true
        ? .entry : "=+-@".contains(text.first ?? " ") && text.count > 1 ? .quoted : isLink ? .link(.text) : .text
    }
  }

  private func row(
    _ number: Int, _ cells: [(WorkbookPage.Cell, WorkbookStyles.Look)], _ styles: inout WorkbookStyles,
    _ text: inout String
  ) {
    text += "<row r=\"\(number)\">"
    for (index, (cell, look)) in cells.enumerated() {
      let place = Self.letters(index) + String(number)
      let style = styles.place(of: look)
      let attribute = style == 0 ? "" : " s=\"\(style)\""
      switch cell {
      case .empty: break
      case .text(let words):
        text += "<c r=\"\(place)\"\(attribute) t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        text += WorkbookText.escaped(Self.fitted(words))
        text += "</t></is></c>"
      case .number(let value, _) where value.isFinite: text += "<c r=\"\(place)\"\(attribute)><v>\(value)</v></c>"
      case .number(let value, _):
        text += "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
      // Days are counted from 1899-12-30, which is right from March 1900 on; an earlier one has no number of its own.
      case .day(let day): text += "<c r=\"\(place)\"\(attribute)><v>\(day + Self.daysTo1970)</v></c>"
      }
    }
    text += "</row>"
  }

  private static let daysTo1970 = 25_569

  /// Whether a day has a number that every program reads as this day.
  package static func holds(day: Int) -> Bool { day + daysTo1970 > 60 && day + daysTo1970 <= 2_958_465 }

  /// A text that is too long for a cell ends in words that say so.
  private static func fitted(_ text: String) -> String {
    guard text.utf16.count > limits.cell else { return text }
    let end = " … (cut: a cell holds \(limits.cell) characters)"
    var fitted = ""
    var left = limits.cell - end.utf16.count
    for character in text {
      left -= character.utf16.count
      if left < 0 { break }
      fitted.append(character)
    }
    return fitted + end
  }

  private func width(_ column: WorkbookPage.Column, _ index: Int, _ page: WorkbookPage) -> Int {
    if let width = column.width { return width }
    var widest = min(column.head.count, 24)
    for row in page.rows.prefix(500) where row.indices.contains(index) {
      switch row[index] {
      case .text(let text): widest = max(widest, text.split(separator: "\n").map(\.count).max() ?? 0)
      case .day: widest = max(widest, 10)
      case .number: widest = max(widest, 8)
      case .empty: break
      }
    }
    return min(max(widest, 6), 60) + 2
  }

  private func validations(_ page: WorkbookPage) -> String {
    guard page.readyRows > 0 else { return "" }
    let rules = page.columns.enumerated().compactMap { index, column -> String? in
      guard column.prompt != nil || !column.choices.isEmpty else { return nil }
      let letters = Self.letters(index)
      var rule = "<dataValidation allowBlank=\"1\" showInputMessage=\"1\""
      if !column.choices.isEmpty { rule += " type=\"list\" showErrorMessage=\"1\"" }
      if let prompt = column.prompt {
        rule += " promptTitle=\"\(Self.attribute(column.head, 32))\" prompt=\"\(Self.attribute(prompt, 255))\""
      }
      if !column.choices.isEmpty {
        rule +=
          " errorTitle=\"\(Self.attribute(column.head, 32))\" error=\"\(Self.attribute("One of the values of the list.", 225))\""
      }
      rule += " sqref=\"\(letters)2:\(letters)\(page.readyRows + 1)\""
      guard let list = lists.firstIndex(of: column.choices), let name = listsName else { return rule + "/>" }
      let own = Self.letters(list)
      return rule + "><formula1>'\(name)'!$\(own)$2:$\(own)$\(column.choices.count + 1)</formula1></dataValidation>"
    }
    return rules.isEmpty ? "" : "<dataValidations count=\"\(rules.count)\">\(rules.joined())</dataValidations>"
  }

  private func hyperlinks(_ page: WorkbookPage) -> String {
    let links = page.links.prefix(Self.limits.links).filter { pages.indices.contains($0.page) }.map { link in
      "<hyperlink ref=\"\(Self.letters(link.column))\(link.row + 2)\""
        + " location=\"'\(MarkupText.escaped(pages[link.page].name))'!A\(link.target + 2)\"/>"
    }
    return links.isEmpty ? "" : "<hyperlinks>\(links.joined())</hyperlinks>"
  }

  /// A text of an attribute of so many characters at most.
  private static func attribute(_ text: String, _ limit: Int) -> String {
    MarkupText.escaped(text.count > limit ? text.prefix(limit - 1) + "…" : text)
  }

  /// The letters of a column, from 0: `A`, `Z`, `AA`.
  static func letters(_ column: Int) -> String {
    var (rest, letters) = (column, "")
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }

  /// A name that a sheet can have, and none of those taken: at most 31 characters, none of `[]:*?/\'`, whatever its case.
  private static func name(_ wanted: String, _ taken: inout Set<String>) -> String {
    let plain = String(
      String.UnicodeScalarView(
        wanted.unicodeScalars.map { "[]:*?/\\'".unicodeScalars.contains($0) || $0.isHidden || $0.breaksLine ? "-" : $0 }
      ))
    let stem = plain.isEmpty || plain.lowercased() == "history" ? "Sheet" : plain
    func cut(_ text: String, _ limit: Int) -> String {
      var short = text
      while short.utf16.count > limit { short.removeLast() }
      return short
    }
    var name = cut(stem, 31)
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = cut(stem, 31 - " \(number)".count) + " \(number)"
      number += 1
    }
    return name
  }
}
