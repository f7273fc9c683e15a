// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
import Plain

extension DosingTables {
  /// How a dose is prepared and given, as named texts have it: volume, concentration, classes of emetic risk and of extravasation. No rows where the library has nothing.
  ///
  /// - Parameters:
  ///   - drug: the drug.
  ///   - dose: the dose that is given, by which classes may differ; nil for the drug alone.
  ///   - milligrams: the same in mg.
  ///   - form: the form of the substance that the dose is of; nil where it is not told. A volume is of the same form alone.
  ///   - millilitres: the volume of the infusion, where a person says it.
  public static func handling(
    _ drug: Drug, _ dose: Dose?, milligrams: Double?, form: String? = nil, millilitres: Double? = nil
  ) -> Table {
    var table = Table(name: "handling", title: "\(drug.id): handling", columns: ["what", "value", "by", "certainty"])
    func row(_ what: String, _ value: String, _ by: String, _ sources: [LibrarySource]) {
      table.rows.append([.words(what), .words(value), .words(by), .words(Self.certaintyWords(sources))])
    }
    // A dose that texts have of one form alone is of that.
    let only = form == nil ? dose.flatMap(drug.form(having:))?.name : nil
    let form = form ?? only
    if let only, let dose, milligrams != nil {
      table.footnotes.append(
        "Of which form the dose is is not told: \(text(dose)) is one of \(only) in the texts read, and the volume is of that. “\(drug.id) \(only)” tells it."
      )
    }
    if form == nil, !drug.forms.isEmpty, milligrams != nil {
      table.footnotes.append(
        "Of which form the dose is (\(drug.forms.map(\.name).joined(separator: ", "))) is not told: the volume is shown for each, and only one is right. "
          + "“\(drug.id) \(drug.forms[0].name)” tells it.")
    }
    for own in drug.handling.strengths {
      // A dose of another form has another volume.
      if let form, let other = own.form, form != other { continue }
      let strength =
        "\(Numbers.text(own.milligramsPerMillilitre, decimals: 4)) mg/mL" + (own.form.map { " of \($0)" } ?? "")
      guard let milligrams else {
        row("strength", strength, own.product, own.sources)
        continue
      }
      let volume = own.millilitres(of: milligrams)
      let exact = "\(Numbers.text(volume.exact, decimals: 3)) mL"
      row(
        form == nil ? own.form.map { "volume if the dose is of \($0)" } ?? "volume" : "volume",
        volume.rounded == volume.exact
          ? exact : "\(Numbers.text(volume.rounded, decimals: 2)) mL (\(exact) before rounding)",
        "\(own.product), \(strength)", own.sources)
    }
    for own in drug.handling.concentrations {
      if let form, let other = own.form, form != other { continue }
      let range =
        (own.form.map { "of \($0): " } ?? "") + (own.least.map { "\(Numbers.text($0, decimals: 3)) to " } ?? "at most ")
        + "\(Numbers.text(own.most, decimals: 3)) mg/mL"
      row("concentration", range, own.by, own.sources)
      guard let milligrams else { continue }
      row(
        form == nil ? own.form.map { "least volume if the dose is of \($0)" } ?? "least volume" : "least volume",
        "\(Numbers.text(own.leastMillilitres(for: milligrams), decimals: 2)) mL", own.by,
        own.sources)
      if let millilitres {
        let found = "\(Numbers.text(milligrams / millilitres, decimals: 3)) mg/mL in \(Numbers.text(millilitres)) mL"
        row(
          "this volume", "\(found): \(own.allows(milligrams: milligrams, in: millilitres) ? "within" : "OUTSIDE")",
          own.by,
          own.sources)
      }
    }
    for own in dose.map(drug.handling.ways(of:)) ?? drug.handling.ways {
      row("given as", own.words + (dose == nil ? ", up to \(text(own.most))" : ""), own.by, own.sources)
    }
    let classes = dose == nil ? drug.handling.emeticClasses : drug.handling.emeticClasses(of: dose)
    for own in classes {
      row("emetic risk", own.word + (own.from.map { ", from \(text($0)) on" } ?? ""), own.scheme, own.sources)
    }
    for own in drug.handling.cautions {
      row("heed", (own.condition.map { "if \($0): " } ?? "") + own.words, own.by ?? "", own.sources)
    }
    for own in drug.handling.extravasationClasses { row("extravasation", own.word, own.scheme, own.sources) }
    if millilitres != nil, drug.handling.concentrations.isEmpty {
      table.rows.append([
        "this volume", "not judged: the library has no limits of concentration", .blank, .blank,
      ])
    }
    return table
  }

  /// What texts warn of for a patient, a line each, where the condition holds.
  public static func cautions(_ drug: Drug, _ observations: Observations) -> [String] {
    drug.handling.cautions.compactMap { own in
      guard let condition = own.condition, condition.truth(observations) == .yes else { return nil }
      return "\(drug.id), \(condition): \(own.words) (\(own.by.map { "\($0), " } ?? "")\(certaintyWords(own.sources)))."
    }
  }

  /// The least certain of sources, in words.
  static func certaintyWords(_ sources: [LibrarySource]) -> String {
    let order = LibrarySource.Certainty.allCases
    return
      (sources.map(\.certainty).max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) } ?? .memory)
      .words
  }
}
