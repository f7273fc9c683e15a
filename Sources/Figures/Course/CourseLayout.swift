// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Outcomes
public import Plain

/// The course of one patient laid out along time: where each bar and mark is drawn, and how certain that is.
///
/// All times are days after the anchor. Places satisfy everything that is stated (see `DrawingSchedule`); where a time
/// is not stated the place shows order only.
public struct CourseLayout: Sendable {
  /// The patient.
  public let patient: Patient
  /// The event at day 0, in words: `diagnosis`; differs from the chosen anchor where the patient has no such event.
  public var anchor: String { anchorPhrase.english }
  /// The same in every language, in German after a word that asks for the dative.
  public let anchorPhrase: Phrase
  /// Whether the chosen anchor exists.
  public var hasChosenAnchor: Bool { missingAnchor == nil }
  /// What lasts, in the order of the record.
  public let bars: [Bar]
  /// What happens at a moment, in the order of the record.
  public let moments: [Moment]
  /// Stretches between treatments, from the first event to the last.
  public let gaps: [Gap]
  /// The place of the data cut-off, where something shows the patient alive at it; else nil.
  public let cutOff: Double?
  /// Where the patient is last known alive; nil for those who died or are seen at the data cut-off.
  public let lastSeen: Double?
  /// Why the chosen anchor is not at day 0: `not recorded`, `its time is not known`; nil where it is.
  public let missingAnchor: String?
  /// Whether day 0 is the start of maintenance.
  let countsFromMaintenance: Bool
  /// Whether measured responses count that have no place in the figure, so that the source's are drawn.
  public let lacksMeasured: Bool
  /// Entries that are not drawn, since they lie after death or the data cut-off.
  public let leftOut: [Entry.ID]

  /// A time in days after the anchor, with the bounds over which a drawing lets it fade.
  public struct Place: Hashable, Sendable {
    /// Where it is drawn.
    public var day: Double
    /// The earliest, given its neighbours; not after `day`.
    public var earliest: Double
    /// The latest, given its neighbours; not before `day`.
    public var latest: Double
    /// What is stated relative to the anchor.
    public var stated: LengthBounds

    /// Whether the time is not exact.
    public var isUncertain: Bool { latest - earliest > 0.5 }
  }

  /// Something that lasts.
  public struct Bar: Sendable {
    /// The kinds of bar.
    public enum Kind: Hashable, Sendable {
      /// Systemic therapy of drugs.
      case therapy([String], isMaintenance: Bool)
      /// Best supportive care.
      case supportiveCare
    }

    /// The entry.
    public let entry: Entry
    /// What it is.
    public let kind: Kind
    /// Its start.
    public var start: Place
    /// Its end; the data cut-off for what is ongoing.
    public var end: Place
    /// What is stated of its length.
    public let length: LengthBounds
    /// Still going on at the data cut-off.
    public let isOngoing: Bool
    /// Whether its drugs only support.
    public let isSupportive: Bool
    /// In which of the tracks of a lane it is drawn, from 0: what runs at the same time lies side by side.
    public var track = 0
    /// Whether its length is known: its bounds are no wider than half of the upper one.
    public var hasKnownLength: Bool { length.isKnown }
    /// Whether it is maintenance.
    public var isMaintenance: Bool { if case .therapy(_, true) = kind { true } else { false } }
  }

  /// Something that happens at a moment; radiotherapy is drawn at its middle, with the bounds of its start.
  public struct Moment: Sendable {
    /// The kinds of moment.
    public enum Kind: Hashable, Sendable {
      /// An operation.
      case surgery
      /// Radiotherapy.
      case radiation
      /// Local ablation.
      case ablation
      /// A biopsy.
      case biopsy
      /// A transplantation.
      case transplant
      /// A complication of a procedure.
      case complication
      /// An adverse event.
      case adverseEvent
      /// An assessment.
      case assessment
      /// A local relapse, or metastases at a new site that end a time to progression.
      case newDisease(NewDisease)
      /// Death.
      case death
    }

    /// The entry.
    public let entry: Entry
    /// What it is.
    public let kind: Kind
    /// When it is.
    public var place: Place
    /// The day on the calendar, where it is exactly known.
    var day: Day?
    /// Whether its response was measured from lesions rather than judged by the source.
    public var isMeasured = false
    /// What is stated of the time since the diagnosis.
    public let sinceDiagnosis: LengthBounds?
    /// What is stated of the time since the start of the first maintenance.
    public let sinceMaintenance: LengthBounds?

    /// The assessment, if it is one.
    public var assessment: Assessment? {
      if case .assessment(let assessment) = entry.content { assessment } else { nil }
    }

    /// Whether it is a procedure.
    public var isProcedure: Bool {
      switch kind {
      case .surgery, .radiation, .ablation, .biopsy, .transplant: true
      case .complication, .adverseEvent, .assessment, .newDisease, .death: false
      }
    }
  }

  /// A stretch in which no treatment is drawn.
  public struct Gap: Hashable, Sendable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// Whether its length is known.
    public let isKnown: Bool
  }

  /// How many tracks the bars need.
  var trackCount: Int { (bars.map(\.track).max() ?? 0) + 1 }

  /// The first and the last day drawn, fading edges included.
  public var extent: ClosedRange<Double> {
    var days = [0.0]
    for bar in bars { days += [bar.start.earliest, bar.start.day, bar.end.day, bar.end.latest] }
    for moment in moments { days += [moment.place.earliest, moment.place.day, moment.place.latest] }
    for gap in gaps { days += [gap.start, gap.end] }
    days += [cutOff, lastSeen].compactMap(\.self)
    return (days.min() ?? 0)...(days.max() ?? 0)
  }

  /// How long the course is drawn from its anchor.
  public var duration: Double { extent.upperBound }

  /// Lays out a patient's course.
  ///
  /// - Parameters:
  ///   - outcomes: the course resolved in time.
  ///   - anchor: the event at day 0.
  ///   - minimalBarDays: how wide a bar is drawn at least, where the statements leave room.
  public init(
    _ outcomes: PatientOutcomes, anchor: CourseFigureOptions.Anchor = .diagnosis, minimalBarDays: Double = 30
  ) {
    self.init(outcomes, CourseFigureOptions(anchor: anchor), minimalBarDays: minimalBarDays)
  }

  /// Lays out a patient's course by the options of a figure.
  init(_ outcomes: PatientOutcomes, _ options: CourseFigureOptions, minimalBarDays: Double = 30) {
    let builder = CourseLayoutBuilder(outcomes, options, minimalBarDays: minimalBarDays)
    patient = outcomes.patient
    anchorPhrase = builder.anchorName
    bars = builder.bars
    moments = builder.moments
    gaps = builder.gaps
    cutOff = builder.cutOff
    lastSeen = builder.lastSeen
    leftOut = builder.leftOut
    missingAnchor = builder.missingAnchor
    countsFromMaintenance = builder.missingAnchor == nil && options.anchor == .maintenance
    lacksMeasured = builder.lacksMeasured
  }
}
