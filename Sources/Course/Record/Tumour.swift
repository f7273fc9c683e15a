// SPDX-License-Identifier: Apache-2.0

/// The diagnosis of the primary tumour.
public struct Diagnosis: HoldsStatements, Hashable {
  /// Histology in words: `leiomyosarcoma`.
  public var histology: String
  /// ICD-O-3 morphology code, `8890/3`.
  public var morphologyICDO3: Recorded<String>
  /// Site in words: `pancreas`.
  public var site: Recorded<String>
  /// ICD-O-3 topography code, `C25.9`.
  public var topographyICDO3: Recorded<String>
  /// FNCLCC grade, `G2`.
  public var grade: Recorded<String>
  /// Grade in the words of the source: `moderately differentiated`.
  public var gradeInWords: Recorded<String>
  /// Stage as stated, with the categories of TNM: `pT2 pN0 M1`, `IV`.
  public var stage: Recorded<String>
  /// The edition that the stage is of: `UICC 8`.
  public var stageEdition: Recorded<String>
  /// Biomarkers and mutations, each in words: `MDM2 amplified`.
  public var biomarkers: [String]
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]
  /// How it was made: histology, immunohistochemistry, FISH.
  public var method: Recorded<String>

  /// A diagnosis of a histology.
  public init(histology: String) {
    self.histology = histology
    morphologyICDO3 = .notRecorded
    site = .notRecorded
    topographyICDO3 = .notRecorded
    grade = .notRecorded
    gradeInWords = .notRecorded
    stage = .notRecorded
    stageEdition = .notRecorded
    biomarkers = []
    statements = []
    method = .notRecorded
  }
}

/// Distant metastases found at one time; empty sites state that there were none.
public struct Metastases: Sendable, Hashable {
  /// Organs: `liver`, `lung`, `bone`.
  public var sites: [String]
  /// `multiple`, `several`, or a number in words.
  public var number: Recorded<String>
  /// True where the source speaks of known lesions that grow, so that their first finding is not stated here.
  public var alreadyKnown: Bool

  /// Metastases at sites.
  public init(sites: [String], number: Recorded<String> = .notRecorded, alreadyKnown: Bool = false) {
    self.sites = sites
    self.number = number
    self.alreadyKnown = alreadyKnown
  }
}

/// Relapse at the primary site.
public struct LocalRelapse: Sendable, Hashable {
  /// Site in words.
  public var site: Recorded<String>
  /// How it was confirmed: `biopsy`.
  public var confirmation: Recorded<String>

  /// A relapse.
  public init(site: Recorded<String> = .notRecorded, confirmation: Recorded<String> = .notRecorded) {
    self.site = site
    self.confirmation = confirmation
  }
}
