// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// An overall response of an evaluator on a day, as an assessment has it.
struct CDISCJudgement {
  var (reader, criteria): (String, String)
  /// The day, as a date of ISO 8601.
  var day: String
  var word: String
  var entry: Int
  var place: CellPlace

  var isProgression: Bool { ["PD", "PMD"].contains(word) }
}

extension CDISCSubject {
  /// An overall response at a visit is an assessment, each evaluator's apart; responses of targets, non-targets and new lesions are held against it; other results stand in a note.
  mutating func readResponse(_ row: CDISCRow) {
    if readPerformance(row) { return }
    let test = row.peek("RSTESTCD") ?? ""
    if [CDISCTerms.targetTest, CDISCTerms.nonTargetTest].contains(test) || CDISCTerms.newTests.contains(test) {
      components.append(row)
      return
    }
    guard test == "OVRLRESP" else { return keepOther(row) }
    let (standard, original) = (row.peek("RSSTRESC"), row.peek("RSORRES"))
    let (coded, collected) = (
      standard.flatMap(CDISCTerms.response), original.flatMap(CDISCTerms.response)
    )
    if let coded, let collected, coded != collected {
      return tellRest(
        row,
        "the overall response \(ProblemLog.quoted(original ?? "")) in RSORRES beside \(ProblemLog.quoted(standard ?? "")) in RSSTRESC",
        expected: "one response, as collected and as standard")
    }
    // What is collected counts where nothing was made standard of it.
    guard let word = coded ?? (standard == nil ? collected : nil) else {
      outcome.warnings.append(
        Misfit(
          row.place,
          "the overall response \(ProblemLog.quoted(standard ?? original ?? "")): it stands in a note, and no response or progression is counted from it",
          expected: Wording.list(CDISCTerms.responses.codes)))
      return keepOther(row)
    }
    if let original, collected == nil, original.wholeMatch(of: #/i(CR|PR|SD|UPD|CPD)/#.ignoresCase()) != nil {
      outcome.warnings.append(
        Misfit(
          row.place, "\(ProblemLog.quoted(original)) in RSORRES beside \(ProblemLog.quoted(word)), which counts",
          expected: "one response, as collected and as standard"))
    }
    let entry = entry("assessment", key: nil, stem: "assessment", order: "", at: row.place)
    state("assessment", [Silence.notStated], of: entry, nil)
    if let leaf = row.leaf("RSSTRESC") ?? row.leaf("RSORRES") { state("response", [word], of: entry, leaf) }
    if collected == word { used(row.leaf("RSORRES"), "response of assessment") }
    let (reader, criteria) = (Self.evaluator(row), row.peek("RSCAT") ?? "")
    if let leaf = row.leaf("RSCAT") { state("criteria", [leaf.raw], of: entry, leaf) }
    let readers = row.leaves(of: "EVAL", "EVALID")
    if let first = readers.first {
      state(
        "judged by", [readers.map(\.raw).joined(separator: ", ")], of: entry, first, others: Array(readers.dropFirst()))
    }
    used(row.leaf("RSTEST"), "what was judged")
    let stated = stateDate("when", row, "DTC", day: "DY", entry)
    finish(row, entry)
    guard let stated, stated.day != nil else { return }
    let own = CDISCJudgement(
      reader: reader, criteria: criteria, day: stated.text, word: word, entry: entry, place: row.place)
    if let before = judgements.first(where: {
      $0.reader == reader && $0.criteria == criteria && $0.day == own.day && $0.word != word
    }) {
      outcome.warnings.append(
        Misfit(
          row.place,
          "the overall response \(word) on \(own.day), which is \(before.word) in \(before.place): both stand side by side",
          expected: "one response of a day and an evaluator"))
    }
    judgements.append(own)
  }

  // MARK: parts of the response

  /// Holds the responses of parts of the tumour against the overall ones, and against the lesions: progression that no measurement shows becomes a row of lesions where the overall response is progression too; everything that contradicts is told.
  mutating func settleResponses() {
    var progressed: [(reader: String, row: CDISCRow, day: String)] = []
    for row in components {
      record = row.place
      let test = row.peek("RSTESTCD") ?? ""
      let result = row.peek("RSSTRESC") ?? row.peek("RSORRES") ?? ""
      func warn(_ why: String) {
        outcome.warnings.append(
          Misfit(row.place, "\(test) \(ProblemLog.quoted(result)): \(why); it stands in a note"))
      }
      guard let says = Self.saysProgression(row) else {
        warn("whether it says progression is not known")
        keepOther(row)
        continue
      }
      guard says else {
        keepOther(row)
        continue
      }
      guard let stated = dated(row, "DTC", "DY"), stated.day != nil else {
        warn("no day is stated, and no progression is counted from it")
        keepOther(row)
        continue
      }
      let evaluator = Self.evaluator(row)
      let criteria = row.peek("RSCAT") ?? ""
      let same = judgements.filter {
        $0.reader == evaluator && $0.day == stated.text
          && ($0.criteria == criteria || $0.criteria.isEmpty || criteria.isEmpty)
      }
      guard let overall = same.first, same.allSatisfy(\.isProgression) else {
        warn(
          same.first.map { "the overall response of the day is \($0.word), and no progression is counted from it" }
            ?? "no overall response of the day, and no progression is counted from it")
        keepOther(row)
        continue
      }
      // Whether targets grew is said by their lengths.
      guard test != CDISCTerms.targetTest else {
        keepOther(row)
        continue
      }
      let reader = reader(evaluator)
      let isNew = CDISCTerms.newTests.contains(test)
      let shown = readings.contains {
        $0.reader == reader && $0.showsProgression && ($0.role == "new") == isNew
          && (isNew ? $0.day <= stated.text : $0.day == stated.text)
      }
      if let reader, !shown {
        if !isNew {
          progressed.append((reader, row, stated.text))
        } else if let first = readings.filter({ $0.reader == reader }).map(\.day).min(), first < stated.text {
          addDerived(
            CDISCReadingOfLesion(
              lesion: "new lesion", role: "new", reader: reader, day: stated.text, finding: "present"),
            from: row, columns: (Self.dayVariable(row), Self.resultVariable(row)))
        }
      }
      note(row, of: overall.entry, isNew: isNew)
    }
    for reader in Set(progressed.map(\.reader)).sorted() {
      addNonTargets(reader, progressed.filter { $0.reader == reader }.map(\.day))
    }
    tellUnshown()
  }

