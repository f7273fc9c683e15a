// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

extension OMOPPatient {
  // MARK: episodes

  /// An episode: the regimen of a treatment becomes a therapy with its drugs; a phase of the disease that the vocabulary names an assessment in words; the first occurrence says which condition is the tumour.
  mutating func readEpisode(_ row: FHIRElement) {
    let concept = row.peek("episode_concept_id")
    let name = name(row, "episode_concept_id")
    let events = links.events[row.peek("episode_id") ?? ""] ?? []
    if concept == OMOPConcepts.regimen { return readRegimen(row, events) }
    if concept == OMOPConcepts.firstOccurrence || name == "Disease First Occurrence" {
      let conditions = events.filter { $0.field == OMOPConcepts.conditionID }
      guard conditions.contains(where: { entryOf["CONDITION_OCCURRENCE \($0.id)"] != nil }) else {
        let entry = made("diagnosis", row)
        if let leaf = row.leaf("episode_source_value", in: record) { offerHistology(leaf, rank: 5, entry) }
        stateTime("when", row, "episode_start_date", entry)
        return finish(row, entry)
      }
      for leaf in row.rest(in: record) { used(leaf, "which condition is the first occurrence of the disease") }
      return
    }
    let phases = ["Disease Progression", "Disease Recurrence", "Disease Remission", "Stable Disease"]
    guard let name, phases.contains(name), let leaf = row.leaf("episode_concept_id", in: record) else {
      return keepOther(row, "episodes")
    }
    let entry = made("assessment", row)
    state("assessment", [Silence.notStated], of: entry, nil)
    state("finding", [name.lowercased()], of: entry, leaf)
    outcome.warnings.append(
      Misfit(
        leaf.place,
        "the episode *\(name)* is a finding in words, and no response by criteria: it is no progression that is counted"
      ))
    stateTime("when", row, "episode_start_date", entry)
    finish(row, entry)
  }

  private mutating func readRegimen(_ row: FHIRElement, _ events: [(field: String, id: String)]) {
    let exposures = events.filter { $0.field == OMOPConcepts.drugExposureID }.compactMap {
      byKey["DRUG_EXPOSURE \($0.id)"]
    }
    let source = row.peek("episode_source_value")
    let isOwn = mark(row) != nil
    let named = source.flatMap { isOwn ? $0 : PhenopacketPatient.drugs($0) }
    guard !exposures.isEmpty || named != nil || events.isEmpty && isOwn else {
      // Operations and radiotherapies are regimens too.
      return keepOther(row, "episodes of treatment")
    }
    let entry = made("therapy", row)
    used(row.leaf("episode_concept_id", in: record), "that it is the regimen of a treatment")
    var drugs: [String] = []
    var leaves: [Leaf] = []
    for exposure in exposures {
      let drug = drug(exposure)
      with(exposure) { patient in
        patient.leaveOutSystemOf(exposure)
        let leaf =
          exposure.leaf("drug_source_value", in: patient.record) ?? exposure.leaf("drug_concept_id", in: patient.record)
        if let leaf { leaves.append(leaf) }
        for child in exposure.children where child.isOpen {
          guard let leaf = child.own(in: patient.record) else { continue }
          if isOwn, ["drug_exposure_start_date", "drug_exposure_end_date", "stop_reason"].contains(child.name) {
            patient.used(leaf, "what its episode says too")
          } else {
            patient.note(leaf, on: entry, label: "\(patient.key(exposure) ?? "exposure") \(child.name)")
          }
        }
      }
      if let drug, !drugs.contains(drug) { drugs.append(drug) }
    }
    if let named, drugs.isEmpty || isOwn, let leaf = row.leaf("episode_source_value", in: record) {
      leaves.insert(leaf, at: 0)
      drugs = [named]
    }
    if let first = leaves.first, !drugs.isEmpty {
      state("therapy", [drugs.joined(separator: " + ")], of: entry, first, others: Array(leaves.dropFirst()))
    } else {
      state("therapy", [Silence.notStated], of: entry, nil)
      note(leaves, on: entry, label: "drugs")
    }
    stateTime("when", row, "episode_start_date", entry)
    stateTime("ends", row, "episode_end_date", entry)
    if let leaf = row.leaf("episode_number", in: record) {
      if let number = Int(leaf.raw), (1...30).contains(number), row.peek("episode_parent_id") == nil || isOwn {
        state("line", ["\(number)"], of: entry, leaf)
      } else {
        note(leaf, on: entry)
      }
    }
    if let stated = key(row).flatMap({ links.marks[$0]?.first { $0.key == "stopped for" } })?.stated {
      state("stopped for", [stated.raw], of: entry, Leaf(raw: stated.raw, place: row.place(record)), isSecond: true)
    }
    finish(row, entry)
  }

