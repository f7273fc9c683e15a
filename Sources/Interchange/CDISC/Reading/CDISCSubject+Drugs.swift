// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Notation
import Plain

/// The exposures of one drug, whatever the case of its name.
struct CDISCExposure {
  /// The drug by its generic name, else as it stands.
  var name: String
  var rows: [CDISCRow]

  var key: String { name.lowercased() }

  /// The names of groups (`--GRPID`) that its records have.
  var groups: Set<String> { Set(rows.compactMap { $0.peek(of: "GRPID") }) }
}

/// A therapy with its dates, as far as they are stated.
struct CDISCCourse {
  var name: String
  var begin: CDISCDate?
  var end: CDISCDate?
  var place: CellPlace

  /// The days between which it surely was; nil where no begin is stated.
  var days: ClosedRange<Int>? {
    guard let first = begin?.outermostDay(isLower: true)?.number else { return nil }
    let last = (end ?? begin)?.outermostDay(isLower: false)?.number ?? first
    return first...max(first, last)
  }
}

extension CDISCDate {
  /// The first or the last day that it can be; nil for an interval.
  func outermostDay(isLower: Bool) -> Day? {
    guard let text = bound(isLower: isLower) else { return nil }
    if let day = Day(iso: text) { return day }
    // The last day of a shorter month.
    return ["30", "29", "28"].lazy.compactMap { Day(iso: text.prefix(8) + $0) }.first
  }
}

extension CDISCSubject {
  /// So many days after another one a drug of the same group can begin and be of the same therapy: a cycle of four weeks.
  private static let cycle = 28

  /// Exposures of one drug are of one therapy.
  mutating func addExposure(_ row: CDISCRow) {
    guard let text = row.peek(of: "TRT") else { return keepOther(row) }
    // A placebo is told where its dose is read.
    if !text.uppercased().contains("PLACEBO"),
      let words = [text, row.peek(of: "DOSTXT")].compactMap({ $0 }).first(where: DrugWords.deny)
        ?? row.peek(of: "ADJ").flatMap({ FactWords.sayNone(note: $0, .treatment) ? $0 : nil })
    {
      return tellNotGiven(row, words)
    }
    if let dose = row.peek(of: "DOSE"), !(Double(dose).map { $0.isFinite && $0 >= 0 } ?? false) {
      return tellRest(
        row, "\(ProblemLog.quoted(dose)) in \(row.variable("DOSE")), which may not say that the drug was given",
        expected: "a number; 0 for a dose that was left out; words in \(row.variable("DOSTXT"))")
    }
    if let (one, other) = Self.twoDrugs([text, row.peek(of: "DECOD")].compactMap { $0 }) {
      return tellTwoDrugs(row, one, other)
    }
    let own = CDISCExposure(name: BuiltInLibrary.generic(text) ?? text, rows: [row])
    if let index = exposures.firstIndex(where: { $0.key == own.key }) {
      exposures[index].rows.append(row)
    } else {
      exposures.append(own)
    }
  }

  /// Two of the names of a drug that are of different drugs, as far as the list knows them.
  static func twoDrugs(_ names: [String]) -> (String, String)? {
    let known = names.compactMap { name in DrugWords(name).drug.map { (name: name, drug: $0) } }
    guard let first = known.first, let other = known.first(where: { !DrugWords.agree($0.drug, first.drug) }) else {
      return nil
    }
    return (first.name, other.name)
  }

  /// Tells a record that names two drugs as one.
  mutating func tellTwoDrugs(_ row: CDISCRow, _ one: String, _ other: String) {
    tellRest(
      row, "\(ProblemLog.quoted(one)) beside \(ProblemLog.quoted(other)) for one drug", expected: "names of one drug")
  }

  /// Tells a record whose words may not say that the drug was given.
  mutating func tellNotGiven(_ row: CDISCRow, _ words: String) {
    tellRest(
      row, "\(ProblemLog.quoted(words)), which may not say that the drug was given",
      expected: "the name of a drug that was given; a dose of 0 for one that was left out")
  }

  /// Whether a record says that nothing was given: a dose of 0, which of a placebo is its dose.
  private static func isOmission(_ row: CDISCRow) -> Bool {
    row.peek(of: "DOSE").flatMap { Double($0) } == 0
      && !(row.peek(of: "TRT") ?? "").uppercased().contains("PLACEBO")
  }

