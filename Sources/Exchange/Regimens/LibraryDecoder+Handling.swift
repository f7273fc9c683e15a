// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Notation

extension LibraryDecoder {
  /// How a drug is prepared and given.
  static func handling(_ fields: Mapping) -> Drug.Handling {
    var handling = Drug.Handling()
    let concentrations = 0.000_1...1000.0
    handling.strengths = fields.list("strengths", LibraryTables.strength).compactMap { own in
      guard let product = own.text("product"),
        let strength = own.quantity("strength", unit: "mg/mL", in: concentrations)
      else { return nil }
      var found = Drug.Strength(
        product: product, form: own.text("form"), milligramsPerMillilitre: strength, sources: own.librarySources())
      found.stepBelowOne = own.quantity("step below 1 mL", unit: "mL", in: 0.01...1)
      found.step = own.quantity("step", unit: "mL", in: 0.01...10)
      return found
    }
    handling.concentrations = fields.list("concentration", LibraryTables.concentration).compactMap { own in
      guard let by = own.text("by"), let most = own.quantity("to", unit: "mg/mL", in: concentrations) else {
        return nil
      }
      let least = own.quantity("from", unit: "mg/mL", in: concentrations)
      if let least, least > most {
        own.log.error(own.mark("to"), "a concentration below the least", expected: "at least \(least) mg/mL")
      }
      var found = Drug.Concentration(by: by, least: least, most: most, sources: own.librarySources())
      found.form = own.text("form")
      return found
    }
    handling.emeticClasses = classes(fields, "emetic risk")
    handling.extravasationClasses = classes(fields, "extravasation")
    handling.byWeight = fields.list("by weight", LibraryTables.weightDose).compactMap { own in
      guard let from = own.quantity("from", unit: "kg", in: 0...700), let dose = own.dose("dose") else { return nil }
      return .init(from: from, dose: dose, sources: own.librarySources())
    }
    handling.ways = fields.list("given as", LibraryTables.way).compactMap { own in
      guard let by = own.text("by"), let words = own.text("way"), let most = own.dose("to") else { return nil }
      return .init(by: by, words: words, most: most, sources: own.librarySources())
    }
    handling.ratios = fields.list("ratio", LibraryTables.ratio).compactMap { own in
      guard let of = own.text("of"), let times = own.quantity("times", unit: "", in: 0.01...1000) else { return nil }
      return .init(of: of, factor: times, condition: condition(own, "when"), sources: own.librarySources())
    }
    return handling
  }

  /// The forms of the substance, each with as many doses as the others; where there are several, every solution names its own.
  static func forms(
    _ fields: Mapping, _ strengths: [Drug.Strength], _ concentrations: [Drug.Concentration]
  ) -> [Drug.Form] {
    let forms = fields.list("forms", LibraryTables.substanceForm).compactMap { own -> Drug.Form? in
      guard let name = own.text("form") else { return nil }
      let doses = own.oneOrMore("doses").compactMap { item in
        own.text(of: item).flatMap { text in
          own.reader.value(text, item, "a dose") { text throws(ValueSyntaxError) in try Dose(parsing: text) }
        }
      }
      return Drug.Form(name: name, words: own.texts("words"), doses: doses)
    }
    if Set(forms.map(\.doses.count)).count > 1 {
      fields.log.error(
        fields.mark("forms"), "forms with different numbers of doses",
        expected: "as many doses in each, in the same order")
    }
    let names = forms.map(\.name)
    for own in concentrations where !names.isEmpty && !(own.form.map(names.contains) ?? false) {
      fields.log.error(
        fields.mark("concentration"),
        "the concentration by \(ProblemLog.quoted(own.by)) without a form of the substance",
        expected: "`form:` with \(Wording.list(names))")
    }
    for strength in strengths where !names.isEmpty && !(strength.form.map(names.contains) ?? false) {
      fields.log.error(
        fields.mark("strengths"), "the solution \(ProblemLog.quoted(strength.product)) without a form of the substance",
        expected: "`form:` with \(Wording.list(names))")
    }
    return forms
  }

  private static func classes(_ fields: Mapping, _ key: String) -> [Drug.Class] {
    fields.list(key, LibraryTables.drugClass).compactMap { own in
      guard let scheme = own.text("scheme"), let word = own.text("class") else { return nil }
      return .init(scheme: scheme, word: word, from: own.dose("from"), sources: own.librarySources())
    }
  }
}
