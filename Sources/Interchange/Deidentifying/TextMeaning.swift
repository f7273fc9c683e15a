// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// What the program reads of a text beside its words: a text that takes the place of another must be read in the same way, or a length or a response would change.
struct TextMeaning: Hashable {
  /// What is read where a text stands.
  struct Aspects: OptionSet, Hashable, Sendable {
    let rawValue: Int
    /// Progression, in a reason or a finding.
    static let stop = Aspects(rawValue: 1)
    /// A denial or a doubt.
    static let doubt = Aspects(rawValue: 2)
    /// That the patient was seen.
    static let seen = Aspects(rawValue: 4)
    /// That nobody could reach the patient.
    static let lost = Aspects(rawValue: 8)
    /// That the patient died.
    static let death = Aspects(rawValue: 16)
    /// An examination without imaging.
    static let clinical = Aspects(rawValue: 32)
    /// That there was none.
    static let absence = Aspects(rawValue: 64)
    /// A lymph node.
    static let node = Aspects(rawValue: 128)
  }

  private var stop: StopWords?
  private var isDenied: Bool?
  private var isDoubted: Bool?
  private var isSeen: Bool?
  private var isLost: Bool?
  private var tellsOfDeath: Bool?
  private var isClinical: Bool?
  private var isAbsence: [Bool]?
  private var isNode: Bool?

  init(_ text: String, _ aspects: Aspects) {
    if aspects.contains(.stop) { stop = StopWords(text) }
    if aspects.contains(.doubt) {
      isDenied = ChartDoubt.isDenied(text)
      isDoubted = ChartDoubt.isDoubted(text)
    }
    if aspects.contains(.seen) { isSeen = VitalStatus.showsPatient(text) }
    if aspects.contains(.lost) { isLost = VitalStatus.isLost(text) }
    if aspects.contains(.death) { tellsOfDeath = VitalStatus.tellsOfDeath(text) }
    if aspects.contains(.clinical) { isClinical = Assessment(modality: .stated(text)).isClinical }
    if aspects.contains(.absence) { isAbsence = [Toxicity(term: text).isAbsence, Complication(term: text).isAbsence] }
    if aspects.contains(.node) {
      isNode = LesionReading(lesion: "", role: .target, site: text, date: .init(0), state: .absent).isNode
    }
  }

  /// A text that is read as another one is and says no more, the shortest; nil where none is known. What there was stands as `withheld`, perhaps with a name.
  static func standIn(for text: String, _ aspects: Aspects, name: String = "") -> String? {
    let meant = TextMeaning(text, aspects)
    return candidates.map { $0.replacing("withheld", with: name.isEmpty ? "withheld" : "withheld \(name)") }
      .first { TextMeaning($0, aspects) == meant }
  }

  /// What may be said of progression (the third is open: no word of a list goes with it), of the patient, and of the end.
  private static let candidates: [String] = {
    let openings = [
      "withheld", "no withheld", "keine withheld", "kein withheld", "lymph node, withheld", "clinical examination",
    ]
    let stops = [
      "", "progression", "progression withheld", "no progression", "suspected progression", "no progression, suspected",
    ]
    let seen = ["", "visit", "lost to follow-up", "visit, lost to follow-up", "suspected"]
    let ends = ["", "patient died", "no death"]
    let others = stops.flatMap { stop in
      seen.flatMap { seen in ends.map { end in [stop, seen, end].filter { !$0.isEmpty }.joined(separator: ", ") } }
    }
    return openings + others.filter { !$0.isEmpty }.sorted { ($0.count, $0) < ($1.count, $1) }
  }()
}