  /// The first or the last of dates that are as exact as they are; nil where nothing says which.
  private static func outermost(_ dates: [CDISCDate], isFirst: Bool) -> CDISCDate? {
    dates.first { own in
      dates.allSatisfy { other in
        if own.text == other.text { return true }
        guard let mine = own.bound(isLower: !isFirst), let its = other.bound(isLower: isFirst) else { return false }
        return isFirst ? mine <= its : mine >= its
      }
    }
  }

  /// The drugs of each therapy: those whose records share a group and lie in one course; every other one alone.
  private mutating func combined() -> [[CDISCExposure]] {
    var all: [[CDISCExposure]] = []
    for own in exposures {
      let shared = all.indices.filter { index in all[index].contains { !$0.groups.isDisjoint(with: own.groups) } }
      let others = shared.filter { index in all[index].contains { isNear($0, own) } }
      if shared.count > others.count, let row = own.rows.first {
        outcome.warnings.append(
          Misfit(
            row.place,
            "\(own.name) in a group (\(row.variable("GRPID"))) with a drug that was given more than \(Self.cycle) days apart, or on no day that is known: they stand as therapies of their own"
          ))
      }
      guard let first = others.first else {
        all.append([own])
        continue
      }
      all[first].append(own)
      for index in others.dropFirst().reversed() {
        let joined = all.remove(at: index)
        all[first] += joined
      }
    }
    return all
  }

  private func span(_ own: CDISCExposure) -> ClosedRange<Int>? {
    let days = own.rows.filter { !Self.isOmission($0) }.compactMap { row in
      CDISCCourse(
        name: own.name, begin: dated(row, "STDTC", "STDY"), end: dated(row, "ENDTC", "ENDY"), place: row.place
      ).days
    }
    guard let first = days.map(\.lowerBound).min(), let last = days.map(\.upperBound).max() else { return nil }
    return first...last
  }

  private func isNear(_ one: CDISCExposure, _ other: CDISCExposure) -> Bool {
    guard let first = span(one), let second = span(other) else { return false }
    return max(first.lowerBound, second.lowerBound) - min(first.upperBound, second.upperBound) <= Self.cycle
  }

  /// States each therapy from its first date to its last; single exposures stand in its note.
  mutating func settleExposures() {
    for drugs in combined() {
      let all = drugs.flatMap(\.rows)
      let given = all.filter { !Self.isOmission($0) }
      guard let first = given.first else {
        for row in all {
          record = row.place
          outcome.warnings.append(
            Misfit(row.place, "a dose of 0, and no other dose of this drug: nothing was given, and it stands in a note")
          )
          keepOther(row)
        }
        continue
      }
      let entry = entry("therapy", key: nil, stem: "therapy", order: "", at: first.place)
      let leaves = all.compactMap { $0.leaf(of: "TRT") }
      let name = drugs.filter { $0.rows.contains { !Self.isOmission($0) } }.map(\.name).joined(separator: " + ")
      state("therapy", [name], of: entry, leaves.first, others: Array(leaves.dropFirst()))
      for row in all where Self.isOmission(row) {
        outcome.warnings.append(
          Misfit(
            row.place, "a dose of 0: an omission, with which the therapy neither begins nor ends; it stands in the note"
          ))
      }
      let begin = stateOutermost("when", given, "STDTC", "STDY", isFirst: true, entry)
      let end = stateOutermost("ends", given, "ENDTC", "ENDY", isFirst: false, entry)
      courses.append(CDISCCourse(name: name, begin: begin, end: end, place: first.place))
      tellGap(given, name)
      for row in all {
        record = row.place
        // A study day beside a date that is read says nothing new.
        for day in ["STDY", "ENDY"] where row.peek(of: day.replacing("DY", with: "DTC")) != nil {
          leaveOut(row.leaf(of: day), "it is counted from the date")
        }
        finish(row, entry)
      }
    }
  }

