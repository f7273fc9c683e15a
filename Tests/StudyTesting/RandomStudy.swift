// SPDX-License-Identifier: Apache-2.0

import Chronology
package import Course
import Notation
import Plain
import VerlaufTesting

/// Studies at random from a seed, the same on every machine: every kind of entry and of claim, every table, texts that a format may trip over.
package struct RandomStudy: RandomNumberGenerator {
  private var numbers: SeededGenerator
  private let seed: UInt64
  private var assessments: UInt64 = 0

  package init(seed: UInt64) {
    var first = SeededGenerator(seed: seed)
    // Neighbouring seeds would give the same numbers, one behind.
    numbers = SeededGenerator(seed: first.next() ^ seed)
    self.seed = seed
  }

  package mutating func next() -> UInt64 { numbers.next() }

  // MARK: plain values

  package mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
  package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  package mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...(values.count - 1))] }
  mutating func maybe<Value>(_ value: (inout RandomStudy) -> Value) -> Value? { chance(0.5) ? value(&self) : nil }

  mutating func some<Value>(_ range: ClosedRange<Int>, _ value: (inout RandomStudy) -> Value) -> [Value] {
    (0..<number(range)).map { _ in value(&self) }
  }

  mutating func recorded<Value>(_ value: (inout RandomStudy) -> Value) -> Recorded<Value> {
    switch number(0...5) {
    case 0: .notRecorded
    case 1: .notStated
    case 2: .unknown
    default: .stated(value(&self))
    }
  }

  mutating func decimal(_ range: ClosedRange<Double>) -> Double {
    let scales: [Double] = [1, 10, 100, 1000]
    let scale = pick(scales)
    let number = (Double.random(in: range, using: &self) * scale).rounded() / scale
    return min(max(number, range.lowerBound), range.upperBound)
  }

  /// Words as charts have them, and what a format may take for something else.
  private static let words = [
    "liver", "severe prolonged neutropenia", "R0", "8890/3", "no: yes", "a # b", "#1", "- dash", "-", "? maybe", "[x]",
    "{a: b}",
    "'single'", "\"double\"", "it's", "a, b", "&anchor", "*alias", "!tag", "|", "> 5", "%", "@", "`code`", "null", "~",
    "true",
    "false", "yes", "1", "1e3", "0x1F", "1_000", "2021-05-03", "12:30", ":", "a:", ":a", "a:b", "<<", "=", "---", "...",
    "--- x",
    "tab\tinside", "two  blanks", "line\nbreak", "line\n\nbreaks", "three\n  indented\nlines", "back\\slash",
    "é ü ß µ ² 中文 😀 e\u{301}",
    "\u{202E}turned", "\u{2028}separator", "\u{85}next", "no\u{A0}break", "zero\u{200B}width", "bell\u{7}",
    "\u{FEFF}mark", "\u{FFFE}",
    "semi;colon", "quote \"in\" it", "ends with colon:", "x #", "#", "key: value # comment", "not stated here",
    "unknown primary",
  ]

  /// A text; `isPlain` where it stands in a table, which has no escapes.
  mutating func text(isPlain: Bool = false) -> String {
    var text = some(1...3) { $0.pick(Self.words) }.joined(separator: pick([" ", ", ", " / "]))
    if chance(0.1) { text = (0..<number(20...200)).map { _ in pick(Self.words) }.joined(separator: " ") }
    if chance(0.02) { text = String(repeating: "long words without end ", count: number(10...700)) + pick(Self.words) }
    if isPlain {
      // A table has no word for a control, and one for a line end.
      text = String(
        String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F }))
      // A row is no longer than a line may be.
      text = String(text.prefix(800))
    }
    // The parser drops a byte order mark at the beginning of a text, so that such a study is refused.
    if text.unicodeScalars.first == "\u{FEFF}" { text = "a" + text }
    text = text.trimmed
    return text.isEmpty || Self.silences.contains(text.lowercased()) || Silence.meant(text) != nil ? "words" : text
  }

  /// Words that say that there is no value.
  private static let silences: Set<String> = ["true", "false", "~", "unknown", "not stated"]

  /// Behind the word of an entry: no date, denial or doubt, which are answered with another form.
  mutating func value() -> String {
    let text = text()
    let isNone =
      ChartDoubt.isDenied(text) || ChartDoubt.isDoubted(text)
      || (try? StatedDate(parsing: String(text.drop { "~≈ ".contains($0) }))) != nil
      || [ChartAssertion.Question.finding, .metastases, .treatment].contains { ChartAssertion(text, $0) != .affirmed }
    return isNone ? "words" : text
  }

  /// An organ: no word that answers whether there are metastases.
  mutating func site() -> String {
    let site = value()
    return ["yes", "no", "none"].contains(site.lowercased().prefix { $0 != " " }) ? "lung" : site
  }

  /// A text that stands as a key, which YAML takes up to a thousand characters.
  mutating func key() -> String {
    let key = String(text().prefix(100)).trimmed
    return key.isEmpty ? "x" : key
  }

  mutating func sources() -> [Source] {
    some(0...2) { random in
      Source(
        section: random.chance(0.6) ? "Results/Patient 1" : random.text(),
        quote: random.maybe { random in
          random.key()
        }, facts: random.some(0...2) { $0.text() })
    }
  }

  mutating func dose() -> Dose {
    let unit = pick(DoseUnit.allCases)
    return Dose(amount: decimal(unit.possibleAmounts), unit: unit)
  }

  mutating func days() -> [Int] { Set(some(0...4) { $0.number(1...28) }).sorted() }

  mutating func span() -> StatedSpan {
    StatedSpan(Double(number(1...40)) / pick([1, 2, 4]), pick(SpanUnit.allCases), pick(StatedSpan.Wording.allCases))
      ?? Self.known(StatedSpan(1, .day))
  }

  mutating func day() -> Day { Day(number(10_000...20_000)) }

  /// A time that refers to one of these, or a date; now and then with several readings, of which one is chosen or none.
  mutating func time(_ ids: [String]) -> StatedTime {
    let time = oneTime(ids)
    guard chance(0.15), time.isTold else { return time }
    let others = some(1...2) { $0.oneTime(ids) }.filter(\.isTold)
    if chance(0.5) { return StatedTime(chosen: time, others: others) }
    return StatedTime(oneOf: [time] + others) ?? time
  }

  /// A time that reads in one way.
  private mutating func oneTime(_ ids: [String]) -> StatedTime {
    let anchors = ids.flatMap { [Anchor.event($0), .start(of: $0), .end(of: $0)] } + [.event("cut-off")]
    let anchor = pick(anchors)
    switch number(0...7) {
    case 0: return StatedTime(.unknown)
    case 1: return StatedTime(.at(anchor))
    case 2: return .after(anchor, by: maybe { $0.span() })
    case 3: return .before(anchor, by: maybe { $0.span() })
    case 4: return StatedTime(.during(anchor))
    case 5:
      let dates = ["2017-03", "2017", "2017-03~", "2014/2021", "2017-03/..", "[2017-03,2017-05]", "201X", "2017-21"]
      return (try? StatedTime(parsing: pick(dates))) ?? StatedTime(.unknown)
    default: return StatedTime(day()) ?? StatedTime(.unknown)
    }
  }

  /// A value that is there, or these tests are wrong.
  private static func known<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("no value where there is one") }
    return value
  }

  // MARK: the record

  private var ids: [String] = []
  private var therapyIDs: [String] = []
  private var phaseIDs: [String] = []
  private var planIDs: [String] = []

  private mutating func id(_ stem: String) -> String {
    var number = 1
    // Some ids are what the reader would make up, some are not.
    var id = chance(0.5) ? stem : "\(stem)-\(self.number(1...9))"
    while ids.contains(id) || id == "cut-off" {
      number += 1
      id = "\(stem)-x\(number)"
    }
    ids.append(id)
    return id
  }

  package mutating func study(patients: Int) -> Study {
    var study = Study(title: text())
    study.centre = recorded { $0.text() }
    study.citation = recorded { $0.text() }
    study.licence = recorded { $0.text() }
    study.design = recorded { $0.text() }
    study.ethics = recorded { $0.text() }
    study.consent = recorded { $0.text() }
    study.period = recorded { random in Self.known(try? StatedDate(parsing: random.pick(["2014/2021", "2014/.."]))) }
    study.dataCutOff = recorded { random in Self.known(StatedDate(random.day())) }
    study.guideline = pick(ReportingGuideline.allCases)
    study.definitions.tolerance.plain = pick([
      .halfLastDigit, .exact, .fraction(0.1), .fraction(0.07), .fraction(0.333),
    ])
    study.definitions.treatmentEnd = pick(Definitions.TreatmentEnd.allCases)
    study.definitions.inclusiveDays = chance(0.5)
    study.definitions.maintenance = pick(Definitions.MaintenanceCounting.allCases)
    study.definitions.censoring = pick(Definitions.Censoring.allCases)
    for _ in 0..<number(0...4) { study.abbreviations[key()] = text() }
    study.fields = fields()
    for key in Study.sourcesNotation.table.names where chance(0.3) {
      let own = sources()
      if !own.isEmpty { study.sources[key] = own }
    }
    study.remarks = some(0...3) { random in
      Remark(topic: random.text(), text: random.text(), sources: random.sources())
    }
    study.comparators = some(0...3) { $0.comparator() }
    study.references = Set(some(0...4) { $0.number(1...60) }).sorted().map { reference($0) }
    study.decisions = Set(some(0...3) { $0.pick(["claim/series/a", "claim/1/b", "dose-levels/2/c"]) }).sorted().map {
      decision($0)
    }
    var names = Set<String>()
    while names.count < patients { names.insert(pick(["P", "", "x-", "A.B_"]) + "\(number(1...999))") }
    // Two names may not differ only in case.
    for name in names.sorted(by: NaturalOrder.precedes) {
      ids = []
      therapyIDs = []
      phaseIDs = []
      planIDs = []
      var own = patient(name)
      for field in study.fields where chance(0.7) { own.fields[field.name] = value(of: field) }
      study.patients.append(own)
      study.claims += claims(of: name)
    }
    for (index, _) in study.claims.enumerated() where study.claims[index].id.isEmpty {
      study.claims[index].id = "c\(index)"
    }
    return study
  }

  /// Fields of the study's own, of every type.
  private mutating func fields() -> [StudyField] {
    let names = Set(some(0...5) { $0.key() }).sorted()
    return names.map { name in
      let kind = pick(StudyField.Kind.allCases)
      return StudyField(
        name: name, kind: kind, unit: kind == .number ? maybe { $0.pick(["U/L", "mg/dL"]) } : nil,
        choices: kind == .choice ? Array(Set(some(1...3) { $0.text() })).sorted() + ["x"] : [],
        about: maybe { $0.text() })
    }
  }

  private mutating func value(of field: StudyField) -> Recorded<FieldValue> {
    switch number(0...5) {
    case 0: return .notStated
    case 1: return .unknown
    default: break
    }
    switch field.kind {
    case .text: return .stated(.text(text()))
    case .number: return .stated(.number(decimal(-2000...2000)))
    case .date: return .stated(.date(Self.known(try? StatedDate(parsing: pick(["2017-03", "2017", "2014/2021"])))))
    case .choice: return .stated(.choice(pick(field.choices)))
    case .yesNo: return .stated(.yesNo(chance(0.5)))
    }
  }

  private mutating func reference(_ number: Int) -> Reference {
    var reference = Reference(number: number, title: text())
    reference.authors = recorded { $0.text() }
    reference.journal = recorded { $0.text() }
    reference.year = recorded { $0.number(1900...2030) }
    reference.doi = recorded { $0.text() }
    return reference
  }

  private mutating func decision(_ finding: String) -> FindingDecision {
    let verdict = pick(FindingDecision.Verdict.allCases)
    var decision = FindingDecision(
      finding: verdict.isOfSecondEntry ? FindingDecision.secondEntry + finding : finding, reads: text(),
      verdict: verdict, reason: text(), by: text())
    decision.on = recorded { Self.known(try? StatedDate(parsing: $0.pick(["2026-11-20", "2026-11", "2026"]))) }
    return decision
  }

  private mutating func comparator() -> Comparator {
    let count = maybe { $0.number(1...500) }
    let decimals = number(0...2)
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let (name, endpoint) = (text(isPlain: true), pick(Comparator.Endpoint.allCases))
    let counted = maybe { $0.number(0...(count ?? 100)) }
    // Of freedom from progression and survival a number needs word of what it is.
    let isFree = endpoint == .progressionFree || endpoint == .survival
    return Comparator(
      name: name, endpoint: endpoint, count: count, events: isFree ? nil : counted, free: isFree ? counted : nil,
      rate: .init(percent: (Double.random(in: 0...100, using: &self) * scale).rounded() / scale, decimals: decimals),
      atMonths: maybe { $0.decimal(0.1...100) }, medianMonths: maybe { $0.decimal(0.1...100) },
      population: maybe { $0.text(isPlain: true) }, source: text(isPlain: true))
  }

  private mutating func patient(_ name: String) -> Patient {
    var patient = Patient(id: name)
    patient.sex = recorded { $0.pick(Sex.allCases) }
    patient.heightCentimetres = recorded { $0.decimal(20...300) }
    patient.weightKilograms = recorded { $0.decimal(0.2...700) }
    patient.sources = sources()
    // Every kind of entry once, and some more, in any order.
    var makers = (0..<Self.kinds).map { $0 } + some(0...8) { $0.number(0...(Self.kinds - 1)) }
    makers.shuffle(using: &self)
    for kind in makers { patient.entries.append(entry(kind)) }
    let names = ids
    for index in patient.entries.indices { addTimes(to: &patient.entries[index], names) }
    patient.yearOfBirth = recorded { $0.number(1880...2100) }
    patient.comorbidity = some(0...2) { $0.text() }
    patient.arm = recorded { $0.text() }
    // Numbers of their own, so that all other values of a seed stay what they are.
    var own = RandomStudy(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    if own.chance(0.3) {
      patient.period = own.recorded { random in
        Self.known(try? StatedDate(parsing: random.pick(["2014/2021", "2014/.."])))
      }
      patient.dataCutOff = own.recorded { random in Self.known(StatedDate(random.day())) }
    }
    if chance(0.3) {
      patient.sex = .stated(.male)
      patient.statements = [facts("sex", "male", ["female", "male", "unknown"])]
    }
    patient.age = recorded { random in
      let anchor = random.maybe { Anchor.event($0.pick(names)) }
      var age =
        random.chance(0.2)
        ? StatedAge(months: random.number(0...240), anchor: anchor)
        : StatedAge(years: random.number(0...119), anchor: anchor, isAtLeast: random.chance(0.1))
      if random.chance(0.2) { age.others = [StatedAge(years: age.years + 1, anchor: anchor)] }
      return age
    }
    for number in 1...max(1, number(0...6)) where !ids.contains("lab-\(number)") && chance(0.9) {
      var entry = Entry(
        id: "lab-\(number)",
        content: .laboratory(
          Laboratory(
            analyte: pick(["platelets", "neutrophils", "x"]), value: decimal(0...900),
            unit: pick(["10^9/L", "G/L", ""]), relation: maybe { $0.pick(ValueRelation.allCases) })))
      if case .laboratory(var value) = entry.content, value.unit.isEmpty {
        value.analyte = "x"
        entry.content = .laboratory(value)
      }
      entry.when = [time(names)]
      patient.entries.append(entry)
    }
    patient.lesions = lesions()
    nameLesions(in: &patient)
    return patient
  }

  /// Statements of a fact, of which the record has `used`: the first, or one that was decided on.
  private mutating func facts(_ field: String, _ used: String, _ others: [String]) -> FactStatements {
    let isFirst = chance(0.5)
    let own = FactStatements.One(value: used, sources: sources(), decision: isFirst ? maybe { $0.text() } : text())
    let other = FactStatements.One(value: pick(others), sources: sources())
    return FactStatements(field: field, all: isFirst ? [own, other] : [other, own])
  }

  private static let kinds = 22

  private mutating func entry(_ kind: Int) -> Entry {
    switch kind {
    case 0:
      var diagnosis = Diagnosis(histology: value())
      diagnosis.morphologyICDO3 = recorded { _ in "8890/3" }
      diagnosis.site = recorded { $0.value() }
      diagnosis.topographyICDO3 = recorded { $0.pick(["C49.2", "C49"]) }
      diagnosis.grade = recorded { $0.value() }
      diagnosis.gradeInWords = recorded { $0.value() }
      diagnosis.method = recorded { $0.value() }
      diagnosis.stage = recorded { $0.value() }
      diagnosis.stageEdition = recorded { $0.value() }
      diagnosis.biomarkers = some(0...2) { $0.value() }
      if chance(0.3) {
        diagnosis.statements = [facts("diagnosis", diagnosis.histology, [value(), diagnosis.histology])]
      }
      return Entry(id: id("diagnosis"), content: .diagnosis(diagnosis))
    case 1:
      var metastases = Metastases(
        sites: some(0...3) { $0.site() }, number: recorded { $0.value() }, alreadyKnown: chance(0.5))
      if metastases.sites.isEmpty { metastases.presence = pick([.found, .absent, .unknown]) }
      let taken = Set(metastases.sites.map { BodySite($0) })
      metastases.freeSites = some(0...2) { $0.value() }.filter { !taken.contains(BodySite($0)) }
      return Entry(id: id("metastases"), content: .metastases(metastases))
    case 2:
      return Entry(
        id: id("local-relapse"),
        content: .localRelapse(LocalRelapse(site: recorded { $0.value() }, confirmation: recorded { $0.value() })))
    case 3:
      return Entry(
        id: id("surgery"),
        content: .surgery(Surgery(procedure: value(), site: recorded { $0.value() }, margin: recorded { $0.value() })))
    case 4:
      var radiation = Radiotherapy(target: recorded { $0.value() }, intent: maybe { $0.pick(Intent.allCases) })
      radiation.doseGray = recorded { $0.decimal(0.01...500) }
      radiation.fractions = recorded { $0.number(1...100) }
      radiation.stopReason = recorded { $0.value() }
      if chance(0.3) {
        radiation.fractions = .stated(25)
        radiation.statements = [facts("fractions", "25", ["28", "unknown"])]
      }
      return Entry(id: id("radiotherapy"), content: .radiotherapy(radiation))
    case 5:
      return Entry(
        id: id("ablation"),
        content: .ablation(Ablation(site: recorded { $0.value() }, technique: recorded { $0.value() })))
    case 6, 17: return therapy()
    case 7: return Entry(id: id("best-supportive-care"), content: .supportiveCare(maybe { $0.value() }))
    case 8: return Entry(id: id("follow-up"), content: .followUp(maybe { $0.value() }))
    case 9:
      var toxicity = Toxicity(term: value(), statedAbsence: maybe { $0.chance(0.5) })
      // What did not occur has no grade.
      if !toxicity.isAbsence {
        toxicity.grade = recorded { random in
          let least = random.number(1...5)
          return ToxicityGrade(least...random.number(least...5)) ?? 1
        }
      }
      toxicity.version = recorded { $0.value() }
      toxicity.qualifier = recorded { $0.value() }
      toxicity.of = therapyIDs.isEmpty ? nil : maybe { $0.pick($0.therapyIDs) }
      return Entry(id: id("toxicity"), content: .toxicity(toxicity))
    case 10:
      return Entry(
        id: id("lab"),
        content: .laboratory(Laboratory(analyte: "x", value: decimal(0...900), unit: pick(["10^9/L", "", "mg/dL"]))))
    case 11:
      var assessment = Assessment(modality: recorded { $0.value() })
      assessment.region = recorded { $0.value() }
      assessment.statedResponse = recorded { Self.known(StatedResponse(word: $0.pick(StatedResponse.words))) }
      assessment.statedCriteria = recorded { $0.value() }
      assessment.judgedBy = recorded { $0.value() }
      assessment.sites = some(0...2) { $0.value() }
      assessment.newLesions = recorded { $0.value() }
      assessment.finding = maybe { $0.value() }
      if chance(0.3) {
        assessment.statedResponse = .stated(StatedResponse(.partial))
        assessment.statements = [facts("response", "PR", ["SD", "unknown"])]
      }
      assessment.images = images()
      assessment.of = therapyIDs.isEmpty ? nil : maybe { $0.pick($0.therapyIDs) }
      return Entry(id: id("assessment"), content: .assessment(assessment))
    case 12:
      var quality = QualityOfLife(statement: value(), instrument: recorded { $0.value() })
      quality.score = recorded { $0.decimal(0...100) }
      quality.of = therapyIDs.isEmpty ? nil : maybe { $0.pick($0.therapyIDs) }
      return Entry(id: id("quality-of-life"), content: .qualityOfLife(quality))
    case 13: return Entry(id: id("decision"), content: chance(0.5) ? .decision(value()) : .plan(value()))
    case 14: return Entry(id: id("death"), content: .death(Death(cause: recorded { $0.value() })))
    case 15: return Entry(id: id("last-contact"), content: .lastContact(maybe { $0.value() }))
    case 18:
      return Entry(
        id: id("biopsy"),
        content: .biopsy(
          Biopsy(site: recorded { $0.value() }, technique: recorded { $0.value() }, result: recorded { $0.value() })))
    case 19:
      return Entry(
        id: id("transplant"),
        content: .transplant(
          Transplant(what: value(), donor: recorded { $0.value() }, conditioning: recorded { $0.value() })))
    case 20:
      let of = ids.filter { !therapyIDs.contains($0) && !phaseIDs.contains($0) && !planIDs.contains($0) }
      return Entry(
        id: id("complication"),
        content: .complication(
          Complication(
            term: value(), grade: recorded { $0.pick(ClavienDindo.allCases) },
            of: of.isEmpty ? nil : maybe { $0.pick(of) })))
    case 21:
      let scale = pick(PerformanceStatus.Scale.allCases)
      let step = scale == .ecog ? 1 : 10
      let least = number(0...4)
      var status = PerformanceStatus(
        Self.known(PerformanceStatus.Score(scale, least * step...number(least...5) * step)))
      status.of = therapyIDs.isEmpty ? nil : maybe { $0.pick($0.therapyIDs) }
      return Entry(id: id("performance-status"), content: .performanceStatus(status))
    default: return Entry(id: id("event"), content: .event(value()))
    }
  }

  private mutating func therapy() -> Entry {
    let own = id("therapy")
    therapyIDs.append(own)
    let all = ["gemcitabine", "docetaxel", "drug of 2 words", "x:y", "a#b", "[z]"]
    var therapy = Therapy(drugs: Array(all.shuffled(using: &self).prefix(number(1...3))))
    therapy.intent = maybe { $0.pick(Intent.allCases) }
    therapy.statedLine = maybe { $0.number(1...30) }
    therapy.continues = therapyIDs.count > 1 ? maybe { $0.pick($0.therapyIDs.filter { $0 != own }) } : nil
    therapy.cycles = recorded { $0.number(0...500) }
    therapy.cycleLength = recorded { $0.length() }
    therapy.delay = recorded { $0.span() }
    therapy.delayReason = recorded { $0.text() }
    therapy.effect = maybe { $0.text() }
    therapy.stopReason = recorded { $0.text() }
    therapy.regimen = maybe { _ in "gemcitabine-1000-q28" }
    if chance(0.3) {
      therapy.cycles = .stated(4)
      therapy.statements = [facts("cycles", "4", ["6", "not stated"])]
    }
    for index in 0..<number(0...2) {
      therapy.planned.append(phase(id("\(own)-plan" + (index == 0 ? "" : "-\(index + 1)")), therapy.drugs))
    }
    planIDs += therapy.planned.map(\.id)
    for index in 0..<number(0...3) {
      therapy.phases.append(phase(id("\(own)-phase" + (index == 0 ? "" : "-\(index + 1)")), therapy.drugs))
    }
    phaseIDs += therapy.phases.map(\.id)
    var date = number(10_000...20_000)
    for cycle in 1...max(1, number(0...3)) where chance(0.6) {
      for day in [1, 8] {
        date += number(1...20)
        let state: Administration.State = chance(0.2) ? .omitted : .given(dose())
        let milligrams = maybe { $0.decimal(0.1...5000) }
        therapy.administrations.append(
          Administration(
            drug: therapy.drugs[0], cycle: cycle, day: day, date: Day(date),
            state: state, milligrams: state == .omitted ? nil : milligrams,
            reason: maybe { $0.pick(DoseChangeReason.Code.allCases) }))
      }
    }
    return Entry(id: own, content: .therapy(therapy))
  }

  private mutating func length() -> CycleLength {
    CycleLength(days: Set(some(1...3) { $0.number(1...366) }).sorted(), basis: maybe { $0.text() })
  }

  private mutating func phase(_ id: String, _ drugs: [String]) -> DosePhase {
    var phase = DosePhase(id: id, drug: pick(drugs))
    phase.dose = recorded { $0.dose() }
    phase.doseIsImplied = chance(0.3)
    phase.days = days()
    phase.timesADay = chance(0.2) ? number(2...6) : 1
    phase.omittedDays = days().filter { !phase.days.contains($0) }
    phase.cycleLength = recorded { $0.length() }
    phase.delay = recorded { $0.span() }
    phase.delayReason = recorded { $0.text() }
    if chance(0.5) {
      let first = number(1...20)
      phase.firstCycle = first
      phase.lastCycle = maybe { $0.number(first...40) }
    }
    if chance(0.3) { phase.when = [StatedTime(.cycle(number(1...9), of: nil, part: .during))] }
    phase.reason = recorded { random in
      DoseChangeReason(code: random.pick(DoseChangeReason.Code.allCases), words: random.text())
    }
    phase.support = some(0...2) { random in
      SupportiveDrug(
        drug: random.text(), days: random.days(),
        doseMilligrams: random.recorded { $0.decimal(0.001...1000) }, sources: random.sources())
    }
    phase.sources = sources()
    return phase
  }

  /// Pictures of an assessment, of numbers of their own: what a seed gives else is what it gave before there were pictures.
  private mutating func images() -> [AssessmentImage] {
    assessments += 1
    var own = RandomStudy(seed: seed &+ 1_000_003 &* assessments)
    return own.chance(0.3) ? own.some(1...2) { $0.image() } : []
  }

  /// A picture of an assessment, with each of its fields or without.
  private mutating func image() -> AssessmentImage {
    var image = AssessmentImage(
      file: pick(["a.png", "0.png", "CT-1_2.v3.png", String(repeating: "f", count: 64) + ".png"]))
    image.digest = maybe { String(repeating: $0.pick(["0", "9", "a", "f"]), count: 64) }
    image.original = maybe { String(repeating: $0.pick(["0", "9", "a", "f"]), count: 64) }
    image.modality = maybe { $0.pick(ScanModality.codes) }
    image.date = maybe { $0.pick(Self.imageDates) }
    image.plane = maybe { $0.pick(AssessmentImage.Plane.allCases) }
    image.series = maybe { $0.text() }
    image.frame = maybe { $0.number(1...100_000) }
    image.spacing = maybe { random in
      ImageSpacing(across: random.decimal(0.001...50), down: random.decimal(0.001...50))
    }.flatMap(\.self)
    image.window = maybe { ImageWindow(level: $0.decimal(-2000...2000), width: $0.decimal(1...5000)) }.flatMap(\.self)
    image.over = maybe { $0.pick(ScanModality.codes) }
    image.overOriginal =
      image.over == nil ? nil : maybe { String(repeating: $0.pick(["0", "9", "a", "f"]), count: 64) }
    if image.over != nil || image.window == nil {
      let canInvert = image.over == nil
      image.uptake = maybe { random in
        UptakeWindow(
          low: random.decimal(0...5), high: random.decimal(6...40), isInverted: canInvert && random.chance(0.5))
      }.flatMap(\.self)
    }
    image.crop = maybe { random in
      ImageCrop(corner: random.pixel(), width: random.number(1...5000), height: random.number(1...5000))
    }.flatMap(\.self)
    image.marks = some(0...3) { random in
      let (from, to) = (random.pixel(), random.pixel())
      switch random.number(0...2) {
      case 0 where from != to: return .arrow(from: from, to: to)
      case 1 where from != to: return .line(from: from, to: to)
      default: return .circle(from, radius: random.number(1...999_999))
      }
    }
    image.scaleMillimetres = image.spacing == nil ? nil : maybe { $0.number(1...500) }
    image.shows = maybe { $0.text() }
    image.rights = maybe { $0.text() }
    image.cleared = maybe { $0.text() }
    image.isShown = maybe { $0.chance(0.5) }
    return image
  }

  /// Pictures name lesions of their patient.
  private mutating func nameLesions(in patient: inout Patient) {
    let names = Set(patient.lesions.map(\.lesion)).sorted()
    guard !names.isEmpty else { return }
    for index in patient.entries.indices {
      guard case .assessment(var own) = patient.entries[index].content else { continue }
      for image in own.images.indices where chance(0.5) { own.images[image].lesion = pick(names) }
      patient.entries[index].content = .assessment(own)
    }
  }

  private mutating func pixel() -> ImagePoint { ImagePoint(x: number(0...999_999), y: number(0...999_999)) }

  private static let imageDates = ["2021-05-03", "2021-05", "2021"].compactMap { try? StatedDate(parsing: $0) }

  private mutating func addTimes(to entry: inout Entry, _ names: [String]) {
    entry.when = some(0...2) { $0.time(names) }
    // What goes on was not stopped.
    if chance(0.2), entry.content.stopReason == nil {
      entry.isOngoing = true
    } else {
      entry.ends = some(0...2) { $0.time(names) }
    }
    entry.lasts = some(0...2) { $0.span() }
    entry.sources = sources()
    entry.note = maybe { $0.text() }
  }

  private mutating func lesions() -> [LesionReading] {
    var lesions: [LesionReading] = []
    for name in ["T1", "T,2", "N \"1\""].prefix(number(0...3)) {
      let role = pick(LesionRole.allCases)
      let site = maybe { $0.pick(["liver", "lymph node, iliac"]) }
      for visit in 0..<number(1...3) {
        lesions.append(
          LesionReading(
            lesion: name, role: role, site: site, part: maybe { "\($0.number(1...3))" }, date: Day(15_000 + visit * 60),
            state: pick([
              .measured(Millimetres(hundredths: number(1...99_999))), .absent, .present, .tooSmall, .progressed,
              .notEvaluated,
            ]), density: maybe { $0.decimal(-2000...31_000) }, method: maybe { $0.text(isPlain: true) },
            slice: maybe { Millimetres(hundredths: $0.number(1...10_000)) }, reader: chance(0.3) ? "A" : nil,
            certainty: maybe { $0.pick(LesionReading.Certainty.allCases) }, treatedLocally: maybe { $0.chance(0.5) }))
      }
    }
    return lesions
  }

  // MARK: claims

  private mutating func claims(of patient: String) -> [Claim] {
    let names = ids
    let (therapies, phases, plans) = (therapyIDs, phaseIDs, planIDs)
    let selector: TherapySelector =
      therapies.isEmpty
      ? .intent(.maintenance)
      : pick([.entry(pick(therapies)), .intent(pick(Intent.allCases)), .drugs(["gemcitabine", text()])])
    let lasting = maybe { $0.span() }
    var all: [Assertion] = [
      .sex(pick(Sex.allCases)), .age(years: number(0...120), at: maybe { .event($0.pick(names)) }),
      .diagnosis(histology: text(), site: maybe { $0.text() }, grade: maybe { $0.text() }),
      .metastaticSites(some(1...3) { $0.text() }),
      .treatments(some(1...3) { $0.text() }, before: therapies.first),
      .duration(span(), of: pick(names), ongoing: chance(0.5)),
      .interval(span(), from: .start(of: pick(names)), to: .event(pick(names))),
      .response(pick(Response.allCases), on: selector, lasting: lasting, whilePhase: phases.first),
      .responseCounts(
        [.partial: number(0...9), .nonCompleteNonProgressive: number(0...9)], on: selector, lasting: lasting),
      .initialDoseRange(
        lowest: Dose(amount: 500, unit: .milligramsPerSquareMetre),
        highest: Dose(amount: 900.5, unit: .milligramsPerSquareMetre), on: selector), .untilProgression(on: selector),
      .refractory(to: some(1...2) { $0.text() }), .progressiveToOneLine, .noSeriousToxicity(on: selector),
      .qualityOfLife(text(), on: selector), .percentage(printed: "18.40", of: recordedCount(), what: text()),
      .refersTo(text(), topic: text()), .statement(text()),
      .categories(text(), counts: tally(), of: number(0...20)),
      .numberOfPatients(number(0...99), what: text()),
      .median(printed(), what: text(), range: chance(0.5) ? [printed(), printed()] : [], unit: maybe { $0.text() }),
      .event(pick(ClaimedEvent.allCases), countedAs: pick(ClaimedEvent.Counted.allCases), on: selector),
      .events(
        pick(ClaimedEvent.allCases), number: number(0...9), censored: maybe { $0.number(0...9) },
        of: maybe { $0.number(0...20) }),
      .hazardRatio(
        printed(), interval: chance(0.5) ? [printed(), printed()] : [], p: maybe { $0.printed() },
        medians: chance(0.5) ? [printed(), printed()] : []),
      .longerAfterResponse(to: selector, on: .intent(.maintenance)),
      .change(text(), from: printed(), to: printed(), percent: printed(isSigned: true)),
      .doseBasis(text(), on: selector),
      .fractions(total: printed(), number: number(1...40), each: printed(), of: maybe { $0.pick(names) }),
    ]
    if Set(therapies).count > 1 {
      all.append(.responseOverTherapies(pick(Response.allCases), over: therapies))
    }
    if let phase = (phases + plans).first {
      all.append(.dose(dose(), days: days(), nextDay1: maybe { $0.number(2...366) }, of: phase))
    }
    if let phase = phases.last {
      all += [
        .cumulativeDose(dose(), of: phase), .doseIntensity(printed(), of: phase),
        .doseInWords(text(), from: (phases + plans)[0], to: phase),
        .reason(text(), of: phase),
        .doseChange(Self.known(StatedFraction(2, of: 3)), from: (phases + plans)[0], to: phase),
      ]
    }
    if let therapy = therapies.last {
      all += [.line(number(1...30), of: therapy), .doseChangeFromCycle(number(1...500), to: dose(), of: therapy)]
    }
    return all.map { assertion in
      let subject: Claim.Subject = chance(0.8) ? .patient(patient) : chance(0.5) ? .series : .literature(text())
      return Claim(
        id: "", subject: subject, assertion: assertion, sources: sources(), cites: some(0...3) { $0.number(1...60) },
        note: maybe { $0.text() })
    }
  }

  private mutating func tally() -> [String: Int] {
    var counts = ["women": 3]
    for _ in 0..<number(0...2) { counts[key()] = number(0...9) }
    return counts
  }

  private mutating func printed(isSigned: Bool = false) -> PrintedNumber {
    let digits = "\(number(0...999))" + (chance(0.5) ? ".\(number(0...9))\(pick(["", "0"]))" : "")
    return Self.known(PrintedNumber((isSigned && chance(0.5) ? "-" : "") + digits))
  }

  private mutating func recordedCount() -> Recorded<Int> {
    chance(0.5) ? .stated(number(1...999)) : chance(0.5) ? .notStated : .unknown
  }
}
