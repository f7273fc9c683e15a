// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Exchange
import Plain
import Dosing
import Report

/// `verlauf dose DRUG DOSE` or `verlauf dose REGIMEN`
struct DoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose", abstract: "Compute a dose from body size, show every step and what other conventions give.",
    discussion: """
      EXAMPLES
        verlauf dose gemcitabine "900 mg/m2" --height 175 --weight 110 --sex male
        verlauf dose gemcitabine "900 mg/m2" --height 175 --weight 110 --sex male --basis adjusted --vial 200
        verlauf dose gem-doc-900-100-q21 --height 168 --weight 71              every drug of a regimen
        verlauf dose cisplatin "50 mg" --bands nhs-1-mg-ml                 dose bands
        verlauf dose carboplatin "5 AUC" --age 65 --weight 70 --height 170 --sex male --creatinine "1.4 mg/dL" --gfr-cap 125
        verlauf dose doxorubicin "75 mg/m2" --height 170 --weight 75 --given "doxorubicin 4 x 60"

      No conformity assessment was made: it calculates, the treating team decides.
      """)

  @Argument(help: "A drug, or the id of a regimen.") var what: String
  @Argument(help: "Dose of a drug: \"900 mg/m2\", \"15 mg/kg\", \"800 mg\", \"5 AUC\".") var dose: String?
  @OptionGroup var size: SizeArguments
  @Option(NumberRange(1...200, "%"), help: "Share of the dose to give.") var percent = 100.0
  @Option(NumberRange(0.01...20_000, "mg"), help: "Round to whole vials of so many mg.") var vial: Double?
  @Option(NumberRange(0.1...25, "%"), help: "Round to the coarsest step within so many percent.") var round: Double?
  @Option(help: "Round to a table of bands, by its id.") var bands: String?
  @Option(help: "A dose on the step between two bands goes up or down.") var onStep = "up"
  @Option(NumberRange(0.1...100, "%"), help: "Rounding to vials may change the dose by so much.") var limit = 10.0
  @Option(NumberRange(0...300, "mL/min"), help: "Glomerular filtration, measured or estimated.") var gfr: Double?
  @Option(NumberRange(18...120, "years"), help: "Age, for Cockcroft-Gault.") var age: Int?
  @Option(help: "Serum creatinine with its unit: \"1.4 mg/dL\", \"97 µmol/L\".") var creatinine: String?
  @Option(NumberRange(0.1...5, "mg/dL"), help: "Least creatinine (NCCN templates: 0.7).") var creatinineFloor: Double?
  @Option(NumberRange(10...300, "mL/min"), help: "Greatest filtration for Calvert (FDA: 125; ADDIKD advises none).")
  var gfrCap: Double?
  @Option(
    help:
      "Anthracyclines given so far, drug, times (1 to 500) and mg/m² (0.1 to 2,000): \"doxorubicin 4 x 60\". Repeat for several."
  ) var given: [String] = []
  @Option(help: "Scheme of doxorubicin equivalents for other anthracyclines.") var equivalents: String?
  @Option(NumberRange(1...5000, "mg/m²"), help: "Limit of cumulative doxorubicin.") var cumulativeLimit = 550.0
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    var base = DoseOrder(Dose(amount: 1, unit: .milligrams))
    base.size = size.size(&problems)
    size.apply(to: &base, &problems)
    base.percent = percent
    base.rounding = rounding(library, &problems)
    base.filtrationMillilitresPerMinute = filtration(base, &problems)
    base.filtrationCap = gfrCap
    let parts = parts(library, &problems)
    let total = cumulative(library, &problems)
    try problems.stop()
    var tables: [Table] = []
    for part in parts {
      var order = base
      order.dose = part.dose
      if let cap = part.surfaceCap, order.surfaceCap == nil { order.surfaceCap = cap }
      if let computed = problems.value(try order.compute(), part.drug) {
        tables += DosingTables.dose(part.drug, order, computed)
      }
    }
    try problems.stop()
    if let total { tables.append(total) }
    format.show(tables)
  }

  /// `900 to 1,250 mg/m²`
  private static func text(_ doses: ClosedRange<Double>, _ unit: DoseUnit) -> String {
    let least = Numbers.text(doses.lowerBound, decimals: 4)
    let most = DosingTables.text(Dose(amount: doses.upperBound, unit: unit))
    return doses.lowerBound == doses.upperBound ? most : "\(least) to \(most)"
  }

  private func parts(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [Regimen.Component] {
    if let dose {
      let parts = dose.split(separator: ",", omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].last?.isNumber == true, parts[1].first?.isNumber == true,
        Quantity.thousandsOrDecimal(dose) == nil
      {
        problems.note("\(dose): a decimal comma; did you mean \"\(parts.joined(separator: "."))\"?")
        return []
      }
      guard let drug = problems.drug(what, in: library) else { return [] }
      if library.drugs[drug] == nil {
        Terminal.tell("warning: the library has no doses of `\(drug)`; the dose is computed all the same.")
      }
      do {
        let dose = try Dose(parsing: dose)
        if let usual = library.doses(of: drug, in: dose.unit), !usual.contains(dose.amount),
          dose.amount > usual.upperBound * 3 || dose.amount < usual.lowerBound / 8
        {
          Terminal.tell(
            "warning: \(DosingTables.text(dose)) of \(drug) is far from the library's \(Self.text(usual, dose.unit)).")
        }
        return [Regimen.Component(drug: drug, dose: dose, days: [1])]
      } catch {
        if dose.trimmed.hasSuffix("%") {
          problems.note("\(dose): a percentage is no dose; expected \"900 mg/m2\", or use --percent")
        } else if dose.contains(" on day") {
          problems.note("\(dose): days belong to a regimen; expected a dose alone, \"900 mg/m2\"")
        } else {
          let usual = DoseUnit.allCases.compactMap { unit in
            library.doses(of: drug, in: unit).map { "; the library has \(Self.text($0, unit)) of \(drug)" }
          }.first
          problems.note(
            "\(dose): expected \"900 mg/m2\", \"15 mg/kg\", \"800 mg\" or \"5 AUC\" (\(error.advice)\(usual ?? ""))")
        }
      }
      return []
    }
    if library.regimens[what] == nil, let drug = library.generic(what) {
      problems.note("\(drug) is a drug: give its dose, \"900 mg/m2\"")
      return []
    }
    return problems.find(what, in: library.regimens, "regimen")?.components ?? []
  }

  private func rounding(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> RoundingRule {
    let step = DoseBandTable.OnStep(rawValue: onStep)
    if step == nil { problems.note("--on-step \(onStep): expected up or down") }
    if [vial != nil, round != nil, bands != nil].filter({ $0 }).count > 1 {
      problems.note("one of --vial, --round and --bands")
    }
    if let vial {
      return .vial(milligrams: vial, limitPercent: limit)
    }
    if let round {
      return .percentage(limitPercent: round)
    }
    if let bands, let table = problems.find(bands, in: library.bands, "band table", "--bands"), let step {
      return .bands(table, onStep: step)
    }
    return .exact
  }

  private func filtration(_ order: DoseOrder, _ problems: inout ArgumentProblems) -> Double? {
    if let gfr { return gfr }
    guard let creatinine else { return nil }
    guard let age, let size = order.size, let sex = size.sex else {
      problems.note("--creatinine needs --age, --weight, --height and --sex, for Cockcroft-Gault")
      return nil
    }
    guard let value = problems.laboratory(.creatinine, creatinine, "--creatinine \"\(creatinine)\""),
      let weight = problems.value(
        try size.dosingWeight(order.basis, belowSixtyInches: order.belowSixtyInches), "--creatinine")
    else { return nil }
    guard
      let clearance = CreatinineClearance(
        ageYears: age, weightKilograms: weight.kilograms, creatinineMilligramsPerDecilitre: value,
        isFemale: sex == .female, floor: creatinineFloor)
    else {
      problems.note("--age \(age): Cockcroft-Gault is for 18 to 120 years")
      return nil
    }
    Terminal.tell("Cockcroft-Gault by \(order.basis.name): \(clearance.arithmetic)")
    for remark in clearance.remarks { Terminal.tell("  \(remark)") }
    return clearance.millilitresPerMinute
  }

  private func cumulative(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> Table? {
    guard !given.isEmpty else {
      // Neither says anything without what was given; it would be passed over in silence.
      if let equivalents { problems.note("--equivalents \(equivalents) without --given") }
      return nil
    }
    var courses: [GivenCourse] = []
    for text in given {
      let all = text.split(separator: " ").map(String.init)
      // A name may be of several words: `pegylated liposomal doxorubicin 4 x 40`.
      let words = [all.dropLast(3).joined(separator: " ")] + all.suffix(3)
      guard all.count >= 4, words[2] == "x" else {
        problems.note("--given \"\(text)\": expected \"doxorubicin 4 x 60\" (drug, administrations, mg/m²)")
        continue
      }
      let count = problems.whole(words[1], NumberRange(1...500, "administrations"), "--given \"\(text)\"")
      let dose = problems.number(words[3], NumberRange(0.1...2000, "mg/m²"), "--given \"\(text)\"")
      let drug = problems.drug(words[0], in: library, "--given \"\(text)\"")
      guard let count, let dose, let drug else { continue }
      courses.append(GivenCourse(drug: drug, administrations: count, milligramsPerSquareMetre: dose))
    }
    var factors: [String: Double] = [:]
    if let equivalents {
      factors = library.doxorubicinFactors(equivalents)
      if factors.isEmpty {
        problems.note(
          "--equivalents \(equivalents): the library has "
            + (library.equivalenceSchemes.isEmpty ? "none" : library.equivalenceSchemes.joined(separator: ", ")))
      }
    }
    do {
      return DosingTables.cumulative(
        try AnthracyclineTotal(courses, factors: factors, limit: cumulativeLimit),
        risks: library.drugs["doxorubicin"]?.cumulativeRisks ?? [])
    } catch {
      problems.note("--given: \(error)")
      return nil
    }
  }
}

extension ArgumentProblems {
  /// A laboratory value with its unit, `0.9 10^9/L`, in the analyte's unit. Where a relation or a sign stands before the number, it is
  /// no measured value and refused.
  mutating func laboratory(_ analyte: Analyte, _ text: String, _ option: String) -> Double? {
    let trimmed = text.drop { $0 == " " }
    let written = trimmed.prefix { $0.isASCII && ($0.isNumber || ".,+-".contains($0)) }
    do {
      let value = try NumberText.double(written)
      guard value >= 0, written.first?.isNumber == true else { throw NumberText.Problem.noNumber }
      let unit = String(trimmed.dropFirst(written.count).drop { $0 == " " })
      return self.value(try analyte.canonical(value, unit: unit), option)
    } catch {
      let why = (error as? NumberText.Problem).flatMap { $0 == .noNumber || $0 == .empty ? nil : $0.description }
      note(
        "\(option): " + (why.map { "“\(written)” \($0); " } ?? "")
          + "expected a number and a unit, \"0.9 \(analyte.unit)\"")
      return nil
    }
  }
}
