// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// Walks through a study as one document and does with each value what the kind of its field asks for.
///
/// A reference, since every value counts in the one report; it never leaves ``Deidentification``.
final class DocumentWalk {
  private(set) var report = DeidentificationReport()

  private let study: Study
  private let options: Deidentification.Options
  private var texts: TextPolicy
  private var scopes: [Patient.ID: Scope] = [:]
  /// What an id of a claim on the whole series means: its new name, where it is one in all patients.
  private var series: [String: Set<String>] = [:]
  private var claims: [Claim.ID: Claim.ID] = [:]
  private var claimOrder: [Int] = []
  /// The names of fields of the study's own, as they are in the study that comes of it.
  private var fieldNames: [String: String] = [:]

  /// What is of one patient.
  private struct Scope {
    var pseudonym: String
    /// By how many days dates are shifted.
    var shift: Int
    var names: [String: String]
    var withholdsAge: Bool
    /// Births from which a time is counted that tells an age above 89: nothing is counted from them.
    var birthsOfGreatAge: Set<Entry.ID>
    /// The first day that is known of the patient, as it was.
    var firstDay: Day?
  }

  init(_ study: Study, key: PseudonymKey, options: Deidentification.Options) {
    self.options = options
    texts = TextPolicy(reviewed: options.reviewed, patients: study.patients.map(\.id))
    self.study = Self.withCalendars(study)
    var letters = 10
    while Set(study.patients.map { key.pseudonym(of: $0.id, letters: letters) }).count < study.patients.count,
      letters < 50
    {
      letters += 10
    }
    let zero = Day(iso: Deidentification.dayZero)?.number ?? 0
    for patient in study.patients {
      let shift =
        switch options.dates {
        case .shifted: key.shift(of: patient.id)
        case .counted: patient.firstDay.map { zero - $0.number } ?? 0
        }
      let scope = Scope(
        pseudonym: key.pseudonym(of: patient.id, letters: letters), shift: shift,
        names: Self.names(of: patient, &texts), withholdsAge: patient.tellsOfGreatAge(in: study),
        birthsOfGreatAge: patient.birthsOfGreatAge { Self.tellsOfBirth($0) },
        firstDay: patient.firstDay)
      scopes[patient.id] = scope
      for (id, name) in scope.names { series[id, default: []].insert(name) }
    }
    for id in ["cut-off"] { series[id] = [id] }
    // Claims stand by their patients, who stand by their pseudonyms: no order and no number tells of those before.
    func pseudonym(_ claim: Claim) -> String {
      if case .patient(let id) = claim.subject { scopes[id]?.pseudonym ?? "" } else { "" }
    }
    claimOrder = study.claims.indices.sorted { one, other in
      let (first, second) = (pseudonym(study.claims[one]), pseudonym(study.claims[other]))
      return first == second ? one < other : NaturalOrder.precedes(first, second)
    }
    for (number, index) in claimOrder.enumerated() { claims[study.claims[index].id] = "claim-\(number + 1)" }
  }

  /// The texts that are not in what comes of it.
  var withheldTexts: [Deidentification.WithheldText] { texts.withheld }

  /// Period and data cut-off become those of each patient, whose calendars differ from now on.
  private static func withCalendars(_ study: Study) -> Study {
    var own = study
    for index in own.patients.indices {
      if own.patients[index].dataCutOff.value == nil, study.dataCutOff.value != nil {
        own.patients[index].dataCutOff = study.dataCutOff
      }
      if own.patients[index].period.value == nil, study.period.value != nil, own.patients[index].needsPeriod(of: study)
      {
        own.patients[index].period = study.period
      }
    }
    return own
  }

