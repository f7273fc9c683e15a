// SPDX-License-Identifier: Apache-2.0

import Codes
import Exchange
import Notation

extension FHIRElement {
  /// What an element says twice and differently, so that reading either would be a choice that nobody has made: a value of two types where FHIR allows one, a quantity whose
  /// unit in words is another than that of its code, two codes of one system with two meanings, a drug of another name than its code.
  ///
  /// - Returns: what was found first and what was expected, of this element and all in it.
  var contradiction: (element: FHIRElement, found: String, expected: String)? {
    guard kind == .elements else { return nil }
    if let own = twoTypes ?? twoUnits ?? twoMeanings ?? twoWords ?? twoDrugs ?? twoNumbers ?? twoHistologies ?? twoSides
    {
      return (self, own.found, own.expected)
    }
    for child in children { if let found = child.contradiction { return found } }
    return nil
  }

  /// Elements of which a resource may have one, of one of several types (FHIR R4, 2.6.0.3).
  private static let choices = [
    "value", "deceased", "effective", "onset", "abatement", "performed", "medication", "multipleBirth", "occurrence",
  ]

  /// Of which of ``choices`` an element of a name is, by its place among them.
  static func choice(_ name: String) -> Int? {
    choices.firstIndex { name.hasPrefix($0) && name.dropFirst($0.count).first?.isUppercase == true }
  }

  private var twoTypes: (found: String, expected: String)? {
    // Nearly every element has one of them at most, which is seen without making anything.
    guard let first = children.firstIndex(where: { $0.choice != nil }),
      children[(first + 1)...].contains(where: { $0.choice != nil })
    else { return nil }
    for choice in Self.choices.indices {
      let names = Set(children.filter { $0.choice == choice }.map(\.name)).sorted()
      if names.count > 1 { return ("`\(names.joined(separator: "` and `"))` in one element", "one of them") }
    }
    return nil
  }

  private var twoUnits: (found: String, expected: String)? {
    guard let unit = peek("unit"), let code = peek("code"), unit != code,
      peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false
    else { return nil }
    guard UnitWords.contradict(unit, code: code) else { return nil }
    return ("the unit `\(unit)` beside the code `\(code)`", "one unit: which of them the number is in, nobody says")
  }

  /// Systems of which a concept has one code. An operation may have several of OPS; several of ATC are drugs given together, which is told where they are read.
  private static let single: [(CodeSystem, Set<String>)] = [
    (.loinc, FHIRSystems.loinc), (.snomed, FHIRSystems.snomed), (.morphology, FHIRSystems.icdO),
  ]

  private var twoMeanings: (found: String, expected: String)? {
    guard children.count(where: { $0.name == "coding" }) > 1 else { return nil }
    let codes = peekCodes()
    for (system, addresses) in Self.single {
      let table = CodeTables.table(system)
      let known = codes.filter { addresses.contains($0.system) }.compactMap { table[$0.code] }
      guard let first = known.first, let other = known.first(where: { $0.kind == first.kind && $0.word != first.word })
      else { continue }
      return (
        "the codes `\(first.code.text)` (\(first.word)) and `\(other.code.text)` (\(other.word)) for one thing",
        "one of them"
      )
    }
    return nil
  }

  /// A code whose display is another thing of its kind: performance status 0 that is called `ECOG 3`.
  private var twoWords: (found: String, expected: String)? {
    guard let code = peek("code"), let display = peek("display"), let system = peek("system") else { return nil }
    for (own, addresses) in Self.single where own != .morphology && addresses.contains(system) {
      let table = CodeTables.table(own)
      guard let known = table[code] else { return nil }
      let meant = table.entries(for: display).filter { $0.kind == known.kind }
      let isOther = !meant.isEmpty && !meant.contains { $0.code == known.code || $0.word == known.word }
      guard isOther || Self.isOtherStatus(known, display) else { return nil }
      return ("the code `\(code)` (\(known.word)) beside the words `\(display)`", "one of them")
    }
    return nil
  }

