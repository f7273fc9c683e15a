// SPDX-License-Identifier: Apache-2.0

public import Course

/// Drugs, regimens, rule sets and band tables by their identifiers. Later ones replace earlier ones of the same identifier, so that
/// a hospital's own files stand in for the built-in ones.
public struct RegimenLibrary: Sendable, Hashable {
  /// Drugs by generic name.
  public private(set) var drugs: [Drug.ID: Drug]
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
    for regimen in regimens { self.regimens[regimen.id] = regimen }
    for set in rules { self.rules[set.id] = set }
    for table in bands { self.bands[table.id] = table }
  }

  /// This library with another's items over its own.
  public func replacing(with other: RegimenLibrary) -> RegimenLibrary {
    var merged = self
    merged.drugs.merge(other.drugs) { $1 }
    merged.regimens.merge(other.regimens) { $1 }
    merged.rules.merge(other.rules) { $1 }
    merged.bands.merge(other.bands) { $1 }
    return merged
  }

  /// Rule sets that speak of a drug, by identifier.
  public func rules(for drug: Drug.ID) -> [RuleSet] {
    rules.values.filter { $0.drugs.contains(drug) }.sorted { $0.id < $1.id }
  }

  /// The least and the greatest dose of a drug in all regimens, with their levels, variants and the percentages of their rule sets; nil
  /// where no regimen has it in this unit.
  public func doses(of drug: Drug.ID, in unit: DoseUnit) -> ClosedRange<Double>? {
    let all = regimens.values.flatMap { regimen in
      regimen.components.filter { $0.drug == drug && $0.dose.unit == unit }.flatMap { component in
        [component.dose.amount] + regimen.doses(of: component, rules: self)
      }
    }.filter { $0 > 0 }
    guard let least = all.min(), let most = all.max() else { return nil }
    return least...most
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