  /// The ids of a patient's records with those that take their places: an id of clinical words stays.
  private static func names(of patient: Patient, _ texts: inout TextPolicy) -> [String: String] {
    var names: [String: String] = [:]
    var taken: Set<String> = ["cut-off"]
    var all: [(id: String, stem: String)] = []
    for entry in patient.entries {
      let word = EntryKind.all.first { $0.matches(entry.content) }?.word ?? "entry"
      all.append((entry.id, Identifier.slug(word)))
      guard case .therapy(let therapy) = entry.content else { continue }
      all += therapy.planned.map { ($0.id, "plan") } + therapy.phases.map { ($0.id, "phase") }
    }
    for (id, stem) in all where texts.keeps(id: id) || isNumbered(id, stem, upTo: all.count) {
      names[id] = id
      taken.insert(id)
    }
    for (id, stem) in all where names[id] == nil {
      var number = 1
      while taken.contains("\(stem)-\(number)") { number += 1 }
      names[id] = "\(stem)-\(number)"
      taken.insert("\(stem)-\(number)")
    }
    return names
  }

  /// Whether an id is one that the reader makes up, as those of rows of a table are: `lab-112`.
  private static func isNumbered(_ id: String, _ stem: String, upTo most: Int) -> Bool {
    if id == stem { return true }
    guard id.hasPrefix("\(stem)-"), let number = Int(id.dropFirst(stem.count + 1)) else { return false }
    return id == "\(stem)-\(number)" && (1...most).contains(number)
  }

  // MARK: the document

  /// The document of the de-identified study.
  func run() -> Item {
    guard case .fields(let fields) = StudyJSON.document(of: study).content else { return Item(content: .empty) }
    nameFields()
    var kept: [Item.Field] = []
    if let table = Self.tables["study"] {
      let own = Item(content: .fields(fields.filter { table.order[$0.key] != nil }))
      if case .fields(let all)? = record(own, table, nil)?.content { kept = all }
    }
    for field in fields {
      guard case .list(let items) = field.value.content else { continue }
      switch field.key {
      case "patients":
        // What is numbered is numbered in the order of the pseudonyms.
        let order = items.indices.sorted {
          NaturalOrder.precedes(
            scopes[study.patients[$0].id]?.pseudonym ?? "", scopes[study.patients[$1].id]?.pseudonym ?? "")
        }
        let own = order.compactMap { patient(items[$0], study.patients[$0].id) }
        kept.append(Item.Field(field.key, Item(content: .list(own))))
      case "claims":
        let own = claimOrder.compactMap { claim(items[$0], study.claims[$0]) }
        kept.append(Item.Field(field.key, Item(content: .list(own))))
      case "references", "decisions", "comparators":
        report.add(.dropped, field: field.key, how: Self.whyDropped[field.key] ?? "", count: items.count)
        kept.append(Item.Field(field.key, Item(content: .list([]))))
      default: break
      }
    }
    return Item(content: .fields(kept))
  }

  private static let whyDropped = [
    "references": "what a study cites tells which study it is", "decisions": "they say who decided, and quote findings",
    "comparators": "what a study is held beside tells which study it is",
  ]

  private func patient(_ item: Item, _ id: Patient.ID) -> Item? {
    Self.tables["patient"].flatMap { record(item, $0, scopes[id]) }
  }

  private func claim(_ item: Item, _ claim: Claim) -> Item? {
    guard case .fields(let fields) = item.content, let word = fields.first?.value.plainText,
      let table = Self.tables["claim-" + Identifier.slug(word)]
    else { return nil }
    var scope = Scope(
      pseudonym: "", shift: 0, names: series.compactMapValues { $0.count == 1 ? $0.first : nil }, withholdsAge: false,
      birthsOfGreatAge: [])
    if case .patient(let patient) = claim.subject, let own = scopes[patient] { scope = own }
    // An age above 89 is no claim any more that could be judged.
    if case .age(let years, _) = claim.assertion, years >= 90 || scope.withholdsAge {
      report.add(.dropped, field: "claims", how: "it tells an age above 89")
      return nil
    }
    guard let own = record(item, table, scope), own.saysOfWhom else {
      report.add(
        .dropped, field: "claims", how: "without a text that is dropped, or a record that it names, it says nothing")
      return nil
    }
    return own
  }

