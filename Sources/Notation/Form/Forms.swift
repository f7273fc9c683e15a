// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Course
import Plain

extension Form where Value == String {
  /// Words.
  package static var text: Form {
    Form(.text, missing: .word, text: { text, _, _ in text }, print: { $0 })
  }

  /// Words as a source has them, whatever they are.
  package static var verbatim: Form {
    Form(.text, missing: nil, text: { text, _, _ in text }, print: { $0 })
  }

  /// A name by which things refer to each other; whether it is there is checked once all names are known.
  package static func reference(_ kinds: Set<Names.Kind> = []) -> Form {
    Form(
      .identifier,
      text: { text, item, reader in
        reader.uses.append(Names.Use(id: text, mark: item.mark, kinds: kinds))
        return text
      }, print: { $0 })
  }

  /// A name that is not checked here.
  package static var identifier: Form { Form.text.described(.identifier) }

  /// A code of a shape in which `0` stands for any digit.
  package static func code(_ schema: Schema, _ what: String, shape: @escaping @Sendable (String) -> String) -> Form {
    Form(
      schema,
      text: { text, item, reader in
        let shape = shape(text)
        let fits =
          text.count == shape.count
          && zip(text, shape).allSatisfy { letter, place in place == "0" ? letter.isASCIIDigit : letter == place }
        if fits { return text }
        reader.log.error(item.mark, ProblemLog.quoted(text), expected: what)
        return nil
      }, print: { $0 })
  }
}

extension Form where Value == Bool {
  /// `true` or `false`.
  package static var flag: Form {
    Form(
      .flag, kind: .flag,
      text: { text, item, reader in
        switch text {
        case "true": return true
        case "false": return false
        default:
          let meant = ["yes", "y", "ja", "1", "on", "x"].contains(text.lowercased()) ? "true" : nil
          let isNo = ["no", "n", "nein", "0", "off"].contains(text.lowercased())
          reader.log.error(
            item.mark, ProblemLog.quoted(text), expected: "`true` or `false`",
            suggestion: meant ?? (isNo ? "false" : reader.log.nearest(to: text, in: ["true", "false"])))
          return nil
        }
      }, print: { $0 ? "true" : "false" })
  }
}

extension Form where Value == Int {
  /// A whole number in a range; `what` is the key unless it is named.
  package static func integer(_ range: ClosedRange<Int>, _ what: String? = nil) -> Form {
    Form(
      .integer(range.lowerBound, range.upperBound == .max ? nil : range.upperBound), kind: .number,
      text: { text, item, reader in
        if let number = WholeNumber.parse(text), range.contains(number) { return number }
        let bounds =
          range.upperBound == .max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for \(what ?? "`\(reader.key)`")",
          expected: "a whole number, \(bounds)")
        return nil
      }, print: { String($0) })
  }
}

extension Form where Value == Double {
  /// A number with its unit; outside of what is usual a warning, outside of what is possible an error.
  package static func measure(_ measure: Measure, _ example: String) -> Form {
    Form(
      .quantity(example),
      text: { text, item, reader in
        let number = reader.value(text, item, "a number") { text throws(ValueSyntaxError) in
          try measure.number(parsing: text)
        }
        guard let number else { return nil }
        if let possible = measure.possible, !possible.contains(number) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for `\(reader.key)` cannot be", expected: measure.words(possible))
          return nil
        }
        if let usual = measure.usual, !usual.contains(number) {
          reader.log.warning(
            item.mark, "\(ProblemLog.quoted(text)) for `\(reader.key)` is unusual", expected: measure.words(usual))
        }
        return number
      }, print: { measure.text($0) })
  }
}

extension Measure {
  fileprivate func words(_ range: ClosedRange<Double>) -> String {
    "\(Numbers.plain(range.lowerBound)) to \(Numbers.plain(range.upperBound)) \(unit)"
  }
}

extension Reader {
  /// A value by its grammar; what is wrong is told. An impossible one is told with what it is for, another only where that `isNamed`.
  package func value<Value>(
    _ text: String, _ item: Item, _ what: String, isNamed: Bool = false,
    _ parse: (String) throws(ValueSyntaxError) -> Value
  ) -> Value? {
    do {
      return try parse(text)
    } catch {
      log.tell(error, item.mark, isNamed || error.kind == .impossible ? what : nil)
      return nil
    }
  }
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of several words; `what` names them in a message.
  package static func words(_ what: String? = nil) -> Form {
    Form(
      .words(Value.allCases.map(\.rawValue)),
      text: { text, item, reader in
        if let word = Value(rawValue: text) { return word }
        reader.tellWord(text, item, Value.allCases.map(\.rawValue), what)
        return nil
      }, print: { $0.rawValue })
  }
}

