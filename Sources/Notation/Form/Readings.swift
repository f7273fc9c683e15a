// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Course

/// What a source says, where it can be read in more than one way: the reading that was chosen, if one was, and the others.
package struct Readings<Value: Sendable & Equatable>: Sendable {
  var chosen: Value?
  var others: [Value] = []

  /// - Parameters:
  ///   - chosen: how the reading that is used is written; it reads in one way.
  ///   - form: how another is written.
  static func record(
    _ name: String, title: String, _ what: String, _ chosen: Form<Value>, _ form: Form<Value>, isOpen: Bool
  ) -> Record<Readings> {
    Record<Readings>(
      name, title: title, "What a source says of \(what), where it can be read in more than one way.", inlineWidth: 400,
      blank: { Readings() },
      [
        isOpen
          ? .optional("read as", \.chosen, chosen, "The reading that is used; left out, none is chosen.")
          : Field(
            KeyTable.Key("read as", form.schema, required: true, "The reading that is used."),
            read: { root, mapping in
              root.chosen = mapping.value("read as", chosen)
              return root.chosen != nil
            }, write: { root, writer in root.chosen.map { chosen.write($0, writer) } }),
        Field(
          KeyTable.Key(
            "could also be", form.oneOrMore.schema, required: true,
            isOpen
              ? "What it could also mean, one or a list; without `read as` two at least, and what follows is as wide as they are."
              : "What it could also mean, one or a list."),
          read: { root, mapping in
            guard let others = mapping.value("could also be", form.oneOrMore) else { return false }
            root.others = others
            return true
          }, write: { root, writer in form.oneOrMore.write(root.others, writer) }),
      ],
      finish: { root, mapping in
        let key = mapping.mark("could also be")
        var seen = root.chosen.map { [$0] } ?? []
        for other in root.others {
          if seen.contains(other) { mapping.log.error(key, "a reading that is there already", expected: "another") }
          seen.append(other)
        }
      })
  }
}

extension Record where Root == Readings<StatedTime> {
  /// The readings of a time.
  package static var ofTime: Record {
    Readings.record(
      "time-readings", title: "the readings of a time", "a time", .toldTime(inOneWay: true), .toldTime(inOneWay: false),
      isOpen: true)
  }
}

extension Record where Root == Readings<StatedAge> {
  /// The readings of an age. One is chosen: a table has one age.
  package static var ofAge: Record {
    Readings.record(
      "age-readings", title: "the readings of an age", "an age", .ageOnOneLine, .ageOnOneLine, isOpen: false)
  }
}

extension Form where Value == StatedTime {
  /// A time on one line that is told: what is not stated has no reading.
  fileprivate static func toldTime(inOneWay: Bool) -> Form {
    let form = timeOnOneLine
    return Form(
      form.schema,
      read: { item, reader in
        guard let time = form.read(item, reader) else { return nil }
        if !time.isTold {
          reader.log.error(item.mark, "\(ProblemLog.quoted(time.text)) for a reading", expected: "a time")
          return nil
        }
        if inOneWay, time.isOpen {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(time.text)) for the reading that is used",
            expected: "one reading; all of them behind `could also be:`, where none is chosen")
          return nil
        }
        return time
      }, write: form.write)
  }
}

extension Form where Value: Equatable {
  /// The value, or its readings.
  func orReadings(
    _ record: Record<Readings<Value>>, join: @escaping @Sendable (Value?, [Value]) -> Value?,
    split: @escaping @Sendable (Value) -> (Value?, [Value])?
  ) -> Form {
    Form(
      .either([schema, .table(record.table.name)]),
      read: { item, reader in
        guard case .fields = item.content else { return self.read(item, reader) }
        let problems = reader.log.problems.count
        guard let readings = record.read(item, reader) else { return nil }
        let value = join(readings.chosen, readings.others)
        if value == nil, reader.log.problems.count == problems {
          reader.log.error(
            item.mark, "one reading that is not chosen",
            expected: "`read as:` beside it, or two readings that differ behind `could also be:`")
        }
        return value
      },
      write: { value, writer in
        guard let (chosen, others) = split(value) else { return self.write(value, writer) }
        return record.write(Readings(chosen: chosen, others: others), writer)
      })
  }
}
