// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

extension FHIRPatient {
  private static let given: [String: (facts: [String], others: [String: String])] = [
    "MedicationStatement": (
      ["active", "completed", "stopped"],
      [
        "entered-in-error": FHIRPatient.withdrawn, "intended": "it was intended, and nothing says that it was taken",
        "on-hold": "it is on hold", "unknown": FHIRPatient.doubtful, "not-taken": "it was not taken",
      ]
    ),
    "MedicationAdministration": (
      ["in-progress", "completed", "stopped"],
      [
        "not-done": "it was not given", "on-hold": "it is on hold", "entered-in-error": FHIRPatient.withdrawn,
        "unknown": FHIRPatient.doubtful,
      ]
    ),
    "MedicationRequest": (
      ["active", "completed", "stopped"],
      [
        "on-hold": "it is on hold", "cancelled": "it was cancelled", "entered-in-error": FHIRPatient.withdrawn,
        "draft": "it is a draft", "unknown": FHIRPatient.doubtful,
      ]
    ),
  ]

  mutating func readMedication(_ own: Own) {
    let element = own.element
    guard let codes = Self.given[own.type] else { return }
    let status = element.peek("status") ?? ""
    guard isFact(element, codes.facts, codes.others) else { return }
    guard isSaidDone(own) else { return }
    if let (part, whole) = partOfUndone(own) {
      return refuse(
        element, "a drug of `\(part)`, whose status is `\(whole)`: whether it was given is not said",
        expected: "a `partOf` that was done, or a `status` by which the drug was not given either")
    }
    if own.type == "MedicationRequest" {
      if element.peek("doNotPerform") == "true" {
        return leaveOutRest(of: element, "doNotPerform: it was ordered not to be given")
      }
      guard
        isFact(
          element, ["order", "original-order", "reflex-order", "filler-order", "instance-order"],
          ["proposal": "it was proposed", "plan": "it was planned", "option": "it was one of several options"],
          by: "intent")
      else { return }
    }
    if !isOwn, let denied = wordsOfDrug(own).first(where: DrugWords.deny) {
      return refuse(
        element, "\(ProblemLog.quoted(denied)), which may not say that the drug was given",
        expected: "the name of a drug, and a `status` that says whether it was given")
    }
    let doses = Self.doses(element)
    if !isOwn, !doses.isEmpty, doses.allSatisfy({ $0 <= 0 }) {
      return refuse(
        element, "a dose of \(Quantity.digits(doses[0])), by which nothing was given", expected: "a dose that was given"
      )
    }
    if !isOwn, let medication = medicationOf(own), medication.peek("status") == "entered-in-error" {
      return refuse(element, "a `Medication` that was entered in error", expected: "the drug that was given")
    }
    if !isOwn, let other = otherReason(own) {
      outcome.warnings.append(
        Misfit(
          element.place(record), "a drug for \(ProblemLog.quoted(other)): no therapy of the tumour, it stands in a note"
        ))
      return readOtherMedication(own, drugs(own))
    }
    let isOfCancer = isOfCancer(own)
    let drugs = drugs(own)
    guard
      isOfCancer
        || drugs.contains(where: {
          Self.isAntineoplastic($0.drug) || $0.isAntineoplastic || DrugWords.nameDrugOfCancer($0.drug)
        })
    else {
      return readOtherMedication(own, drugs)
    }
    switch own.type {
    case "MedicationRequest": readOrder(own, drugs, status)
    case "MedicationAdministration": readAdministration(own, drugs)
    default: readStatement(own, drugs, status)
    }
  }

  /// A drug of a therapy with the values that say it.
  struct NamedDrug {
    var drug: String
    var leaf: Leaf?
    var others: [Leaf] = []
    var codes: [Code] = []
    var isAntineoplastic = false
    /// Whether more than the name stands in its words.
    var holdsMore = false
    /// Whether it stands in one text with the drug before it, which is one value. (Of a document in one line the places are equal.)
    var isFurther = false
  }

  /// Whether a drug is one against cancer, by its group of ATC: L01 antineoplastic agents, L02 endocrine therapy.
  static func isAntineoplastic(_ drug: String) -> Bool {
    CodeTables.table(.atc).entries(for: drug).contains { isAntineoplastic(code: $0.code.text) }
  }

  private static func isAntineoplastic(code: String) -> Bool { code.hasPrefix("L01") || code.hasPrefix("L02") }

  /// Whether a medication is one of a tumour, by its profile, what it is part of, or its reason.
  private func isOfCancer(_ own: Own) -> Bool {
    if isOwn { return true }
    let element = own.element
    if Self.hasProfile(
      element, "mcode-cancer-related-medication-request", "mcode-cancer-related-medication-administration",
      "mcode-cancer-related-medication-statement", "mii-pr-onko-systemische-therapie-medikation")
    {
      return true
    }
    return linked(element, ["partOf", "request", "basedOn"], ["therapy", "plan"], from: own.number) != nil
      || linked(element, ["reasonReference"], ["diagnosis"], from: own.number) != nil
  }

