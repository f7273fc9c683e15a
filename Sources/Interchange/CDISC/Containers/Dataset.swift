// SPDX-License-Identifier: Apache-2.0

import Plain

/// A dataset of CDISC as any container has it: columns that say what they are, and rows of values.
///
/// Dates are texts of ISO 8601 whatever the container: SAS keeps them as numbers of days or seconds since 1960, and says so by a format.
struct Dataset: Equatable, Sendable {
  /// What the values of a column are, in the words of Dataset-JSON.
  enum DataType: String, Sendable, CaseIterable {
    case string, integer, decimal, float, double, boolean, datetime, date, time
    case address = "URI"

    /// Whether its values are numbers.
    var isNumber: Bool { [.integer, .decimal, .float, .double].contains(self) }
    /// Whether its values are times, which are numbers in SAS where the column says so.
    var isTime: Bool { [.datetime, .date, .time].contains(self) }
  }

  /// A column.
  struct Column: Equatable, Sendable {
    var name: String
    var label: String
    var type: DataType
    /// Whether times of it are numbers where the dataset goes to SAS.
    var isStoredAsNumber = false
    /// Characters that its texts may have at most, where the container says so.
    var length: Int?
    /// The format of SAS by which its values are shown: `DATE9.`
    var format: String?
    /// Its place among the keys of the dataset, from 1.
    var key: Int?
  }

  /// A value of a cell.
  enum Value: Equatable, Sendable {
    case text(String)
    case number(Double)
    /// No value; a letter where SAS says by it why there is none (`.A` to `.Z`, `._`).
    case missing(Character?)
    /// What stands there and is none of the column.
    case unread(String)

    /// No value, and no reason.
    static let none = Value.missing(nil)

    /// Its words; nil where nothing stands there.
    var words: String? {
      switch self {
      case .text(let text), .unread(let text): text
      case .number(let number): Quantity.digits(number)
      case .missing(let reason): reason.map { ".\($0)" }
      }
    }
  }

  /// What datasets may hold; what is more is refused before anything is made of it.
  enum Limits {
    /// Bytes of a file.
    static let file = 256_000_000
    /// Values of all datasets together.
    static let values = 10_000_000
    /// Columns of a dataset.
    static let columns = 9999
    /// Bytes of one text.
    static let text = 1_000_000
  }

  /// Its name: `DM`, `SUPPAE`, `ADTTE`.
  var name: String
  var label: String
  var columns: [Column]
  var rows: [[Value]]
  /// The file that it stands in.
  var file = ""

  /// How many values stand in it.
  var count: Int { rows.reduce(0) { $0 + $1.count { $0.words != nil } } }

  /// The place of a row, and of a value of it.
  func place(_ row: Int, _ column: String? = nil) -> CellPlace {
    CellPlace(file: file, column: column, record: "\(name) record \(row + 1)")
  }

  /// The column of a name.
  func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

/// Why a file is no dataset: at which byte, what was found and what is right.
struct DatasetFault: Error, Equatable {
  var message: String
  var expected: String?
  /// Where in the file, in words.
  var place: String?

  init(_ message: String, expected: String? = nil, place: String? = nil) {
    self.message = message
    self.expected = expected
    self.place = place
  }

  /// Reads of a file; why it cannot be read is a fault too.
  static func reading<Value>(_ read: () throws(FileRefusal) -> Value) throws(DatasetFault) -> Value {
    do throws(FileRefusal) { return try read() } catch { throw DatasetFault("the file cannot be read: \(error)") }
  }
}
