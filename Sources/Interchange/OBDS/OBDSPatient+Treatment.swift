// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

extension OBDSPatient {
  /// What makes a treatment the same in another report: its number; without one it is its own, and told where it may be another's.
  private mutating func key(
    _ number: Leaf?, _ kind: String, _ tumour: Int, like: String?, _ element: ReportElement
  ) -> String? {
    if let number { return "\(id(tumour)) \(number.raw)" }
    guard let like else { return nil }
    let place = element.place(record)
    if let other = unnumbered.updateValue(place, forKey: "\(kind) \(id(tumour)) \(like)") {
      outcome.warnings.append(
        Misfit(
          place, "no `\(kind)_ID`: it may be the one of the same day in \(other), and stands beside it",
          expected: "one `\(kind)_ID` in all reports of it"))
    }
    return nil
  }

  // MARK: surgery

  mutating func readSurgery(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("OP_ID", in: record)
    let dated = date(["Datum", "OP_Datum"], of: element, isExact: true, on: tumour)
    let key = key(number, "OP", tumour, like: dated?.order, element)
    let entry = entry(
      "surgery", key: key, number: number?.raw, stem: "op", order: dated?.order ?? order(tumour), at: element)
    used(number, "the treatment that a report is of")
    state("when", dated, of: entry)
    readProcedures(element, entry)
    noteWord(element.leaf("Intention", "OP_Intention", in: record), OBDSWords.intentions, on: entry)
    for histology in element.all("Histologie") { readHistology(histology, of: entry, isOfTumour: false) }
    if let stage = element.child("TNM") { noteStage(stage, on: entry) }
    readResidual(element, entry, isSurgery: true)
    readFindings(element, entry, isOfTumour: false)
    readComplications(element, entry)
    for surgeon in element.children where ["Menge_Operateur", "Operateur"].contains(surgeon.name) {
      leaveOutRest(of: surgeon, "it names a person of the staff")
    }
    return entry
  }

  /// The procedures by their codes, with the words of those that a table has.
  private mutating func readProcedures(_ element: ReportElement, _ entry: Int) {
    var codes: [Leaf] = []
    var versions: [Leaf] = []
    for procedure in element.all("OPS") {
      if let code = procedure.leaf("Code", in: record) { codes.append(code) }
      if let version = procedure.leaf("Version", in: record) { versions.append(version) }
    }
    codes += element.all("OP_OPS").compactMap { $0.own(in: record) }
    if let version = element.leaf("OP_OPS_Version", in: record) { versions.append(version) }
    let table = CodeTables.table(.ops)
    guard let first = codes.first else {
      if !draft.entries[entry].values.contains(where: { $0.key == "surgery" }) {
        state("surgery", [Silence.notStated], of: entry, nil)
      }
      for version in versions { note(version, on: entry) }
      return
    }
    let words = codes.map { code -> String in
      // The side stands behind the code.
      let plain = ["R", "L", "B"].contains(code.raw.suffix(1)) ? String(code.raw.dropLast()) : code.raw
      let known = table[code.raw] ?? table[plain]
      return known.map { "\($0.word) (OPS \(code.raw))" } ?? "OPS \(code.raw)"
    }
    var said = first
    said.raw = codes.map(\.raw).joined(separator: ", ")
    state("surgery", [words.joined(separator: ", ")], of: entry, said, others: Array(codes.dropFirst()))
    guard let version = versions.first else { return }
    note(
      version, on: entry, others: Array(versions.dropFirst()), label: "OPS",
      as: "version " + Set(versions.map(\.raw)).sorted().joined(separator: ", "))
  }

  /// The residual tumour: at the site of an operation it is the margin.
  private mutating func readResidual(_ element: ReportElement, _ entry: Int, isSurgery: Bool) {
    guard let residual = element.child("Residualstatus") else { return }
    if let local = residual.leaf("Lokale_Beurteilung_Residualstatus", in: record) {
      if !isSurgery {
        note(local, on: entry)
      } else if let word = word(local, OBDSWords.residual, on: entry) {
        state("margin", [word], of: entry, local)
      }
    }
    note(residual.leaf("Gesamtbeurteilung_Residualstatus", in: record), on: entry)
    tellRest(of: residual, on: entry)
  }

