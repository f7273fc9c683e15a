// SPDX-License-Identifier: Apache-2.0

import Plain

/// A dataset in its file: what it is, and where each row stands. The values of a row are made when they are asked for, so that none but those of one subject are in memory.
struct StoredDataset {
  /// Where its rows stand.
  enum Places {
    /// One behind the other.
    case equal(start: Int, width: Int, count: Int)
    /// Each somewhere; one that stands nowhere was told, and has no values.
    case each([FilePart])

    var count: Int {
      switch self {
      case .equal(_, _, let count): count
      case .each(let all): all.count
      }
    }

    func range(_ row: Int) -> Range<Int> {
      switch self {
      case .equal(let start, let width, _): (start + row * width)..<(start + (row + 1) * width)
      case .each(let all): all[row].range
      }
    }
  }

  /// What it is, without its rows.
  var head: Dataset
  private let places: Places
  private let window: InputWindow
  /// The values of the bytes of a row; nil where they are none, because the file is another one now.
  private let values: (ArraySlice<UInt8>) -> [Dataset.Value]?

  init(
    _ head: Dataset, _ places: Places, in window: InputWindow,
    values: @escaping (ArraySlice<UInt8>) -> [Dataset.Value]?
  ) {
    (self.head, self.places, self.window, self.values) = (head, places, window, values)
  }

  /// How many rows there are.
  var count: Int { places.count }

  /// The values of a row; nil where the file is another one than when it was opened.
  func row(_ row: Int) -> [Dataset.Value]? {
    let range = places.range(row)
    if range.isEmpty { return [Dataset.Value](repeating: .none, count: head.columns.count) }
    guard let bytes = try? window.bytes(range), let own = values(bytes), own.count == head.columns.count else {
      return nil
    }
    return own
  }

  /// What is told of a file that is another one by then.
  var changed: Misfit {
    Misfit(
      CellPlace(file: head.file, record: ""), "the file has changed while it was read",
      expected: "a file that stays as it is")
  }
}
