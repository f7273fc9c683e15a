// SPDX-License-Identifier: Apache-2.0

public import Course
import Plain

/// Drugs, regimens, rule sets and band tables by their identifiers. Later ones replace earlier ones of the same identifier, so that
/// a hospital's own files stand in for the built-in ones.
public struct RegimenLibrary: Sendable, Hashable {
  /// Drugs by generic name.
  public private(set) var drugs: [Drug.ID: Drug]
  /// Drugs by every name that their files give, in lower case.
  private var names: [String: Drug.ID] = [:]
  /// Regimens by identifier.
  public private(set) var regimens: [Regimen.ID: Regimen]
  /// Rule sets by identifier.
  public private(set) var rules: [RuleSet.ID: RuleSet]
  /// Dose band tables by identifier.
  public private(set) var bands: [DoseBandTable.ID: DoseBandTable]

  /// A library of these.
  public init(
    drugs: [Drug] = [], regimens: [Regimen] = [], rules: [RuleSet] = [], bands: [DoseBandTable] = []
  ) {
    self.drugs = [:]
    self.regimens = [:]
    self.rules = [:]
    self.bands = [:]
    for drug in drugs { self.drugs[drug.id] = drug }
    nameDrugs()
    for regimen in regimens { self.regimens[regimen.id] = regimen }
    for set in rules { self.rules[set.id] = set }
    for table in bands { self.bands[table.id] = table }
  }

  /// This library with another's items over its own.
  public func replacing(with other: RegimenLibrary) -> RegimenLibrary {
    var merged = self
    merged.drugs.merge(other.drugs) { $1 }
    merged.nameDrugs()
    merged.regimens.merge(other.regimens) { $1 }
    merged.rules.merge(other.rules) { $1 }
    merged.bands.merge(other.bands) { $1 }
    return merged
  }

  /// Rule sets that speak of a drug, under whatever name, by identifier.
  public func rules(for drug: String) -> [RuleSet] {
    let drug = generic(drug) ?? drug
    return rules.values.filter { $0.drugs.contains(drug) }.sorted { $0.id < $1.id }
  }

  // MARK: names of drugs

  /// The generic name that a text means, whatever its case, language, salt, dose or brand: by the files of the library, then by the list of names
  /// (`DrugNames`). Nil for a name that neither knows. Never across formulations: `Caelyx` is not doxorubicin.
  public func generic(_ text: String) -> String? {
    drugs[text] != nil ? text : DrugNames.generic(text) { names[$0] ?? DrugNames.exact($0) }
  }

  /// The formulations that a name without one is said of: `liposomal doxorubicin` of the pegylated and of the other. None where the library has doses of the name itself.
  public func formulations(called name: String) -> [Drug.ID] {
    guard drugs[name] == nil, name.contains(" ") else { return [] }
    return Set(DrugNames.all.filter { $0.hasSuffix(" \(name)") }.compactMap(generic)).subtracting([name]).sorted()
  }

  /// The drug that a text means, if the library has a file of it.
  public func drug(named text: String) -> Drug? { generic(text).flatMap { drugs[$0] } }

  /// Whether two names mean one drug; what no list knows is compared by its letters, case aside.
  public func isSame(_ one: String, _ other: String) -> Bool {
    one == other || (generic(one) ?? one.lowercased()) == (generic(other) ?? other.lowercased())
  }

  /// The known names nearest to one that is none, at most three of different drugs: `doxorubicin`, `idarubicin`.
  public func nearest(to text: String) -> [String] {
    let known = Set(names.keys).union(DrugNames.all)
    var seen: Set<String> = []
    return Spelling.nearest(to: text.lowercased(), among: known.sorted(), most: 6)
      .filter { seen.insert(generic($0) ?? $0).inserted }.prefix(3).map { name in
        let generic = generic(name) ?? name
        return generic == name ? name : "\(name) (\(generic))"
      }
  }

  private mutating func nameDrugs() {
    names = [:]
    for drug in drugs.values.sorted(by: { $0.id < $1.id }) {
      for name in drug.names { names[name.lowercased()] = drug.id }
      // A name may tell the form of the substance: `eribulin base`.
      for word in drug.forms.flatMap({ [$0.name] + $0.words }) {
        for name in [drug.id] + drug.names { names["\(name) \(word)".lowercased()] = drug.id }
      }
    }
    // A generic name is its own drug's, whatever other files say.
    for id in drugs.keys { names[id.lowercased()] = id }
  }

