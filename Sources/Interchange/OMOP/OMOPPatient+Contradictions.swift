// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OMOPPatient {
  // MARK: measurements

  /// What a measurement of the tables says twice and differently: what was measured, its unit, its number and its bound.
  func measurementContradiction(_ row: FHIRElement) -> (found: String, expected: String)? {
    let measured = measured(row)
    guard let first = measured.first else { return nil }
    if let other = measured.first(where: { $0.word != first.word }) {
      return (
        "`\(first.text)` (\(first.word)) beside `\(other.text)` (\(other.word)) in one measurement", "one of them"
      )
    }
    let analyte = Analyte(named: first.word)
    if let other = otherName(row, than: first.word) {
      return ("the concept *\(other)* beside `\(first.text)` (\(first.word)) in one measurement", "one of them")
    }
    let source = row.peek("value_source_value").flatMap { OMOPWords.amount($0) }
    if let found = twoUnits(row, analyte, source) { return (found, "one unit") }
    guard let source, let number = row.peek("value_as_number").flatMap({ Double($0) }) else { return nil }
    let text = row.peek("value_source_value") ?? ""
    if let sign = sign(row), sign != source.sign {
      return (
        "\(ProblemLog.quoted(text)) beside \(sign.isEmpty ? "a number without a bound" : "the operator `\(sign)`")",
        "one bound"
      )
    }
    let isSame = source.numbers.contains { own in
      isClose(own, number) || isRounded(own, source.decimals, number, row)
        || isConverted(own, source.unit, number, row, analyte)
    }
    return isSame
      ? nil : ("\(ProblemLog.quoted(text)) beside the number \(row.peek("value_as_number") ?? "")", "one number")
  }

  /// What a measurement of the tables says that its number does not, and nobody here can read.
  func measurementDoubt(_ row: FHIRElement) -> String? {
    guard !measured(row).isEmpty, row.has("value_as_number") else { return nil }
    if let value = row.peek("value_as_concept_id"), value != OMOPConcepts.none {
      return "the value \(ProblemLog.quoted(files.concepts[value]?.name ?? value)) beside a number"
    }
    if let source = row.peek("value_source_value"), OMOPWords.amount(source) == nil {
      return "the source value \(ProblemLog.quoted(source)) beside a number"
    }
    return nil
  }

  /// What was measured, in words of the tables, by each column that says it.
  private func measured(_ row: FHIRElement) -> [(text: String, word: String)] {
    let table = CodeTables.table(.loinc)
    var all = loinc(row).compactMap { code in table[code].map { (code, $0.word) } }
    // A word that means several things says none of them surely.
    let names =
      [row.peek("measurement_source_value")].compactMap { $0 }
      + ["measurement_source_concept_id", "measurement_concept_id"].compactMap { name(row, $0) }
    for text in names where !all.isEmpty {
      let words = Set(table.entries(for: text).filter { $0.kind == .analyte }.map(\.word))
      if words.count == 1, let word = words.first { all.append((text, word)) }
    }
    return all
  }

  /// The name of a concept of another vocabulary in which the analyte is not named.
  private func otherName(_ row: FHIRElement, than word: String) -> String? {
    let entries = CodeTables.table(.loinc).entries.filter { $0.word == word }
    guard entries.contains(where: { $0.kind == .analyte }) else { return nil }
    let own = Set(entries.flatMap { [$0.word] + $0.names }.map { $0.lowercased() })
    for column in ["measurement_source_concept_id", "measurement_concept_id"] {
      guard let concept = row.peek(column).flatMap({ files.concepts[$0] }), concept.vocabulary != "LOINC",
        !concept.name.isEmpty
      else { continue }
      let name = concept.name.lowercased()
      // `Neutrophil count` names neutrophils.
      if !own.contains(where: { name.contains($0.hasSuffix("s") ? String($0.dropLast()) : $0) }) { return concept.name }
    }
    return nil
  }

  /// Two units of which the number can be in one alone, unless the source states the same amount in the other.
  private func twoUnits(_ row: FHIRElement, _ analyte: Analyte?, _ source: OMOPWords.Amount?) -> String? {
    let table = CodeTables.table(.ucum)
    let coded = codes(row, "unit_source_concept_id", "unit_concept_id").filter { $0.vocabulary == "UCUM" }.map(\.code)
    let units = (coded + [row.peek("unit_source_value")].compactMap { $0 }).compactMap { text in
      table[text] ?? table.entries(for: text).first
    }
    // `12 g/L` as the source has it beside 12 g/dL: the number is the same, and the unit another.
    let number = row.peek("value_as_number").flatMap { Double($0) }
    let stated = source.flatMap { own in
      number.map { own.numbers.contains($0) } ?? false ? UnitWords.unit(own.unit) : nil
    }
    guard let first = units.first,
      let other = (units + [stated].compactMap { $0 }).first(where: {
        $0.word != first.word && !isSame($0.word, first.word, analyte)
      })
    else { return nil }
    if let source, let number,
      source.numbers.contains(where: { isConverted($0, other.word, number, row, analyte) })
    {
      return nil
    }
    return "the units `\(first.code.text)` and `\(other.code.text)` in one measurement"
  }

  private func amount(_ number: Double, _ unit: String, _ analyte: Analyte?) -> Double? {
    try? analyte?.canonical(number, unit: unit)
  }

  private func isSame(_ one: String, _ other: String, _ analyte: Analyte?) -> Bool {
    guard let one = amount(1, one, analyte), let other = amount(1, other, analyte) else { return false }
    return isClose(one, other)
  }

  private func isClose(_ one: Double, _ other: Double) -> Bool {
    (one - other).magnitude <= 1e-9 * max(one.magnitude, other.magnitude)
  }

  /// Whether one number is the other with fewer digits: 12.0 of 12.04. What is more than a hundredth off is another number.
  private func isRounded(_ own: Double, _ decimals: Int, _ number: Double, _ row: FHIRElement) -> Bool {
    let others = row.peek("value_as_number")?.split(separator: ".").dropFirst().first?.count ?? 0
    let step = 0.5 * (0..<min(decimals, others)).reduce(1.0) { value, _ in value / 10 }
    return (own - number).magnitude <= min(step * 1.000_001, 0.01 * max(own.magnitude, number.magnitude))
  }

  /// Whether a number of the source in its own unit is the number of the row in the row's, to half a percent.
  private func isConverted(
    _ number: Double, _ text: String, _ own: Double, _ row: FHIRElement, _ analyte: Analyte?
  ) -> Bool {
    let table = CodeTables.table(.ucum)
    if let code = unit(row), let one = SizeUnits.amount(number, text), let two = SizeUnits.amount(own, code) {
      return one.kind == two.kind && (one.amount - two.amount).magnitude <= 0.005 * max(one.amount, two.amount)
    }
    guard let code = unit(row), let unit = table[code]?.word, !text.isEmpty,
      let other = (table[text] ?? table.entries(for: text).first)?.word, other != unit,
      let one = amount(number, other, analyte), let two = amount(own, unit, analyte)
    else { return false }
    return (one - two).magnitude <= 0.005 * max(one.magnitude, two.magnitude)
  }

  /// The bound that a row states by its operator; nil for an operator that is not known.
  private func sign(_ row: FHIRElement) -> String? {
    switch row.peek("operator_concept_id") {
    case nil, OMOPConcepts.none, OMOPConcepts.equal: ""
    case OMOPConcepts.less: "<"
    default: nil
    }
  }

  /// Whether a column says something that was read: a concept does where the vocabulary is there.
  func isOfCode(_ column: String, _ row: FHIRElement) -> Bool {
    guard column.hasSuffix("concept_id"), column != "operator_concept_id", let value = row.peek(column) else {
      return true
    }
    return value == OMOPConcepts.none || files.concepts[value] != nil
  }

  /// What a measurement is said of, where the table of that is there and has no such row of the person.
  func danglingEvent(_ row: FHIRElement) -> String? {
    guard let event = row.peek("measurement_event_id"), let field = row.peek("meas_event_field_concept_id"),
      let table = OMOPConcepts.table(ofField: field), files.names[table] != nil, byKey["\(table) \(event)"] == nil
    else { return nil }
    return "a measurement of \(table) \(event), which this person does not have"
  }

  // MARK: metastases

  /// Why a measurement of a metastasis does not surely say that there is one.
  func metastasisDoubt(_ row: FHIRElement) -> String? {
    if let value = row.peek("value_as_concept_id"), value != OMOPConcepts.none {
      let name = files.concepts[value]?.name ?? ""
      guard OMOPWords.isYes(name) else {
        return "a metastasis with the value \(ProblemLog.quoted(name.isEmpty ? value : name))"
      }
    }
    if let number = row.peek("value_as_number") { return "a metastasis with the number \(ProblemLog.quoted(number))" }
    if let sign = row.peek("operator_concept_id"), ![OMOPConcepts.none, OMOPConcepts.equal].contains(sign) {
      return "a metastasis with the operator \(ProblemLog.quoted(sign))"
    }
    // What the source calls the measurement may deny it: `M0`.
    if let source = row.peek("measurement_source_value"), OMOPWords.isDenied(source) {
      return "a metastasis that the source calls \(ProblemLog.quoted(source))"
    }
    if let source = row.peek("value_source_value"), !OMOPWords.isYes(source), !OMOPWords.isSite(source) {
      return "a metastasis with the source value \(ProblemLog.quoted(source))"
    }
    return nil
  }
}

