// SPDX-License-Identifier: Apache-2.0

public import Plain

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

/// What is stated of distant metastases at one time: where they were found, that there were none, or where there were none.
public struct Metastases: Sendable, Hashable {
  /// Whether there were any.
  public var presence: Presence
  /// Organs: `liver`, `lung`, `bone`; empty where there were none, or where the source does not say where they were.
  public var sites: [String]
  /// Organs that were found free: `brain` of `no brain metastases`.
  public var freeSites: [String]
  /// `multiple`, `several`, or a number in words.
  public var number: Recorded<String>
  /// True where the source speaks of known lesions that grow, so that their first finding is not stated here.
  public var alreadyKnown: Bool

  /// Whether there were distant metastases.
  public enum Presence: Sendable, Hashable {
    /// There were, at the sites or somewhere.
    case found
    /// There were none anywhere.
    case absent
    /// It is not known, or not said.
    case unknown
  }

  /// Metastases at sites; without any, that there were none.
  public init(sites: [String], number: Recorded<String> = .notRecorded, alreadyKnown: Bool = false) {
    self.sites = sites
    presence = sites.isEmpty ? .absent : .found
    freeSites = []
    self.number = number
    self.alreadyKnown = alreadyKnown
  }

  /// What there was in words of a sentence: `lung and liver`, `a site not stated`.
  public var siteWords: Phrase {
    sites.isEmpty
      ? Phrase("a site not stated", "Ort nicht angegeben") : sites.map(Phrase.organ).joined(separator: Phrase.and)
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
