// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Notation

/// Reads one file of a regimen library; the first key says what it is.
enum LibraryDecoder {
  /// What a file holds.
  enum Item {
    case drug(Drug)
    case regimen(Regimen)
    case rules(RuleSet)
    case bands(DoseBandTable)
  }

  private static let kinds: [(key: String, table: KeyTable)] = [
    ("drug", LibraryTables.drug), ("regimen", LibraryTables.regimen), ("rules", LibraryTables.ruleSet),
    ("bands", LibraryTables.bandTable),
  ]

  /// The first keys of library files.
  static var names: [String] { kinds.map(\.key) }

  /// Whether a file begins as one of a library does, or nearly so, or cannot be told from one.
  static func mayBeLibrary(_ text: SourceText) -> Bool {
    let log = ProblemLog(text: text)
    guard let root = Document.parse(log) else { return true }
    guard case .fields(let all) = root.content, let first = all.first else { return false }
    return names.contains(first.key) || log.nearest(to: first.key, in: names) != nil
  }

  /// The item of a file, or nil after telling what is wrong. A file with an error gives nothing.
  static func decode(_ log: ProblemLog) -> Item? {
    guard let root = Document.parse(log) else { return nil }
    guard case .fields(let all) = root.content, let first = all.first else {
      log.error(root.mark, "\(root.kind) where a drug, regimen or rule set should stand", expected: "keys with values")
      return nil
    }
    guard let kind = kinds.first(where: { $0.key == first.key }) else {
      log.error(
        first.mark, "a library file that begins with \(ProblemLog.quoted(first.key))",
        expected: Wording.list(names),
        suggestion: log.nearest(to: first.key, in: names))
      return nil
    }
    guard let fields = Mapping(root, kind.table, Reader(log)) else { return nil }
    let item: Item? =
      switch kind.key {
      case "drug": drug(fields).map(Item.drug)
      case "regimen": regimen(fields).map(Item.regimen)
      case "rules": rules(fields).map(Item.rules)
      default: bands(fields).map(Item.bands)
      }
    return log.problems.contains { $0.severity == .error } ? nil : item
  }

  static func drug(_ fields: Mapping) -> Drug? {
    guard let id = fields.text("drug") else { return nil }
    if id != id.lowercased() {
      fields.log.error(
        fields.mark("drug"), "the drug \(ProblemLog.quoted(id)) has capitals", expected: "generic names in lower case",
        suggestion: id.lowercased())
    }
    var drug = Drug(id: id, kind: fields.word("class", Drug.Kind.self) ?? .other)
    drug.names = fields.texts("names")
    drug.atc = fields.text("atc")
    drug.rxNorm = fields.text("rxnorm")
    drug.abbreviation = fields.text("abbreviation")
    drug.vialsMilligrams = fields.quantities("vials", unit: "mg", in: 0.000_1...200_000)
    drug.mostMilligrams = fields.quantity("most", unit: "mg", in: 0.000_1...200_000)
    drug.usualDoses = fields.list("usual doses", LibraryTables.usualDoses).compactMap { range in
      guard let least = range.dose("from"), let most = range.dose("to") else { return nil }
      let usual = Drug.UsualDoses(least: least, most: most, sources: range.librarySources())
      if usual == nil {
        range.log.error(
          range.mark("to"), "`\(most.text)` after `\(least.text)`", expected: "the same unit, and not less")
      }
      return usual
    }
    drug.cumulativeLimits = fields.list("cumulative limit", LibraryTables.cumulativeLimit).compactMap { limit in
      guard let dose = limit.dose("dose"), let condition = limit.text("when") else { return nil }
      return .init(dose: dose, condition: condition, sources: limit.librarySources())
    }
    drug.cumulativeRisks = fields.list("cumulative risk", LibraryTables.cumulativeRisk).compactMap { risk in
      guard let dose = risk.dose("dose"), let words = risk.text("risk") else { return nil }
      return .init(dose: dose, risk: words)
    }
    drug.doxorubicinEquivalents = fields.list("doxorubicin equivalents", LibraryTables.equivalent).compactMap {
      factor in
      guard let scheme = factor.text("scheme"), let number = factor.quantity("factor", unit: "", in: 0.01...100) else {
        return nil
      }
      return .init(scheme: scheme, factor: number, sources: factor.librarySources())
    }
    drug.handling = handling(fields)
    drug.forms = forms(fields, drug.handling.strengths, drug.handling.concentrations)
    drug.note = fields.text("note")
    drug.sources = fields.librarySources()
    return drug
  }