/// Words in source values.
enum OMOPWords {
  /// A number with the bound before it and what stands behind it.
  struct Amount {
    var sign: String
    /// The number; of `1,234` both that it may be.
    var numbers: [Double]
    /// How many digits stand behind the point.
    var decimals: Int
    var unit: String
  }

  static func amount(_ text: String) -> Amount? {
    guard let match = text.trimmed.wholeMatch(of: #/([<>=≤≥]{0,2})\s*([0-9]+(?:[.,][0-9]+)?)(?:\s*([^0-9\s].*))?/#)
    else {
      return nil
    }
    let number = String(match.2)
    var numbers = [number.replacing(",", with: ".")].compactMap { Double($0) }
    if number.contains(","), let whole = Double(number.replacing(",", with: "")) { numbers.append(whole) }
    let sign = String(match.1)
    let decimals = number.split { ".,".contains($0) }.dropFirst().first?.count ?? 0
    return Amount(
      sign: sign == "=" ? "" : sign, numbers: numbers, decimals: decimals,
      unit: match.3.map { String($0).trimmed } ?? "")
  }

  static func isYes(_ text: String) -> Bool {
    ["yes", "present", "positive", "detected", "true", "ja", "vorhanden", "positiv"].contains(text.lowercased())
  }

  /// Whether words deny or doubt: `M0`, `no metastases`.
  static func isDenied(_ text: String) -> Bool {
    ChartAssertion(text, .metastases) != .affirmed
  }

  /// Whether a text names an organ and denies nothing; what stands behind a comma or in brackets says how it is: `Lunge, nicht resektabel`.
  static func isSite(_ whole: String) -> Bool {
    guard !isDenied(whole) else { return false }
    let text = whole.prefix { !",(;".contains($0) }.trimmed
    guard !text.isEmpty else { return false }
    if !CodeTables.table(.topography).entries(for: text).isEmpty { return true }
    return BodySite.all(in: text).allSatisfy { organs.contains($0.organ) }
  }

  private static let organs: Set = [
    "lung", "liver", "bone", "brain", "lymph node", "peritoneum", "pleura", "adrenal gland", "soft tissue", "skin",
    "kidney", "pancreas", "spleen", "heart", "muscle", "retroperitoneum", "bone marrow",
  ]
}
