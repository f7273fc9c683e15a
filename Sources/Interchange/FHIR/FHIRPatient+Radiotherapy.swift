// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

extension FHIRPatient {
  /// Volumes of one course of radiotherapy are entries each: they have their own targets and doses.
  mutating func readRadiotherapy(_ own: Own, _ order: String) -> Int {
    let element = own.element
    let volumes = element.extensions(
      "mcode-radiotherapy-dose-delivered-to-volume", "mii-ex-onko-strahlentherapie-bestrahlung")
    let name = number(element)
    var entries: [Int] = []
    for number in 0..<max(1, volumes.count) {
      let own = name.map { number == 0 ? $0 : "\($0)-\(number + 1)" }
      entries.append(
        entry("radiotherapy", key: nil, number: own, stem: "radiotherapy", order: order, at: element.place(record)))
    }
    let first = entries[0]
    for (number, volume) in volumes.enumerated() { readVolume(volume, entries[number], own.number) }
    stateCourse(element, entries)
    readIntent(element, of: entries)
    readEnd(element, first)
    if let child = element.child("code") {
      if isOwn {
        for leaf in child.rest(in: record) { used(leaf, "that it is a course of radiotherapy") }
      } else {
        noteElement(child, first, label: "code")
      }
    }
    let site = element.child("bodySite")
    for entry in entries where !draft.entries[entry].values.contains(where: { $0.key == "radiotherapy" }) {
      if let site, site.isOpen, entries.count == 1 {
        stateConcept("radiotherapy", site, entry, else: Silence.notStated)
      } else {
        state("radiotherapy", [Silence.notStated], of: entry, nil)
      }
    }
    return first
  }

  /// Begin and end of a course are those of each of its volumes.
  private mutating func stateCourse(_ element: FHIRElement, _ entries: [Int]) {
    stateTimes(element, "performed", entries[0], lasts: true)
    for (key, value) in draft.entries[entries[0]].values where ["when", "ends"].contains(key) {
      for entry in entries.dropFirst() {
        var own = value
        own.isSecond = true
        state(key, own, of: entry)
      }
    }
  }

  /// A volume with its dose: a total dose in Gy is that of the record.
  private mutating func readVolume(_ element: FHIRElement, _ entry: Int, _ number: Int) {
    used(element.leaf("url", in: record), "that it is a radiation of a target")
    for part in element.all("extension") {
      let name = part.peek("url")?.split(separator: "/").last.map(String.init) ?? ""
      switch name {
      case "volume":
        readTarget(part, entry, number)
      case "Zielgebiet":
        guard let child = part.child("valueCodeableConcept") else { continue }
        let concept = child.concept(in: record)
        guard let code = concept.codings.compactMap(\.code).first else {
          note(concept.leaves, on: entry, label: "target", as: concept.wordsAndCodes)
          continue
        }
        used(part.leaf("url", in: record), "the target")
        let words = concept.codings.compactMap { $0.display?.raw }.first.map { ", \($0)" } ?? ""
        state(
          "radiotherapy", ["target area \(code.raw)\(words)"], of: entry, code,
          others: concept.leaves.filter { $0 != code })
      case "totalDoseDelivered", "Gesamtdosis":
        readDose(part, entry)
      case "fractionsDelivered":
        guard let leaf = part.child("valueUnsignedInt")?.own(in: record) else { continue }
        state("fractions", [leaf.raw], of: entry, leaf, others: [part.leaf("url", in: record)].compactMap { $0 })
      default: break
      }
    }
    for part in element.children where part.isOpen { noteElement(part, entry) }
  }

  /// The target of a volume: what the body structure that it refers to is called.
  private mutating func readTarget(_ element: FHIRElement, _ entry: Int, _ number: Int) {
    guard let reference = element.child("valueReference"), let target = target(reference, from: number),
      let structure = elements[target]
    else { return }
    let location = structure.child("location").map(Self.words)
    guard let words = structure.peek("description") ?? location, let leaf = reference.leaf("reference", in: record)
    else {
      return
    }
    state("radiotherapy", [words], of: entry, leaf, others: element.rest(in: record))
  }

  private mutating func readDose(_ element: FHIRElement, _ entry: Int) {
    guard let quantity = element.child("valueQuantity"), !quantity.has("comparator"),
      let value = quantity.peek("value"),
      let unit = quantity.peek("code") ?? quantity.peek("unit"),
      quantity.peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false || quantity.peek("code") == nil
    else { return }
    var text: String?
    if unit == "Gy" { text = value }
    // A centigray is by its name a hundredth: the point moves, and no digit changes.
    if unit == "cGy" { text = Self.hundredth(value) }
    guard let text, let leaf = quantity.leaf("value", in: record) else { return }
    state("dose", ["\(text) Gy"], of: entry, leaf, others: element.rest(in: record))
  }

  /// A hundredth of a decimal number, by its digits: `6000` is `60`, `4550` is `45.5`.
  static func hundredth(_ text: String) -> String? {
    guard DecimalText.isPlain(text, whole: 9, fraction: 9) else { return nil }
    let parts = text.split(separator: ".")
    var digits = String(parts[0])
    while digits.count < 3 { digits = "0" + digits }
    var fraction = String(digits.suffix(2)) + (parts.count == 2 ? String(parts[1]) : "")
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let whole = digits.dropLast(2)
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }
}
