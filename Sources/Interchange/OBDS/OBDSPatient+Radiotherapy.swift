// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Notation

extension OBDSPatient {
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
      // The radiation of another report is that of the same days and target, whatever dose it has: two doses of one are told.
      let way = radiation.child("Applikationsart")?.children.first
      let like =
        (radiation.all("Beginn", "ST_Beginn_Datum", "ST_Zielgebiet").map(\.words)
        + [way?.name ?? ""] + (way?.all("Zielgebiet", "Seite_Zielgebiet").map(\.words) ?? [])).joined(separator: " ")
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
    if let end, entries.count == 1, let word = word(end, RegistryWords.ends, on: first) {
      state("stopped for", [word], of: first, end)
    } else if entries.count > 1 {
      noteWord(end, RegistryWords.ends, on: first)
    }
    readResidual(element, first, isSurgery: false)
    readSideEffects(element, of: first, isTherapy: false)
    readFindings(element, first, isOfTumour: false)
    return first
  }

  private mutating func readRadiation(
    _ element: ReportElement, _ tumour: Int, _ key: String?, _ number: String?
  ) -> Int {
    let (begin, none) = date(["Beginn", "ST_Beginn_Datum"], of: element, isExact: true)
    let entry = entry(
      "radiotherapy", key: key, number: number, stem: "st", order: begin?.order ?? order(tumour), at: element)
    state("when", begin, of: entry)
    tell(none, on: entry)
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
    let sideWord = word(side, RegistryWords.side, on: entry)
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
  mutating func readIntent(_ element: ReportElement, prefix: String, of entries: [Int]) {
    let intention = element.leaf("Intention", prefix + "_Intention", in: record)
    let position = element.leaf("Stellung_OP", prefix + "_Stellung_OP", in: record)
    guard let first = entries.first else { return }
    let intentionWord = word(intention, RegistryWords.intentions, on: first)
    let positionWord = word(position, RegistryWords.positions, on: first)
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
}
