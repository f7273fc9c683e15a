// SPDX-License-Identifier: Apache-2.0

import Plain

/// What was not understood so far. Of one column so many are told, and the rest is counted: a file has millions of cells, and all of them can be wrong in one way.
struct MisfitLog {
  /// So many are told of a column, unless a reader is asked for all.
  static let limit = 50

  private let limit: Int
  private var told: Set<Misfit> = []
  private var counts: [CellPlace: Int] = [:]

  init(limit: Int = MisfitLog.limit) { self.limit = limit }

  /// Whether everything was understood.
  var isEmpty: Bool { told.isEmpty }
  /// How many are told.
  var count: Int { told.count }

  /// Adds one; the same is told once.
  mutating func append(_ misfit: Misfit) {
    let column = CellPlace(file: misfit.place.file, column: misfit.place.column)
    let count = counts[column] ?? 0
    if count < limit {
      if told.insert(misfit).inserted { counts[column] = count + 1 }
    } else if !told.contains(misfit) {
      counts[column] = count + 1
    }
  }

  /// Adds several.
  static func += (log: inout MisfitLog, misfits: some Sequence<Misfit>) { for misfit in misfits { log.append(misfit) } }

  /// All that are told, by place, and how many more there are in each column.
  var sorted: [Misfit] {
    let rest = counts.filter { $0.value > limit }.map { place, count in
      Misfit(place, "\(count - limit) more of this column are not told")
    }
    return (told + rest).sorted()
  }
}
