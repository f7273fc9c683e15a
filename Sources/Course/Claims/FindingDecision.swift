// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology

/// What somebody has decided on a finding of the review, with the reason.
///
/// A decision holds for the finding as it read when it was decided: where the record has changed and the finding reads otherwise, it is open again.
public struct FindingDecision: Sendable, Hashable {
  /// The finding's identifier: `claim/series/methods-initial-dose`.
  public var finding: String
  /// The finding as it read.
  public var reads: String
  /// What was decided.
  public var verdict: Verdict
  /// Why.
  public var reason: String
  /// Who decided: a name, initials or a role.
  public var by: String
  /// When.
  public var on: Recorded<StatedDate>

  /// What can be decided.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// It is so, and stays: a published sentence that is wrong, a chart that says no more.
    case accepted
    /// It is not so: what the review has found does not hold.
    case rejected
    /// Somebody has been asked; until there is an answer it stays open.
    case asked
    /// Of two entries of a study, what the first says holds.
    case first
    /// What the second says holds.
    case second
    /// Both hold: the sources say both, or both have been understood rightly.
    case both
    /// Neither holds; the record has what does.
    case neither

    /// Whether it is on a difference between two entries of a study, and no other finding.
    public var isOfSecondEntry: Bool {
      switch self {
      case .accepted, .rejected, .asked: false
      case .first, .second, .both, .neither: true
      }
    }
  }

  /// How the names of findings begin that are differences between two entries of a study. They are found where the two are compared, not by the review of one.
  package static let secondEntry = "second-entry/"

  /// Whether it is on a difference between two entries of a study.
  package var isOfSecondEntry: Bool { finding.hasPrefix(Self.secondEntry) }

  /// The patient that the finding is of, as its name says: the second step of `rule/patient/what`; nil for one of the series.
  package var patient: Patient.ID? { Self.patient(of: finding) }

  /// The patient in the name of a finding.
  package static func patient(of finding: String) -> Patient.ID? {
    let steps = finding.split(separator: "/", omittingEmptySubsequences: false)
    return steps.count > 1 && steps[1] != "series" ? String(steps[1]) : nil
  }

  /// Verdict, who, when and why: `accepted by the authors, 2026-11-20: the paper is published.`
  public var words: String { phrase.english }

  /// The same in every language; the reason stays as it was written.
  public var phrase: Phrase {
    let day = on.value.map { ", \($0.text)" } ?? ""
    return Phrase("\(verdict.phrase) by \(by)\(day): \(reason)", "\(verdict.phrase) von \(by)\(day): „\(reason)“")
  }

  /// Whether the finding is settled by it.
  public var settles: Bool { verdict != .asked }

  /// A decision of no stated day.
  public init(finding: String, reads: String, verdict: Verdict, reason: String, by: String) {
    self.finding = finding
    self.reads = reads
    self.verdict = verdict
    self.reason = reason
    self.by = by
    on = .notRecorded
  }
}

extension FindingDecision.Verdict {
  /// What was decided, as a sentence begins with it: `accepted`, in German `angenommen`.
  public var phrase: Phrase {
    switch self {
    case .accepted: Phrase("accepted", "angenommen")
    case .rejected: Phrase("rejected", "zurückgewiesen")
    case .asked: Phrase("asked", "zurückgestellt")
    case .first: Phrase("the first entry holds, decided", "die erste Eingabe gilt, entschieden")
    case .second: Phrase("the second entry holds, decided", "die zweite Eingabe gilt, entschieden")
    case .both: Phrase("both entries hold, decided", "beide Eingaben gelten, entschieden")
    case .neither: Phrase("neither entry holds, decided", "keine Eingabe gilt, entschieden")
    }
  }
}