  private mutating func readComplications(_ element: ReportElement, _ surgery: Int) {
    var leaves = element.all("OP_Komplikation").compactMap { $0.own(in: record) }
    if let group = element.child("Komplikationen") {
      if let none = group.leaf("Komplikation_nein_oder_unbekannt", in: record) { leaves.append(none) }
      for one in group.all("Komplikation") {
        if let leaf = one.leaf("Kuerzel", in: record) { leaves.append(leaf) }
        guard let icd = one.child("ICD"), let code = icd.leaf("Code", in: record) else { continue }
        let version = icd.leaf("Version", in: record)
        let entry = complication(code, surgery, element)
        state("complication", ["ICD-10 \(code.raw)"], of: entry, code, others: version.map { [$0] } ?? [])
      }
    }
    for leaf in leaves {
      switch leaf.raw {
      case "U": note(leaf, on: surgery, as: "unknown (U)")
      case "N": state("complication", ["none"], of: complication(leaf, surgery, element), leaf)
      default:
        guard let word = word(leaf, OBDSWords.complications, on: surgery) else { continue }
        state("complication", ["\(word) (\(leaf.raw))"], of: complication(leaf, surgery, element), leaf)
      }
    }
  }

  private mutating func complication(_ leaf: Leaf, _ surgery: Int, _ element: ReportElement) -> Int {
    let entry = entry(
      "complication", key: "\(id(surgery)) \(leaf.raw)", stem: "complication", order: order(surgery), at: element)
    state("of", [id(surgery)], of: entry, nil)
    return entry
  }

  // MARK: radiotherapy

  /// Radiations of one report are entries each: they have their own targets, doses and days.
  mutating func readRadiotherapy(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("ST_ID", in: record)
    let radiations = element.all("Bestrahlung")
    let begin = radiations.compactMap { $0.child("Beginn", "ST_Beginn_Datum")?.text }.first
    let key = key(number, "ST", tumour, like: begin ?? "", element)
    used(number, "the treatment that a report is of")
    var entries: [Int] = []
    var seen: [String: Int] = [:]
    for (index, radiation) in radiations.enumerated() {
      let name = number.map { index == 0 ? $0.raw : "\($0.raw)-\(index + 1)" }
      // The radiation of another report is that of the same days and target.
      let like = radiation.all("Beginn", "ST_Beginn_Datum", "ST_Zielgebiet", "Applikationsart").map(\.words).joined(
        separator: " ")
      seen[like, default: 0] += 1
      entries.append(readRadiation(radiation, tumour, key.map { "\($0) \(like) \(seen[like] ?? 0)" }, name))
    }
    if entries.isEmpty {
      let entry = entry(
        "radiotherapy", key: key, number: number?.raw, stem: "st", order: order(tumour), at: element)
      if !draft.entries[entry].values.contains(where: { $0.key == "radiotherapy" }) {
        state("radiotherapy", [Silence.notStated], of: entry, nil)
      }
      entries = [entry]
    }
    let first = entries[0]
    readIntent(element, prefix: "ST", of: entries)
    let end = element.leaf("Ende_Grund", "ST_Ende_Grund", in: record)
    if let end, entries.count == 1, let word = word(end, OBDSWords.ends, on: first) {
      state("stopped for", [word], of: first, end)
    } else if entries.count > 1 {
      noteWord(end, OBDSWords.ends, on: first)
    }
    readResidual(element, first, isSurgery: false)
    readSideEffects(element, of: first, isTherapy: false)
    readFindings(element, first, isOfTumour: false)
    return first
  }

  private mutating func readRadiation(
    _ element: ReportElement, _ tumour: Int, _ key: String?, _ number: String?
  ) -> Int {
    let begin = date(["Beginn", "ST_Beginn_Datum"], of: element, isExact: true, on: tumour)
    let entry = entry(
      "radiotherapy", key: key, number: number, stem: "st", order: begin?.order ?? order(tumour), at: element)
    state("when", begin, of: entry)
    state("ends", date(["Ende", "ST_Ende_Datum"], of: element, isExact: true, on: entry), of: entry)
    let way = element.child("Applikationsart")?.children.first ?? element
    var target: Leaf?
    var words = ""
    if let leaf = element.leaf("ST_Zielgebiet", in: record) {
      (target, words) = (leaf, "target area \(leaf.raw)")
    } else if let area = way.child("Zielgebiet") {
      for (name, list) in [("CodeVersion2021", "2021"), ("CodeVersion2014", "2014")] where target == nil {
        guard let leaf = area.leaf(name, in: record) else { continue }
        (target, words) = (leaf, "target area \(leaf.raw) (list of \(list))")
      }
    }
    let side = way.leaf("Seite_Zielgebiet", "ST_Seite_Zielgebiet", in: record)
    let sideWord = word(side, OBDSWords.side, on: entry)
    if let target {
      let isSided = ["left", "right", "both sides", "midline"].contains(sideWord)
      if isSided, let sideWord { words += ", \(sideWord)" }
      state("radiotherapy", [words], of: entry, target, others: isSided ? [side].compactMap { $0 } : [])
      if !isSided, let side, let sideWord { note(side, on: entry, as: "\(sideWord) (\(side.raw))") }
    } else {
      if let side, let sideWord { note(side, on: entry, as: "\(sideWord) (\(side.raw))") }
      if !draft.entries[entry].values.contains(where: { $0.key == "radiotherapy" }) {
        state("radiotherapy", [Silence.notStated], of: entry, nil)
      }
    }
    readDose(way, entry)
    noteRest(of: element, on: entry)
    return entry
  }

