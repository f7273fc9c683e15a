// SPDX-License-Identifier: Apache-2.0

import Plain
import Codes
import Course
import Exchange
import Notation

extension OBDSPatient {
  mutating func readSystemic(_ element: ReportElement, _ tumour: Int) -> Int {
    let number = element.attribute("SYST_ID", in: record)
    let (begin, none) = date(["Beginn", "SYST_Beginn_Datum"], of: element)
    let kinds =
      element.leaves("Therapieart", in: record) + element.all("SYST_Therapieart").compactMap { $0.own(in: record) }
    let read = readSubstances(element)
    let substances = read.substances
    let key = key(number, "SYST", tumour, like: begin?.order, element)
    let (kind, head) = Self.kindOfSystemic(kinds.map(\.raw), hasDrugs: !substances.isEmpty)
    // Another report of the same therapy may have made it another kind of entry.
    let other = key.flatMap { key in ["therapy", "transplant", "follow-up"].first { $0 != kind && has($0, key: key) } }
    let own = other != nil && substances.isEmpty ? other ?? kind : kind
    let entry = entry(
      own, key: key, number: number?.raw, stem: "syst", order: begin?.order ?? order(tumour), at: element)
    used(number, "the treatment that a report is of")
    for doubt in read.doubts {
      tell(doubt.leaf, doubt.words, expected: doubt.expected, on: entry, others: doubt.others)
    }
    for leaf in read.versions { note(leaf, on: entry) }
    state("when", begin, of: entry)
    tell(none, on: entry)
    if own == "therapy" {
      stateDrugs(substances, entry)
    } else {
      stateOther(own, own == kind ? head : nil, kinds, entry)
    }
    if own == "therapy" || own != kind {
      for leaf in kinds { noteWord(leaf, RegistryWords.treatments, on: entry) }
    }
    for leaf in [
      element.leaf("SYST_Therapieart_Anmerkung", in: record), element.leaf("Protokoll", "SYST_Protokoll", in: record),
    ].compactMap({ $0 }) {
      if FactWords.sayNotGiven(leaf.raw) {
        tell(
          leaf, "\(ProblemLog.quoted(leaf.raw)), which may not say that it was given",
          expected: "a therapy that was given", on: entry)
      } else {
        note(leaf, on: entry)
      }
    }
    if own == "therapy" {
      readIntent(element, prefix: "SYST", of: [entry])
    } else {
      noteWord(element.leaf("Intention", "SYST_Intention", in: record), RegistryWords.intentions, on: entry)
      noteWord(element.leaf("Stellung_OP", "SYST_Stellung_OP", in: record), RegistryWords.positions, on: entry)
    }
    let end = date(["Ende", "SYST_Ende_Datum"], of: element, isExact: true, on: entry)
    if let end, let first = begin?.date, let last = end.date, own == "transplant" {
      tellReversed(first.text, last.text, at: end.leaf.place)
    }
    if own == "transplant" { note(end, on: entry) } else { state("ends", end, of: entry) }
    if let leaf = element.leaf("Ende_Grund", "SYST_Ende_Grund", in: record),
      let word = word(leaf, RegistryWords.ends, on: entry)
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
      return ("follow-up", RegistryWords.treatments.word(first) ?? "")
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
    /// Whether more than the name stands in its words.
    var holdsMore = false
    /// Whether it stands in one text with the drug before it, which is one value. (Of a document in one line the places are equal.)
    var isFurther = false
  }

  /// Substances of a report, and what is none.
  private struct ReadSubstances {
    var substances: [Substance] = []
    /// What may not have been given, or is named twice and differently.
    var doubts: [(leaf: Leaf, words: String, expected: String, others: [Leaf])] = []
    /// Versions without a code.
    var versions: [Leaf] = []

    /// Adds the drugs of words; of what is no known name the words stay.
    mutating func add(_ leaf: Leaf, others: [Leaf] = [], codes: [Code] = []) {
      guard let named = DrugWords.named(leaf.raw) else {
        doubts.append(
          (
            leaf, "\(ProblemLog.quoted(leaf.raw)), which may not say that the drug was given",
            "the name of a drug that was given", others
          ))
        return
      }
      for (place, drug) in named.drugs.enumerated() {
        substances.append(
          Substance(
            drug: drug, leaf: leaf, others: place == 0 ? others : [], codes: place == 0 ? codes : [],
            holdsMore: named.holdsMore, isFurther: place > 0))
      }
    }
  }

  private mutating func readSubstances(_ element: ReportElement) -> ReadSubstances {
    var found = ReadSubstances()
    for leaf in element.all("SYST_Substanz").compactMap({ $0.own(in: record) }) { found.add(leaf) }
    for substance in element.all("Substanz") {
      let words = substance.leaf("Bezeichnung", in: record)
      let atc = substance.child("ATC")
      let version = atc?.leaf("Version", in: record)
      guard let code = atc?.leaf("Code", in: record) else {
        if let words { found.add(words) }
        if let version { found.versions.append(version) }
        continue
      }
      let others = [version].compactMap { $0 }
      guard let known = CodeTables.table(.atc)[code.raw], known.kind == .drug else {
        outcome.warnings.append(
          Misfit(
            code.place,
            "\(ProblemLog.quoted(code.raw)), a code of ATC that the table does not have: "
              + (words == nil ? "it stands as the drug" : "the drug is that of its name")))
        if let words {
          found.add(words, others: [code] + others)
        } else {
          found.substances.append(Substance(drug: "ATC \(code.raw)", leaf: code, others: others))
        }
        continue
      }
      guard let words else {
        found.substances.append(Substance(drug: known.word, leaf: code, others: others, codes: [known.code]))
        continue
      }
      // One substance is one drug, by its code and by its name.
      let named = DrugWords.named(words.raw)
      if let other = named?.drugs.first(where: { !DrugWords.agree($0, known.word) }),
        BuiltInLibrary.generic(other) != nil || named?.drugs.count != 1
      {
        found.doubts.append(
          (
            words, "the code of \(known.word) beside the name \(ProblemLog.quoted(words.raw)) in one substance",
            "one drug", [code] + others
          ))
      } else if named == nil {
        found.add(words, others: [code] + others)
      } else {
        found.substances.append(
          Substance(
            drug: known.word, leaf: words, others: [code] + others, codes: [known.code],
            holdsMore: named?.holdsMore ?? false))
      }
    }
    // What is not known beside what is known is no drug of it.
    if found.substances.contains(where: { Silence.meant($0.drug) == nil }) {
      let silent = found.substances.filter { Silence.meant($0.drug) != nil }
      found.versions += silent.map(\.leaf)
      found.substances.removeAll { Silence.meant($0.drug) != nil }
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
    let texts = substances.filter { !$0.isFurther }
    var leaf = first.leaf
    leaf.raw = texts.map(\.leaf.raw).joined(separator: ", ")
    let others = first.others + texts.dropFirst().flatMap { [$0.leaf] + $0.others }
    // What stands beside a name, as a dose, no name holds.
    for substance in texts where substance.holdsMore {
      remark("\(substance.leaf.place.column ?? "Substanz"): \(substance.leaf.raw)", on: entry)
    }
    // A report without drugs said that they are not stated.
    dropSilent("therapy", of: entry)
    state(
      "therapy", [drugs.joined(separator: " + ")], of: entry, leaf, others: others, codes: substances.flatMap(\.codes))
  }
}
