// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
package import Notation
import Chronology
import Plain

extension TableMapping: Described {
  /// `mapping.yaml`
  package static let notation = Record<TableMapping>(
    "mapping", title: "a mapping", "What the columns of files of rows are.", blank: { TableMapping(title: "") },
    [
      .required("mapping", \.title, .verbatim, "What it is the mapping of, in your words."),
      .optional("study", \.study, .verbatim, "Title of the study that is made."),
      .optional("data cut-off", \.dataCutOff, .verbatim, "Until when outcomes were tracked, in EDTF: `2021-06`."),
      .many(
        "fields", \.fields, StudyField.notation.form.list(of: "a field of the study"),
        "Fields of the study's own, as in `study.yaml`."),
      .many("tables", \.tables, Table.notation.form.list(of: "a table"), "The files, those of one shape together."),
    ],
    finish: { mapping, reading in
      if mapping.tables.isEmpty, !reading.has("tables") {
        reading.log.error(reading.mark, "a mapping without `tables`", expected: "`tables:` and a list of them")
      }
      let declared = mapping.fields.map(\.name)
      for column in mapping.tables.flatMap(\.columns) {
        guard let field = column.field, !declared.contains(field) else { continue }
        reading.log.error(
          reading.mark("tables"),
          "the column \(ProblemLog.quoted(column.name)) is the field \(ProblemLog.quoted(field))",
          expected: "a field that `fields` declares", suggestion: reading.log.nearest(to: field, in: declared))
      }
    })
}

extension TableMapping.Table: Described {
  package static let notation = Record<TableMapping.Table>(
    "mapping-table", title: "a table of the mapping", "The files of one shape.", blank: { TableMapping.Table() },
    [
      .required(
        "file", \.files, Form<String>.verbatim.oneOrMore, "Name of the file, or of several; `*` stands for anything."),
      .optional(
        "sheet", \.sheet, .verbatim, "The sheet of a workbook (.xlsx); without it the only one that has values."),
      .flag("optional", \.isOptional, "There need be no such file."),
      .optional(
        "separator", \.separator, .words("a separator"),
        "What stands between two fields; without it a comma, or a semicolon where the first line has no comma."),
      .with("encoding", \.encoding, .words("an encoding"), absent: .utf8, "How text is encoded; without it UTF-8."),
      .optional("comment", \.comment, .verbatim, "What a row that is a comment begins with: `#`."),
      .with(
        "header", \.header, Form<Int>.integer(1...SheetLimits.header, "a row of the header").listOrOne, absent: [1],
        "Row of the header, from 1; of several rows the upper ones head groups of columns: `[1, 2]`."),
      .optional(
        "decimal", \.statedDecimal, .words("a sign"),
        "The sign of decimals; without it a point, and `1.234`, which may be a thousand, is asked."),
      .many(
        "dates", \.dates, Form<DateForm>.words("a form of dates").listOrOne,
        "How dates are written, one form or several; without it `yyyy-mm-dd`."),
      .optional("times", \.days, TableMapping.TimeCount.notation.form, "How times are counted that are numbers."),
      .many(
        "missing", \.missing, .wordList,
        "Texts that say that there is no value, and whether that is `not stated`, `unknown` or to `leave out`."),
      .many(
        "fill down", \.fillDown, Form<String>.verbatim.listOrOne,
        "Columns of merged cells: an empty one has the value above it."),
      .flag(
        "guarded", \.isGuarded,
        "Text that a spreadsheet would run as a formula is led by an apostrophe, as Verlauf writes it: it is taken off."
      ),
      .many(
        "skip", \.skipped, Form<String>.verbatim.listOrOne,
        "Texts in the patient's column whose rows are no patients: `Total`."),
      .flag(
        "ignore other columns", \.ignoresOthers,
        "Columns that the mapping does not name are left out, and counted; without it their values are told."),
      .many(
        "entries", \.entries, TableMapping.EntryPlan.notation.form.list(of: "an entry"), "The entries that a row makes."
      ),
      .many("columns", \.columns, TableMapping.Column.notation.form.list(of: "a column"), "The columns."),
    ],
    finish: { table, reading in table.check(reading) })
}

