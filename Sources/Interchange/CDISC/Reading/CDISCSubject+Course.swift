// SPDX-License-Identifier: Apache-2.0

import Codes
import Exchange
import Notation
import Plain

extension CDISCSubject {
  // MARK: medical history

  /// The tumour, of a category that says so; everything else is a comorbidity. A date of diagnosis (`MHEVDTYP`) alone can be of any disease.
  mutating func readHistory(_ row: CDISCRow) {
    guard CDISCTerms.diagnoses.contains((row.peek("MHCAT") ?? "").uppercased()) else { return readComorbidity(row) }
    let entry = entry("diagnosis", key: nil, stem: "diagnosis", order: "", at: row.place)
    if let leaf = row.leaf("MHTERM") { offerHistology(leaf, rank: 1, entry) }
    for leaf in [row.leaf("MHCAT"), row.leaf("MHEVDTYP")] { used(leaf, "that it is the tumour") }
    if let leaf = row.leaf("MHLOC") { state("site", [leaf.raw.lowercased()], of: entry, leaf) }
    if let date = stateDate("when", row, "STDTC", day: "STDY", entry)?.date {
      diagnosed[entry, default: []].append(date)
    }
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
    fact("comorbidity", value)
  }

  // MARK: procedures

  mutating func readProcedure(_ row: CDISCRow) {
    let words = [row.peek("PRCAT"), row.peek("PRSCAT"), row.peek("PRDECOD"), row.peek("PRTRT")].compactMap {
      $0?.uppercased()
    }
    func says(_ parts: String...) -> Bool { words.contains { word in parts.contains { word.contains($0) } } }
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

  /// Exposures of one drug are one therapy: which drugs go together, no record says.
  mutating func addExposure(_ row: CDISCRow) {
    guard let name = row.peek(of: "TRT") else { return keepOther(row) }
    if let index = exposures.firstIndex(where: { $0.name == name }) {
      exposures[index].rows.append(row)
    } else {
      exposures.append((name, [row]))
    }
  }

  /// The first or the last of dates that are as exact as they are; nil where nothing says which.
  private static func outermost(_ dates: [CDISCDate], isFirst: Bool) -> CDISCDate? {
    func bound(_ date: CDISCDate, _ isLower: Bool) -> String? {
      guard let own = date.date else { return date.day == nil ? nil : date.text }
      let text = own.text
      return text + (isLower ? "-01-01" : "-12-31").suffix(max(0, 10 - text.utf8.count)).description
    }
    return dates.first { own in
      dates.allSatisfy { other in
        if own.text == other.text { return true }
        guard let mine = bound(own, !isFirst), let its = bound(other, isFirst) else { return false }
        return isFirst ? mine <= its : mine >= its
      }
    }
  }

  /// States each therapy from its first date to its last; single exposures stand in its note.
  mutating func settleExposures() {
    for (name, rows) in exposures {
      guard let first = rows.first else { continue }
      let prefix = first.domain
      let entry = entry("therapy", key: nil, stem: "therapy", order: "", at: first.place)
      let leaves = rows.compactMap { $0.leaf("\(prefix)TRT") }
      state(
        "therapy", [BuiltInLibrary.generic(name) ?? name], of: entry, leaves.first, others: Array(leaves.dropFirst()))
      for (key, suffix, day, isFirst) in [("when", "STDTC", "STDY", true), ("ends", "ENDTC", "ENDY", false)] {
        for row in rows {
          guard let text = row.peek(of: suffix) else { continue }
          do throws(CDISCDate.Fault) { _ = try CDISCDate.parse(text) } catch {
            if let leaf = row.leaf(of: suffix) { tell(leaf, error.message, expected: error.expected, on: entry) }
          }
        }
        let dated = rows.compactMap { row in
          row.peek(of: suffix).flatMap { try? CDISCDate.parse($0) }.map { (row: row, date: $0) }
        }
        // A record without an end can be the last.
        guard isFirst || dated.count == rows.count, !dated.isEmpty || isFirst else { continue }
        if let outermost = Self.outermost(dated.map(\.date), isFirst: isFirst),
          let own = dated.first(where: { $0.date == outermost })
        {
          record = own.row.place
          stateDate(key, own.row, suffix, day: day, entry)
          // The same day of another record says it again.
          for other in dated where other.date.text == outermost.text {
            used(other.row.leaf(of: suffix), "\(key) of therapy")
          }
        } else if dated.isEmpty, rows.count == 1 {
          record = first.place
          stateDate(key, first, suffix, day: day, entry)
        } else {
          outcome.warnings.append(
            Misfit(
              first.place,
              "\(dated.count) dates of \(prefix)\(suffix) of which nothing says which is the \(isFirst ? "first" : "last"): they stand in the note"
            ))
        }
      }
      for row in rows {
        record = row.place
        // A study day beside a date that is read says nothing new.
        for day in ["STDY", "ENDY"] where row.peek(of: day.replacing("DY", with: "DTC")) != nil {
          leaveOut(row.leaf(of: day), "it is counted from the date")
        }
        finish(row, entry)
      }
    }
  }

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
        || names.contains(where: { FHIRPatient.isAntineoplastic(BuiltInLibrary.generic($0) ?? $0.lowercased()) }),
      let name = row.leaf("CMDECOD") ?? row.leaf("CMTRT")
    else { return keepOther(row) }
    let entry = entry("therapy", key: nil, stem: "therapy", order: "", at: row.place)
    state("therapy", [BuiltInLibrary.generic(name.raw) ?? name.raw], of: entry, name)
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
      if ["1", "2", "3", "4", "5"].contains(leaf.raw) {
        state("grade", [leaf.raw], of: entry, leaf)
      } else {
        tell(leaf, "\(ProblemLog.quoted(leaf.raw)) for a grade", expected: "1 to 5", on: entry)
      }
    }
    if let leaf = row.leaf("AESEV") { state("qualifier", [leaf.raw.lowercased()], of: entry, leaf) }
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
