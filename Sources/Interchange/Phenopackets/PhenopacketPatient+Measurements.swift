// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension PhenopacketPatient {
  /// A measurement: performance status, weight and height, a laboratory value of the tables, or a line in a note.
  mutating func readMeasurement(_ own: Own) {
    if own.mark?.kind == "assessment" { return readAssessment(own) }
    if readPerformance(own) || readSize(own) || readLaboratory(own) { return }
    tellStatus(own.element)
    let assay = own.element.child("assay")?.peekTerm.wordsAndCode ?? ""
    let leaves = own.element.child("assay")?.rest(in: record) ?? []
    keepOther(own.element, "measurements", head: assay, leaves)
  }

  /// The number of a measurement with its unit of UCUM; nil for any other value.
  private static func quantity(_ element: FHIRElement) -> (element: FHIRElement, number: String, unit: String)? {
    guard let quantity = element.child("value")?.child("quantity"), let number = quantity.peek("value"),
      let unit = quantity.child("unit")?.peekTerm.code(of: PhenopacketTerm.ucum)
    else { return nil }
    return (quantity, number, unit)
  }

  /// The values of an assay and a quantity, the number first; a range of reference is left out.
  private mutating func leaves(_ element: FHIRElement, _ quantity: FHIRElement) -> [Leaf] {
    leaveOutRest(of: quantity.child("referenceRange"), "the range of the laboratory, and not of the patient")
    let number = quantity.leaf("value", in: record)
    return [number].compactMap { $0 } + quantity.rest(in: record) + (element.child("assay")?.rest(in: record) ?? [])
  }

  /// A performance status that is none of its scale stands in a note, and is told.
  private mutating func tellStatus(_ element: FHIRElement) {
    guard let code = element.child("assay")?.peekTerm.code(of: PhenopacketTerm.loinc),
      ["89247-1", "89243-0"].contains(code), let value = element.child("value")
    else { return }
    outcome.warnings.append(
      Misfit(
        element.place(record),
        "\(ProblemLog.quoted(Self.words(value))) for a performance status (\(code)): it stands in a note",
        expected: code == "89247-1" ? "0 to 4 in `{score}`" : "0 to 100, in tens"))
  }

  private mutating func readPerformance(_ own: Own) -> Bool {
    let element = own.element
    let code = element.child("assay")?.peekTerm.code(of: PhenopacketTerm.loinc)
    guard let quantity = Self.quantity(element), let number = PhenopacketSchema.whole(quantity.number) else {
      return false
    }
    let word: String
    switch code {
    case "89247-1" where (0...4).contains(number) && ["{score}", "1"].contains(quantity.unit): word = "ECOG \(number)"
    case "89243-0"
    where (0...100).contains(number) && number % 10 == 0 && ["{score}", "1", "%"].contains(quantity.unit):
      word = "Karnofsky \(number) %"
    default: return false
    }
    let entry = made("performance status", own)
    let leaves = leaves(element, quantity.element)
    state("performance status", [word], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    stateTime("when", element.child("timeObserved"), entry, isOwn: own.isOwn)
    finish(element, entry)
    return true
  }

  private mutating func readSize(_ own: Own) -> Bool {
    let element = own.element
    let keys = ["29463-7": ("weight", "kg"), "8302-2": ("height", "cm")]
    guard let code = element.child("assay")?.peekTerm.code(of: PhenopacketTerm.loinc), let (key, unit) = keys[code],
      let quantity = Self.quantity(element), quantity.unit == unit, let number = Self.number(quantity.number)
    else { return false }
    let when = element.child("timeObserved").map(Self.words) ?? ""
    var all = leaves(element, quantity.element)
    all += element.rest(in: record)
    sizes.append(
      GatheredSize(
        key: key, text: "\(number) \(unit)", leaves: all,
        words: [when, key].filter { !$0.isEmpty }.joined(separator: ", "), place: element.place(record)))
    return true
  }

  /// A laboratory value of the tables, in a unit of UCUM that the table has.
  private mutating func readLaboratory(_ own: Own) -> Bool {
    let element = own.element
    guard let known = element.child("assay")?.peekTerm.entry(.loinc, PhenopacketTerm.loinc), known.kind == .analyte,
      let quantity = Self.quantity(element), let unit = CodeTables.table(.ucum)[quantity.unit],
      unit.property == known.property, let text = Self.number(quantity.number), let count = Double(text), count >= 0,
      let analyte = Analyte(named: known.word)
    else { return false }
    do throws(LaboratoryProblem) { _ = try analyte.canonical(count, unit: unit.word) } catch {
      outcome.warnings.append(Misfit(quantity.element.place(record), "\(error): it stands in a note"))
      return false
    }
    let entry = made("lab", own)
    let assay = element.child("assay")?.term(in: record)
    if let assay, let first = assay.leaves.first {
      state("lab", [known.word], of: entry, first, others: Array(assay.leaves.dropFirst()), codes: [known.code])
    }
    let leaves = leaves(element, quantity.element)
    state("value", ["\(text) \(unit.word)"], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    stateTime("when", element.child("timeObserved"), entry, isOwn: own.isOwn)
    finish(element, entry)
    return true
  }

  /// An assessment that this program wrote.
  private mutating func readAssessment(_ own: Own) {
    let element = own.element
    let entry = made("assessment", own)
    for leaf in element.child("assay")?.rest(in: record) ?? [] { used(leaf, "that it is an assessment of the tumour") }
    let procedure = element.child("procedure")?.child("code")
    if procedure != nil {
      stateTerm("assessment", procedure, entry, withCode: false)
    } else {
      state("assessment", [Silence.notStated], of: entry, nil)
    }
    if let value = element.child("value")?.child("ontologyClass") {
      if value.peek("label") == Silence.notStated {
        for leaf in value.rest(in: record) { leaveOut(leaf, "that no response is recorded") }
      } else {
        stateTerm("response", value, entry, withCode: false)
      }
    }
    if let leaf = element.leaf("description", in: record) { state("finding", [leaf.raw], of: entry, leaf) }
    stateTime("when", element.child("timeObserved"), entry, isOwn: true)
    finish(element, entry)
  }
}
