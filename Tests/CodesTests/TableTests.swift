// SPDX-License-Identifier: Apache-2.0

import Dosing
import Exchange
import Foundation
import Testing

@testable import Codes
@testable import Course

@Suite("Tables of codes")
struct TableTests {
  @Test("are read whole: every code by its grammar, once, with its word and where it was found")
  func embedded() {
    #expect(CodeTables.problems == [])
    #expect(CodeTables.all.map(\.system) == CodeSystem.allCases)
    for table in CodeTables.all {
      #expect(!table.entries.isEmpty && !table.licence.isEmpty && !table.version.isEmpty && !table.source.isEmpty)
      #expect(Set(table.entries.map(\.code)).count == table.entries.count)
      for entry in table.entries where entry.word.contains("  ") || entry.word.hasSuffix(" ") {
        Issue.record("\(entry.code): \(entry.word)")
      }
    }
  }

  @Test("go both ways: every code is among those of its word, of each name and of its title")
  func roundTrip() {
    for table in CodeTables.all {
      for entry in table.entries {
        guard case .known(let found) = table.find(entry.code.text) else {
          Issue.record("\(entry.code)")
          continue
        }
        #expect(found == entry)
        for name in [entry.word] + entry.names + [entry.title ?? entry.word] {
          #expect(table.entries(for: name).contains(entry), "\(entry.code) \(name)")
          if table.system != .ucum {
            #expect(table.entries(for: name.uppercased()).contains(entry), "\(entry.code) \(name)")
          }
        }
        #expect(table.search(entry.code.text).contains(entry))
      }
    }
  }

  @Test("tell a code that they do not have from a text that is none")
  func unknown() throws {
    let table = CodeTables.table(.morphology)
    #expect(table.find("8140/3") == .unknown(try Code("8140/3", of: .morphology)))
    guard case .malformed(let error) = table.find("8890") else {
      Issue.record("8890 is no code")
      return
    }
    #expect(error.fault == "no code")
    #expect(table.entries(for: "no such tumour").isEmpty && table["8140/3"] == nil)
  }

  @Test("keep several codes of a word")
  func several() {
    let atc = CodeTables.table(.atc)
    // Of the index: methotrexate among antimetabolites and among immunosuppressants.
    #expect(atc.entries(for: "methotrexate").map(\.code.text) == ["L01BA01", "L04AX03"])
    // Counts by a machine and by any method.
    #expect(CodeTables.table(.loinc).entries(for: "neutrophils").map(\.code.text) == ["751-8", "26499-4"])
  }

  // MARK: what the record has

  /// What ATC has no code of its own for: a formulation (the code of doxorubicin is that of the liposomal one too).
  private static let without: Set = ["pegylated liposomal doxorubicin"]

