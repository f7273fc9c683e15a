// SPDX-License-Identifier: Apache-2.0

public import Plain

/// A fact that an item of the reporting guideline CARE asks for and the record does not state.
public struct GuidelineGap: Sendable, Hashable {
  /// The item.
  public var item: Item
  /// What is missing, in a sentence.
  public var text: Phrase

  /// The items of CARE 2013 that a record of courses can hold, by their numbers.
  public enum Item: Int, Sendable, Hashable, CaseIterable {
    /// Who the patient is.
    case patientInformation = 5
    /// When things happened.
    case timeline = 7
    /// How the disease was found and followed.
    case diagnosticAssessment = 8
    /// What was given, with dose, days and duration.
    case therapeuticIntervention = 9
    /// What became of it, with adverse events.
    case followUp = 10
    /// Ethics and consent.
    case consent = 13

    /// What the item is about: `Timeline`.
    public var topic: Phrase {
      switch self {
      case .patientInformation: Phrase("Patient information", "Patientendaten")
      case .timeline: Phrase("Timeline", "Zeitverlauf")
      case .diagnosticAssessment: Phrase("Diagnostic assessment", "Diagnostik")
      case .therapeuticIntervention: Phrase("Therapeutic intervention", "Therapie")
      case .followUp: Phrase("Follow-up and outcomes", "Nachbeobachtung und Ergebnisse")
      case .consent: Phrase("Ethics and informed consent", "Ethik und Einwilligung")
      }
    }
  }
}
