// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

// Records that stand in rows of a table: a column a field. In JSON they stand within their patient, therapy or study.

extension Administration: Described {
  package static let notation = Record<Administration>(
    "administration", title: "an administration", "A dose on a day, or its omission.", inlineWidth: 400,
    blank: { Administration(drug: "", cycle: 1, day: 1, date: Day(0), state: .omitted) },
    [
      .required("cycle", \.cycle, .integer(1...500, "a cycle"), "Cycle of the therapy, from 1."),
      .required("day", \.day, .integer(1...366, "a day of the cycle"), "Day of the cycle, as planned, from 1."),
      .required("date", \.date, .day, "The day on which it was given, or should have been."),
      .required("dose", \.state, .administered, "`1000 mg/m2` or `omitted`."),
      Field(
        KeyTable.Key("drug", .text, "The drug; needed only in a therapy of several."),
        read: { given, mapping in
          given.drug = mapping.text("drug") ?? ""
          return given.checkDrug(mapping)
        }, write: { given, writer in writer.drugs == [given.drug] ? nil : Item(text: given.drug) }),
      .optional("mg", \.milligrams, .milligrams, "The absolute dose in mg, as charted."),
      .optional("reason", \.reason, .words("a reason"), "Why it differs from the plan."),
    ],
    finish: { given, mapping in
      guard given.isOmission, let milligrams = given.milligrams else { return }
      mapping.log.error(
        mapping.mark("mg"), "`omitted` beside \(Quantity.digits(milligrams)) mg",
        expected: "the dose that was given, or `omitted` and no amount: one of them is wrong")
    })

  /// An administration that names no drug is of the only one of its therapy.
  private mutating func checkDrug(_ mapping: Mapping) -> Bool {
    let drugs = mapping.reader.drugs
    if !drug.isEmpty {
      if let meant = mapping.reader.drugOfTherapy(drug) {
        drug = meant
        return true
      }
      mapping.log.error(
        mapping.mark("drug"), "\(ProblemLog.quoted(drug)) is no drug of this therapy", expected: Wording.list(drugs),
        suggestion: mapping.log.nearest(to: drug, in: drugs))
      return false
    }
    if drugs.count == 1 {
      drug = drugs[0]
      return true
    }
    mapping.log.error(mapping.mark, "a row without `drug` in a therapy of several", expected: Wording.list(drugs))
    return false
  }
}

extension Form where Value == Administration.State {
  /// `900 mg/m2`, or `omitted`.
  fileprivate static var administered: Form {
    Form(
      .either([.dose, .words(["omitted"])]),
      text: { text, item, reader in
        if text == "omitted" { return .omitted }
        do throws(ValueSyntaxError) {
          return .given(try Dose(parsing: text))
        } catch {
          if error.kind == .impossible {
            reader.log.tell(error, item.mark, "a dose")
            return nil
          }
          let isZero = (try? Quantity(parsing: text))?.number == 0
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a dose", expected: Dose.expected + ", or `omitted`",
            suggestion: isZero ? "omitted" : error.suggestion ?? reader.log.nearest(to: text, in: ["omitted"]))
          return nil
        }
      },
      print: { state in
        switch state {
        case .given(let dose): dose.text
        case .omitted: "omitted"
        }
      })
  }
}

extension Form where Value == Double {
  /// Milligrams, as a bare number or with their unit.
  fileprivate static var milligrams: Form {
    Form(
      .quantity("1400"), kind: .number,
      text: { text, item, reader in
        // A number of JSON has a point for its decimals.
        if reader.isCell, let readings = Quantity.thousandsOrDecimal(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a dose in mg",
            expected:
              "`\(readings.whole)` or `\(readings.decimal)`: before three digits a point or comma can mean thousands or a decimal"
          )
          return nil
        }
        if let quantity = try? Quantity(parsing: text), ["", "mg"].contains(quantity.unit),
          DoseUnit.milligrams.possibleAmounts.contains(quantity.number)
        {
          return quantity.number
        }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a dose in mg", expected: DoseUnit.milligrams.possibleText)
        return nil
      },
      print: { number in
        let digits = Quantity.digits(number)
        return Quantity.thousandsOrDecimal(digits) == nil ? digits : digits + "0"
      })
  }

  /// A number that may be negative.
  fileprivate static func signed(_ range: ClosedRange<Double>, _ what: String, _ expected: String) -> Form {
    Form(
      .quantity("12.1"), kind: .number,
      text: { text, item, reader in
        if let number = try? NumberText.double(text), range.contains(number) { return number }
        reader.log.error(item.mark, "\(ProblemLog.quoted(text)) for \(what)", expected: expected)
        return nil
      }, print: { Quantity.digits($0) })
  }
}