  // MARK: drugs

  /// The name of a drug: of the vocabulary, else of the source, else its concept.
  private func drug(_ row: FHIRElement) -> String? {
    let words = name(row, "drug_concept_id") ?? name(row, "drug_source_concept_id") ?? row.peek("drug_source_value")
    return words.map { BuiltInLibrary.generic($0) ?? $0 } ?? row.peek("drug_concept_id").map { "concept \($0)" }
  }

  /// An exposure that no episode has: of which therapy it is, nobody says.
  mutating func readDrug(_ row: FHIRElement) {
    if let drug = drug(row), FHIRPatient.isAntineoplastic(drug) {
      loose[drug, default: (0, row.place(record))].count += 1
    }
    keepOther(row, "drug exposures")
  }

  // MARK: procedures

  mutating func readProcedure(_ row: FHIRElement) {
    let own = mark(row)
    let mark = own.flatMap { ["surgery", "biopsy", "ablation", "radiotherapy"].contains($0.kind) ? $0 : nil }
    let surgery = codes(row, "procedure_source_concept_id", "procedure_concept_id").contains { vocabulary, code in
      vocabulary == "SNOMED" && CodeTables.table(.snomed)[code]?.word == "surgery"
    }
    guard let kind = mark?.kind ?? (surgery ? "surgery" : name(row, "procedure_concept_id") != nil ? "event" : nil)
    else {
      return keepOther(row, "procedures")
    }
    let entry = made(kind, row, stem: kind == "event" ? "procedure" : nil)
    if mark == nil {
      let words = name(row, "procedure_concept_id") ?? Silence.notStated
      let leaf = row.leaf("procedure_concept_id", in: record)
      state(kind, [words], of: entry, leaf)
    } else if let leaf = row.leaf("procedure_source_value", in: record) {
      let words = leaf.raw == kind ? (kind == "radiotherapy" ? Silence.notStated : "true") : leaf.raw
      state(kind, [words], of: entry, leaf)
    }
    stateTime("when", row, "procedure_date", entry)
    if mark?.kind == "radiotherapy" {
      stateTime("ends", row, "procedure_end_date", entry)
      if let leaf = row.leaf("quantity", in: record) { state("fractions", [leaf.raw], of: entry, leaf) }
    }
    finish(row, entry)
  }

  /// What is of the database in a row that is read with another one.
  mutating func leaveOutSystemOf(_ row: FHIRElement) {
    for child in row.children where child.isOpen {
      let isKey = child.name.hasSuffix("_id") && !child.name.hasSuffix("concept_id")
      if isKey || child.name.hasSuffix("type_concept_id") {
        leaveOut(child.own(in: record), "it is of the database, and not of the patient")
      } else if child.name.hasSuffix("concept_id"), child.text == OMOPConcepts.none {
        leaveOut(child.own(in: record), "0 is no concept")
      } else if child.name.hasSuffix("_datetime") {
        leaveOut(child.own(in: record), "a time of the day, which stands beside it")
      }
    }
  }
}