  private static let tables = Dictionary(
    StudyTables.whole.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  // MARK: records

  private func record(_ item: Item, _ table: KeyTable, _ scope: Scope?) -> Item? {
    guard case .fields(let fields) = item.content else { return nil }
    var kept: [Item.Field] = []
    let isBirth = table.name == "entry-event" && Self.tellsOfBirth(fields.first?.value.plainText ?? "")
    for field in fields {
      let place = Place(table: table.name, key: field.key)
      if isBirth, field.key != "id" {
        report.add(.dropped, field: place.words, how: "when somebody was born tells who it is, and their age")
        if field.key == "event" { kept.append(Item.Field(field.key, Item(text: "withheld"))) }
        continue
      }
      guard let index = table.order[field.key], let kind = FieldKind.of(field.key, in: table.name) else {
        report.add(.dropped, field: place.words, how: "nobody has said of what kind it is")
        continue
      }
      let key = table.keys[index]
      if let value = value(field.value, kind, key.schema, place, scope) {
        kept.append(Item.Field(field.key, value))
      } else if key.isRequired {
        return nil
      }
    }
    return Item(content: .fields(table.name == "entry-metastases" ? withoutContradiction(kept) : kept))
  }

  /// Of metastases in one part of an organ and none in another nothing but the organ may be left: then it is not said to be free.
  private func withoutContradiction(_ fields: [Item.Field]) -> [Item.Field] {
    func sites(_ item: Item) -> [BodySite] {
      switch item.content {
      case .text(let text): [BodySite(text)]
      case .list(let items): items.flatMap(sites)
      case .fields(let fields): fields.flatMap { sites($0.value) }
      case .empty: []
      }
    }
    let found = Set(fields.filter { $0.key == "metastases" }.flatMap { sites($0.value) })
    return fields.compactMap { field in
      guard field.key == "none in", sites(field.value).contains(where: found.contains) else { return field }
      report.add(
        .dropped, field: "metastases: none in",
        how: "without its words it is the organ that has metastases in another part")
      guard case .list(let items) = field.value.content else { return nil }
      let rest = items.filter { !sites($0).contains(where: found.contains) }
      return rest.isEmpty ? nil : Item.Field(field.key, Item(content: .list(rest)))
    }
  }

  /// Whether an event is a birth, in German or English.
  private static func tellsOfBirth(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    return words.contains { word in
      ["geburt", "geboren", "geb", "born", "birth", "dob", "birthday"].contains(word)
        || word.hasPrefix("geburts") || word.hasPrefix("birthd")
    }
  }

  /// Where a value stands.
  struct Place: Hashable {
    var table: String
    var key: String
    /// `therapy: stopped for`
    var words: String { "\(table.hasPrefix("entry-") ? String(table.dropFirst(6)) : table): \(key)" }
  }

  private func value(_ item: Item, _ kind: FieldKind, _ schema: Schema, _ place: Place, _ scope: Scope?) -> Item? {
    switch kind {
    case .source,
      .freeText where !item.isText:
      report.add(.dropped, field: place.words, how: kind.words)
      return nil
    case .time: return time(item, place, scope)
    case .age: return age(item, place, scope)
    case .abbreviations: return abbreviations(item, place)
    case .ownValues: return ownValues(item, scope)
    default: break
    }
    switch item.content {
    case .empty: return item
    case .text(let text):
      guard let own = leaf(text, kind, place, scope) else { return nil }
      return Item(text: own, item.kindOfText)
    case .list(let items):
      let own = items.compactMap { value($0, kind, schema, place, scope) }
      // Of several statements none may get lost, and a list of nothing is no list.
      return own.isEmpty && !items.isEmpty ? nil : Item(content: .list(own))
    case .fields(let fields):
      if schema.mentions(table: "statement"), fields.contains(where: { $0.key == "value" }) {
        return statement(fields, kind, schema, place, scope)
      }
      guard let table = table(of: fields, schema) else {
        // Numbers by words that are not the record's have no kind.
        return kind == .number && place.table == "claim-response-counts" ? item : nil
      }
      return record(item, table, scope)
    }
  }

  /// One of several statements of a fact: its value is of the kind of the fact.
  private func statement(
    _ fields: [Item.Field], _ kind: FieldKind, _ schema: Schema, _ place: Place, _ scope: Scope?
  ) -> Item? {
    var kept: [Item.Field] = []
    for field in fields {
      switch field.key {
      case "value":
        guard let own = value(field.value, kind, schema, place, scope) else { return nil }
        kept.append(Item.Field("value", own))
      case "decided":
        let own = value(field.value, .words([]), .text, Place(table: "statement", key: "decided"), scope)
        kept.append(Item.Field("decided", own ?? Item(text: "withheld")))
      default: report.add(.dropped, field: "statement: \(field.key)", how: FieldKind.source.words)
      }
    }
    // A statement with nothing beside its value is the value.
    return kept.count == 1 ? kept[0].value : Item(content: .fields(kept))
  }

  /// The table of a mapping: the one that its field allows, of entries and claims the one of its first key.
  private func table(of fields: [Item.Field], _ schema: Schema) -> KeyTable? {
    let names = schema.tables.filter { $0 != "statement" }
    if names.count == 1 { return Self.tables[names[0]] }
    guard let first = fields.first?.key else { return nil }
    let name = "entry-" + Identifier.slug(first)
    return names.contains(name) ? Self.tables[name] : nil
  }

  // MARK: values

  /// A value on one line; nil where it is dropped.
  private func leaf(_ text: String, _ kind: FieldKind, _ place: Place, _ scope: Scope?) -> String? {
    func tell(_ action: DeidentificationReport.Action) { report.add(action, field: place.words, how: kind.words) }
    func changed(_ own: String?) -> String? {
      tell(own == nil ? .dropped : own == text ? .kept : .changed)
      return own
    }
    if text == Silence.notStated || text == Silence.unknown { return text }
    switch kind {
    case .code, .number, .nested:
      tell(.kept)
      return text
    case .patient: return changed(scopes[text]?.pseudonym)
    case .record:
      return changed(place.table.hasPrefix("claim-") ? claims[text] : scope?.names[text])
    case .reference: return changed(scope?.names[text])
    case .event:
      guard let anchor = try? Anchor(parsing: text) else { return changed(nil) }
      if anchor.id == Identifier.cutOff { return changed(text) }
      return changed(scope?.names[anchor.id].map { Anchor(edge: anchor.edge, cycle: anchor.cycle, id: $0).text })
    case .date, .day:
      guard let date = try? StatedDate(parsing: text), let own = date.shifted(by: scope?.shift ?? 0) else {
        return changed(nil)
      }
      tellDate(date, scope)
      return changed(own.text)
    case .studyDate:
      report.add(.changed, field: place.words, how: kind.words)
      return nil
    case .birthYear: return changed(nil)
    case .quantity:
      guard let blank = text.firstIndex(of: " ") else { return changed(text) }
      let unit = String(text[text.index(after: blank)...])
      return changed(TextPolicy.isUnit(unit) ? text : text[..<blank] + " withheld")
    case .unit: return changed(TextPolicy.isUnit(text) ? text : "withheld")
    // A field is declared under the name that its values have.
    case .term("field") where fieldNames[text] != nil: return changed(fieldNames[text])
    case .term(let stem): return changed(term(text, stem, place))
    case .words(let aspects):
      // `true` says that there is no more to say.
      if text == "true" || text == "false" { return text }
      return changed(texts.words(text, aspects, place.words))
    case .person: return changed(texts.term(text, "reader", place.words))
    case .lesion: return changed(lesion(text, place))
    case .freeText:
      let own = texts.reviewed(text, place.words)
      guard own == nil, UnreadCells.isNote(text) else { return changed(own) }
      return changed(UnreadCells.inNote([("cell", UnreadCells.withheld)]))
    case .title:
      let count = study.patients.count
      return changed("De-identified study of \(count) \(count == 1 ? "patient" : "patients")")
    case .source, .time, .age, .abbreviations, .ownValues: return changed(nil)
    }
  }

  private func term(_ text: String, _ stem: String, _ place: Place) -> String {
    if text == "true" || text == "none" || text == "site not stated" { return text }
    switch stem {
    case "drug":
      return text.parts(by: "+").map { texts.term($0, stem, place.words) }.joined(separator: " + ")
    case "regimen":
      let own = texts.term(text, stem, place.words)
      return own == text ? own : Identifier.slug(own)
    default: return texts.term(text, stem, place.words)
    }
  }

  /// A lesion by its number in the study, whatever it was called; in a finding, the one that it grew together with.
  private func lesion(_ text: String, _ place: Place) -> String {
    let merged = "merged into "
    switch place.key {
    case "finding":
      return text.hasPrefix(merged) ? merged + texts.number(String(text.dropFirst(merged.count)), "L") : text
    case "part": return texts.number(text, "")
    default: return texts.number(text, "L")
    }
  }

  private func tellDate(_ date: StatedDate, _ scope: Scope?) {
    guard let scope else { return }
    if date.bounds.isExact { report.exactDates += 1 } else { tellPartial(1, scope) }
  }

  private func tellPartial(_ count: Int, _ scope: Scope) {
    guard count > 0 else { return }
    report.partialDates += count
    report.patientsWithPartialDates.insert(scope.pseudonym)
  }

  // MARK: times

  private func time(_ item: Item, _ place: Place, _ scope: Scope?) -> Item? {
    if case .list(let items) = item.content {
      let own = items.compactMap { time($0, place, scope) }
      return own.isEmpty ? nil : Item(content: .list(own))
    }
    let form = Form<StatedTime>.time
    let reader = Reader(ProblemLog(text: SourceText(file: "", text: "")))
    guard let scope, let time = form.read(item, reader),
      let own = time.shifted(
        by: scope.shift,
        naming: {
          $0 == Identifier.cutOff ? $0 : scope.birthsOfGreatAge.contains($0) ? nil : scope.names[$0]
        })
    else {
      report.add(.dropped, field: place.words, how: "it cannot be shifted")
      return nil
    }
    let partial = time.partialDates
    let dates = ([time] + time.others + (time.isOpen ? time.readings : [])).compactMap(\.date).count
    if dates > 0 {
      report.add(.changed, field: place.words, how: FieldKind.time.words, count: dates)
      report.exactDates += max(0, dates - partial)
      tellPartial(partial, scope)
    } else {
      report.add(.kept, field: place.words, how: "time by other events: kept")
    }
    return form.write(own, Writer())
  }

  private func age(_ item: Item, _ place: Place, _ scope: Scope?) -> Item? {
    if case .list(let items) = item.content {
      let own = items.compactMap { age($0, place, scope) }
      return own.count < items.count ? nil : Item(content: .list(own))
    }
    if case .fields(let fields) = item.content, fields.contains(where: { $0.key == "value" }) {
      let schema = Schema.either([.text, .table("statement")])
      return statement(fields, .age, schema, place, scope)
    }
    if let text = item.plainText, text == Silence.notStated || text == Silence.unknown { return item }
    if scope?.withholdsAge == true {
      report.add(.dropped, field: place.words, how: "with what was seen later it tells an age above 89")
      return nil
    }
    let form = Form<StatedAge>.age
    guard let age = form.read(item, Reader(ProblemLog(text: SourceText(file: "", text: "")))) else {
      report.add(.dropped, field: place.words, how: "it is no age")
      return nil
    }
    func capped(_ age: StatedAge) -> StatedAge {
      let anchor = age.anchor.flatMap { anchor in
        let name = anchor.id == Identifier.cutOff ? anchor.id : scope?.names[anchor.id]
        return name.map { Anchor(edge: anchor.edge, cycle: anchor.cycle, id: $0) }
      }
      if age.years >= 90 { return StatedAge(years: 90, anchor: anchor, isAtLeast: true) }
      return age.months.map { StatedAge(months: $0, anchor: anchor) }
        ?? StatedAge(years: age.years, anchor: anchor, isAtLeast: age.isAtLeast)
    }
    var own = capped(age)
    for other in age.others.map(capped) where other != own && !own.others.contains(other) { own.others.append(other) }
    report.add(age.years >= 90 ? .changed : .kept, field: place.words, how: FieldKind.age.words)
    return form.write(own, Writer())
  }

  // MARK: fields of the study's own

  private func nameFields() {
    var taken: Set<String> = []
    for field in study.fields {
      var name = texts.term(field.name, "field", "field: name")
      // That it was not understood stays, whatever it said.
      if UnreadCells.column(of: field.name) != nil, UnreadCells.column(of: name) == nil {
        name = UnreadCells.field(of: name)
      }
      while !taken.insert(name).inserted { name += " x" }
      fieldNames[field.name] = name
    }
  }

  private func ownValues(_ item: Item, _ scope: Scope?) -> Item? {
    guard case .fields(let fields) = item.content else { return nil }
    let kept = fields.compactMap { field -> Item.Field? in
      guard let own = study.fields.first(where: { $0.name == field.key }), let name = fieldNames[field.key] else {
        return nil
      }
      if UnreadCells.column(of: field.key) != nil {
        report.add(.changed, field: "fields: \(name)", how: FieldKind.freeText.words)
        return Item.Field(name, Item(text: UnreadCells.inField([UnreadCells.withheld])))
      }
      let kind: FieldKind =
        switch own.kind {
        case .text: .freeText
        // A number of which nobody knows what it is may be that of a file.
        case .number: name == field.key && Self.isMeasured(field) ? .number : .source
        // A date long before the course may be that of a birth, which tells an age whatever it is moved by.
        case .date: Self.isLongBefore(field.value, scope?.firstDay) ? .source : .date
        case .choice: .term("choice")
        case .yesNo: .code
        }
      return value(field.value, kind, .text, Place(table: "fields", key: name), scope).map { Item.Field(name, $0) }
    }
    return kept.isEmpty ? nil : Item(content: .fields(kept))
  }

  /// Whether a number is none by which files and people are numbered, with at most four digits before its decimals, and no age above 89.
  private static func isMeasured(_ field: Item.Field) -> Bool {
    guard let text = field.value.plainText else { return false }
    let words = field.key.lowercased().split { !$0.isLetter }
    let isAge = words.contains { ["age", "years", "alter", "jahre", "lebensalter"].contains($0) }
    if isAge, let years = Double(text), years >= 90 { return false }
    return text.prefix { $0 != "." }.count(where: \.isNumber) < 5
  }

  /// Whether a date is not known to lie within a year before the first day of the course, or after it.
  private static func isLongBefore(_ item: Item, _ first: Day?) -> Bool {
    guard let first, let text = item.plainText, let date = try? StatedDate(parsing: text),
      let earliest = date.bounds.earliest
    else { return true }
    return first.number - earliest.number > 366
  }

  private func abbreviations(_ item: Item, _ place: Place) -> Item? {
    guard case .fields(let fields) = item.content else { return nil }
    let kept = fields.filter { field in
      field.value.plainText.map { texts.isShort($0, for: field.key) } ?? false
    }
    report.add(.kept, field: place.words, how: FieldKind.abbreviations.words, count: kept.count)
    report.add(.dropped, field: place.words, how: FieldKind.abbreviations.words, count: fields.count - kept.count)
    return kept.isEmpty ? nil : Item(content: .fields(kept))
  }
}

extension Item {
  /// The text of a value on one line.
  fileprivate var plainText: String? { if case .text(let text) = content { text } else { nil } }
  fileprivate var isText: Bool { plainText != nil }

  /// Whether a claim says whom it is about; the name of another study is dropped.
  fileprivate var saysOfWhom: Bool {
    guard case .fields(let fields) = content else { return false }
    return fields.contains { ["patient", "series", "study"].contains($0.key) }
  }
}

extension Schema {
  /// The tables that may stand behind a key.
  var tables: [String] {
    switch self {
    case .table(let name): [name]
    case .recorded(let schema), .list(let schema), .oneOrMore(let schema), .map(let schema): schema.tables
    case .either(let schemas): schemas.flatMap(\.tables)
    default: []
    }
  }

  fileprivate func mentions(table name: String) -> Bool { tables.contains(name) }
}
