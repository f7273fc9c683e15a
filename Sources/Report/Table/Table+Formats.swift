// SPDX-License-Identifier: Apache-2.0

import Chronology
import Outcomes
import Plain

extension Table.Value {
  /// As print shows it.
  public var text: String {
    switch self {
    case .words(let text): return text
    case .number(let value, let decimals, let isSigned):
      return isSigned ? Numbers.signed(value, decimals: decimals) : Numbers.text(value, decimals: decimals)
    case .day(let day): return day.description
    case .range(let bounds, let decimals): return bounds.text(decimals: decimals)
    case .amount(let bounds, let decimals, let unit):
      return unit.isEmpty ? bounds.text(decimals: decimals) : "\(bounds.text(decimals: decimals)) \(unit)"
    case .areaUnderCurve(let amount): return "AUC \(Numbers.text(amount, decimals: 2))"
    case .length(let length): return length.text()
    case .time(let time, let withReason): return withReason ? time.textWithReason() : time.text()
    case .share(let yes, let open, let all):
      if all == 0 { return "0" }
      return open == 0 ? "\(yes)/\(all)" : "\(yes)–\(yes + open)/\(all)"
    case .count(let count, let all): return "\(count) (\(Numbers.text(Double(count) / Double(max(1, all)) * 100)))"
    case .pValue(let p): return Table.pValue(p)
    case .estimate(let estimate): return estimate.text
    case .interval(let lower, let upper):
      if lower == nil, upper == nil { return "n.d." }
      return "\(lower.map { Numbers.text($0) } ?? "–")–\(upper.map { Numbers.text($0) } ?? "–")"
    case .days(let bounds): return bounds.text
    case .missing(.dash): return "–"
    case .missing(.blank): return ""
    case .missing(.because(let reason)): return reason
    }
  }

  /// The parts that the kind of a column names, for programs; nil where there is none. A value of another kind has no part of it.
  func parts(_ kind: Table.Kind) -> [JSON?] {
    func bounds(_ low: Double?, _ high: Double?) -> [JSON?] { [low, high].map { $0.map { .number($0) } } }
    switch (kind, self) {
    case (.range, .range(let value, _)), (.amount, .range(let value, _)):
      return bounds(value.lower, value.upper) + (kind == .amount ? [nil] : [])
    case (.range, .number(let value, _, _)): return bounds(value, value)
    case (.amount, .amount(let value, _, let unit)): return bounds(value.lower, value.upper) + [.string(unit)]
    case (.amount, .areaUnderCurve(let value)): return bounds(value, value) + ["AUC"]
    case (.length, .length(let length)): return bounds(length.lower?.months, length.upper?.months)
    case (.time, .time(let time, _)):
      return bounds(time.length.lower?.months, time.length.upper?.months) + [
        time.end.wasEvent.map { .integer($0 ? 1 : 0) }, .string(time.end.words),
      ]
    case (.share, .share(let yes, let open, let all)): return [yes, yes + open, all].map { .integer($0) }
    case (.share, .count(let count, let all)): return [count, count, all].map { .integer($0) }
    case (.estimate, .estimate(let estimate)):
      return bounds(estimate.value?.lower, estimate.value?.upper) + bounds(estimate.lower, estimate.upper)
    case (.estimate, .number(let value, _, _)): return bounds(value, value) + [nil, nil]
    case (.interval, .interval(let lower, let upper)): return bounds(lower, upper)
    case (.pValue, .pValue(let p)): return [.number(p)]
    case (.days, .days(let days)): return [days.earliest, days.latest].map { $0.map { .string($0.description) } }
    default: return kind.parts.map { _ in nil }
    }
  }
}

extension TimeToEvent.End {
  /// Whether the event was observed; nil where the record leaves that open or contradicts itself.
  var wasEvent: Bool? {
    switch self {
    case .contradicted: nil
    case .open(let ends): ends.allSatisfy(\.isEvent) ? true : ends.contains(where: \.isEvent) ? nil : false
    default: isEvent
    }
  }
}