extension Form where Value == [Administration] {
  /// The administrations of the therapy that is read.
  static var administrations: Form {
    Administration.notation.form.rows(of: Administration.notation.table.title) { rows, _ in RowFault.all(in: rows) }
  }
}

extension LesionReading: Described {
  package static let notation = Record<LesionReading>(
    "lesion", title: "a reading of a lesion", "One lesion on one day as one reader saw it.", inlineWidth: 400,
    blank: { LesionReading(lesion: "", role: .target, date: Day(0), state: .notEvaluated) },
    [
      .required("date", \.date, .day, "The day."),
      .required("lesion", \.lesion, .text, "The same name at every visit."),
      .required("role", \.role, .words("a role"), "Its part in the judgement; `new` was not there at baseline."),
      .optional(
        "site", \.site, .text, "Organ; `lymph node` or `lymph node, iliac` for nodes, which are all one organ."),
      .optional("part", \.part, .text, "1, 2, … where a lesion split: its parts are added."),
      .required(
        "finding", \.state, .finding,
        "A length in mm with at most two decimals (longest diameter; short axis of a node), or `absent`, `present`, `too small` (counts as "
          + "5 mm), `progressed` (unequivocal, of what is not measured), `not evaluated`, `merged into T2`."),
      .optional(
        "density HU", \.density,
        // Air is −1000 HU; scanners with the extended scale end at 30 710.
        .signed(-2000...31_000, "a density in HU", "a number such as `62`, −2000 to 31 000"),
        "Mean density, for Choi's criteria."),
      .optional("method", \.method, .text, "`CT`, `MRI`, `chest X-ray`."),
      .optional(
        "slice mm", \.slice, .slice, "Slices thicker than 5 mm raise the least measurable length."),
      .optional(
        "reader", \.reader, .shortName, "A name where more than one reads; their judgements are held side by side."),
      .optional(
        "certainty", \.certainty, .words("a certainty"),
        "`equivocal` for a new lesion in doubt; if a later row is certain, progression is dated back."),
      .optional("treated", \.treatedLocally, .yesOrNo, "`yes` if irradiated or treated locally before."),
    ])
}

extension Form where Value == [LesionReading] {
  static var lesions: Form {
    LesionReading.notation.form.rows(of: LesionReading.notation.table.title) { RowFault.all(in: $0, $1) }
  }
}

extension Form where Value == LesionState {
  /// Words that a finding may be instead of a number of millimetres.
  private static var words: [(word: String, state: LesionState)] {
    [
      ("absent", .absent), ("present", .present), ("too small", .tooSmall), ("progressed", .progressed),
      ("not evaluated", .notEvaluated),
    ]
  }

  fileprivate static var finding: Form {
    let words = words
    return Form(
      .text, missing: .other("not evaluated"),
      text: { text, item, reader in
        if let known = words.first(where: { $0.word == text }) { return known.state }
        if text.hasPrefix("merged into ") { return .merged(into: text.dropFirst("merged into ".count).trimmed) }
        let bare = text.hasSuffix("mm") ? text.dropLast(2).trimmed : text
        if let length = Millimetres(bare), length <= .mm(1000) { return length == .zero ? .absent : .measured(length) }
        if Millimetres(bare) != nil {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for what was found", expected: "a length in mm, at most 1000")
          return nil
        }
        let withPoint = String(bare.map { $0 == "," ? "." : $0 })
        let isComma = bare.contains(",") && Millimetres(withPoint) != nil
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for what was found",
          expected: "a length in mm such as `13.9`, or " + Wording.list(words.map(\.word) + ["merged into LESION"]),
          suggestion: isComma ? withPoint : reader.log.nearest(to: text, in: words.map(\.word)))
        return nil
      },
      print: { state in
        switch state {
        case .measured(let length): length.digits
        case .merged(let other): "merged into \(other)"
        default: words.first { $0.state == state }?.word ?? ""
        }
      })
  }
}

