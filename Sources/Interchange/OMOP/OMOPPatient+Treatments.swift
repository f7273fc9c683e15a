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
    if isFirstOccurrence(row) {
      let conditions = events.filter { $0.field == OMOPConcepts.conditionID }
      guard conditions.contains(where: { entryOf["CONDITION_OCCURRENCE \($0.id)"] != nil }) else {
        // A condition that was not read is no tumour by its episode.
        if !conditions.isEmpty { return keepOther(row, "episodes") }
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
    if !isOwn, let source,
      let why = DrugWords.deny(source)
        ? "which may not say that it was given" : FactWords.objection(toTreatment: source)
    {
      return refuse(row, "\(ProblemLog.quoted(source)), \(why)", expected: "the name of a regimen that was given")
    }
    let words = source.flatMap { isOwn ? nil : PhenopacketPatient.drugs($0) }
    let named = isOwn ? source : words?.drugs
    guard !exposures.isEmpty || named != nil || events.isEmpty && isOwn else {
      // Operations and radiotherapies are regimens too.
      return keepOther(row, "episodes of treatment")
    }
    let entry = made("therapy", row)
    used(row.leaf("episode_concept_id", in: record), "that it is the regimen of a treatment")
    var drugs: [String] = []
    var leaves: [Leaf] = []
    for exposure in exposures {
      let drug = drug(exposure, isOwn: isOwn)
      with(exposure) { patient in
        patient.leaveOutSystemOf(exposure)
        if let fault = drug.fault {
          return patient.refuse(exposure, fault, expected: "one drug, with its dose at most")
        }
        // What says more than a name stands in the note, where nothing of it is lost.
        for column in drug.columns {
          if let leaf = exposure.leaf(column, in: patient.record) { leaves.append(leaf) }
        }
        for child in exposure.children where child.isOpen {
          guard let leaf = child.own(in: patient.record) else { continue }
          if isOwn, ["drug_exposure_start_date", "drug_exposure_end_date", "stop_reason"].contains(child.name) {
            patient.used(leaf, "what its episode says too")
          } else {
            patient.note(leaf, on: entry, label: "\(patient.key(exposure) ?? "exposure") \(child.name)")
          }
        }
      }
      if let name = drug.name, drug.fault == nil, !drugs.contains(name) { drugs.append(name) }
    }
    if let named, drugs.isEmpty || isOwn {
      drugs = [named]
      if words?.saysMore == true {
        note(row.leaf("episode_source_value", in: record), on: entry)
      } else if let leaf = row.leaf("episode_source_value", in: record) {
        leaves.insert(leaf, at: 0)
      }
    }
    if !drugs.isEmpty {
      state(
        "therapy", [drugs.joined(separator: " + ")], of: entry,
        leaves.first ?? Leaf(raw: drugs.joined(separator: " + "), place: row.place(record)),
        others: Array(leaves.dropFirst()), isSecond: leaves.isEmpty)
    } else {
      state("therapy", [Silence.notStated], of: entry, nil)
      note(leaves, on: entry, label: "drugs")
    }
    stateTime("when", row, "episode_start_date", entry)
    stateTime("ends", row, "episode_end_date", entry)
    if let leaf = row.leaf("episode_number", in: record) {
      if let number = PhenopacketSchema.whole(leaf.raw), (1...30).contains(number), isOwn || isOfDisease(row) {
        state("line", ["\(number)"], of: entry, leaf)
        used(row.leaf("episode_parent_id", in: record), "the disease that a treatment is of")
      } else {
        // Within another treatment it may count cycles.
        outcome.warnings.append(
          Misfit(
            leaf.place,
            "\(ProblemLog.quoted(leaf.raw)), which nobody says is the number of a line: it stands in a note",
            expected: "1 to 30, in an episode of its own or in that of a disease"))
        note(leaf, on: entry)
      }
    }
    if let stated = key(row).flatMap({ links.marks[$0]?.first { $0.key == "stopped for" } })?.stated {
      state("stopped for", [stated.raw], of: entry, Leaf(raw: stated.raw, place: row.place(record)), isSecond: true)
    }
    finish(row, entry)
  }

  /// Whether a treatment is counted among those of a disease: it is within no other episode, or within that of a disease.
  private func isOfDisease(_ row: FHIRElement) -> Bool {
    guard let number = row.peek("episode_parent_id") else { return true }
    guard let parent = byKey["EPISODE \(number)"] else { return false }
    return isFirstOccurrence(parent) || name(parent, "episode_concept_id") == "Disease Episode"
  }

  // MARK: drugs

  /// The drug of an exposure, the columns that say it and nothing else, and why none is read.
  private struct ExposedDrug {
    var name: String?
    var columns: [String] = []
    var fault: String?
  }

  /// Whether a quantity is one of nothing.
  private static func isNothing(_ quantity: String?) -> Bool { quantity.flatMap(Double.init) == 0 }

  /// The name of a drug: of the vocabulary, else of the source, else its concept. What they say differently, and what a source says beside a name, makes none.
  private func drug(_ row: FHIRElement, isOwn: Bool) -> ExposedDrug {
    let source = row.peek("drug_source_value")
    if isOwn, let source { return ExposedDrug(name: source, columns: ["drug_source_value"]) }
    let concepts = ["drug_concept_id", "drug_source_concept_id"].compactMap { column in
      name(row, column).map { (column: column, words: $0, drug: DrugWords($0).drug ?? BuiltInLibrary.generic($0)) }
    }
    let own = source.map { DrugWords($0) }
    if let quantity = row.peek("quantity").flatMap(Double.init), quantity <= 0 {
      return ExposedDrug(fault: "a quantity of \(row.peek("quantity") ?? ""), which says that nothing was given")
    }
    if let reason = [row.peek("stop_reason"), row.peek("sig")].compactMap({ $0 }).first(where: {
      FactWords.sayNotGiven($0) || ChartAssertion.isRetracted($0)
    }) {
      return ExposedDrug(fault: "\(ProblemLog.quoted(reason)), which says that nothing was given")
    }
    if own == .doubtful {
      return ExposedDrug(fault: "\(ProblemLog.quoted(source ?? "")), which may not say that the drug was given")
    }
    // Of words that nobody knows whole, the drugs that they name must agree too.
    let named = own == .other ? DrugWords.mentioned(in: source ?? "") : []
    let known = concepts.compactMap(\.drug) + [own?.drug].compactMap { $0 } + named
    for (place, one) in known.enumerated() {
      if let other = known[(place + 1)...].first(where: { !DrugWords.agree(one, $0) }) {
        return ExposedDrug(fault: "\(one) beside \(other) in one exposure")
      }
    }
    var found = ExposedDrug()
    switch own {
    case .name(let name):
      found.name = name
      found.columns = ["drug_source_value"]
    case .described(let name): found.name = name
    case .other where concepts.isEmpty:
      found.name = source
      found.columns = ["drug_source_value"]
    default: break
    }
    // The vocabulary knows it best; a clinical drug (`doxorubicin 2 MG/ML`) says more than the name and stays in the note.
    if let concept = concepts.first {
      found.name = concept.drug ?? concept.words
      if concept.drug == nil { found.columns = [] }
      found.columns += concepts.filter { $0.drug == nil || DrugWords($0.words) == .name($0.drug ?? "") }.map(\.column)
    }
    if found.name == nil, let concept = row.peek("drug_concept_id"), concept != OMOPConcepts.none {
      found.name = "concept \(concept)"
      found.columns = ["drug_concept_id"]
    }
    return found
  }

  /// An exposure that no episode has: of which therapy it is, nobody says.
  mutating func readDrug(_ row: FHIRElement) {
    let source = row.peek("drug_source_value") ?? ""
    if let drug = drug(row, isOwn: false).name ?? (DrugWords.nameDrugOfCancer(source) ? source : nil),
      FHIRPatient.isAntineoplastic(drug) || DrugWords.nameDrugOfCancer(drug)
    {
      loose[drug, default: (0, row.place(record))].count += 1
    }
    keepOther(row, "drug exposures")
  }

  // MARK: procedures

  mutating func readProcedure(_ row: FHIRElement) {
    let own = mark(row)
    if own == nil {
      let denied = [row.peek("procedure_source_value"), name(row, "procedure_concept_id")].compactMap { $0 }
        .first(where: { FactWords.objection(toTreatment: $0) != nil })
      if let words = denied ?? (Self.isNothing(row.peek("quantity")) ? "a quantity of 0" : nil) {
        return refuse(
          row, "\(ProblemLog.quoted(words)), which says that it was not done", expected: "a procedure that was done")
      }
    }
    let said =
      [row.peek("procedure_source_value")].compactMap { $0 }
      + ["procedure_concept_id", "procedure_source_concept_id"].compactMap { name(row, $0) }
    if own == nil, let (one, other) = ProcedureWords.disagreement(said) {
      return refuse(
        row, "\(ProblemLog.quoted(one)) beside \(ProblemLog.quoted(other)) for one procedure",
        expected: "codes and words of one kind of procedure")
    }
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