  /// The doses that a resource states, as numbers.
  private static func doses(_ element: FHIRElement) -> [Double] {
    element.all("dosage").flatMap { dosage in
      [dosage.child("dose")] + dosage.all("doseAndRate").map { $0.child("doseQuantity") }
    }.compactMap { $0?.peek("value") }.compactMap { Double($0) }
  }

  /// The medication that a resource refers to.
  private func medicationOf(_ own: Own) -> FHIRElement? {
    guard let reference = own.element.child("medicationReference") else { return nil }
    if let text = reference.peek("reference"), text.hasPrefix("#") {
      return own.element.all("contained").first { $0.peek("id") == String(text.dropFirst()) }
    }
    return target(reference, from: own.number).flatMap { medications.element($0) }
  }

  /// The reason of a drug by a code of ICD-10 that is of no tumour, where no other reason is stated.
  private func otherReason(_ own: Own) -> String? {
    let concepts =
      own.element.all("reasonCode")
      + own.element.all("reasonReference").compactMap { reference in
        target(reference, from: own.number).flatMap { elements[$0] }?.child("code")
      }
    let codes = concepts.flatMap { $0.peekCodes() }.filter {
      FHIRSystems.icd10GM.union(FHIRSystems.icd10WHO).union(FHIRSystems.icd10CM).contains($0.system)
    }.map(\.code)
    guard let first = codes.first,
      codes.allSatisfy({ code in
        !code.hasPrefix("C") && !(code.hasPrefix("D") && code.dropFirst().first.map { "01234".contains($0) } ?? false)
      })
    else { return nil }
    return first
  }

  /// What stands in words of the drug, without reading it.
  private func wordsOfDrug(_ own: Own) -> [String] {
    let concept = own.element.child("medicationCodeableConcept")
    let displays = concept?.all("coding").compactMap { $0.peek("display") } ?? []
    return [concept?.peek("text"), own.element.child("medicationReference")?.peek("display")].compactMap { $0 }
      + displays
  }

  /// The drugs of a medication, by ATC, or by their names.
  private mutating func drugs(_ own: Own) -> [NamedDrug] {
    let element = own.element
    var found: [NamedDrug] = []
    if let child = element.child("medicationCodeableConcept") { found += named(child.concept(in: record)) }
    if let reference = element.child("medicationReference") {
      var medication: FHIRElement?
      if let text = reference.peek("reference"), text.hasPrefix("#") {
        medication = element.all("contained").first { $0.peek("id") == String(text.dropFirst()) }
      } else if let target = target(reference, from: own.number) {
        medication = medications.element(target)
      }
      if let medication {
        leaveOutRest(of: reference, "it refers to another resource")
        found += named(medication)
      } else if let display = reference.leaf("display", in: record) {
        found += Self.named(display, others: [])
        leaveOutRest(of: reference, "it refers to another resource")
      }
    }
    return found
  }

  /// The drugs of a medication: its code, else its ingredients.
  private mutating func named(_ medication: FHIRElement) -> [NamedDrug] {
    // What was read of it before names the drug again, and is counted once.
    let isNew = medication.isOpen
    var found: [NamedDrug] = []
    var children = medication.all("code")
    if children.isEmpty { children = medication.all("ingredient").compactMap { $0.child("itemCodeableConcept") } }
    for child in children {
      if isNew {
        found += named(child.concept(in: record))
      } else if let drug = Self.name(of: child) {
        found.append(drug)
      }
    }
    for child in medication.children
    where ["meta", "text", "identifier", "manufacturer", "batch", "status"].contains(child.name) {
      leaveOutRest(of: child, "it is of the product, and not of the patient")
    }
    leaveOutRest(of: medication, "it is of the product, and not of the patient")
    return found
  }

  /// The name of a drug that was read before.
  private static func name(of element: FHIRElement) -> NamedDrug? {
    for coding in element.all("coding") {
      if let code = coding.peek("code"), FHIRSystems.atc.contains(coding.peek("system") ?? ""),
        let known = CodeTables.table(.atc)[code]
      {
        return NamedDrug(drug: known.word, leaf: nil, isAntineoplastic: isAntineoplastic(code: code))
      }
    }
    let words = element.peek("text") ?? element.all("coding").compactMap { $0.peek("display") }.first
    return words.map { NamedDrug(drug: BuiltInLibrary.generic($0) ?? $0, leaf: nil) }
  }

