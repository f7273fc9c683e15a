// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A category that words name and that the record can count patients in: `women`, `died`, `alive`, `G2`, `progression`.
struct RecordedCategory {
  /// Of how many patients the record says that they are in it, that they are not, and neither.
  struct Tally {
    var yes = 0
    var no = 0
    var open = 0
    /// What the record holds only where it happened: who was looked at and has no record of it had none then, and may have had it later.
    var isEvent = false

    /// How a count of all patients stands against it.
    func verdict(of count: Int) -> Verdict {
      if count < yes { return .contradicted }
      if count > (isEvent ? yes + no + open : yes + open) { return .contradicted }
      // Who was not looked at is no patient without it.
      if isEvent { return count > yes ? .notFound : open == 0 ? .supported : .notDecidable }
      return open == 0 ? .supported : .notDecidable
    }

    /// In words: `14 of 24, of 2 it is not recorded`.
    var words: Phrase {
      let all = yes + no + open
      let open =
        open == 0
        ? Phrase.none : Phrase(", of \(open) it is not recorded", ", bei \(open) ist es nicht dokumentiert")
      return Phrase("\(yes) of \(all)\(open)", "\(yes) von \(all)\(open)")
    }
  }

  private let isEvent: Bool
  private let judge: @Sendable (PatientOutcomes) -> Bool?

  /// The category that words name; nil where they name none that is counted here.
  init?(_ words: String) {
    let tokens = Set(Words.plain(words).split(separator: " ").map(String.init))
    func names(_ words: String...) -> Bool { words.contains(where: tokens.contains) }
    let sexes: [(Sex, Bool)] = [
      (.female, names("women", "woman", "female", "females", "frauen", "weiblich")),
      (.male, names("men", "man", "male", "males", "männer", "männlich")),
    ]
    let named = sexes.filter(\.1).map(\.0)
    let isDeath = names("died", "dead", "death", "deaths", "deceased", "mortality", "verstorben", "gestorben")
    let isAlive = names("alive", "living", "survivors", "lebend")
    let isProgression = names("progressed", "progression", "progressions")
    let grade = Self.grade(words)
    // Words of two kinds name neither: `women who died`. Any other word narrows it to what is not counted here: `grade 3 neutropenia`, `died of sepsis`.
    guard tokens.isSubset(of: Self.known),
      named.count + [isDeath, isAlive, isProgression, grade != nil].count(where: { $0 }) == 1
    else { return nil }
    if let sex = named.first {
      (isEvent, judge) = (false, { $0.patient.sex.value.map { $0 == sex } })
    } else if isDeath {
      (isEvent, judge) = (true, { $0.patient.death != nil ? true : $0.isFollowed ? false : nil })
    } else if isAlive {
      // Alive at the last contact; of whom none is recorded nobody knows.
      (isEvent, judge) = (
        false,
        { outcome in
          if outcome.patient.death != nil { return false }
          return outcome.patient.entries.contains {
            if case .lastContact = $0.content { true } else { $0.isOngoing }
          } ? true : nil
        }
      )
    } else if isProgression {
      (isEvent, judge) = (
        true,
        { outcome in
          outcome.recordsProgression ? true : outcome.isAssessed(under: outcome.therapies.map(\.entry.id)) ? false : nil
        }
      )
    } else if let grade {
      (isEvent, judge) = (
        false, { $0.patient.diagnosis?.diagnosis.grade.value.map { (Self.grade($0) ?? $0) == grade } }
      )
    } else {
      return nil
    }
  }

  private static let known: Set<String> = [
    "women", "woman", "female", "females", "frauen", "weiblich", "men", "man", "male", "males", "männer", "männlich",
    "died", "dead", "death", "deaths", "deceased", "mortality", "verstorben", "gestorben", "alive", "living",
    "survivors", "lebend", "progressed", "progression", "progressions", "grade", "grad", "fnclcc", "g1", "g2", "g3",
    "g4", "1", "2", "3", "4", "sex", "gender", "geschlecht", "vital", "status", "grading", "histological", "histologic",
    "tumor", "tumors", "tumour", "tumours", "sarcoma", "sarcomas", "patients", "patient", "who", "had", "have", "were",
    "are", "is", "of", "the", "with", "at", "last", "contact", "data", "cut", "off", "any",
  ]

  /// The patients who are in it.
  func tally(_ patients: [PatientOutcomes]) -> Tally {
    var tally = Tally(isEvent: isEvent)
    for patient in patients {
      switch judge(patient) {
      case true?: tally.yes += 1
      case false?: tally.no += 1
      case nil: tally.open += 1
      }
    }
    return tally
  }

  /// `G2` of `G2`, `grade 2`, `FNCLCC 2`, `Grad 2`; nil where words name no grade of a tumour.
  static func grade(_ words: String) -> String? {
    let tokens = Words.plain(words).split(separator: " ").map(String.init)
    for (index, token) in tokens.enumerated() {
      if token.count == 2, token.first == "g", let digit = token.last, "1234".contains(digit) { return "G\(digit)" }
      if ["grade", "grad", "fnclcc"].contains(token), index + 1 < tokens.count,
        ["1", "2", "3", "4"].contains(tokens[index + 1])
      {
        return "G\(tokens[index + 1])"
      }
    }
    return nil
  }
}
