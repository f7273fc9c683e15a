// SPDX-License-Identifier: Apache-2.0

/// What a number format of a spreadsheet shows of a number: a number, or parts of a date (ECMA-376, 18.8.30 and 18.8.31).
struct NumberFormat: Equatable {
  /// Whether year, month and day are shown.
  private(set) var (hasYear, hasMonth, hasDay) = (false, false, false)
  /// Whether hours or seconds are shown.
  private(set) var hasTime = false
  /// Whether it is shown in per cent.
  private(set) var isPercent = false

  /// Whether it shows a date.
  var isDate: Bool { hasYear || hasMonth || hasDay }

  /// A format by its code.
  init(code: String) {
    let tokens = Self.tokens(code)
    isPercent = code.contains("%")
    for (index, token) in tokens.enumerated() {
      switch token.first {
      case "y": hasYear = true
      // A year too, where it is no exponent: `0.00E+00`.
      case "e": if !tokens.contains(where: { $0.first == "0" }) { hasYear = true }
      // `ddd` is the day of the week.
      case "d": if token.count < 3 { hasDay = true }
      case "h", "s": hasTime = true
      case "m":
        let isMinutes =
          index > 0 && tokens[index - 1].first == "h" || index + 1 < tokens.count && tokens[index + 1].first == "s"
        if !isMinutes { hasMonth = true }
      default: break
      }
    }
  }

  /// A format that every program has, by its number.
  init(number: Int) {
    switch number {
    case 9, 10: self.init(code: "0%")
    case 14, 27...31, 36, 50...54, 57, 58: self.init(code: "m/d/yyyy")
    case 15: self.init(code: "d-mmm-yy")
    case 16: self.init(code: "d-mmm")
    case 17: self.init(code: "mmm-yy")
    case 18...21, 32...35, 45...47, 55, 56: self.init(code: "h:mm:ss")
    case 22: self.init(code: "m/d/yyyy h:mm")
    default: self.init(code: "General")
    }
  }

  /// The signs of the first section of a code that stand for a part of a number or date, those that are alike together.
  private static func tokens(_ code: String) -> [String] {
    var tokens: [String] = []
    var last: Character?
    var (isQuoted, isBracketed) = (false, false)
    var bracket = ""
    var signs = Array(code.lowercased())
    if String(signs) == "general" { signs = [] }
    var index = 0
    while index < signs.count {
      let sign = signs[index]
      index += 1
      if isQuoted {
        isQuoted = sign != "\""
        continue
      }
      if isBracketed {
        if sign == "]" {
          isBracketed = false
          // `[h]` counts hours; a colour or a language says nothing.
          if !bracket.isEmpty, bracket.allSatisfy({ "hms".contains($0) }) { tokens.append("h") }
        } else {
          bracket.append(sign)
        }
        continue
      }
      switch sign {
      case "\"": isQuoted = true
      case "[": (isBracketed, bracket) = (true, "")
      case "\\", "_", "*": index += 1
      case ";": return tokens
      case "y", "e", "d", "m", "h", "s", "0", "#", "?":
        let kind: Character = "#?".contains(sign) ? "0" : sign
        if last == kind, let count = tokens.indices.last {
          tokens[count].append(kind)
        } else {
          tokens.append(String(kind))
        }
        last = kind
        continue
      default: break
      }
      last = nil
    }
    return tokens
  }
}