  /// A total dose in Gy is the dose of the record; an activity and the dose of a fraction are notes.
  private mutating func readDose(_ way: ReportElement, _ entry: Int) {
    for (name, isTotal) in [("Gesamtdosis", true), ("Einzeldosis", false)] {
      guard let own = way.child(name, "ST_" + name) else { continue }
      let unit = own.leaf("Einheit", in: record)
      guard let amount = own.leaf("Dosis", in: record) else {
        note(unit, on: entry)
        continue
      }
      let others = [unit].compactMap { $0 }
      if isTotal, unit?.raw == "Gy" {
        state("dose", ["\(amount.raw) Gy"], of: entry, amount, others: others)
      } else {
        note(amount, on: entry, others: others, label: name, as: "\(amount.raw) \(unit?.raw ?? "without a unit")")
      }
      tellRest(of: own, on: entry)
    }
  }

  /// The intent: before or after surgery where it is said, else what the intention is. What is not used stands in the note.
  private mutating func readIntent(_ element: ReportElement, prefix: String, of entries: [Int]) {
    let intention = element.leaf("Intention", prefix + "_Intention", in: record)
    let position = element.leaf("Stellung_OP", prefix + "_Stellung_OP", in: record)
    guard let first = entries.first else { return }
    let intentionWord = word(intention, OBDSWords.intentions, on: first)
    let positionWord = word(position, OBDSWords.positions, on: first)
    let isByPosition = positionWord.map { Intent(rawValue: $0) != nil } ?? false
    let isByIntention = !isByPosition && (intentionWord.map { ["curative", "palliative"].contains($0) } ?? false)
    let used = isByPosition ? (position, positionWord) : isByIntention ? (intention, intentionWord) : (nil, nil)
    if let leaf = used.0, let word = used.1 {
      for entry in entries { state("intent", [word], of: entry, leaf, isSecond: entry != first) }
    }
    if !isByIntention, let intention, let intentionWord {
      note(intention, on: first, as: "\(intentionWord) (\(intention.raw))")
    }
    if !isByPosition, let position, let positionWord {
      note(position, on: first, as: "\(positionWord) (\(position.raw))")
    }
  }

  // MARK: systemic therapy

