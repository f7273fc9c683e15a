// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// A work of a list of references, as a file of BibTeX or RIS has it: its fields in the order of the file.
struct CitedWork {
  typealias Leaf = SourceValue

  /// Its key or number in the file; nil for none.
  var key: Leaf?
  /// Its kind: `article`, `JOUR`.
  var kind: Leaf
  /// Its fields, under the names of the file in small letters.
  var fields: [(name: String, leaf: Leaf)]

  /// The first field of one of these names, the names in order.
  func field(_ names: [String]) -> Leaf? {
    for name in names { if let found = fields.first(where: { $0.name == name }) { return found.leaf } }
    return nil
  }
}

/// Names of authors, as journals of medicine print them and as lists of references have them.
enum AuthorNames {
  /// `Casanova M, Ferrari A, et al.` as names one by one (`Casanova, M`); nil for a text that does not come back of them.
  static func split(_ text: String) -> [String]? {
    let parts = text.parts(by: ", ")
    var names: [String] = []
    for (number, part) in parts.enumerated() {
      if part == etAl, number == parts.count - 1, number > 0 {
        names.append(etAl)
      } else if let match = part.wholeMatch(of: printed) {
        names.append("\(match.1), \(match.2)")
      } else {
        return nil
      }
    }
    return joined(names) == text ? names : nil
  }

  /// Names as one text: `Casanova M, Ferrari A` of `Casanova, M` and `Ferrari, A`; other names as they are, one behind the other.
  static func joined(_ names: [String]) -> String {
    let short = names.map { name -> String? in
      if name == etAl { return etAl }
      return name.wholeMatch(of: listed).map { "\($0.1) \($0.2)" }
    }
    let own = short.compactMap { $0 }
    return own.count == names.count ? own.joined(separator: ", ") : names.joined(separator: "; ")
  }

  static let etAl = "et al."
  private nonisolated(unsafe) static let printed = #/([^,;{}]+) ([A-ZÄÖÜ]{1,4})/#
  private nonisolated(unsafe) static let listed = #/([^,;{}]+), ([A-ZÄÖÜ]{1,4})/#
}

/// The references of a study made of works.
enum ReferenceReading {
  private static let names: [(key: String, names: [String])] = [
    ("authors", ["author", "au", "a1"]), ("title", ["title", "ti", "t1"]),
    ("journal", ["journal", "journaltitle", "jo", "jf", "t2", "ja", "publisher", "pb", "booktitle"]),
    ("year", ["year", "py", "y1", "date"]), ("doi", ["doi", "do"]),
  ]
  /// So many works a file may have.
  static let most = 50_000

  /// Reads a study of references alone.
  static func read(
    _ request: StudyFormat.Request, _ parse: (String, String, inout TableOutcome) -> [CitedWork]
  ) -> StudyReading {
    var outcome = TableOutcome()
    var works: [CitedWork] = []
    for file in request.files {
      switch SheetText.read(file, .utf8, isMapped: false) {
      case .failure(let refusal):
        outcome.isBroken = true
        outcome.misfits.append(refusal.misfit)
        outcome.losses.add(.unplaced, file: file.name, column: "", meaning: "the file cannot be read whole")
      case .success(let text): works += parse(text.text, file.name, &outcome)
      }
    }
    var study = Study(title: "References")
    let numbers = numbers(works)
    for (work, number) in zip(works, numbers) {
      guard let reference = reference(work, number, &outcome) else { continue }
      study.references.append(reference)
    }
    if works.isEmpty, outcome.misfits.isEmpty {
      outcome.misfits.append(
        Misfit(
          CellPlace(file: request.files.first?.name ?? ".", record: ""), "no references",
          expected: "works, each with its title"))
    }
    let isWhole = outcome.misfits.isEmpty || request.keepsGoing && !outcome.isBroken
    return StudyReading(
      study: isWhole && !study.references.isEmpty ? study : nil, losses: outcome.losses,
      misfits: outcome.misfits.sorted, warnings: outcome.warnings.sorted)
  }

