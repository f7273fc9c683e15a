// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension FHIRPatient {
  // MARK: performance status

  /// ECOG and Karnofsky: by numbers, by answers of LOINC, by SNOMED CT, or by the lists of registries.
  mutating func readPerformance(_ own: Own) -> Bool {
    let element = own.element
    let parts = [element] + element.all("component")
    var isRead = false
    for part in parts {
      guard let scale = Self.scale(part), let word = Self.score(part, scale) else { continue }
      let entry = entry(
        "performance status", key: nil, number: isRead ? nil : number(element), stem: "performance-status",
        order: order(element, "effectiveDateTime"), at: element.place(record))
      let values = part.children.filter { $0.name.hasPrefix("value") }.flatMap { $0.rest(in: record) }
      let codes = part.child("code")?.rest(in: record) ?? []
      let leaves = values + codes
      guard let first = leaves.first else { continue }
      state("performance status", [word], of: entry, first, others: Array(leaves.dropFirst()))
      if isRead {
        let before = draft.entries[entryOf[own.number] ?? entry].values.filter { $0.key == "when" }
        for (_, value) in before {
          var copy = value
          copy.isSecond = true
          state("when", copy, of: entry)
        }
      } else {
        stateTimes(element, "effective", entry, lasts: false)
        entryOf[own.number] = entry
      }
      isRead = true
    }
    if let entry = entryOf[own.number], isRead { finish(element, entry) }
    return isRead
  }

  private static func scale(_ element: FHIRElement) -> String? {
    let codes = (element.child("code")?.peekCodes() ?? []).map(\.code)
    if codes.contains(where: { ["89247-1", "423740007"].contains($0) }) { return "ECOG" }
    return codes.contains(where: { ["89243-0", "761869008"].contains($0) }) ? "Karnofsky" : nil
  }

  private static func score(_ element: FHIRElement, _ scale: String) -> String? {
    func made(_ text: String) -> String? {
      let digits = text.hasSuffix("%") ? String(text.dropLast()).trimmed : text
      guard let number = Int(digits) else { return nil }
      if scale == "ECOG" { return (0...4).contains(number) && digits == text ? "ECOG \(number)" : nil }
      return (0...100).contains(number) && number % 10 == 0 ? "Karnofsky \(number) %" : nil
    }
    if let text = element.peek("valueInteger") { return made(text) }
    if let quantity = element.child("valueQuantity"), !quantity.has("comparator"), let value = quantity.peek("value") {
      let unit = quantity.peek("code") ?? quantity.peek("unit") ?? ""
      return ["{score}", "1", "", "%"].contains(unit) ? made(value) : nil
    }
    for (system, code) in element.child("valueCodeableConcept")?.peekCodes() ?? [] {
      if FHIRSystems.loinc.contains(system), scale == "ECOG", let word = FHIRWords.ecogAnswers[code] { return word }
      if FHIRSystems.snomed.contains(system), let known = CodeTables.table(.snomed)[code],
        known.kind == .performanceStatus
      {
        return known.word
      }
      if system.isEmpty || system.hasPrefix(FHIRSystems.mii), let word = made(code) { return word }
    }
    return nil
  }

  // MARK: weight and height

  /// A weight in kg or a height in cm; one in another unit stays in a note, unchanged.
  mutating func readSize(_ own: Own, isWeight: Bool) -> Bool {
    let element = own.element
    guard let quantity = element.child("valueQuantity"), !quantity.has("comparator"),
      let value = quantity.peek("value"),
      quantity.peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false,
      quantity.peek("code") == (isWeight ? "kg" : "cm"),
      DecimalText.isPlain(value, whole: 3, fraction: 3)
    else { return false }
    let when = order(element, "effectiveDateTime")
    var leaves = quantity.rest(in: record)
    if let place = leaves.firstIndex(where: { $0.place.column?.hasSuffix(".value") ?? false }) {
      leaves.insert(leaves.remove(at: place), at: 0)
    }
    for name in ["code", "effectiveDateTime"] { leaves += element.child(name)?.rest(in: record) ?? [] }
    let key = isWeight ? "weight" : "height"
    sizes.append(
      GatheredSize(
        key: key, text: "\(value) \(isWeight ? "kg" : "cm")", leaves: leaves,
        words: "\(when.isEmpty ? "" : "\(when), ")\(key)", place: element.place(record)))
    keepRest(own)
    return true
  }

  private mutating func keepRest(_ own: Own) {
    for child in own.element.children where child.isOpen {
      if Self.isLeftOut(child.name) {
        leaveOutRest(of: child, "it is of the sending system, and not of the patient")
      } else {
        sizes[sizes.count - 1].leaves += child.rest(in: record)
      }
    }
  }

  // MARK: laboratory

  /// What the words of a measurement say against its code: another analyte, or a specimen that is no blood.
  private func otherMeasurement(_ element: FHIRElement, _ known: CodeTable.Entry) -> String? {
    if let text = element.child("code")?.peek("text"), let other = Analyte(named: text),
      let own = Analyte(named: known.word), other != own
    {
      return "the code \(known.code.text) (\(known.word)) beside the words \(ProblemLog.quoted(text))"
    }
    let specimens = [element.child("specimen")?.peek("display"), element.child("bodySite")?.peek("text")].compactMap {
      $0
    }
    let others = [
      "urin", "drain", "liquor", "csf", "aszites", "ascites", "pleura", "stuhl", "stool", "erguss", "effusion",
    ]
    let other = specimens.first { text in
      text.lowercased().split { !$0.isLetter }.contains { word in others.contains { word.hasPrefix($0) } }
    }
    if let other { return "\(known.word) in \(ProblemLog.quoted(other))" }
    return nil
  }

  /// A laboratory value of a table, in a unit of UCUM that the table has; bounds are `<` and `>`.
  mutating func readLaboratory(_ own: Own) -> Bool {
    let element = own.element
    guard
      let known = element.child("code")?.peekCodes().compactMap({ system, code in
        FHIRSystems.loinc.contains(system) ? CodeTables.table(.loinc)[code] : nil
      }).first(where: { $0.kind == .analyte }),
      let quantity = element.child("valueQuantity"), let written = quantity.peek("value"),
      case let amount = DecimalText.plain(written), DecimalText.isPlain(amount, whole: 12, fraction: 12),
      quantity.peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false,
      let code = quantity.peek("code"), let unit = CodeTables.table(.ucum)[code], unit.property == known.property,
      let analyte = Analyte(named: known.word), let count = Double(amount)
    else { return false }
    if !isOwn, let why = otherMeasurement(element, known) {
      refuse(element, why, expected: "one analyte, in blood, serum or plasma")
      return true
    }
    let comparator = quantity.peek("comparator")
    guard [nil, "<", ">"].contains(comparator) else { return false }
    // What nobody has is not a value of the record, and is not changed either.
    do throws(LaboratoryProblem) { _ = try analyte.canonical(count, unit: unit.word) } catch {
      outcome.warnings.append(Misfit(quantity.place(record), "\(error): it stands in a note"))
      return false
    }
    let entry = entry(
      "lab", key: nil, number: number(element), stem: "lab",
      order: order(element, "effectiveDateTime", "effectivePeriod.start"),
      at: element.place(record))
    entryOf[own.number] = entry
    let concept = element.child("code")?.concept(in: record)
    if let concept, let first = concept.leaves.first {
      state("lab", [known.word], of: entry, first, others: Array(concept.leaves.dropFirst()), codes: [known.code])
    }
    var leaves = quantity.rest(in: record)
    if let place = leaves.firstIndex(where: { $0.raw == written }) { leaves.insert(leaves.remove(at: place), at: 0) }
    if let first = leaves.first {
      state("value", ["\(comparator ?? "")\(amount) \(unit.word)"], of: entry, first, others: Array(leaves.dropFirst()))
    }
    stateTimes(element, "effective", entry, lasts: false)
    finish(element, entry)
    return true
  }

  /// Tells why a value of an analyte, a weight or a height stands in a note, where only its form is at fault.
  mutating func tellUnread(_ own: Own) {
    let element = own.element
    let codes = (element.child("code")?.peekCodes() ?? []).filter { FHIRSystems.loinc.contains($0.system) }.map(\.code)
    let size = codes.compactMap { ["29463-7": ("the weight", "kg"), FHIRWords.height: ("the height", "cm")][$0] }.first
    let analyte = codes.compactMap { CodeTables.table(.loinc)[$0] }.first { $0.kind == .analyte }
    guard !isOwn, let name = size?.0 ?? analyte?.word,
      let value = element.children.first(where: { $0.name.hasPrefix("value") })
    else { return }
    var expected =
      size.map { "a `valueQuantity` in \($0.1), by its code of UCUM" } ?? "a `valueQuantity` with a code of UCUM"
    if value.name == "valueQuantity", let analyte {
      let unit = value.peek("code") ?? value.peek("unit") ?? ""
      // What nobody has is told where the value is looked at.
      if let known = CodeTables.table(.ucum)[unit], known.property == analyte.property,
        value.peek("system").map({ FHIRSystems.ucum.contains($0) }) ?? false,
        [nil, "<", ">"].contains(value.peek("comparator"))
      {
        return
      }
      if let meant = UnitWords.unit(unit) { expected += ": `\(meant.code.text)`" }
    }
    outcome.warnings.append(
      Misfit(
        value.place(record),
        "\(ProblemLog.quoted(Self.words(value))) for \(name), which is read in no such form: it stands in a note",
        expected: expected))
  }

  // MARK: what is found in a tumour

  /// Whether an observation is a marker of a tumour that is there or not: a value in words.
  func isMarker(_ element: FHIRElement) -> Bool {
    guard element.has("valueCodeableConcept") else { return false }
    if ownKind == "biomarker" { return true }
    return Self.hasProfile(
      element, "mcode-tumor-marker-test", "mcode-tumor-marker", "mii-pr-onko-genetische-variante")
      || element.child("code")?.peekCodes().contains {
        FHIRSystems.loinc.contains($0.system) && CodeTables.table(.loinc)[$0.code]?.kind == .biomarker
      } ?? false
  }

  /// Histology, grade, variants and markers of the one tumour that they are of.
  mutating func readFinding(_ own: Own, _ codes: Set<String>) -> Bool {
    let element = own.element
    guard let tumour = tumour(element, from: own.number), let child = element.child("valueCodeableConcept") else {
      return false
    }
    if codes.contains("33732-9") {
      guard let code = child.peekCodes().first(where: { $0.system.hasSuffix("mii-cs-onko-grading") })?.code else {
        return false
      }
      let concept = child.concept(in: record)
      guard let leaf = concept.codings.compactMap(\.code).first(where: { $0.raw == code }) else { return false }
      readGrade(leaf, others: concept.leaves.filter { $0 != leaf }, tumour)
    } else if codes.contains("59847-4") {
      readMorphology(child.concept(in: record), tumour)
    } else if codes.contains("69548-6") {
      return readVariant(own, tumour)
    } else {
      let name = element.child("code").map(Self.words) ?? ""
      let value = Self.words(child)
      guard !name.isEmpty, !value.isEmpty else { return false }
      let leaves = child.rest(in: record) + (element.child("code")?.rest(in: record) ?? [])
      guard let first = leaves.first else { return false }
      state("biomarkers", ["\(name): \(value)"], of: tumour, first, others: Array(leaves.dropFirst()))
    }
    for leaf in element.child("code")?.rest(in: record) ?? [] { used(leaf, "what is found in a tumour") }
    if let found = date(element.child("effectiveDateTime"), on: tumour) {
      note(found.leaf, on: tumour, label: "\(element.peek("id") ?? "finding")", as: found.date.text)
    }
    finish(element, tumour)
    return true
  }

  /// A genetic variant: the gene, what was found, and whether it is there.
  private mutating func readVariant(_ own: Own, _ tumour: Int) -> Bool {
    let element = own.element
    var gene: String?
    var rest: [String] = []
    for component in element.all("component") {
      guard let code = component.child("code")?.peekCodes().first?.code,
        let value = component.children.first(where: { $0.name.hasPrefix("value") })
      else { continue }
      let coding = value.child("coding")
      let words = coding?.peek("display") ?? value.peek("text") ?? coding?.peek("code") ?? Self.words(value)
      if code == "48018-6" { gene = words } else { rest.append(words) }
    }
    guard let gene, let child = element.child("valueCodeableConcept") else { return false }
    let answer = child.peekCodes().first?.code
    let said = answer == "LA9633-4" ? "present" : answer == "LA9634-2" ? "absent" : Self.words(child)
    let text = "\(gene): \(said)" + (rest.isEmpty ? "" : " (\(rest.joined(separator: ", ")))")
    var leaves = child.rest(in: record)
    for component in element.all("component") { leaves += component.rest(in: record) }
    leaves += element.child("code")?.rest(in: record) ?? []
    guard let first = leaves.first else { return false }
    state("biomarkers", [text], of: tumour, first, others: Array(leaves.dropFirst()))
    if let found = date(element.child("effectiveDateTime"), on: tumour) {
      note(found.leaf, on: tumour, label: gene, as: found.date.text)
    }
    finish(element, tumour)
    return true
  }
}
