// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// What records say of one subject, gathered as a draft.
struct CDISCSubject: PatientGathering {
  typealias Leaf = SourceValue

  var draft: PatientDraft
  var outcome = TableOutcome()
  var record: CellPlace
  var index = EntryIndex()
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  var births: [(date: PartialDate, leaf: Leaf)] = []
  var diagnosed: [Int: [PartialDate]] = [:]

  /// The reference start, from which study days are counted; nil where it is not stated to the day.
  var reference: Day?
  /// Supplemental qualifiers by the records that they are of.
  var qualifiers: [String: [CDISCRow]] = [:]
  /// The entries that records became: `AE AESEQ 3`.
  var entryOf: [String: Int] = [:]
  /// What is said of the cause of side effects, by their entries.
  var causes: [Int: Leaf] = [:]
  /// Exposures by the names of what was given.
  var exposures: [CDISCExposure] = []
  /// Therapies with the days between which they surely were, to tell which may be one combination.
  var courses: [CDISCCourse] = []
  /// What is known of each lesion: `T01` of a reader.
  var lesions: [String: CDISCLesion] = [:]
  /// Measurements that were read, to tell one that is there twice.
  var measured: [String: String] = [:]
  /// Weights and heights, which are facts of the patient where there is one alone.
  var sizes: [(size: GatheredSize, row: CDISCRow)] = []
  /// The readings of lesions, the overall responses, and the responses of parts of the tumour.
  var readings: [CDISCReadingOfLesion] = []
  var judgements: [CDISCJudgement] = []
  var components: [CDISCRow] = []
  /// Whether this program wrote the datasets of the subject.
  var isOwn = false

  init(id: String, place: CellPlace) {
    draft = PatientDraft(id: id, place: place)
    record = place
  }

  /// The order in which domains are read: what others refer to comes first.
  private static let order = [
    "DM", "MH", "PR", "EX", "EC", "CM", "TU", "TR", "RS", "AE", "LB", "VS", "QS", "SS", "DS", "DD", "RELREC",
  ]

  /// Reads all records of the subject.
  mutating func read(_ all: [CDISCRow]) {
    let supplements = all.filter { Self.isSupplement($0.domain) }
    for row in supplements { qualifiers[Self.parent(of: row), default: []].append(row) }
    isOwn = supplements.contains { $0.peek("QNAM") == CDISCOwn.kind }
    let main = all.filter { !Self.isSupplement($0.domain) }
    if !main.contains(where: { $0.domain == "DM" }) {
      outcome.warnings.append(Misfit(draft.place, "no record of DM: sex, arm and reference start are not stated"))
    }
    func rank(_ row: CDISCRow) -> Int { Self.order.firstIndex(of: row.domain) ?? Self.order.count - 1 }
    var seen: [String: (content: String, place: CellPlace)] = [:]
    let sorted = main.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(
      \.element)
    let hasExposure = main.contains { $0.domain == "EX" }
    for row in sorted where row.domain != "RELREC" && isNew(row, &seen) {
      record = row.place
      readOne(row, hasExposure: hasExposure)
    }
    settleExposures()
    tellCombinations()
    settleNewLesions()
    settleResponses()
    settleLesions()
    settleSizes()
    readRelations(main.filter { $0.domain == "RELREC" })
    // Qualifiers of records that are not there.
    for row in supplements { tellRest(row, "a qualifier of a record that is not in the files") }
    record = draft.place
  }