extension Form {
  /// A value by its grammar, as ``Reader/value(_:_:_:isNamed:_:)`` reads it.
  package static func parsed(
    _ schema: Schema, _ what: String, isNamed: Bool = false, print: @escaping @Sendable (Value) -> String,
    _ parse: @escaping @Sendable (String) throws(ValueSyntaxError) -> Value
  ) -> Form {
    Form(schema, text: { text, item, reader in reader.value(text, item, what, isNamed: isNamed, parse) }, print: print)
  }
}

extension Form where Value == Dose {
  /// A dose of one administration.
  package static var dose: Form {
    parsed(.dose, "a dose", print: \.text) { text throws(ValueSyntaxError) in try Dose(parsing: text) }
  }
}

extension Form where Value == StatedFraction {
  /// A fraction.
  package static var fraction: Form {
    parsed(.text, "a fraction", isNamed: true, print: \.text) { text throws(ValueSyntaxError) in
      try StatedFraction(parsing: text)
    }
  }
}

extension Form where Value == CycleLength {
  /// The length of a cycle.
  package static var cycleLength: Form {
    parsed(.pattern("^[0-9]+ d( or [0-9]+ d)*$", "21 d or 28 d"), "a cycle length", isNamed: true, print: \.text) {
      text throws(ValueSyntaxError) in try CycleLength(parsing: text)
    }
  }
}

extension Form where Value == StatedAge {
  /// An age in completed years.
  package static var ageInYears: Form {
    let form = age
    return Form(
      form.schema,
      read: { item, reader in
        guard let age = form.read(item, reader) else { return nil }
        if age.isAtLeast {
          reader.log.error(item.mark, "an age that is only a least one for a claim", expected: "completed years")
          return nil
        }
        guard let months = age.months else { return age }
        reader.log.error(item.mark, "an age in months for a claim", expected: "completed years: `\(months / 12)`")
        return nil
      }, write: form.write)
  }

  /// An age with its event, or its readings.
  package static var age: Form {
    ageOnOneLine.orReadings(
      .ofAge,
      join: { chosen, others in
        guard var age = chosen else { return nil }
        age.others = others
        return age
      },
      split: { age in
        guard !age.others.isEmpty else { return nil }
        var chosen = age
        chosen.others = []
        return (chosen, age.others)
      })
  }

  /// An age with its event, which is noted as used.
  static var ageOnOneLine: Form {
    Form(
      .quantity("73 at diagnosis"),
      text: { text, item, reader in
        do throws(ValueSyntaxError) {
          let age = try StatedAge(parsing: text)
          if let anchor = age.anchor { reader.use(anchor, in: item, text) }
          return age
        } catch {
          if error.offset == 0 {
            reader.log.tell(error, item.mark, "an age")
          } else {
            let problem = TimeSyntaxError(
              offset: error.offset, found: error.text, expected: error.expected, suggestion: error.suggestion)
            reader.tell(problem, text, item)
          }
          return nil
        }
      }, print: { $0.text })
  }
}

extension Form where Value == StatedSpan {
  /// A duration as stated.
  package static var span: Form {
    Form(
      .span,
      text: { text, item, reader in
        reader.time(text, item) { text throws(TimeSyntaxError) in try StatedSpan(parsing: text) }
      }, print: { $0.text })
  }
}

extension Form where Value == StatedDate {
  /// A date.
  package static var date: Form {
    Form(
      .text,
      text: { text, item, reader in
        let date = reader.time(text, item) { text throws(TimeSyntaxError) in try StatedDate(parsing: text) }
        if let date { reader.question(date.doubt, text, item) }
        return date
      }, print: { $0.text })
  }
}

extension Form where Value == StatedTime {
  /// A time as stated, or its readings; the events that it refers to are noted as used.
  package static var time: Form {
    timeOnOneLine.orReadings(
      .ofTime,
      join: { chosen, others in
        chosen.map { StatedTime(chosen: $0, others: others) } ?? StatedTime(oneOf: others)
      },
      // Readings of which none is chosen are one text.
      split: { time in time.others.isEmpty ? nil : (time.readings.first, time.others) })
  }