  /// The numbers of works: those of their keys, where all have one of their own (`ref-26`, `26`), else their places.
  private static func numbers(_ works: [CitedWork]) -> [Int] {
    let own = works.compactMap { work -> Int? in
      guard let key = work.key?.raw, let match = key.wholeMatch(of: #/(?:ref-?)?([1-9][0-9]{0,4})/#) else { return nil }
      return Int(match.1)
    }
    return own.count == works.count && Set(own).count == own.count ? own : Array(1...max(1, works.count))
  }

  private static func reference(_ work: CitedWork, _ number: Int, _ outcome: inout TableOutcome) -> Reference? {
    func add(_ how: LossReport.Outcome, _ leaf: SourceValue, _ meaning: String) {
      outcome.losses.add(how, file: leaf.place.file, column: leaf.place.column ?? "", meaning: meaning)
    }
    guard let title = work.field(named("title")), (1...99_999).contains(number) else {
      outcome.misfits.append(Misfit(work.kind.place, "a work without a title", expected: "`title`, `TI`"))
      for leaf in [work.kind] + [work.key].compactMap({ $0 }) + work.fields.map(\.leaf) {
        add(.unplaced, leaf, "a work without a title")
      }
      return nil
    }
    var reference = Reference(number: number, title: title.raw)
    var used: Set<Int> = []
    func take(_ key: String) -> SourceValue? {
      guard let leaf = work.field(named(key)),
        let place = work.fields.firstIndex(where: { $0.leaf == leaf && named(key).contains($0.name) })
      else { return nil }
      used.insert(place)
      add(.understood, leaf, key)
      return leaf
    }
    _ = take("title")
    if let journal = take("journal") { reference.journal = .stated(journal.raw) }
    if let doi = take("doi") { reference.doi = .stated(doi.raw) }
    let authors = work.fields.indices.filter { named("authors").contains(work.fields[$0].name) }
    if !authors.isEmpty {
      used.formUnion(authors)
      for place in authors { add(.understood, work.fields[place].leaf, "authors") }
      let all = authors.flatMap { work.fields[$0].leaf.raw.parts(by: " and ") }
      reference.authors = .stated(AuthorNames.joined(all.map { $0 == "others" ? AuthorNames.etAl : $0 }))
    }
    if let year = work.field(named("year")) {
      if let match = year.raw.prefixMatch(of: #/(1[6-9][0-9]{2}|2[01][0-9]{2})(?:$|[\/-].*)/#),
        let number = Int(match.1)
      {
        _ = take("year")
        reference.year = .stated(number)
      } else {
        outcome.warnings.append(
          Misfit(
            year.place, "\(ProblemLog.quoted(year.raw)) for a year: it is left out", expected: "a year of four digits"))
      }
    }
    add(.understood, work.kind, "that it is a work")
    if let key = work.key { add(.understood, key, "number") }
    for place in work.fields.indices where !used.contains(place) {
      add(.leftOut, work.fields[place].leaf, "the list of references has no key for it")
    }
    return reference
  }

  private static func named(_ key: String) -> [String] { names.first { $0.key == key }?.names ?? [] }
}

/// References of a study as a file.
enum ReferenceWriting {
  /// The file, read back before it is given out.
  static func write(
    _ study: Study, name: String, _ print: ([Reference]) -> String, reading read: (StudyFormat.Request) -> StudyReading
  ) -> StudyWriting {
    var losses = LossReport()
    let noPlace = "a list of references has no place for it"
    for (part, key, count) in TableWriting.wholeLosses(study, but: []) where part != "references" {
      losses.add(.unplaced, file: part, column: key, meaning: noPlace, count: count)
    }
    if !study.patients.isEmpty {
      losses.add(.unplaced, file: "patients", column: "", meaning: noPlace, count: study.patients.count)
    }
    let text = print(study.references)
    let back =
      read(StudyFormat.Request(files: [InputFile(name: name, text: text)], keepsGoing: true)).study?.references ?? []
    var held = 0
    for reference in study.references {
      let other = back.first { $0.number == reference.number }
      func compare<Value: Equatable>(_ key: String, _ own: Value, _ other: Value?, isThere: Bool) {
        guard isThere else { return }
        if own == other {
          held += 1
          losses.add(.understood, file: "references", column: key, meaning: key)
        } else {
          losses.add(
            .unplaced, file: "references", column: key, meaning: "\(name) cannot hold it as it is",
            example: "\(reference.number)")
        }
      }
      compare("number", reference.number, other?.number, isThere: true)
      compare("title", reference.title, other?.title, isThere: true)
      compare("authors", reference.authors, other?.authors, isThere: reference.authors != .notRecorded)
      compare("journal", reference.journal, other?.journal, isThere: reference.journal != .notRecorded)
      compare("year", reference.year, other?.year, isThere: reference.year != .notRecorded)
      compare("doi", reference.doi, other?.doi, isThere: reference.doi != .notRecorded)
    }
    return StudyWriting(files: held > 0 ? [name: text] : [:], losses: losses)
  }

  /// Whether a text stands on one line, so that it comes back as it was.
  static func isLine(_ text: String) -> Bool {
    FHIRResources.isText(text) && text == text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func line(_ value: Recorded<String>) -> String? {
    if case .stated(let text) = value, isLine(text) { text } else { nil }
  }

  static func year(_ value: Recorded<Int>) -> Int? { if case .stated(let year) = value { year } else { nil } }
}
