// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing

/// Words by which a treatment was stopped, paused or changed.
extension MarrowWords {
  /// How words begin that end, pause or change a treatment.
  private static let stops = [
    "stop", "discontinu", "cease", "terminat", "withdraw", "withh", "abandon", "paus", "suspend", "interrupt",
    "switch", "abgesetz", "absetz", "abbruch", "abgebroch", "abbrech", "beend", "gestopp", "eingestellt", "ausgesetz",
    "unterbr", "umgestell", "umstell",
  ]
  /// Words that do so only as they are: what begins with them may be another (`breakthrough`).
  private static let wholeStops: Set = [
    "break", "breaks", "holiday", "holidays", "hold", "held", "ex", "completed", "completes", "completion",
    "abgeschlossen",
  ]
  /// Of these, and of ends, a cycle may be meant: `cycle 2 completed`.
  private static let completions: Set = ["completed", "completes", "completion", "abgeschlossen"]
  /// How many cycles, in words.
  private static let counts: Set = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "zwei", "drei", "vier", "fünf", "sechs",
    "sieben", "acht", "neun", "zehn",
  ]
  /// What makes them all that were planned.
  private static let whole: Set = ["all", "alle", "allen", "of", "von", "planned", "geplanten", "last", "letzten"]
  /// What one German word has of both: `Therapiepause`, `Chemotherapieende`.
  private static let compounds = [
    "paus", "abbruch", "abschlu", "stopp", "umstell", "wechsel", "unterbrech", "sende", "eende", "oende",
  ]
  /// How words begin that mean a treatment, whatever it is of.
  private static let treatments = [
    "therap", "treatment", "chemo", "cytotoxic", "zytostat", "behandlung", "regimen", "drug", "medication", "cycles",
    "zyklen",
  ]
  /// How words begin that make a treatment, or what is changed to, another: `antibiotic therapy`.
  private static let others = [
    "antibio", "antiemet", "antimyk", "antikoag", "anticoag", "opio", "analges", "schmerz", "pain", "oxygen",
    "sauerstoff", "physio", "psycho", "ernähr", "nutri", "oral",
  ]
  /// What may follow a stop without a drug, and says why, when or how long.
  private static let reasons: Set = [
    "for", "due", "because", "after", "on", "now", "of", "until", "from", "wegen", "aufgrund", "bei", "nach", "aus",
    "sofort", "von", "bis", "für", "permanently", "dauerhaft",
  ]
  private static let further = ["further", "more", "weiter", "mehr"]
  /// How words begin that go on: denied they stop.
  private static let continuing = [
    "continu", "restart", "resum", "fortgesetz", "fortgeführ", "fortführ", "fortsetz", "weitergeführ", "weiterführ",
    "wiederaufgenomm",
  ]
  /// What ends a treatment of the tumour without naming one.
  private static let ends = [
    "off treatment", "off therapy", "off chemo", "off-treatment", "off-therapy", "off study treatment",
    "best supportive care", "watch and wait", "watch & wait", "watchful waiting", "nachsorge", "in aftercare",
    "continues elsewhere", "palliative care alone", "palliative care only", "hospice", "hospiz",
  ]
  private static let lastCycles = ["last cycle", "letzter zyklus", "letzten zyklus"]
  /// What before a last cycle makes it a time: `nausea since the last cycle`.
  private static let times: Set = [
    "after", "since", "during", "in", "following", "with", "before", "nach", "seit", "im", "beim", "vor", "dem", "from",
  ]

  /// Whether words say that a drug, or the treatment, was stopped, paused or changed, and do not deny it. What is only considered counts too: then nobody knows whether it goes on.
  ///
  /// - Parameters:
  ///   - words: of an entry.
  ///   - drug: the drug.
  ///   - isDecision: whether they are a decision, which may name neither drug nor treatment: `stop for progression`.
  ///   - library: drugs by their names.
  static func tellsStop(_ words: String, of drug: MarrowDrug, isDecision: Bool, _ library: RegimenLibrary) -> Bool {
    parts(words.lowercased()).contains { part in
      StopClause(part, drug, isDecision: isDecision, library).tellsStop
    }
  }

  /// A stretch of words, and what of it a stop is read from.
  private struct StopClause {
    let part: String
    let all: [String]
    let drug: MarrowDrug
    let isDecision: Bool
    let library: RegimenLibrary

    init(_ part: String, _ drug: MarrowDrug, isDecision: Bool, _ library: RegimenLibrary) {
      self.part = part
      (self.drug, self.isDecision, self.library) = (drug, isDecision, library)
      all = MarrowWords.words(part)
    }

    private func begins(_ lists: [String]) -> Bool {
      all.contains { word in lists.contains { word.hasPrefix($0) } }
    }
    private func drugs(_ words: some Sequence<String>) -> [String] {
      words.filter { library.drug(named: $0) != nil || DrugNames.generic($0) != nil }
    }
    private func isMeant(_ name: String) -> Bool { library.isSame(name, drug.rawValue) }
    /// Whether a treatment of the tumour is meant, and no other that its first word names.
    private var namesTreatment: Bool {
      all.indices.contains { place in
        let isTreatment = MarrowWords.treatments.contains { all[place].hasPrefix($0) }
        return isTreatment && !(place > 0 && MarrowWords.others.contains { all[place - 1].hasPrefix($0) })
      }
    }
    private var isCompound: Bool {
      all.contains { word in
        MarrowWords.treatments.contains { word.hasPrefix($0) } && MarrowWords.compounds.contains(where: word.contains)
      }
    }
    private func isStop(_ word: String) -> Bool {
      MarrowWords.stops.contains { word.hasPrefix($0) } || MarrowWords.wholeStops.contains(word)
    }

    var tellsStop: Bool {
      let named = drugs(all)
      let isOfAnother = !named.isEmpty && !named.contains(where: isMeant)
      if ChartDoubt.holdsDenial(part) {
        if isOfAnother { return false }
        let isBare = named.isEmpty && !namesTreatment
        if deniesContinuing { return !isBare || all.count <= 3 }
        // `no further gemcitabine` denies the drug, and not the stop.
        return begins(MarrowWords.further) && !begins(MarrowWords.stops) && !isBare
      }
      if let isSwitch { return isSwitch }
      if isOfAnother { return false }
      if wantsToStop { return true }
      if MarrowWords.ends.contains(where: part.contains) || all.contains("bsc") || isCompound || isLastCycle
        || isDeclined
      {
        return true
      }
      let isOfOneCycle = all.contains { ["cycle", "zyklus"].contains($0) }
      let isEnd = zip(all, all.dropFirst()).contains { first, second in
        first == "end" && second == "of" || first == "ende" && ["der", "von", "des"].contains(second)
      }
      let hasCompletion = !MarrowWords.completions.isDisjoint(with: all) || isEnd
      if isOfOneCycle || isOfSomeCycles, hasCompletion, !begins(MarrowWords.stops) { return false }
      guard all.contains(where: isStop) || isEnd else { return false }
      if !named.isEmpty || namesTreatment { return true }
      if begins(["withh"]), all.contains(where: { ["dose", "doses", "dosis"].contains($0) }) { return true }
      guard let first = all.first, isStop(first) else { return false }
      let isPause = first.hasPrefix("paus") || ["break", "holiday"].contains(first)
      guard isDecision || isPause else { return false }
      return all.count == 1 || MarrowWords.reasons.contains(all[1])
    }

    /// `two cycles completed` says how far treatment is; `all six cycles completed`, `6 of 6 cycles` that it is over.
    private var isOfSomeCycles: Bool {
      guard let place = all.firstIndex(where: { ["cycles", "zyklen"].contains($0) }),
        all.allSatisfy({ !MarrowWords.whole.contains($0) })
      else { return false }
      let before = place > 0 ? all[place - 1] : ""
      let text = part.firstRange(of: all[place]).map { part[..<$0.lowerBound] } ?? ""
      let digits = text.split(whereSeparator: \.isWhitespace).last ?? ""
      return MarrowWords.counts.contains(before) || !digits.isEmpty && digits.allSatisfy(\.isNumber)
    }

    /// `not continued`, `wird nicht fortgesetzt`: the denial stands right before.
    private var deniesContinuing: Bool {
      all.indices.contains { place in
        MarrowWords.continuing.contains { all[place].hasPrefix($0) }
          && all[max(0, place - 3)..<place].contains { ["not", "nicht", "never"].contains($0) }
      }
    }

    /// `patient chose to stop`, `d/c gemcitabine`.
    private var wantsToStop: Bool {
      let isOwnWish = zip(all, all.dropFirst()).contains { first, second in
        ["to", "zu"].contains(first) && ["stop", "discontinue", "beenden", "stoppen"].contains(second)
      }
      let chooses = all.contains { word in
        ["chose", "choos", "want", "wish", "decid", "wünsch", "möchte", "will"].contains { word.hasPrefix($0) }
      }
      let isShort = part.contains("d/c") && drugs(all).contains(where: isMeant)
      return isShort || isOwnWish && chooses && !all.contains("smoking")
    }

    /// `declines further treatment`, `lehnt weitere Therapie ab`.
    private var isDeclined: Bool {
      let place = all.indices.dropLast().first { place in
        ["declin", "refus", "lehnt", "ablehn"].contains { all[place].hasPrefix($0) }
          && MarrowWords.further.contains { all[place + 1].hasPrefix($0) }
      }
      guard let place else { return false }
      return place + 2 == all.count || namesTreatment || drugs(all).contains(where: isMeant)
    }

    /// `this was the last cycle`, and not `since the last cycle`.
    private var isLastCycle: Bool {
      MarrowWords.lastCycles.contains { cycle in
        guard let range = part.firstRange(of: cycle) else { return false }
        let before = MarrowWords.words(String(part[..<range.lowerBound])).suffix(2)
        return !before.contains(where: MarrowWords.times.contains)
      }
    }

    /// Whether treatment was changed to another: `switch to trabectedin`, `Umstellung auf Trabectedin`; nil where nothing is changed to anything. Another dose, other days, and what only supports, are no other treatment.
    private var isSwitch: Bool? {
      let changes = ["switch", "chang", "umstell", "umgestell", "wechsel", "gewechsel"]
      guard let place = all.firstIndex(where: { word in changes.contains { word.hasPrefix($0) } }),
        let to = all[place...].firstIndex(where: { ["to", "auf", "zu"].contains($0) }), to - place <= 4
      else { return nil }
      let (before, after) = (drugs(all[..<to]), drugs(all[(to + 1)...]))
      if !before.isEmpty, !before.contains(where: isMeant) { return false }
      if !after.isEmpty {
        return after.contains { name in
          let kind = library.drug(named: name)?.kind
          return !isMeant(name) && kind != .growthFactor && kind != .supportive
            && !SupportiveDrugs.isCorticosteroid(name)
        }
      }
      let rest = part.firstRange(of: " \(all[to]) ").map { part[$0.upperBound...] } ?? ""
      let next = to + 1 < all.count ? all[to + 1] : ""
      let days = ["day", "tag", "dose", "dosis", "week", "biweek", "every", "wöch", "zweiwöch", "alle", "d"]
      if rest.first?.isNumber ?? true || days.contains(where: next.hasPrefix) || begins(MarrowWords.others) {
        return false
      }
      return !before.isEmpty || namesTreatment || isDecision && place == 0
    }
  }
}
