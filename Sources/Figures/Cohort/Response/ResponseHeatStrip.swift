// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// The response of each patient at each visit: a row of lettered, coloured cells a patient.
///
///     let strip = ResponseHeatStrip(
///       columns: ["2", "4", "6"], columnTitle: "Month",
///       rows: [.init(patient: "1", best: .partial, cells: [.response(.partial), nil, .death])])
///     let scene = strip.scene()
public struct ResponseHeatStrip: Hashable, Sendable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The names of the visits, or the months.
  public var columns: [String]
  /// What the columns are: `Month`, `Visit`.
  public var columnTitle: String
  /// The patients.
  public var rows: [Row]
  /// Whether rows are sorted by best response; else they stay in the order given.
  public var isSorted: Bool
  /// Lines at the foot.
  public var notes: [String]

  /// A figure of cells.
  public init(
    title: String = "", columns: [String], columnTitle: String, rows: [Row], isSorted: Bool = true, notes: [String] = []
  ) {
    self.title = title
    self.columns = columns
    self.columnTitle = columnTitle
    self.rows = rows
    self.isSorted = isSorted
    self.notes = notes
  }

  /// What is known of a patient at a visit.
  public enum Cell: Hashable, Sendable {
    /// A response.
    case response(Response)
    /// The patient has died.
    case death

    /// The letters in the cell.
    public var letters: String {
      switch self {
      case .response(let response): response.letters
      case .death: "†"
      }
    }
  }

  /// One patient.
  public struct Row: Hashable, Sendable {
    /// The name of the patient.
    public var patient: String
    /// The best response; nil if there is none.
    public var best: Response?
    /// One cell a column; nil is not assessed. Where the row is shorter than the columns, follow-up has ended and nothing
    /// is drawn.
    public var cells: [Cell?]

    /// A row.
    public init(patient: String, best: Response?, cells: [Cell?]) {
      self.patient = patient
      self.best = best
      self.cells = cells
    }
  }

  /// The rows as they are drawn: by best response, then the longest first, then by the name of the patient.
  public var sortedRows: [Row] {
    guard isSorted else { return rows }
    return rows.sorted { one, other in
      let (first, second) = (one.best?.rank ?? 9, other.best?.rank ?? 9)
      if first != second { return first < second }
      if one.cells.count != other.cells.count { return one.cells.count > other.cells.count }
      return NaturalOrder.precedes(one.patient, other.patient)
    }
  }

  /// The figure on as many pages of no more than so many patients as it needs, as even as can be.
  public func pages(of limit: Int = 60, in language: Language = .english) -> [ResponseHeatStrip] {
    let sorted = sortedRows
    let most = max(1, min(limit, sorted.count))
    let count = max(1, (sorted.count + most - 1) / most)
    guard count > 1 else { return [self] }
    return (0..<count).map { number in
      var page = self
      page.rows = Array(sorted[sorted.count * number / count..<sorted.count * (number + 1) / count])
      page.isSorted = false
      page.notes.append(
        Phrase(
          "Page \(number + 1) of \(count): \(page.rows.count) of \(sorted.count) patients.",
          "Seite \(number + 1) von \(count): \(page.rows.count) von \(sorted.count) Patienten.")[language])
      return page
    }
  }

  /// What is drawn, as rows under a heading, in the order of the figure.
  public var csv: [[CSVField]] {
    [["patient", "best_response"] + columns.map(CSVField.text)]
      + sortedRows.map { row in
        [.text(row.patient), .text(row.best?.letters ?? "")]
          + columns.indices.map { column -> CSVField in
            guard column < row.cells.count else { return .empty }
            switch row.cells[column] {
            case .response(let response): return .text(response.letters)
            case .death: return "death"
            case nil: return "not assessed"
            }
          }
      }
  }
}