  private mutating func readOne(_ row: CDISCRow, hasExposure: Bool) {
    for leaf in [row.leaf("USUBJID"), row.leaf(of: "SEQ")] {
      used(leaf, "the subject and the record that facts are of")
    }
    for leaf in [row.leaf("STUDYID"), row.leaf("DOMAIN")] { leaveOut(leaf, "it is of the study") }
    for leaf in row.unread(isReason: true) { leaveOut(leaf, "no value, and a letter that says why") }
    for leaf in row.unread(isReason: false) {
      tell(leaf, "\(ProblemLog.quoted(leaf.raw)), which is no value of \(leaf.place.column ?? "")", on: nil)
    }
    if readOwn(row) { return }
    if let said = row.peek("DOMAIN"), said.uppercased() != row.domain {
      return tellRest(row, "\(ProblemLog.quoted(said)) for the DOMAIN", expected: "two letters, as \(row.domain)")
    }
    if let other = row.domainOfVariables(among: Self.order), row.domain != "RELREC" {
      return tellRest(
        row, "\(ProblemLog.quoted(row.domain)) for the DOMAIN of a record whose variables are of \(other)",
        expected: "variables of \(row.domain), or \(other)")
    }
    guard isFact(row), isInOrder(row) else { return }
    switch row.domain {
    case "DM": readPerson(row)
    case "MH": readHistory(row)
    case "PR": readProcedure(row)
    case "EX": addExposure(row)
    case "EC": hasExposure ? keepOther(row, "as collected; the exposure is read from EX") : addExposure(row)
    case "CM": readMedication(row)
    case "TU": readLesion(row)
    case "TR": readMeasurement(row)
    case "RS": readResponse(row)
    case "AE": readAdverseEvent(row)
    case "LB": readLaboratory(row)
    case "VS": readSigns(row)
    case "QS": readScore(row)
    case "SS": readStatus(row)
    case "DS": readDisposition(row)
    case "DD": readDeath(row)
    default: keepOther(row)
    }
  }

  // MARK: the soundness of a record

  static func isSupplement(_ domain: String) -> Bool { domain.hasPrefix("SUPP") || domain.hasPrefix("SQ") }

  /// The record that a qualifier is of: `AE AESEQ 3`.
  private static func parent(of row: CDISCRow) -> String {
    let domain = row.peek("RDOMAIN") ?? ""
    guard let name = row.peek("IDVAR") else { return domain }
    return "\(domain) \(name) \(normal(row.peek("IDVARVAL") ?? ""))"
  }

  /// A number as a text: `3`, and not `3.0` or `003`.
  static func normal(_ text: String) -> String { Double(text).map { Quantity.digits($0) } ?? text }

  /// The names by which others refer to a record.
  static func names(of row: CDISCRow) -> [String] {
    let keys = ["SEQ", "LNKID", "LNKGRP", "GRPID", "REFID", "SPID"].map { row.variable($0) }
    return keys.compactMap { key in row.peek(key).map { "\(row.domain) \(key) \(normal($0))" } }
      + (row.domain == "DM" ? ["DM"] : [])
  }

  /// Whether a record is there for the first time. One that is there again with the same content is left out; with another one it is told.
  private mutating func isNew(_ row: CDISCRow, _ seen: inout [String: (content: String, place: CellPlace)]) -> Bool {
    guard row.domain == "DM" || row.peek(of: "SEQ") != nil else { return true }
    let key = "\(row.domain) \(Self.normal(row.peek(of: "SEQ") ?? ""))"
    guard let first = seen[key] else {
      seen[key] = (row.content, row.place)
      return true
    }
    if first.content == row.content {
      for leaf in row.rest() + row.unread(isReason: true) + row.unread(isReason: false) {
        leaveOut(leaf, "it is there twice, with the same content")
      }
    } else {
      tellRest(row, "the record `\(key)` again, with another content than in \(first.place)")
    }
    return false
  }

