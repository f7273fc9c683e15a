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
        verlauf dose docetaxel "100 mg/m2" --height 170 --weight 75 --volume 250           concentration against what texts allow
        verlauf dose dexrazoxane --with "doxorubicin 75 mg/m2" --gfr 39 --height 170 --weight 75
        verlauf dose pegfilgrastim --weight 25 --confirm-size                           by weight, of a child

      No conformity assessment was made: it calculates, the treating team decides.
      """)

  @Argument(help: "A drug, or the id of a regimen.") var what: String
  @Argument(
    help: "Dose of a drug: \"900 mg/m2\", \"15 mg/kg\", \"800 mg\", \"100 mg twice daily\", \"5 AUC\".") var dose:
    String?
  @OptionGroup var size: SizeArguments
  @OptionGroup var facts: FactArguments
  @Option(NumberRange(0.01...200, "%", stated: 10...200), help: "Share of the dose to give.") var percent = 100.0
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
  @Option(NumberRange(1...5000, "mL"), help: "Volume of the infusion: its concentration is held against texts.")
  var volume: Double?
  @Option(help: "The drug and dose that a drug goes with: dexrazoxane with \"doxorubicin 75 mg/m2\".") var with: String?
  @OptionGroup var question: DoseQuestion
  @OptionGroup var history: HistoryArguments
  @OptionGroup var library: LibraryArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    let library = try library.read()
    var problems = ArgumentProblems()
    let answer = answer(library, &problems)
    try problems.stop()
    guard var tables = answer else { return }
    let idle = given.idle { other in
      var problems = ArgumentProblems()
      return other.answer(library, &problems) == tables
    }
    if let words = GivenOptions<Self>.words(idle, on: "this dose") {
      tables[0].footnotes.insert("\(words) \(whereRulesAre(library))", at: 0)
    }
    format.show(tables)
  }

  /// Where rules on counts and organs are, for the drugs that have any.
  private func whereRulesAre(_ library: RegimenLibrary) -> String {
    let drugs = library.regimens[what]?.drugs ?? library.generic(what).map { [$0] } ?? []
    let without = drugs.filter { library.rules(for: $0).isEmpty }
    let pointer = "Rules on counts and organs are those of `verlauf adapt`"
    if without.isEmpty { return pointer + "." }
    let none = "the library has no rule set on \(without.joined(separator: ", "))"
    return without.count == drugs.count
      ? "No rules on counts and organs: \(none)." : "\(pointer); \(none)."
  }

  /// The options that were given.
  private var given: GivenOptions<Self> {
    var given = GivenOptions(self)
    given.note(size: \.size)
    given.note(facts: \.facts)
    given.note("--percent", \.percent, without: 100)
    given.note("--vial", \.vial)
    given.note("--round", \.round)
    given.note("--bands", \.bands)
    given.note("--on-step", \.onStep, without: "up")
    given.note("--limit", \.limit, without: 10)
    given.note("--gfr", \.gfr)
    given.note(age.map { "--age \($0)" }) { $0.age = nil }
    given.note("--creatinine", \.creatinine)
    given.note("--creatinine-floor", \.creatinineFloor)
    given.note("--gfr-cap", \.gfrCap)
    given.note("--volume", \.volume)
    given.note("--with", \.with)
    given.note("--confirm-dose", \.question.confirmDose)
    given.note(history: \.history)
    return given
  }

  /// What is shown; nil where a problem stands in the way.
  private func answer(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> [Table]? {
    var base = DoseOrder(Dose(amount: 1, unit: .milligrams))
    base.size = size.size(&problems)
    size.apply(to: &base, &problems)
    base.percent = percent
    if percent < 10 {
      problems.note(
        "--percent \(Numbers.text(percent, decimals: 3)): found \(Numbers.text(percent, decimals: 3)) %; "
          + "expected 10 to 200 %, 75 for three quarters")
    }
    base.rounding = rounding(library, &problems)
    let filtration = filtration(base, &problems)
    base.filtrationMillilitresPerMinute = filtration?.rate
    base.filtrationCap = gfrCap
    var observations = Observations()
    facts.read(into: &observations, &problems)
    observations.bodySurfaceSquareMetres = base.size.flatMap { try? $0.surface(base.formula).squareMetres }
    observations.ageYears = age.map(Double.init)
    if let rate = base.filtrationMillilitresPerMinute { observations.values[.creatinineClearance] = .init(today: rate) }
    var notes: [String] = []
    let ordered = ordered(library, observations, &notes, &problems)
    let drugs = ordered.parts.map(\.drug).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if drugs.count > 1 {
      for (option, isGiven) in [("--vial", vial != nil), ("--bands", bands != nil), ("--volume", volume != nil)]
      where isGiven {
        problems.note("\(option) is for one drug, and \(what) has \(drugs.joined(separator: " and ")); give each alone")
      }
    }
    let total = history.total(library, &problems)
    guard problems.lines.isEmpty else { return nil }
    var tables: [Table] = []
    var next: (parts: [String], sum: Double)? = ([], 0)
    // What texts warn of for this patient stands above the number.
    for drug in drugs.compactMap(library.drug(named:)) {
      for words in DosingTables.cautions(drug, observations) where !notes.contains(words) { notes.append(words) }
    }
    for part in ordered.parts {
      // More than the full dose is another dose; less is a reduction, which rules may take below what texts name.
      if percent > 100 {
        let raised = Dose(amount: part.dose.amount * percent / 100, unit: part.dose.unit)
        guard question.accepts(Posology(raised, timesADay: part.posology.timesADay), part.drug, library, &problems)
        else { continue }
      }
      let order = part.order(base, basis: size.basis(of: part.basis), drug: library.drug(named: part.drug))
      guard let computed = problems.value(try order.compute(), part.drug) else { continue }
      tables += DosingTables.dose(
        name(of: part, library), order, computed, days: ordered.regimen == nil ? [] : part.days,
        kidney: part.dose.unit == .areaUnderCurve || ordered.readsKidney ? filtration?.words ?? [] : [],
        infusion: part.infusionMinutes(percent: percent), notes: notes)
      if let drug = library.drug(named: part.drug) {
        let given = Dose(amount: part.dose.amount * percent / 100, unit: part.dose.unit)
        tables.append(
          DosingTables.handling(
            drug, given, milligrams: computed.rounded.milligrams, form: part.form, millilitres: volume))
      }
      if library.drug(named: part.drug)?.kind == .anthracycline {
        next = next.flatMap { history.adding(part, percent: percent, to: $0, library) }
      }
    }
    if let regimen = ordered.regimen { tables += accompanying(regimen, base, &problems) }
    guard problems.lines.isEmpty, !tables.isEmpty else { return nil }
    let doxorubicin = library.drugs["doxorubicin"]
    if let total {
      tables.append(
        DosingTables.cumulative(
          total,
          next: next.flatMap { $0.parts.isEmpty ? nil : ($0.parts.joined(separator: "; "), $0.sum) },
          risks: doxorubicin?.cumulativeRisks ?? [], limits: doxorubicin?.cumulativeLimits ?? [],
          isChosen: history.cumulativeLimit != nil, leavesOutNext: next == nil))
      tables += ownCumulative(ordered.parts, total, library)
    } else if let limited = ordered.parts.lazy.compactMap({ library.drug(named: $0.drug) }).first(where: {
      !$0.cumulativeLimits.isEmpty
    }) {
      let words = limited.cumulativeLimits.map { "\(DosingTables.text($0.dose)) (\($0.condition))" }
      tables[0].footnotes.insert(
        "\(limited.id) has a cumulative limit, \(words.joined(separator: ", ")); what was given before is not told (--given).",
        at: 0)
    }
    return tables.filter { !$0.rows.isEmpty }
  }

  /// A drug with the form of the substance that its dose is of, where it has several: `eribulin mesylate`.
  private func name(of part: Regimen.Component, _ library: RegimenLibrary) -> String {
    let forms = library.drugs[part.drug]?.forms.map(\.name) ?? []
    return part.drug + (part.form.map { " \($0)" } ?? (forms.isEmpty ? "" : " (\(forms.joined(separator: " or ")))"))
  }

  /// Anthracyclines with limits of their own: what was given of each and what this order adds, in mg/m² of it, and what others use up of its limits.
  private func ownCumulative(
    _ parts: [Regimen.Component], _ total: AnthracyclineTotal, _ library: RegimenLibrary
  ) -> [Table] {
    // Nil of a drug with a dose that is not per m².
    var ordered: [Drug.ID: Double?] = [:]
    for part in parts {
      guard let drug = library.generic(part.drug), library.drugs[drug]?.kind == .anthracycline else { continue }
      let amount =
        part.dose.unit == .milligramsPerSquareMetre
        ? part.dose.amount * percent / 100 * Double(part.days.count) : nil
      ordered[drug] = .some(ordered[drug].map { sum in sum.flatMap { sum in amount.map { sum + $0 } } } ?? amount)
    }
    return library.drugs.values.filter { drug in
      drug.id != "doxorubicin" && drug.kind == .anthracycline && !drug.cumulativeLimits.isEmpty
        && (total.byDrug[drug.id] != nil || ordered[drug.id] != nil)
    }.sorted { $0.id < $1.id }.map { drug in
      let given = total.byDrug.filter { $0.key != drug.id }.sorted { $0.key < $1.key }.map {
        DosingTables.BesideAnthracycline(drug: $0.key, milligramsPerSquareMetre: $0.value, isNext: false)
      }
      // A dose of its own that is not per m² is not counted either.
      let next = ordered.filter { $0.key != drug.id || $0.value == nil }.sorted { $0.key < $1.key }.map {
        DosingTables.BesideAnthracycline(drug: $0.key, milligramsPerSquareMetre: $0.value, isNext: true)
      }
      return DosingTables.cumulative(
        of: drug, before: total.byDrug[drug.id] ?? 0, next: ordered[drug.id].flatMap(\.self), others: given + next,
        factors: history.factors(library))
    }
  }

  /// A drug that has no dose of its own: by body weight, or in a ratio to the drug that it goes with.
  private func derived(
    _ drug: Drug, _ observations: Observations, _ library: RegimenLibrary, _ notes: inout [String],
    _ problems: inout ArgumentProblems
  ) -> [Regimen.Component]? {
    if let with {
      do {
        let words = with.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, let other = library.generic(words[0]) else {
          problems.note("--with \(with): expected a drug and its dose, \"doxorubicin 75 mg/m2\"")
          return []
        }
        let dose = try Dose(parsing: Quantity.withPoint(words[1]))
        guard drug.handling.ratios.contains(where: { $0.of == other }) else {
          problems.note("--with \(with): the library has no ratio of \(drug.id) to \(other)")
          return []
        }
        guard let ratio = drug.handling.ratio(to: other, observations) else {
          let conditions = drug.handling.ratios.compactMap(\.condition?.description).joined(separator: ", ")
          problems.note("--with \(with): whether \(conditions) must be known (--gfr)")
          return []
        }
        notes.append(
          "\(drug.id) is \(Numbers.text(ratio.factor, decimals: 2)) times the \(other)"
            + (ratio.condition.map { ", since \($0)" } ?? "") + ".")
        return [
          Regimen.Component(
            drug: drug.id, dose: Dose(amount: dose.amount * ratio.factor, unit: dose.unit), days: [1])
        ]
      } catch {
        problems.note("--with \(with): \(error)")
        return []
      }
    }
    guard !drug.handling.byWeight.isEmpty else { return nil }
    guard let weight = size.weight, let own = drug.handling.dose(kilograms: weight) else {
      problems.note("\(drug.id) is dosed by weight: give --weight, or a dose")
      return []
    }
    return [Regimen.Component(drug: drug.id, dose: own.dose, days: [1])]
  }

  /// What goes with the drugs of a regimen: mesna in its share of the dose that is given, premedication, hydration.
  private func accompanying(
    _ regimen: Regimen, _ base: DoseOrder, _ problems: inout ArgumentProblems
  ) -> [Table] {
    var parts: [(part: Regimen.Accompaniment, milligrams: Double?)] = []
    for part in regimen.premedication + regimen.support {
      var milligrams: Double?
      if let dose = part.dose {
        var order = base
        order.dose = dose
        order.percent = part.share == nil ? 100 : base.percent
        milligrams = problems.value(try order.milligrams(), part.drug)
      }
      parts.append((part, milligrams))
    }
    let table = DosingTables.accompaniments(parts, percent: base.percent, care: regimen.care)
    return table.rows.isEmpty && regimen.care.isEmpty ? [] : [table]
  }

  /// `900 to 1250 mg/m²`
  private static func text(_ doses: ClosedRange<Double>, _ unit: DoseUnit) -> String {
    let least = Numbers.text(doses.lowerBound, decimals: 4)
    let most = DosingTables.text(Dose(amount: doses.upperBound, unit: unit))
    return doses.lowerBound == doses.upperBound ? most : "\(least) to \(most)"
  }

  /// The parts of the order, and whether what is known of the kidney has a part in them.
  private func ordered(
    _ library: RegimenLibrary, _ observations: Observations, _ notes: inout [String], _ problems: inout ArgumentProblems
  ) -> (parts: [Regimen.Component], regimen: Regimen?, readsKidney: Bool) {
    if let dose {
      if with != nil { problems.note("--with beside a dose: expected one of them") }
      if library.regimens[what] != nil {
        problems.note("\(what) is a regimen and has its doses; leave out \(dose), or name the drug")
        return ([], nil, false)
      }
      return (drug(dose, library, observations, &problems), nil, false)
    }
    if library.regimens[what] == nil, let drug = library.generic(what) {
      if let own = library.drugs[drug], let parts = derived(own, observations, library, &notes, &problems) {
        return (parts, nil, with != nil)
      }
      problems.note("\(drug) is a drug: give its dose, \"900 mg/m2\"")
      return ([], nil, false)
    }
    if with != nil { problems.note("--with is for a drug, \"dexrazoxane\"; \(what) has its doses") }
    guard let regimen = problems.find(what, in: library.regimens, "regimen"),
      let fitted = problems.fitted(regimen, to: observations)
    else { return ([], nil, false) }
    if regimen.status == .withdrawn { problems.warn("\(regimen.id) is withdrawn: it is no longer in use.") }
    notes += fitted.notes
    let readsKidney = regimen.variants.flatMap(\.condition.leaves).contains { leaf in
      if case .comparison(let own) = leaf, case .analyte(.creatinineClearance, _) = own.subject { true } else { false }
    }
    return (fitted.regimen.components, fitted.regimen, readsKidney)
  }

  /// A drug with a dose of its own.
  private func drug(
    _ dose: String, _ library: RegimenLibrary, _ observations: Observations, _ problems: inout ArgumentProblems
  ) -> [Regimen.Component] {
    guard let drug = problems.drug(what, in: library) else { return [] }
    do {
      let posology = try Posology(parsing: Quantity.withPoint(dose))
      let form = library.drugs[drug]?.form(in: what)?.name
      guard question.accepts(posology, drug, form: form, library, for: observations, &problems) else { return [] }
      var part = Regimen.Component(drug: drug, dose: posology.dose, days: [1])
      part.form = form
      part.timesADay = posology.timesADay ?? 1
      if posology.timesADay != nil { part.route = .oral }
      return [part]
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
          "\(dose): expected \"900 mg/m2\", \"15 mg/kg\", \"800 mg\", \"100 mg twice daily\" or \"5 AUC\" (\(error.advice)\(usual ?? ""))"
        )
      }
    }
    return []
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

  /// The clearance of a creatinine in mg/dL, by Cockcroft-Gault.
  private func clearance(_ kilograms: Double, _ age: Int, _ sex: Sex, _ creatinine: Double) -> CreatinineClearance? {
    CreatinineClearance(
      ageYears: age, weightKilograms: kilograms, creatinineMilligramsPerDecilitre: creatinine,
      isFemale: sex == .female, floor: creatinineFloor)
  }

  /// Whether a filtration rate is one that is computed with, given or by a creatinine: outside what patients have a person must say that it is right.
  private func isBelieved(
    _ rate: Double, _ what: String, hint: String = "", _ problems: inout ArgumentProblems
  ) -> Bool {
    let usual = Analyte.creatinineClearance.usual
    guard !usual.contains(rate) else { return true }
    let words =
      "\(what) outside \(Numbers.text(usual.lowerBound)) to \(Numbers.text(usual.upperBound)) mL/min\(hint)"
    if question.confirmDose {
      problems.warn("\(words) (confirmed)")
    } else {
      problems.note("\(words). If it is right all the same: --confirm-dose.")
    }
    return question.confirmDose
  }

  /// What the number of a creatinine would give in other units, where that is a usual clearance: `1.4 mg/dL would give 52 mL/min`.
  private func otherReadings(
    of creatinine: String, _ value: Double, _ kilograms: Double, _ age: Int, _ sex: Sex
  ) -> [String] {
    let written = creatinine.prefix { $0.isNumber || ".,".contains($0) }
    return ["mg/dL", "umol/L", "mg/L"].compactMap { unit -> String? in
      guard let number = try? NumberText.double(written),
        let other = try? Analyte.creatinine.canonical(number, unit: unit), abs(other - value) > 1e-9,
        let rate = clearance(kilograms, age, sex, other)?.millilitresPerMinute,
        Analyte.creatinineClearance.usual.contains(rate)
      else { return nil }
      return "\(written) \(unit == "umol/L" ? "µmol/L" : unit) would give \(Numbers.text(rate, decimals: 0)) mL/min"
    }
  }

  /// The filtration rate, with the steps to it.
  private func filtration(
    _ order: DoseOrder, _ problems: inout ArgumentProblems
  ) -> (rate: Double, words: [String])? {
    if gfr != nil, creatinine != nil { problems.note("--creatinine beside --gfr: expected one of them") }
    if let gfr {
      guard isBelieved(gfr, "--gfr \(Numbers.text(gfr, decimals: 2)): a filtration", &problems) else { return nil }
      return (gfr, ["filtration as given: \(Numbers.text(gfr, decimals: 2)) mL/min"])
    }
    guard let creatinine else { return nil }
    let isActual = if case .actual = order.basis { true } else { false }
    guard let age, let sex = size.knownSex, order.size != nil || (order.kilogramsAlone != nil && isActual) else {
      problems.note(
        "--creatinine needs --age, --weight\(isActual ? "" : ", --height") and --sex, for Cockcroft-Gault")
      return nil
    }
    let option = "--creatinine \"\(creatinine)\""
    guard let value = problems.amount(.creatinine, creatinine.trimmed, option) else { return nil }
    var kilograms = order.kilogramsAlone
    if let size = order.size {
      kilograms =
        problems.value(
          try size.dosingWeight(order.basis, belowSixtyInches: order.belowSixtyInches), "--creatinine")?.kilograms
    }
    guard let kilograms else { return nil }
    guard let clearance = clearance(kilograms, age, sex, value) else {
      problems.note("--age \(age): Cockcroft-Gault is for 18 to 120 years")
      return nil
    }
    let rate = clearance.millilitresPerMinute
    // A floor lifts what a slip of the unit has lowered, so that it is asked of the creatinine as it was given.
    let bare = CreatinineClearance(
      ageYears: age, weightKilograms: kilograms, creatinineMilligramsPerDecilitre: value, isFemale: sex == .female)
    let stated = bare?.millilitresPerMinute ?? rate
    let readings = otherReadings(of: creatinine, value, kilograms, age, sex)
    let others = readings.isEmpty ? "" : ": \(readings.joined(separator: ", "))"
    guard Analyte.creatinineClearance.possible.contains(stated) else {
      // What was probably meant has another unit; which one, only the source can say.
      problems.note(
        "\(option): \(Numbers.text(stated)) mL/min by Cockcroft-Gault\(rate == stated ? "" : " without the floor"), and no kidney filters more than 300; a digit or the unit is wrong\(others). Nothing is computed."
      )
      return nil
    }
    guard
      isBelieved(
        rate, "\(option): a filtration of \(Numbers.text(rate)) mL/min by Cockcroft-Gault,", hint: others, &problems)
    else { return nil }
    // 0.9 mmol/L is failure of the kidneys, and 0.9 mg/dL a usual value: which is meant, only the source can say.
    let digits = creatinine.prefix { $0.isNumber || ".,".contains($0) }
    if rate < 15, let number = try? NumberText.double(digits), abs(number - value) > 1e-9 {
      let other = self.clearance(kilograms, age, sex, number).map {
        "; \(digits) mg/dL would give \(Numbers.text($0.millilitresPerMinute, decimals: 0)) mL/min"
      }
      problems.warn(
        "\(option) is \(Numbers.text(value, decimals: 2)) mg/dL, and \(Numbers.text(rate)) mL/min is kidney failure\(other ?? ""); is the unit right?"
      )
    }
    return (rate, ["Cockcroft-Gault by \(order.basis.name): \(clearance.arithmetic)"] + clearance.remarks)
  }
}

extension ArgumentProblems {
  /// A regimen for a patient, with what a reader must know of its variants; nil after noting why it cannot be fitted.
  mutating func fitted(
    _ regimen: Regimen, to observations: Observations
  ) -> (regimen: Regimen, notes: [String])? {
    let fitted: Regimen.Fitted
    do {
      fitted = try regimen.fitted(to: observations)
    } catch {
      note("\(regimen.id): \(error)")
      return nil
    }
    if !fitted.silences.isEmpty {
      note(
        "\(regimen.id): not determined, \(fitted.silences.joined(separator: "; ")); the doses of the regimen are for others"
      )
      return nil
    }
    func doses(_ variant: Regimen.Variant) -> String {
      variant.doses.sorted { $0.key < $1.key }.map { "\($0) \($1.printed)" }.joined(separator: ", ")
    }
    // Body surface decides between a dose and another: it is asked, not taken for granted.
    for variant in fitted.open where variant.condition.leaves.contains(where: { $0.isBodySurface }) {
      note("\(regimen.id): for \(variant.condition) it has another dose, \(doses(variant)); give --height and --weight")
    }
    return (
      fitted.regimen,
      fitted.taken.map { "For \($0.condition) the regimen has \(doses($0)); that is taken." }
        + fitted.open.map { "Another dose if \($0.condition): \(doses($0)). Not known here (--yes, --no)." }
    )
  }
}

extension Condition {
  /// Whether it compares body surface.
  fileprivate var isBodySurface: Bool {
    if case .comparison(let comparison) = self { comparison.subject == .bodySurface } else { false }
  }
}
