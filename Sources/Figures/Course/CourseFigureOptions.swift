// SPDX-License-Identifier: Apache-2.0

import Course
public import Drawing
public import Outcomes
public import Plain

/// What a reader may choose of the figures of courses.
public struct CourseFigureOptions: Hashable, Sendable {
  /// The event at which time is zero.
  public enum Anchor: Hashable, Sendable {
    /// The diagnosis.
    case diagnosis
    /// The start of the first systemic therapy.
    case firstTherapy
    /// Where time starts in a cohort: maintenance, a line of therapy, the first distant metastasis.
    case cohort(CohortOptions.Anchor)

    /// The start of the first maintenance therapy.
    public static let maintenance = Anchor.cohort(.maintenance)

    /// `diagnosis`, `first therapy`, or what `CohortOptions.Anchor` reads; nil for anything else.
    public init?(_ text: String) {
      switch text {
      case "diagnosis": self = .diagnosis
      case "first therapy", "first-therapy": self = .firstTherapy
      default:
        guard let anchor = CohortOptions.Anchor(text) else { return nil }
        self = .cohort(anchor)
      }
    }

    /// As it stands behind “since”: `start of maintenance`.
    public var words: String { phrase.english }

    /// The same in every language, in German after a word that asks for the dative.
    public var phrase: Phrase {
      switch self {
      case .diagnosis, .cohort(.diagnosis): Phrase("diagnosis", "der Diagnose")
      case .firstTherapy: Phrase("start of the first therapy", "Beginn der ersten Therapie")
      case .cohort(.maintenance): Phrase("start of maintenance", "Beginn der Erhaltung")
      case .cohort(let anchor): anchor.phrase
      }
    }

    /// What a patient without it has not: `maintenance`.
    var missing: Phrase {
      switch self {
      case .diagnosis, .cohort(.diagnosis): Phrase("diagnosis", "Diagnose")
      case .firstTherapy: Phrase("systemic therapy", "systemische Therapie")
      case .cohort(.maintenance): Phrase("maintenance", "Erhaltung")
      case .cohort(.metastasis): Phrase("distant metastasis", "Fernmetastase")
      case .cohort(.line(let number)): Phrase("line \(number)", "Linie \(number)")
      case .cohort(.advancedLine(let number)):
        Phrase("line \(number) for advanced disease", "Linie \(number) der fortgeschrittenen Erkrankung")
      }
    }
  }

  /// What the axis counts.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    /// Months of 30.4375 days.
    case months
    /// Years of 365.25 days.
    case years

    /// `months`, in German `Monate`.
    public var phrase: Phrase {
      switch self {
      case .months: Phrase("months", "Monate")
      case .years: Phrase("years", "Jahre")
      }
    }
  }

  /// The order of the lanes from top to bottom.
  public enum Order: String, CaseIterable, Hashable, Sendable {
    /// As in the study.
    case recorded
    /// The longest course from the anchor first.
    case duration
    /// By patient identifier; numbers within it count as numbers.
    case patient
  }

  /// The event at which time is zero; nil takes the diagnosis, and where its time is known of no patient the first therapy.
  public var anchor: Anchor?
  /// What the axis counts.
  public var unit: Unit
  /// The order of the lanes.
  public var order: Order
  /// The width of the page in millimetres; 180 is a full page, 85 a column.
  public var widthMillimetres: Double
  /// The height in millimetres that the lanes may take before they become thinner.
  public var laneHeightLimitMillimetres: Double
  /// What comes before the identifier of a trace in a link; nil leaves the figure without links.
  public var linkPrefix: String?
  /// What comes before the name of an entry in a link of its bar or mark; nil, as in print, leaves it to the traces.
  package var entryLinkPrefix: String?
  /// Whether a swimmer plot draws how long responses held, as a strip from the visit that first shows CR or PR to progression.
  public var showsResponses = false
  /// Whose responses are drawn: measured where lesions were followed, or as the source judged them.
  public var responses = CohortOptions.Responses.measured
  /// By which criteria and which reader.
  public var judgement = JudgementChoice()
  /// The grade from which adverse events are drawn; 1 draws those without a grade too, nil draws none.
  public var adverseEventsFrom: Int?
  /// In colour, or told apart by hatching in greys.
  public var print = Palette.Print.colour
  /// The language of what is drawn in words.
  public var language = Language.english
  /// How many patients a page holds.
  public var patientsPerPage = 60

  /// Options; all have the values of a figure on a full page.
  public init(
    anchor: Anchor? = nil, unit: Unit = .months, order: Order = .recorded, widthMillimetres: Double = 180,
    laneHeightLimitMillimetres: Double = 205, linkPrefix: String? = "#"
  ) {
    self.anchor = anchor
    self.unit = unit
    self.order = order
    self.widthMillimetres = widthMillimetres
    self.laneHeightLimitMillimetres = laneHeightLimitMillimetres
    self.linkPrefix = linkPrefix
  }

  /// Whether an adverse event is drawn: never the statement that there was none.
  func draws(_ toxicity: Toxicity) -> Bool {
    guard let least = adverseEventsFrom, !toxicity.isAbsence else { return false }
    guard let grade = toxicity.grade.value else { return least <= 1 }
    return grade.range.upperBound >= least
  }

  /// A link to a trace.
  func link(_ traceID: String?) -> String? {
    guard let linkPrefix, let traceID else { return nil }
    return linkPrefix + traceID
  }

  /// A link to an entry.
  func link(to entry: Entry.ID) -> String? { entryLinkPrefix.map { $0 + entry } }

  /// The width of the page in points, not below 50 mm.
  var width: Double { Length.millimetres(widthMillimetres.isFinite ? max(50, widthMillimetres) : 180) }
}
