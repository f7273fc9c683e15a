// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Plain

/// A reading of a lesion, as it is in the rows of lesions.
struct CDISCReadingOfLesion {
  var (lesion, role, reader): (String, String, String)
  /// The day, as a date of ISO 8601, by which days are ordered.
  var day: String
  var finding: String
  var isEquivocal = false

  /// Whether it surely shows a new lesion, or progression of what is not measured.
  var showsProgression: Bool {
    role == "new"
      ? !isEquivocal && !["absent", "not evaluated"].contains(finding) : role == "non-target" && finding == "progressed"
  }
}

/// What TU says of a lesion of one evaluator.
struct CDISCLesion {
  var role: SourceValue?
  var site: SourceValue?
  var method: SourceValue?
  var rows: [CDISCRow]
  /// Whether a measurement has it.
  var isUsed = false
}

extension CDISCSubject {
  /// Who judged: the evaluator, and which of several; each stays apart from the others.
  static func evaluator(_ row: CDISCRow) -> String {
    [row.peek(of: "EVAL"), row.peek(of: "EVALID")].compactMap { $0 }.joined(separator: ", ")
  }

  private static func key(_ row: CDISCRow) -> String? {
    lesionName(row).map { "\($0)\u{1F}\(evaluator(row))" }
  }

  /// The name of a lesion: that by which its measurements are found; of a new one that nobody measured, its number.
  static func lesionName(_ row: CDISCRow) -> String? {
    if let name = row.peek(of: "LNKID") ?? row.peek(of: "REFID") { return name }
    guard row.domain == "TU", (row.peek("TUSTRESC") ?? row.peek("TUORRES"))?.uppercased() == "NEW" else { return nil }
    return "new \(row.peek("TUSEQ") ?? "")".trimmed
  }

  // MARK: TU

  /// What a lesion is: its part, its organ and how it was seen. When it was measured is said by TR.
  mutating func readLesion(_ row: CDISCRow) {
    guard let key = Self.key(row), let role = row.peek("TUSTRESC") ?? row.peek("TUORRES"),
      CDISCTerms.roles.word(role.uppercased()) != nil
    else {
      let (result, test) = (row.peek("TUSTRESC") ?? row.peek("TUORRES") ?? "", row.peek("TUTESTCD") ?? "TUMIDENT")
      if test == "TUMIDENT", !result.isEmpty {
        outcome.warnings.append(
          Misfit(
            row.place,
            "\(ProblemLog.quoted(result)) for a lesion\(Self.key(row) == nil ? " without TULNKID" : ""): it stands in a note, and in no judgement",
            expected: "TARGET, NON-TARGET or NEW, and TULNKID"))
      }
      return keepOther(row)
    }
    if let original = row.peek("TUORRES")?.uppercased(), let word = CDISCTerms.roles.word(original),
      word != CDISCTerms.roles.word(role.uppercased())
    {
      return tellRest(
        row, "\(ProblemLog.quoted(original)) in TUORRES beside \(ProblemLog.quoted(role)) in TUSTRESC",
        expected: "one part of a lesion in the judgement")
    }
    guard var own = lesions[key] else {
      lesions[key] = CDISCLesion(
        role: row.leaf("TUSTRESC") ?? row.leaf("TUORRES"), site: row.leaf("TULOC"), method: row.leaf("TUMETHOD"),
        rows: [row])
      return
    }
    // What a later record says of the same lesion is said again, or told.
    for (first, name) in [(own.role, "TUSTRESC"), (own.site, "TULOC"), (own.method, "TUMETHOD")] {
      guard let text = row.peek(name), let first else { continue }
      if text == first.raw {
        used(row.leaf(name), "what a lesion is, said again")
      } else if name == "TUSTRESC" || name == "TULOC", let leaf = row.leaf(name) {
        outcome.warnings.append(
          Misfit(
            leaf.place,
            "\(ProblemLog.quoted(leaf.raw)) for the lesion \(row.peek("TULNKID") ?? ""), which is \(ProblemLog.quoted(first.raw)) in \(first.place): the first counts, this one stands in a note"
          ))
        keepOne(leaf, row)
      }
    }
    own.rows.append(row)
    lesions[key] = own
  }

  private mutating func keepOne(_ leaf: Leaf, _ row: CDISCRow) { note(leaf, on: lesionNotes(row)) }

