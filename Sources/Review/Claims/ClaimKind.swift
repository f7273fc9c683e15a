// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
import Outcomes

/// A kind of claim as the review knows it: what it says in words, what it is about, how it is judged. One kind, one file in `Kinds`.
protocol ClaimKind: Sendable {
  /// What it says, in the folder's words.
  var words: String { get }
  /// What it is about, as a cross-reference may call it.
  var topics: [String] { get }
  /// Whether its numbers are those of other studies: what is open there is not this study's fault.
  var isAboutOthers: Bool { get }
  /// Whether it is true or not by a way of counting that the judgement names, so that "depends on the reading" says all there is.
  var namesReadings: Bool { get }
  /// Whether it is one of several words of degree for one thing, which `degree-words` tells of together.
  var isOfFamily: Bool { get }
  /// Judges it by the record.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement
}

extension ClaimKind {
  var topics: [String] { [] }
  var isAboutOthers: Bool { false }
  var namesReadings: Bool { false }
  var isOfFamily: Bool { false }
}

/// A claim that is true of a patient or not; one on a series is one on each of its patients.
protocol PatientClaimKind: ClaimKind {
  /// The therapies that it is of; nil where it is of the patient.
  var therapies: TherapySelector? { get }
  /// Judges it of one patient.
  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement
}

extension PatientClaimKind {
  var therapies: TherapySelector? { nil }

  /// Of one patient, or of each of the series: the worst verdict stands.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let patients: [PatientOutcomes]
    switch claim.subject {
    case .patient(let id): patients = record.outcomes.patient(id).map { [$0] } ?? []
    case .series:
      // What is said of a therapy is said of those who had it; where nobody had, each is asked, and none bears it.
      let having = record.outcomes.patients.filter { outcome in
        therapies.map { !outcome.therapies($0, record.outcomes.library).isEmpty } ?? true
      }
      patients = having.isEmpty ? record.outcomes.patients : having
    case .literature: return Judgement(.notJudged, .aboutAnotherStudy)
    }
    let judged = patients.map { outcome in
      var judgement = judge(of: outcome, record)
      judgement.evidence = judgement.evidence.map { $0.of(outcome.patient.id) }
      return (patient: outcome.patient.id, judgement: judgement)
    }
    guard let first = judged.first?.judgement else {
      return Judgement(.notDecidable, .noSuchPatient)
    }
    guard judged.count > 1,
      let worst = Verdict.worstFirst.first(where: { verdict in judged.contains { $0.judgement.verdict == verdict } })
    else { return first }
    let deciding = judged.filter { $0.judgement.verdict == worst }
    // What is said alike of several patients is said once.
    var told: [(patients: [Patient.ID], words: Phrase)] = []
    for (patient, judgement) in deciding {
      if let index = told.firstIndex(where: { $0.words == judgement.explanation }) {
        told[index].patients.append(patient)
      } else {
        told.append(([patient], judgement.explanation))
      }
    }
    return Judgement(
      worst,
      told.map { Words.patients($0.patients) + Phrase(same: ": ") + $0.words }.joined(separator: " "),
      arithmetic: deciding.compactMap(\.judgement.arithmetic).first, evidence: deciding.flatMap(\.judgement.evidence),
      settledBy: deciding.first?.judgement.settledBy ?? first.settledBy)
  }
}

extension Assertion {
  /// What a claim says, in the folder's words.
  public var words: String { kind.words }

  /// The kind, with what is asserted.
  var kind: any ClaimKind {
    switch self {
    case .sex(let sex): SexClaim(sex: sex)
    case .age(let years, let anchor): AgeClaim(years: years, anchor: anchor)
    case .diagnosis(let histology, let site, let grade): DiagnosisClaim(histology: histology, site: site, grade: grade)
    case .metastaticSites(let sites): MetastaticSitesClaim(sites: sites)
    case .treatments(let given, let before): TreatmentsClaim(given: given, before: before)
    case .duration(let span, let id, let ongoing): DurationClaim(span: span, of: id, isOngoing: ongoing)
    case .interval(let span, let from, let to): IntervalClaim(span: span, from: from, to: to)
    case .response(let response, let on, let lasting, let phase):
      ResponseClaim(response: response, on: on, lasting: lasting, phase: phase)
    case .responseOverTherapies(let response, let therapies):
      ResponseOverTherapiesClaim(response: response, therapies: therapies)
    case .responseCounts(let counts, let on, let lasting): ResponseCountsClaim(counts: counts, on: on, lasting: lasting)
    case .dose(let dose, let days, let next, let id): DoseClaim(dose: dose, days: days, nextDay1: next, of: id)
    case .initialDoseRange(let lowest, let highest, let on):
      InitialDoseRangeClaim(lowest: lowest, highest: highest, on: on)
    case .doseChange(let fraction, let from, let to):
      DoseChangeClaim(fraction: fraction.value, cut: fraction.text, from: from, to: to)
    case .doseChangeFromCycle(let cycle, let dose, let id): DoseFromCycleClaim(cycle: cycle, dose: dose, of: id)
    case .reason(let words, let id): ReasonClaim(reason: words, of: id)
    case .untilProgression(let on): UntilProgressionClaim(on: on)
    case .refractory(let drugs): RefractoryClaim(drugs: drugs)
    case .progressiveToOneLine: ProgressiveToOneLineClaim()
    case .noSeriousToxicity(let on): NoSeriousToxicityClaim(on: on)
    case .qualityOfLife(let words, let on): QualityOfLifeClaim(statement: words, on: on)
    case .line(let number, let id): LineClaim(number: number, of: id)
    case .percentage(let printed, let denominator, let what):
      PercentageClaim(printed: printed, denominator: denominator.value, what: what)
    case .refersTo(let place, let topic): CrossReferenceClaim(place: place, topic: topic)
    case .categories(let what, let counts, let of): CategoriesClaim(what: what, counts: counts, of: of)
    case .numberOfPatients(let number, let what): NumberOfPatientsClaim(number: number, what: what)
    case .median(let value, let what, let range, let unit):
      MedianClaim(value: value, what: what, range: range, unit: unit)
    case .event(let event, let counted, let on): EventClaim(event: event, counted: counted, on: on)
    case .events(let event, let number, let censored, let of):
      EventsClaim(event: event, number: number, censored: censored, of: of)
    case .hazardRatio(let ratio, let interval, let p, let medians):
      HazardRatioClaim(ratio: ratio, interval: interval, p: p, medians: medians)
    case .change(let what, let from, let to, let percent):
      ChangeClaim(what: what, from: from, to: to, percent: percent)
    case .cumulativeDose(let dose, let id): CumulativeDoseClaim(dose: dose, of: id)
    case .fractions(let total, let number, let each, let id):
      FractionsClaim(total: total, number: number, each: each, of: id)
    case .doseIntensity(let percent, let id): DoseIntensityClaim(percent: percent, of: id)
    case .doseBasis(let words, let on): DoseBasisClaim(basis: words, on: on)
    case .doseInWords(let words, let from, let to): DoseInWordsClaim(degree: words, from: from, to: to)
    case .longerAfterResponse(let after, let on): LongerAfterResponseClaim(after: after, on: on)
    case .statement(let words): StatementClaim(words: words)
    }
  }
}

extension Phrase {
  static let aboutAnotherStudy = Phrase("About another study.", "Über eine andere Studie.")
  static let noSuchPatient = Phrase("No such patient is in the study.", "Einen solchen Patienten hat die Studie nicht.")
  static let asRecorded = Phrase("As recorded.", "Wie dokumentiert.")
}
