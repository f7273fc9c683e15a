// SPDX-License-Identifier: Apache-2.0

import Course
public import Dosing
import Plain

extension DosingTables {
  /// What was given, or is about to be, of another anthracycline than the one of a table.
  public struct BesideAnthracycline: Sendable, Hashable {
    /// Generic name.
    public var drug: Drug.ID
    /// In mg/m² of it; nil where a dose has another unit.
    public var milligramsPerSquareMetre: Double?
    /// Whether it is about to be given; else it was.
    public var isNext: Bool

    /// An amount.
    public init(drug: Drug.ID, milligramsPerSquareMetre: Double?, isNext: Bool) {
      self.drug = drug
      self.milligramsPerSquareMetre = milligramsPerSquareMetre
      self.isNext = isNext
    }
  }

  /// The cumulative dose of an anthracycline with limits of its own, in mg/m² of it: what was given, what is about to be, and what each limit leaves.
  ///
  /// Other anthracyclines use up its limits too. They are counted by the factors of a scheme: so many mg/m² of doxorubicin for one of a drug. Where a drug
  /// has none, the sum is a least one, and what is left is at most what is shown.
  ///
  /// - Parameters:
  ///   - drug: the drug.
  ///   - before: what was given of it.
  ///   - next: what is about to be given of it; nil where nothing is.
  ///   - others: other anthracyclines.
  ///   - factors: of the scheme that was chosen, by generic name; doxorubicin counts 1.
  public static func cumulative(
    of drug: Drug, before: Double, next: Double?, others: [BesideAnthracycline], factors: [Drug.ID: Double]
  ) -> Table {
    var table = Table(
      name: "cumulative-\(drug.id)", title: "Cumulative \(drug.id)",
      columns: ["", .init("", .number, unit: "mg/m² of \(drug.id)")])
    func factor(_ id: Drug.ID) -> Double? { id == "doxorubicin" ? 1 : factors[id] }
    var sum = before + (next ?? 0)
    var uncounted: [Drug.ID] = []
    table.rows.append(["given so far", .number(before, decimals: 2)])
    if let next { table.rows.append(["about to be given", .number(next, decimals: 2)]) }
    for other in others {
      let label: Table.Cell = other.isNext ? "about to be given beside it" : "given beside it"
      guard let amount = other.milligramsPerSquareMetre, let mine = factor(drug.id), let its = factor(other.drug)
      else {
        if !uncounted.contains(other.drug) { uncounted.append(other.drug) }
        let words = other.milligramsPerSquareMetre.map { " \(Numbers.text($0, decimals: 2)) mg/m²" } ?? ""
        table.rows.append([label, .words("\(other.drug)\(words): not counted")])
        continue
      }
      let equal = amount * its / mine
      sum += equal
      table.rows.append([
        label,
        .words(
          "\(other.drug) \(Numbers.text(amount, decimals: 2)) × \(Numbers.text(its, decimals: 3)) ÷ \(Numbers.text(mine, decimals: 3)) = \(Numbers.text(equal, decimals: 2)) mg/m²"
        ),
      ])
    }
    let isOpen = !uncounted.isEmpty
    if next != nil || !others.isEmpty {
      table.rows.append([
        next == nil && !others.contains(where: \.isNext) ? "sum so far" : "sum with it",
        isOpen ? .words("at least \(Numbers.text(sum, decimals: 2)) (not known)") : .number(sum, decimals: 2),
      ])
    }
    for limit in drug.cumulativeLimits where limit.dose.unit == .milligramsPerSquareMetre {
      let rest = limit.dose.amount - sum
      let least = isOpen ? "at least " : ""
      table.rows += [
        [.words("limit, \(limit.condition)"), .number(limit.dose.amount, decimals: 2)],
        [
          .words("left after it, of \(Numbers.text(limit.dose.amount))"),
          rest < 0
            ? .words("none: passed by \(least)\(Numbers.text(-rest, decimals: 2))")
            : isOpen
              ? .words("at most \(Numbers.text(rest, decimals: 2)) (not known)") : .number(rest, decimals: 2),
        ],
      ]
    }
    if isOpen {
      table.footnotes.append(
        "Not counted, for want of a factor or a dose in mg/m²: \(uncounted.joined(separator: ", ")). Other anthracyclines use up what is left of \(drug.id) too (--equivalents names a scheme)."
      )
    }
    if let risk = drug.cumulativeRisks.last(where: { $0.dose.amount <= sum * (1 + 1e-12) }) {
      table.footnotes.append("From \(text(risk.dose)) of \(drug.id) on its sources tell of \(risk.risk).")
    }
    return table
  }
}
