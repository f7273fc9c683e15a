// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain

/// The sufficient statistics of a study: those of the cohort of every anchor, and what is counted over all patients. Those of parts of a study add up to those of
/// the whole, in any order.
public struct SeriesCounts: Sendable {
  /// How many patients are named in rows and footnotes at most.
  public let limit: Int
  /// What patients are compared by.
  public let grouping: CohortOptions.Grouping?
  /// The patients.
  public private(set) var patients: ListedPatients<Void>
  /// Patients of whose tables cells were not understood.
  public private(set) var unread: ListedPatients<Void>
  /// Everybody who measured lesions or judged visits.
  public private(set) var judges: Set<String> = []
  var cohorts: [CohortOptions.Anchor: CohortCounts] = [:]
  private var treatments: [[String]: Int] = [:]
  /// Of how many patients the lesions were followed under a line for advanced disease.
  private var followed: [Int: Int] = [:]

  /// Nobody yet.
  ///
  /// - Parameters:
  ///   - limit: how many patients may be named in a table or a footnote; of more there is the number alone.
  ///   - grouping: what patients are compared by.
  public init(limit: Int, grouping: CohortOptions.Grouping?) {
    self.limit = limit
    self.grouping = grouping
    patients = ListedPatients(limit: limit)
    unread = ListedPatients(limit: limit)
  }

  /// Takes a patient in.
  public mutating func add(_ entry: SeriesEntry) {
    patients.add(entry.id, ())
    if entry.hasUnreadCells { unread.add(entry.id, ()) }
    judges.formUnion(entry.judges)
    for drugs in entry.treatments { treatments[drugs, default: 0] += 1 }
    for cohort in entry.cohorts {
      let group = group(entry, cohort)
      for anchor in cohort.anchors {
        cohorts[anchor, default: CohortCounts(limit: limit)].add(
          cohort, of: entry, group: group, isGrouped: grouping != nil)
        if case .advancedLine(let number) = anchor, cohort.isFollowed { followed[number, default: 0] += 1 }
      }
    }
  }

  /// Takes the patients of another part in.
  public mutating func add(_ other: SeriesCounts) {
    patients.add(other.patients)
    unread.add(other.unread)
    judges.formUnion(other.judges)
    treatments.merge(other.treatments, uniquingKeysWith: +)
    followed.merge(other.followed, uniquingKeysWith: +)
    cohorts.merge(other.cohorts) { one, more in
      var all = one
      all.add(more)
      return all
    }
  }

  /// Puts the patients that are named into the order of a study folder.
  public mutating func sort() {
    patients.sort()
    unread.sort()
    for anchor in cohorts.keys { cohorts[anchor]?.sort() }
  }

  /// The group of a patient as it is written, before spellings are joined; nil where the record does not state it.
  private func group(_ entry: SeriesEntry, _ cohort: CohortEntry) -> String? {
    // What a word such as `unknown` stands for is stated of nobody, whichever field holds it.
    func stated(_ text: String?) -> String? { text.flatMap { Silence.isMissing($0) ? nil : $0 } }
    return switch grouping {
    case nil: nil
    case .sex: entry.sex?.rawValue
    case .histology: stated(entry.histology)
    case .therapy:
      !cohort.hasTherapy || cohort.drugs.contains(where: Silence.isMissing)
        ? nil : cohort.drugs.joined(separator: Self.between)
    case .arm: stated(entry.arm)
    case .field(let name): stated(entry.fields[name]?.text)
    }
  }

  /// Stands between the drugs of a treatment until all treatments are known, by which they are named.
  private static let between = "\u{1F}"

  /// The names of groups, by what they were written as: one for all spellings.
  func groupNames(_ written: some Sequence<(key: String?, value: Int)>, library: RegimenLibrary) -> [String: String] {
    let names = grouping == .therapy ? TreatmentNames(treatments, library: library) : nil
    var called: [String: String] = [:]
    var counts: [String: Int] = [:]
    for case (let group?, let count) in written {
      let own =
        names.map {
          $0.generic(group.split(separator: Character(Self.between)).map(String.init)).joined(separator: " + ")
        }
        ?? group
      called[group] = own
      counts[own, default: 0] += count
    }
    let shared = counts.commonSpellings(by: groupKey)
    return called.compactMapValues { shared[groupKey($0)] }
  }

  /// What names of one group have in common.
  func groupKey(_ name: String) -> String { grouping == .histology ? TumourNames.key(name) : name.nameKey }

  /// The last line for advanced disease that anybody has.
  var lastAdvancedLine: Int { advancedLines.keys.max() ?? 0 }

  private var advancedLines: [Int: Int] {
    cohorts.reduce(into: [:]) { lines, item in
      if case .advancedLine(let number) = item.key { lines[number] = item.value.count }
    }
  }

  /// The anchor that suits the study where none is chosen, as ``CohortOptions/suiting(_:)`` chooses it.
  public var suitingAnchor: CohortOptions.Anchor {
    let lines = advancedLines
    let maintained = cohorts[.maintenance]?.count ?? 0
    if maintained > 0, maintained >= lines.values.max() ?? 0 { return .maintenance }
    func commonest(_ counts: [Int: Int]) -> Int? {
      counts.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }?.key
    }
    if let line = commonest(followed), 2 * (followed[line] ?? 0) >= patients.count { return .advancedLine(line) }
    return .advancedLine(commonest(lines) ?? 1)
  }
}