  /// The least and the greatest dose of a drug in all regimens, with their levels, variants and the percentages of their rule sets; nil
  /// where no regimen has it in this unit.
  public func doses(of drug: String, in unit: DoseUnit) -> ClosedRange<Double>? {
    let drug = generic(drug) ?? drug
    let all = regimens.values.flatMap { regimen in
      regimen.components.filter { $0.drug == drug && $0.dose.unit == unit }.flatMap { component in
        [component.dose.amount] + regimen.doses(of: component, rules: self)
      }
    }.filter { $0 > 0 }
    guard let least = all.min(), let most = all.max() else { return nil }
    return least...most
  }

  /// The doses that regimens and texts begin a drug with, in a unit, and those to which levels, variants and percentages of rule sets lead.
  public func plannedDoses(of name: String, in unit: DoseUnit) -> (full: Set<Double>, all: Set<Double>) {
    let drug = generic(name) ?? name
    var full = Set(
      (drugs[drug]?.usualDoses ?? []).filter { $0.least.unit == unit }.flatMap { [$0.least.amount, $0.most.amount] })
    var all = full
    for regimen in regimens.values {
      for component in regimen.components where component.drug == drug && component.dose.unit == unit {
        full.insert(component.dose.amount)
        all.formUnion([component.dose.amount] + regimen.doses(of: component, rules: self))
      }
    }
    return (full.filter { $0 > 0 }, all.filter { $0 > 0 })
  }

  /// The least and the greatest dose of a drug in all regimens and in the texts of its file; nil where nothing has it in this unit. A regimen gives the drug in
  /// one of its schedules only: cyclophosphamide by mouth every day says nothing of an infusion every three weeks.
  public func usualDoses(of name: String, in unit: DoseUnit) -> ClosedRange<Double>? {
    let drug = generic(name) ?? name
    let stated = (drugs[drug]?.usualDoses ?? []).filter { $0.least.unit == unit }
    let all = stated.map { $0.least.amount...$0.most.amount } + [doses(of: drug, in: unit)].compactMap(\.self)
    guard let least = all.map(\.lowerBound).min(), let most = all.map(\.upperBound).max() else { return nil }
    return least...most
  }

  /// The most of a drug that a week brings: by its regimens, and by its greatest dose once a week, of regimens and texts; nil where no regimen has it in this unit.
  public func greatestDosePerWeek(of name: String, in unit: DoseUnit) -> Double? {
    let drug = generic(name) ?? name
    let byRegimens = regimens.values.flatMap { regimen in
      regimen.components.filter { $0.drug == drug && $0.dose.unit == unit }.map { component in
        component.dose.amount * Double(component.days.count * component.timesADay) * 7 / Double(regimen.cycleDays)
      }
    }
    guard let most = byRegimens.max(), let usual = usualDoses(of: drug, in: unit) else { return nil }
    return max(most, usual.upperBound)
  }

  /// What is odd about a dose of a drug: outside what any text read names, or in a unit in which none does; nil where nothing is, or nothing is known of
  /// the drug. A dose in mg is held against those per m² on body surfaces of 0.5 to 2.6 m².
  public func question(of dose: Dose, _ name: String, form: String? = nil) -> String? {
    let drug = generic(name) ?? name
    if let form, let question = question(of: dose, drug, in: form) { return question }
    func usual(_ unit: DoseUnit) -> ClosedRange<Double>? { usualDoses(of: drug, in: unit) }
    func words(_ range: ClosedRange<Double>, _ unit: DoseUnit) -> String {
      let most = Posology(Dose(amount: range.upperBound, unit: unit)).printed
      return range.lowerBound == range.upperBound ? most : "\(Numbers.text(range.lowerBound, decimals: 4)) to \(most)"
    }
    let found = Posology(dose).printed
    if let range = usual(dose.unit) {
      // The last bits of a percentage are no other dose.
      func holds(_ range: ClosedRange<Double>) -> Bool {
        dose.amount >= range.lowerBound * (1 - 1e-9) && dose.amount <= range.upperBound * (1 + 1e-9)
      }
      // Between the doses by mouth and those into a vein there are none.
      let byRoute = (drugs[drug]?.usualDoses ?? []).filter { $0.route != nil && $0.least.unit == dose.unit }
      if !byRoute.isEmpty, holds(range), doses(of: drug, in: dose.unit).map(holds) != true,
        !byRoute.contains(where: { holds($0.least.amount...$0.most.amount) })
      {
        let ways = byRoute.map { "\(words($0.least.amount...$0.most.amount, dose.unit)) \($0.route?.words ?? "")" }
        return "\(found) of \(drug) is outside the \(ways.joined(separator: " and ")) that texts name."
      }
      return holds(range) ? nil : "\(found) of \(drug) is outside the \(words(range, dose.unit)) that texts name."
    }
    if dose.unit == .milligrams, let range = usual(.milligramsPerSquareMetre) {
      let flat = range.lowerBound * 0.5...range.upperBound * 2.6
      return flat.contains(dose.amount)
        ? nil
        : "\(found) of \(drug): texts name \(words(range, .milligramsPerSquareMetre)), which no body surface makes so much."
    }
    let others = DoseUnit.allCases.compactMap { unit in usual(unit).map { words($0, unit) } }
    return others.isEmpty
      ? nil
      : "\(found) of \(drug): no text read doses it in \(dose.unit.printed), but as \(others.joined(separator: " or "))."
  }