extension Form where Value == Millimetres {
  fileprivate static var slice: Form {
    Form(
      .quantity("5"), kind: .number,
      text: { text, item, reader in
        if let length = Millimetres(text), length > .zero, length <= .mm(100) { return length }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a slice thickness in mm",
          expected: "a number such as `5` or `1.25`, above 0 and at most 100")
        return nil
      }, print: { $0.digits })
  }
}

extension Form where Value == Bool {
  fileprivate static var yesOrNo: Form {
    Form(
      .words(["yes", "no"]),
      text: { text, item, reader in
        if text == "yes" || text == "no" { return text == "yes" }
        reader.tellWord(text, item, ["yes", "no"], "`treated`")
        return nil
      }, print: { $0 ? "yes" : "no" })
  }
}

extension Comparator: Described {
  package static let notation = Record<Comparator>(
    "comparator", title: "a published arm", "A published arm to hold beside the cohort; never pooled with it.",
    blank: { Comparator(name: "", endpoint: .response, count: nil, source: "") },
    [
      .required("name", \.name, .text, "Its name: `Bay 2006`."),
      .required("endpoint", \.endpoint, .words("an endpoint"), "What was measured."),
      .optional("n", \.count, .patients(from: 1), "Patients."),
      .optional(
        "events", \.events, .patients(from: 0),
        "Patients with the event: with a response or disease control; of `progression-free` and `survival` the progressions or deaths, beside a median those of the whole follow-up."
      ),
      .optional(
        "free", \.free, .patients(from: 0),
        "Of `progression-free` and `survival`: patients free of progression, or alive, at `at months`."),
      .optional("rate %", \.rate, .rate, "The rate as printed, with its decimals: they decide which counts fit."),
      .optional("at months", \.atMonths, .months, "Months at which the rate holds."),
      .optional("median months", \.medianMonths, .months, "Median time in months."),
      .optional("population", \.population, .text, "Whom it treated with what."),
      .required("source", \.source, .text, "Where it is published."),
    ])
}

extension Form where Value == Int {
  fileprivate static func patients(from least: Int) -> Form {
    Form(
      .integer(least, 10_000_000), kind: .number,
      text: { text, item, reader in
        if let number = WholeNumber.parse(text), (least...10_000_000).contains(number) { return number }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for a number of patients", expected: "a whole number from \(least)")
        return nil
      }, print: { String($0) })
  }
}

extension Form where Value == Double {
  fileprivate static var months: Form {
    Form(
      .quantity("12.1"), kind: .number,
      text: { text, item, reader in
        if let number = try? NumberText.double(text), number > 0, number <= 1200 { return number }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for months",
          expected: "a number above 0 such as `12.1`, at most 1200")
        return nil
      }, print: { Quantity.digits($0) })
  }
}

extension Form where Value == Comparator.StatedRate {
  /// `18.4` or `18.4 %`.
  fileprivate static var rate: Form {
    Form(
      .quantity("18.4"),
      text: { written, item, reader in
        let text = written.hasSuffix("%") ? written.dropLast().trimmed : written
        if let percent = try? NumberText.double(text), (0...100).contains(percent), text.first?.isASCIIDigit == true {
          let decimals =
            text.firstIndex(where: { $0 == "." || $0 == "," }).map { text.distance(from: $0, to: text.endIndex) - 1 }
            ?? 0
          return Comparator.StatedRate(percent: percent, decimals: decimals)
        }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(written)) for a rate", expected: "percent such as `18.4`, 0 to 100",
          suggestion: text.contains(",") ? String(text.map { $0 == "," ? "." : $0 }) : nil)
        return nil
      }, print: { $0.digits })
  }
}

extension Comparator.StatedRate {
  /// The number with all its decimals: `18.40`.
  fileprivate var digits: String {
    let plain = Quantity.digits(percent)
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1].utf8.count : 0
    guard decimals > fraction else { return plain }
    return (fraction == 0 ? plain + "." : plain) + String(repeating: "0", count: decimals - fraction)
  }
}

extension Millimetres {
  /// The number without its unit: `13.9`.
  fileprivate var digits: String { Quantity.digits(number) }
}
