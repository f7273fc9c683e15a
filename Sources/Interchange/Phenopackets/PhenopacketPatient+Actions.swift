// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

extension PhenopacketPatient {
  /// A procedure, a drug, a radiotherapy or a regimen, with its intent, its end and what it did.
  mutating func readAction(_ own: Own) {
    let element = own.element
    if !own.isOwn,
      let words = Self.wordsOfAction(element).first(where: {
        FactWords.sayNotGiven($0) || ChartAssertion.isRetracted($0) || $0.lowercased() == "cancelled"
      })
    {
      return refuse(
        element, "\(ProblemLog.quoted(words)), which may not say that it was done",
        expected: "an action of the patient that was done")
    }
    if !own.isOwn, let therapy = element.child("radiationTherapy"),
      let words = [therapy.child("bodySite"), therapy.child("modality")].compactMap({ $0?.peek("label") }).first(
        where: {
          FactWords.objection(toTreatment: $0) != nil || $0.lowercased().hasPrefix("not ")
        })
    {
      return refuse(
        element, "\(ProblemLog.quoted(words)), which may not say that it was done",
        expected: "a radiation therapy that was given")
    }
    let entry: Int?
    if let child = element.child("procedure") {
      entry = readProcedure(own, child)
    } else if let child = element.child("treatment") {
      entry = readTreatment(own, child)
    } else if let child = element.child("radiationTherapy") {
      entry = readRadiotherapy(own, child)
    } else if let child = element.child("therapeuticRegimen") {
      entry = readRegimen(own, child)
    } else {
      return refuse(
        element, "an action without what was done",
        expected: "a procedure, a treatment, a radiation therapy or a regimen")
    }
    guard let entry else { return }
    readIntent(element.child("treatmentIntent"), entry)
    readEnd(element.child("treatmentTerminationReason"), entry)
    let kind = draft.entries[entry].kind
    if kind == "therapy", let response = element.child("responseToTreatment") {
      stateTerm("effect", response, entry)
    }
    for event in element.all("adverseEvents") { readAdverseEvent(event, entry, own) }
    if let target = element.child("treatmentTarget"), let code = target.peek("id"),
      tumourTerms.contains(code)
    {
      for leaf in target.rest(in: record) { used(leaf, "the tumour that it was for") }
    }
    finish(element, entry)
  }

  /// The words of an action beside what was done: why, how often, how, for what, and why it ended.
  private static func wordsOfAction(_ element: FHIRElement) -> [String] {
    let treatment = element.child("treatment")
    let terms =
      [
        element.child("treatmentIntent"), element.child("treatmentTerminationReason"), element.child("treatmentTarget"),
        treatment?.child("routeOfAdministration"), element.child("radiationTherapy")?.child("modality"),
      ].compactMap { $0 } + (treatment?.all("doseIntervals").compactMap { $0.child("scheduleFrequency") } ?? [])
    return terms.compactMap { $0.peek("label") }
  }

  /// Whether an action is for one of the tumours.
  private func isForTumour(_ element: FHIRElement) -> Bool {
    guard let code = element.child("treatmentTarget")?.peek("id") else { return false }
    return tumourTerms.contains(code)
  }

  private mutating func readIntent(_ element: FHIRElement?, _ entry: Int) {
    guard let element else { return }
    let words = element.peekTerm.words?.lowercased() ?? ""
    // `Cure` of the thesaurus of the NCI is the intent to cure.
    let word = words == "cure" ? "curative" : words
    guard Intent(rawValue: word) != nil, ["therapy", "radiotherapy"].contains(draft.entries[entry].kind) else {
      return noteElement(element, entry, label: "treatmentIntent")
    }
    let leaves = element.rest(in: record)
    guard let first = leaves.first else { return }
    state("intent", [word], of: entry, first, others: Array(leaves.dropFirst()))
  }

  private mutating func readEnd(_ element: FHIRElement?, _ entry: Int) {
    guard let element, ["therapy", "radiotherapy"].contains(draft.entries[entry].kind) else { return }
    stateTerm("stopped for", element, entry, withCode: false)
  }

  /// A side effect of a therapy; of anything else it stands in the note.
  private mutating func readAdverseEvent(_ element: FHIRElement, _ action: Int, _ own: Own) {
    guard draft.entries[action].kind == "therapy" else { return noteElement(element, action, label: "adverseEvents") }
    if own.isOwn {
      // The side effect itself is a feature of the packet, which says when and how grave.
      pending[element.peek("label") ?? "", default: []].append(id(action))
      for leaf in element.rest(in: record) { used(leaf, "the therapy that a side effect is of") }
      return
    }
    let entry = entry("toxicity", key: nil, stem: "toxicity", order: order(action), at: element.place(record))
    stateTerm("toxicity", element, entry, withCode: false)
    state("of", [id(action)], of: entry, nil)
  }

