// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// One thing that happened to a patient, with its times as stated and its sources.
///
/// An entry is a moment (a death, an assessment) or it lasts (a therapy, radiation, supportive care): `content.lasts`.
public struct Entry: Sendable, Hashable, Identifiable {
  /// The identifier that times of other entries refer to; unique in the patient: `gem-doc`.
  public var id: String
  /// What it is.
  public var content: Content
  /// All statements of when it was; for what lasts, of when it started.
  public var when: [StatedTime]
  /// All statements of when it ended.
  public var ends: [StatedTime]
  /// All statements of how long it lasted; for what is ongoing, until the data cut-off.
  public var lasts: [StatedSpan]
  /// Still going on at the data cut-off.
  public var isOngoing: Bool
  /// Where it is stated.
  public var sources: [Source]
  /// A note in the folder's own words.
  public var note: String?

  /// An entry without times.
  public init(id: String, content: Content, sources: [Source] = []) {
    self.id = id
    self.content = content
    when = []
    ends = []
    lasts = []
    isOngoing = false
    self.sources = sources
    note = nil
  }

  /// The kinds of entry.
  public enum Content: Sendable, Hashable {
    /// The tumour.
    case diagnosis(Diagnosis)
    /// Distant metastases found, or their absence.
    case metastases(Metastases)
    /// Relapse at the primary site.
    case localRelapse(LocalRelapse)
    /// An operation.
    case surgery(Surgery)
    /// Radiotherapy.
    case radiotherapy(Radiotherapy)
    /// Local ablation.
    case ablation(Ablation)
    /// A biopsy.
    case biopsy(Biopsy)
    /// A transplantation.
    case transplant(Transplant)
    /// A complication of a procedure, or the statement that there was none.
    case complication(Complication)
    /// Performance status.
    case performanceStatus(PerformanceStatus)
    /// Systemic therapy.
    case therapy(Therapy)
    /// Best supportive care, perhaps in words.
    case supportiveCare(String? = nil)
    /// A phase of regular follow-up, perhaps in words.
    case followUp(String? = nil)
    /// An adverse event, or a statement that there was none.
    case toxicity(Toxicity)
    /// A laboratory value.
    case laboratory(Laboratory)
    /// A response assessment or any imaging.
    case assessment(Assessment)
    /// Quality of life.
    case qualityOfLife(QualityOfLife)
    /// A decision with its reason.
    case decision(String)
    /// A plan.
    case plan(String)
    /// Death.
    case death(Death)
    /// Last contact with the patient alive, perhaps in words.
    case lastContact(String? = nil)
    /// Any other event, in words.
    case event(String)

    /// Whether it has a start and an end rather than a single time.
    public var lasts: Bool {
      switch self {
      case .therapy, .radiotherapy, .supportiveCare, .followUp: true
      default: false
      }
    }

    /// Whether it treats, and is no operation, which may be what makes the diagnosis.
    package var isTreatment: Bool {
      switch self {
      case .therapy, .radiotherapy, .ablation, .supportiveCare, .transplant: true
      default: false
      }
    }

    /// Why it was stopped, where that is stated.
    package var stopReason: String? {
      switch self {
      case .therapy(let therapy): therapy.stopReason.value
      case .radiotherapy(let radiotherapy): radiotherapy.stopReason.value
      default: nil
      }
    }

    /// Whether it is an assessment that shows a response or stable disease, which may be said to have held for a time.
    package var isResponse: Bool {
      guard case .assessment(let assessment) = self, let response = assessment.response.value else { return false }
      return response != .progressive && response != .notEvaluable
    }

    /// Whether it is a therapy of which the record counts the cycles, so that it went on at least until the last began.
    package var countsCycles: Bool {
      guard case .therapy(let therapy) = self else { return false }
      return (therapy.phases.compactMap(\.lastCycle) + [therapy.cycles.value ?? 0]).contains { $0 > 1 }
    }

    /// What local treatment and a biopsy say of the tumour in words.
    package var wordsOfProcedure: [String] {
      let words: [String?] =
        switch self {
        case .surgery(let surgery): [surgery.procedure, surgery.site.value]
        case .radiotherapy(let radiation): [radiation.target.value]
        case .ablation(let ablation): [ablation.site.value, ablation.technique.value]
        case .biopsy(let biopsy): [biopsy.result.value, biopsy.site.value]
        default: []
        }
      return words.compactMap(\.self)
    }

    /// Whether it shows its patient alive: not death, not what was planned or decided, perhaps without the patient, and of events only those whose words
    /// show the patient.
    package var showsLife: Bool {
      switch self {
      case .death, .decision, .plan, .lastContact: false
      case .event(let words): VitalStatus.showsPatient(words)
      case .followUp(let words?), .supportiveCare(let words?): !VitalStatus.isLost(words)
      default: true
      }
    }
  }
}
