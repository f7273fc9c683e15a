// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension FHIRPatient {
  private static let observationFacts = ["final", "amended", "corrected"]
  private static let observationOthers = [
    "registered": "it is not final", "preliminary": "it is not final", "cancelled": "it was cancelled",
    "entered-in-error": FHIRPatient.withdrawn, "unknown": FHIRPatient.doubtful,
  ]

  mutating func readObservation(_ own: Own) {
    let element = own.element
    guard isFact(element, Self.observationFacts, Self.observationOthers) else { return }
    guard !element.has("dataAbsentReason") else {
      let reason = element.child("dataAbsentReason").map(Self.words) ?? ""
      return leaveOutRest(of: element, "it has no value (dataAbsentReason: \(reason.prefix(60)))")
    }
    // What an observation is about, where that is not its subject: another person, a device, a family member.
    let subject = element.child("subject")?.peek("reference")
    if let other = element.all("focus").compactMap({ $0.peek("reference") }).first(where: { reference in
      reference != subject
        && ["Patient/", "RelatedPerson/", "Practitioner/", "Group/"].contains { reference.contains($0) }
    }) {
      return refuse(
        element, "an observation about \(ProblemLog.quoted(other)) (`focus`), who is not its subject",
        expected: "an observation about its subject")
    }
    if ownKind == "event" {
      let entry = entry(
        "event", key: nil, number: number(element), stem: "event", order: order(element, "effectiveDateTime"),
        at: element.place(record))
      entryOf[own.number] = entry
      stateConcept("event", element.child("code"), entry, else: "an event without words")
      stateTimes(element, "effective", entry, lasts: false)
      return finish(element, entry)
    }
    let codes = Set((element.child("code")?.peekCodes() ?? []).map(\.code))
    if !codes.isDisjoint(with: Self.stageCodes.keys) {
      if readStageObservation(own) { return }
      outcome.warnings.append(
        Misfit(
          element.place(record), "a part of a stage, of which nothing says of which tumour it is: it stands in a note"))
    } else if !codes.isDisjoint(with: Self.judged), let words = doubtOfValue(own, isSite: codes.contains("385421009")) {
      return refuse(
        element, "\(ProblemLog.quoted(words)) for the value, which does not say what its code does",
        expected: "one value, which nobody doubts")
    } else if codes.contains("396432002") {
      return readCourse(own)
    } else if !codes.isDisjoint(with: ["97509-4", "88040-1"]) {
      return readStatus(own)
    } else if !codes.isDisjoint(with: ["89247-1", "89243-0", "423740007", "761869008", "423690003"]) {
      if readPerformance(own) { return }
    } else if codes.contains("385421009") {
      if readDistant(own) { return }
    } else if codes.contains("184305005") {
      return readTumourDeath(own)
    } else if !codes.isDisjoint(with: ["33732-9", "59847-4", "69548-6"]) || isMarker(element) {
      if readFinding(own, codes) { return }
    } else if !codes.isDisjoint(with: ["29463-7", FHIRWords.height]) {
      if readSize(own, isWeight: codes.contains("29463-7")) { return }
    } else if readLaboratory(own) {
      return
    }
    tellUnread(own)
    keepFinding(own)
  }

  /// Codes of observations of which the value is a response, the state of the disease, or where metastases are.
  private static let judged: Set = ["396432002", "97509-4", "88040-1", "385421009"]

  /// Words of the value of an observation that doubt what its code says, or say progression beside a response.
  private func doubtOfValue(_ own: Own, isSite: Bool) -> String? {
    guard !isOwn, let value = own.element.child("valueCodeableConcept") else { return nil }
    let words = [value.peek("text")].compactMap { $0 } + value.all("coding").compactMap { $0.peek("display") }
    if isSite { return words.first { FactWords.objection(toMetastases: $0) != nil } }
    let codes = value.peekCodes()
    let isResponse = codes.contains { code in
      ["V", "T", "K", "B"].contains(code.code) && code.system.hasPrefix(FHIRSystems.mii)
        || CodeTables.table(.snomed)[code.code].map { $0.kind == .response && ["CR", "PR", "SD"].contains($0.word) }
          ?? false
    }
    let isProgression = codes.contains { code in
      code.code == "P" && code.system.hasPrefix(FHIRSystems.mii)
        || CodeTables.table(.snomed)[code.code].map { $0.kind == .response && $0.word == "PD" } ?? false
    }
    return words.first { text in
      ChartAssertion(text, .finding) == .doubted || isResponse && StopWords(text) == .progression
        || isProgression && (text.lowercased().contains("remission") || ["CR", "PR", "SD"].contains(text))
    }
  }

  /// Keeps a finding that the record has no key for: its day and code, then what it says.
  private mutating func keepFinding(_ own: Own) {
    let element = own.element
    let when = order(element, "effectiveDateTime", "effectivePeriod.start", "effectiveInstant")
    let code = element.child("code").map(Self.words) ?? ""
    let leaves = (element.child("code")?.rest(in: record) ?? [])
    let isKnown = own.element.child("code")?.peekCodes().contains {
      FHIRSystems.loinc.contains($0.system) && CodeTables.table(.loinc)[$0.code] != nil
    }
    let isMeasured = element.has("valueQuantity") && isKnown == false
    keepOther(
      own, head: [when, code].filter { !$0.isEmpty }.joined(separator: ", "), leaves,
      meaning: isMeasured ? Self.keyless(code) : nil)
  }

  // MARK: the course of the disease

  /// An assessment of the module of the Medical Informatics Initiative, by the lists of registries.
  private mutating func readCourse(_ own: Own) {
    let element = own.element
    let entry = assessment(own)
    var findings: [(word: String, leaf: Leaf, others: [Leaf])] = []
    var states: [String: String] = [:]
    var whole: Leaf?
    if let child = element.child("valueCodeableConcept") {
      let concept = child.concept(in: record)
      if let coding = concept.mii("mii-cs-onko-verlauf-gesamtbeurteilung"), let code = coding.code {
        whole = code
        let others = concept.leaves.filter { $0 != code }
        if let response = RegistryWords.responses.word(code.raw) {
          state("response", [response], of: entry, code, others: others)
        } else if let words = RegistryWords.otherResponses.word(code.raw) {
          findings.append((words, code, others))
          if code.raw == "Y" { states["whole"] = "Y" }
        } else {
          _ = word(code, RegistryWords.responses, on: entry, others: others)
        }
      } else {
        stateResponse(concept, entry)
      }
    }
    let lists = [
      "277062004": RegistryWords.primaryStatus, "399656008": RegistryWords.nodeStatus,
      "399608002": RegistryWords.distantStatus,
    ]
    for component in element.all("component") {
      guard let code = component.child("code")?.peekCodes().first(where: { lists[$0.code] != nil })?.code,
        let list = lists[code], let child = component.child("valueCodeableConcept")
      else { continue }
      let name = component.child("code")?.rest(in: record) ?? []
      let concept = child.concept(in: record)
      guard let coding = concept.codings.first(where: { $0.system.hasPrefix(FHIRSystems.mii) }), let leaf = coding.code
      else {
        note(concept.leaves + name, on: entry, label: "component \(code)", as: concept.wordsAndCodes)
        continue
      }
      let others = concept.leaves.filter { $0 != leaf } + name
      guard let words = word(leaf, list, on: entry, others: others) else { continue }
      states[code] = leaf.raw
      findings.append((words, leaf, others))
    }
    let parts = lists.keys.compactMap { states[$0] }
    if let whole, let why = RegistryWords.contradiction(whole: whole.raw, parts: parts) {
      outcome.warnings.append(
        Misfit(whole.place, "\(why): both stand", expected: "an assessment that its parts agree with"))
    }
    if let first = findings.first {
      var leaf = first.leaf
      leaf.raw = findings.map(\.leaf.raw).joined(separator: ", ")
      state(
        "finding", [findings.map(\.word).joined(separator: "; ")], of: entry, leaf,
        others: first.others + findings.dropFirst().flatMap { [$0.leaf] + $0.others })
    }
    readRelapse(states, findings.map(\.leaf), entry, element)
    finish(element, entry)
  }

  /// A relapse at the primary site, and new metastases of which no site is said, are events of their own.
  private mutating func readRelapse(
    _ states: [String: String], _ leaves: [Leaf], _ assessment: Int, _ element: FHIRElement
  ) {
    func made(_ kind: String, _ word: String) {
      let own = entry(
        kind, key: "\(id(assessment))", stem: Identifier.slug(kind), order: order(assessment), at: element.place(record)
      )
      guard let leaf = leaves.first else { return }
      state(kind, [word], of: own, leaf, isSecond: true)
      for (_, value) in draft.entries[assessment].values.filter({ $0.key == "when" }) {
        var copy = value
        copy.isSecond = true
        state("when", copy, of: own)
      }
    }
    if states["277062004"] == "R" { made("local relapse", "true") }
    if states["399608002"] == "R" { made("metastases", "site not stated") }
    let isPlaced = ["R", "P"].contains(states["277062004"]) || ["R", "P"].contains(states["399608002"])
    if states["whole"] == "Y", !isPlaced {
      outcome.warnings.append(
        Misfit(
          element.place(record),
          "a recurrence (Y) of which nothing says where it was: it is a finding, and ends no time to progression",
          expected: "`local relapse`, `metastases` or a response, once it is known"))
    }
  }

  /// The status of the disease of mCODE: of its codes those of responses are a response, the others words.
  private mutating func readStatus(_ own: Own) {
    let element = own.element
    let entry = assessment(own)
    if let child = element.child("valueCodeableConcept") { stateResponse(child.concept(in: record), entry) }
    // By what the disease was judged.
    if let child = element.child("method"), let words = child.peek("text"), !child.has("coding") {
      draft.entries[entry].values.removeAll { $0.key == "assessment" && $0.value.place.column == nil }
      if let leaf = child.leaf("text", in: record) { state("assessment", [words], of: entry, leaf) }
    }
    for component in element.all("component") where component.child("code")?.peek("text") == "finding" {
      guard let leaf = component.leaf("valueString", in: record) else { continue }
      state("finding", [leaf.raw], of: entry, leaf, others: component.rest(in: record))
    }
    for evidence in element.extensions("mcode-cancer-disease-status-evidence-type", "mcode-evidence-type") {
      used(evidence.leaf("url", in: record), "that it says by what the disease was judged")
      noteElement(evidence.child("valueCodeableConcept"), entry, label: "evidence")
    }
    finish(element, entry)
  }

  private mutating func assessment(_ own: Own) -> Int {
    let element = own.element
    let entry = entry(
      "assessment", key: nil, number: number(element), stem: "assessment",
      order: order(element, "effectiveDateTime", "effectivePeriod.start"), at: element.place(record))
    entryOf[own.number] = entry
    state("assessment", [Silence.notStated], of: entry, nil)
    stateTimes(element, "effective", entry, lasts: false)
    for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "that it is an assessment") }
    return entry
  }

  private mutating func stateResponse(_ concept: FHIRConcept, _ entry: Int) {
    guard let first = concept.leaves.first else { return }
    let others = Array(concept.leaves.dropFirst())
    if isOwn, let text = concept.text {
      return state("response", [text.raw], of: entry, text, others: concept.codings.flatMap(\.leaves))
    }
    if let (known, _) = concept.entry(.snomed, FHIRSystems.snomed, .response) {
      state("response", [known.word], of: entry, first, others: others, codes: [known.code])
    } else if let (known, _) = concept.entry(.snomed, FHIRSystems.snomed, .diseaseStatus) {
      state("finding", [known.word], of: entry, first, others: others, codes: [known.code])
      if known.word == "worsened" {
        outcome.warnings.append(
          Misfit(
            first.place, "`worsened` is a finding, and no progression that is counted",
            expected: "an assessment with its response, where the chart says that it was progression"))
      }
    } else if let text = concept.codings.compactMap(\.code).map(\.raw).first(where: {
      ["CR", "PR", "SD", "PD", "NE"].contains($0)
    }) {
      state("response", [text], of: entry, first, others: others)
    } else {
      state("finding", [concept.wordsAndCodes ?? first.raw], of: entry, first, others: others)
    }
  }

  /// Where distant metastases are, by the list of registries.
  private mutating func readDistant(_ own: Own) -> Bool {
    let element = own.element
    guard let child = element.child("valueCodeableConcept") else { return false }
    let known = child.peekCodes().contains {
      $0.system.hasSuffix("mii-cs-onko-fernmetastasen") || CodeTables.table(.snomed)[$0.code]?.kind == .metastases
    }
    guard known else { return false }
    let entry = entry(
      "metastases", key: nil, number: number(element), stem: "metastases", order: order(element, "effectiveDateTime"),
      at: element.place(record))
    entryOf[own.number] = entry
    let concept = child.concept(in: record)
    if let (found, coding) = concept.entry(.snomed, FHIRSystems.snomed, .metastases), let code = coding.code {
      state(
        "metastases", [found.word], of: entry, code, others: concept.leaves.filter { $0 != code }, codes: [found.code])
    } else if let code = concept.mii("mii-cs-onko-fernmetastasen")?.code {
      let others = concept.leaves.filter { $0 != code }
      if let word = word(code, RegistryWords.metastases, on: entry, others: others) {
        state("metastases", [word], of: entry, code, others: others)
      } else {
        state("metastases", ["site not stated"], of: entry, nil)
      }
    } else {
      state("metastases", ["site not stated"], of: entry, nil)
      note(concept.leaves, on: entry, label: "site", as: concept.wordsAndCodes)
    }
    stateTimes(element, "effective", entry, lasts: false)
    for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "that these are metastases") }
    finish(element, entry)
    return true
  }

  /// Whether a death was of the tumour, and of what.
  private mutating func readTumourDeath(_ own: Own) {
    let element = own.element
    let entry = death(element)
    entryOf[own.number] = entry
    var isSaid = false
    for child in element.all("interpretation") {
      let concept = child.concept(in: record)
      guard let code = concept.codings.compactMap(\.code).first else {
        note(concept.leaves, on: entry, label: "interpretation", as: concept.wordsAndCodes)
        continue
      }
      let others = concept.leaves.filter { $0 != code }
      guard let word = word(code, RegistryWords.tumourDeath, on: entry, others: others) else { continue }
      draft.entries[entry].values.removeAll { $0.key == "death" && $0.value.place.column == nil }
      dropUnsaid(of: entry)
      state("death", [word], of: entry, code, others: others)
      isSaid = true
    }
    if !isSaid, !draft.entries[entry].values.contains(where: { $0.key == "death" }) {
      state("death", [Silence.notStated], of: entry, nil)
    }
    stateTimes(element, "effective", entry, lasts: false)
    setOrder(order(element, "effectiveDateTime"), entry)
    if isOwn, let leaf = element.child("valueCodeableConcept")?.leaf("text", in: record) {
      draft.entries[entry].values.removeAll { $0.key == "death" && $0.value.place.column == nil }
      state("death", [leaf.raw], of: entry, leaf)
    }
    noteElement(element.child("valueCodeableConcept"), entry, label: "cause of death")
    for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "that it is a death") }
    finish(element, entry)
  }
}
