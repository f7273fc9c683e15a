// SPDX-License-Identifier: Apache-2.0

/// An operation on the tumour.
public struct Surgery: HoldsStatements, Hashable {
  /// What was done: `complete excision`.
  public var procedure: String
  /// Site.
  public var site: Recorded<String>
  /// Resection margin: `R0`, `R1`, `R2`.
  public var margin: Recorded<String>
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]

  /// An operation.
  public init(procedure: String, site: Recorded<String> = .notRecorded, margin: Recorded<String> = .notRecorded) {
    self.procedure = procedure
    self.site = site
    self.margin = margin
    statements = []
  }
}

/// A course of radiotherapy.
public struct Radiotherapy: HoldsStatements, Hashable {
  /// Target: `resection site`, `right ilium`.
  public var target: Recorded<String>
  /// Intent.
  public var intent: Intent?
  /// Total dose in gray.
  public var doseGray: Recorded<Double>
  /// Number of fractions.
  public var fractions: Recorded<Int>
  /// Why it was stopped.
  public var stopReason: Recorded<String>
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]

  /// Radiotherapy of a target.
  public init(target: Recorded<String>, intent: Intent? = nil) {
    self.target = target
    self.intent = intent
    doseGray = .notRecorded
    fractions = .notRecorded
    stopReason = .notRecorded
    statements = []
  }
}

/// Local ablation of a lesion.
public struct Ablation: Sendable, Hashable {
  /// Site.
  public var site: Recorded<String>
  /// Technique: `radiofrequency`.
  public var technique: Recorded<String>

  /// Ablation at a site.
  public init(site: Recorded<String>, technique: Recorded<String> = .notRecorded) {
    self.site = site
    self.technique = technique
  }
}

/// A biopsy, whatever it showed.
public struct Biopsy: Sendable, Hashable {
  /// Site: `liver`.
  public var site: Recorded<String>
  /// Technique: `core needle, CT-guided`.
  public var technique: Recorded<String>
  /// What the pathologist saw, in words.
  public var result: Recorded<String>

  /// A biopsy of a site.
  public init(
    site: Recorded<String> = .notRecorded, technique: Recorded<String> = .notRecorded,
    result: Recorded<String> = .notRecorded
  ) {
    self.site = site
    self.technique = technique
    self.result = result
  }
}

/// A transplantation of an organ or of stem cells.
public struct Transplant: Sendable, Hashable {
  /// What was transplanted: `autologous stem cells`, `liver`.
  public var what: String
  /// Donor: `sibling`, `unrelated`, `deceased`.
  public var donor: Recorded<String>
  /// Conditioning, in words.
  public var conditioning: Recorded<String>

  /// A transplantation.
  public init(what: String, donor: Recorded<String> = .notRecorded, conditioning: Recorded<String> = .notRecorded) {
    self.what = what
    self.donor = donor
    self.conditioning = conditioning
  }
}

/// A complication of an operation or another procedure, or the statement that there was none.
public struct Complication: Sendable, Hashable {
  /// What happened, in words: `wound infection`; `none`.
  public var term: String
  /// Grade by Clavien and Dindo, only where the source states it.
  public var grade: Recorded<ClavienDindo>
  /// The procedure that it followed.
  public var of: Entry.ID?

  /// A complication.
  public init(term: String, grade: Recorded<ClavienDindo> = .notRecorded, of: Entry.ID? = nil) {
    self.term = term
    self.grade = grade
    self.of = of
  }

  /// Whether the words say that there was none.
  public var isAbsence: Bool {
    ChartAssertion.denies(term)
  }
}

/// Grades of surgical complications (Dindo D, Demartines N, Clavien PA. Ann Surg 2004;240:205-213).
public enum ClavienDindo: String, Sendable, Hashable, CaseIterable {
  /// Any deviation from the normal course without treatment beyond simple drugs.
  case one = "I"
  /// Drugs other than those of grade I, transfusion, parenteral nutrition.
  case two = "II"
  /// An intervention, not further specified.
  case three = "III"
  /// An intervention without general anaesthesia.
  case threeA = "IIIa"
  /// An intervention under general anaesthesia.
  case threeB = "IIIb"
  /// Life-threatening, not further specified.
  case four = "IV"
  /// Failure of one organ.
  case fourA = "IVa"
  /// Failure of several organs.
  case fourB = "IVb"
  /// Death.
  case five = "V"
}
