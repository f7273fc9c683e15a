// SPDX-License-Identifier: Apache-2.0

public import Plain

/// How often a model of the marrow was right in patients, as published: stands beside every forecast, since that of the models here has not been shown.
///
/// Hughes et al., CPT Pharmacometrics Syst Pharmacol 2023;12:1764-1776, doi 10.1002/psp4.13019, PMC10681461. Of it the abstract was read, and not the paper: what limits and horizon its numbers have, and on how many of the
/// patients they were computed, is not said there.
public struct PublishedPerformance: Sendable, Hashable {
  /// Patients of the data on which the model was developed.
  public let patients: Int
  /// Of neutropenia of grade 3 or 4 that was predicted, what came, in percent.
  public let precisionPercent: Double
  /// Of neutropenia of grade 3 or 4 that came, what had been predicted, in percent.
  public let recallPercent: Double
  /// Where it stands, and what of it was read.
  public let source: Phrase

  /// Predictions of the pharmacokinetic-pharmacodynamic model, without the learned one that the paper puts on it.
  public static let hughes2023 = PublishedPerformance(
    patients: 9121, precisionPercent: 47, recallPercent: 33,
    source: Phrase(
      "Hughes et al., CPT Pharmacometrics Syst Pharmacol 2023;12:1764, PMC10681461; the abstract was read, not the paper",
      "Hughes et al., CPT Pharmacometrics Syst Pharmacol 2023;12:1764, PMC10681461; gelesen wurde die Zusammenfassung, nicht die Arbeit"
    ))

  /// What is said beside a forecast.
  public var phrase: Phrase {
    Phrase(
      "How often such models are right: one of pharmacokinetics and the marrow, developed on \(Phrase.number(Double(patients))) patients with lymphoma, breast or thoracic cancer, predicted neutropenia of grade 3 to 4 with a precision of \(Phrase.number(precisionPercent)) % (positive predictive value: so much of what it predicted came) and a recall of \(Phrase.number(recallPercent)) % (sensitivity: so much of what came it had predicted) (\(source)). That was another model, in other patients; of this one it has not been shown.",
      "Wie oft solche Modelle recht haben: Eines aus Pharmakokinetik und Mark, entwickelt an \(Phrase.number(Double(patients))) Patienten mit Lymphom, Brust- oder thorakalem Krebs, sagte Neutropenien vom Grad 3 bis 4 mit einem positiven Vorhersagewert (Präzision) von \(Phrase.number(precisionPercent)) % (so viel von dem, was es vorhersagte, kam) und einer Sensitivität von \(Phrase.number(recallPercent)) % (so viel von dem, was kam, hatte es vorhergesagt) vorher (\(source)). Das war ein anderes Modell, an anderen Patienten; für dieses ist es nicht gezeigt."
    )
  }

  /// The same for the foot of a figure.
  public var shortPhrase: Phrase {
    Phrase(
      "Another such model in \(Phrase.number(Double(patients))) patients: precision \(Phrase.number(precisionPercent)) %, recall \(Phrase.number(recallPercent)) % for grade 3 to 4 (Hughes et al. 2023, PMC10681461, abstract).",
      "Ein anderes solches Modell an \(Phrase.number(Double(patients))) Patienten: positiver Vorhersagewert \(Phrase.number(precisionPercent)) %, Sensitivität \(Phrase.number(recallPercent)) % für Grad 3 bis 4 (Hughes et al. 2023, PMC10681461, Zusammenfassung)."
    )
  }
}
