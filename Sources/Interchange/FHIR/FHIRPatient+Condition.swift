// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

extension FHIRPatient {
  private static let icd10 = FHIRSystems.icd10GM.union(FHIRSystems.icd10WHO).union(FHIRSystems.icd10CM)
  private static let histology = [
    "mcode-histology-morphology-behavior", "mii-ex-onko-histology-morphology-behavior-icdo3",
  ]

  /// Whether a condition is a primary tumour: by its profile, its histology, or a code of ICD-10.
  func isPrimary(_ element: FHIRElement) -> Bool {
    if let own = FHIROwn.kind(element) { return own == "diagnosis" }
    if Self.isSecondary(element) { return false }
    if Self.hasProfile(element, "mcode-primary-cancer-condition", "mii-pr-onko-diagnose-primaertumor") { return true }
    if Self.histology.contains(where: { !element.extensions($0).isEmpty }) { return true }
    return Self.icdChapter(element).contains { $0 < "C77" || $0 > "C79" }
  }

  /// Whether a condition is metastases: by its profile, or a code.
  static func isSecondary(_ element: FHIRElement) -> Bool {
    if let own = FHIROwn.kind(element) { return own == "metastases" }
    if hasProfile(element, "mcode-secondary-cancer-condition") { return true }
    if icdChapter(element).contains(where: { $0 >= "C77" && $0 <= "C79" }) { return true }
    return element.child("code")?.peekCodes().contains {
      FHIRSystems.snomed.contains($0.system)
        && (CodeTables.table(.snomed)[$0.code]?.kind == .metastases || FHIRWords.secondary[$0.code] != nil)
    } ?? false
  }

  /// The first three signs of malignant codes of ICD-10.
  private static func icdChapter(_ element: FHIRElement) -> [String] {
    (element.child("code")?.peekCodes() ?? []).compactMap { system, code in
      guard icd10.contains(system), code.hasPrefix("C"), code.utf8.count >= 3 else { return nil }
      return String(code.prefix(3))
    }
  }

  mutating func readCondition(_ own: Own) {
    let element = own.element
    guard isHeld(element), !isOwn ? isSaid(element) : true else { return }
    if isPrimary(element) {
      readDiagnosis(own)
    } else if Self.isSecondary(element) {
      readMetastases(own)
    } else {
      readComorbidity(element)
    }
  }

  /// How certain a diagnosis is, as German physicians write beside a code of ICD-10-GM (KBV, S_ICD_DIAGNOSESICHERHEIT).
  private static let certainty = ["A": "it was ruled out (Ausschluss)", "V": "it is suspected (Verdacht)"]

  /// The text and the displays of a concept.
  private static func texts(_ concept: FHIRElement) -> [String] {
    ([concept.peek("text")] + concept.all("coding").map { $0.peek("display") }).compactMap { $0 }
  }

  /// A code of metastases of one organ with a title, or with words for metastases, of others alone. The organ of the primary tumour may stand beside them.
  private func otherOrgan(_ element: FHIRElement, _ texts: [String]) -> (code: String, word: String, text: String)? {
    let known = (element.child("code")?.peekCodes() ?? []).compactMap { system, code in
      Self.icd10.contains(system) ? CodeTables.table(.icd10GM)[code].map { (code, $0) } : nil
    }.first { $0.1.kind == .metastases }
    guard let (code, entry) = known else { return nil }
    let own = Set(entry.word.split { !$0.isLetter }.compactMap { BodySite.organ(of: String($0)) })
    guard !own.isEmpty else { return nil }
    for text in texts {
      let isTitle = ["sekundäre bösartige neubildung", "secondary malignant"].contains(
        where: text.lowercased().hasPrefix)
      let organs = text.split { !$0.isLetter }.filter { word in
        isTitle || ["metasta", "filia"].contains { word.lowercased().contains($0) }
      }.compactMap { BodySite.organ(of: String($0)) }
      if !organs.isEmpty, own.isDisjoint(with: organs) { return (code, entry.word, text) }
    }
    return nil
  }

