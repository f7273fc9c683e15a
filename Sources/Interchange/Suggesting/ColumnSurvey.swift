// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

/// What the cells of a column look like.
struct ColumnSurvey {
  /// Cells with something in them.
  private(set) var count = 0
  /// The texts, each once, as many as are kept.
  private(set) var texts: [String] = []
  /// Whether there are more texts than are kept.
  private(set) var hasMore = false
  private var seen: Set<String> = []
  /// Of which forms all dates are, silences aside.
  private(set) var dates: [DateForm: Int] = [:]
  private var dated = 0
  private var pointed = 0
  private var comma = 0
  private var whole = 0
  private(set) var hasZero = false
  /// Whether there are numbers that only a decimal point makes numbers, and such as may be thousands.
  private(set) var (needsPoint, mayBeThousands) = (false, false)
  private(set) var hasNegative = false
  /// Spellings of a missing value.
  private(set) var silences: [String] = []
  private var values = 0
  /// The systems that every text so far is a code of, with how many of them their tables have. Units look like any text.
  private var systems = CodeSystem.allCases.filter { $0 != .ucum }.map { (system: $0, known: 0) }

  /// So many texts are kept.
  static let limit = 24

  mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    count += 1
    if Silence.meant(text) != nil {
      if !silences.contains(text), silences.count < Self.limit { silences.append(text) }
      return
    }
    values += 1
    if seen.count <= Self.limit, seen.insert(text).inserted {
      if texts.count < Self.limit { texts.append(text) } else { hasMore = true }
    }
    systems = systems.compactMap { system, known in
      let table = CodeTables.table(system)
      if table[text] != nil { return (system, known + 1) }
      return system.isWellFormed(text) ? (system, known) : nil
    }
    let forms = DateForm.allCases.filter { $0.date(text) != nil }
    if !forms.isEmpty { dated += 1 }
    for form in forms { dates[form, default: 0] += 1 }
    if Thousands.mayBe(text) {
      mayBeThousands = true
    } else if text.contains("."), CellConversion.plain(text, .point) != nil,
      DateForm.allCases.allSatisfy({ $0.date(text) == nil })
    {
      needsPoint = true
    }
    if let number = CellConversion.plain(text, .point) {
      pointed += 1
      if !number.contains(".") { whole += 1 }
      if number.allSatisfy({ $0 == "0" || $0 == "." }) { hasZero = true }
      if number.hasPrefix("-") { hasNegative = true }
    }
    if CellConversion.plain(text, .comma) != nil { comma += 1 }
  }

  /// The systems that all values are codes of, and that know one of them at least, with how many they know.
  var codes: [(system: CodeSystem, known: Int)] { values > 0 ? systems.filter { $0.known > 0 } : [] }

  /// The one system whose codes the values are where the column is a key; nil where none or several can be.
  func codes(for key: String) -> CodeSystem? {
    let fitting = codes.map(\.system).filter { system in
      let table = CodeTables.table(system)
      return texts.compactMap { table[$0] }.allSatisfy { CodedCell.fits($0.kind, key) }
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// How many cells have something in them, in words.
  var words: String { count == 1 ? "1 value" : "\(count) values" }

  /// Whether all values are numbers under a sign of decimals.
  func isNumber(_ decimal: TableMapping.Decimal) -> Bool {
    values > 0 && (decimal == .comma ? comma : pointed) == values
  }
  /// Whether all values are whole numbers.
  var isWhole: Bool { values > 0 && whole == values }
  /// Whether there are numbers that only a decimal comma makes numbers.
  var needsComma: Bool { comma > whole && comma > pointed }
  /// Whether most values are dates; a year alone is a number too.
  var isDated: Bool { dated * 2 > values && !(isWhole && dates.keys.allSatisfy { $0 == .year }) }

  /// The forms that its dates need, and whether all with a slash read both ways: day first and month first.
  var dateForms: (needed: [DateForm], isOpen: Bool) {
    let day = dates[.dayFirst] ?? 0
    let month = dates[.monthFirst] ?? 0
    let needed = DateForm.allCases.filter { dates[$0] != nil && $0 != .dayFirst && $0 != .monthFirst }
    // One that cannot be the other decides: a column has one form.
    if day == month { return (needed, day > 0) }
    return (needed + [day > month ? .dayFirst : .monthFirst], false)
  }
}
