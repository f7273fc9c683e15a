// SPDX-License-Identifier: Apache-2.0

package import Course
package import Chronology
import Plain

/// What the forms of one file share while it is read: its problems, its names, the places of its records, and where they are in it.
///
/// A reference, because the mappings of one file share it; it never leaves the function that reads the file.
package final class Reader {
  /// The problems of the file.
  package let log: ProblemLog
  /// The section for sources that name none.
  package let section: String?
  /// The places of the records that were read.
  package var places = Places()
  /// The names that records of the file have.
  package var names = Names()
  /// All names of the patient, where only some of the course is read.
  var known: [String: Names.Kind]?
  /// The uses of names, to be checked when all names are known.
  package var uses: [Names.Use] = []

  /// The key whose value is read, for messages.
  package var key = ""
  /// Whether the record cannot be without that value, and whether it stands in a row of a table.
  var (isRequired, isCell) = (false, false)
  /// The patient whose file it is.
  package var patient: Patient.ID = ""
  /// The ids that the file gives, and those made up so far.
  var given: Set<String> = []
  /// How many records of each kind there were so far.
  var counts: [String: Int] = [:]
  /// The entry that is read.
  var entry: Entry.ID = ""
  /// Whether a cycle without a therapy can stand here: it is of the therapy that is read.
  var isInTherapy = false
  /// The drugs of the therapy that is read.
  package var drugs: [String] = []
  /// The generic name that a name of a drug means; nil for one that is not known.
  private let generic: @Sendable (String) -> String?
  /// The dose phase that is read: the stem of its name, its number, its kind.
  var phase: (stem: String, number: Int, kind: Names.Kind) = ("", 1, .phase)
  /// Where the cycles of the phases stand that were read last.
  var phaseMarks: [Mark] = []

  /// Where the values of the study's own fields stand.
  package var fieldMarks: [String: Mark] = [:]

  /// The lesions that pictures name.
  package var lesionUses: [LesionUse] = []

  /// Dates that were questioned.
  private var questioned: Set<String> = []

  /// Says of which key the value is read next.
  func expect(_ key: String, of table: KeyTable, isCell: Bool = false) {
    self.key = key
    isRequired = table.order[key].map { table.keys[$0].isRequired } ?? false
    self.isCell = isCell
  }

  /// Says that what is read next is a cell that a row of a table cannot be without.
  package func expectCell() { (isRequired, isCell) = (true, true) }

  package init(
    _ log: ProblemLog, section: String? = nil, generic: @escaping @Sendable (String) -> String? = DrugNames.generic
  ) {
    self.log = log
    self.section = section
    self.generic = generic
  }

  /// The drug of the therapy that a name means: in another case, by a brand, in German. Nil where it means none of them, or more than one.
  func drugOfTherapy(_ name: String) -> String? {
    if drugs.contains(name) { return name }
    guard let meant = generic(name) else {
      let same = drugs.filter { $0.lowercased() == name.lowercased() }
      return same.count == 1 ? same[0] : nil
    }
    let same = drugs.filter { (generic($0) ?? $0.lowercased()) == meant }
    return same.count == 1 ? same[0] : nil
  }

  // MARK: text

  /// Text of an item; another kind is told.
  package func text(of item: Item) -> String? {
    switch item.content {
    case .text(let text):
      let trimmed = text.trimmed
      if trimmed.isEmpty {
        log.error(item.mark, "an empty text", expected: "words, or leave the key out")
        return nil
      }
      return trimmed
    case .empty:
      log.error(item.mark, "no value", expected: "text")
      return nil
    case .list, .fields:
      log.error(item.mark, "\(item.kind) where text should stand", expected: "text, on one line or in quotes")
      return nil
    }
  }

  /// The items of a list.
  package func items(_ item: Item, of what: String) -> [Item] {
    guard case .list(let items) = item.content else {
      log.error(item.mark, "\(item.kind) where a list should stand", expected: "`- ` and \(what) on each line")
      return []
    }
    return items
  }

  /// The item, or the items of a list of them; empty ones are told.
  package func oneOrMore(_ item: Item) -> [Item] {
    guard case .list(let items) = item.content else { return [item] }
    if items.isEmpty { log.error(item.mark, "an empty list", expected: "at least one value, or leave `\(key)` out") }
    let key = key
    return items.filter {
      guard case .empty = $0.content else { return true }
      log.error($0.mark, "an item of `\(key)` has no value")
      return false
    }
  }

  /// Tells that a text is none of the words that may stand here.
  package func tellWord(_ text: String, _ item: Item, _ words: [String], _ what: String? = nil) {
    // `PR (RECIST)`: the word, and what says more of it.
    let plain = String(text.prefix { !"(,;:".contains($0) }).trimmed
    let synonym =
      Synonyms.words[plain.lowercased()].flatMap { words.contains($0) ? $0 : nil }
      ?? (words.contains(plain) ? plain : nil)
    log.error(
      item.mark, ProblemLog.quoted(text) + (what.map { " for \($0)" } ?? ""), expected: Wording.list(words),
      suggestion: synonym ?? log.nearest(to: text, in: words))
  }

  /// Reads a text by a parser of times, and tells an error where in the text it is.
  package func time<Value>(
    _ text: String, _ item: Item, _ parse: (String) throws(TimeSyntaxError) -> Value
  ) -> Value? {
    do {
      return try parse(text)
    } catch {
      tell(error, text, item)
      return nil
    }
  }

  /// Warns of a date that nobody believes, once in a file: what is computed from it is not to be believed either.
  func question(_ doubt: DateDoubt?, _ text: String, _ item: Item) {
    guard let doubt, questioned.insert(text).inserted else { return }
    log.warning(item.mark, "\(ProblemLog.quoted(text)) \(doubt.words)", expected: "the date, or `\(Silence.unknown)`")
  }

  /// Tells an error of a time.
  package func tell(_ error: TimeSyntaxError, _ text: String, _ item: Item) {
    let words: String
    if error.found == "nothing" {
      words = "\(ProblemLog.quoted(text)) ends too early"
    } else {
      words =
        error.found == text
        ? ProblemLog.quoted(text) : "\(ProblemLog.quoted(error.found)) in \(ProblemLog.quoted(text))"
    }
    log.error(
      log.text.mark(in: item, text: text, utf8Offset: error.offset), words, expected: error.expected,
      suggestion: error.suggestion)
  }

  // MARK: names and places

  /// Notes where a record stands.
  package func place(_ path: RecordPath, _ mark: Mark) { places[path] = log.text.location(mark) }

  /// Notes the event of an anchor as used.
  func use(_ anchor: Anchor, in item: Item, _ text: String, _ kinds: Set<Names.Kind> = []) {
    let kinds = anchor.cycle == nil ? kinds : [.therapy]
    let mark = log.text.mark(in: item, text: text, utf8Offset: anchor.offset)
    uses.append(Names.Use(id: anchor.id, mark: mark, kinds: kinds, allowsCutOff: kinds.isEmpty))
  }

  /// An id for what has none: the kind, then the kind with the number that it is of its kind; the next that is free.
  func free(_ stem: String, number: Int) -> String {
    var number = number
    var id = number == 1 ? stem : "\(stem)-\(number)"
    while given.contains(id) {
      number += 1
      id = "\(stem)-\(number)"
    }
    given.insert(id)
    return id
  }
}

