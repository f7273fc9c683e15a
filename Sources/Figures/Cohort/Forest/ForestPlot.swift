// SPDX-License-Identifier: Apache-2.0

public import Plain

/// Estimates with their intervals, one a row, as numbers and as marks on a common scale.
///
///     let plot = ForestPlot(
///       entries: [
///         .heading("Prospective"),
///         .row(.init(label: "Trial A", count: 136, events: "25", estimate: 18.4, lower: 12.2, upper: 26.0, keys: "a")),
///         .row(.init(label: "This cohort", count: 3, events: "1", estimate: 33.3, lower: 0.8, upper: 90.6, isEmphasised: true)),
///       ], estimateTitle: "Response rate (95 % CI)", axisTitle: "Response rate, %", notes: ["a, Author 2019."])
///     let scene = plot.scene()
public struct ForestPlot: Hashable, Sendable {
  /// How values lie along the axis.
  public enum Scale: Hashable, Sendable {
    /// Percentages from 0 to 100, written with one decimal and a percent sign.
    case percent
    /// Plain numbers, written with two decimals.
    case linear
    /// Ratios above 0, written with two decimals; equal factors are equally far apart.
    case logarithmic
  }

  /// The words above the figure; may be empty.
  public var title: String
  /// The rows from top to bottom.
  public var entries: [Entry]
  /// The heading of the labels.
  public var labelTitle: String
  /// The heading of the numbers of patients.
  public var countTitle: String
  /// The heading of the events.
  public var eventsTitle: String
  /// The heading of the estimates as numbers.
  public var estimateTitle: String
  /// The words under the axis, with its unit.
  public var axisTitle: String
  /// How values lie along the axis.
  public var scale: Scale
  /// The values shown, in the unit of the axis; nil fits them to the rows. Intervals that go on get an arrow head.
  public var domain: ClosedRange<Double>?
  /// Standing lines.
  public var references: [Reference]
  /// Lines at the foot, such as the sources behind the keys of the rows.
  public var notes: [String]

  /// A figure of estimates; the domain is in the unit of the axis.
  public init(
    title: String = "", entries: [Entry], labelTitle: String = "Source", countTitle: String = "n",
    eventsTitle: String = "Events", estimateTitle: String, axisTitle: String, scale: Scale = .percent,
    domain: ClosedRange<Double>? = nil, references: [Reference] = [], notes: [String] = []
  ) {
    self.title = title
    self.entries = entries
    self.labelTitle = labelTitle
    self.countTitle = countTitle
    self.eventsTitle = eventsTitle
    self.estimateTitle = estimateTitle
    self.axisTitle = axisTitle
    self.scale = scale
    self.domain = domain
    self.references = references
    self.notes = notes
  }

  /// A line of the table.
  public enum Entry: Hashable, Sendable {
    /// The heading of a group.
    case heading(String)
    /// An estimate.
    case row(Row)
  }

  /// An estimate with its interval.
  public struct Row: Hashable, Sendable {
    /// Whose it is.
    public var label: String
    /// How many patients there are; nil leaves it open.
    public var count: Int?
    /// How many events there are, in words or digits; may be empty.
    public var events: String
    /// The estimate in the unit of the axis; nil where there is none.
    public var estimate: Double?
    /// The lower bound in the unit of the axis; nil where there is none.
    public var lower: Double?
    /// The upper bound in the unit of the axis; nil where there is none.
    public var upper: Double?
    /// The estimate in words; nil writes the numbers.
    public var text: String?
    /// Whether the row stands out: this cohort.
    public var isEmphasised: Bool
    /// Keys of sources at the foot, set above the line after the label; may be empty.
    public var keys: String
    /// Why there is no estimate, such as `not attainable`; nil where there is one.
    public var unavailable: String?

    /// A row; estimate and bounds are in the unit of the axis.
    public init(
      label: String, count: Int? = nil, events: String = "", estimate: Double? = nil, lower: Double? = nil,
      upper: Double? = nil, text: String? = nil, isEmphasised: Bool = false, keys: String = "",
      unavailable: String? = nil
    ) {
      self.label = label
      self.count = count
      self.events = events
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.text = text
      self.isEmphasised = isEmphasised
      self.keys = keys
      self.unavailable = unavailable
    }
  }

  /// A standing line.
  public struct Reference: Hashable, Sendable {
    /// Where it stands, in the unit of the axis.
    public var value: Double
    /// What is written above it; may be empty.
    public var label: String

    /// A standing line; the value is in the unit of the axis.
    public init(value: Double, label: String = "") {
      self.value = value
      self.label = label
    }
  }

  /// The rows without headings.
  var rows: [Row] {
    entries.compactMap { entry in
      guard case .row(let row) = entry else { return nil }
      return row
    }
  }

  /// The estimate as it is written: `18.4 % (12.2–26.0)`.
  func words(of row: Row, in language: Language = .english) -> String {
    if let text = row.text { return text }
    if let unavailable = row.unavailable { return unavailable }
    let decimals = scale == .percent ? 1 : 2
    func number(_ value: Double) -> String {
      // A ratio is never nothing.
      scale == .logarithmic && value > 0 && value < 0.005
        ? Phrase(printed: "<0.01")[language]
        : Phrase(printed: Numbers.fixed(value, decimals: decimals))[language]
    }
    let estimate = row.estimate.map { number($0) + (scale == .percent ? "\u{A0}%" : "") }
    let interval: String? =
      switch (row.lower, row.upper) {
      case (let lower?, let upper?): "(\(number(lower))–\(number(upper)))"
      case (let lower?, nil): Phrase("(from \(number(lower)))", "(ab \(number(lower)))")[language]
      case (nil, let upper?): Phrase("(up to \(number(upper)))", "(bis \(number(upper)))")[language]
      case (nil, nil): nil
      }
    let parts = [estimate, interval].compactMap(\.self)
    return parts.isEmpty ? "–" : parts.joined(separator: " ")
  }

  /// What is drawn, as rows under a heading.
  public var csv: [[CSVField]] {
    var group = ""
    var table: [[CSVField]] = [
      ["group", "label", "n", "events", "estimate", "lower", "upper", "text", "emphasised", "keys", "unavailable"]
    ]
    for entry in entries {
      switch entry {
      case .heading(let heading): group = heading
      case .row(let row):
        table.append([
          .text(group), .text(row.label), .number(row.count), .number(row.events), .number(row.estimate),
          .number(row.lower), .number(row.upper), .text(words(of: row)), row.isEmphasised ? "yes" : "no",
          .text(row.keys), .text(row.unavailable ?? ""),
        ])
      }
    }
    return table
  }
}
