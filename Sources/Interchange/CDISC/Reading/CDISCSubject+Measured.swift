// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Notation
import Plain

extension CDISCSubject {
  // MARK: laboratory

  /// A value of a test that the record knows, in blood and in a unit that the record has; everything else stands in a note.
  mutating func readLaboratory(_ row: CDISCRow) {
    guard let test = CDISCTerms.tests.first(where: { $0.code == row.peek("LBTESTCD") }),
      let analyte = Analyte(named: test.analyte)
    else { return keepOther(row, meaning: Self.keyless(row.peek("LBTEST") ?? row.peek("LBTESTCD") ?? "")) }
    guard row.peek("LBSPEC").map({ CDISCTerms.bloods.contains($0.uppercased()) }) ?? true else { return keepOther(row) }
    guard let found = Self.amount(row, analyte) else {
      tellUnread(row, test.analyte, "LB", expected: "a number, with a unit in which it is measured")
      return keepOther(row)
    }
    if let name = row.peek("LBTEST"), let other = Analyte(named: name), other != analyte {
      return tellRest(
        row, "\(ProblemLog.quoted(name)) beside the test \(test.code)", expected: "a code and a name of one test")
    }
    // By the factor alone: what nobody believes can contradict too.
    if let contradiction = Self.contradiction(row, "LB", scale: { analyte.value(1, in: $0).map { 1 / $0 } }) {
      return tellRest(row, contradiction, expected: "one value, as collected and as standard")
    }
    do throws(LaboratoryProblem) { _ = try analyte.canonical(found.count, unit: found.unit) } catch {
      outcome.warnings.append(Misfit(row.place, "\(error): it stands in a note"))
      return keepOther(row)
    }
    // SDTM has a decimal point; an export that has one between thousands writes `145.000`.
    if found.isPerhapsThousands, row.peek("LBSTRESN") == nil {
      outcome.warnings.append(
        Misfit(
          row.place,
          "\(ProblemLog.quoted(row.peek("LBORRES") ?? "")), whose point may stand between thousands: it is read as a decimal point",
          expected: "a number without noughts at its end, or LBSTRESN beside it"))
    }
    let entry = entry("lab", key: nil, stem: "lab", order: "", at: row.place)
    let leaves = row.leaves(of: "TESTCD", "TEST", "SPEC")
    state("lab", [test.analyte], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    let values = found.leaves.compactMap { row.leaf($0) }
    state(
      "value", ["\(found.sign)\(found.digits) \(found.unit)"], of: entry, values.first,
      others: Array(values.dropFirst()))
    stateDate("when", row, "DTC", day: "DY", entry)
    finish(row, entry)
  }

  /// Tells a result of what the record knows that is no number in a unit that it knows.
  private mutating func tellUnread(_ row: CDISCRow, _ name: String, _ domain: String, expected: String) {
    let result = [row.peek("\(domain)ORRES"), row.peek("\(domain)ORRESU")].compactMap { $0 }
    let standard = [row.peek("\(domain)STRESC") ?? row.peek("\(domain)STRESN"), row.peek("\(domain)STRESU")]
      .compactMap { $0 }
    let words = (result.isEmpty ? standard : result).joined(separator: " ")
    guard !words.isEmpty else { return }
    outcome.warnings.append(
      Misfit(
        row.place, "\(ProblemLog.quoted(words)) for \(name), which is read in no such form: it stands in a note",
        expected: expected))
  }

  private struct Amount {
    var sign = ""
    var digits: String
    var count: Double
    var unit: String
    var leaves: [String]
    /// Whether three noughts stand behind its point.
    var isPerhapsThousands = false
  }

  /// The value as it was collected, else as it was standardised: a number or a bound, with its unit.
  private static func amount(_ row: CDISCRow, _ analyte: Analyte) -> Amount? {
    for (result, unit) in [("LBORRES", "LBORRESU"), ("LBSTRESC", "LBSTRESU"), ("LBSTRESN", "LBSTRESU")] {
      guard let text = row.peek(result), let unitText = row.peek(unit),
        case let (sign, digits) = bound(text), DecimalText.isPlain(digits, whole: 12, fraction: 12),
        let count = Double(digits), analyte.value(1, in: unitText) != nil
      else { continue }
      var own = Amount(sign: sign, digits: digits, count: count, unit: unitText, leaves: [result, unit])
      // The other form of the same value is counted with it.
      own.leaves += ["LBORRES", "LBORRESU", "LBSTRESC", "LBSTRESN", "LBSTRESU"].filter { !own.leaves.contains($0) }
      // Three decimals could mean thousands.
      if Quantity.thousandsOrDecimal(own.digits) != nil {
        own.isPerhapsThousands = own.digits.hasSuffix(".000")
        own.digits += "0"
      }
      return own
    }
    return nil
  }

  /// The sign of a bound before a number, and the number.
  private static func bound(_ text: String) -> (sign: String, digits: String) {
    var rest = text[...]
    let sign = rest.first == "<" || rest.first == ">" ? String(rest.removeFirst()) : ""
    if rest.first == " " { rest.removeFirst() }
    return (sign, String(rest))
  }

  /// One form of an amount, as it was collected or as standard.
  private struct Form {
    let words: String
    let unit: String
    /// In a unit that all forms have.
    let value: Double
    /// Half of its last digit, in that unit.
    let half: Double

    /// Nil where there is no number, or no scale of its unit.
    init?(_ row: CDISCRow, _ result: String, _ unitVariable: String, scale: (String) -> Double?) {
      guard let text = row.peek(result), let unit = row.peek(unitVariable), let number = Double(text), number >= 0,
        let scale = scale(unit), scale > 0
      else { return nil }
      let decimals =
        text.contains("e") || text.contains("E") ? 0 : text.split(separator: ".").dropFirst().first?.count ?? 0
      words = "\(text) \(unit) in \(result)"
      self.unit = unit
      value = number * scale
      half = 0.5 * pow(10, -Double(min(decimals, 12))) * scale
    }

    /// Whether another form can be the same amount: in one unit beyond the rounding of the one with fewer digits, in two within that of both and of their factor.
    func agrees(with other: Form) -> Bool {
      let larger = max(value, other.value)
      let allowed =
        unit == other.unit
        ? (half == other.half ? 0 : max(half, other.half)) : 0.02 * larger + half + other.half
      return abs(value - other.value) <= allowed + 1e-9 * larger
    }
  }

  /// What a record says of an amount as it was collected and otherwise as standard; nil where all forms agree.
  private static func contradiction(_ row: CDISCRow, _ domain: String, scale: (String) -> Double?) -> String? {
    let forms = ["ORRES", "STRESC", "STRESN"].compactMap { name in
      Form(row, domain + name, domain + (name == "ORRES" ? "ORRESU" : "STRESU"), scale: scale)
    }
    if let first = forms.first, let other = forms.first(where: { !$0.agrees(with: first) }) {
      return "\(first.words) beside \(other.words)"
    }
    return noNumber(row, domain + "ORRES", domain + "STRESN")
  }

  /// Words as they were collected beside a number as standard: nobody measured it.
  private static func noNumber(_ row: CDISCRow, _ collected: String, _ standard: String) -> String? {
    guard let words = row.peek(collected), let number = row.peek(standard), Double(number) != nil else { return nil }
    if !words.contains(where: \.isNumber) {
      return "\(ProblemLog.quoted(words)) in \(collected) beside \(number) in \(standard)"
    }
    return bound(words).sign.isEmpty ? nil : "the bound \(words) in \(collected) beside \(number) in \(standard)"
  }

  // MARK: weight and height

  /// Weight in kg and height in cm; everything else stands in a note.
  mutating func readSigns(_ row: CDISCRow) {
    let key = ["WEIGHT": ("weight", "kg"), "HEIGHT": ("height", "cm")][row.peek("VSTESTCD") ?? ""]
    if key != nil, let contradiction = Self.contradiction(row, "VS", scale: { SizeUnits.amount(1, $0)?.amount }) {
      return tellRest(row, contradiction, expected: "one value, as collected and as standard")
    }
    for (result, unit) in [("VSORRES", "VSORRESU"), ("VSSTRESC", "VSSTRESU"), ("VSSTRESN", "VSSTRESU")] {
      guard let key, let text = row.peek(result), row.peek(unit)?.lowercased() == key.1,
        DecimalText.isPlain(text, whole: 3, fraction: 2)
      else { continue }
      var leaves = [row.leaf(result)].compactMap { $0 }
      for name in ["VSTESTCD", "VSTEST", "VSORRES", "VSORRESU", "VSSTRESC", "VSSTRESN", "VSSTRESU"] {
        if let leaf = row.leaf(name) { leaves.append(leaf) }
      }
      return sizes.append(
        (GatheredSize(key: key.0, text: "\(text) \(key.1)", leaves: leaves, words: key.0, place: row.place), row))
    }
    if let key { tellUnread(row, "the \(key.0)", "VS", expected: "a number in \(key.1)") }
    keepOther(row)
  }

  /// What is left of the rows of weights and heights stands where everything else does.
  mutating func settleSizes() {
    for index in sizes.indices where sizes.count(where: { $0.size.key == sizes[index].size.key }) > 1 {
      guard let date = sizes[index].row.leaf("VSDTC") else { continue }
      sizes[index].size.noted = [date]
      sizes[index].size.words = "\(date.raw), \(sizes[index].size.key)"
    }
    settle(sizes.map(\.size))
    for (_, row) in sizes { keepOther(row) }
  }

  // MARK: scores

  mutating func readScore(_ row: CDISCRow) {
    if !readPerformance(row) { keepOther(row) }
  }

  /// ECOG and Karnofsky (QSCAT or RSCAT); false for every other score.
  mutating func readPerformance(_ row: CDISCRow) -> Bool {
    let test = row.peek(of: "TESTCD") ?? ""
    guard let result = row.peek(of: "STRESC") ?? row.peek(of: "ORRES"), let number = Int(result) else { return false }
    let word: String
    if ["ECOG101", "ECOG1"].contains(test), (0...4).contains(number) {
      word = "ECOG \(number)"
    } else if ["KPSS101", "KPS01"].contains(test), (0...100).contains(number), number % 10 == 0 {
      word = "Karnofsky \(number) %"
    } else {
      if ["ECOG101", "ECOG1", "KPSS101", "KPS01"].contains(test) {
        outcome.warnings.append(
          Misfit(
            row.place, "\(ProblemLog.quoted(result)) for \(test): it stands in a note",
            expected: "ECOG 0 to 4, Karnofsky 0 to 100 by tens"))
      }
      return false
    }
    let scores = ["STRESC", "ORRES", "STRESN"].compactMap { name in row.peek(of: name).map { (name, $0) } }
    // What is collected may be the words of the score.
    if let (name, other) = scores.first(where: { name, text in
      Double(text) != Double(number)
        && !(name == "ORRES" && text.first?.isLetter ?? false && !text.contains(where: \.isNumber)
          && FactWords.objection(toFinding: text) == nil
          && FactWords.objection(toTreatment: text) == nil)
    }) {
      tellRest(
        row, "\(ProblemLog.quoted(other)) in \(row.variable(name)) beside \(ProblemLog.quoted(result))",
        expected: "one score, as collected and as standard")
      return true
    }
    let entry = entry("performance status", key: nil, stem: "performance-status", order: "", at: row.place)
    var leaves = row.leaves(of: "STRESC", "ORRES", "STRESN", "TESTCD", "TEST", "CAT")
    guard !leaves.isEmpty else { return false }
    let first = leaves.removeFirst()
    state("performance status", [word], of: entry, first, others: leaves)
    stateDate("when", row, "DTC", day: "DY", entry)
    finish(row, entry)
    return true
  }
}