extension Table {
  /// `0.0123`, `< 0.0001`: a p-value is never 0.
  static func pValue(_ p: Double) -> String { p < 1e-4 ? "< 0.0001" : Numbers.text(p, decimals: 4) }

  /// RFC 4180 with a head row. First the columns of print, in which a number is a plain number with the decimals of print and everything else is text that no
  /// spreadsheet runs; then the parts of all values that have any, as numbers with up to nine decimals.
  public var csv: String {
    let head = columns.map(\.head) + columns.flatMap(\.partHeads)
    return CSV.text(
      [head.map(CSVField.text)]
        + rows.map { row in
          row.map(\.field)
            + zip(columns, row).flatMap { column, cell in
              // A p-value keeps all its digits: cut to nine decimals it could be 0.
              if case .pValue(let p) = cell.value, column.kind == .pValue { return [CSVField.number("\(p)")] }
              return cell.value.parts(column.kind).map(CSVField.init)
            }
        })
  }

  /// A Markdown table with its title and footnotes.
  public var markdown: String {
    func row(_ cells: [String]) -> String { "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |" }
    var lines = ["### " + MarkdownText.inline(title), "", row(columns.map(\.head))]
    lines.append("|" + columns.map { _ in " --- |" }.joined())
    lines += rows.map { row($0.map(\.text)) }
    if !footnotes.isEmpty { lines += [""] + footnotes.map { MarkdownText.line($0) + "  " } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Tables as JSON: numbers are numbers, values of several parts are objects, units stand in the keys.
  public static func json(_ tables: [Table]) -> String { JSON.array(tables.map(\.json)).text() + "\n" }

  /// The shape of a table in JSON, with its version: it rises when a key changes its meaning or goes; keys may be added.
  static let schema = "verlauf-table/1"

  private var json: JSON {
    .object([
      ("schema", .string(Self.schema)), ("name", .string(name)), ("table", .string(title)),
      (
        "columns",
        .array(
          columns.map {
            .object([
              ("key", .string($0.key)), ("kind", .string($0.kind.rawValue)),
              ("unit", $0.unit.map { .string($0) } ?? .null),
            ])
          })
      ),
      ("rows", .array(rows.map { row in .object(zip(columns, row).map { ($0.key, $1.json($0.kind)) }) })),
      ("footnotes", .array(footnotes.map { .string($0) })),
    ])
  }
}

extension Table.Cell {
  /// The field of CSV: a number, or the print.
  fileprivate var field: CSVField {
    guard note == nil else { return .text(text) }
    switch value {
    case .number(let number, let decimals, _): return .number(Numbers.machine(number, decimals: decimals))
    case .range(let bounds, let decimals) where bounds.isExact:
      return bounds.lower.map { .number(Numbers.machine($0, decimals: decimals)) } ?? .empty
    default: return .text(text)
    }
  }

  fileprivate func json(_ kind: Table.Kind) -> JSON {
    let json: JSON =
      switch value {
      case .words(let text): .string(text)
      case .number(let number, _, _): .number(number)
      case .pValue(let p): .number(p)
      case .day(let day): .string(day.description)
      case .missing(.because(let reason)): .object([("missing", .string(reason))])
      case .missing: .null
      default:
        kind.parts.isEmpty || value.parts(kind).allSatisfy { $0 == nil }
          ? .string(value.text) : .object(zip(kind.parts, value.parts(kind)).map { ($0.name, $1 ?? .null) })
      }
    guard let note else { return json }
    if case .object(let members) = json { return .object(members + [("note", .string(note))]) }
    return .object([("value", json), ("note", .string(note))])
  }
}

extension CSVField {
  /// A part of a value.
  fileprivate init(_ part: JSON?) {
    switch part {
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    default: self = .empty
    }
  }
}
