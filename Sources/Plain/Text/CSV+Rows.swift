// SPDX-License-Identifier: Apache-2.0

extension CSV {
  /// The rows of a table that was written here (RFC 4180), each with its fields as they stand between commas. What people write is read elsewhere, with its places.
  package static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      if isQuoted {
        if scalar == "\"", next == "\"" {
          cell.unicodeScalars.append(scalar)
          next = scalars.next()
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"": isQuoted = true
      case ",":
        row.append(cell)
        cell = ""
      case "\n":
        rows.append(row + [cell])
        (row, cell) = ([], "")
      case "\r": break
      default: cell.unicodeScalars.append(scalar)
      }
    }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
    return rows
  }
}
