// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// `refractory` to drugs: progression under each.
struct RefractoryClaim: PatientClaimKind {
  let drugs: [String]

  var words: String { "refractory to \(drugs.joined(separator: ", "))" }

  static let lag = Threshold(
    "progression after the end of a drug that the tumour is said to be refractory to", 28, "d",
    why: "no source: a scan that documents it follows within weeks; later it is a relapse after treatment")

  /// How progression stands to a drug.
  private enum Kind {
    case under
    case later(Phrase)
  }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    var open: [String] = []
    var against: [String] = []
    var remarks: [Phrase] = []
    var evidence: [Evidence] = []
    for drug in drugs {
      let given = outcome.therapies.filter { $0.therapy.drugs.contains { record.outcomes.library.isSame($0, drug) } }
      let kinds = given.compactMap { therapy in Self.kind(of: therapy, outcome).map { (therapy, $0) } }
      if let (therapy, _) = kinds.first(where: { if case .under = $1 { true } else { false } }) {
        evidence.append(Evidence(therapy.entry, Phrase("\(drug): progression", "\(drug): Progress")))
        if let other = given.first(where: { $0.entry.id != therapy.entry.id && Self.isResponse($0) }) {
          remarks.append(
            Phrase(
              "to \(drug) a response is recorded as well (\(other.entry.id))",
              "auf \(drug) ist auch ein Ansprechen dokumentiert (\(other.entry.id))"))
          evidence.append(Evidence(other.entry, Phrase("\(drug): response", "\(drug): Ansprechen")))
        }
      } else if let (therapy, kind) = kinds.first {
        evidence.append(Evidence(therapy.entry, Phrase("\(drug): progression", "\(drug): Progress")))
        switch kind {
        case .under: break
        case .later(let gap):
          remarks.append(
            Phrase("under \(drug) it came \(gap) after its end", "unter \(drug) kam er \(gap) nach dem Ende"))
        }
      } else if let responded = given.first(where: Self.isResponse) {
        against.append(drug)
        evidence +=
          responded.judged?.bestResponse?.trace.inputs.map {
            Evidence(Phrase(same: "\(drug): ") + $0.phrase, sources: $0.sources, record: $0.record)
          } ?? []
      } else {
        open.append(drug)
        evidence += given.map {
          Evidence(
            $0.entry,
            Phrase(same: "\(drug): ")
              + ($0.therapy.effect.map(Phrase.quoted) ?? Phrase("effect not stated", "Wirkung nicht angegeben")))
        }
      }
    }
    if !against.isEmpty {
      return Judgement(
        .contradicted,
        Phrase(
          "A response to \(against.joined(separator: ", ")) is recorded, and no progression.",
          "Ein Ansprechen auf \(against.joined(separator: ", ")) ist dokumentiert, und kein Progress."),
        evidence: evidence)
    }
    if !open.isEmpty {
      let names = open.joined(separator: ", ")
      return Judgement(
        .notDecidable,
        Phrase(
          "No assessment shows progression under \(names).",
          "Keine Verlaufskontrolle zeigt einen Progress unter \(names)."), evidence: evidence,
        settledBy: Phrase("The assessments under \(names).", "Die Verlaufskontrollen unter \(names)."))
    }
    guard remarks.isEmpty else {
      return Judgement(
        .dependsOnReading,
        Phrase(
          "Progression is dated, but \(remarks.joined(separator: "; ")).",
          "Ein Progress ist datiert, aber \(remarks.joined(separator: "; "))."), evidence: evidence,
        settledBy: Phrase(
          "What is meant: progression under the drug, or soon after it.",
          "Was gemeint ist: Progress unter dem Wirkstoff, oder bald danach."))
    }
    return Judgement(
      .supported, Phrase("Progression under each is dated.", "Ein Progress unter jedem ist datiert."),
      evidence: evidence)
  }

  private static func isResponse(_ therapy: TherapyOutcome) -> Bool {
    guard let best = therapy.judged?.bestResponse?.value, best.isShown else { return false }
    return best.isOne(of: [.complete, .partial]) == true
  }

  /// How the progression of a therapy stands to it; nil where none is dated.
  private static func kind(of therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Kind? {
    guard therapy.judged?.timeToProgression.value.end.isAssessedProgression == true else { return nil }
    guard !therapy.therapy.isStoppedForProgression, let gap = progressionAfterEnd(of: therapy, outcome),
      let least = gap.lower, least.days > lag.value
    else { return .under }
    return .later(LengthBounds(lower: least, upper: gap.upper).phrase())
  }

  /// The time from the end of a therapy to its first progression.
  static func progressionAfterEnd(of therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> LengthBounds? {
    let judged = outcome.timeline.assessments(judging: [therapy.entry.id])
    guard let progression = judged.first(where: { $0.assessment.response.value == .progressive })?.entry,
      let end = outcome.timeline.end(of: therapy.entry.id), let event = outcome.timeline.start(of: progression.id)
    else { return nil }
    return outcome.timeline.length(from: end, to: event)
  }

  /// Whether progression came under a therapy, or within weeks of its end.
  static func isUnder(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Bool {
    if case .under? = kind(of: therapy, outcome) { true } else { false }
  }
}
