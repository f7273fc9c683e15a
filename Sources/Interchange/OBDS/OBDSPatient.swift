// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Notation
import Plain

/// What reports say of one patient, gathered as a draft: reports of one tumour, operation, radiotherapy or systemic therapy are brought together by their numbers.
struct OBDSPatient {
  typealias Leaf = ReportElement.Leaf

  /// The draft that the notation reads.
  private(set) var draft: PatientDraft
  /// What comes up; lent by the reading while a patient is read.
  var outcome = TableOutcome()
  /// The file and the report that are read, without a line.
  var record: CellPlace
  /// The data set of the file that is read.
  var dialect = ReportDocument.Dialect.oBDS

  /// The words that may be the histology of each diagnosis, the best first.
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  /// The dates of birth, and those of diagnoses by their entries.
  var births: [(date: OBDSDate, leaf: Leaf)] = []
  var diagnosed: [Int: [OBDSDate]] = [:]
  /// Reports that have no number of their own therapy, by what they could be.
  var unnumbered: [String: CellPlace] = [:]

  private var entries: [String: Int] = [:]
  /// When each entry was, for its place in the course; empty where no date says it.
  private var orders: [String] = []

  init(id: String, place: CellPlace) {
    draft = PatientDraft(id: id, place: place)
    record = place
  }

  // MARK: entries

  /// The entry of a key: that which another report made, or a new one.
  ///
  /// - Parameters:
  ///   - key: what makes it the same in another report; nil where it is one of its own.
  ///   - number: its number in the report, by which it is called where that is a name.
  ///   - stem: what it is called by otherwise.
  ///   - order: its date, or that of what it belongs to.
  mutating func entry(
    _ kind: String, key: String?, number: String? = nil, stem: String, order: String, at element: ReportElement
  ) -> Int {
    if let key, let index = entries["\(kind) \(key)"] {
      if orders[index].isEmpty { orders[index] = order }
      return index
    }
    var place = element.place(record)
    place.column = nil
    let index = draft.entries.count
    draft.entries.append(
      PatientDraft.Part(plan: kind, kind: kind, id: name(number, stem), values: [], row: place, isOfRow: true))
    orders.append(order)
    if let key { entries["\(kind) \(key)"] = index }
    return index
  }

  /// Whether a report has made the entry of a key.
  func has(_ kind: String, key: String) -> Bool { entries["\(kind) \(key)"] != nil }

  private mutating func name(_ number: String?, _ stem: String) -> String {
    guard let number, number.utf8.count <= 50 else { return draft.free(stem) }
    let isName =
      Identifier.isWellFormed(number) && number.contains { $0.isLetter } && number != Identifier.cutOff
    let slug = Identifier.slug(number)
    let name = isName ? number : slug.isEmpty ? stem : "\(stem)-\(slug)"
    return draft.take(name) ? name : draft.free(stem)
  }

  /// The id of an entry.
  func id(_ entry: Int) -> String { draft.entries[entry].id }

  /// The date by which an entry has its place in the course.
  func order(_ entry: Int) -> String { orders[entry] }

  /// Gives an entry its place in the course, where it has none yet.
  mutating func setOrder(_ order: String, _ entry: Int) { if orders[entry].isEmpty { orders[entry] = order } }

  // MARK: values

  /// States a key of an entry. What another report says too is said once; what it says otherwise stands beside it, or is told where only one value can be.
  mutating func state(
    _ key: String, _ texts: [String], of entry: Int, _ leaf: Leaf?, others: [Leaf] = [], codes: [Code] = [],
    isSecond: Bool = false
  ) {
    let part = draft.entries[entry]
    var value = PatientDraft.Value(
      texts: texts, place: leaf?.place ?? part.row, raw: leaf?.raw ?? "", meaning: "\(key) of \(part.kind)")
    value.others = others.map(\.place)
    value.codes = codes
    value.isSecond = isSecond
    state(key, value, of: entry)
  }