extension TableMapping.TimeCount: Described {
  package static let notation = Record<TableMapping.TimeCount>(
    "mapping-times", title: "a count of times", "How times are counted that are numbers.", inlineWidth: 110,
    blank: { TableMapping.TimeCount() },
    [
      .required("from", \.from, .text, "The event that they are counted from: `start of chemo`."),
      Field(
        KeyTable.Key(
          "is number", .integer(0, 1), required: true, "The number of the event's own day: `0`, or `1` for study days."),
        read: { count, mapping in
          count.number = mapping.value("is number", .integer(0...1)) ?? 0
          return true
        }, write: { count, _ in Item(text: String(count.number), .number) }),
      .flag("has zero", \.hasZero, "Of an event on day 1: the day before it is day 0; without it, day −1."),
      .with("unit", \.unit, .words("a unit"), absent: .days, "What is counted; without it days."),
    ],
    finish: { count, mapping in
      do throws(TimeSyntaxError) { _ = try Anchor(parsing: count.from) } catch {
        mapping.log.error(mapping.mark("from"), ProblemLog.quoted(count.from), expected: error.expected)
      }
      if count.hasZero, count.number == 0 {
        mapping.log.error(
          mapping.mark("has zero"), "`has zero` where the event is day 0", expected: "it beside `is number: 1` only")
      }
      if count.unit != .days, count.number != 0 {
        mapping.log.error(
          mapping.mark("unit"), "\(count.unit.rawValue) counted from 1",
          expected: "`is number: 0`; only days have a day 1")
      }
    })
}

extension TableMapping.EntryPlan: Described {
  package static let notation = Record<TableMapping.EntryPlan>(
    "mapping-entry", title: "an entry that a row makes", "An entry of the course that a row makes.", inlineWidth: 110,
    blank: { TableMapping.EntryPlan() },
    [
      .required("name", \.name, .text, "Its id; the second one of a patient has `-2` behind it."),
      .required(
        "kind", \.kind, .text,
        "What it is: the word that an entry begins with, `lesion`, or of a therapy `phase` or `administration`."),
      .many("always", \.always, .wordList, "Keys that it has and no column: `{intent: first-line}`."),
      .many(
        "where", \.conditions, .conditions,
        "Columns with the texts that a row must have to make it: `{Status: [1, dead]}`."),
      .many(
        "needs", \.needs, Form<String>.verbatim.listOrOne,
        "Columns that must have a value to make it, of a row that makes one for each of several visits."),
      .flag("every row", \.isOfEveryRow, "It is made even where none of its columns has a value."),
      .flag("once", \.isOnce, "A patient has one, however many rows there are."),
    ],
    finish: { plan, mapping in
      let kinds = EntryKind.words + TableMapping.rowKinds
      if mapping.has("kind"), !kinds.contains(plan.kind) {
        mapping.log.error(
          mapping.mark("kind"), "\(ProblemLog.quoted(plan.kind)) for a kind of entry", expected: Wording.list(kinds),
          suggestion: mapping.log.nearest(to: plan.kind, in: kinds))
      }
      if mapping.has("name"), !Identifier.isWellFormed(plan.name) || plan.name == Identifier.cutOff {
        let slug = Identifier.slug(plan.name)
        mapping.log.error(
          mapping.mark("name"), "\(ProblemLog.quoted(plan.name)) for an id",
          expected: "small letters, digits and single hyphens", suggestion: slug.isEmpty ? nil : slug)
      }
    })
}