  /// Tells of a long gap within the exposures of a therapy: whether the drug was given anew, perhaps as a later line, no record says.
  private mutating func tellGap(_ rows: [CDISCRow], _ name: String) {
    let days = rows.compactMap { row in
      CDISCCourse(name: name, begin: dated(row, "STDTC", "STDY"), end: dated(row, "ENDTC", "ENDY"), place: row.place)
        .days.map { (days: $0, row: row) }
    }.sorted { $0.days.lowerBound < $1.days.lowerBound }
    var last = days.first?.days.upperBound ?? 0
    for (own, row) in days.dropFirst() {
      if own.lowerBound - last > 2 * Self.cycle {
        outcome.warnings.append(
          Misfit(
            row.place,
            "\(name) was not given for \(own.lowerBound - last) d before this record: whether it is one therapy or two, the datasets do not say; it stands as one"
          ))
      }
      last = max(last, own.upperBound)
    }
  }

  /// States the first begin or the last end of the exposures of a therapy, by dates and study days.
  private mutating func stateOutermost(
    _ key: String, _ rows: [CDISCRow], _ suffix: String, _ day: String, isFirst: Bool, _ entry: Int
  ) -> CDISCDate? {
    for row in rows {
      if let text = row.peek(of: suffix) {
        do throws(CDISCDate.Fault) { _ = try CDISCDate.parse(text) } catch {
          if let leaf = row.leaf(of: suffix) { tell(leaf, error.message, expected: error.expected, on: entry) }
        }
      } else if row.peek(of: day) != nil, self.dated(row, suffix, day) == nil {
        // It is told why the study day is no date.
        record = row.place
        stateDate(key, row, suffix, day: day, entry)
      }
    }
    let found = rows.compactMap { row in self.dated(row, suffix, day).map { (row: row, date: $0) } }
    guard !found.isEmpty else {
      if isFirst, rows.count > 1 {
        outcome.warnings.append(
          Misfit(rows[0].place, "\(rows.count) exposures of which nothing says which is the first: no date is stated"))
      }
      return nil
    }
    let open = rows.filter { self.dated($0, suffix, day) == nil }
    if isFirst, !open.isEmpty {
      outcome.warnings.append(
        Misfit(
          open[0].place,
          "\(open.count) of \(rows.count) exposures without a date on which they began: the therapy can have begun before the first that is stated"
        ))
    }
    // A record without an end can be the last, unless the drug was begun anew behind it.
    if !isFirst, open.contains(where: { !isFollowed($0, rows) }) { return nil }
    guard let outermost = Self.outermost(found.map(\.date), isFirst: isFirst),
      let own = found.first(where: { $0.date == outermost })
    else {
      outcome.warnings.append(
        Misfit(
          rows[0].place,
          "\(found.count) dates of \(rows[0].domain)\(suffix) of which nothing says which is the \(isFirst ? "first" : "last"): they stand in the note"
        ))
      return nil
    }
    record = own.row.place
    stateDate(key, own.row, suffix, day: day, entry)
    // The same day of another record says it again.
    for other in found where other.date.text == outermost.text {
      used(other.row.leaf(of: suffix), "\(key) of therapy")
    }
    return outermost
  }

  /// Whether another exposure to the same drug surely began after this one.
  private func isFollowed(_ row: CDISCRow, _ rows: [CDISCRow]) -> Bool {
    func drug(_ row: CDISCRow) -> String {
      let text = row.peek(of: "TRT") ?? ""
      return (BuiltInLibrary.generic(text) ?? text).lowercased()
    }
    guard let begin = dated(row, "STDTC", "STDY")?.bound(isLower: false) else { return false }
    return rows.contains { other in
      guard drug(other) == drug(row), let later = dated(other, "STDTC", "STDY")?.bound(isLower: true) else {
        return false
      }
      return later > begin
    }
  }

  /// Tells therapies that were given together, or began within three weeks of each other: no record says whether they are one combination or one line after another.
  mutating func tellCombinations() {
    for (number, own) in courses.enumerated() {
      let names = courses.prefix(number).filter { other in
        guard other.name.lowercased() != own.name.lowercased(), let first = other.days, let second = own.days else {
          return false
        }
        return first.overlaps(second) || (first.lowerBound - second.lowerBound).magnitude <= 21
      }.map(\.name)
      guard !names.isEmpty else { continue }
      outcome.warnings.append(
        Misfit(
          own.place,
          "\(own.name) beside \(Wording.list(names)), at the same time or within three weeks: they may be one combination, stand as therapies of their own, and count as lines of their own",
          expected: "records of EX of one combination with the same EXGRPID"))
    }
  }
}