  /// States a key of an entry.
  mutating func state(_ key: String, _ value: PatientDraft.Value, of entry: Int) {
    let part = draft.entries[entry]
    let stated = part.values.filter { $0.key == key }
    if stated.contains(where: { $0.value.texts == value.texts }) {
      draft.entries[entry].repeated.append(value)
    } else if let first = stated.first, !Self.standsBeside(key, part.kind) {
      if value.place.column != nil {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(value.raw)) for `\(key)` of `\(part.id)`, which is \(ProblemLog.quoted(first.value.raw)) in \(first.value.place); it stands in the note"
          ))
      }
      var other = value
      other.texts = ["\(value.place.column ?? key): \(value.raw)"]
      other.meaning = "note, beside what another report says"
      draft.entries[entry].noted.append(other)
    } else {
      if let first = stated.first, ["when", "ends"].contains(key), !Self.agree(first.value.texts, value.texts) {
        outcome.warnings.append(
          Misfit(
            value.place,
            "\(ProblemLog.quoted(value.raw)) for `\(key)` of `\(part.id)`, which is \(ProblemLog.quoted(first.value.raw)) in \(first.value.place): both stand side by side",
            expected: "one date, or numbers that tell two of them apart"))
      }
      draft.entries[entry].values.append((key, value))
    }
  }

  /// Whether one date is the other, less exact.
  private static func agree(_ first: [String], _ second: [String]) -> Bool {
    guard let first = first.first, let second = second.first else { return true }
    return first.hasPrefix(second) || second.hasPrefix(first)
  }

  /// Whether the statements of several reports can stand side by side.
  private static func standsBeside(_ key: String, _ kind: String) -> Bool {
    if PatientDraft.listKeys.contains(key) { return key != "metastases" }
    switch kind {
    case "diagnosis":
      return ["diagnosis", "morphology", "site", "topography", "grade", "grade in words", "stage"].contains(key)
    case "therapy": return ["intent", "stopped for"].contains(key)
    case "assessment": return key == "response"
    case "toxicity": return key == "grade"
    case "surgery": return key == "margin"
    case "radiotherapy": return key == "dose"
    default: return false
    }
  }

  /// A fact of the patient.
  mutating func fact(_ key: String, _ text: String, _ leaf: Leaf, others: [Leaf] = [], isSecond: Bool = false) {
    var value = PatientDraft.Value(texts: [text], place: leaf.place, raw: leaf.raw, meaning: key)
    value.others = others.map(\.place)
    value.isSecond = isSecond
    draft.facts.append((key, value))
  }

  /// A fact of the patient.
  mutating func fact(_ key: String, _ value: PatientDraft.Value) { draft.facts.append((key, value)) }

  /// A field of the study's own; what reports say differently stands in it one behind the other, and is told.
  mutating func field(_ name: String, _ text: String, _ leaf: Leaf, others: [Leaf] = []) {
    guard let index = draft.fields.firstIndex(where: { $0.name == name }) else {
      var value = PatientDraft.Value(texts: [text], place: leaf.place, raw: leaf.raw, meaning: "field \(name)")
      value.others = others.map(\.place)
      return draft.fields.append((name, value))
    }
    for place in [leaf.place] + others.map(\.place) {
      outcome.losses.add(.understood, file: place.file, column: place.column ?? "", meaning: "field \(name)")
    }
    guard !draft.fields[index].value.texts.contains(text) else { return }
    let first = draft.fields[index].value
    outcome.warnings.append(
      Misfit(
        leaf.place,
        "\(ProblemLog.quoted(leaf.raw)), which is \(ProblemLog.quoted(first.raw)) in \(first.place): both stand in the field `\(name)`"
      ))
    draft.fields[index].value.texts.append(text)
  }

  // MARK: what has no key

  /// So many characters of a value stand in a note.
  static let noteLimit = 2000

  /// Keeps a value in the note of an entry, under its path or a label.
  mutating func note(_ leaf: Leaf?, on entry: Int, others: [Leaf] = [], label: String? = nil, as words: String? = nil) {
    guard let leaf else { return }
    let text = words ?? leaf.raw
    if text.count > Self.noteLimit {
      outcome.warnings.append(
        Misfit(leaf.place, "a text of \(text.count) characters; the note has the first \(Self.noteLimit)"))
    }
    let whole = "\(label ?? leaf.place.column ?? ""): \(text.prefix(Self.noteLimit))"
    var value = PatientDraft.Value(
      texts: [whole], place: leaf.place, raw: leaf.raw,
      meaning: text.count > Self.noteLimit ? "note, its beginning" : "note of \(draft.entries[entry].kind)")
    value.others = others.map(\.place)
    // What another report says in the same words is there once.
    if draft.entries[entry].noted.contains(where: { $0.texts == [whole] }) { value.texts = [] }
    draft.entries[entry].noted.append(value)
  }

  /// Adds words of our own to the note of an entry: what no key says and no value of the report.
  mutating func remark(_ words: String, on entry: Int) {
    guard !draft.entries[entry].noted.contains(where: { $0.texts == [words] }) else { return }
    draft.entries[entry].noted.append(
      PatientDraft.Value(texts: [words], place: draft.entries[entry].row, raw: "", meaning: ""))
  }

  /// Takes out that a key is not stated, now that another report states it.
  mutating func dropSilent(_ key: String, of entry: Int) {
    draft.entries[entry].values.removeAll { $0.key == key && $0.value.place.column == nil }
  }

  /// Takes the words of a death out that said no more than that the patient has died.
  mutating func dropUnsaid(of entry: Int) {
    for (key, value) in draft.entries[entry].values where key == "death" && value.texts == [Silence.notStated] {
      if value.place.column != nil { draft.entries[entry].repeated.append(value) }
    }
    draft.entries[entry].values.removeAll { $0.key == "death" && $0.value.texts == [Silence.notStated] }
  }

  /// Keeps everything of an element in the note of an entry that nobody has read.
  mutating func noteRest(of element: ReportElement?, on entry: Int) {
    guard let element else { return }
    for leaf in element.rest(in: record) { note(leaf, on: entry) }
  }

  /// Counts a value as left out, for a reason.
  mutating func leaveOut(_ leaf: Leaf?, _ reason: String) {
    guard let leaf else { return }
    outcome.losses.add(.leftOut, file: leaf.place.file, column: leaf.place.column ?? "", meaning: reason)
  }

  /// Leaves out everything of an element that nobody has read.
  mutating func leaveOutRest(of element: ReportElement?, _ reason: String) {
    for leaf in element?.rest(in: record) ?? [] { leaveOut(leaf, reason) }
  }

  /// Counts a value that says what others are of.
  mutating func used(_ leaf: Leaf?, _ meaning: String) {
    guard let leaf else { return }
    outcome.losses.add(.understood, file: leaf.place.file, column: leaf.place.column ?? "", meaning: meaning)
  }

  /// Tells a value that is not understood, and keeps it.
  mutating func tell(_ leaf: Leaf, _ message: String, expected: String? = nil, on entry: Int?, others: [Leaf] = []) {
    outcome.misfits.append(Misfit(leaf.place, message, expected: expected))
    var value = PatientDraft.Value(texts: [leaf.raw], place: leaf.place, raw: leaf.raw, meaning: "not understood")
    value.others = others.map(\.place)
    if let entry { draft.entries[entry].kept.append(value) } else { draft.kept.append(value) }
  }

  /// Tells everything of an element that nobody has read.
  mutating func tellRest(of element: ReportElement, on entry: Int?) {
    for leaf in element.rest(in: record) {
      tell(leaf, "\(ProblemLog.quoted(leaf.raw)), which is not known here", on: entry)
    }
  }

  /// The word of a code; a code that the list does not have is told.
  mutating func word(_ leaf: Leaf?, _ list: OBDSWords.Words, on entry: Int?) -> String? {
    guard let leaf else { return nil }
    if let word = list.word(leaf.raw) { return word }
    tell(
      leaf, "\(ProblemLog.quoted(leaf.raw)), which is no code of the list", expected: Wording.list(list.codes),
      on: entry)
    return nil
  }

  /// Keeps the word of a code in the note of an entry.
  mutating func noteWord(_ leaf: Leaf?, _ list: OBDSWords.Words, on entry: Int) {
    guard let leaf, let word = word(leaf, list, on: entry) else { return }
    note(leaf, on: entry, as: "\(word) (\(leaf.raw))")
  }

  // MARK: dates

  /// A date of a report with the values that say it.
  struct Dated {
    /// The date, as far as it is exact; nil where it is estimated whole.
    var date: OBDSDate?
    var leaf: Leaf
    var others: [Leaf]

    /// For the place in the course.
    var order: String { date?.text ?? "" }
  }

  /// A date of an element in it, as far as it is exact. What is none is told.
  ///
  /// - Parameter isExact: whether the data set has no precision beside it.
  mutating func date(_ names: [String], of element: ReportElement, isExact: Bool = false, on entry: Int?) -> Dated? {
    guard let own = element.children.first(where: { names.contains($0.name) }) else { return nil }
    let accuracy = own.attribute("Datumsgenauigkeit", in: record)
    let others = accuracy.map { [$0] } ?? []
    guard let leaf = own.own(in: record) else {
      if let accuracy { tell(accuracy, "the precision of a date that is not there", on: entry) }
      return nil
    }
    do throws(OBDSDate.Fault) {
      switch dialect {
      case .adt: return Dated(date: try .german(leaf.raw), leaf: leaf, others: others)
      case .oBDS:
        if accuracy == nil, !isExact {
          throw OBDSDate.Fault(
            message: "\(ProblemLog.quoted(leaf.raw)) without its `Datumsgenauigkeit`: the day may be estimated",
            expected: "`Datumsgenauigkeit` E, T, M or V")
        }
        return Dated(date: try .iso(leaf.raw, accuracy: accuracy?.raw), leaf: leaf, others: others)
      }
    } catch {
      tell(leaf, error.message, expected: error.expected, on: entry, others: others)
      return nil
    }
  }

  /// States a date of an entry; one that is estimated whole is kept in the note.
  mutating func state(_ key: String, _ dated: Dated?, of entry: Int) {
    guard let dated else { return }
    if let date = dated.date {
      state(key, [date.text], of: entry, dated.leaf, others: dated.others)
    } else {
      note(dated.leaf, on: entry, others: dated.others, as: "\(dated.leaf.raw), estimated whole")
    }
  }

  /// Keeps a date in the note of an entry.
  mutating func note(_ dated: Dated?, on entry: Int) {
    guard let dated else { return }
    note(
      dated.leaf, on: entry, others: dated.others,
      as: dated.date.map(\.text) ?? "\(dated.leaf.raw), estimated whole")
  }

  // MARK: the end

  /// The draft with its entries in order of time: those without a date where the reports have them.
  mutating func finished() -> PatientDraft {
    settleHistologies()
    settleAge()
    var last = ""
    // A later entry without a date stays behind the one before it.
    let keys = orders.map { order -> String in
      if !order.isEmpty { last = order }
      return last
    }
    let sorted = draft.entries.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    var own = draft
    own.entries = sorted.map { draft.entries[$0] }
    return own
  }
}