  static func bands(_ fields: Mapping) -> DoseBandTable? {
    guard let id = identifier(fields, "bands"), let name = fields.text("name"),
      let end = fields.quantity("end", unit: "mg", in: 0...1_000_000)
    else { return nil }
    var last: DoseBandTable.Band?
    let bands = fields.list("table", LibraryTables.band).compactMap { row -> DoseBandTable.Band? in
      guard let from = row.quantity("from", unit: "mg", in: 0...1_000_000),
        let dose = row.quantity("dose", unit: "mg", in: 0.000_1...1_000_000)
      else { return nil }
      let band = DoseBandTable.Band(from: from, dose: dose)
      if let last, band.from <= last.from || band.dose <= last.dose {
        row.log.error(row.mark, "a band that is not above the one before", expected: "bands in ascending order")
      }
      last = band
      return band
    }
    if let last, end <= last.from {
      fields.log.error(fields.mark("end"), "an end below the last band", expected: "a dose above \(last.from) mg")
    }
    return DoseBandTable(
      id: id, name: name, bands: bands, end: end, decimals: fields.integer("decimals", 0...4) ?? 2,
      note: fields.text("note"), sources: fields.librarySources())
  }

  /// An identifier in kebab-case.
  static func identifier(_ fields: Mapping, _ key: String) -> String? {
    guard let text = fields.text(key) else { return nil }
    if !Identifier.isWellFormed(text) {
      fields.log.error(
        fields.mark(key), "\(ProblemLog.quoted(text)) for an id",
        expected: "kebab-case: small letters, digits and single hyphens", suggestion: Identifier.slug(text))
    }
    return text
  }
}

extension Mapping {
  /// The sources of an item of the library.
  func librarySources() -> [LibrarySource] {
    oneOrMore("source").compactMap { item in
      guard let source = Mapping(item, LibraryTables.librarySource, reader) else { return nil }
      let text = source.text("text")
      let certainty = source.word("certainty", LibrarySource.Certainty.self)
      let address = source.text("url")
      let read = source.text("read")
      guard let text, let certainty else { return nil }
      return LibrarySource(text: text, address: address, certainty: certainty, read: read)
    }
  }

  /// A number with a unit within a range, that is a plain value of a key.
  func quantity(_ key: String, unit: String, in range: ClosedRange<Double>) -> Double? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return quantity(text, item, unit: unit, in: range)
  }

  /// Numbers with a unit within a range.
  func quantities(_ key: String, unit: String, in range: ClosedRange<Double>) -> [Double] {
    oneOrMore(key).compactMap { item in text(of: item).flatMap { quantity($0, item, unit: unit, in: range) } }
  }

  private func quantity(_ text: String, _ item: Item, unit: String, in range: ClosedRange<Double>) -> Double? {
    guard let number = quantity(text, item, Measure(unit: unit)) else { return nil }
    if range.contains(number) { return number }
    log.error(
      item.mark, ProblemLog.quoted(text),
      expected: "\(Numbers.text(range.lowerBound, decimals: 4)) to \(Numbers.text(range.upperBound)) \(unit)".trimmed)
    return nil
  }

  /// Doses by drug.
  func doses(_ item: Item) -> [String: Posology] {
    guard case .fields(let pairs) = item.content else {
      log.error(item.mark, "\(item.kind) where doses should stand", expected: "`gemcitabine: 900 mg/m2`")
      return [:]
    }
    var doses: [String: Posology] = [:]
    for pair in pairs {
      let text = text(of: pair.value)
      doses[pair.key] = text.flatMap { text in
        reader.value(text, pair.value, "a dose") { text throws(ValueSyntaxError) in try Posology(parsing: text) }
      }
    }
    return doses
  }

  /// A list of dose levels.
  func levels(_ key: String) -> [[String: Posology]] { items(key, of: "doses by drug").map(doses) }

  /// Days of a cycle: a list, or `1-21`.
  func libraryDays(_ key: String, from least: Int) -> [Int] {
    var days: [Int] = []
    for item in oneOrMore(key) {
      guard let text = text(of: item) else { continue }
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      if parts.count == 2, let first = WholeNumber.parse(String(parts[0])),
        let last = WholeNumber.parse(String(parts[1])),
        first >= 1, first < last, last <= 366
      {
        days += first...last
      } else if let day = Int(text), (least...366).contains(day) {
        days.append(day)
      } else {
        log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a day of the cycle", expected: "\(least) to 366, or `1-21`")
      }
    }
    if !zip(days, days.dropFirst()).allSatisfy(<) {
      log.error(mark(key), "days that do not rise", expected: "days in ascending order, each once")
    }
    return days
  }
}
