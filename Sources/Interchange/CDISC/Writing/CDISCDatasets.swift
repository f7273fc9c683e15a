// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// The datasets of SDTM that a study becomes: a record for each row of the study, with what no variable of the standard holds in supplemental qualifiers.
struct CDISCDatasets {
  typealias Row = FlatRows.Row
  typealias Values = [String: Dataset.Value]

  /// What a record of a dataset was made of: the row of the study, and of a qualifier its key.
  struct Origin {
    var row: Int
    var key: String?
  }

  let study: String
  private var rows: [String: [Values]] = [:]
  private(set) var origins: [String: Origin] = [:]
  private var sequences: [String: Int] = [:]
  private var reference: Day?
  /// Lesions that TU has, by patient, name and reader.
  var identified: Set<String> = []

  init(_ own: Study, _ flat: FlatRows) {
    study = Self.identifier(own.title)
    rows["TS"] = [
      [
        "STUDYID": .text(study), "DOMAIN": .text("TS"), "TSSEQ": .number(1), "TSPARMCD": .text("TITLE"),
        "TSPARM": .text("Trial Title"), "TSVAL": Self.short(own.title),
      ]
    ]
    let byPatient = Dictionary(grouping: flat.rows.indices, by: { flat.rows[$0].patient })
    for patient in own.patients { add(patient.id, byPatient[patient.id] ?? [], flat) }
  }

  /// The title of a study as its identifier: letters and digits, at most 20.
  static func identifier(_ title: String) -> String {
    let slug = Identifier.slug(title).uppercased().prefix(20)
    let text = slug.hasSuffix("-") ? slug.dropLast() : slug
    return text.isEmpty ? "STUDY" : String(text)
  }

  /// The datasets in the order in which they are listed; without those that have no records.
  var all: [Dataset] {
    var datasets: [Dataset] = []
    for domain in CDISCDomains.all {
      for own in [domain, CDISCDomains.supplement(of: domain.name)] {
        guard let values = rows[own.name], !values.isEmpty else { continue }
        datasets.append(Self.dataset(own, values))
      }
    }
    return datasets
  }

  private static func dataset(_ domain: CDISCDomains.Domain, _ rows: [Values]) -> Dataset {
    // Variables that no record has are left out; the identifiers are always there.
    let used = rows.reduce(into: Set(domain.keys)) { $0.formUnion($1.keys) }
    let own = domain.variables.filter { used.contains($0.name) }
    let columns = own.map { variable in
      var column = Dataset.Column(
        name: variable.name, label: variable.label, type: variable.isNumber ? .double : .string)
      if variable.isNumber, !variable.name.hasSuffix("STRESN"), !variable.name.hasSuffix("DOSE") {
        column.type = .integer
      }
      if !variable.isNumber {
        column.length = rows.reduce(1) { max($0, $1[variable.name]?.words?.utf8.count ?? 0) }
      }
      column.key = domain.keys.firstIndex(of: variable.name).map { $0 + 1 }
      return column
    }
    return Dataset(
      name: domain.name, label: domain.label, columns: columns,
      rows: rows.map { row in own.map { row[$0.name] ?? .none } })
  }

  // MARK: records

  /// The beginning of the first therapy, as far as it is known: a day, a month or a year. Nil where it is open which is the first, as where one has no date: another beginning would make every
  /// study day of the subject another.
  static func referenceStart(_ rows: [Row]) -> String? {
    let therapies = rows.filter { $0.kind == "therapy" }
    let dates = therapies.compactMap { $0.date("when") }
    guard dates.count == therapies.count else { return nil }
    func first(_ date: PartialDate) -> (Int, Int, Int) { (date.year, date.month ?? 1, date.day ?? 1) }
    func last(_ date: PartialDate) -> (Int, Int, Int) { (date.year, date.month ?? 12, date.day ?? 31) }
    return dates.first { own in dates.allSatisfy { $0.text == own.text || last(own) <= first($0) } }?.text
  }

  private mutating func add(_ patient: String, _ numbers: [Int], _ flat: FlatRows) {
    reference = Self.referenceStart(numbers.map { flat.rows[$0] }).flatMap { Day(iso: $0) }
    sequences = [:]
    for (place, number) in numbers.enumerated() {
      let row = flat.rows[number]
      if row.kind == "patient" {
        addPerson(row, number, numbers.map { flat.rows[$0] })
      } else {
        addEntry(row, number, place)
      }
    }
  }