  // MARK: procedures

  private mutating func readProcedure(_ own: Own, _ element: FHIRElement) -> Int? {
    if !own.isOwn, let words = element.child("code")?.peek("label"),
      let why = FactWords.objection(toTreatment: words)
    {
      refuse(
        own.element, "\(ProblemLog.quoted(words)), \(why)",
        expected: "a procedure that was done")
      return nil
    }
    let kind = own.mark?.kind ?? Self.kind(of: element)
    let entry = made(kind, own, stem: kind == "event" ? "procedure" : nil)
    let isSite = ["biopsy", "ablation"].contains(kind)
    if isSite {
      for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "what kind of procedure it was") }
      if element.has("bodySite") {
        stateTerm(kind, element.child("bodySite"), entry)
      } else {
        state(kind, [own.isOwn ? "true" : Silence.notStated], of: entry, nil)
      }
    } else {
      stateTerm(kind, element.child("code"), entry)
      if !draft.entries[entry].values.contains(where: { $0.key == kind }) {
        state(kind, [Silence.notStated], of: entry, nil)
      }
    }
    if kind == "surgery" { stateTerm("site", element.child("bodySite"), entry) }
    stateTime("when", element.child("performed"), entry, isOwn: own.isOwn)
    finish(element, entry)
    return entry
  }

  /// What a procedure is in the record, by its code in the tables, or the one word that says it; an event of no kind otherwise.
  private static func kind(of element: FHIRElement) -> String {
    guard let term = element.child("code")?.peekTerm else { return "event" }
    if term.label?.raw.lowercased() == "biopsy" { return "biopsy" }
    guard let known = term.entry(.snomed, PhenopacketTerm.snomed), known.kind == .procedure, known.word == "surgery"
    else {
      return "event"
    }
    return "surgery"
  }

  // MARK: radiotherapy

  private mutating func readRadiotherapy(_ own: Own, _ element: FHIRElement) -> Int? {
    for name in ["dosage", "fractions"] {
      guard let text = element.peek(name), let number = Double(text), number < 0 else { continue }
      refuse(
        own.element, "\(ProblemLog.quoted(text)) for `\(name)` of a radiation therapy", expected: "a number above 0")
      return nil
    }
    let entry = made("radiotherapy", own)
    if element.has("bodySite") {
      stateTerm("radiotherapy", element.child("bodySite"), entry)
    } else {
      state("radiotherapy", [Silence.notStated], of: entry, nil)
    }
    if let leaf = element.leaf("dosage", in: record) {
      if let dose = PhenopacketSchema.whole(leaf.raw), dose > 0 {
        state("dose", ["\(dose) Gy"], of: entry, leaf)
      } else {
        leaveOut(leaf, "the value that stands where nothing is said")
      }
    }
    if let leaf = element.leaf("fractions", in: record) {
      if let count = PhenopacketSchema.whole(leaf.raw), count > 0 {
        state("fractions", ["\(count)"], of: entry, leaf)
      } else {
        leaveOut(leaf, "the value that stands where nothing is said")
      }
    }
    if own.isOwn {
      for leaf in element.child("modality")?.rest(in: record) ?? [] {
        leaveOut(leaf, "that the modality is not recorded")
      }
    }
    finish(element, entry)
    return entry
  }

  // MARK: regimens

  /// A regimen: its drugs, where its words are drugs that are known; else a therapy of drugs that are not stated, with the regimen in its note.
  private mutating func readRegimen(_ own: Own, _ element: FHIRElement) -> Int {
    let entry = made("therapy", own)
    let identifier = element.child("ontologyClass")
    let words = identifier?.peek("label") ?? ""
    let read = own.isOwn ? (drugs: words, saysMore: false) : Self.drugs(words)
    if let identifier, let read, !read.drugs.isEmpty {
      if read.saysMore {
        state(
          "therapy", [read.drugs], of: entry, Leaf(raw: words, place: identifier.place(record)), isSecond: true)
        noteElement(identifier, entry, label: "regimen")
      } else {
        let leaves = identifier.rest(in: record)
        if let first = leaves.first {
          state("therapy", [read.drugs], of: entry, first, others: Array(leaves.dropFirst()))
        }
      }
    } else {
      state("therapy", [Silence.notStated], of: entry, nil)
      noteElement(identifier, entry, label: "regimen")
    }
    noteElement(element.child("externalReference"), entry, label: "regimen")
    stateTime("when", element.child("startTime"), entry, isOwn: own.isOwn)
    stateTime("ends", element.child("endTime"), entry, isOwn: own.isOwn)
    if let leaf = element.leaf("regimenStatus", in: record) {
      switch PhenopacketSchema.word(leaf.raw, of: PhenopacketSchema.regimenStates) {
      case "UNKNOWN_STATUS": leaveOut(leaf, "the value that stands where nothing is said")
      case "STARTED" where own.isOwn: state("ongoing", ["true"], of: entry, leaf)
      case "COMPLETED" where !own.isOwn && !own.element.has("treatmentTerminationReason"):
        state("stopped for", ["completed"], of: entry, leaf)
      default: own.isOwn ? used(leaf, "that it ended") : note(leaf, on: entry, label: "regimenStatus")
      }
    }
    finish(element, entry)
    return entry
  }

  /// `Carboplatin/Etoposide/Vincristine` as drugs given together, and whether the words say more than their names; nil where one of them is none that is known, or may not have been given.
  static func drugs(_ words: String) -> (drugs: String, saysMore: Bool)? {
    let parts = words.replacing(" and ", with: "/").replacing("+", with: "/").replacing(",", with: "/").parts(by: "/")
    let whole = DrugWords(words)
    // `doxorubicin 75 mg/m2`: what is behind a stroke need not be a drug.
    if let drug = whole.drug { return (drug, whole != .name(drug)) }
    let read = parts.map { DrugWords($0) }
    let drugs = read.compactMap(\.drug)
    guard !parts.isEmpty, drugs.count == parts.count else { return nil }
    return (drugs.joined(separator: " + "), zip(read, drugs).contains { $0 != .name($1) })
  }

  // MARK: drugs

  /// A drug that is for a tumour or against cancer is a therapy; others stand in one note.
  private mutating func readTreatment(_ own: Own, _ element: FHIRElement) -> Int? {
    let term = element.child("agent")?.peekTerm
    let known = term?.entry(.atc, PhenopacketTerm.atc)
    let label = term?.label.map { DrugWords($0.raw) }
    let name = known?.word ?? label?.drug ?? term?.words
    let isAntineoplastic =
      term?.code(of: PhenopacketTerm.atc).map { $0.hasPrefix("L01") || $0.hasPrefix("L02") }
      ?? name.map { FHIRPatient.isAntineoplastic($0) || DrugWords.nameDrugOfCancer($0) } ?? false
    let words = term?.label?.raw ?? ""
    if !own.isOwn, label == .doubtful,
      isAntineoplastic || isForTumour(own.element) || DrugWords.nameDrugOfCancer(words)
    {
      refuse(
        own.element, "\(ProblemLog.quoted(words)), which may not say that the drug was given",
        expected: "one drug, with its dose at most")
      return nil
    }
    let doses = element.all("doseIntervals").compactMap { $0.child("quantity")?.peek("value") }
    if !own.isOwn, !doses.isEmpty, doses.allSatisfy({ Double($0) == 0 }),
      isAntineoplastic || isForTumour(own.element)
    {
      refuse(
        own.element, "a dose of 0 of \(ProblemLog.quoted(name ?? words)), which says that nothing was given",
        expected: "a dose that was given")
      return nil
    }
    guard let name, isAntineoplastic || isForTumour(own.element) else {
      keepOther(own.element, "other drugs", head: term?.wordsAndCode ?? "a drug")
      return nil
    }
    let entry = made("therapy", own)
    // What says more than a name stands in the note, where nothing of it is lost.
    if !own.isOwn, case .described? = label {
      note(element.child("agent")?.leaf("label", in: record), on: entry, label: "agent")
    }
    let leaves = element.child("agent")?.rest(in: record) ?? []
    let place = element.place(record)
    state(
      "therapy", [name], of: entry, leaves.first ?? Leaf(raw: name, place: place), others: Array(leaves.dropFirst()),
      codes: known.map { [$0.code] } ?? [], isSecond: leaves.isEmpty)
    readDoses(element.all("doseIntervals"), entry)
    if let leaf = element.leaf("drugType", in: record) {
      leaveOut(leaf, "where the drug is on file, and not how it was given")
    }
    finish(element, entry)
    return entry
  }

  /// Blocks of one dose become phases where their unit is one of doses, and their begin and end those of the therapy.
  private mutating func readDoses(_ intervals: [FHIRElement], _ therapy: Int) {
    var times: [(start: (date: PartialDate, leaf: Leaf)?, end: (date: PartialDate, leaf: Leaf)?, row: Int?)] = []
    for element in intervals {
      let interval = element.child("interval")
      let start = day(interval?.child("start"), on: therapy, isOwn: true)
      let end = day(interval?.child("end"), on: therapy, isOwn: true)
      let place = phase(element, therapy)
      // Of a block that ends before it begins neither day is one: a later end would hide that.
      if let start, let end, PartialDate.isBefore(end.date.text, start.date.text) {
        tellReversed(start.date.text, end.date.text, at: end.leaf.place)
        if intervals.count > 1 {
          note(start.leaf, on: therapy, label: "begin of a dose")
          note(end.leaf, on: therapy, label: "end of a dose")
          times.append((nil, nil, place))
          finish(element, therapy)
          continue
        }
      }
      times.append((start, end, place))
      finish(element, therapy)
    }
    let starts = times.compactMap(\.start).sorted { $0.date.text < $1.date.text }
    let ends = times.compactMap(\.end).sorted { $0.date.text < $1.date.text }
    // Of blocks of which one has no begin or end nobody knows when all began and ended.
    let (first, last) = (starts.count == times.count ? starts.first : nil, ends.count == times.count ? ends.last : nil)
    for time in times {
      if let start = time.start {
        if start.leaf == first?.leaf {
          state("when", [start.date.text], of: therapy, start.leaf)
        } else if time.row == nil {
          note(start.leaf, on: therapy)
        }
        if let row = time.row {
          var value = PatientDraft.Value(
            texts: [start.date.text], place: start.leaf.place, raw: start.leaf.raw, meaning: "when of phase")
          value.isSecond = start.leaf == first?.leaf
          draft.owned[row].values.append(("when", value))
        }
      }
      if let end = time.end {
        if end.leaf == last?.leaf {
          state("ends", [end.date.text], of: therapy, end.leaf)
        } else {
          note(end.leaf, on: therapy, label: "end of a dose")
        }
      }
    }
    if let first { setOrder(first.date.text, therapy) }
  }

  private static let doseUnits = [
    "mg": "mg", "mg/m2": "mg/m2", "mg.m-2": "mg/m2", "mg/kg": "mg/kg", "mg.kg-1": "mg/kg",
  ]

  /// The phase of a block, whose dose is in a unit of UCUM that doses have; nil otherwise.
  private mutating func phase(_ element: FHIRElement, _ therapy: Int) -> Int? {
    guard let quantity = element.child("quantity"), let amount = quantity.peek("value"), let number = Double(amount),
      number > 0, let term = quantity.child("unit")?.peekTerm, let code = term.code(of: PhenopacketTerm.ucum),
      let unit = Self.doseUnits[code], let text = Self.number(amount)
    else { return nil }
    let reference = quantity.child("referenceRange")
    noteElement(reference, therapy)
    var leaves = quantity.rest(in: record)
    if let place = leaves.firstIndex(where: { $0.raw == amount }) { leaves.insert(leaves.remove(at: place), at: 0) }
    guard let first = leaves.first else { return nil }
    var dose = PatientDraft.Value(
      texts: ["\(text) \(unit)"], place: first.place, raw: first.raw, meaning: "dose of phase")
    dose.others = leaves.dropFirst().map(\.place)
    let owner = PatientDraft.Value(texts: [id(therapy)], place: draft.entries[therapy].row, raw: "", meaning: "")
    draft.owned.append(
      PatientDraft.Part(
        plan: "phase", kind: "phase", id: "", values: [("therapy", owner), ("dose", dose)], row: element.place(record)))
    return draft.owned.count - 1
  }

  /// A number as a text of the record: plain digits, of which three behind a point are followed by a zero, so that nobody takes them for thousands; nil for one that is too small or too large.
  static func number(_ text: String) -> String? {
    guard let number = Double(text), number.isFinite, number.magnitude < 1e9 else { return nil }
    if number == number.rounded() { return "\(Int(number))" }
    let plain = "\(number)"
    guard !plain.contains("e") else { return nil }
    return Quantity.thousandsOrDecimal(plain) == nil ? plain : plain + "0"
  }
}