  /// Whether codes and words of a condition say that the patient has it.
  private mutating func isSaid(_ element: FHIRElement) -> Bool {
    let code = element.child("code")
    for coding in code?.all("coding") ?? [] {
      for own in coding.extensions("icd-10-gm-diagnosesicherheit") {
        let said = own.child("valueCoding")?.peek("code")
        if said == "Z", Self.isSecondary(element) {
          leaveOutRest(
            of: element, "Diagnosesicherheit `Z`: it is past (Zustand nach), and whether it is there nobody says")
          return false
        }
        if let said, let reason = Self.certainty[said] {
          leaveOutRest(of: element, "Diagnosesicherheit `\(said)`: \(reason)")
          return false
        }
      }
    }
    let categories = element.all("category").flatMap { Self.texts($0) }
    if let said = categories.first(where: FactWords.sayFamily) {
      refuse(
        element, "the category \(ProblemLog.quoted(said)), which is of a relative", expected: "a disease of the patient"
      )
      return false
    }
    for (system, text) in code?.peekCodes() ?? []
    where Self.icd10.contains(system) && !FHIRSystems.icd10CM.contains(system) {
      guard text.first.map({ "Cc".contains($0) }) ?? false,
        text.wholeMatch(of: #/C[0-9]{2}(?:\.(?:[0-9]{1,2}|-))?/#) == nil
      else { continue }
      refuse(
        element, "\(ProblemLog.quoted(text)) for a code of ICD-10",
        expected: "`C78.7`; how certain it is stands in an extension (Diagnosesicherheit)")
      return false
    }
    let words = [code?.peek("text")].compactMap { $0 }
    let notes = isOwn ? [] : element.all("note").compactMap { $0.peek("text") }
    let isSecondary = Self.isSecondary(element)
    if isSecondary {
      let all =
        words + (code?.all("coding") ?? []).compactMap { $0.peek("display") }
        + element.all("bodySite").compactMap { $0.peek("text") }
        + element.all("evidence").flatMap { $0.all("code") }
        .flatMap { Self.texts($0) } + element.all("severity").flatMap { Self.texts($0) }
      if let (code, word, text) = otherOrgan(element, all) {
        refuse(
          element, "the code \(code) (\(word)) beside the words \(ProblemLog.quoted(text))", expected: "one organ")
        return false
      }
      if let doubt = all.first(where: {
        FactWords.objection(toMetastases: $0) != nil
      }) ?? notes.first(where: { FactWords.sayNone(note: $0, .metastases) }) {
        refuse(
          element, "metastases with the words \(ProblemLog.quoted(doubt)), which doubt or deny them",
          expected: "a verificationStatus, or words of what was found")
        return false
      }
      // Lymph nodes of the region are no distant metastasis, and the code does not say which they are.
      let chapters = Self.icdChapter(element)
      if !chapters.isEmpty, chapters.allSatisfy({ $0 == "C77" }), !Self.isDistant(element) {
        refuse(
          element, "a code of C77: these may be lymph nodes of the region, and are no distant metastasis by themselves",
          expected: "a code of C78 or C79, or lymph nodes in the stage (N)")
        return false
      }
    } else if isPrimary(element),
      let doubt = words.first(where: { FactWords.objection(toFinding: $0) != nil })
        ?? notes.first(where: { FactWords.sayNone(note: $0, .finding) })
    {
      refuse(
        element, "a tumour with the words \(ProblemLog.quoted(doubt)), which doubt or deny it",
        expected: "a verificationStatus, or words of what was found")
      return false
    }
    return true
  }

  /// Whether something beside a code of C77 says that it is a distant metastasis.
  private static func isDistant(_ element: FHIRElement) -> Bool {
    let words = [element.child("code")?.peek("text"), element.child("bodySite")?.peek("text")].compactMap { $0 }
    return words.contains { $0.lowercased().contains("distant") || $0.lowercased().contains("fern") }
  }

  private static let notHeld = [
    "unconfirmed": "it is not confirmed", "provisional": "it is provisional",
    "differential": "it is one of several that may be",
    "refuted": "it was refuted", "entered-in-error": FHIRPatient.withdrawn,
  ]

  /// Whether a condition is held to be true by who states it.
  mutating func isHeld(_ element: FHIRElement) -> Bool {
    for child in element.all("verificationStatus") {
      for (system, code) in child.peekCodes()
      where FHIRSystems.verification.contains(system) || !system.hasPrefix(FHIRSystems.mii) {
        if code == "confirmed" { continue }
        if let reason = Self.notHeld[code] {
          leaveOutRest(of: element, "verificationStatus `\(code)`: \(reason)")
        } else {
          refuse(
            element, "\(ProblemLog.quoted(code)) for the verificationStatus",
            expected: Wording.list(["confirmed"] + Self.notHeld.keys.sorted()))
        }
        return false
      }
      if child.peekCodes().isEmpty, child.has("text") {
        refuse(element, "a verificationStatus in words", expected: "a code")
        return false
      }
    }
    return true
  }

  // MARK: the tumour

  private mutating func readDiagnosis(_ own: Own) {
    let element = own.element
    let entry = entry(
      "diagnosis", key: "\(own.number)", number: number(element), stem: "diagnosis",
      order: order(element, "onsetDateTime", "recordedDate", "onsetPeriod.start"), at: element.place(record))
    entryOf[own.number] = entry
    for child in element.all("verificationStatus") {
      for coding in child.all("coding").map({ FHIRElement.coding($0, in: record) }) {
        if let code = coding.code, coding.system.hasPrefix(FHIRSystems.mii) {
          let others = coding.leaves.filter { $0 != code }
          guard let word = word(code, RegistryWords.certainty, on: entry, others: others) else { continue }
          state("method", [word], of: entry, code, others: others)
        } else {
          for leaf in coding.leaves { used(leaf, "that it is held to be true") }
        }
      }
    }
    readCode(element, entry)
    for name in Self.histology {
      for own in element.extensions(name) { readHistology(own, entry) }
    }
    for site in element.all("bodySite") { readSite(site, entry) }
    readDates(element, entry)
    for stage in element.all("stage") { readStage(stage, entry, own.number) }
    if element.child("clinicalStatus")?.peekCodes().contains(where: { ["recurrence", "relapse"].contains($0.code) })
      == true
    {
      outcome.warnings.append(
        Misfit(
          element.place(record),
          "a tumour that has come back (`clinicalStatus`), of which nothing says when and where: it stands in the note",
          expected: "`local relapse`, `metastases` or a response, once it is known"))
    }
    finish(element, entry)
  }

  /// The code of a tumour: ICD-10 as a field of the study's own; its words are the diagnosis where no histology is.
  private mutating func readCode(_ element: FHIRElement, _ entry: Int) {
    guard let child = element.child("code") else { return }
    let concept = child.concept(in: record)
    let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == entry
    var isWorded = false
    for coding in concept.codings {
      guard let code = coding.code else {
        for leaf in coding.leaves { note(leaf, on: entry) }
        continue
      }
      let others = coding.leaves.filter { $0 != code && $0 != coding.display }
      if Self.icd10.contains(coding.system) {
        let version = FHIRWords.icdVersion(coding)
        field(
          isFirst ? "ICD-10" : "ICD-10 of \(id(entry))", "\(code.raw) (\(version))", code, others: others)
        let isKnown =
          CodeTables.table(.icd10GM)[code.raw]?.kind == .diagnosis && !FHIRSystems.icd10CM.contains(coding.system)
        addHistology(of: code, rank: FHIRSystems.icd10CM.contains(coding.system) ? 6 : 4, entry)
        // The table has its own word for the code.
        if isKnown, let display = coding.display {
          used(display, "the words of a code")
          continue
        }
      } else {
        note(code, on: entry, others: others, label: "code", as: coding.name ?? code.raw)
      }
      if let display = coding.display {
        // The words of a code say what the code says.
        if isWorded || concept.text != nil {
          used(display, "the words of a code")
        } else {
          offerHistology(display, rank: 2, entry)
          isWorded = true
        }
      }
    }
    if let text = concept.text {
      // This program says the words of a histology in both places: profiles demand a code of each condition.
      if isOwn, Self.histology.contains(where: { !element.extensions($0).isEmpty }) {
        used(text, "the words of the histology")
      } else {
        offerHistology(text, rank: 2, entry)
      }
    }
    // A code alone is better than nothing.
    if concept.text == nil, !isWorded, let first = concept.codings.first(where: { $0.code != nil }),
      let code = first.code,
      !Self.icd10.contains(first.system)
    {
      var value = PatientDraft.Value(
        texts: [first.name ?? code.raw], place: code.place, raw: code.raw, meaning: "diagnosis of diagnosis")
      value.isSecond = true
      histologies[entry, default: []].append((7, value))
    }
  }

  private mutating func readHistology(_ element: FHIRElement, _ entry: Int) {
    used(element.leaf("url", in: record), "that it is the histology")
    guard let child = element.child("valueCodeableConcept") else { return }
    readMorphology(child.concept(in: record), entry)
  }

  /// A morphology: of ICD-O-3 as a code, else in words.
  mutating func readMorphology(_ concept: FHIRConcept, _ entry: Int) {
    var isWorded = concept.text != nil
    // What this program wrote beside a code is the word of the record.
    if let text = concept.text { offerHistology(text, rank: isOwn ? -1 : 1, entry) }
    for coding in concept.codings {
      guard let code = coding.code else {
        for leaf in coding.leaves { note(leaf, on: entry) }
        continue
      }
      let others = coding.leaves.filter { $0 != code && $0 != coding.display }
      let isICDO = FHIRSystems.icdO.contains(coding.system)
      if isICDO {
        stateMorphology(code, others: others, entry)
      } else {
        note(code, on: entry, others: others, label: "histology", as: coding.name ?? code.raw)
      }
      guard let display = coding.display else { continue }
      if isWorded || isICDO {
        used(display, "the words of a code")
      } else {
        offerHistology(display, rank: 1, entry)
        isWorded = true
      }
    }
    if !isWorded, let first = concept.codings.first(where: { $0.code != nil && !FHIRSystems.icdO.contains($0.system) }),
      let code = first.code
    {
      var value = PatientDraft.Value(
        texts: [first.name ?? code.raw], place: code.place, raw: code.raw, meaning: "diagnosis of diagnosis")
      value.isSecond = true
      histologies[entry, default: []].append((6, value))
    }
  }

  /// The site of a tumour: ICD-O-3 as a code, and words; the side as a field of the study's own.
  private mutating func readSite(_ element: FHIRElement, _ entry: Int) {
    for own in element.extensions("mcode-laterality-qualifier", "mcode-laterality") {
      guard let child = own.child("valueCodeableConcept"),
        child.peekCodes().contains(where: { CodeTables.table(.snomed)[$0.code]?.kind == .side })
      else { continue }
      let concept = child.concept(in: record)
      if let (side, coding) = concept.entry(.snomed, FHIRSystems.snomed, .side), let code = coding.code {
        stateSide(side.word == "both" ? "both sides" : side.word, code, concept.leaves, entry)
        used(own.leaf("url", in: record), "that it is the side")
      }
    }
    let concept = element.concept(in: record)
    var words: [Leaf] = concept.text.map { [$0] } ?? []
    var isCoded = false
    for coding in concept.codings {
      guard let code = coding.code else {
        for leaf in coding.leaves { note(leaf, on: entry) }
        continue
      }
      let others = coding.leaves.filter { $0 != code && $0 != coding.display }
      if FHIRSystems.icdO.contains(coding.system) {
        if case .malformed(let fault) = CodeTables.table(.topography).find(code.raw) {
          tell(
            code, "\(ProblemLog.quoted(code.raw)) for a code of ICD-O-3: \(fault.fault)",
            expected: CodeSystem.topography.form, on: entry, others: others)
        } else {
          let known = CodeTables.table(.topography)[code.raw]
          state("topography", [code.raw], of: entry, code, others: others, codes: known.map { [$0.code] } ?? [])
          if let known, concept.text == nil {
            state("site", [known.word], of: entry, code, codes: [known.code], isSecond: true)
            isCoded = true
          }
        }
      } else if coding.system.hasPrefix(FHIRSystems.mii) {
        let rest = coding.leaves.filter { $0 != code }
        if let word = word(code, RegistryWords.side, on: entry, others: rest) { stateSide(word, code, rest, entry) }
        continue
      } else {
        note(code, on: entry, others: others, label: "site", as: coding.name ?? code.raw)
      }
      if let display = coding.display { words.append(display) }
    }
    if let first = words.first, !isCoded, Silence.meant(first.raw) == nil {
      state("site", [first.raw], of: entry, first)
      words.removeFirst()
    }
    for leaf in words { used(leaf, "the words of a code") }
  }

  private mutating func stateSide(_ word: String, _ code: Leaf, _ leaves: [Leaf], _ entry: Int) {
    let isFirst = draft.entries.firstIndex { $0.kind == "diagnosis" } == entry
    field(isFirst ? "side" : "side of \(id(entry))", word, code, others: leaves.filter { $0 != code })
  }

  /// When the tumour was diagnosed: the date that says so; the begin of the disease where nothing else is stated, which is told.
  private mutating func readDates(_ element: FHIRElement, _ entry: Int) {
    var found: [(date: PartialDate, leaf: Leaf)] = []
    stateStated("when", element.extensions(FHIROwn.time), entry)
    for own in element.extensions("condition-assertedDate") {
      guard let date = date(own.child("valueDateTime"), on: entry) else { continue }
      used(own.leaf("url", in: record), "that it is the day of the diagnosis")
      found.append(date)
    }
    // In the module of the Medical Informatics Initiative the date of recording is that of the diagnosis.
    if Self.hasProfile(element, "mii-pr-onko-diagnose-primaertumor"),
      let date = date(element.child("recordedDate"), on: entry)
    {
      found.append(date)
    }
    if found.isEmpty, !isOwn, let onset = date(element.child("onsetDateTime"), on: entry) {
      found.append(onset)
      outcome.warnings.append(
        Misfit(
          onset.leaf.place,
          "the begin of the disease (`onsetDateTime`) stands for the day of its diagnosis, which is not stated"))
    }
    for (date, leaf) in found {
      state("when", [date.text], of: entry, leaf)
      diagnosed[entry, default: []].append(date)
    }
    if let first = found.first { index.orders[entry] = first.date.text }
  }

  // MARK: others

  private mutating func readMetastases(_ own: Own) {
    let element = own.element
    let entry = entry(
      "metastases", key: nil, number: number(element), stem: "metastases",
      order: order(element, "onsetDateTime", "recordedDate"), at: element.place(record))
    entryOf[own.number] = entry
    leaveOutHeld(element)
    let concept = element.child("code")?.concept(in: record)
    let site = element.child("bodySite")?.concept(in: record)
    var sites: [(word: String, code: Leaf, codes: [Code])] = []
    for (concept, kind) in [(site, CodeTable.Kind.metastases), (concept, .metastases)] where sites.isEmpty {
      guard let concept else { continue }
      if let (known, coding) = concept.entry(.snomed, FHIRSystems.snomed, kind), let code = coding.code {
        sites.append((known.word, code, [known.code]))
      } else if let (known, coding) = concept.entry(.icd10GM, Self.icd10, .metastases, .lymphNodes),
        let code = coding.code
      {
        sites.append((known.word, code, [known.code]))
      } else if let coding = concept.coding(FHIRSystems.snomed), let code = coding.code,
        let word = FHIRWords.secondary[code.raw], let word
      {
        sites.append((word, code, []))
      }
    }
    if sites.isEmpty, let words = site?.text ?? site?.codings.compactMap(\.display).first {
      sites.append((words.raw, words, []))
      // Of several sites in words each is one.
      for child in element.all("bodySite").dropFirst() where child.has("text") {
        if let leaf = child.leaf("text", in: record) { sites.append((leaf.raw, leaf, [])) }
      }
    }
    let leaves = (concept?.leaves ?? []) + (site?.leaves ?? [])
    if let first = sites.first {
      let others = leaves.filter { $0 != first.code } + sites.dropFirst().map(\.code)
      state("metastases", sites.map(\.word), of: entry, first.code, others: others, codes: first.codes)
    } else if let first = leaves.first {
      // The code says that these are metastases, and no more.
      let rest = isOwn ? Array(leaves.dropFirst()) : []
      state("metastases", ["site not stated"], of: entry, isOwn ? first : nil, others: rest)
      if !isOwn {
        let words = [concept, site].compactMap { $0?.wordsAndCodes }.joined(separator: "; ")
        note(leaves, on: entry, label: "code", as: words)
      }
    } else {
      state("metastases", ["site not stated"], of: entry, nil)
    }
    if let words = concept?.wordsAndCodes, !sites.isEmpty, !isOwn { remark("code: \(words)", on: entry) }
    stateTime("when", element, "onsetDateTime", entry)
    finish(element, entry)
  }

  private mutating func leaveOutHeld(_ element: FHIRElement) {
    for child in element.all("verificationStatus") {
      for leaf in child.rest(in: record) { used(leaf, "that it is held to be true") }
    }
  }

  /// Another disease, in words with everything that is said of it.
  private mutating func readComorbidity(_ element: FHIRElement) {
    leaveOutHeld(element)
    for child in element.children
    where ["identifier", "category", "encounter", "recorder", "asserter", "subject", "evidence"].contains(child.name) {
      leaveOutRest(of: child, "it is of the sending system, and not of the patient")
    }
    var words = element.child("code").map(Self.words) ?? ""
    if words.isEmpty { words = "a condition without a code" }
    for child in element.children where child.isOpen && child.name != "code" {
      let own = Self.words(child)
      if !own.isEmpty { words += ", \(child.name == "onsetDateTime" ? "since" : Self.label(child)) \(own)" }
    }
    let leaves = element.rest(in: record)
    guard let first = leaves.first(where: { $0.place.column?.contains(".code") ?? false }) ?? leaves.first else {
      return
    }
    var value = PatientDraft.Value(
      texts: [words], isList: true, place: first.place, raw: first.raw, meaning: "comorbidity")
    value.others = leaves.filter { $0 != first }.map(\.place)
    comorbidity(value, names: isOwn ? [] : [element.child("code").map(Self.words)].compactMap { $0 })
  }
}