  private static func resultVariable(_ row: CDISCRow) -> String {
    row.peek("RSSTRESC") == nil ? "RSORRES" : "RSSTRESC"
  }

  private static func dayVariable(_ row: CDISCRow) -> String { row.peek("RSDTC") == nil ? "RSDY" : "RSDTC" }

  /// Whether a part of a response is progression; nil where that is not known.
  private static func saysProgression(_ row: CDISCRow) -> Bool? {
    guard let text = row.peek("RSSTRESC") ?? row.peek("RSORRES") else { return nil }
    if CDISCTerms.newTests.contains(row.peek("RSTESTCD") ?? "") {
      switch text.uppercased() {
      case "Y", "YES", "UNEQUIVOCAL", "PD": return true
      case "N", "NO", "NE", "NOT EVALUABLE", "NONE", "EQUIVOCAL": return false
      default: return nil
      }
    }
    return CDISCTerms.response(text).map { ["PD", "PMD"].contains($0) }
  }

  /// What a part of the response says, beside the overall one.
  private mutating func note(_ row: CDISCRow, of entry: Int, isNew: Bool) {
    if let leaf = row.leaf(Self.resultVariable(row)) {
      state(
        isNew ? "new lesions" : "finding", [isNew ? "stated, without a place" : "non-targets PD"], of: entry, leaf)
    }
    for name in ["RSTESTCD", "RSTEST", "RSCAT", "RSEVAL", "RSEVALID", "RSDTC"] {
      used(row.leaf(name), "which part of the tumour was judged, when and by whom")
    }
    if row.peek("RSDTC") != nil { leaveOut(row.leaf("RSDY"), "it is counted from the date") }
    if row.peek("RSORRES") == row.peek("RSSTRESC") { used(row.leaf("RSORRES"), "response of a part of the tumour") }
    finish(row, entry)
  }

  /// The non-targets of a reader as one lesion, as the response states them at each visit, where it says that they progressed and no row of a lesion does.
  private mutating func addNonTargets(_ reader: String, _ days: [String]) {
    var seen: Set<String> = []
    for row in components where row.peek("RSTESTCD") == CDISCTerms.nonTargetTest {
      guard self.reader(Self.evaluator(row)) == reader, let stated = dated(row, "DTC", "DY"), stated.day != nil,
        let word = (row.peek("RSSTRESC") ?? row.peek("RSORRES")).flatMap(CDISCTerms.response),
        // What contradicts the overall response is told, and not read.
        word != "PD" && word != "PMD" || days.contains(stated.text), seen.insert(stated.text).inserted
      else { continue }
      let finding =
        switch word {
        case "PD", "PMD": "progressed"
        case "CR", "CMR": "absent"
        case "NE": "not evaluated"
        default: "present"
        }
      addDerived(
        CDISCReadingOfLesion(
          lesion: "non-targets", role: "non-target", reader: reader, day: stated.text, finding: finding),
        from: row, columns: (Self.dayVariable(row), Self.resultVariable(row)))
    }
  }

  /// Tells overall progression that the rows of lesions of who judged it do not show: where lesions are measured, they count.
  private mutating func tellUnshown() {
    for own in judgements where own.isProgression {
      guard let reader = reader(own.reader) else { continue }
      let before = readings.filter { $0.reader == reader && $0.day <= own.day }
      if before.contains(where: \.showsProgression) || Self.targetsGrew(before) { continue }
      outcome.warnings.append(
        Misfit(
          own.place,
          "the overall response \(own.word) on \(own.day), which the lesions do not show: where lesions are measured they count, and this progression is in no outcome",
          expected: "the new lesion, the non-target that progressed, or the lengths that grew"))
    }
  }

  /// Whether the sum of all targets grew by a fifth and 5 mm over the smallest one before, at any day.
  private static func targetsGrew(_ readings: [CDISCReadingOfLesion]) -> Bool {
    let targets = readings.filter { $0.role == "target" }
    let names = Set(targets.map(\.lesion))
    var least: Millimetres?
    for (_, own) in Dictionary(grouping: targets, by: \.day).sorted(by: { $0.key < $1.key }) {
      let lengths = own.compactMap { reading -> Millimetres? in
        switch reading.finding {
        case "absent": .zero
        case "too small": .mm(5)
        default: Millimetres(reading.finding)
        }
      }
      guard lengths.count == own.count, Set(own.map(\.lesion)) == names else { continue }
      let sum = lengths.reduce(Millimetres.zero, +)
      if let least, sum.hundredths * 10 >= least.hundredths * 12, sum - least >= .mm(5) { return true }
      least = least.map { min($0, sum) } ?? sum
    }
    return false
  }
}
