// SPDX-License-Identifier: Apache-2.0

import Codes
import Exchange
import Notation
import Plain

extension CDISCSubject {
  // MARK: medical history

  /// The tumour, of a category that says so; everything else is a comorbidity. A date of diagnosis (`MHEVDTYP`) alone can be of any disease.
  mutating func readHistory(_ row: CDISCRow) {
    let category = (row.peek("MHCAT") ?? "").uppercased()
    if !CDISCTerms.diagnoses.contains(category), CDISCTerms.isOfTumour(category) {
      return readSpread(row, isMetastatic: category.contains("METASTA"))
    }
    guard CDISCTerms.diagnoses.contains(category) else { return readComorbidity(row) }
    let entry = entry("diagnosis", key: nil, stem: "diagnosis", order: "", at: row.place)
    if let leaf = row.leaf("MHTERM") { offerHistology(leaf, rank: 1, entry) }
    for leaf in [row.leaf("MHCAT"), row.leaf("MHEVDTYP")] { used(leaf, "that it is the tumour") }
    if let leaf = row.leaf("MHLOC") { state("site", [leaf.raw.lowercased()], of: entry, leaf) }
    if let date = stateDate("when", row, "STDTC", day: "STDY", entry)?.date {
      diagnosed[entry, default: []].append(date)
    }
    finish(row, entry)
  }

  /// Metastases where their organ is stated; what else is of the course of the tumour stands in a note, and is told: no other disease is meant.
  private mutating func readSpread(_ row: CDISCRow, isMetastatic: Bool) {
    guard isMetastatic, let place = row.leaf("MHLOC") else {
      outcome.warnings.append(
        Misfit(
          row.place, "\(ProblemLog.quoted(row.peek("MHCAT") ?? "")): it is no other disease, and stands in a note",
          expected: isMetastatic ? "MHLOC, the organ of the metastases" : "the course of the tumour in RS, TU and TR"))
      return keepOther(row)
    }
    let entry = entry("metastases", key: nil, stem: "metastases", order: "", at: row.place)
    state("metastases", [place.raw.lowercased()], of: entry, place)
    used(row.leaf("MHCAT"), "that it is of the tumour")
    stateTimes(row, entry, lasts: true)
    finish(row, entry)
  }

  /// Another disease, in words with everything that is said of it.
  private mutating func readComorbidity(_ row: CDISCRow) {
    let (term, name) = (row.leaf("MHTERM"), row.leaf("MHDECOD"))
    guard let first = name ?? term else { return keepOther(row) }
    var words = first.raw
    if let term, term.raw != first.raw { words += " (\(term.raw))" }
    let rest = row.rest() + Self.names(of: row).flatMap { qualifiers[$0] ?? [] }.flatMap { $0.rest() }
    if !rest.isEmpty { words += ", " + Self.words(rest) }
    var value = PatientDraft.Value(
      texts: [words], isList: true, place: first.place, raw: first.raw, meaning: "comorbidity")
    value.others = ([term].compactMap { $0 }.filter { $0 != first } + rest).map(\.place)
    comorbidity(value, names: [term?.raw, name?.raw, row.peek("MHCAT")].compactMap { $0 })
  }

  // MARK: procedures