  /// The event in whose note that stands which no column of a lesion holds.
  mutating func lesionNotes(_ row: CDISCRow) -> Int {
    let entry = entry(
      "event", key: "others \(row.domain)", stem: "records-of-\(Identifier.slug(row.domain))", order: Self.atTheEnd,
      at: row.place)
    if draft.entries[entry].values.isEmpty {
      state("event", ["records of \(row.domain), in the note"], of: entry, nil)
    }
    return entry
  }

  // MARK: TR

  /// A length, or the state of what is not measured, on a day: a row of lesions. Sums follow from them; areas and diameters across what is no node stand in a note.
  mutating func readMeasurement(_ row: CDISCRow) {
    let test = row.peek("TRTESTCD") ?? ""
    if CDISCTerms.sums.contains(test) { return leaveOutRest(row, "a sum, which follows from the lesions") }
    guard let name = row.peek("TRLNKID"), let key = Self.key(row) else {
      if CDISCTerms.longest.contains(test) || test == "TUMSTATE" {
        outcome.warnings.append(
          Misfit(
            row.place, "a measurement of no lesion: it stands in a note, and in no judgement",
            expected: "TRLNKID, as TULNKID has it"))
      }
      return keepOther(row)
    }
    let known = lesion(key, name)
    let site = known?.site?.raw.lowercased()
    let isNode = site.map { BodySite($0).isNode } ?? false
    let isLength = CDISCTerms.longest.contains(test) || CDISCTerms.shortest.contains(test)
    // A node is measured across its longest diameter, everything else along it.
    guard isLength ? CDISCTerms.shortest.contains(test) == isNode : test == "TUMSTATE" else { return keepOther(row) }
    guard let role = (known?.role?.raw ?? row.peek("TRGRPID")).flatMap({ CDISCTerms.roles.word($0.uppercased()) })
    else {
      return tellRest(
        row, "a lesion of which nothing says whether it is a target",
        expected: "TUSTRESC or TRGRPID: TARGET, NON-TARGET or NEW")
    }
    if let contradiction = Self.contradiction(row) {
      return tellRest(row, contradiction, expected: "one length, or one state, as collected and as standard")
    }
    guard let finding = Self.finding(row, isLength: isLength, isNew: role == "new") else {
      outcome.warnings.append(
        Misfit(
          row.place,
          "\(ProblemLog.quoted([row.peek("TRORRES") ?? row.peek("TRSTRESC"), row.peek("TRORRESU") ?? row.peek("TRSTRESU")].compactMap { $0 }.joined(separator: " "))) for the lesion \(name): it stands in a note, and in no judgement",
          expected: isLength ? "a length in mm or cm with at most two decimals of a mm" : "a state of the terminology"))
      return keepOther(row)
    }
    // That a target is there is said by its length.
    if role == "target", !isLength, finding.text == "present" { return keepOther(row) }
    guard let stated = dated(row, "DTC", "DY"), stated.day != nil else {
      outcome.warnings.append(
        Misfit(
          row.place,
          "a lesion without a day (\(row.peek("TRDTC") ?? "no TRDTC")): the measurement stands in a note, and in no judgement"
        ))
      return keepOther(row)
    }
    let reader = Self.evaluator(row)
    let place = "\(name)\u{1F}\(reader)\u{1F}\(stated.text)"
    if let before = measured[place] {
      if before == finding.text {
        for leaf in finding.leaves.compactMap({ row.leaf($0) }) { used(leaf, "a measurement, said again") }
        return finishMeasurement(row)
      }
      return tellRest(
        row, "\(finding.text) for the lesion \(name) on \(stated.text), which is \(before) in another record",
        expected: "one value of a lesion, a day and an evaluator")
    }
    measured[place] = finding.text
    readings.append(
      CDISCReadingOfLesion(
        lesion: name, role: role, reader: reader, day: stated.text, finding: finding.text,
        isEquivocal: finding.isEquivocal))
    addReading(row, key, name, role, finding, stated, reader)
  }

  /// What is known of a lesion: by its evaluator, else by others who agree on it.
  private func lesion(_ key: String, _ name: String) -> CDISCLesion? {
    if let own = lesions[key] { return own }
    let others = lesions.filter { $0.key.hasPrefix("\(name)\u{1F}") }.sorted { $0.key < $1.key }.map(\.value)
    return Set(others.map { [$0.role?.raw, $0.site?.raw] }).count == 1 ? others.first : nil
  }