  /// A time as stated, on one line.
  static var timeOnOneLine: Form {
    Form(
      .time, missing: .say,
      text: { text, item, reader in
        let time = reader.time(text, item) { text throws(TimeSyntaxError) in try StatedTime(parsing: text) }
        guard let time else { return nil }
        for reading in time.readings {
          if let date = reading.date { reader.question(date.doubt, text, item) }
          for anchor in reading.anchors { reader.use(anchor, in: item, text, reading.anchorKinds) }
          if reading.isOwnCycle, !reader.isInTherapy {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(text)) does not say of which therapy",
              expected: "`… of ID` with a therapy's id")
          }
        }
        return time
      }, print: { $0.text })
  }
}

extension Form where Value == Anchor {
  /// An event: `death`, `start of gem-doc`; noted as used.
  package static var anchor: Form {
    Form(
      .text,
      text: { text, item, reader in
        let anchor = reader.time(text, item) { text throws(TimeSyntaxError) in try Anchor(parsing: text) }
        if let anchor { reader.use(anchor, in: item, text) }
        return anchor
      }, print: { $0.text })
  }
}

extension Form where Value == Day {
  /// A day of the calendar.
  package static var day: Form {
    Form(
      .text,
      text: { text, item, reader in
        do throws(TimeSyntaxError) {
          let day = try Day(parsing: text)
          reader.question(day.doubt, text, item)
          return day
        } catch {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a date", expected: error.expected, suggestion: error.suggestion)
          return nil
        }
      }, print: { $0.description })
  }
}

extension Form where Value == [Int] {
  /// Days of a cycle, from 1, ascending.
  package static var days: Form {
    Form(
      .oneOrMore(.either([.integer(1, 366), .pattern("^[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*$", "1-5")])),
      read: { item, reader in
        var days: [Int] = []
        let day = Form<Int>.integer(1...366, "a day of the cycle")
        for item in reader.oneOrMore(item).flatMap({ daysApart($0, reader) }) {
          guard let day = day.read(item, reader) else { continue }
          if let last = days.last, day <= last {
            reader.log.error(item.mark, "day \(day) after day \(last)", expected: "days in ascending order, each once")
          }
          days.append(day)
        }
        return days
      },
      write: { days, _ in Item(content: .list(days.map { Item(text: String($0), .number) })) })
  }

  /// Days of the cycle of a dose phase, or the words of a drug that is taken day after day: those of a block of weeks.
  package static var phaseDays: Form {
    let days = Form.days
    return Form(
      .either([
        days.schema, .words(["daily", "twice daily", "3 times daily"]),
        .pattern("^.*[0-9]+ ?(weeks?|wk) on,? (then )?[0-9]+ ?((weeks?|wk) )?off$", "4 weeks on, 2 off"),
      ]),
      read: { item, reader in
        if let schedule = schedule(item) { return Array(1...schedule.daysOn) }
        return days.read(item, reader)
      }, write: days.write)
  }

  /// The schedule of a drug that is taken day after day, where an item is one.
  package static func schedule(_ item: Item) -> DailySchedule? {
    guard case .text(let text) = item.content else { return nil }
    return DailySchedule(parsing: text)
  }

  /// The days of `1-5, 8`, each on its own; what is no list of days stays as it is, and is told where it is read.
  private static func daysApart(_ item: Item, _ reader: Reader) -> [Item] {
    guard case .text(let text) = item.content else { return [item] }
    var days: [Int] = []
    for part in text.trimmed.parts(by: ",") {
      let ends = part.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
        .map { WholeNumber.parse(String($0).trimmed) }
      guard ends.count <= 2, let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
        first <= last,
        last <= 366
      else {
        if ["daily", "täglich", "continuous", "every day"].contains(text.lowercased()) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for days", expected: "first and last day of the cycle: `1-28`")
          return []
        }
        return [item]
      }
      days += first...last
    }
    return days.map { day in
      var one = item
      one.content = .text(String(day))
      return one
    }
  }
}

extension StatedTime {
  /// The kinds of thing that its events may be of: a cycle is of a therapy; empty: any.
  package var anchorKinds: Set<Names.Kind> {
    if case .cycle = form { [.therapy] } else { [] }
  }

  /// Whether it is a cycle without a therapy: it is of the therapy in which the time stands.
  package var isOwnCycle: Bool {
    if case .cycle(_, of: nil, _) = form { true } else { false }
  }
}
