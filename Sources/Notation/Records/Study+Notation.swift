// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

extension Study: Described {
  /// `study.yaml`
  package static let notation = Record<Study>(
    "study", title: "study.yaml", "What is said of the whole series.", blank: { Study(title: "") },
    [
      .required("study", \.title, .verbatim, "Title of the study or paper."), Section.field(),
      .recorded("centre", \.centre, .text, "Who treated the patients."),
      .recorded("citation", \.citation, .text, "How to cite the source, if it is published."),
      .recorded("licence", \.licence, .text, "Licence of the source material."),
      .recorded("design", \.design, .text, "Design in the source's words."),
      .recorded("ethics", \.ethics, .text, "Ethics approval."),
      .recorded("consent", \.consent, .text, "Consent to treatment, analysis or publication."),
      .recorded(
        "period", \.period, .date,
        "When the patients were treated, in EDTF: `2014/2021`. Treatment with a date outside of it is asked about."),
      .recorded("data cut-off", \.dataCutOff, .date, "Until when outcomes were tracked, in EDTF: `2021-06`."),
      .with("guideline", \.guideline, .words(), absent: .care, "Reporting guideline to measure against."),
      .with(
        "definitions", \.definitions, .record, absent: Definitions(), "Definitions where the field has several."),
      .with(
        "abbreviations", \.abbreviations, .abbreviations, absent: [:], "Short names for figures: `gemcitabine: Gem`."),
      .many("fields", \.fields, .studyFields, "Fields of the study's own, of which patients have values."),
      .with("sources", \.sources, .studySources, absent: [:], "Where the fields above are stated."),
      .many("remarks", \.remarks, .remarks, "What no field holds."),
    ],
    finish: { _, mapping in mapping.reader.place(.study, mapping.mark) })

  /// The fields of `study.yaml` that can have a source.
  package static let sourcedFields = [
    "study", "centre", "citation", "licence", "design", "ethics", "consent", "period", "data cut-off", "guideline",
    "definitions",
  ]
}

extension Definitions: Described {
  package static let notation = Record<Definitions>(
    "definitions", title: "the definitions", "Definitions where the field has several.", blank: { Definitions() },
    [
      .with(
        "plain numbers", \.tolerance.plain, .tolerance, absent: .halfLastDigit,
        "How far a plain stated number may be from the truth: `half last digit`, `exact`, or a fraction: `10 %`."),
      .with(
        "treatment ends", \.treatmentEnd, .words(), absent: .stop,
        "At the decision to stop, or on the day of the last dose."),
      .with(
        "days", \.inclusiveDays, Form<Days>.words().mapped({ $0 == .inclusive }, { $0 ? .inclusive : .exclusive }),
        absent: false, "Whether an interval counts its last day: end - start (+ 1)."),
      .with(
        "maintenance", \.maintenance, .words(), absent: .withInduction,
        "Whether maintenance counts with the induction it follows."),
      .with("censoring", \.censoring, .words(), absent: .lastContact, "What censors a time to progression."),
    ])

  private enum Days: String, CaseIterable, Sendable {
    case exclusive, inclusive
  }
}

extension Remark: Described {
  package static let notation = Record<Remark>(
    "remark", title: "a remark", "A statement about the study that no field holds.",
    blank: { Remark(topic: "", text: "", sources: []) },
    [
      .required("topic", \.topic, .text, "What it is about."),
      .required("text", \.text, .text, "The statement in your words."), .sources(\.sources),
    ])
}

extension Form where Value == [Remark] {
  fileprivate static var remarks: Form {
    let form = Remark.notation.form
    return Form(
      .list(form.schema),
      read: { item, reader in
        var remarks: [Remark] = []
        for item in reader.items(item, of: Remark.notation.table.title) {
          guard let remark = form.read(item, reader) else { continue }
          reader.place(.remark(remarks.count), item.mark)
          remarks.append(remark)
        }
        return remarks
      }, write: form.list(of: "").write)
  }
}

extension Form where Value == Tolerance.Rule {
  fileprivate static var tolerance: Form {
    let words = ["half last digit", "exact"]
    return Form(
      .either([.words(words), .pattern("^[0-9.,]+ ?%$", "10 %")]),
      text: { text, item, reader in
        switch text {
        case "half last digit": return .halfLastDigit
        case "exact": return .exact
        default:
          if let quantity = try? Quantity(parsing: text), quantity.unit == "%", quantity.number < 100 {
            // A hundredth by the digits: 33.3 / 100 is not the number nearest to 0.333.
            return .fraction(Double("\(quantity.number)e-2") ?? quantity.number / 100)
          }
          reader.log.error(
            item.mark, ProblemLog.quoted(text), expected: "`half last digit`, `exact` or a fraction such as `10 %`",
            suggestion: reader.log.nearest(to: text, in: words))
          return nil
        }
      },
      print: { rule in
        switch rule {
        case .halfLastDigit: "half last digit"
        case .exact: "exact"
        case .fraction(let fraction): Quantity.digits(Double("\(fraction)e2") ?? fraction * 100) + " %"
        }
      })
  }
}

extension Form where Value == [String: String] {
  fileprivate static var abbreviations: Form {
    Form(
      .map(.text),
      read: { item, reader in
        guard case .fields(let pairs) = item.content else {
          reader.log.error(
            item.mark, "\(item.kind) where abbreviations should stand", expected: "`gemcitabine: Gem`")
          return nil
        }
        var abbreviations: [String: String] = [:]
        for pair in pairs {
          guard let text = reader.text(of: pair.value) else { continue }
          let drug = DrugNames.generic(pair.key) ?? pair.key
          // Two names of one drug may share letters; two drugs may not.
          let other = abbreviations.keys.sorted().first {
            abbreviations[$0]?.lowercased() == text.lowercased() && (DrugNames.generic($0) ?? $0) != drug
          }
          if let other {
            reader.log.warning(
              pair.mark,
              "\(ProblemLog.quoted(text)) stands for \(ProblemLog.quoted(other)) and for \(ProblemLog.quoted(pair.key)): figures call neither by it",
              expected: "other letters for one of them")
          }
          abbreviations[pair.key] = text
        }
        return abbreviations
      },
      write: { abbreviations, _ in
        Item(
          content: .fields(
            abbreviations.sorted { NaturalOrder.precedes($0.key, $1.key) }.map {
              Item.Field($0.key, Item(text: $0.value))
            }))
      })
  }
}

extension Form where Value == [String: [Source]] {
  fileprivate static var studySources: Form { Study.sourcesNotation.form }
}

extension Study {
  /// Where the fields of the study are stated.
  package static let sourcesNotation = Record<[String: [Source]]>(
    "study-sources", title: "the sources of the study", "Where the fields of study.yaml are stated.", blank: { [:] },
    sourcedFields.map { key in
      let form = Form<Source>.record.oneOrMore
      return Field(
        KeyTable.Key(key, form.schema, "Where `\(key)` is stated."),
        read: { sources, mapping in
          let own = mapping.value(key, form) ?? []
          if !own.isEmpty { sources[key] = own }
          return true
        },
        write: { sources, writer in
          guard let own = sources[key], !own.isEmpty else { return nil }
          return form.write(own, writer)
        })
    })

  /// The study as a document, without what stands in files of its own.
  package func written() -> Item { Study.notation.write(self, Writer(section: Section.common(allSources))) }

  /// All sources of the study's own statements.
  var allSources: [Source] {
    Study.sourcedFields.flatMap { sources[$0] ?? [] } + remarks.flatMap(\.sources)
  }
}
