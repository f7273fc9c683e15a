// SPDX-License-Identifier: Apache-2.0

import Course
package import Dosing
package import Notation

extension Regimen: Described {
  package static let notation = Record<Regimen>(
    "regimen", title: "a regimen", "Drugs, doses, days and cycle.",
    blank: { Regimen(id: "", name: "", cycleDays: 0, components: []) },
    [
      .required("regimen", \.id, .kebab, "Identifier."), .required("name", \.name, .text, "Name for people."),
      .optional("disease", \.disease, .text, "For which disease."),
      .with("status", \.status, .words(), absent: .inUse, "Whether it is in use."),
      .required("cycle", \.cycleDays, .cycleDays, "From a day 1 to the next."),
      .optional("most cycles", \.mostCycles, .integer(1...500), "Cycles planned or allowed."),
      .parts("drugs", \.components, required: true, "The drugs in the order of administration.") {
        part, regimen, item, log in
        let length = regimen.cycleDays
        guard length > 0, let last = part.days.last, last > length else { return }
        log.error(
          item.mark(of: "days"), "day \(last) in a cycle of \(length) days", expected: "days up to \(length)")
      },
      .accompaniments("premedication", \.premedication, "Premedication."),
      .accompaniments("support", \.support, "Supportive drugs."),
      .many(
        "care", \.care, Form<String>.text.oneOrMore, "What belongs to it beside drugs: hydration, tests."),
      .many(
        "levels", \.levels, Form.dosesByDrug.list(of: "doses by drug"),
        "Dose levels, the full dose first: dose by drug."),
      .optional("below", \.belowLevels, .text, "What comes below the last level."),
      .parts("variants", \.variants, "Doses for some patients.") { variant, regimen, item, log in
        log.check(variant.doses.keys, of: regimen.drugs, item.mark(of: "doses"))
      },
      .many("rules", \.rules, Form<String>.identifier.oneOrMore, "Rule sets that go with it."),
      .many("alternatives", \.alternatives, Form<String>.identifier.oneOrMore, "Other schedules of the same drugs."),
      .optional("followed by", \.followedBy, .identifier, "The regimen that follows this one."),
      .note(\.note), .sources(\.sources),
    ],
    finish: { regimen, mapping in
      for level in regimen.levels { mapping.log.check(level.keys, of: regimen.drugs, mapping.mark("levels")) }
    })
}

extension Regimen.Component: Described {
  package static let notation = Record<Regimen.Component>(
    "component", title: "a drug of a regimen", "A drug with its dose and days.", inlineWidth: 110,
    blank: { Regimen.Component(drug: "", dose: .blank, days: []) },
    [
      .required("drug", \.drug, .text, "Generic name."),
      .optional("form", \.form, .text, "The form of the substance that the dose is of, where the drug has several."),
      .required("dose", \.dose, .dose, "Dose of one administration."),
      .required("days", \.days, .cycleDays(from: 1), "Days of the cycle."),
      .with("times a day", \.timesADay, .integer(1...6), absent: 1, "Administrations a day."),
      .optional("route", \.route, .words(), "Route."),
      .optional("infusion", \.infusionMinutes, .infusionMinutes, "Duration of the infusion in min or h."),
      .optional(
        "rate", \.ratePerMinute, .amount("mg/m2/min", in: 0.01...1000, "10 mg/m2/min"),
        "Fixed rate of the infusion: a reduced dose takes less time."),
      .optional("basis", \.basis, .weightBasis, "Weight that the dose is based on."),
      .optional("cap", \.surfaceCap, .amount("m2", in: 1...3, "2.0 m2"), "Greatest body surface."),
      .optional("most", \.mostMilligrams, .milligrams("2 mg"), "Greatest single dose."),
      .optional(
        "most cycles", \.mostCycles, .integer(1...500), "Cycles in which this drug is given at most."),
      .note(\.note),
    ])
}

extension Regimen.Accompaniment: Described {
  package static let notation = Record<Regimen.Accompaniment>(
    "accompaniment", title: "an accompanying drug", "Premedication or support.", inlineWidth: 110,
    blank: { Regimen.Accompaniment(drug: "") },
    [
      .required("drug", \.drug, .text, "Generic name."),
      Field(
        KeyTable.Key("dose", Form.dose.schema, "Dose, where it is fixed."),
        read: { part, mapping in
          part.dose = mapping.value("dose", .dose)
          return true
        },
        // What follows another drug's dose has none of its own.
        write: { part, writer in part.share == nil ? part.dose.map { Form.dose.write($0, writer) } : nil }),
      .with(
        "days", \.days, .cycleDays(from: -30), absent: [], "Days of the cycle; 0 and below are before day 1."),
      .with("times a day", \.timesADay, .integer(1...6), absent: 1, "Administrations on each of these days."),
      .sharePercent, .shareDrug, .optional("route", \.route, .words(), "Route."), .note(\.note),
    ])
}

extension Field where Root == Regimen.Accompaniment {
  /// How much of another drug's dose it is; which drug that is, the next key says.
  fileprivate static var sharePercent: Field {
    let form = Form<Double>.amount("%", in: 1...500, "20 %")
    return Field(
      KeyTable.Key("share", form.schema, "The dose in percent of another drug's, which it follows."),
      read: { part, mapping in
        if mapping.has("share") != mapping.has("of") {
          mapping.log.error(
            mapping.mark, "`share` and `of` belong together", expected: "`share: 20 %` and `of: ifosfamide`, or neither"
          )
        }
        if let percent = mapping.value("share", form), let drug = mapping.text("of") {
          part.share = .init(percent: percent, of: drug)
        }
        return true
      }, write: { part, writer in part.share.map { form.write($0.percent, writer) } })
  }

  fileprivate static var shareDrug: Field {
    Field(
      KeyTable.Key("of", .text, "That drug."), read: { _, _ in true },
      write: { part, writer in part.share.map { Form.text.write($0.drug, writer) } })
  }
}

extension Field where Root == Regimen {
  /// What goes with the drugs: a share of another's dose is that of the drug before.
  fileprivate static func accompaniments(
    _ key: String, _ path: any WritableKeyPath<Regimen, [Regimen.Accompaniment]> & Sendable, _ summary: String
  ) -> Field {
    .parts(key, path, summary) { part, regimen, item, log in
      guard let share = part.share else { return }
      guard let whole = regimen.components.first(where: { $0.drug == share.drug })?.dose else {
        log.check([share.drug], of: regimen.drugs, item.mark(of: "of"))
        return
      }
      part.dose = Dose(amount: whole.amount * share.percent / 100, unit: whole.unit)
    }
  }
}

extension Regimen.Variant: Described {
  package static let notation = Record<Regimen.Variant>(
    "variant", title: "a variant", "Doses for some patients.",
    blank: { Regimen.Variant(condition: .fact(""), doses: [:], sources: []) },
    [
      .required("when", \.condition, .condition, "For whom: a condition, `body surface < 1.0 m2`."),
      .required("doses", \.doses, .dosesByDrug, "Dose by drug."), .sources(\.sources),
    ])
}
