// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A case series: what is said of the whole, its patients, and what its authors claim.
public struct Study: Sendable, Hashable {
  /// Title of the study or of the paper.
  public var title: String
  /// Who treated the patients: `University Hospital Regensburg`.
  public var centre: Recorded<String>
  /// How to cite the source, if it is published.
  public var citation: Recorded<String>
  /// Licence of the source material.
  public var licence: Recorded<String>
  /// Design in the source's words: `retrospective analysis of three patients`.
  public var design: Recorded<String>
  /// Ethics approval.
  public var ethics: Recorded<String>
  /// Consent to treatment, analysis or publication.
  public var consent: Recorded<String>
  /// When the patients were treated.
  public var period: Recorded<StatedDate>
  /// Until when outcomes were tracked.
  public var dataCutOff: Recorded<StatedDate>
  /// The guideline that the report is measured against.
  public var guideline: ReportingGuideline
  /// The definitions chosen for this study.
  public var definitions: Definitions
  /// Abbreviations of drugs and procedures that figures use: `gemcitabine` → `Gem`.
  public var abbreviations: [String: String]
  /// Fields of the study's own, in their order.
  public var fields: [StudyField]
  /// Facts about the whole series that no other field holds: design, methods, setting.
  public var remarks: [Remark]
  /// The patients, in the order of the folder.
  public var patients: [Patient]
  /// What the source asserts, to be judged against the facts.
  public var claims: [Claim]
  /// Works that the source cites, in the order of its list.
  public var references: [Reference]
  /// What was decided on findings of the review, in the order of its list.
  public var decisions: [FindingDecision]
  /// Published arms to hold beside the cohort.
  public var comparators: [Comparator]
  /// Sources of the fields above, by field name as in `study.yaml`.
  public var sources: [String: [Source]]

  /// A study with a title and nothing else recorded.
  public init(title: String) {
    self.title = title
    centre = .notRecorded
    citation = .notRecorded
    licence = .notRecorded
    design = .notRecorded
    ethics = .notRecorded
    consent = .notRecorded
    period = .notRecorded
    dataCutOff = .notRecorded
    guideline = .care
    definitions = Definitions()
    abbreviations = [:]
    fields = []
    remarks = []
    patients = []
    claims = []
    references = []
    decisions = []
    comparators = []
    sources = [:]
  }
}

extension Study {
  /// The data cut-off that holds for a patient: their own, else the study's.
  public func dataCutOff(of patient: Patient) -> StatedDate? { patient.dataCutOff.value ?? dataCutOff.value }

  /// The period of treatment that holds for a patient: their own, else the study's.
  public func period(of patient: Patient) -> StatedDate? { patient.period.value ?? period.value }
}

/// A statement about the study as a whole that is kept with its source.
public struct Remark: Sendable, Hashable {
  /// What it is about: `diagnosis method`, `response assessment`.
  public var topic: String
  /// The statement in the folder's words.
  public var text: String
  /// Where it is stated.
  public var sources: [Source]

  /// A remark.
  public init(topic: String, text: String, sources: [Source]) {
    self.topic = topic
    self.text = text
    self.sources = sources
  }
}

/// A guideline for reporting.
public enum ReportingGuideline: String, Sendable, Hashable, CaseIterable {
  /// CARE: case reports (Gagnier et al. 2013).
  case care = "CARE"
  /// No guideline.
  case none
}

/// Definitions where the field has several. Each is named in the report's methods paragraph.
public struct Definitions: Sendable, Hashable {
  /// How far a plain stated number may be from the truth.
  public var tolerance: Tolerance
  /// Where a treatment ends.
  public var treatmentEnd: TreatmentEnd
  /// Whether the end of an interval counts as a day of it (end − start + 1): of treatment, and of every time to an event.
  public var inclusiveDays: Bool
  /// How growth modulation index counts maintenance.
  public var maintenance: MaintenanceCounting
  /// Which event ends progression-free survival besides progression; what is censored when.
  public var censoring: Censoring

  /// When a treatment that was given in cycles has ended.
  public enum TreatmentEnd: String, Sendable, Hashable, CaseIterable {
    /// At the decision to stop, or at the end of the last cycle.
    case stop
    /// On the day of the last dose.
    case lastDose = "last dose"
  }

  /// Whether maintenance counts with the induction that it follows.
  public enum MaintenanceCounting: String, Sendable, Hashable, CaseIterable {
    /// One line: from the first day of induction.
    case withInduction = "with induction"
    /// Apart: from the first day of maintenance.
    case apart
  }

  /// What censors a time to progression.
  public enum Censoring: String, Sendable, Hashable, CaseIterable {
    /// At the last assessment without progression (FDA 2018, table A1).
    case lastAssessment = "last assessment"
    /// At last contact or the data cut-off.
    case lastContact = "last contact"
  }

  /// The defaults: half a unit of the last stated digit, treatment to its stop, days not inclusive, maintenance in its line,
  /// censoring at the last contact.
  public init() {
    tolerance = .standard
    treatmentEnd = .stop
    inclusiveDays = false
    maintenance = .withInduction
    censoring = .lastContact
  }
}
