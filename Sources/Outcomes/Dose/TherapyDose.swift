// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
public import Plain

/// What was given of one drug over a whole therapy: its sum, and how it stands to the plan.
public struct TherapyDose: Sendable {
  /// The therapy.
  public var therapy: Entry
  /// The drug as the therapy names it.
  public var drug: String
  /// What the numbers rest on.
  public var basis: Basis
  /// The sums, one a unit, in the order in which units come first; none where nothing is known.
  public var sums: [Sum]
  /// Relative dose intensity in percent; nil where it is not determined, which its trace says why.
  public var relativePercent: NumberBounds?
  /// What it is relative to: `plan of the record (plan)`; nil where it is not determined.
  public var plan: Phrase?
  /// Why the sum is what it is, with its words: `≥ 10800 mg/m²`.
  public var total: Trace
  /// Why the intensity is what it is, with its words: `87.5 %`, `not determined (no plan is recorded)`.
  public var intensity: Trace

  /// What numbers of a therapy rest on.
  public enum Basis: Sendable, Hashable {
    /// Single administrations.
    case administrations
    /// Dose phases, as they are stated.
    case phases
    /// Neither is recorded.
    case nothing

    /// In every language.
    public var phrase: Phrase {
      switch self {
      case .administrations: Phrase("single administrations", "einzelne Gaben")
      case .phases: Phrase("dose phases as stated", "Dosisphasen wie angegeben")
      case .nothing: Phrase("nothing recorded", "nichts dokumentiert")
      }
    }
  }

  /// A sum in one unit; without an upper bound it is at least so much.
  public struct Sum: Sendable, Hashable {
    /// The amount, in the unit.
    public var amount: NumberBounds
    /// The unit.
    public var unit: DoseUnit

    /// `≥ 10800 mg/m²`, `AUC 15`
    public var phrase: Phrase {
      unit == .areaUnderCurve
        ? Phrase(same: "AUC ") + amount.phrase() : amount.phrase() + Phrase(same: " \(unit.printed)")
    }
  }

  /// `10800 mg/m², relative dose intensity 87.5 %`
  public var phrase: Phrase {
    Phrase(
      "\(total.phrase), relative dose intensity \(intensity.phrase)",
      "\(total.phrase), relative Dosisintensität \(intensity.phrase)")
  }
}

extension PatientOutcomes {
  /// What was given of each drug of a therapy, in the order of its drugs.
  public func doses(of therapy: TherapyOutcome, _ library: RegimenLibrary) -> [TherapyDose] {
    let accounts = accounts(of: therapy, library)
    let gaps = TherapyAccount.gaps(therapy.entry, counted(therapy), library: library)
    return therapy.therapy.drugs.map { drug in
      TherapyDoseDerivation(
        outcome: self, therapy: therapy, drug: drug, library: library, account: accounts.first { $0.drug == drug },
        gap: gaps.first { $0.drug == drug }
      ).dose()
    }
  }

  /// The same of all therapies, in the order of the course.
  public func doses(_ library: RegimenLibrary) -> [TherapyDose] { therapies.flatMap { doses(of: $0, library) } }
}

extension StudyOutcomes {
  /// All traces of a patient, those among them that need the library: in the order of the course, then the doses of whole therapies.
  public func traces(of outcome: PatientOutcomes) -> [Trace] {
    outcome.traces
      + outcome.doses(library).filter { $0.basis != .nothing }.flatMap { [$0.total, $0.intensity] }
  }
}
