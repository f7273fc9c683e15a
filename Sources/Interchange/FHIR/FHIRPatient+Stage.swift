// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

/// A part of a stage: a category of TNM, or a stage group.
struct FHIRStagePart {
  /// Of which tumour.
  var tumour: Int
  /// The day or month that it is of; empty where nothing says it.
  var date: String
  /// Whether it is clinical (`c`) or pathological (`p`); empty where nothing says it.
  var kind: String
  /// `T`, `N`, `M`, `L`, `V`, `Pn`, `S`, or `group`.
  var letter: String
  /// As it stands in a stage: `cT3`, `UICC IIB`.
  var text: String
  /// The edition: `UICC 8`.
  var edition: (text: String, leaves: [SourceValue])?
  var leaves: [SourceValue]
  /// The resource that it stands in.
  var record: CellPlace
}

extension FHIRPatient {
  /// The codes of observations that are parts of stages: letter, and how they were found.
  static let stageCodes: [String: (letter: String, kind: String)] = [
    "21908-9": ("group", "c"), "21902-2": ("group", "p"), "21914-7": ("group", ""),
    "21905-5": ("T", "c"), "21899-0": ("T", "p"), "21906-3": ("N", "c"), "21900-6": ("N", "p"), "21907-1": ("M", "c"),
    "21901-4": ("M", "p"),
    // SNOMED CT, as the module of the Medical Informatics Initiative has them.
    "399390009": ("group", ""), "399537006": ("group", "c"), "399588009": ("group", "p"),
    "78873005": ("T", ""), "399504009": ("T", "c"), "384625004": ("T", "p"),
    "277206009": ("N", ""), "399534004": ("N", "c"), "371494008": ("N", "p"),
    "277208005": ("M", ""), "399387003": ("M", "c"), "371497001": ("M", "p"),
  ]

  /// The stage group that a condition has.
  mutating func readStage(_ element: FHIRElement, _ entry: Int, _ number: Int) {
    for child in element.all("assessment") { leaveOutRest(of: child, "it refers to another resource") }
    guard let summary = element.child("summary") else { return }
    let concept = summary.concept(in: record)
    // A stage in words alone is stated as it stands.
    if concept.codings.isEmpty, let text = concept.text {
      var part = FHIRStagePart(
        tumour: entry, date: "", kind: "", letter: "group", text: text.raw, leaves: [text], record: record)
      if let type = element.child("type")?.concept(in: record), let words = type.words {
        part.edition = (words, type.leaves)
      }
      stages.append(part)
      return
    }
    guard let (text, leaves) = Self.group(concept), let first = leaves.first else {
      if let first = concept.leaves.first {
        note(
          first, on: entry, others: Array(concept.leaves.dropFirst()), label: "stage",
          as: concept.wordsAndCodes ?? first.raw)
      }
      return
    }
    _ = first
    stages.append(
      FHIRStagePart(tumour: entry, date: "", kind: "", letter: "group", text: text, leaves: leaves, record: record))
  }