  private mutating func addReading(
    _ row: CDISCRow, _ key: String, _ name: String, _ role: String, _ finding: Finding,
    _ stated: CDISCDate, _ reader: String
  ) {
    let known = lesion(key, name)
    let isFirst = lesions[key].map { !$0.isUsed } ?? false
    lesions[key]?.isUsed = true
    var part = PatientDraft.Part(plan: "lesion", kind: "lesion", id: "", values: [], row: row.place, isOfRow: true)
    func add(_ column: String, _ text: String, _ leaves: [Leaf], isSecond: Bool = false) {
      guard let first = leaves.first else { return }
      var value = PatientDraft.Value(texts: [text], place: first.place, raw: first.raw, meaning: "\(column) of lesion")
      value.others = leaves.dropFirst().map(\.place)
      value.isSecond = isSecond
      part.values.append((column, value))
    }
    add("date", stated.text, (row.leaf("TRDTC") ?? row.leaf("TRDY")).map { [$0] } ?? [])
    add("lesion", name, row.leaf("TRLNKID").map { [$0] } ?? [])
    let group = row.leaf("TRGRPID")
    if let own = known?.role {
      add("role", role, [own], isSecond: !isFirst)
      // The group of the record says again what TU says.
      if let group {
        if CDISCTerms.roles.word(group.raw.uppercased()) == role {
          used(group, "role of lesion")
        } else {
          if CDISCTerms.roles.word(group.raw.uppercased()) != nil {
            outcome.warnings.append(
              Misfit(
                group.place,
                "\(ProblemLog.quoted(group.raw)) for the lesion \(name), which is \(ProblemLog.quoted(own.raw)) in \(own.place): what TU says counts"
              ))
          }
          note(group, on: lesionNotes(row))
        }
      }
    } else if let group {
      add("role", role, [group])
    }
    if let leaf = known?.site { add("site", leaf.raw.lowercased(), [leaf], isSecond: !isFirst) }
    let found = finding.leaves.compactMap { row.leaf($0) }
    add("finding", finding.text, found)
    if finding.isEquivocal { add("certainty", "equivocal", found, isSecond: true) }
    if let leaf = row.leaf("TRMETHOD") {
      add("method", Self.method(leaf.raw), [leaf])
      if isFirst { used(known?.method, "method of lesion") }
    } else if let leaf = lesions[key]?.method {
      add("method", Self.method(leaf.raw), [leaf], isSecond: !isFirst)
    }
    let readers = row.leaves(of: "EVAL", "EVALID")
    if !readers.isEmpty { add("reader", reader, readers) }
    draft.lesions.append(part)
    finishMeasurement(row)
  }

  private mutating func finishMeasurement(_ row: CDISCRow) {
    for name in ["VISIT", "VISITNUM", "VISITDY", "EPOCH", "TAETORD"] {
      leaveOut(row.leaf(name), "it is of the plan of visits: the date is read")
    }
    leaveOut(row.leaf("TRDY"), "it is counted from the date")
    for name in ["TRTESTCD", "TRTEST", "TRLNKID", "TRLNKGRP", "TREVAL", "TREVALID", "TRDTC", "TRGRPID"] {
      used(row.leaf(name), "what was measured, and by whom")
    }
    let rest = row.rest() + Self.names(of: row).flatMap { qualifiers[$0] ?? [] }.flatMap { $0.rest() }
    if !rest.isEmpty { note(rest, on: lesionNotes(row), label: row.place.record ?? row.domain, as: Self.words(rest)) }
  }

  static func method(_ term: String) -> String {
    switch term.uppercased() {
    case "CT SCAN": "CT"
    case "MRI": "MRI"
    default: term
    }
  }

  /// What was found, in words of the record, with the variables that say it.
  struct Finding {
    var text: String
    var leaves: [String]
    var isEquivocal = false
  }