  /// The drugs that words name, with what stands beside the names kept.
  private static func named(_ words: Leaf, others: [Leaf]) -> [NamedDrug] {
    let named = DrugWords.named(words.raw) ?? DrugWords.Named(drugs: [words.raw], holdsMore: false)
    return named.drugs.enumerated().map { place, drug in
      var own = NamedDrug(drug: drug, leaf: words, others: place == 0 ? others : [])
      own.holdsMore = named.holdsMore
      own.isFurther = place > 0
      return own
    }
  }

  private mutating func named(_ concept: FHIRConcept) -> [NamedDrug] {
    // What this program wrote is the word of the record.
    if isOwn, let text = concept.text {
      return [NamedDrug(drug: text.raw, leaf: text, others: concept.codings.flatMap(\.leaves))]
    }
    var found: [NamedDrug] = []
    var rest: [Leaf] = []
    for coding in concept.codings {
      guard let code = coding.code, FHIRSystems.atc.contains(coding.system) else {
        rest += coding.leaves
        continue
      }
      let others = coding.leaves.filter { $0 != code }
      let known = CodeTables.table(.atc)[code.raw]
      let drug = known?.kind == .drug ? known?.word : coding.display.map { BuiltInLibrary.generic($0.raw) ?? $0.raw }
      if let place = found.firstIndex(where: { $0.drug == drug }) {
        found[place].others += coding.leaves
      } else {
        found.append(
          NamedDrug(
            drug: drug ?? "ATC \(code.raw)", leaf: code, others: others, codes: known.map { [$0.code] } ?? [],
            isAntineoplastic: Self.isAntineoplastic(code: code.raw)))
      }
    }
    if found.count > 1 {
      outcome.warnings.append(
        Misfit(
          found[0].leaf?.place ?? record,
          "\(found.map(\.drug).joined(separator: " and ")) in one `medicationCodeableConcept`, whose codes mean the same thing: they stand as drugs given together"
        ))
    }
    let text = concept.text
    if !found.isEmpty {
      found[0].others += rest + [text].compactMap { $0 }
      return found
    }
    let names = [text].compactMap { $0 } + concept.codings.compactMap(\.display)
    if let words = names.first {
      let known = names.first { DrugWords($0.raw).drug != nil } ?? words
      return Self.named(known, others: concept.leaves.filter { $0 != known })
    }
    guard let coding = concept.codings.first(where: { $0.code != nil }), let code = coding.code else {
      for leaf in concept.leaves { leaveOut(leaf, "no code and no name of a drug") }
      return []
    }
    outcome.warnings.append(
      Misfit(
        code.place, "\(ProblemLog.quoted(code.raw)), a code of a drug without its name: it stands as the drug",
        expected: "a code of ATC, or the name (`display`)"))
    return [NamedDrug(drug: coding.name ?? code.raw, leaf: code, others: concept.leaves.filter { $0 != code })]
  }

  /// The procedure that a resource is part of, and its status, where that says that it was not done.
  private func partOfUndone(_ own: Own) -> (reference: String, status: String)? {
    for part in own.element.all("partOf") {
      guard let target = target(part, from: own.number), let whole = elements[target], whole.name == "Procedure",
        let status = whole.peek("status"), ["not-done", "entered-in-error", "preparation"].contains(status)
      else { continue }
      return (part.peek("reference") ?? "Procedure", status)
    }
    return nil
  }

  // MARK: what becomes of them

  private mutating func readStatement(_ own: Own, _ drugs: [NamedDrug], _ status: String) {
    let element = own.element
    let whole = linked(element, ["partOf"], ["therapy"], from: own.number)
    if whole == nil, let part = element.child("partOf"), target(part, from: own.number) == nil {
      outcome.warnings.append(
        Misfit(
          part.place(record),
          "\(ProblemLog.quoted(part.peek("reference") ?? "")), which is not among the files: its drugs are a therapy of their own"
        ))
    }
    let entry =
      whole
      ?? entry(
        "therapy", key: "\(own.number)", number: number(element), stem: "therapy",
        order: order(element, "effectivePeriod.start", "effectiveDateTime"), at: element.place(record))
    entryOf[own.number] = entry
    addDrugs(drugs, entry)
    stateTimes(element, "effective", entry, lasts: true)
    readIntent(element, of: [entry])
    readEnd(element, entry)
    if whole == nil, !isOwn { remark("status: \(status)", on: entry) }
    finish(element, entry)
  }

