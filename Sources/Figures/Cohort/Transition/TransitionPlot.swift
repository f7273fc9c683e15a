// SPDX-License-Identifier: Apache-2.0

public import Plain

/// The ways of patients through lines of therapy: therapies as blocks, and between them ribbons as wide as the patients
/// who went from one to the next.
///
///     let plot = TransitionPlot(
///       columns: ["1st line", "2nd line", "Maintenance"],
///       paths: [
///         .init(steps: ["Doxorubicin", "Gemcitabine and docetaxel", "Gemcitabine"], end: .dead),
///         .init(steps: ["Doxorubicin", nil, "Olaratumab"], end: .alive, count: 4),
///       ])
///     let scene = plot.scene()
///
/// What became of patients stands in the column after their last therapy.
public struct TransitionPlot: Hashable, Sendable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The names of the lines of therapy in their order.
  public var columns: [String]
  /// What stands above a column that holds ends alone.
  public var endTitle: String
  /// The ways; equal ones may be given one by one or counted.
  public var paths: [Path]
  /// The looks of therapies by their names, so that each has one in all figures of a study; without any, those of the palette.
  public var looks: [String: TreatmentLook] = [:]
  /// What stands for names where columns are too narrow for them; without any, names are cut.
  public var shortNames: [String: String] = [:]
  /// What the short names mean.
  public var shortNote = ""
  /// Lines at the foot.
  public var notes: [String]

  /// A figure of ways through therapies.
  public init(
    title: String = "", columns: [String], paths: [Path], endTitle: String = "Outcome", notes: [String] = []
  ) {
    self.title = title
    self.columns = columns
    self.endTitle = endTitle
    self.paths = paths
    self.notes = notes
  }

  /// What became of a patient.
  public enum End: String, CaseIterable, Hashable, Sendable {
    /// The patient died.
    case dead
    /// The patient was alive at the data cut-off.
    case alive
    /// The patient was lost to follow-up.
    case lost

    /// What the figure calls it.
    public var name: String { phrase.english }

    /// The same in every language.
    public var phrase: Phrase {
      switch self {
      case .dead: Phrase("Dead", "Verstorben")
      case .alive: Phrase("Alive", "Lebend")
      case .lost: Phrase("Lost to follow-up", "Nachbeobachtung verloren")
      }
    }
  }

  /// The way of one or more patients.
  public struct Path: Hashable, Sendable {
    /// The therapy in each column; nil where a column was passed over. Shorter where therapy ended before.
    public var steps: [String?]
    /// What became of the patients; nil where nothing is said.
    public var end: End?
    /// How many patients went this way.
    public var count: Int

    /// A way of a number of patients.
    public init(steps: [String?], end: End?, count: Int = 1) {
      self.steps = steps
      self.end = end
      self.count = count
    }
  }

  /// What is drawn, as rows under a heading: one for each ribbon.
  public var csv: [[CSVField]] {
    let flow = TransitionFlow(self)
    return [["from_column", "from", "to_column", "to", "patients"]]
      + flow.links.map { link in
        let (from, to) = (flow.nodes[link.route.first ?? 0], flow.nodes[link.route.last ?? 0])
        return [
          .text(name(of: from.column)), .text(from.name), .text(name(of: to.column)), .text(to.name),
          .number(link.count),
        ]
      }
  }

  /// The name of a column.
  func name(of column: Int) -> String { column < columns.count ? columns[column] : endTitle }
}