  /// Whether a record says what happened: what was not done, and what was asked for and did not occur, is left out, for that reason.
  private mutating func isFact(_ row: CDISCRow) -> Bool {
    if row.peek(of: "STAT") != nil {
      leaveOutRest(row, "it was not done (\(row.variable("STAT")))")
      return false
    }
    // Why it was not done stands where it was not.
    if let reason = row.peek(of: "REASND") {
      tellRest(
        row, "\(ProblemLog.quoted(reason)) in \(row.variable("REASND")), by which it was not done",
        expected: "\(row.variable("STAT")) `NOT DONE`, or no reason")
      return false
    }
    // A term of another list may mean a denial too: only what says that it happened does.
    if let occurred = row.peek(of: "OCCUR"), !["Y", "YES", "TRUE"].contains(occurred.uppercased()) {
      switch occurred.uppercased() {
      case "N", "NO", "FALSE": leaveOutRest(row, "it did not occur (\(row.variable("OCCUR")) = \(occurred))")
      case "U", "UNKNOWN": leaveOutRest(row, "nobody knows whether it occurred")
      default: tellRest(row, "\(ProblemLog.quoted(occurred)) for \(row.variable("OCCUR"))", expected: "Y, N or U")
      }
      return false
    }
    if let mood = row.peek(of: "MOOD"), mood.uppercased() != "PERFORMED" {
      if mood.uppercased() == "SCHEDULED" {
        leaveOutRest(row, "it was scheduled, and nothing says that it happened")
      } else {
        tellRest(
          row, "\(ProblemLog.quoted(mood)) for \(row.variable("MOOD"))", expected: "PERFORMED or SCHEDULED")
      }
      return false
    }
    // What is reported of it may deny it.
    if Self.saysFinding(row) {
      let words = [row.peek(of: "TERM"), row.peek(of: "DECOD"), row.peek(of: "LOC")].compactMap { $0 }
      for said in words {
        let isDeathOfRelative = row.domain == "DS" && ChartAssertion.nameRelative(said)
        let isSpread = row.domain == "MH" && row.peek("MHCAT")?.uppercased().contains("METASTA") ?? false
        guard
          let why = isDeathOfRelative
            ? "which is of a relative" : FactWords.objection(toFinding: said, isSpread ? .metastases : .finding)
        else { continue }
        // That there was no side effect is a statement of the record, unless it has a grade.
        if row.domain == "AE", Toxicity(term: said).isAbsence, row.peek("AETOXGR") == nil { continue }
        tellRest(row, "\(ProblemLog.quoted(said)), \(why)", expected: "what the patient had")
        return false
      }
    }
    return true
  }

  /// Whether a record says what the patient had: a side effect, the tumour, a death.
  private static func saysFinding(_ row: CDISCRow) -> Bool {
    switch row.domain {
    case "AE": true
    case "MH": row.peek("MHCAT").map(CDISCTerms.isOfTumour) ?? false
    case "DS": row.peek("DSDECOD")?.uppercased() == "DEATH"
    default: false
    }
  }

  /// Whether a record ends before it begins: then neither of its dates is sure, and it is told.
  private mutating func isInOrder(_ row: CDISCRow) -> Bool {
    guard let begin = dated(row, "STDTC", "STDY"), let end = dated(row, "ENDTC", "ENDY"),
      let first = begin.bound(isLower: true), let last = end.bound(isLower: false), last < first
    else { return true }
    tellRest(
      row, "a record that ends on \(end.text), before it begins on \(begin.text)",
      expected: "\(row.variable("ENDTC")) not before \(row.variable("STDTC"))")
    return false
  }

  /// The date of a record, or the day of its study day where it has none; nil where neither says one.
  func dated(_ row: CDISCRow, _ suffix: String, _ dayOfStudy: String) -> CDISCDate? {
    if let text = row.peek(of: suffix) { return try? CDISCDate.parse(text) }
    guard let reference, let number = row.peek(of: dayOfStudy).flatMap({ Int($0) }),
      let day = CDISCDate.day(number, from: reference)
    else { return nil }
    return CDISCDate(text: day.description, date: nil, isWhole: true)
  }

  /// Leaves out everything of a record that was not read, with its qualifiers.
  mutating func leaveOutRest(_ row: CDISCRow, _ reason: String) {
    for leaf in row.rest() { leaveOut(leaf, reason) }
    for own in Self.names(of: row).flatMap({ qualifiers[$0] ?? [] }) {
      for leaf in own.rest() { leaveOut(leaf, reason) }
    }
  }

  /// Tells a record that is not read; everything in it is kept in the note of an event of no kind.
  mutating func tellRest(_ row: CDISCRow, _ message: String, expected: String? = nil) {
    let leaves = row.rest() + row.unread(isReason: true) + row.unread(isReason: false)
    guard !leaves.isEmpty else { return }
    outcome.misfits.append(Misfit(row.place, message, expected: expected))
    let entry = entry("event", key: nil, stem: "not-read", order: Self.atTheEnd, at: row.place)
    state("event", ["a record of \(row.domain) that was not read"], of: entry, nil)
    for leaf in leaves {
      keep(leaf, on: entry)
    }
  }
}
