// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// The parts of a dossier that a physician writes, in their order. Nothing of them is made up: what nobody has written says so.
///
/// The order is that of an application in Germany: a serious disease, no other treatment, a reasoned prospect of success (Federal Social Court, 19 March 2002, B 1 KR 37/00 R).
enum DossierText: String, CaseIterable {
  case to, treatment, serious, alternatives, prospect, plan, monitoring, stopping, consent, signed

  /// The heading of the part.
  var label: Phrase {
    switch self {
    case .to: Words.dossierTo
    case .treatment: Words.dossierTreatment
    case .serious: Words.dossierSerious
    case .alternatives: Words.dossierAlternatives
    case .prospect: Words.dossierProspect
    case .plan: Words.dossierPlan
    case .monitoring: Words.dossierMonitoring
    case .stopping: Words.dossierStopping
    case .consent: Words.dossierConsent
    case .signed: Words.dossierSigned
    }
  }

  /// What belongs there.
  var help: Phrase? {
    switch self {
    case .to, .signed: nil
    case .treatment: Words.dossierTreatmentHelp
    case .serious: Words.dossierSeriousHelp
    case .alternatives: Words.dossierAlternativesHelp
    case .prospect: Words.dossierProspectHelp
    case .plan: Words.dossierPlanHelp
    case .monitoring: Words.dossierMonitoringHelp
    case .stopping: Words.dossierStoppingHelp
    case .consent: Words.dossierConsentHelp
    }
  }

  /// Whether it is a line and not a text.
  var isLine: Bool { self == .to || self == .signed }

  /// What the record has for it: plans as they were entered.
  func proposed(_ patient: Patient) -> String {
    guard self == .plan else { return "" }
    return patient.entries.compactMap { entry in
      if case .plan(let words) = entry.content { words } else { nil }
    }.joined(separator: "\n")
  }
}
