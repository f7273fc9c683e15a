// SPDX-License-Identifier: Apache-2.0

public import Plain

/// Curves and bounds of a design: panels with curves, bars of what a look decides, and lines that a reader compares with.
///
/// Numbers are those of the design: shares stay shares (0.2) here and in ``csv``, and are printed in percent.
public struct DesignPlot: DesignFigure, Hashable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The panels, one beside the other on a page and one below the other in a column.
  public var panels: [Panel]
  /// What the figure shows and how it was computed.
  public var caption: String
  /// Lines at the foot.
  public var notes: [String]

  /// A figure of panels.
  public init(title: String = "", panels: [Panel], caption: String, notes: [String] = []) {
    self.title = title
    self.panels = panels
    self.caption = caption
    self.notes = notes
  }

  /// One pair of axes.
  public struct Panel: Hashable, Sendable {
    /// What it shows.
    public var title: String
    /// The lying axis.
    public var x: Axis
    /// The standing axis.
    public var y: Axis
    /// Curves. One name has one colour and one kind of dashes in all panels.
    public var curves: [Curve]
    /// Bands, drawn below the curves in their order.
    public var ribbons: [Ribbon] = []
    /// Bars.
    public var bars: [Bar]
    /// Lines to compare with.
    public var references: [Reference]

    /// A pair of axes with what is drawn on them.
    public init(
      title: String, x: Axis, y: Axis, curves: [Curve] = [], bars: [Bar] = [], references: [Reference] = []
    ) {
      self.title = title
      self.x = x
      self.y = y
      self.curves = curves
      self.bars = bars
      self.references = references
    }
  }

  /// An axis.
  public struct Axis: Hashable, Sendable {
    /// How numbers are printed and where they lie.
    public enum Scale: Hashable, Sendable {
      /// As they are.
      case linear
      /// Whole numbers alone.
      case counts
      /// Shares, printed in percent.
      case percent
      /// By their logarithm; numbers of 0 or less have no place.
      case logarithmic
    }
    /// The words beside it, with the unit: `True rate, %`.
    public var title: String
    /// How numbers are printed and where they lie.
    public var scale: Scale
    /// Where it begins; nil leaves it to the numbers.
    public var from: Double?
    /// Where it ends; nil leaves it to the numbers.
    public var to: Double?

    /// The words over its numbers as data, in which shares are shares: `True rate, share`.
    var titleOfData: String {
      guard scale == .percent, title.hasSuffix(", %") else { return title }
      return title.dropLast(3) + ", share"
    }

    /// An axis.
    public init(_ title: String, _ scale: Scale = .linear, from: Double? = nil, to: Double? = nil) {
      self.title = title
      self.scale = scale
      self.from = from
      self.to = to
    }
  }

  /// A place in the units of the axes.
  public struct Place: Hashable, Sendable {
    /// Along the lying axis.
    public var x: Double
    /// Along the standing axis.
    public var y: Double
    /// A place.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A line through places.
  public struct Curve: Hashable, Sendable {
    /// Its name in the legend.
    public var name: String
    /// Its places in the order of the lying axis; what is not finite is left out.
    public var places: [Place]
    /// Whether each place has a mark, as looks have.
    public var isMarked: Bool
    /// Whether it is there to compare with: a thin line without a colour.
    public var isQuiet: Bool

    /// A curve.
    public init(_ name: String, _ places: [Place], isMarked: Bool = false, isQuiet: Bool = false) {
      self.name = name
      self.places = places
      self.isMarked = isMarked
      self.isQuiet = isQuiet
    }
  }

  /// An area between two curves.
  public struct Ribbon: Hashable, Sendable {
    /// A stretch of it at a place of the lying axis.
    public struct Slice: Hashable, Sendable {
      /// Where it stands.
      public var x: Double
      /// From where.
      public var lower: Double
      /// To where.
      public var upper: Double
      /// A stretch.
      public init(_ x: Double, _ lower: Double, _ upper: Double) {
        self.x = x
        self.lower = lower
        self.upper = upper
      }
    }
    /// Its name in the legend. One name has one shade in all panels.
    public var name: String
    /// Its stretches in the order of the lying axis.
    public var slices: [Slice]

    /// A band.
    public init(_ name: String, _ slices: [Slice]) {
      self.name = name
      self.slices = slices
    }
  }

  /// A standing bar at a look: from a number to a number, both within it.
  public struct Bar: Hashable, Sendable {
    /// What the numbers of a bar decide.
    public enum Meaning: String, Hashable, Sendable, CaseIterable {
      /// The trial stops as futile, or ends without a rejection.
      case futile
      /// It goes on.
      case goesOn = "goes on"
      /// H0 is rejected, or the trial stops for the upper bound as a success.
      case crossed
      /// The trial stops for harm, as for toxicity.
      case harmful
    }
    /// Where it stands.
    public var x: Double
    /// Its lower end.
    public var lower: Double
    /// Its upper end.
    public var upper: Double
    /// What it decides.
    public var meaning: Meaning
    /// What the legend calls it.
    public var name: String
    /// What stands beside the end that matters: `≤ 3`; may be empty.
    public var label: String

    /// A bar.
    public init(x: Double, _ lower: Double, _ upper: Double, _ meaning: Meaning, name: String, label: String = "") {
      self.x = x
      self.lower = lower
      self.upper = upper
      self.meaning = meaning
      self.name = name
      self.label = label
    }
  }

  /// A dashed line over the whole panel.
  public struct Reference: Hashable, Sendable {
    /// Across which axis it stands.
    public enum Across: Hashable, Sendable {
      /// It stands at a number of the lying axis.
      case x
      /// It lies at a number of the standing axis.
      case y
    }
    /// Across which axis it stands.
    public var across: Across
    /// Where.
    public var value: Double
    /// Its words.
    public var label: String

    /// A line.
    public init(_ across: Across, _ value: Double, _ label: String) {
      self.across = across
      self.value = value
      self.label = label
    }
  }

  /// What is drawn, as rows: places of curves, edges of bands, ends of bars, lines to compare with. Shares are shares, p-values p-values.
  public var csv: [[CSVField]] {
    var rows: [[CSVField]] = [["panel", "kind", "name", "x", "y", "y_to", "x_title", "y_title"]]
    for panel in panels {
      func row(_ kind: CSVField, _ name: String, _ x: Double?, _ y: Double?, _ to: Double?) {
        rows.append([
          .text(panel.title), kind, .text(name), .number(x), .number(y), .number(to), .text(panel.x.titleOfData),
          .text(panel.y.titleOfData),
        ])
      }
      for curve in panel.curves { for place in curve.places { row("curve", curve.name, place.x, place.y, nil) } }
      for ribbon in panel.ribbons {
        for slice in ribbon.slices { row("band", ribbon.name, slice.x, slice.lower, slice.upper) }
      }
      for bar in panel.bars { row("bar", bar.name, bar.x, bar.lower, bar.upper) }
      for line in panel.references {
        row("line", line.label, line.across == .x ? line.value : nil, line.across == .y ? line.value : nil, nil)
      }
    }
    return rows
  }
}
