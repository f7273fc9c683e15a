// SPDX-License-Identifier: Apache-2.0

public import Course

extension RuleSet {
  /// A planned dose with the frequency of the full dose, where it has none of its own.
  func completed(_ planned: Posology?, _ drug: String) -> Posology? {
    guard var planned, planned.timesADay == nil else { return planned }
    planned.timesADay = levels.first?[drug]?.timesADay
    return planned
  }

  /// The level of the dose that is being given: as told, else the level that the planned dose has, or the one above the first that is lower by the
  /// amount of a day. Nil where the planned dose is below every level: it never stood on this ladder.
  func currentLevel(_ drug: String, planned: Posology?, memory: RuleMemory) -> Int? {
    guard let planned else { return memory.level }
    let doses = levels.map { $0[drug] }
    guard !doses.isEmpty, doses.allSatisfy({ $0.map { $0.dose.unit == planned.dose.unit } ?? true }) else {
      return memory.level
    }
    func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-9 * max(one, other) }
    // Two levels may have the same amount a day: 50 mg twice daily is not 100 mg once.
    let same = doses.firstIndex { dose in
      dose.map { isNear($0.dose.amount, planned.dose.amount) && ($0.timesADay ?? 1) == (planned.timesADay ?? 1) }
        ?? false
    }
    if let same { return memory.level == 0 ? same : memory.level }
    guard
      let next = doses.firstIndex(where: { dose in
        dose.map { $0.perDay < planned.perDay || isNear($0.perDay, planned.perDay) } ?? false
      })
    else { return doses.contains { $0 != nil } ? nil : memory.level }
    guard memory.level == 0 else { return memory.level }
    // A dose above the full one of the set is given as that, and its next lower level is the one below that.
    return doses[next].map { isNear($0.perDay, planned.perDay) } ?? false ? next : max(0, next - 1)
  }

  /// The level that a dose of a drug has: the one above the first lower amount of a day, for a dose between two; nil where the set has no levels of it in that unit.
  public func level(of dose: Posology, _ drug: String) -> Int? {
    guard levels.contains(where: { $0[drug]?.dose.unit == dose.dose.unit }) else { return nil }
    return currentLevel(drug, planned: completed(dose, drug), memory: RuleMemory()).map { max(0, $0) }
  }

  /// Whether a dose is below every level that the set has of a drug.
  func isOffLadder(_ dose: Posology, _ drug: String) -> Bool {
    levels.contains { $0[drug]?.dose.unit == dose.dose.unit } && level(of: dose, drug) == nil
  }

  /// Whether the levels differ in frequency, so that an amount alone names none of them.
  public func levelsDifferInFrequency(_ drug: String) -> Bool {
    Set(levels.compactMap { $0[drug] }.map { $0.timesADay ?? 1 }).count > 1
  }
}
