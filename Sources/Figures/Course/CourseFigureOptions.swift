// SPDX-License-Identifier: Apache-2.0

import Drawing

/// What a reader may choose of the figures of courses.
public struct CourseFigureOptions: Hashable, Sendable {
  /// The event at which time is zero.
  public enum Anchor: String, CaseIterable, Hashable, Sendable {
    /// The diagnosis.
    case diagnosis
    /// The start of the first systemic therapy.
    case firstTherapy = "first therapy"
    /// The start of the first maintenance therapy.
    case maintenance
  }

  /// What the axis counts.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    /// Months of 30.4375 days.
    case months
    /// Years of 365.25 days.
    case years
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

  /// The event at which time is zero.
  public var anchor: Anchor
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
  /// Whether a swimmer plot draws how long responses held, as a strip from the visit that first shows CR or PR to progression.
  public var showsResponses = false

  /// Options; all have the values of a figure on a full page.
  public init(
    anchor: Anchor = .diagnosis, unit: Unit = .months, order: Order = .recorded, widthMillimetres: Double = 180,
    laneHeightLimitMillimetres: Double = 205, linkPrefix: String? = "#"
  ) {
    self.anchor = anchor
    self.unit = unit
    self.order = order
    self.widthMillimetres = widthMillimetres
    self.laneHeightLimitMillimetres = laneHeightLimitMillimetres
    self.linkPrefix = linkPrefix
  }

  /// A link to a trace.
  func link(_ traceID: String?) -> String? {
    guard let linkPrefix, let traceID else { return nil }
    return linkPrefix + traceID
  }

  /// The width of the page in points, not below 50 mm.
  var width: Double { Length.millimetres(widthMillimetres.isFinite ? max(50, widthMillimetres) : 180) }
}
