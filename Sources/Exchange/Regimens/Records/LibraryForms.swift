// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Notation
import Plain

// Values of the files of a library.

extension Form where Value == Double {
  /// A number with a unit within a range; outside it is refused.
  static func amount(_ unit: String, in range: ClosedRange<Double>, _ example: String) -> Form {
    let measure = Measure(unit: unit)
    return Form(
      .quantity(example),
      text: { text, item, reader in
        let number = reader.value(text, item, "a number") { text throws(ValueSyntaxError) in
          try measure.number(parsing: text)
        }
        guard let number else { return nil }
        if range.contains(number) { return number }
        reader.log.error(
          item.mark, ProblemLog.quoted(text),
          expected: "\(Numbers.text(range.lowerBound, decimals: 4)) to \(Numbers.text(range.upperBound)) \(unit)"
            .trimmed)
        return nil
      }, print: { measure.text($0) })
  }

  /// Milligrams of one dose.
  static func milligrams(_ example: String) -> Form { amount("mg", in: 0.000_1...200_000, example) }
}

extension Form where Value == String {
  /// An identifier in kebab-case.
  static var kebab: Form {
    Form(
      .identifier,
      text: { text, item, reader in
        if !Identifier.isWellFormed(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for an id",
            expected: "small letters, digits and single hyphens", suggestion: Identifier.slug(text))
        }
        return text
      }, print: { $0 })
  }
}

extension Form where Value == Int {
  /// The length of a cycle in whole days.
  static var cycleDays: Form {
    let days = Form<Double>.amount("d", in: 1...366, "21 d")
    return Form(
      .pattern("^[0-9]+ d$", "21 d"),
      read: { item, reader in
        guard let number = days.read(item, reader) else { return nil }
        if number == number.rounded() { return Int(number) }
        reader.log.error(item.mark, "a cycle of \(Numbers.plain(number)) d", expected: "whole days, 1 to 366")
        return nil
      }, write: { days.write(Double($0), $1) })
  }

  /// The duration of an infusion in minutes. Ten weeks at most: pumps that run for a whole course.
  static var infusionMinutes: Form {
    Form(
      .quantity("30 min"),
      text: { text, item, reader in
        if let quantity = try? Quantity(parsing: text), ["min", "h"].contains(quantity.unit) {
          let minutes = quantity.unit == "h" ? quantity.number * 60 : quantity.number
          if (1...100_800).contains(minutes) { return Int(minutes) }
        }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for an infusion", expected: "`90 min` or `24 h`, 1 min to 1680 h")
        return nil
      }, print: { $0 >= 180 && $0.isMultiple(of: 60) ? "\($0 / 60) h" : "\($0) min" })
  }
}

extension Form where Value == [Int] {
  /// Days of a cycle, ascending: a list, or `1-21`.
  static func cycleDays(from least: Int) -> Form {
    Form(
      .either([.oneOrMore(.integer(-30, 366)), .pattern("^[0-9]+-[0-9]+$", "1-21")]),
      read: { item, reader in
        var days: [Int] = []
        for item in reader.oneOrMore(item) {
          guard let text = reader.text(of: item) else { continue }
          let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { WholeNumber.parse(String($0)) }
          if ends.count == 2, let first = ends[0], let last = ends[1], first >= 1, first < last, last <= 366 {
            days += first...last
          } else if let day = Int(text), (least...366).contains(day) {
            days.append(day)
          } else {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(text)) for a day of the cycle", expected: "\(least) to 366, or `1-21`")
          }
        }
        if !zip(days, days.dropFirst()).allSatisfy(<) {
          reader.log.error(item.mark, "days that do not rise", expected: "days in ascending order, each once")
        }
        return days.isEmpty ? nil : days
      },
      write: { days, _ in
        if let first = days.first, let last = days.last, first >= 1, days.count > 2, last - first + 1 == days.count {
          return Item(text: "\(first)-\(last)")
        }
        return Item(content: .list(days.map { Item(text: String($0), .number) }))
      })
  }
}

extension Form where Value == [String: Posology] {
  /// A dose for each of several drugs.
  static var dosesByDrug: Form {
    Form(
      .map(
        .pattern("^[0-9.]+ ?(mg/m2|mg/m²|mg/kg|mg|AUC)( (once|twice|[2-6] times) daily)?$", "100 mg twice daily")),
      read: { item, reader in
        guard case .fields(let pairs) = item.content else {
          reader.log.error(item.mark, "\(item.kind) where doses should stand", expected: "`gemcitabine: 900 mg/m2`")
          return nil
        }
        var doses: [String: Posology] = [:]
        for pair in pairs {
          doses[pair.key] = reader.text(of: pair.value).flatMap { text in
            reader.value(text, pair.value, "a dose") { text throws(ValueSyntaxError) in try Posology(parsing: text) }
          }
        }
        return doses
      },
      write: { doses, _ in
        Item(
          content: .fields(doses.sorted { $0.key < $1.key }.map { Item.Field($0.key, Item(text: $0.value.text)) }))
      })
  }
}