  /// Adds a record, and its qualifiers.
  ///
  /// - Parameters:
  ///   - kind: what it is in the study.
  ///   - number: the number of its row.
  ///   - place: its place in the course; nil where that says nothing.
  mutating func add(_ domain: String, kind: String, _ row: Row, _ number: Int, _ place: Int? = nil, _ values: Values) {
    var own = values
    own["STUDYID"] = .text(study)
    own["DOMAIN"] = .text(domain)
    own["USUBJID"] = .text(row.patient)
    let sequence = (sequences[domain] ?? 0) + 1
    sequences[domain] = sequence
    if domain != "DM" { own["\(domain)SEQ"] = .number(Double(sequence)) }
    var held: Set<String> = []
    if kind != CDISCOwn.copy {
      for (key, variable) in CDISCOwn.variables(kind, in: domain) {
        guard let text = row.one(key), Self.fits(text), !row.lists.contains(key), Self.isHeld(variable, text) else {
          continue
        }
        own[variable] = .text(text)
        held.insert(key)
      }
    }
    for (suffix, day) in [("STDTC", "STDY"), ("ENDTC", "ENDY"), ("DTC", "DY")] {
      guard let reference, let date = own[domain + suffix]?.words.flatMap({ Day(iso: $0) }) else { continue }
      own[domain + day] = .number(Double(CDISCDate.number(of: date, from: reference)))
    }
    rows[domain, default: []].append(own)
    origins["\(domain) record \(rows[domain]?.count ?? 0)"] = Origin(row: number, key: nil)
    let id: Values =
      domain == "DM" ? [:] : ["IDVAR": .text("\(domain)SEQ"), "IDVARVAL": .text("\(sequence)")]
    qualify(domain, row.patient, id, number, CDISCOwn.kind, "\(CDISCOwn.label)kind", kind, key: nil)
    if kind == CDISCOwn.copy { return }
    if let place {
      qualify(
        domain, row.patient, id, number, "VLPLACE", CDISCOwn.label + CDISCOwn.place, "\(place)", key: CDISCOwn.place)
    }
    for (key, texts) in row.cells.sorted(by: { $0.key < $1.key }) where !held.contains(key) && key != "source" {
      let isList = row.lists.contains(key) || texts.count > 1
      let label = CDISCOwn.label + key + (isList ? CDISCOwn.list : "")
      // A longer name of a field has no place in a label.
      guard label.utf8.count <= CDISCOwn.width else { continue }
      let name = Self.name(of: key)
      qualify(domain, row.patient, id, number, name, label, texts.joined(separator: FlatRows.separator), key: key)
    }
  }

  /// The name of the qualifier of a key.
  static func name(of key: String) -> String {
    "VL" + key.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(6)
  }

  /// Whether a variable can hold a text as the standard demands it.
  private static func isHeld(_ variable: String, _ text: String) -> Bool {
    if variable.hasSuffix("DTC") { return isDate(text) }
    // What is not stated has no value.
    if ["RSCAT", "PRLOC"].contains(variable) { return ![Silence.notStated, Silence.unknown].contains(text) }
    return variable == "AETOXGR" ? ["1", "2", "3", "4", "5"].contains(text) : true
  }

  /// Whether a time is a date of the standard: a year, a month or a day.
  static func isDate(_ text: String) -> Bool {
    (try? CDISCDate.parse(text)).map { $0.text == text && $0.date != nil } ?? false
  }

  static func fits(_ text: String) -> Bool { text.utf8.count <= CDISCOwn.value }

  /// The beginning of a text that a variable of the standard may have.
  static func short(_ text: String) -> Dataset.Value {
    let own = text.trimmed
    if fits(own) { return own.isEmpty ? .none : .text(own) }
    return .text(pieces(own)[0])
  }

  private mutating func qualify(
    _ domain: String, _ patient: String, _ id: Values, _ number: Int, _ name: String, _ label: String, _ text: String,
    key: String?
  ) {
    let dataset = "SUPP\(domain)"
    for (index, piece) in Self.pieces(text).enumerated() {
      // The names of the parts of a long text differ by a number (SDTMIG 3.3, 4.5.3.2).
      let suffix = index == 0 ? "" : "\(index)"
      var own = id
      own["STUDYID"] = .text(study)
      own["RDOMAIN"] = .text(domain)
      own["USUBJID"] = .text(patient)
      own["QNAM"] = .text(String(name.prefix(8 - suffix.count)) + suffix)
      own["QLABEL"] = .text(label)
      own["QVAL"] = .text(piece)
      own["QORIG"] = .text("Collected")
      rows[dataset, default: []].append(own)
      origins["\(dataset) record \(rows[dataset]?.count ?? 0)"] = Origin(row: number, key: key)
    }
  }

  /// A text in parts of at most 200 bytes, none of which begins or ends with a blank, which a container might take off.
  static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var length = 0
    // Up to where the piece may end.
    var good = ""
    var goodLength = 0
    var previousIsBlank = false
    for scalar in text.unicodeScalars {
      let size = UTF8.width(scalar)
      let isBlank = scalar.properties.isWhitespace
      if length > 0, !previousIsBlank, !isBlank { (good, goodLength) = (piece, length) }
      if length + size > CDISCOwn.value, goodLength > 0 {
        pieces.append(good)
        piece = String(String.UnicodeScalarView(piece.unicodeScalars.dropFirst(good.unicodeScalars.count)))
        length -= goodLength
        (good, goodLength) = ("", 0)
        if length > 0, !previousIsBlank, !isBlank { (good, goodLength) = (piece, length) }
      }
      piece.unicodeScalars.append(scalar)
      length += size
      previousIsBlank = isBlank
    }
    pieces.append(piece)
    return pieces
  }
}
