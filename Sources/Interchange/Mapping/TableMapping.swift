// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Course

/// What the columns of files of rows are, as a data manager states it once: `mapping.yaml`.
package struct TableMapping: Sendable, Hashable {
  /// What it is the mapping of, in words.
  package var title: String
  /// The title of the study.
  package var study: String?
  /// The data cut-off of the study, in EDTF.
  package var dataCutOff: String?
  /// Fields of the study's own.
  package var fields: [StudyField] = []
  /// The files.
  package var tables: [Table] = []

  /// The files of one shape.
  package struct Table: Sendable, Hashable {
    /// Their names; `*` stands for any characters.
    package var files: [String] = []
    /// The sheet of a workbook; nil for the only one that has values.
    package var sheet: String?
    /// Whether there need be no such file.
    package var isOptional = false
    /// What stands between two fields; nil for what the first line shows: a comma, or a semicolon.
    package var separator: Separator?
    /// How text is encoded.
    package var encoding = Encoding.utf8
    /// What begins a row that is a comment.
    package var comment: String?
    /// The rows of the header; of several, the upper ones head groups of columns.
    package var header = [1]
    /// The sign of decimals, where the mapping states it.
    package var statedDecimal: Decimal?
    /// The sign of decimals; what can be a thousand is none where it is not stated.
    package var decimal: Decimal { statedDecimal ?? .point }
    /// Whether an apostrophe leads text that a spreadsheet would run as a formula.
    package var isGuarded = false
    /// How dates are written.
    package var dates: [DateForm] = []
    /// How times are counted that are numbers.
    package var days: TimeCount?
    /// What says that there is no value, and which of the two silences it is.
    package var missing: [Word] = []
    /// Columns in which an empty cell has the value of the cell above: merged cells.
    package var fillDown: [String] = []
    /// Texts of the patient's column whose rows are no patients: sums, headings.
    package var skipped: [String] = []
    /// Whether columns that the mapping does not name are left out.
    package var ignoresOthers = false
    /// The entries that a row makes.
    package var entries: [EntryPlan] = []
    /// The columns.
    package var columns: [Column] = []
  }

  /// What stands between two fields.
  package enum Separator: String, Sendable, Hashable, CaseIterable {
    case comma, semicolon, tab

    /// The byte.
    package var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      }
    }
  }

  /// How text is encoded.
  package enum Encoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "UTF-8"
    case windows1252 = "Windows-1252"
  }

  /// The sign of decimals.
  package enum Decimal: String, Sendable, Hashable, CaseIterable {
    case point, comma
  }

  /// A text of a file, and what it is in the study.
  package struct Word: Sendable, Hashable {
    package var text: String
    package var meaning: String

    package init(_ text: String, _ meaning: String) {
      self.text = text
      self.meaning = meaning
    }
  }

  /// Texts of a column.
  package struct Condition: Sendable, Hashable {
    package var column: String
    package var texts: [String]
  }

  /// Times that are numbers of days, weeks, months or years from an event.
  package struct TimeCount: Sendable, Hashable {
    /// The event: `start of chemo`.
    package var from = ""
    /// The number that the day of the event has: 0, or 1.
    package var number = 0
    /// Whether there is a day 0 where the event is day 1.
    package var hasZero = false
    /// What is counted.
    package var unit = Unit.days

    /// What is counted.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
      case days = "d"
      case weeks = "wk"
      case months = "mo"
      case years = "y"
    }
  }

  /// An entry of the course that a row makes.
  package struct EntryPlan: Sendable, Hashable {
    /// Its id; a second one of the patient is `name-2`.
    package var name = ""
    /// Its kind: `therapy`, `death`; or `lesion`, `phase`, `administration`.
    package var kind = ""
    /// What it says that no column does.
    package var always: [Word] = []
    /// The texts that the row must have.
    package var conditions: [Condition] = []
    /// Columns of which each must have a value.
    package var needs: [String] = []
    /// Whether it is made even where no column of its own has a value.
    package var isOfEveryRow = false
    /// Whether a patient has one only, whatever the number of rows.
    package var isOnce = false
  }

  /// A column.
  package struct Column: Sendable, Hashable {
    /// Its name in the header; a second one of the same name is `Name #2`.
    package var name = ""
    /// What it is: `patient`, a key of a patient, a key of an entry, `field`, or `ignored`.
    package var key = ""
    /// The entry that it is of.
    package var entry: String?
    /// The field of the study's own that it is.
    package var field: String?
    /// Whether there need be no such column.
    package var isOptional = false
    /// How its values are read.
    package var form: Reading?
    /// Its code list.
    package var words: [Word] = []
    /// The system of codes that its values are of.
    package var codes: CodeSystem?
    /// What separates several values in a cell.
    package var split: String?
    /// The unit that is put behind a value.
    package var unit: String?
    /// Of the column of the patient: what stands in ids, and what stands there instead, since an id names a file: `2019/12` as `2019-12`.
    package var replaced: [Word] = []
    /// The column that has the unit of each value.
    package var unitColumn: String?
    /// What stands in that column, and the unit that it means.
    package var units: [Word] = []
    /// The words around a value, which stands for `{}`.
    package var pattern: String?
    /// How its dates are written, where they are not as in the rest of the file.
    package var dates: [DateForm] = []
    /// How its times are counted, where they are not as in the rest of the file.
    package var days: TimeCount?
    /// Its sign of decimals, where it is not that of the rest of the file.
    package var decimal: Decimal?

    /// How its values are read, stated or not.
    package var reading: Reading { form ?? (codes != nil ? .code : words.isEmpty ? .text : .word) }
  }

  /// How the values of a column are read.
  package enum Reading: String, Sendable, Hashable, CaseIterable {
    case text, number, date, time, word, code
  }

  /// What a meaning says of a value that is none.
  package static let leaveOut = "leave out"
  /// What a column is that nobody needs.
  package static let ignored = "ignored"
  /// Kinds beside those of entries: rows of tables of their own.
  package static let rowKinds = ["lesion"] + ownedKinds
  /// Those of them that are of a therapy, which their key `therapy` names.
  package static let ownedKinds = ["phase", "administration"]
}