  mutating func readSystemic(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("SYST_ID", in: record)
    let begin = date(["Beginn", "SYST_Beginn_Datum"], of: element, on: tumour)
    let kinds =
      element.leaves("Therapieart", in: record) + element.all("SYST_Therapieart").compactMap { $0.own(in: record) }
    let substances = readSubstances(element, tumour)
    let key = key(number, "SYST", tumour, like: begin?.order, element)
    let (kind, head) = Self.kindOfSystemic(kinds.map(\.raw), hasDrugs: !substances.isEmpty)
    // Another report of the same therapy may have made it another kind of entry.
    let other = key.flatMap { key in ["therapy", "transplant", "follow-up"].first { $0 != kind && has($0, key: key) } }
    let own = other != nil && substances.isEmpty ? other ?? kind : kind
    let entry = entry(
      own, key: key, number: number?.raw, stem: "syst", order: begin?.order ?? order(tumour), at: element)
    used(number, "the treatment that a report is of")
    state("when", begin, of: entry)
    if own == "therapy" {
      stateDrugs(substances, entry)
    } else {
      stateOther(own, own == kind ? head : nil, kinds, entry)
    }
    if own == "therapy" || own != kind {
      for leaf in kinds { noteWord(leaf, OBDSWords.treatments, on: entry) }
    }
    note(element.leaf("SYST_Therapieart_Anmerkung", in: record), on: entry)
    note(element.leaf("Protokoll", "SYST_Protokoll", in: record), on: entry)
    if own == "therapy" {
      readIntent(element, prefix: "SYST", of: [entry])
    } else {
      noteWord(element.leaf("Intention", "SYST_Intention", in: record), OBDSWords.intentions, on: entry)
      noteWord(element.leaf("Stellung_OP", "SYST_Stellung_OP", in: record), OBDSWords.positions, on: entry)
    }
    let end = date(["Ende", "SYST_Ende_Datum"], of: element, isExact: true, on: entry)
    if own == "transplant" { note(end, on: entry) } else { state("ends", end, of: entry) }
    if let leaf = element.leaf("Ende_Grund", "SYST_Ende_Grund", in: record),
      let word = word(leaf, OBDSWords.ends, on: entry)
    {
      if own == "therapy" {
        state("stopped for", [word], of: entry, leaf)
      } else {
        note(leaf, on: entry, as: "\(word) (\(leaf.raw))")
      }
    }
    readResidual(element, entry, isSurgery: false)
    readSideEffects(element, of: entry, isTherapy: own == "therapy")
    readFindings(element, entry, isOfTumour: false)
    return entry
  }

  /// What kind of entry a systemic therapy is: with drugs a therapy; a transplant or waiting are entries of their own.
  static func kindOfSystemic(_ codes: [String], hasDrugs: Bool) -> (kind: String, head: String) {
    if hasDrugs { return ("therapy", "") }
    if !codes.isEmpty, codes.allSatisfy({ ["SZ", "KM"].contains($0) }) {
      return ("transplant", codes[0] == "KM" ? "bone marrow" : "stem cells")
    }
    if let first = codes.first, codes.allSatisfy({ ["AS", "WS", "WW"].contains($0) }) {
      return ("follow-up", OBDSWords.treatments.word(first) ?? "")
    }
    return ("therapy", "")
  }

  private mutating func stateOther(_ kind: String, _ head: String?, _ codes: [Leaf], _ entry: Int) {
    guard let head, let first = codes.first else { return }
    state(kind, [head], of: entry, first, others: Array(codes.dropFirst()))
  }

  /// A substance as a drug of the record.
  private struct Substance {
    var drug: String
    var leaf: Leaf
    var others: [Leaf] = []
    var codes: [Code] = []
  }

  private mutating func readSubstances(_ element: ReportElement, _ tumour: Int) -> [Substance] {
    var found: [Substance] = []
    func named(_ leaf: Leaf) -> Substance {
      // Of what is no known name the words stay.
      Substance(drug: BuiltInLibrary.generic(leaf.raw) ?? leaf.raw, leaf: leaf)
    }
    for leaf in element.all("SYST_Substanz").compactMap({ $0.own(in: record) }) { found.append(named(leaf)) }
    for substance in element.all("Substanz") {
      if let leaf = substance.leaf("Bezeichnung", in: record) { found.append(named(leaf)) }
      guard let atc = substance.child("ATC") else { continue }
      let version = atc.leaf("Version", in: record)
      guard let code = atc.leaf("Code", in: record) else {
        note(version, on: tumour)
        continue
      }
      let others = [version].compactMap { $0 }
      if let known = CodeTables.table(.atc)[code.raw], known.kind == .drug {
        found.append(Substance(drug: known.word, leaf: code, others: others, codes: [known.code]))
      } else {
        outcome.warnings.append(
          Misfit(
            code.place,
            "\(ProblemLog.quoted(code.raw)), a code of ATC that the table does not have: it stands as the drug"))
        found.append(Substance(drug: "ATC \(code.raw)", leaf: code, others: others))
      }
    }
    return found
  }

  /// The drugs of a therapy, each once.
  private mutating func stateDrugs(_ substances: [Substance], _ entry: Int) {
    guard let first = substances.first else {
      if !draft.entries[entry].values.contains(where: { $0.key == "therapy" }) {
        state("therapy", [Silence.notStated], of: entry, nil)
      }
      return
    }
    var drugs: [String] = []
    for substance in substances where !drugs.contains(where: { $0.lowercased() == substance.drug.lowercased() }) {
      drugs.append(substance.drug)
    }
    var leaf = first.leaf
    leaf.raw = substances.map(\.leaf.raw).joined(separator: ", ")
    let others = first.others + substances.dropFirst().flatMap { [$0.leaf] + $0.others }
    // A report without drugs said that they are not stated.
    dropSilent("therapy", of: entry)
    state(
      "therapy", [drugs.joined(separator: " + ")], of: entry, leaf, others: others, codes: substances.flatMap(\.codes))
  }

