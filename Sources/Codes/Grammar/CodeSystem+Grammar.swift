// SPDX-License-Identifier: Apache-2.0

extension CodeSystem {
  /// Whether a text is a code by the grammar of the system. One that is none is misspelled, whatever tables know.
  public func isWellFormed(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= 60 && fault(text) == nil }

  /// Why a text is no code; nil where it is one.
  func fault(_ text: String) -> String? {
    switch self {
    case .icd10GM: Self.matches(text, Self.diagnosisForm) ? nil : "no code"
    case .morphology: Self.morphology(text)
    case .topography: Self.topography(text)
    case .ops: Self.matches(text, Self.procedureForm) ? nil : "no code"
    case .atc: Self.atc(text)
    case .snomed: Self.snomed(text)
    case .loinc: Self.loinc(text)
    case .ucum: UnitGrammar.isUnit(text) ? nil : "no unit"
    }
  }

  /// The code that was probably meant by a text that is none: another case, a point or a slash left out, a mark before it. A check digit is never mended.
  func suggestion(for text: String) -> String? {
    var meant = String(text.filter { !$0.isWhitespace })
    if self != .ucum { meant = meant.uppercased() }
    var candidates = [meant]
    switch self {
    case .icd10GM, .topography:
      if meant.count > 3, !meant.contains(".") { candidates.append("\(meant.prefix(3)).\(meant.dropFirst(3))") }
      candidates.append(String(meant.filter { !"*†+!".contains($0) }))
    case .morphology:
      for mark in ["ICD-O", "M-", "M"] where meant.hasPrefix(mark) { meant = String(meant.dropFirst(mark.count)) }
      candidates = [meant]
      let digits = meant.filter(\.isNumber)
      if digits.count == 5, meant.allSatisfy({ $0.isNumber || "-/:. ".contains($0) }) {
        candidates.append("\(digits.prefix(4))/\(digits.suffix(1))")
      }
    case .ops:
      candidates.append(meant.lowercased())
      if meant.count > 3, !meant.contains("-") {
        candidates.append("\(meant.prefix(1))-\(meant.dropFirst(1))".lowercased())
      }
    case .atc, .snomed, .loinc, .ucum: break
    }
    return candidates.first { $0 != text && isWellFormed($0) }
  }

  // MARK: forms

  /// A place of a code: which signs may stand there.
  private typealias Place = @Sendable (Character) -> Bool

  private static let digit: Place = { $0.isASCII && $0.isNumber }
  private static let letter: Place = { $0.isASCII && $0.isUppercase }
  private static let digitOrSmall: Place = { $0.isASCII && ($0.isNumber || $0.isLowercase) }

  /// The longest form, of which so many places may stand: each of these lengths.
  private static let diagnosisForm: (places: [Place], lengths: Set<Int>) = (
    [letter, digit, digit, { $0 == "." }, digit, digit], [3, 5, 6]
  )
  private static let procedureForm: (places: [Place], lengths: Set<Int>) = (
    [{ "135689".contains($0) }, { $0 == "-" }, digit, digit, digitOrSmall, { $0 == "." }, digitOrSmall, digitOrSmall],
    [4, 5, 7, 8]
  )

  private static func matches(_ text: String, _ form: (places: [Place], lengths: Set<Int>)) -> Bool {
    form.lengths.contains(text.count) && zip(text, form.places).allSatisfy { $1($0) }
  }

  private static func morphology(_ text: String) -> String? {
    let signs = Array(text)
    guard signs.count == 6, signs[4] == "/", signs[..<4].allSatisfy(digit), let number = Int(String(signs[..<4])) else {
      return "no code"
    }
    if number < 8000 { return "no histology: these begin at 8000" }
    return "012369".contains(signs[5]) ? nil : "no behaviour: these are 0, 1, 2, 3, 6 and 9"
  }

  private static func topography(_ text: String) -> String? {
    let signs = Array(text)
    guard signs.count == 5, signs[0] == "C", signs[3] == ".", digit(signs[1]), digit(signs[2]), digit(signs[4]),
      let group = Int(String(signs[1...2]))
    else { return "no code" }
    return group <= 80 ? nil : "no site: these end at C80.9"
  }

  /// Levels of one, three, four, five and seven signs; groups are those of the index.
  private static func atc(_ text: String) -> String? {
    let places: [Place] = [{ "ABCDGHJLMNPRSV".contains($0) }, digit, digit, letter, letter, digit, digit]
    return matches(text, (places, [1, 3, 4, 5, 7])) ? nil : "no code"
  }

  private static func loinc(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...7).contains(parts[0].count), parts[0].allSatisfy(digit), parts[0].first != "0",
      parts[1].count == 1, let stated = parts[1].first?.wholeNumberValue, parts[1].allSatisfy(digit)
    else { return "no code" }
    let right = CheckDigit.luhn(parts[0])
    return right == stated ? nil : "check digit \(stated), where \(right) belongs to \(parts[0])"
  }

  private static func snomed(_ text: String) -> String? {
    guard (6...18).contains(text.count), text.allSatisfy(digit), text.first != "0" else { return "no identifier" }
    if !CheckDigit.isVerhoeff(text) { return "no identifier: its check digit is wrong" }
    // The two digits before the check digit say what is identified: 00 or 10 is a concept.
    let kind = text.dropLast().suffix(2)
    return kind == "00" || kind == "10" ? nil : "no concept: the identifier is of something else"
  }
}