  /// Whether words name another performance status than a code does.
  private static func isOtherStatus(_ known: CodeTable.Entry, _ display: String) -> Bool {
    guard known.kind == .performanceStatus, let digit = known.word.last(where: \.isNumber),
      let found = display.lowercased().firstMatch(of: #/(?:ecog|who|grade|status)[^0-9]{0,20}([0-5])(?![0-9])/#)
    else { return false }
    return found.1 != "\(digit)"
  }

  /// A code of a stage or of residual tumour whose words have the same letter with other numbers alone: `R0` that is called `R1`.
  private var twoNumbers: (found: String, expected: String)? {
    guard has("coding") else { return nil }
    for coding in all("coding") {
      guard let code = coding.peek("code"), code.utf8.count <= 8,
        let own = code.wholeMatch(of: #/[acpruy]{0,3}([TNMR])([0-4])[a-d]{0,1}(?:\(.{1,4}\))?/#)
      else { continue }
      for text in [peek("text"), coding.peek("display")].compactMap({ $0 }) {
        let others = text.matches(of: #/\b[acpruy]{0,3}([TNMR])([0-4])(?![0-9])/#).filter { $0.1 == own.1 }.map { $0.2 }
        if !others.isEmpty, !others.contains(own.2) {
          return ("the code `\(code)` beside the words `\(text)`", "one of them")
        }
      }
    }
    return nil
  }

  private var twoDrugs: (found: String, expected: String)? {
    guard has("coding") else { return nil }
    let coded = Set(
      peekCodes().filter { FHIRSystems.atc.contains($0.system) }.compactMap { CodeTables.table(.atc)[$0.code] }
        .filter { $0.kind == .drug }.map(\.word))
    guard let drug = coded.first, coded.count == 1 else { return nil }
    let words = ([peek("text")] + all("coding").map { $0.peek("display") }).compactMap { $0 }
    // A brand, a salt or a formulation of it is the drug.
    let own = BuiltInLibrary.generic(drug) ?? drug
    guard
      let other = words.compactMap({ BuiltInLibrary.generic($0) }).first(where: {
        !$0.hasSuffix(own) && !own.hasSuffix($0)
      })
    else { return nil }
    return ("the code of \(drug) beside the name \(other)", "one drug")
  }

  /// The words of a concept: its text and the displays of its codes.
  private var ownWords: [String] { ([peek("text")] + all("coding").map { $0.peek("display") }).compactMap { $0 } }

  /// A morphology of ICD-O-3 beside words of another histology, of the table or not: a concept has one.
  private var twoHistologies: (found: String, expected: String)? {
    guard has("coding"),
      let code = peekCodes().first(where: { FHIRSystems.icdO.contains($0.system) && $0.code.contains("/") })?.code,
      let words = ownWords.first(where: { HistologyWords.other(than: code, in: $0) != nil })
    else { return nil }
    return ("the code `\(code)` beside the words \(ProblemLog.quoted(words))", "one histology")
  }

  /// The side of a code or of a site beside words of the other side.
  private var twoSides: (found: String, expected: String)? {
    guard has("coding") || has("extension") else { return nil }
    var sides: [String] = []
    for coding in all("coding") {
      let system = coding.peek("system") ?? ""
      if system.hasSuffix("seitenlokalisation"), let code = coding.peek("code") { sides.append(code) }
      sides += coding.extensions("seitenlokalisation").compactMap { $0.child("valueCoding")?.peek("code") }
    }
    for own in extensions("mcode-laterality-qualifier", "mcode-laterality") {
      sides += (own.child("valueCodeableConcept")?.peekCodes() ?? []).compactMap { found in
        CodeTables.table(.snomed)[found.code].flatMap { $0.kind == .side ? $0.word : nil }
      }
    }
    let letters = ["L": "left", "R": "right"]
    for side in sides {
      let stated = letters[side] ?? side
      guard let words = ownWords.first(where: { SideWords.contradict($0, side: stated) }) else { continue }
      return ("the side `\(side)` beside the words \(ProblemLog.quoted(words))", "one side")
    }
    return nil
  }
}
