// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// The change of the sum of diameters of each patient over time.
///
///     let plot = SpiderPlot(
///       lines: [
///         .init(
///           patient: "1", best: .partial,
///           assessments: [.init(time: 2, change: -45), .init(time: 6, change: -20, isProgression: true)])
///       ], timeTitle: "Months since first dose")
///     let scene = plot.scene()
public struct SpiderPlot: Hashable, Sendable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The patients.
  public var lines: [Line]
  /// The words under the axis of time, with its unit.
  public var timeTitle: String
  /// The words beside the axis of change.
  public var valueTitle: String
  /// Values in percent at which lines are drawn: +20 and −30 of RECIST 1.1.
  public var thresholds: [Double]
  /// The value in percent at which lines leave the figure.
  public var ceiling: Double
  /// Lines at the foot.
  public var notes: [String]

  /// A figure of lines; thresholds and ceiling are in percent.
  public init(
    title: String = "", lines: [Line], timeTitle: String,
    valueTitle: String = "Change of the sum of diameters from baseline,\u{A0}%", thresholds: [Double] = [20, -30],
    ceiling: Double = 100, notes: [String] = []
  ) {
    self.title = title
    self.lines = lines
    self.timeTitle = timeTitle
    self.valueTitle = valueTitle
    self.thresholds = thresholds
    self.ceiling = ceiling
    self.notes = notes
  }

  /// One assessment.
  public struct Assessment: Hashable, Sendable {
    /// When it was, in the unit of the axis after baseline.
    public var time: Double
    /// The change from baseline in percent.
    public var change: Double
    /// Whether it showed progression.
    public var isProgression: Bool
    /// Whether it showed a new lesion.
    public var hasNewLesion: Bool

    /// An assessment; time in the unit of the axis, change in percent.
    public init(time: Double, change: Double, isProgression: Bool = false, hasNewLesion: Bool = false) {
      self.time = time
      self.change = change
      self.isProgression = isProgression
      self.hasNewLesion = hasNewLesion
    }
  }

  /// One patient.
  public struct Line: Hashable, Sendable {
    /// The name of the patient, written at the end of the line.
    public var patient: String
    /// The best response, which gives colour and shape; nil gives each patient a colour of their own.
    public var best: Response?
    /// The assessments; baseline (time 0, no change) is added where none is at 0 or before.
    public var assessments: [Assessment]

    /// A line.
    public init(patient: String, best: Response? = nil, assessments: [Assessment]) {
      self.patient = patient
      self.best = best
      self.assessments = assessments
    }

    /// The assessments with numbers in order of time, from baseline on.
    var course: [Assessment] {
      let sorted = assessments.filter { $0.time.isFinite && $0.change.isFinite }.sorted { $0.time < $1.time }
      guard let first = sorted.first, first.time > 0 else { return sorted }
      return [Assessment(time: 0, change: 0)] + sorted
    }
  }

  /// What is drawn, as rows under a heading: one for each assessment.
  public var csv: [[CSVField]] {
    [["patient", "best_response", "time", "change_percent", "progression", "new_lesion"]]
      + lines.flatMap { line in
        line.course.map { assessment in
          [
            .text(line.patient), .text(line.best?.letters ?? ""), .number(assessment.time),
            .number(assessment.change), assessment.isProgression ? "yes" : "no",
            assessment.hasNewLesion ? "yes" : "no",
          ]
        }
      }
  }
}
