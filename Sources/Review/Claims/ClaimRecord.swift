// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// What claims are judged by.
struct ClaimRecord {
  let outcomes: StudyOutcomes

  var study: Study { outcomes.study }

  /// A claim, judged like code is tested.
  func judge(_ claim: Claim) -> JudgedClaim {
    var judgement = claim.assertion.kind.judge(claim, self)
    if judgement.verdict == .supported { judgement = weighed(judgement, of: claim) }
    return JudgedClaim(claim, judgement)
  }

  /// A claim is no evidence for itself: what was transcribed from its own sentence says again what it says.
  private func weighed(_ judgement: Judgement, of claim: Claim) -> Judgement {
    // What names no source is from the chart.
    let own = judgement.evidence.filter { evidence in
      !evidence.sources.isEmpty
        && evidence.sources.allSatisfy { source in claim.sources.contains { $0.isOneSentence(with: source) } }
    }
    guard !own.isEmpty else { return judgement }
    var weighed = judgement
    let others = judgement.evidence.count - own.count
    if others == 0 {
      weighed.verdict = .statedOnce
      weighed.explanation =
        weighed.explanation
        + Phrase(
          " It is stated once: the record has it from this sentence.",
          " Es ist nur einmal angegeben: die Akte hat es aus diesem Satz.")
    } else {
      weighed.explanation =
        weighed.explanation
        + Phrase(
          " Beside what the record has from this sentence, \(others == 1 ? "1 other fact bears" : "\(others) other facts bear") it.",
          " Neben dem, was die Akte aus diesem Satz hat, \(others == 1 ? "belegt es 1 weitere Angabe" : "belegen es \(others) weitere Angaben")."
        )
    }
    return weighed
  }

  /// Bounds of a stated span, by the study's reading of plain numbers.
  func bounds(_ span: StatedSpan) -> LengthBounds { span.bounds(tolerance: study.definitions.tolerance) }

  /// A stated span against derived bounds.
  func compare(_ span: StatedSpan, with derived: LengthBounds) -> Verdict {
    let stated = bounds(span)
    guard stated.intersection(derived) != nil else { return .contradicted }
    return stated.contains(derived) ? .supported : .notDecidable
  }
}

extension PatientOutcomes {
  /// A dose phase, given or planned.
  func phase(_ id: DosePhase.ID) -> DosePhase? {
    for (_, therapy) in patient.therapies {
      if let phase = (therapy.phases + therapy.planned).first(where: { $0.id == id }) { return phase }
    }
    return nil
  }

  /// The therapies that a claim means.
  ///
  /// Drugs are the same under each of their names: a claim on trabectedin means a therapy that the chart calls Yondelis.
  func therapies(_ selector: TherapySelector, _ library: RegimenLibrary) -> [TherapyOutcome] {
    guard case .drugs(let drugs) = selector else { return therapies.filter { selector.matches($0.entry, $0.therapy) } }
    let named = Set(drugs.map { Words.drug($0, library) })
    return therapies.filter {
      $0.therapy.intent != .maintenance && Set($0.therapy.drugs.map { Words.drug($0, library) }) == named
    }
  }

  /// What is stated of the time between two events.
  func stated(from start: EventID?, to end: EventID?) -> [Evidence] {
    guard let start, let end else { return [] }
    return timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init)
  }
}

extension Evidence {
  /// A dose phase; its identifier where nothing else is to be said.
  init(_ phase: DosePhase, _ text: Phrase? = nil) {
    self.init(text ?? Phrase(same: phase.id), sources: phase.sources, record: .phase(phase.id))
  }
}

extension Source {
  /// Whether two sources are the same words of the same place, or one quotes a part of what the other quotes.
  func isOneSentence(with other: Source) -> Bool {
    guard section == other.section, let quote, let words = other.quote else { return false }
    let (one, two) = (Words.plain(quote), Words.plain(words))
    return !one.isEmpty && !two.isEmpty && (one.contains(two) || two.contains(one))
  }
}