  /// A stage group: `UICC IIB`, `AJCC 3C`.
  static func group(_ concept: FHIRConcept) -> (String, [Leaf])? {
    for (systems, name) in [(FHIRSystems.uicc, "UICC"), (FHIRSystems.ajcc, "AJCC")] {
      if let coding = concept.coding(systems), let code = coding.code {
        // `2B` is IIB: what is shown is what is written.
        let isShown = coding.display?.raw.wholeMatch(of: #/[0IV]+[A-D]?[0-9]?/#) != nil
        let text = isShown ? coding.display?.raw ?? code.raw : code.raw
        return ("\(name) \(text)", concept.leaves)
      }
    }
    return nil
  }

  /// Reads an observation that is part of a stage; false for one that is none, or of which nothing says of which tumour.
  mutating func readStageObservation(_ own: Own) -> Bool {
    let element = own.element
    let codes = element.child("code")?.peekCodes() ?? []
    guard let (letter, kind) = codes.compactMap({ Self.stageCodes[$0.code] }).first,
      let tumour = tumour(element, from: own.number), let child = element.child("valueCodeableConcept")
    else { return false }
    let value = Self.concept(of: child)
    var kindOfPart = kind
    var text: String?
    if letter == "group" {
      text = Self.group(value)?.0
    } else if let raw = Self.category(value, letter) {
      let code = element.child("code")
      let prefix = code?.extensions("mii-ex-onko-tnm-cp-praefix").first?.child("valueCodeableConcept")?.peekCodes()
        .first?.code
      let isPrefixed = raw.wholeMatch(of: #/y?r?a?[cpu][TNM].*/#) != nil
      let own = isPrefixed ? "" : prefix ?? kind
      text = own + raw
      if kind.isEmpty, let sign = (isPrefixed ? raw : own).first(where: { "cp".contains($0) }) {
        kindOfPart = String(sign)
      }
    }
    guard let text else { return false }
    var leaves = child.rest(in: record)
    if let place = leaves.firstIndex(where: { $0.place.column?.hasSuffix(".code") ?? false }) {
      leaves.insert(leaves.remove(at: place), at: 0)
    }
    leaves += element.child("code")?.rest(in: record) ?? []
    var part = FHIRStagePart(
      tumour: tumour, date: order(element, "effectiveDateTime"), kind: kindOfPart, letter: letter, text: text,
      leaves: leaves, record: record)
    if let found = date(element.child("effectiveDateTime"), on: tumour) { part.leaves.append(found.leaf) }
    if let method = element.child("method") {
      let codes = method.peekCodes()
      if let own = codes.first(where: { $0.system.hasPrefix(FHIRSystems.mii) && $0.system.hasSuffix("tnm-version") }) {
        part.edition = ("UICC \(own.code)", method.rest(in: record))
      } else if codes.contains(where: { $0.code == "897275008" }) {
        part.edition = ("AJCC 8", method.rest(in: record))
      }
    }
    stages.append(part)
    finish(element, tumour)
    return true
  }

  /// A concept that stays unread.
  private static func concept(of element: FHIRElement) -> FHIRConcept {
    let place = CellPlace(file: "")
    func leaf(_ element: FHIRElement, _ name: String) -> Leaf? {
      element.peek(name).map { SourceValue(raw: $0, place: place) }
    }
    let codings = element.all("coding").map { coding in
      FHIRConcept.Coding(
        system: coding.peek("system") ?? "", code: leaf(coding, "code"), display: leaf(coding, "display"), leaves: [])
    }
    return FHIRConcept(codings: codings, text: leaf(element, "text"))
  }

  /// A category of TNM in the codes or words of a value: `cT3`, `T2a`.
  private static func category(_ concept: FHIRConcept, _ letter: String) -> String? {
    let texts =
      concept.codings.flatMap { [$0.code?.raw, $0.display?.raw].compactMap { $0 } }
      + [concept.text?.raw].compactMap { $0 }
    return texts.first { text in
      guard let match = text.wholeMatch(of: #/y?r?a?[cpu]?([TNM])[0-4Xais][A-Za-z0-9()+,.\-]*/#) else { return false }
      return match.1 == letter
    }
  }

  // MARK: together

  /// States the stage of each tumour: the parts of one day and kind together. The first clinical and the first pathological one are its stage; later ones stand in the note.
  mutating func settleStages() {
    struct Key: Hashable {
      var tumour: Int
      var date: String
      var kind: String
    }
    var order: [Key] = []
    var groups: [Key: [FHIRStagePart]] = [:]
    for part in stages {
      let key = Key(tumour: part.tumour, date: part.date, kind: part.kind)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(part)
    }
    stages = []
    var stated: [String: String] = [:]
    let sorted = order.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(
      \.element)
    for key in sorted {
      guard let parts = groups[key] else { continue }
      let letters = ["T", "N", "M", "group"]
      var texts: [String] = []
      var leaves: [Leaf] = []
      var editions: [(text: String, leaves: [Leaf])] = []
      for letter in letters {
        for part in parts where part.letter == letter {
          if !texts.contains(part.text) { texts.append(part.text) }
          leaves += part.leaves
          if let edition = part.edition { editions.append(edition) }
        }
      }
      guard let first = leaves.first, let place = parts.first?.record else { continue }
      record = place
      let text = texts.joined(separator: " ")
      let isLater = stated["\(key.tumour) \(key.kind)"].map { $0 != key.date } ?? false
      let sameEdition = Set(editions.map(\.text)).count == 1
      let others = Array(leaves.dropFirst()) + (isLater || !sameEdition ? editions.flatMap(\.leaves) : [])
      if isLater {
        let said = [text, key.date, Set(editions.map(\.text)).sorted().joined(separator: ", ")].filter { !$0.isEmpty }
        note(first, on: key.tumour, others: others, label: "TNM", as: said.joined(separator: ", "))
        outcome.warnings.append(
          Misfit(first.place, "a later stage of the tumour (\(text)): it stands in the note"))
        continue
      }
      stated["\(key.tumour) \(key.kind)"] = key.date
      var leaf = first
      leaf.raw = text
      state("stage", [text], of: key.tumour, leaf, others: others)
      if !key.date.isEmpty { remark("stage \(text): \(key.date)", on: key.tumour) }
      if sameEdition, let edition = editions.first, let leaf = edition.leaves.first {
        state(
          "stage edition", [edition.text], of: key.tumour, leaf,
          others: Array(editions.flatMap(\.leaves).dropFirst()))
      }
    }
  }
}