extension TableMapping.Column: Described {
  package static let notation = Record<TableMapping.Column>(
    "mapping-column", title: "a column of the mapping", "A column.", inlineWidth: 110, blank: { TableMapping.Column() },
    [
      .required("column", \.name, .verbatim, "Its name in the header; of two of one name the second is `Name #2`."),
      .required(
        "is", \.key, .text,
        "What it is: `patient`; a key of a patient (`sex`); with `of`, a key of that entry (`when`); `field`; or `ignored`."
      ),
      .optional("of", \.entry, .text, "The name of the entry that it is a key of."),
      .optional("field", \.field, .verbatim, "The field of the study's own, where it `is: field`."),
      .flag("optional", \.isOptional, "The file need not have it."),
      .optional(
        "read as", \.form, .words("a way to read"),
        "`text`, `number`, `date`, `time` (a number of days, see `times`), `word` (of `words` only) or `code` (see `codes`). Without it `code` where there are codes, `word` where there are words, else `text`."
      ),
      .optional(
        "codes", \.codes, .words("a system of codes"),
        "The system that its codes are of: `8890/3` of `ICD-O-3-M` is read as leiomyosarcoma. `words` say what a code means that the table does not have."
      ),
      .many(
        "words", \.words, .wordList, "Code list: what stands in the file, and what it means: `{m: male, w: female}`."),
      .optional("split", \.split, .verbatim, "What separates several values in one cell."),
      .optional("unit", \.unit, .verbatim, "Unit that the column's numbers have: `cm`."),
      .many(
        "replace", \.replaced, .wordList,
        "Of the patient's column: signs of ids that no id of a patient has, and what stands for them: `{\"/\": \"-\"}`. Two ids that become one are refused."
      ),
      .optional(
        "unit in", \.unitColumn, .verbatim,
        "The column that has the unit of each of its numbers: `{column: Wert, …, unit in: Einheit}`."),
      .many(
        "units", \.units, .wordList,
        "What stands in that column, and the unit that it means: `{/nl: 10^9/L}`; others are units as they stand."),
      .optional("as", \.pattern, .verbatim, "Words around the value, which stands for `{}`: `\"{} at diagnosis\"`."),
      .many(
        "dates", \.dates, Form<DateForm>.words("a form of dates").listOrOne,
        "How its dates are written, where not as in the table."),
      .optional(
        "times", \.days, TableMapping.TimeCount.notation.form, "How its times are counted, where not as in the table."),
      .optional("decimal", \.decimal, .words("a sign"), "Its sign of decimals, where not as in the table."),
    ],
    finish: { column, mapping in
      if let pattern = column.pattern, pattern.ranges(of: "{}").count != 1 {
        mapping.log.error(mapping.mark("as"), ProblemLog.quoted(pattern), expected: "words with one `{}` for the value")
      }
      if column.key == "field", column.field == nil, mapping.has("is") {
        mapping.log.error(mapping.mark, "a column that is a field without `field`", expected: "`field: NAME`")
      }
    })
}

extension Form where Value == [TableMapping.Word] {
  /// Texts and their meanings, in the order of the file.
  package static var wordList: Form {
    Form(
      .map(.text),
      read: { item, reader in
        guard case .fields(let pairs) = item.content else {
          reader.log.error(
            item.mark, "\(item.kind) where texts with their meanings should stand", expected: "`{m: male, w: female}`")
          return nil
        }
        return pairs.compactMap { pair in
          guard case .text(let text) = pair.value.content else {
            reader.log.error(
              pair.mark, "\(ProblemLog.quoted(pair.key)) without a meaning",
              expected: "text, in quotes where it is `~` or `null`")
            return nil
          }
          return TableMapping.Word(pair.key.trimmed, text.trimmed)
        }
      },
      write: { words, _ in Item(content: .fields(words.map { Item.Field($0.text, Item(text: $0.meaning)) })) })
  }
}

extension Form where Value == [TableMapping.Condition] {
  /// Columns and the texts that they must have.
  fileprivate static var conditions: Form {
    let texts = Form<String>.verbatim.oneOrMore
    return Form(
      .map(texts.schema),
      read: { item, reader in
        guard case .fields(let pairs) = item.content else {
          reader.log.error(
            item.mark, "\(item.kind) where columns with their texts should stand", expected: "`{Status: [1, dead]}`")
          return nil
        }
        return pairs.compactMap { pair in
          texts.read(pair.value, reader).map { TableMapping.Condition(column: pair.key.trimmed, texts: $0) }
        }
      },
      write: { conditions, writer in
        Item(content: .fields(conditions.map { Item.Field($0.column, texts.write($0.texts, writer)) }))
      })
  }
}
