import ArgumentParser
import Course
import Exchange
import Regimens
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

      Not a medical device: it computes and documents, the treating team decides.
      """)

  @Argument(help: "A drug, or the id of a regimen.") var what: String
  @Argument(help: "Dose of a drug: \"900 mg/m2\", \"15 mg/kg\", \"800 mg\", \"5 AUC\".") var dose: String?
  @OptionGroup var size: SizeArguments
  @Option(help: "Percent of the dose to give.") var percent = 100.0
  @Option(help: "Round to whole vials of so many mg.") var vial: Double?
  @Option(help: "Round to the coarsest step within so many percent.") var round: Double?
  @Option(help: "Round to a table of bands, by its id.") var bands: String?
  @Option(help: "A dose on the step between two bands goes up or down.") var onStep = "up"
  @Option(help: "Rounding to vials may change the dose by so many percent.") var limit = 10.0
  @Option(help: "Glomerular filtration in mL/min, measured or estimated.") var gfr: Double?
  @Option(help: "Age in years, for Cockcroft-Gault.") var age: Int?
  @Option(help: "Serum creatinine with its unit: \"1.4 mg/dL\", \"97 µmol/L\".") var creatinine: String?
  @Option(help: "Least creatinine in mg/dL (NCCN templates: 0.7).") var creatinineFloor: Double?
  @Option(help: "Greatest filtration for Calvert (FDA: 125; ADDIKD advises none).") var gfrCap: Double?
  @Option(help: "Anthracyclines given so far: \"doxorubicin 4 x 60\". Repeat for several.") var given: [String] = []
  @Option(help: "Scheme of doxorubicin equivalents for other anthracyclines.") var equivalents: String?
  @Option(help: "Limit of cumulative doxorubicin in mg/m².") var cumulativeLimit = 550.0
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    var base = DoseOrder(Dose(amount: 1, unit: .milligrams))
    base.size = size.size(&problems)
    size.apply(to: &base, &problems)
    base.percent = percent
    if !(percent > 0 && percent <= 200) { problems.note("--percent \(percent): expected above 0, at most 200") }
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
      if let computed = problems.value(order.compute(), part.drug) {
        tables += DosingTables.dose(part.drug, order, computed)
      }
    }
    try problems.stop()
    if let total { tables.append(total) }
    format.show(tables)
  }

  private func parts(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [Regimen.Component] {
    if let dose {
      let parts = dose.split(separator: ",", omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].last?.isNumber == true, parts[1].first?.isNumber == true {
        problems.note("\(dose): a decimal comma; did you mean \"\(parts.joined(separator: "."))\"?")
        return []
      }
      if library.drugs[what] == nil {
        Terminal.tell("warning: the library has no drug `\(what)`; the dose is computed all the same.")
      }
      do {
        if case .dose(let dose, _) = try RuleAction(parsing: "dose \(dose)") {
          return [Regimen.Component(drug: what, dose: dose, days: [1])]
        }
        problems.note("\(dose): a percentage is no dose; expected \"900 mg/m2\", or use --percent")
      } catch {
        problems.note("\(dose): expected \"900 mg/m2\", \"15 mg/kg\", \"800 mg\" or \"5 AUC\" (\(error.found))")
      }
      return []
    }
    if library.regimens[what] == nil, library.drugs[what] != nil {
      problems.note("\(what) is a drug: give its dose, \"900 mg/m2\"")
      return []
    }
    return problems.find(what, in: library.regimens, "regimen")?.components ?? []
  }

  private func rounding(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> RoundingRule {
    if [vial != nil, round != nil, bands != nil].filter({ $0 }).count > 1 {
      problems.note("one of --vial, --round and --bands")
    }
    if let vial {
      if !(vial > 0) { problems.note("--vial \(vial): expected mg above 0") }
      if !(limit > 0) { problems.note("--limit \(limit): expected percent above 0") }
      return .vial(milligrams: vial, limitPercent: limit)
    }
    if let round {
      if !(round > 0 && round <= 25) { problems.note("--round \(round): expected percent above 0, at most 25") }
      return .percentage(limitPercent: round)
    }
    if let bands, let table = problems.find(bands, in: library.bands, "band table") {
      guard let step = DoseBandTable.OnStep(rawValue: onStep) else {
        problems.note("--on-step \(onStep): expected up or down")
        return .exact
      }
      return .bands(table, onStep: step)
    }
    return .exact
  }

  private func filtration(_ order: DoseOrder, _ problems: inout ArgumentProblems) -> Double? {
    if let gfr {
      if !(0...300).contains(gfr) { problems.note("--gfr \(gfr): expected 0 to 300 mL/min") }
      return gfr
    }
    guard let creatinine else { return nil }
    guard let age, let size = order.size, let sex = size.sex else {
      problems.note("--creatinine needs --age, --weight, --height and --sex, for Cockcroft-Gault")
      return nil
    }
    guard let value = problems.laboratory(.creatinine, creatinine, "--creatinine"),
      case .success(let weight) = size.dosingWeight(order.basis, belowSixtyInches: order.belowSixtyInches)
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
    guard !given.isEmpty else { return nil }
    var courses: [GivenCourse] = []
    for text in given {
      let words = text.split(separator: " ").map(String.init)
      guard words.count == 4, let count = Int(words[1]), count > 0, words[2] == "x", let dose = Double(words[3]),
        dose > 0
      else {
        problems.note("--given \"\(text)\": expected \"doxorubicin 4 x 60\" (drug, administrations, mg/m²)")
        continue
      }
      courses.append(GivenCourse(drug: words[0], administrations: count, milligramsPerSquareMetre: dose))
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
    return DosingTables.cumulative(
      AnthracyclineTotal(courses, factors: factors, limit: cumulativeLimit),
      risks: library.drugs["doxorubicin"]?.cumulativeRisks ?? [])
  }
}

extension ArgumentProblems {
  /// A laboratory value with its unit, `0.9 10^9/L`, in the analyte's unit.
  mutating func laboratory(_ analyte: Analyte, _ text: String, _ option: String) -> Double? {
    let trimmed = text.drop { $0 == " " }
    let number = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(number) else {
      note("\(option) \"\(text)\": expected a number and a unit, \"0.9 \(analyte.unit)\"")
      return nil
    }
    let unit = String(trimmed.dropFirst(number.count).drop { $0 == " " })
    return self.value(analyte.canonical(value, unit: unit), option)
  }
}