  // MARK: side effects

  /// Side effects as toxicities; what says neither that there was one nor that there was none stands in the note.
  private mutating func readSideEffects(_ element: ReportElement, of treatment: Int, isTherapy: Bool) {
    if let group = element.child("Nebenwirkungen") {
      if let leaf = group.leaf("Grad_maximal2_oder_unbekannt", in: record) {
        switch leaf.raw {
        case "K":
          let entry = toxicity("none", treatment, isTherapy, element)
          state("toxicity", ["no toxicity"], of: entry, leaf)
        case "1", "2":
          let entry = toxicity("maximum", treatment, isTherapy, element)
          state("toxicity", ["toxicity not specified"], of: entry, nil)
          state("grade", [leaf.raw], of: entry, leaf)
        case "U": note(leaf, on: treatment, as: "unknown (U)")
        default:
          tell(
            leaf, "\(ProblemLog.quoted(leaf.raw)), which is no code of the list", expected: "K, 1, 2 or U",
            on: treatment)
        }
      }
    }
    let effects =
      element.all("ST_Nebenwirkung", "SYST_Nebenwirkung") + (element.child("Nebenwirkungen")?.all("Nebenwirkung") ?? [])
    for effect in effects { readSideEffect(effect, of: treatment, isTherapy, element) }
  }

  private mutating func readSideEffect(
    _ effect: ReportElement, of treatment: Int, _ isTherapy: Bool, _ element: ReportElement
  ) {
    let grade = effect.leaf("Grad", "Nebenwirkung_Grad", in: record)
    let kind = effect.child("Art")
    let code = kind?.leaf("MedDRA_Code", in: record)
    let words = kind?.leaf("Bezeichnung", in: record) ?? effect.leaf("Nebenwirkung_Art", in: record)
    let version = effect.leaf("Version", "Nebenwirkung_Version", in: record)
    let isNumber = words.map { $0.raw.utf8.count == 8 && $0.raw.allSatisfy(\.isASCIIDigit) } ?? false
    let leaves = [words, code, grade, version].compactMap { $0 }
    guard let first = leaves.first else { return tellRest(of: effect, on: treatment) }
    let term = words.map { isNumber ? "MedDRA \($0.raw)" : $0.raw } ?? code.map { "MedDRA \($0.raw)" }
    // `K` is none or grade 2 at most, `U` is not known: neither says that there was this one.
    guard let grade, let term, ["1", "2", "3", "4", "5"].contains(grade.raw) else {
      let said = [term, grade.map { "grade \($0.raw)" }, version.map { "CTCAE \($0.raw)" }].compactMap { $0 }
      if let grade, !["K", "U", "1", "2", "3", "4", "5"].contains(grade.raw) {
        return tell(
          grade, "\(ProblemLog.quoted(grade.raw)) for the grade of a side effect", expected: "3, 4, 5, K or U",
          on: treatment,
          others: leaves.filter { $0 != grade })
      }
      return note(
        first, on: treatment, others: Array(leaves.dropFirst()), label: "Nebenwirkung", as: said.joined(separator: ", ")
      )
    }
    let entry = toxicity("\(term) \(grade.raw)", treatment, isTherapy, element)
    guard let name = words ?? code else { return }
    state("toxicity", [term], of: entry, name, others: words == nil ? [] : [code].compactMap { $0 })
    state("grade", [grade.raw], of: entry, grade)
    if let version {
      state("version", [version.raw == "Sonstige" ? "another than 4 and 5" : version.raw], of: entry, version)
    }
    tellRest(of: effect, on: entry)
  }

  private mutating func toxicity(_ key: String, _ treatment: Int, _ isTherapy: Bool, _ element: ReportElement) -> Int {
    let entry = entry(
      "toxicity", key: "\(id(treatment)) \(key)", stem: "toxicity", order: order(treatment), at: element)
    if isTherapy {
      state("of", [id(treatment)], of: entry, nil)
    } else {
      remark("of `\(id(treatment))`", on: entry)
    }
    return entry
  }
}
