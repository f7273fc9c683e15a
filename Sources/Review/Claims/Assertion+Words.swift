// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
public import Course
import Outcomes

extension TherapySelector {
  /// As a reader would say it.
  var words: String {
    switch self {
    case .entry(let id): id
    case .intent(let intent): intent.rawValue
    case .drugs(let drugs): drugs.joined(separator: " + ")
    }
  }
}

extension Dose {
  /// `900 mg/m²`
  var words: String { "\(Numbers.text(amount, decimals: 3)) \(unit.printed)" }
}

extension Assertion {
  /// What a claim says, in the folder's words.
  public var words: String {
    switch self {
    case .sex(let sex): "sex: \(sex.rawValue)"
    case .age(let years, let anchor): "age: \(years) years" + (anchor.map { " at \($0.text)" } ?? "")
    case .diagnosis(let histology, let site, let grade):
      "diagnosis: " + [histology, site.map { "of \($0)" }, grade].compactMap(\.self).joined(separator: " ")
    case .metastaticSites(let sites): "metastatic sites: \(sites.joined(separator: ", "))"
    case .treatments(let given, let before):
      "treatments" + (before.map { " before \($0)" } ?? "") + ": \(given.joined(separator: "; "))"
    case .duration(let span, let of, let ongoing): "\(of) lasted \(span.text)\(ongoing ? ", ongoing" : "")"
    case .interval(let span, let from, let to): "\(span.text) from \(from.text) to \(to.text)"
    case .response(let response, let on, let lasting, let phase):
      "\(response.rawValue) on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "")
        + (phase.map { " at \($0)" } ?? "")
    case .responseCounts(let counts, let on, let lasting):
      Response.allCases.compactMap { response in counts[response].map { "\($0) \(response.rawValue)" } }
        .joined(separator: ", ") + " on \(on.words)" + (lasting.map { " for \($0.text)" } ?? "")
    case .dose(let dose, let days, let next, let of):
      "\(of): \(dose.words) on \(days.map { "d\($0)" }.joined(separator: ", "))"
        + (next.map { ", repeated d\($0)" } ?? "")
    case .initialDoseRange(let lowest, let highest, let on):
      "initial doses on \(on.words) from \(lowest.words) to \(highest.words)"
    case .doseChange(_, let words, let from, let to): "dose reduced by \(words) from \(from) to \(to)"
    case .doseChangeFromCycle(let cycle, let dose, let of): "\(of) at \(dose.words) from cycle \(cycle)"
    case .reason(let words, let of): "reason of \(of): \(words)"
    case .untilProgression(let on): "\(on.words) until progression"
    case .refractory(let drugs): "refractory to \(drugs.joined(separator: ", "))"
    case .progressiveToOneLine: "progressive to at least one line"
    case .noSeriousToxicity(let on): "no serious toxicity on \(on.words)"
    case .qualityOfLife(let words, let on): "quality of life on \(on.words): \(words)"
    case .line(let number, let of): "\(of) is line \(number)"
    case .percentage(let printed, let denominator, let what):
      "\(what): \(printed) %" + (denominator.map { " of \($0)" } ?? "")
    case .refersTo(let place, let topic): "\(topic): see \(place)"
    case .statement(let words): words
    }
  }
}