  mutating func readProcedure(_ row: CDISCRow) {
    let words = [row.peek("PRCAT"), row.peek("PRSCAT"), row.peek("PRDECOD"), row.peek("PRTRT")].compactMap {
      $0?.uppercased()
    }
    func says(_ parts: String...) -> Bool { words.contains { word in parts.contains { word.contains($0) } } }
    for said in [row.peek("PRTRT"), row.peek("PRDECOD")].compactMap({ $0 }) {
      guard let why = FactWords.objection(toTreatment: said) else { continue }
      return tellRest(
        row, "\(ProblemLog.quoted(said)), \(why)",
        expected: "a procedure that was done; `PROCCUR` `N` for one that was not")
    }
    let named = [row.peek("PRCAT"), row.peek("PRSCAT"), row.peek("PRTRT"), row.peek("PRDECOD")].compactMap { $0 }
    if let (one, other) = ProcedureWords.disagreement(named) {
      return tellRest(
        row, "\(ProblemLog.quoted(one)) beside \(ProblemLog.quoted(other)) for one procedure",
        expected: "a category and words of one kind of procedure")
    }
    let kind =
      says("RADIOTHERAPY", "RADIATION", "IRRADIATION")
      ? "radiotherapy"
      : says("BIOPSY")
        ? "biopsy"
        : says("ABLATION") ? "ablation" : says("SURGERY", "SURGICAL", "RESECTION", "ECTOMY") ? "surgery" : "event"
    guard let term = row.leaf("PRTRT") ?? row.leaf("PRDECOD") else { return keepOther(row) }
    let entry = entry(kind, key: nil, stem: kind == "event" ? "procedure" : kind, order: "", at: row.place)
    if kind == "surgery" || kind == "event" {
      state(kind, [term.raw], of: entry, term)
      if kind == "surgery", let leaf = row.leaf("PRLOC") { state("site", [leaf.raw.lowercased()], of: entry, leaf) }
    } else {
      let place = row.leaf("PRLOC")
      state(kind, [place?.raw.lowercased() ?? Silence.notStated], of: entry, place)
      note(term, on: entry)
    }
    if kind == "radiotherapy", row.peek("PRDOSU")?.uppercased() == "GY", let dose = row.leaf("PRDOSE"),
      let unit = row.leaf("PRDOSU")
    {
      state("dose", ["\(dose.raw) Gy"], of: entry, dose, others: [unit])
    }
    stateTimes(row, entry, lasts: kind == "radiotherapy")
    finish(row, entry)
  }

  // MARK: drugs

  private static let cancer = ["CANCER", "CHEMOTHERAPY", "ANTINEOPLASTIC", "ONCOLOG", "IMMUNOTHERAPY"]

  /// A drug against cancer, by its category or its group of ATC, is a therapy; every other one stands in a note.
  mutating func readMedication(_ row: CDISCRow) {
    let names = [row.peek("CMDECOD"), row.peek("CMTRT")].compactMap { $0 }
    let categories = [row.peek("CMCAT"), row.peek("CMSCAT")].compactMap { $0?.uppercased() }
    let isOfCancer = categories.contains { category in
      Self.cancer.contains { category.contains($0) } && !category.contains("NON-CANCER")
    }
    guard
      isOfCancer
        || names.contains(where: {
          FHIRPatient.isAntineoplastic(BuiltInLibrary.generic($0) ?? $0.lowercased()) || DrugWords.nameDrugOfCancer($0)
        }),
      let name = row.leaf("CMDECOD") ?? row.leaf("CMTRT")
    else { return keepOther(row) }
    guard let named = DrugWords.named(name.raw) else { return tellNotGiven(row, name.raw) }
    if let denied = names.first(where: DrugWords.deny) { return tellNotGiven(row, denied) }
    if let (one, other) = Self.twoDrugs(names) { return tellTwoDrugs(row, one, other) }
    let entry = entry("therapy", key: nil, stem: "therapy", order: "", at: row.place)
    let drug = named.drugs.joined(separator: " + ")
    state("therapy", [drug], of: entry, name)
    if named.holdsMore { remark("\(name.place.column ?? "CMTRT"): \(name.raw)", on: entry) }
    courses.append(
      CDISCCourse(
        name: drug, begin: dated(row, "STDTC", "STDY"), end: dated(row, "ENDTC", "ENDY"), place: row.place))
    stateTimes(row, entry, lasts: true)
    finish(row, entry)
  }

  // MARK: adverse events

