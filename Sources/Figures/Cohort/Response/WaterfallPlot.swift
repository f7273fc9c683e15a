// SPDX-License-Identifier: Apache-2.0

import Drawing
public import Course
public import Plain

/// The best change of the sum of diameters of each patient, as bars that fall from the left to the right.
///
///     let plot = WaterfallPlot(bars: [
///       .init(patient: "1", change: -45, best: .partial), .init(patient: "2", change: 143, best: .progressive),
///     ])
///     let scene = plot.scene(FigureOptions(widthMillimetres: 85))
public struct WaterfallPlot: Hashable, Sendable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The bars in any order; they are drawn sorted.
  public var bars: [Bar]
  /// The words beside the axis.
  public var valueTitle: String
  /// Values in percent at which lines are drawn: +20 and −30 of RECIST 1.1.
  public var thresholds: [Double]
  /// The value in percent at which bars are cut, with their number written.
  public var ceiling: Double
  /// Lines at the foot.
  public var notes: [String]

  /// A figure of bars; thresholds and ceiling are in percent.
  public init(
    title: String = "", bars: [Bar], valueTitle: String = "Best change of the sum of diameters,\u{A0}%",
    thresholds: [Double] = [20, -30], ceiling: Double = 100, notes: [String] = []
  ) {
    self.title = title
    self.bars = bars
    self.valueTitle = valueTitle
    self.thresholds = thresholds
    self.ceiling = ceiling
    self.notes = notes
  }

  /// One patient.
  public struct Bar: Hashable, Sendable {
    /// The name of the patient.
    public var patient: String
    /// The best change from baseline in percent, −100 and up; nil without a measurement after baseline, which draws no bar.
    public var change: Double?
    /// The best response.
    public var best: Response
    /// Whether a new lesion makes it progression in spite of the change.
    public var hasNewLesion: Bool
    /// Why there is no change, as the rest of a sentence about the patient.
    public var unavailable: String

    /// A bar; the change is in percent.
    public init(
      patient: String, change: Double?, best: Response, hasNewLesion: Bool = false,
      unavailable: String = "has no measurement after baseline"
    ) {
      self.patient = patient
      self.change = change
      self.best = best
      self.hasNewLesion = hasNewLesion
      self.unavailable = unavailable
    }
  }

  /// The bars as they are drawn: the largest growth first; equal changes by the name of the patient. Bars without a
  /// change are left out.
  public var sortedBars: [Bar] {
    bars.filter { $0.change?.isFinite == true }.sorted { one, other in
      let (first, second) = (one.change ?? 0, other.change ?? 0)
      return first == second ? NaturalOrder.precedes(one.patient, other.patient) : first > second
    }
  }

  /// Patients without a change to draw.
  var unmeasured: [Bar] { bars.filter { $0.change?.isFinite != true } }

  /// What is drawn, as rows under a heading, in the order of the bars; patients without a change come last.
  public var csv: [[CSVField]] {
    [["patient", "best_change_percent", "best_response", "new_lesion"]]
      + (sortedBars + unmeasured).map { bar in
        [.text(bar.patient), .number(bar.change), .text(bar.best.letters), bar.hasNewLesion ? "yes" : "no"]
      }
  }
}
