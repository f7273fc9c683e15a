// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension OMOPPatient {
  /// A measurement: what modifies a tumour, a metastasis, a laboratory value or a performance status of the tables, or a line of a note.
  mutating func readMeasurement(_ row: FHIRElement) {
    if let mark = mark(row), readOwn(row, mark) { return }
    if let found = danglingEvent(row) { return refuse(row, found, expected: "a row of the same person") }
    if row.peek("measurement_concept_id") == OMOPConcepts.metastasis { return readMetastasis(row) }
    if mark(row) == nil {
      if let found = measurementContradiction(row) { return refuse(row, found.found, expected: found.expected) }
      if let doubt = measurementDoubt(row) {
        outcome.warnings.append(Misfit(row.place(record), "\(doubt): it stands in a note"))
        return keepMeasurement(row)
      }
    }
    if readPerformance(row) || readLaboratory(row) { return }
    if let code = loinc(row).first(where: { ["89247-1", "89243-0"].contains($0) }), row.has("value_as_number") {
      let number = row.peek("value_as_number") ?? ""
      outcome.warnings.append(
        Misfit(
          row.place(record), "\(ProblemLog.quoted(number)) for a performance status (\(code)): it stands in a note",
          expected: code == "89247-1" ? "0 to 4" : "0 to 100, in tens"))
    }
    keepMeasurement(row)
  }

  /// A measurement as it stands, in the note of what it modifies, else among others.
  private mutating func keepMeasurement(_ row: FHIRElement) {
    if let tumour = modified(row) {
      let words = row.children.filter(\.isOpen).map { "\($0.name) \(files.concepts[$0.text]?.name ?? $0.text)" }
      let leaves = row.rest(in: record)
      guard let first = leaves.first else { return }
      return note(
        first, on: tumour, others: Array(leaves.dropFirst()), label: key(row) ?? row.name,
        as: words.joined(separator: ", "))
    }
    let isKnown = loinc(row).contains { CodeTables.table(.loinc)[$0] != nil }
    let name = name(row, "measurement_concept_id") ?? row.peek("measurement_source_value") ?? ""
    keepOther(row, "measurements", meaning: row.has("value_as_number") && !isKnown ? Self.keyless(name) : nil)
  }

  /// The entry of the condition or procedure that a measurement modifies.
  private func modified(_ row: FHIRElement) -> Int? {
    guard let event = row.peek("measurement_event_id") else { return nil }
    switch row.peek("meas_event_field_concept_id") {
    case OMOPConcepts.conditionID: return entryOf["CONDITION_OCCURRENCE \(event)"]
    case OMOPConcepts.procedureID: return entryOf["PROCEDURE_OCCURRENCE \(event)"]
    default: return nil
    }
  }

  private mutating func readMetastasis(_ row: FHIRElement) {
    let isOwn = mark(row) != nil
    // A value that nobody understands may say that there is none.
    if !isOwn, let doubt = metastasisDoubt(row) {
      outcome.warnings.append(Misfit(row.place(record), "\(doubt): no metastases are stated, it stands in a note"))
      return keepMeasurement(row)
    }
    let entry = made("metastases", row)
    let concept = row.leaf("measurement_concept_id", in: record)
    for name in ["value_as_concept_id", "operator_concept_id"] {
      used(row.leaf(name, in: record), "that there is a metastasis")
    }
    if !isOwn, OMOPWords.isYes(row.peek("value_source_value") ?? "") {
      used(row.leaf("value_source_value", in: record), "that there is a metastasis")
    }
    if let leaf = row.leaf("value_source_value", in: record) {
      used(concept, "that it is a metastasis")
      var value = PatientDraft.Value(
        texts: [leaf.raw], isList: true, place: leaf.place, raw: leaf.raw, meaning: "metastases of metastases")
      if let place = draft.entries[entry].values.firstIndex(where: { $0.key == "metastases" }) {
        value.texts = draft.entries[entry].values[place].value.texts + value.texts
        value.others =
          [draft.entries[entry].values[place].value.place] + draft.entries[entry].values[place].value.others
        draft.entries[entry].values[place].value = value
      } else {
        state("metastases", value, of: entry)
      }
    } else {
      state("metastases", ["site not stated"], of: entry, concept)
    }
    let isAgain = draft.entries[entry].values.contains { $0.key == "when" }
    if isAgain, let leaf = row.leaf("measurement_date", in: record) {
      used(leaf, "the day of the metastases, again")
    } else {
      stateTime("when", row, "measurement_date", entry)
    }
    if isOwn || modified(row) != nil {
      for name in ["measurement_event_id", "meas_event_field_concept_id"] {
        used(row.leaf(name, in: record), "the tumour that it is of")
      }
    }
    finish(row, entry)
  }

  /// The codes by which a measurement is named: of the source, and of the vocabulary.
  func loinc(_ row: FHIRElement) -> [String] {
    [row.peek("measurement_source_value")].compactMap { $0 }
      + codes(row, "measurement_source_concept_id", "measurement_concept_id").filter { $0.vocabulary == "LOINC" }.map(
        \.code)
  }

  func unit(_ row: FHIRElement) -> String? {
    codes(row, "unit_source_concept_id", "unit_concept_id").first { $0.vocabulary == "UCUM" }?.code
      ?? row.peek("unit_source_value")
  }

  private mutating func readPerformance(_ row: FHIRElement) -> Bool {
    let codes = loinc(row)
    guard let number = row.peek("value_as_number").flatMap({ PhenopacketSchema.whole($0) }), isExact(row) else {
      return false
    }
    let word: String
    if codes.contains("89247-1"), (0...4).contains(number) {
      word = "ECOG \(number)"
    } else if codes.contains("89243-0"), (0...100).contains(number), number % 10 == 0 {
      word = "Karnofsky \(number) %"
    } else {
      return false
    }
    let entry = made("performance status", row)
    let leaves = [
      "value_as_number", "measurement_source_value", "measurement_concept_id", "measurement_source_concept_id",
      "operator_concept_id",
    ].filter { isOfCode($0, row) }.compactMap { row.leaf($0, in: record) }
    state("performance status", [word], of: entry, leaves.first, others: Array(leaves.dropFirst()))
    stateTime("when", row, "measurement_date", entry)
    finish(row, entry)
    return true
  }

  private func isExact(_ row: FHIRElement) -> Bool {
    [nil, OMOPConcepts.none, OMOPConcepts.equal].contains(row.peek("operator_concept_id"))
  }

  private mutating func readLaboratory(_ row: FHIRElement) -> Bool {
    let isBelow = row.peek("operator_concept_id") == OMOPConcepts.less
    guard let known = loinc(row).compactMap({ CodeTables.table(.loinc)[$0] }).first(where: { $0.kind == .analyte }),
      let analyte = Analyte(named: known.word)
    else { return false }
    guard let amount = row.peek("value_as_number"), let text = PhenopacketPatient.number(amount),
      let count = Double(text), count >= 0, isExact(row) || isBelow, let code = unit(row),
      let unit = UnitWords.unit(code)
    else {
      let said = [row.peek("value_as_number") ?? row.peek("value_source_value"), unit(row)].compactMap { $0 }
      if !said.isEmpty {
        outcome.warnings.append(
          Misfit(
            row.place(record),
            "\(ProblemLog.quoted(said.joined(separator: " "))) for \(known.word), which is read in no such form: it stands in a note",
            expected: "`value_as_number` with a unit of UCUM"))
      }
      return false
    }
    guard unit.property == known.property else {
      outcome.warnings.append(
        Misfit(
          row.place(record),
          "\(ProblemLog.quoted(code)), in which no \(known.word) of the code \(known.code.text) is measured: it stands in a note",
          expected: "a unit of \(known.property ?? "the code"), or the code of what was measured in \(code)"))
      return false
    }
    do throws(LaboratoryProblem) { _ = try analyte.canonical(count, unit: unit.word) } catch {
      outcome.warnings.append(Misfit(row.place(record), "\(error): it stands in a note"))
      return false
    }
    let entry = made("lab", row)
    let names = ["measurement_source_value", "measurement_concept_id", "measurement_source_concept_id"].filter {
      isOfCode($0, row)
    }.compactMap { row.leaf($0, in: record) }
    state("lab", [known.word], of: entry, names.first, others: Array(names.dropFirst()), codes: [known.code])
    let values = [
      "value_as_number", "unit_source_value", "unit_concept_id", "unit_source_concept_id", "operator_concept_id",
      "value_source_value",
    ].filter { isOfCode($0, row) }.compactMap { row.leaf($0, in: record) }
    state(
      "value", ["\(isBelow ? "<" : "")\(text) \(unit.word)"], of: entry, values.first, others: Array(values.dropFirst())
    )
    stateTime("when", row, "measurement_date", entry)
    draft.entries[entry].moment = row.peek("measurement_datetime")
    for name in ["range_low", "range_high"] {
      leaveOut(row.leaf(name, in: record), "the range of the laboratory, and not of the patient")
    }
    finish(row, entry)
    return true
  }

  /// What this program wrote of an entry that has no row of its own: an assessment, or what is said of a tumour.
  private mutating func readOwn(_ row: FHIRElement, _ mark: OMOPLinks.Mark) -> Bool {
    switch mark.kind {
    case "assessment":
      let entry = made("assessment", row)
      if let leaf = row.leaf("measurement_source_value", in: record) {
        let words = leaf.raw == "assessment" ? Silence.notStated : leaf.raw
        state("assessment", [words], of: entry, leaf)
      }
      if let leaf = row.leaf("value_source_value", in: record) { state("response", [leaf.raw], of: entry, leaf) }
      stateTime("when", row, "measurement_date", entry)
      finish(row, entry)
      return true
    case "modifier":
      guard let entry = modified(row), let key = row.leaf("measurement_source_value", in: record),
        let value = row.leaf("value_source_value", in: record)
      else { return false }
      state(key.raw, [value.raw], of: entry, value, others: [key])
      for child in row.children where child.isOpen {
        guard let leaf = child.own(in: record) else { continue }
        used(leaf, "what it is said of")
      }
      return true
    default: return false
    }
  }
}