  mutating func readAdverseEvent(_ row: CDISCRow) {
    guard let term = row.leaf("AEDECOD") ?? row.leaf("AETERM") else { return keepOther(row) }
    let entry = entry("toxicity", key: nil, stem: "toxicity", order: "", at: row.place)
    state("toxicity", [term.raw], of: entry, term)
    if row.peek("AETERM") == term.raw { used(row.leaf("AETERM"), "toxicity of toxicity") }
    if let leaf = row.leaf("AETOXGR") {
      // `3.0` as tables of numbers write it.
      if let grade = PhenopacketSchema.whole(leaf.raw), (1...5).contains(grade) {
        state("grade", ["\(grade)"], of: entry, leaf)
      } else {
        tell(leaf, "\(ProblemLog.quoted(leaf.raw)) for a grade", expected: "1 to 5", on: entry)
      }
    }
    if let leaf = row.leaf("AESEV") { state("qualifier", [leaf.raw.lowercased()], of: entry, leaf) }
    if let cause = row.peek("AEREL") {
      var place = row.place
      place.column = "AEREL"
      causes[entry] = Leaf(raw: cause, place: place)
    }
    stateTimes(row, entry, lasts: false)
    finish(row, entry)
  }

  // MARK: disposition, survival, death

  /// What ended the treatment is why the one therapy was stopped; deaths are one death; everything else is an event.
  mutating func readDisposition(_ row: CDISCRow) {
    let code = (row.peek("DSDECOD") ?? row.peek("DSTERM") ?? "").uppercased()
    if code == "DEATH" {
      let entry = death(row)
      if let leaf = row.leaf("DSDECOD") ?? row.leaf("DSTERM") { state("death", [Silence.notStated], of: entry, leaf) }
      stateDate("when", row, "STDTC", day: "STDY", entry)
      return finish(row, entry)
    }
    guard let term = row.leaf("DSTERM") ?? row.leaf("DSDECOD") else { return keepOther(row) }
    let entry = entry("event", key: nil, stem: "disposition", order: "", at: row.place)
    let words = row.peek("DSDECOD").map { $0 == term.raw ? $0 : "\($0): \(term.raw)" } ?? term.raw
    let others = row.isOpen("DSDECOD") ? [row.leaf("DSDECOD")].compactMap { $0 } : []
    let scope = row.leaf("DSSCAT").map { [$0] } ?? []
    state(
      "event", [(scope.first.map { "\($0.raw): " } ?? "") + words], of: entry, term, others: others + scope)
    stateDate("when", row, "STDTC", day: "STDY", entry)
    finish(row, entry)
  }

  /// Alive on a day is a last contact; dead is a death, whose day this is not.
  mutating func readStatus(_ row: CDISCRow) {
    let result = (row.peek("SSSTRESC") ?? row.peek("SSORRES") ?? "").uppercased()
    guard ["SURVSTAT", "SURVSTT"].contains(row.peek("SSTESTCD") ?? ""), ["ALIVE", "DEAD"].contains(result),
      let leaf = row.leaf("SSSTRESC") ?? row.leaf("SSORRES")
    else { return keepOther(row) }
    if row.peek("SSORRES")?.uppercased() == result { used(row.leaf("SSORRES"), "the same, as it was collected") }
    used(row.leaf("SSTEST"), "what was asked")
    if result == "DEAD" {
      let entry = death(row)
      state("death", [Silence.notStated], of: entry, leaf)
      return finish(row, entry)
    }
    let entry = entry("last contact", key: nil, stem: "last-contact", order: "", at: row.place)
    state("last contact", ["alive"], of: entry, leaf)
    stateDate("when", row, "DTC", day: "DY", entry)
    finish(row, entry)
  }

  /// The primary cause of death; other details stand in the note.
  mutating func readDeath(_ row: CDISCRow) {
    let entry = death(row)
    if ["PRCDTH", "PRCDIND"].contains(row.peek("DDTESTCD") ?? ""),
      let leaf = row.leaf("DDORRES") ?? row.leaf("DDSTRESC")
    {
      dropUnsaid(of: entry)
      state("death", [leaf.raw], of: entry, leaf)
      if row.peek("DDSTRESC") == leaf.raw { used(row.leaf("DDSTRESC"), "death of death") }
      used(row.leaf("DDTEST"), "what was asked")
    } else if !draft.entries[entry].values.contains(where: { $0.key == "death" }) {
      state("death", [Silence.notStated], of: entry, nil)
    }
    finish(row, entry)
  }
}