  /// What a record says of a lesion as it was collected and otherwise as standard; nil where both agree. A standard may be rounded to a millimetre.
  private static func contradiction(_ row: CDISCRow) -> String? {
    func length(_ value: String, _ unit: String) -> (text: String, mm: Double)? {
      guard let text = row.peek(value), let number = Double(text), let unit = row.peek(unit),
        let factor = ["mm": 1.0, "cm": 10.0][unit.lowercased()]
      else { return nil }
      return ("\(text) \(unit) in \(value)", number * factor)
    }
    let lengths = [("TRORRES", "TRORRESU"), ("TRSTRESC", "TRSTRESU"), ("TRSTRESN", "TRSTRESU")].compactMap {
      length($0.0, $0.1)
    }
    if let first = lengths.first, let other = lengths.first(where: { abs($0.mm - first.mm) > 0.501 }) {
      return "\(first.text) beside \(other.text)"
    }
    let states = ["TRORRES", "TRSTRESC"].compactMap { row.peek($0) }.compactMap {
      CDISCTerms.states.word($0.uppercased())
    }
    if Set(states).count > 1 { return "\(states[0]) in TRORRES beside \(states[1]) in TRSTRESC" }
    if let state = states.first, state == "absent", let length = lengths.first(where: { $0.mm > 0 }) {
      return "\(state) beside \(length.text)"
    }
    return nil
  }

  /// What was found, in words of the record, with the variables that say it; nil for what has no place there.
  private static func finding(_ row: CDISCRow, isLength: Bool, isNew: Bool) -> Finding? {
    let both = ["TRORRES", "TRSTRESC", "TRSTRESN", "TRORRESU", "TRSTRESU"]
    let (original, standard) = (row.peek("TRORRES"), row.peek("TRSTRESC"))
    if let word = [standard, original].compactMap({ $0?.uppercased() }).compactMap({ CDISCTerms.states.word($0) }).first
    {
      return Finding(text: word, leaves: both)
    }
    // How certain a lesion is new; of any other one it would be another thing.
    if isNew, !isLength, let certainty = (standard ?? original)?.uppercased(),
      ["UNEQUIVOCAL", "EQUIVOCAL"].contains(certainty)
    {
      return Finding(text: "present", leaves: both, isEquivocal: certainty == "EQUIVOCAL")
    }
    guard isLength, let value = original ?? standard, let unit = row.peek(original == nil ? "TRSTRESU" : "TRORRESU")
    else { return nil }
    let digits: String? =
      switch unit.lowercased() {
      case "mm": value
      case "cm": tenfold(value)
      default: nil
      }
    // More decimals than a hundredth have no place in the record, and rounding is no reading.
    guard let digits, let length = Millimetres(digits), length <= .mm(1000) else { return nil }
    return Finding(text: length == .zero ? "absent" : Quantity.digits(length.number), leaves: both)
  }

  /// The digits of a number with the point one place to the right: no digit changes.
  private static func tenfold(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: #/([0-9]{1,4})(?:\.([0-9]{1,3}))?/#) else { return nil }
    let fraction = match.2.map(String.init) ?? ""
    let whole = "\(match.1)\(fraction.first ?? "0")"
    let rest = fraction.dropFirst()
    let digits = String(whole.drop { $0 == "0" })
    return (digits.isEmpty ? "0" : digits) + (rest.isEmpty ? "" : ".\(rest)")
  }

  /// Lesions that nobody measured, and what else TU says of the others.
  mutating func settleLesions() {
    for (_, own) in lesions.sorted(by: { $0.key < $1.key }) {
      for (index, row) in own.rows.enumerated() {
        record = row.place
        if own.isUsed {
          for name in ["TULNKID", "TUTESTCD", "TUTEST", "TUEVAL", "TUEVALID", "TULNKGRP", "TUGRPID"] {
            used(row.leaf(name), "which lesion it is, and who found it")
          }
          // Once as collected, once as standard.
          if row.peek("TUORRES") == row.peek("TUSTRESC") { used(row.leaf("TUORRES"), "role of lesion") }
          for name in ["VISIT", "VISITNUM", "VISITDY", "EPOCH", "TAETORD"] {
            leaveOut(row.leaf(name), "it is of the plan of visits")
          }
        }
        var rest = row.rest()
        if !own.isUsed, index == 0 { rest = [own.role, own.site, own.method].compactMap { $0 } + rest }
        if !rest.isEmpty {
          note(rest, on: lesionNotes(row), label: row.place.record ?? row.domain, as: Self.words(rest))
        }
      }
    }
  }
}