  @Test("have every drug of the library, with the code that the library states, or say which they do not have")
  func drugs() {
    let atc = CodeTables.table(.atc)
    let library = BuiltInLibrary.read().library
    for drug in library.drugs.values {
      let codes = atc.entries(for: "\(drug.id)").filter { $0.word == "\(drug.id)" }.map(\.code.text)
      #expect(codes.isEmpty == Self.without.contains("\(drug.id)"), "\(drug.id)")
      if let stated = drug.atc { #expect(codes.contains(stated), "\(drug.id): \(stated), \(codes)") }
      for name in drug.names where !codes.isEmpty {
        #expect(atc.entries(for: name).map(\.word).contains("\(drug.id)"), "\(name)")
      }
    }
    // Every word of the table is the generic name that the record compares by.
    for entry in atc.entries { #expect(BuiltInLibrary.generic(entry.word) == entry.word, "\(entry.word)") }
  }

  @Test("have every analyte, and every unit of it, with a code of its property")
  func analytes() {
    let (loinc, ucum) = (CodeTables.table(.loinc), CodeTables.table(.ucum))
    // A mass per volume and an amount of substance per volume have codes of their own; those of bilirubin and creatinine in mmol/L are those in µmol/L.
    for analyte in Analyte.allCases {
      let entries = loinc.entries(for: analyte.rawValue).filter { $0.kind == .analyte }
      #expect(!entries.isEmpty, "\(analyte)")
      for name in entries.flatMap(\.names) { #expect(Analyte(named: name) == analyte, "\(name)") }
      for (unit, _) in analyte.factors {
        let codes = ucum.entries(for: unit)
        #expect(codes.count == 1, "\(unit)")
        #expect(entries.contains { $0.property == codes.first?.property }, "\(analyte) \(unit)")
      }
    }
  }

  /// UCUM `G` is gauss and `M` mega: what laboratories write so is no UCUM.
  @Test("give units the code that they mean")
  func units() {
    let ucum = CodeTables.table(.ucum)
    #expect(ucum.entries(for: "G/L").map(\.code.text) == ["10*9/L"] && ucum.entries(for: "y").map(\.code.text) == ["a"])
    #expect(ucum.entries(for: "AUC").map(\.code.text) == ["mg.min/mL"] && ucum["G/L"] == nil)
    // Case is part of a unit: gram and giga are not one.
    #expect(ucum.entries(for: "g/L").map(\.code.text) == ["g/L"] && ucum.entries(for: "MG").isEmpty)
  }

  @Test("have a response of each kind, and words of a response that are one")
  func responses() {
    let snomed = CodeTables.table(.snomed)
    let words = snomed.entries.filter { $0.kind == .response }.map(\.word)
    #expect(words == ["CR", "PR", "SD", "PD"])
    for word in words { #expect(Response(rawValue: word) != nil) }
    for entry in snomed.entries where entry.kind == .intent {
      // Two intents of procedures are none of therapies.
      #expect(
        Intent(rawValue: entry.word) != nil || ["diagnostic", "supportive"].contains(entry.word), "\(entry.word)")
    }
    // No terms of SNOMED CT are shipped.
    #expect(snomed.entries.allSatisfy { $0.title == nil })
  }

  // MARK: published examples

  private struct Coding { var system: String, code: String }

  private static func codings(_ object: Any) -> [Coding] {
    if let list = object as? [Any] { return list.flatMap(codings) }
    guard let map = object as? [String: Any] else { return [] }
    var own: [Coding] = []
    if let system = map["system"] as? String, let code = map["code"] as? String {
      own.append(Coding(system: system, code: code))
    }
    return own + map.values.flatMap(codings)
  }

  /// What is in the examples and not in the tables, since no record of ours has a word for it.
  private static let beyond: Set = [
    // niraparib; local excision in the liver and salpingectomy, of which only examples with other titles were found; profiles of mCODE before STU4; a diagnostic method.
    "L01XK02", "5-501", "5-661", "88040-1", "252416005",
  ]

  @Test("know the codes of published examples")
  func examples() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    var known = 0
    for file in files {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent(file)))
      for coding in Self.codings(object) {
        guard let table = CodeTables.all.first(where: { $0.address == coding.system }) else { continue }
        switch table.find(coding.code) {
        case .known: known += 1
        case .unknown: #expect(Self.beyond.contains(coding.code), "\(file): \(coding.system) \(coding.code)")
        case .malformed(let error): Issue.record("\(file): \(coding.code) \(error)")
        }
      }
    }
    // Counted by hand: ATC 4 (paclitaxel, carboplatin twice, gemcitabine), OPS 3, SNOMED CT 4.
    #expect(known == 11)
  }

  /// The map of the MII from the judgements of oBDS to SNOMED CT, element by element.
  @Test("give the judgements of oBDS their responses")
  func judgements() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let file = folder.appendingPathComponent("ConceptMap-mii-cm-onko-verlauf-gesamtbeurteilung-sct.json")
    let map = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let elements = (map["group"] as? [[String: Any]] ?? []).flatMap { $0["element"] as? [[String: Any]] ?? [] }
    var words: [String: String] = [:]
    for element in elements {
      guard let code = element["code"] as? String,
        let target = (element["target"] as? [[String: Any]])?.first?["code"] as? String
      else { continue }
      words[code] = CodeTables.table(.snomed)[target]?.word
    }
    // V complete, T partial, K no change, P progression: as oBDS defines them.
    #expect(words["V"] == "CR" && words["T"] == "PR" && words["K"] == "SD" && words["P"] == "PD")
    #expect(words["B"] == "minimal response" && words["Y"] == "recurrence" && words["D"] == nil)
  }
}