  /// Adds drugs to a therapy, each once.
  private mutating func addDrugs(_ drugs: [NamedDrug], _ entry: Int) {
    let place = draft.entries[entry].values.firstIndex { $0.key == "therapy" }
    var names = place.map { draft.entries[entry].values[$0].value.texts[0].parts(by: " + ") } ?? []
    names.removeAll { $0 == Silence.notStated }
    var value = place.map { draft.entries[entry].values[$0].value }
    if value?.place.column == nil { value = nil }
    for drug in drugs {
      if !names.contains(where: { $0.lowercased() == drug.drug.lowercased() }) { names.append(drug.drug) }
      guard let leaf = drug.leaf, !drug.isFurther else { continue }
      // What stands beside a name, as a dose, no name holds.
      if drug.holdsMore { remark("\(leaf.place.column ?? "drug"): \(leaf.raw)", on: entry) }
      if var own = value {
        own.others += [leaf.place] + drug.others.map(\.place)
        own.codes += drug.codes
        own.raw += ", \(leaf.raw)"
        value = own
      } else {
        var own = PatientDraft.Value(texts: [], place: leaf.place, raw: leaf.raw, meaning: "therapy of therapy")
        own.others = drug.others.map(\.place)
        own.codes = drug.codes
        value = own
      }
    }
    guard !names.isEmpty else {
      if place == nil { state("therapy", [Silence.notStated], of: entry, nil) }
      return
    }
    var own = value ?? PatientDraft.Value(texts: [], place: draft.entries[entry].row, raw: "", meaning: "")
    own.texts = [names.joined(separator: " + ")]
    draft.entries[entry].values.removeAll { $0.key == "therapy" }
    draft.entries[entry].values.insert(("therapy", own), at: 0)
  }

  /// An administration is of the therapy that it refers to; one of none is an event: which of them are a therapy, nobody says.
  private mutating func readAdministration(_ own: Own, _ drugs: [NamedDrug]) {
    let element = own.element
    let when = order(element, "effectiveDateTime", "effectivePeriod.start")
    if let whole = linked(element, ["partOf", "request"], ["therapy"], from: own.number) {
      entryOf[own.number] = whole
      addDrugs(drugs, whole)
      let words = Self.words(element.child("dosage") ?? element)
      let said = element.child("dosage").map { _ in ", \(words)" } ?? ""
      var leaves: [Leaf] = []
      for name in ["effectiveDateTime", "effectivePeriod", "dosage"] {
        leaves += element.child(name)?.rest(in: record) ?? []
      }
      if let first = leaves.first {
        note(first, on: whole, others: Array(leaves.dropFirst()), label: "given", as: "\(when)\(said)")
      }
      return finish(element, whole)
    }
    let entry = entry(
      "event", key: nil, number: number(element), stem: "administration", order: when, at: element.place(record))
    entryOf[own.number] = entry
    let name = drugs.map(\.drug).joined(separator: " + ")
    let leaves = drugs.flatMap { [$0.leaf].compactMap { $0 } + $0.others }
    state(
      "event", ["\(name.isEmpty ? "a drug" : name) given"], of: entry, leaves.first, others: Array(leaves.dropFirst()),
      codes: drugs.flatMap(\.codes))
    stateTimes(element, "effective", entry, lasts: false)
    loose[name, default: (0, element.place(record))].count += 1
    finish(element, entry)
  }

  /// Tells of drugs that were given and are of no therapy.
  mutating func tellLoose() {
    for (drug, found) in loose.sorted(by: { $0.key < $1.key }) {
      outcome.warnings.append(
        Misfit(
          found.place,
          "\(found.count) \(found.count == 1 ? "administration" : "administrations") of \(drug.isEmpty ? "a drug" : drug) that refer to no therapy: they are events",
          expected: "a `therapy`, once it is known which of them belong together"))
    }
    loose = [:]
  }

  /// An order is a plan: nothing says that it was given.
  private mutating func readOrder(_ own: Own, _ drugs: [NamedDrug], _ status: String) {
    let element = own.element
    let entry = entry(
      "plan", key: nil, number: number(element), stem: "order", order: order(element, "authoredOn"),
      at: element.place(record))
    entryOf[own.number] = entry
    let leaves = drugs.flatMap { [$0.leaf].compactMap { $0 } + $0.others }
    let name = drugs.map(\.drug).joined(separator: " + ")
    state(
      "plan", ["order of \(name.isEmpty ? "a drug" : name)"], of: entry, leaves.first,
      others: Array(leaves.dropFirst()),
      codes: drugs.flatMap(\.codes))
    if let found = date(element.child("authoredOn"), on: entry) {
      state("when", [found.date.text], of: entry, found.leaf)
    }
    remark("status: \(status)", on: entry)
    finish(element, entry)
  }

  /// A drug that is none of the tumour stands with others in one note.
  private mutating func readOtherMedication(_ own: Own, _ drugs: [NamedDrug]) {
    let leaves = drugs.flatMap { [$0.leaf].compactMap { $0 } + $0.others }
    let name = drugs.map(\.drug).joined(separator: " + ")
    let when = order(own.element, "effectiveDateTime", "effectivePeriod.start", "authoredOn")
    keepOther(own, head: [when, name].filter { !$0.isEmpty }.joined(separator: ", "), leaves)
  }
}
