// SPDX-License-Identifier: Apache-2.0

import DoubleEntry
import Outcomes
import Plain
import Report
import Statistics

/// Two entries of a study as tables: what differs, and how far both agree.
enum AgreementTables {
  /// Every difference, those of times that can both be true behind the others. In `brief` a person reads it, else a program.
  static func differences(_ entry: SecondEntry, brief: Bool) -> Table {
    var table = Table(
      name: "differences", title: "What differs",
      columns: [
        "Pat. ID", "Entry", "What", "Field", "First entry", "Second entry", "Stands", "First gives", "Second gives",
        "ID",
      ])
    let all = entry.differences.filter(\.isDisagreement) + entry.differences.filter { !$0.isDisagreement }
    table.footnotes = whatIsLeftOut(entry)
    if brief {
      table.columns = ["Pat. ID", "What", "First entry", "Second entry", "Stands"]
      table.rows = all.map { difference in
        let about = difference.about.isEmpty ? "" : " (\(difference.about))"
        let gives = gives(difference.relation)
        return [
          .words(difference.patient), .words(difference.kind + about + (difference.field.map { ": \($0)" } ?? "")),
          .words(difference.firstSays.map { $0 + (gives.map { " [\($0.first)]" } ?? "") }),
          .words(difference.secondSays.map { $0 + (gives.map { " [\($0.second)]" } ?? "") }),
          .words(standing(difference.relation)),
        ]
      }
      return table
    }
    table.rows = all.map { difference in
      let gives = gives(difference.relation)
      return [
        .words(difference.patient), .words(difference.kind), .words(difference.about),
        .words(difference.field), .words(difference.firstSays), .words(difference.secondSays),
        .words(standing(difference.relation)), .words(gives?.first, or: .blank), .words(gives?.second, or: .blank),
        .words(difference.id),
      ]
    }
    return table
  }

  /// Patients that cannot be compared.
  private static func whatIsLeftOut(_ entry: SecondEntry) -> [String] {
    let groups: [(ids: [String], words: String)] = [
      (entry.notBegun, "nothing is entered yet in the second"), (entry.onlyFirst, "only in the first"),
      (entry.onlySecond, "only in the second"),
    ]
    return groups.filter { !$0.ids.isEmpty }.map { group in
      "Not compared, \(group.words): \(group.ids.count == 1 ? "patient" : "patients") \(group.ids.joined(separator: ", "))."
    }
  }

  private static func standing(_ relation: EntryDifference.Relation) -> String {
    switch relation {
    case .different: "different"
    case .onlyOne: "only one says it"
    case .apart: "cannot both be true"
    case .compatible: "can both be true"
    case .unknown: "cannot be said"
    }
  }

  private static func gives(_ relation: EntryDifference.Relation) -> (first: String, second: String)? {
    switch relation {
    case .apart(let bounds), .compatible(let bounds):
      switch bounds {
      case .days(let one, let other): (one.text, other.text)
      case .lengths(let one, let other): (one.text(), other.text())
      }
    case .different, .onlyOne, .unknown: nil
    }
  }

  /// Entries that both have, or one.
  static func entries(_ entry: SecondEntry) -> Table {
    let counts = entry.entries
    return Table(
      name: "entries", title: "Entries that both have",
      columns: [
        "Entry", .init("In both", .number), .init("Only the first", .number), .init("Only the second", .number),
      ],
      rows: counts.keys.sorted(by: NaturalOrder.precedes).compactMap { kind in
        counts[kind].map { [.words(kind), .number($0.both), .number($0.onlyFirst), .number($0.onlySecond)] }
      })
  }

  /// Agreement by field.
  static func fields(_ entry: SecondEntry, brief: Bool) -> Table {
    var table = Table(
      name: "agreement", title: "Agreement by field",
      columns: [
        "Entry", "Field", .init("n", .number), .init("Same", .number), .init("Both can be true", .number),
        .init("Different", .number), .init("Only the first", .number), .init("Only the second", .number),
        .init("Cannot be said", .number), .init("Agreement", .number, unit: "%"),
        .init("Kappa", .estimate, remark: " (95 % interval)"), .init("n of kappa", .number), "Remark",
      ])
    if brief {
      table.columns = [
        "Field", .init("n", .number), .init("Same", .number), .init("Both can be true", .number),
        .init("Different", .number), .init("Only one", .number), .init("?", .number), .init("%", .number), "Kappa",
      ]
    }
    table.rows = entry.fields.map { field in
      let interval = field.kappa?.interval()
      let kappa: Table.Cell =
        field.kappa.map { kappa in
          guard let interval else { return .number(kappa.value, decimals: 2) }
          return .init(
            .estimate(
              Table.Estimate(
                NumberBounds(kappa.value), lower: interval.lower, upper: interval.upper, decimals: 2, style: .ratio)))
        } ?? .none
      if brief {
        return [
          .words("\(field.kind): \(field.field)"), .number(field.count), .number(field.same), .number(field.compatible),
          .number(field.different), .number(field.onlyFirst + field.onlySecond), .number(field.unknown),
          .number(field.agreement.map { $0 * 100 }, decimals: 0), kappa,
        ]
      }
      return [
        .words(field.kind), .words(field.field), .number(field.count), .number(field.same), .number(field.compatible),
        .number(field.different), .number(field.onlyFirst), .number(field.onlySecond), .number(field.unknown),
        .number(field.agreement.map { $0 * 100 }), kappa, .number(field.kappa?.count),
        .words(remark(field), or: .blank),
      ]
    }
    let lopsided = entry.fields.filter(\.isLopsided).map { "\($0.kind): \($0.field)" }
    table.footnotes = [
      "Of all entries that both have and of which at least one says something of the field: the same, or times that can both be true. What only one says is no agreement.",
      "Kappa: Cohen, Educ Psychol Meas 1960;20:37, of categories alone, where both say something; interval: Fleiss, Cohen, Everitt, Psychol Bull 1969;72:323. No kappa is given where both always say the same one category, no interval of fewer than 20 pairs or twice the square of the categories: it is one of large samples.",
    ]
    if brief { table.footnotes.append("?: times of which nobody can say how far they are from each other.") }
    if !lopsided.isEmpty {
      table.footnotes.append(
        "Kappa says little where one category has more than 90 % of all judgements: \(lopsided.joined(separator: ", "))."
      )
    }
    return table
  }

  private static func remark(_ field: FieldAgreement) -> String? {
    guard field.isCoded else { return nil }
    if field.kappa == nil { return "one category: no kappa" }
    return field.isLopsided ? "kappa says little: one category has more than 90 %" : nil
  }
}
