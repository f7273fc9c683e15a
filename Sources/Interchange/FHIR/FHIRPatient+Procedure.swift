// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension FHIRPatient {
  private static let procedureFacts = ["completed", "in-progress", "stopped"]
  private static let procedureOthers = [
    "preparation": "it had not begun", "not-done": "it was not done", "on-hold": "it is on hold",
    "entered-in-error": FHIRPatient.withdrawn, "unknown": FHIRPatient.doubtful,
  ]

  mutating func readProcedure(_ own: Own) {
    let element = own.element
    let status = element.peek("status")
    guard isFact(element, Self.procedureFacts, Self.procedureOthers), isSaidDone(own) else { return }
    let order = order(element, "performedDateTime", "performedPeriod.start")
    let kind = Self.kind(ofProcedure: element)
    let made: Int
    switch kind {
    case "surgery": made = readSurgery(own, order)
    case "radiotherapy": made = readRadiotherapy(own, order)
    case "therapy": made = readSystemic(own, order)
    case "biopsy", "ablation": made = readOwn(own, kind, order)
    default:
      made = entry(
        "event", key: nil, number: number(element), stem: "procedure", order: order, at: element.place(record))
      stateConcept("event", element.child("code"), made, else: "procedure without a code")
      stateTimes(element, "performed", made, lasts: false)
    }
    entryOf[own.number] = made
    if let status, status == "in-progress", isOwn {
      state("ongoing", ["true"], of: made, nil)
    } else if let status, status != "completed", !isOwn {
      remark("status: \(status)", on: made)
    }
    for child in element.children where child.name == "basedOn" {
      leaveOutRest(of: child, "it refers to another resource")
    }
    finish(element, made)
  }

  /// Whether no words of a resource say that it was not done, was only meant, or is of somebody else; else it is told, and not read.
  mutating func isSaidDone(_ own: Own) -> Bool {
    guard !isOwn else { return true }
    func words(_ names: String...) -> [String] {
      names.flatMap { own.element.all($0) }.flatMap { concept in
        ([concept.peek("text")] + concept.all("coding").map { $0.peek("display") }).compactMap { $0 }
      }
    }
    let names = words("code", "medicationCodeableConcept", "event", "category", "bodySite", "outcome")
    let isFinding = own.type == "AdverseEvent"
    let objections =
      names.map { ($0, isFinding ? FactWords.objection(toFinding: $0) : FactWords.objection(toTreatment: $0)) }
      // Why it ended may be a refusal; that it never began is none.
      + words("statusReason").map { said in
        let isRefused =
          own.type == "Procedure" && own.element.peek("status") == "completed"
          && FactWords.sayNone(note: said, .treatment)
        return (said, isRefused || FactWords.sayNotGiven(said) ? "which may not say that it was done" : nil)
      }
    for case (let said, let why?) in objections {
      refuse(
        own.element, "\(ProblemLog.quoted(said)), \(why)",
        expected: "words of what was done, and a `status` that says whether it was")
      return false
    }
    return own.type != "Procedure" || isOneKind(own.element)
  }

  /// Whether the codes of OPS and the words of a procedure name one kind of it; else it is told, and not read.
  private mutating func isOneKind(_ element: FHIRElement) -> Bool {
    let concepts = element.all("code") + element.all("category")
    let codes = concepts.flatMap { $0.peekCodes() }.filter { FHIRSystems.ops.contains($0.system) }.map(\.code)
    let words = concepts.flatMap { concept in [concept.peek("text")] + concept.all("coding").map { $0.peek("display") }
    }
    guard let (one, other) = ProcedureWords.disagreement(codes + words.compactMap { $0 }) else { return true }
    refuse(
      element, "\(ProblemLog.quoted(one)) beside \(ProblemLog.quoted(other)) for one procedure",
      expected: "codes and words of one kind of procedure")
    return false
  }

  /// A biopsy or an ablation that this program wrote.
  private mutating func readOwn(_ own: Own, _ kind: String, _ order: String) -> Int {
    let element = own.element
    let entry = entry(
      kind, key: nil, number: number(element), stem: kind, order: order, at: element.place(record))
    for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "what kind of procedure it was") }
    stateConcept(kind, element.child("bodySite"), entry, else: "true")
    stateTimes(element, "performed", entry, lasts: false)
    return entry
  }

  /// What a procedure is in the record: by its profile, its category, or a code that a table has.
  static func kind(ofProcedure element: FHIRElement) -> String {
    if let own = FHIROwn.kind(element) { return own }
    if hasProfile(element, "mcode-cancer-related-surgical-procedure", "mii-pr-onko-operation") { return "surgery" }
    if hasProfile(
      element, "mcode-radiotherapy-course-summary", "mcode-cancer-related-radiation-procedure",
      "mii-pr-onko-strahlentherapie")
    {
      return "radiotherapy"
    }
    if hasProfile(element, "mii-pr-onko-systemische-therapie") { return "therapy" }
    for (system, code) in (element.child("code")?.peekCodes() ?? []) + (element.child("category")?.peekCodes() ?? []) {
      if FHIRSystems.ops.contains(system) {
        if code.hasPrefix("5-") { return "surgery" }
        if code.hasPrefix("8-52") || code.hasPrefix("8-53") { return "radiotherapy" }
        if code.hasPrefix("8-54") { return "therapy" }
      }
      guard FHIRSystems.snomed.contains(system) else { continue }
      if code == "108290001" { return "radiotherapy" }
      guard let known = CodeTables.table(.snomed)[code], known.kind == .procedure else { continue }
      switch known.word {
      case "surgery": return "surgery"
      case "radiotherapy": return "radiotherapy"
      default: return "therapy"
      }
    }
    return "event"
  }

  /// States a key by a concept in its words, with its codes.
  mutating func stateConcept(_ key: String, _ element: FHIRElement?, _ entry: Int, else silent: String) {
    let found = element?.concept(in: record)
    guard let concept = found, let first = concept.leaves.first, let words = concept.wordsAndCodes else {
      if !draft.entries[entry].values.contains(where: { $0.key == key }) { state(key, [silent], of: entry, nil) }
      note(found?.leaves ?? [], on: entry, label: key)
      return
    }
    state(key, [words], of: entry, first, others: Array(concept.leaves.dropFirst()))
  }

  private mutating func readSurgery(_ own: Own, _ order: String) -> Int {
    let element = own.element
    let entry = entry(
      "surgery", key: nil, number: number(element), stem: "surgery", order: order, at: element.place(record))
    if let child = element.child("code"), child.peekCodes().contains(where: { FHIRSystems.ops.contains($0.system) }) {
      readOPS(child.concept(in: record), entry)
    } else {
      stateConcept("surgery", element.child("code"), entry, else: Silence.notStated)
    }
    stateTimes(element, "performed", entry, lasts: false)
    if let site = element.child("bodySite") {
      let concept = site.concept(in: record)
      if let words = concept.words, let first = concept.leaves.first {
        state("site", [words], of: entry, first, others: Array(concept.leaves.dropFirst()))
      } else {
        note(concept.leaves, on: entry, label: "bodySite")
      }
    }
    if let child = element.child("outcome"),
      child.peekCodes().contains(where: { $0.system.hasSuffix("residualstatus") })
    {
      let concept = child.concept(in: record)
      if let code = concept.mii("mii-cs-onko-residualstatus")?.code {
        let others = concept.leaves.filter { $0 != code }
        if let word = word(code, RegistryWords.residual, on: entry, others: others) {
          state("margin", [word], of: entry, code, others: others)
        }
      } else {
        note(concept.leaves, on: entry, label: "outcome", as: concept.wordsAndCodes)
      }
    }
    for child in element.all("complication") { readComplication(child, entry) }
    return entry
  }

  /// Procedures by OPS, as reports to registries have them.
  private mutating func readOPS(_ concept: FHIRConcept, _ entry: Int) {
    let table = CodeTables.table(.ops)
    let words = concept.codings.compactMap { coding -> String? in
      guard let code = coding.code?.raw else { return nil }
      guard FHIRSystems.ops.contains(coding.system) else { return coding.name }
      return table[code].map { "\($0.word) (OPS \(code))" } ?? "OPS \(code)"
    }
    guard let first = concept.leaves.first, !words.isEmpty else {
      return note(concept.leaves, on: entry, label: "code")
    }
    var leaf = first
    leaf.raw = words.joined(separator: ", ")
    state("surgery", [leaf.raw], of: entry, leaf, others: Array(concept.leaves.dropFirst()))
  }

  private mutating func readComplication(_ element: FHIRElement, _ surgery: Int) {
    let concept = element.concept(in: record)
    guard let first = concept.leaves.first else { return }
    let own = entry(
      "complication", key: "\(id(surgery)) \(first.raw)", stem: "complication", order: order(surgery),
      at: element.place(record))
    state("of", [id(surgery)], of: own, nil)
    var words = concept.wordsAndCodes ?? first.raw
    if let coding = concept.mii("mii-cs-onko-operation-komplikation"), let code = coding.code,
      let known = RegistryWords.complications.word(code.raw)
    {
      words = "\(known) (\(code.raw))"
    }
    state("complication", [words], of: own, first, others: Array(concept.leaves.dropFirst()))
  }

  // MARK: systemic therapy

  private mutating func readSystemic(_ own: Own, _ order: String) -> Int {
    let element = own.element
    let entry = entry(
      "therapy", key: "\(own.number)", number: number(element), stem: "therapy", order: order, at: element.place(record)
    )
    // Its drugs stand in statements that refer to it.
    state("therapy", [Silence.notStated], of: entry, nil)
    if let child = element.child("code") { noteElement(child, entry, label: "code") }
    stateTimes(element, "performed", entry, lasts: true)
    readIntent(element, of: [entry])
    readEnd(element, entry)
    return entry
  }

  /// Why a treatment ended: by the list of registries, or in words.
  mutating func readEnd(_ element: FHIRElement, _ entry: Int) {
    if let child = element.child("outcome"),
      child.peekCodes().contains(where: {
        $0.system.hasSuffix("therapie-grund-ende") || $0.system.hasSuffix("ende-grund")
      })
    {
      let concept = child.concept(in: record)
      if let code = concept.codings.compactMap(\.code).first {
        let others = concept.leaves.filter { $0 != code }
        if let word = word(code, RegistryWords.ends, on: entry, others: others) {
          state("stopped for", [word], of: entry, code, others: others)
        }
      } else {
        note(concept.leaves, on: entry, label: "outcome", as: concept.wordsAndCodes)
      }
    }
    var reasons = element.all("statusReason")
    reasons += element.extensions("mcode-treatment-termination-reason").compactMap { $0.child("valueCodeableConcept") }
    for child in reasons {
      let concept = child.concept(in: record)
      guard let first = concept.leaves.first else { continue }
      let known = concept.entry(.snomed, FHIRSystems.snomed, .endOfTreatment)
      let words = known.map { FHIRWords.ends[$0.0.word] ?? $0.0.word } ?? concept.words ?? first.raw
      state(
        "stopped for", [words], of: entry, first, others: Array(concept.leaves.dropFirst()),
        codes: known.map { [$0.0.code] } ?? [])
    }
    for own in element.extensions("mcode-treatment-termination-reason") {
      used(own.leaf("url", in: record), "that it says why a treatment ended")
    }
  }

  /// The intent: before or after surgery where it is said, else what the intention is. What is not used stands in the note.
  mutating func readIntent(_ element: FHIRElement, of entries: [Int]) {
    guard let first = entries.first else { return }
    var said: [(word: String, code: Leaf, others: [Leaf], isIntent: Bool)] = []
    let own = element.extensions(
      "mcode-procedure-intent", "mcode-treatment-intent", "mii-ex-onko-systemische-therapie-intention",
      "mii-ex-onko-strahlentherapie-intention", "mii-ex-onko-operation-intention",
      "mii-ex-onko-systemische-therapie-stellung-zur-op", "mii-ex-onko-strahlentherapie-stellung-zur-op")
    for element in own {
      guard let child = element.child("valueCodeableConcept") else {
        leaveOutRest(of: element, "an extension without a value")
        continue
      }
      let url = element.leaf("url", in: record)
      let concept = child.concept(in: record)
      guard let code = concept.codings.compactMap(\.code).first else {
        if let text = concept.text, Intent(rawValue: text.raw) != nil {
          said.append((text.raw, text, [url].compactMap { $0 }, true))
        } else {
          for leaf in concept.leaves + [url].compactMap({ $0 }) { note(leaf, on: first) }
        }
        continue
      }
      let others = concept.leaves.filter { $0 != code } + [url].compactMap { $0 }
      if let (known, _) = concept.entry(.snomed, FHIRSystems.snomed, .intent) {
        said.append((known.word, code, others, Intent(rawValue: known.word) != nil))
      } else if let coding = concept.mii("mii-cs-onko-intention"), let own = coding.code {
        guard let word = word(own, RegistryWords.intentions, on: first, others: others) else { continue }
        said.append((word, own, others, ["curative", "palliative"].contains(word)))
      } else if concept.mii("mii-cs-therapie-stellung", "mii-cs-onko-therapie-stellung") != nil {
        guard let word = word(code, RegistryWords.positions, on: first, others: others) else { continue }
        said.insert((word, code, others, Intent(rawValue: word) != nil), at: 0)
      } else {
        note(code, on: first, others: others, label: "intent", as: concept.wordsAndCodes ?? code.raw)
      }
    }
    let place = said.firstIndex { $0.isIntent }
    for (number, one) in said.enumerated() {
      if number == place, draft.entries[first].kind != "surgery" {
        for entry in entries {
          state("intent", [one.word], of: entry, one.code, others: one.others, isSecond: entry != first)
        }
      } else {
        note(one.code, on: first, others: one.others, label: "intent", as: "\(one.word) (\(one.code.raw))")
      }
    }
  }
}
