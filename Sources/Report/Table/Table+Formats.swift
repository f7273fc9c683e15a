// SPDX-License-Identifier: Apache-2.0

import Chronology
import Outcomes
public import Plain

extension TableOf.Value {
  /// As print shows it to a reader of a language.
  public func text(in language: Language) -> String {
    func number(_ value: Double, _ decimals: Int = 1) -> String {
      Numbers.text(value, decimals: decimals, in: language)
    }
    switch self {
    case .words(let text): return text.text(in: language)
    case .number(let value, let decimals, let isSigned):
      return isSigned
        ? Phrase(printed: Numbers.signed(value, decimals: decimals))[language] : number(value, decimals)
    case .day(let day): return day.description
    case .range(let bounds, let decimals): return bounds.phrase(decimals: decimals)[language]
    case .amount(let bounds, let decimals, let unit):
      let (amount, unit) = (bounds.phrase(decimals: decimals)[language], unit.text(in: language))
      return unit.isEmpty ? amount : "\(amount) \(unit)"
    case .areaUnderCurve(let amount): return "AUC \(number(amount, 2))"
    case .length(let length): return length.phrase()[language]
    case .time(let time, let withReason): return (withReason ? time.phraseWithReason() : time.phrase())[language]
    case .share(let yes, let open, let all):
      if all == 0 { return "0" }
      return open == 0 ? "\(yes)/\(all)" : "\(yes)–\(yes + open)/\(all)"
    case .count(let count, let all): return "\(count) (\(number(Double(count) / Double(max(1, all)) * 100)))"
    case .pValue(let p): return Phrase.pValue(p)[language]
    case .pValues(let p): return Phrase(printed: PValueText.text(p.lowerBound, p.upperBound))[language]
    case .estimate(let estimate): return estimate.text(in: language)
    case .interval(let lower, let upper):
      if lower == nil, upper == nil { return Phrase.notDeterminedSign[language] }
      return "\(lower.map { number($0) } ?? "–")–\(upper.map { number($0) } ?? "–")"
    case .days(let bounds): return bounds.phrase[language]
    case .missing(.dash): return "–"
    case .missing(.blank): return ""
    case .missing(.because(let reason)): return reason.text(in: language)
    }
  }

  /// The same in English.
  public var text: String { text(in: .english) }

  /// The parts that the kind of a column names, for programs; nil where there is none. A value of another kind has no part of it.
  func parts(_ kind: TableKind) -> [JSON?] {
    func bounds(_ low: Double?, _ high: Double?) -> [JSON?] { [low, high].map { $0.map { .number($0) } } }
    switch (kind, self) {
    case (.range, .range(let value, _)), (.amount, .range(let value, _)):
      return bounds(value.lower, value.upper) + (kind == .amount ? [nil] : [])
    case (.range, .number(let value, _, _)): return bounds(value, value)
    case (.range, .pValues(let p)): return bounds(p.lowerBound, p.upperBound)
    case (.amount, .amount(let value, _, let unit)):
      return bounds(value.lower, value.upper) + [.string(unit.text(in: .english))]
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

extension Phrase {
  /// `0.0123`, `< 0.0001`: a p-value is never 0.
  static func pValue(_ p: Double) -> Phrase {
    Phrase(printed: PValueText.text(p))
  }
}

extension TableOf {
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
  public var markdown: String { markdown(in: .english) }

  /// The same for a reader of a language.
  public func markdown(in language: Language) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |" }
    var lines = [
      "### " + MarkdownText.inline(title.text(in: language)), "", row(columns.map { $0.head(in: language) }),
    ]
    lines.append("|" + columns.map { _ in " --- |" }.joined())
    lines += rows.map { row($0.map { $0.text(in: language) }) }
    if !footnotes.isEmpty { lines += [""] + footnotes.map { MarkdownText.line($0.text(in: language)) + "  " } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Tables as JSON: numbers are numbers, values of several parts are objects, units stand in the keys.
  public static func json(_ tables: [TableOf<Text>]) -> String { JSON.array(tables.map(\.json)).text() + "\n" }

  /// The shape of a table in JSON, with its version: it rises when a key changes its meaning or goes; keys may be added.
  static var schema: String { "verlauf-table/1" }

  private var json: JSON {
    .object([
      ("schema", .string(Self.schema)), ("name", .string(name)), ("table", .string(title.text(in: .english))),
      (
        "columns",
        .array(
          columns.map {
            .object([
              ("key", .string($0.key)), ("kind", .string($0.kind.rawValue)),
              ("unit", $0.unit.map { .string($0.text(in: .english)) } ?? .null),
            ])
          })
      ),
      ("rows", .array(rows.map { row in .object(zip(columns, row).map { ($0.key, $1.json($0.kind)) }) })),
      ("footnotes", .array(footnotes.map { .string($0.text(in: .english)) })),
    ])
  }
}

extension TableOf.Cell {
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

  fileprivate func json(_ kind: TableKind) -> JSON {
    let json: JSON =
      switch value {
      case .words(let text): .string(text.text(in: .english))
      case .number(let number, _, _): .number(number)
      case .pValue(let p): .number(p)
      case .day(let day): .string(day.description)
      case .missing(.because(let reason)): .object([("missing", .string(reason.text(in: .english)))])
      case .missing: .null
      default:
        kind.parts.isEmpty || value.parts(kind).allSatisfy { $0 == nil }
          ? .string(value.text) : .object(zip(kind.parts, value.parts(kind)).map { ($0.name.english, $1 ?? .null) })
      }
    guard let note = note?.text(in: .english) else { return json }
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