  /// What is odd about a dose of one form of the substance: texts have each dose in each form, and a dose outside those of one is perhaps meant in another.
  private func question(of dose: Dose, _ drug: String, in name: String) -> String? {
    guard let known = drugs[drug], let form = known.forms.first(where: { $0.name == name }) else { return nil }
    let amounts = form.doses.filter { $0.unit == dose.unit }.map(\.amount)
    guard let least = amounts.min(), let most = amounts.max(),
      dose.amount < least * (1 - 1e-9) || dose.amount > most * (1 + 1e-9)
    else { return nil }
    let others = known.forms.filter { $0.name != name && $0.doses.contains(dose) }.map(\.name)
    return "\(Posology(dose).printed) of \(drug) \(name) is outside the \(Numbers.text(least, decimals: 4)) to "
      + "\(Posology(Dose(amount: most, unit: dose.unit)).printed) that texts name of \(name)"
      + (others.isEmpty ? "." : "; they have it of \(others.joined(separator: " and ")).")
  }

  /// What must be known of a dose whose way into the body is not said: texts name it only by mouth, say, and less into a vein. Nil where no text has it less in another way.
  public func routeRemark(of dose: Dose, _ name: String) -> String? {
    let ranges = (drug(named: name)?.usualDoses ?? []).filter { $0.route != nil && $0.least.unit == dose.unit }
    func holds(_ range: Drug.UsualDoses) -> Bool {
      dose.amount >= range.least.amount * (1 - 1e-9) && dose.amount <= range.most.amount * (1 + 1e-9)
    }
    guard let own = ranges.first(where: holds), case let others = ranges.filter({ $0.most.amount < own.least.amount }),
      !others.isEmpty
    else {
      return nil
    }
    func words(_ range: Drug.UsualDoses) -> String {
      "\(Numbers.text(range.least.amount, decimals: 4)) to \(Posology(range.most).printed) \(range.route?.words ?? "")"
    }
    return
      "\(Posology(dose).printed) of \(drug(named: name)?.id ?? name) is a dose \(own.route?.words ?? ""); texts name \(others.map(words).joined(separator: ", "))."
  }

  /// What is odd about a dose with its frequency: also where it is taken more often a day than any text read says, so that a day has another dose.
  public func question(of posology: Posology, _ name: String, form: String? = nil) -> String? {
    if let question = question(of: posology.dose, name, form: form) { return question }
    let drug = generic(name) ?? name
    guard let times = posology.timesADay else { return nil }
    let parts = regimens.values.flatMap(\.components).filter { $0.drug == drug }.map(\.posology)
    let levels: [[String: Posology]] = regimens.values.flatMap(\.levels) + rules.values.flatMap(\.levels)
    let variants: [[String: Posology]] = regimens.values.flatMap { $0.variants.map(\.doses) }
    let stated: [Posology] = parts + (levels + variants).compactMap { $0[drug] }
    let known = Set(stated.filter { $0.dose.unit == posology.dose.unit }.compactMap(\.timesADay))
    guard !known.isEmpty, !known.contains(times) else { return nil }
    let words = known.sorted().map(DoseFrequency.words).joined(separator: " or ")
    return "\(posology.printed) of \(drug): texts give it \(words)."
  }

  /// Factors to doxorubicin by drug, for a named scheme.
  public func doxorubicinFactors(_ scheme: String) -> [Drug.ID: Double] {
    drugs.compactMapValues { $0.doxorubicinEquivalents.first { $0.scheme == scheme }?.factor }
  }

  /// The schemes of doxorubicin equivalents, sorted.
  public var equivalenceSchemes: [String] {
    Set(drugs.values.flatMap { $0.doxorubicinEquivalents.map(\.scheme) }).sorted()
  }
}
