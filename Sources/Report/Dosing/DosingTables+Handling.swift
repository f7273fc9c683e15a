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
  ///   - millilitres: the volume of the infusion, where a person says it.
  public static func handling(
    _ drug: Drug, _ dose: Dose?, milligrams: Double?, millilitres: Double? = nil
  ) -> Table {
    var table = Table(name: "handling", title: "\(drug.id): handling", columns: ["what", "value", "by", "certainty"])
    func row(_ what: String, _ value: String, _ by: String, _ sources: [LibrarySource]) {
      table.rows.append([.words(what), .words(value), .words(by), .words(Self.certaintyWords(sources))])
    }
    for own in drug.handling.strengths {
      let strength = "\(Numbers.text(own.milligramsPerMillilitre, decimals: 4)) mg/mL"
      guard let milligrams else {
        row("strength", strength, own.product, own.sources)
        continue
      }
      let volume = own.millilitres(of: milligrams)
      let exact = "\(Numbers.text(volume.exact, decimals: 3)) mL"
      row(
        "volume",
        volume.rounded == volume.exact
          ? exact : "\(Numbers.text(volume.rounded, decimals: 2)) mL (\(exact) before rounding)",
        "\(own.product), \(strength)", own.sources)
    }
    for own in drug.handling.concentrations {
      let range =
        (own.least.map { "\(Numbers.text($0, decimals: 3)) to " } ?? "at most ")
        + "\(Numbers.text(own.most, decimals: 3)) mg/mL"
      row("concentration", range, own.by, own.sources)
      guard let milligrams else { continue }
      row("least volume", "\(Numbers.text(own.leastMillilitres(for: milligrams), decimals: 2)) mL", own.by, own.sources)
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
    for own in drug.handling.extravasationClasses { row("extravasation", own.word, own.scheme, own.sources) }
    if millilitres != nil, drug.handling.concentrations.isEmpty {
      table.rows.append([
        "this volume", "not judged: the library has no limits of concentration", .blank, .blank,
      ])
    }
    return table
  }

  /// The least certain of sources, in words.
  static func certaintyWords(_ sources: [LibrarySource]) -> String {
    let order = LibrarySource.Certainty.allCases
    return
      (sources.map(\.certainty).max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) } ?? .memory)
      .words
  }
}
