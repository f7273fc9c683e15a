// SPDX-License-Identifier: Apache-2.0

/// How cells look: each look once, by its number in the workbook.
struct WorkbookStyles {
  /// A look.
  enum Look: Hashable {
    case general
    case head
    case neededHead
    /// Text in lines, as long as it is.
    case text
    /// Text that looks like a formula: editing it leaves it text.
    case quoted
    /// Whatever is entered is text.
    case entry
    case day
    case number(decimals: Int)
    case note
    case link(Below)

    /// What a link looks like beside being one.
    enum Below: Hashable {
      case text
      case number(decimals: Int)
    }
  }

  private var looks: [Look] = [.general]
  private var places: [Look: Int] = [.general: 0]

  /// The number of a look.
  mutating func place(of look: Look) -> Int {
    if let place = places[look] { return place }
    looks.append(look)
    places[look] = looks.count - 1
    return looks.count - 1
  }

  /// The part of the workbook that has them.
  var text: String {
    var codes: [String] = []
    func format(_ decimals: Int?) -> Int {
      switch decimals {
      case nil: return 0
      case 0: return 1
      case 2: return 2
      case let decimals?:
        let code = "0." + String(repeating: "0", count: min(decimals, 15))
        return Self.firstOwn + Self.index(of: code, in: &codes)
      }
    }
    let cells = looks.map { look -> String in
      switch look {
      case .general: return Self.look(0, 0, 0)
      case .head: return Self.look(0, 1, 2, border: 1, "<alignment vertical=\"top\" wrapText=\"1\"/>")
      case .neededHead: return Self.look(0, 1, 3, border: 1, "<alignment vertical=\"top\" wrapText=\"1\"/>")
      case .text: return Self.look(0, 0, 0, "<alignment vertical=\"top\" wrapText=\"1\"/>")
      case .quoted: return Self.look(0, 0, 0, quotes: true, "<alignment vertical=\"top\" wrapText=\"1\"/>")
      case .entry: return Self.look(49, 0, 0)
      case .day: return Self.look(Self.firstOwn + Self.index(of: "yyyy-mm-dd", in: &codes), 0, 0)
      case .number(let decimals): return Self.look(format(decimals), 0, 0)
      case .note: return Self.look(0, 2, 0)
      case .link(.text): return Self.look(0, 3, 0, "<alignment vertical=\"top\" wrapText=\"1\"/>")
      case .link(.number(let decimals)): return Self.look(format(decimals), 3, 0)
      }
    }
    let own = codes.enumerated().map {
      "<numFmt numFmtId=\"\(Self.firstOwn + $0)\" formatCode=\"\(MarkupText.escaped($1))\"/>"
    }
    return WorkbookFile.declaration
      + "<styleSheet xmlns=\"\(WorkbookFile.main)\">"
      + (own.isEmpty ? "" : "<numFmts count=\"\(own.count)\">\(own.joined())</numFmts>")
      + Self.fonts + Self.fills + Self.borders
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(cells.count)\">\(cells.joined())</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }

  /// Numbers below are those of formats that every program has.
  private static let firstOwn = 164

  private static func index(of code: String, in codes: inout [String]) -> Int {
    if let index = codes.firstIndex(of: code) { return index }
    codes.append(code)
    return codes.count - 1
  }

  private static func look(
    _ format: Int, _ font: Int, _ fill: Int, border: Int = 0, quotes: Bool = false, _ alignment: String = ""
  ) -> String {
    let text =
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"\(border)\" xfId=\"0\""
      + (format > 0 ? " applyNumberFormat=\"1\"" : "") + (font > 0 ? " applyFont=\"1\"" : "")
      + (fill > 0 ? " applyFill=\"1\"" : "") + (border > 0 ? " applyBorder=\"1\"" : "")
      + (quotes ? " quotePrefix=\"1\"" : "")
    return alignment.isEmpty ? text + "/>" : text + " applyAlignment=\"1\">\(alignment)</xf>"
  }

  private static let fonts: String = {
    func font(_ kind: String, _ colour: String = "") -> String {
      "<font>\(kind)<sz val=\"11\"/>\(colour)<name val=\"Calibri\"/><family val=\"2\"/></font>"
    }
    return "<fonts count=\"4\">" + font("") + font("<b/>") + font("<i/>", "<color rgb=\"FF505050\"/>")
      + font("", "<color rgb=\"FF1F4E79\"/>") + "</fonts>"
  }()

  private static let fills: String = {
    func fill(_ colour: String) -> String {
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"\(colour)\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    }
    return "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>" + fill("FFE8EEF4") + fill("FFF6E3B4") + "</fills>"
  }()

  private static let borders =
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    + "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF505050\"/></bottom><diagonal/></border></borders>"
}