extension Form where Value == WeightBasis {
  /// A kind of weight. `adjusted weight` is by Devine with the factor 0.4, unless a person says otherwise.
  static var weightBasis: Form {
    Form<WeightBasis.Kind>.words("the weight of a dose").mapped(
      { kind in
        switch kind {
        case .actual: .actual
        case .adjusted: .adjustedDevine
        case .ideal: .ideal(.devine)
        case .midpoint: .midpoint(.devine)
        }
      }, \.kind)
  }
}

extension Form where Value == Condition {
  /// A condition of a rule.
  static var condition: Form { grammar({ text throws(RuleSyntaxError) in try Condition(parsing: text) }, \.text) }
}

extension Form where Value == RuleAction {
  /// What a rule leads to.
  static var action: Form { grammar({ text throws(RuleSyntaxError) in try RuleAction(parsing: text) }, \.text) }
}

extension Form {
  /// A text by its grammar; what is wrong is told where in the text it is.
  fileprivate static func grammar(
    _ parse: @escaping @Sendable (String) throws(RuleSyntaxError) -> Value,
    _ print: @escaping @Sendable (Value) -> String
  ) -> Form {
    Form(
      .text, missing: nil,
      text: { text, item, reader in
        do throws(RuleSyntaxError) {
          return try parse(text)
        } catch {
          reader.log.error(
            reader.log.text.mark(in: item, text: text, utf8Offset: error.offset), error.found, expected: error.expected,
            suggestion: error.suggestion)
          return nil
        }
      }, print: print)
  }
}

extension Form where Value == RuleSet.Days {
  /// Days of treatment on which a rule holds.
  static var ruleDays: Form {
    Form(
      .text,
      text: { text, item, reader in
        if let days = RuleSet.Days(parsing: text) { return days }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for days of treatment",
          expected: "`any day`, `day 1`, `days 8, 15` or `later days`",
          suggestion: reader.log.nearest(to: text, in: ["any day", "later days", "day 1", "day 8"]))
        return nil
      }, print: { $0.text })
  }
}

extension Field {
  /// The sources of a record of the library.
  static func sources(_ path: any WritableKeyPath<Root, [LibrarySource]> & Sendable) -> Field {
    .many("source", path, Form<LibrarySource>.record.oneOrMore, "Where it is from.")
  }

  /// A note.
  static func note(_ path: any WritableKeyPath<Root, String?> & Sendable) -> Field {
    .optional("note", path, .text, "A note in your words.")
  }

  /// Records in a list, each held against the record that they are part of.
  static func parts<Part: Described>(
    _ key: String, _ path: any WritableKeyPath<Root, [Part]> & Sendable, required: Bool = false, _ summary: String,
    check: @escaping @Sendable (inout Part, Root, Item, ProblemLog) -> Void = { _, _, _, _ in }
  ) -> Field {
    let form = Form<Part>.record.list(of: Part.notation.table.title)
    return Field(
      KeyTable.Key(key, form.schema, required: required, summary),
      read: { root, mapping in
        guard let item = mapping.item(key) else { return !required }
        for item in mapping.reader.items(item, of: Part.notation.table.title) {
          guard var part = Part.notation.read(item, mapping.reader) else { continue }
          check(&part, root, item, mapping.log)
          root[keyPath: path].append(part)
        }
        return true
      },
      write: { root, writer in root[keyPath: path].isEmpty ? nil : form.write(root[keyPath: path], writer) })
  }
}

extension Item {
  /// Where the value of a key stands, or the item where it has none.
  func mark(of key: String) -> Mark {
    guard case .fields(let fields) = content else { return mark }
    return fields.first { $0.key == key }?.value.mark ?? mark
  }
}

extension ProblemLog {
  /// Tells of drugs that a file names and does not have.
  func check(_ drugs: some Sequence<String>, of known: [String], _ mark: Mark) {
    for drug in drugs.sorted() where !known.contains(drug) {
      error(
        mark, "\(ProblemLog.quoted(drug)) is no drug of this file", expected: Wording.list(known),
        suggestion: nearest(to: drug, in: known))
    }
  }
}
