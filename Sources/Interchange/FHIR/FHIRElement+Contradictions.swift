// SPDX-License-Identifier: Apache-2.0

import Codes
import Exchange

extension FHIRElement {
  /// What an element says twice and differently, so that reading either would be a choice that nobody has made: a value of two types where FHIR allows one, a quantity whose
  /// unit in words is another than that of its code, two codes of one system with two meanings, a drug of another name than its code.
  ///
  /// - Returns: what was found and what was expected, of this element and all in it.
  var contradictions: [(element: FHIRElement, found: String, expected: String)] {
    guard kind == .elements else { return [] }
    return [twoTypes, twoUnits, twoMeanings, twoDrugs].compactMap { $0.map { (self, $0.found, $0.expected) } }
      + children.flatMap(\.contradictions)
  }

  /// Elements of which a resource may have one, of one of several types (FHIR R4, 2.6.0.3).
  private static let choices = [
    "value", "deceased", "effective", "onset", "abatement", "performed", "medication", "multipleBirth", "occurrence",
  ]

  private var twoTypes: (found: String, expected: String)? {
    for choice in Self.choices {
      func isOfChoice(_ child: FHIRElement) -> Bool {
        child.name.hasPrefix(choice) && child.name.dropFirst(choice.count).first?.isUppercase == true
      }
      // Nearly every element has one of them at most, which is seen without making anything.
      guard let first = children.first(where: isOfChoice) else { continue }
      guard children.contains(where: { $0.name != first.name && isOfChoice($0) }) else { continue }
      let names = Set(children.filter(isOfChoice).map(\.name)).sorted()
      return ("`\(names.joined(separator: "` and `"))` in one element", "one of them")
    }
    return nil
  }

  private var twoUnits: (found: String, expected: String)? {
    guard let unit = peek("unit"), let code = peek("code"), unit != code,
      peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false
    else { return nil }
    let table = CodeTables.table(.ucum)
    let meant = table[unit].map { [$0] } ?? table.entries(for: unit)
    guard !meant.isEmpty, !meant.contains(where: { $0.code.text == code }) else { return nil }
    return ("the unit `\(unit)` beside the code `\(code)`", "one unit: which of them the number is in, nobody says")
  }

  /// Systems of which a concept has one code. An operation may have several of OPS; several of ATC are drugs given together, which is told where they are read.
  private static let single: [(CodeSystem, Set<String>)] = [
    (.loinc, FHIRSystems.loinc), (.snomed, FHIRSystems.snomed), (.morphology, FHIRSystems.icdO),
  ]

  private var twoMeanings: (found: String, expected: String)? {
    let codes = peekCodes()
    guard codes.count > 1 else { return nil }
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

  private var twoDrugs: (found: String, expected: String)? {
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
}
