// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Dosing
import Notation

extension LibraryDecoder {
  static func regimen(_ fields: Mapping) -> Regimen? {
    let id = identifier(fields, "regimen")
    let name = fields.text("name")
    let cycle = fields.quantity("cycle", unit: "d", in: 1...366)
    if let cycle, cycle != cycle.rounded() {
      fields.log.error(fields.mark("cycle"), "a cycle of \(Numbers.plain(cycle)) d", expected: "whole days, 1 to 366")
      return nil
    }
    let components = fields.list("drugs", LibraryTables.component).compactMap { component($0, cycle: cycle) }
    guard let id, let name, let cycle else { return nil }
    var regimen = Regimen(id: id, name: name, cycleDays: Int(cycle), components: components)
    regimen.disease = fields.text("disease")
    regimen.status = fields.word("status", Regimen.Status.self) ?? .inUse
    regimen.mostCycles = fields.integer("most cycles", 1...500)
    regimen.premedication = accompaniments(fields, "premedication", components)
    regimen.support = accompaniments(fields, "support", components)
    regimen.care = fields.texts("care")
    regimen.levels = fields.levels("levels")
    regimen.belowLevels = fields.text("below")
    regimen.variants = fields.list("variants", LibraryTables.variant).compactMap { variant in
      guard let condition = condition(variant, "when"), let doses = variant.item("doses").map(variant.doses) else {
        return nil
      }
      checkDrugs(doses.keys, of: regimen.drugs, variant.mark("doses"), fields.log)
      return .init(condition: condition, doses: doses, sources: variant.librarySources())
    }
    for level in regimen.levels { checkDrugs(level.keys, of: regimen.drugs, fields.mark("levels"), fields.log) }
    regimen.rules = fields.texts("rules")
    regimen.alternatives = fields.texts("alternatives")
    regimen.followedBy = fields.text("followed by")
    regimen.note = fields.text("note")
    regimen.sources = fields.librarySources()
    return regimen
  }

  static func checkDrugs(_ drugs: some Sequence<String>, of known: [String], _ mark: Mark, _ log: ProblemLog) {
    for drug in drugs.sorted() where !known.contains(drug) {
      log.error(
        mark, "\(ProblemLog.quoted(drug)) is no drug of this file", expected: Wording.list(known),
        suggestion: log.nearest(to: drug, in: known))
    }
  }

  private static func component(_ fields: Mapping, cycle: Double?) -> Regimen.Component? {
    let drug = fields.text("drug")
    let dose = fields.dose("dose")
    let days = fields.libraryDays("days", from: 1)
    if let cycle, let last = days.last, Double(last) > cycle {
      fields.log.error(
        fields.mark("days"), "day \(last) in a cycle of \(Int(cycle)) days", expected: "days up to \(Int(cycle))")
    }
    guard let drug, let dose, !days.isEmpty else { return nil }
    var component = Regimen.Component(drug: drug, dose: dose, days: days)
    component.form = fields.text("form")
    component.timesADay = fields.integer("times a day", 1...6) ?? 1
    component.route = fields.word("route", Regimen.Route.self)
    component.infusionMinutes = infusion(fields)
    component.ratePerMinute = fields.quantity("rate", unit: "mg/m2/min", in: 0.01...1000)
    component.basis = basis(fields)
    component.surfaceCap = fields.quantity("cap", unit: "m2", in: 1...3)
    component.mostMilligrams = fields.quantity("most", unit: "mg", in: 0.000_1...200_000)
    component.mostCycles = fields.integer("most cycles", 1...500)
    component.note = fields.text("note")
    return component
  }

  /// `adjusted weight` is by Devine with the factor 0.4, unless a person says otherwise.
  private static func basis(_ fields: Mapping) -> WeightBasis? {
    guard let item = fields.item("basis"), let text = fields.text(of: item) else { return nil }
    let known: [String: WeightBasis] = [
      "actual weight": .actual, "adjusted weight": .adjustedDevine, "ideal weight": .ideal(.devine),
      "midpoint weight": .midpoint(.devine),
    ]
    if let basis = known[text] { return basis }
    fields.log.error(
      item.mark, "\(ProblemLog.quoted(text)) for the weight of a dose", expected: Wording.list(known.keys.sorted()),
      suggestion: fields.log.nearest(to: text, in: known.keys.sorted()))
    return nil
  }

  private static func infusion(_ fields: Mapping) -> Int? {
    guard let item = fields.item("infusion"), let text = fields.text(of: item) else { return nil }
    if let quantity = try? Quantity(parsing: text), ["min", "h"].contains(quantity.unit) {
      let minutes = quantity.unit == "h" ? quantity.number * 60 : quantity.number
      // Ten weeks: pumps that run for a whole course.
      if (1...100_800).contains(minutes) { return Int(minutes) }
    }
    fields.log.error(
      item.mark, "\(ProblemLog.quoted(text)) for an infusion", expected: "`90 min` or `24 h`, 1 min to 1680 h")
    return nil
  }

  private static func accompaniments(
    _ fields: Mapping, _ key: String, _ components: [Regimen.Component]
  ) -> [Regimen.Accompaniment] {
    fields.list(key, LibraryTables.accompaniment).compactMap { item in
      guard let drug = item.text("drug") else { return nil }
      var part = Regimen.Accompaniment(
        drug: drug, dose: item.dose("dose"), days: item.libraryDays("days", from: -30),
        route: item.word("route", Regimen.Route.self), note: item.text("note"))
      part.timesADay = item.integer("times a day", 1...6) ?? 1
      if let percent = item.quantity("share", unit: "%", in: 1...500), let drug = item.text("of") {
        guard let whole = components.first(where: { $0.drug == drug })?.dose else {
          checkDrugs([drug], of: components.map(\.drug), item.mark("of"), item.log)
          return nil
        }
        part.share = .init(percent: percent, of: drug)
        part.dose = Dose(amount: whole.amount * percent / 100, unit: whole.unit)
      } else if item.has("share") != item.has("of") {
        item.log.error(
          item.mark, "`share` and `of` belong together", expected: "`share: 20 %` and `of: ifosfamide`, or neither")
      }
      return part
    }
  }
}