/// What people write for the words of the format.
enum Synonyms {
  static let words = [
    "m": "male", "f": "female", "w": "female", "man": "male", "woman": "female", "männlich": "male",
    "weiblich": "female", "complete response": "CR", "complete remission": "CR", "partial response": "PR",
    "partial remission": "PR", "stable disease": "SD", "stable": "SD", "progressive disease": "PD",
    "progression": "PD", "progressive": "PD", "not evaluable": "NE", "komplette remission": "CR",
    "komplettremission": "CR", "vollremission": "CR", "vollständige remission": "CR", "partielle remission": "PR",
    "partialremission": "PR", "teilremission": "PR", "partielles ansprechen": "PR", "komplettes ansprechen": "CR",
    "stabile erkrankung": "SD", "stabile krankheit": "SD", "stabil": "SD",
    "krankheitsstabilisierung": "SD", "progress": "PD", "progredienz": "PD", "progrediente erkrankung": "PD",
    "krankheitsprogress": "PD", "nicht beurteilbar": "NE", "nicht auswertbar": "NE", "gemischtes ansprechen": "mixed",
    "mixed response": "mixed", "minor response": "MR", "first line": "first-line",
    "1st line": "first-line", "1l": "first-line", "second line": "second-line", "2nd line": "second-line",
    "2l": "second-line", "third line": "third-line", "3rd line": "third-line", "3l": "third-line",
    "kurativ": "curative", "palliativ": "palliative", "adjuvans": "adjuvant", "erhaltung": "maintenance",
    "erhaltungstherapie": "maintenance", "konsolidierung": "consolidation",
    "neo-adjuvant": "neoadjuvant", "hematotoxicity": "haematotoxicity", "neutropenia": "haematotoxicity",
    "leukopenia": "haematotoxicity", "thrombocytopenia": "haematotoxicity", "bsa": "body size", "weight": "body size",
    "patient wish": "preference",
  ]
}

/// What the forms of one file share while it is written.
package struct Writer: Sendable {
  /// The section that the file opens with: sources of it do not repeat it.
  package var section: String?
  /// The drugs of the therapy that is written: a phase of the only one does not name it.
  package var drugs: [String]
  /// Ids that the reader gives to what has none: they are left out.
  var impliedIDs: Set<String> = []
  /// Whether tables of rows (administrations, lesions) stand within the records, as in JSON, or in files of their own.
  package var holdsRows = false

  package init(section: String? = nil, drugs: [String] = [], holdsRows: Bool = false) {
    self.section = section
    self.drugs = drugs
    self.holdsRows = holdsRows
  }
}
