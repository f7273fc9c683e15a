// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

// What is known on a day beside counts and adverse events: body size, clearance, earlier radiation, growth factor, a late day 8.
extension RecordedDayReader {
  func readSize(_ found: inout RecordedDay) -> [RecordedFact] {
    var facts: [RecordedFact] = []
    let path = RecordPath.patient(patient.id)
    for (name, value, unit) in [
      ("height", patient.heightCentimetres.value, "cm"), ("weight", patient.weightKilograms.value, "kg"),
    ] {
      if let value {
        facts.append(
          RecordedFact(
            name, "\(Numbers.text(value, decimals: 1)) \(unit)", when: "no day stated", record: path,
            sources: patient.sources, use: .questioned("undated")))
      }
    }
    guard let height = patient.heightCentimetres.value, let weight = patient.weightKilograms.value else {
      found.questions.append("Height and weight are not both recorded: no body surface, no dose in mg.")
      return facts
    }
    let size = BodySize(heightCentimetres: height, weightKilograms: weight, sex: patient.sex.value)
    let questions = size.questions(ageYears: age(on: found.day))
    found.questions += questions.map(\.description)
    if questions.isEmpty { found.size = size } else if size.isPossible { found.doubtfulSize = size }
    return facts
  }

  /// What is known on a day since the last dose of a drug, with each value that is not of the laboratory.
  func observations(
    _ drug: Drug.ID, _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, _ rows: [Administration]
  ) -> (known: Observations, facts: [RecordedFact]) {
    var facts: [RecordedFact] = []
    var observations = Observations()
    observations.values = RecordedCounts(laboratory, on: day, since: since, window: window).values
    if let clearance = clearance(on: day, observations) {
      if let own = observations.values[.creatinineClearance]?.today {
        observations.possibleToday[.creatinineClearance] = own.lower < clearance.value.lower ? own : clearance.value
        observations.possibilities.append(
          "the clearance is \(own.text) mL/min, as recorded, or \(clearance.value.text), as the creatinine has it")
        // The better of the two decides nothing alone.
        let better = own.lower < clearance.value.lower ? clearance.value : own
        observations.values[.creatinineClearance]?.today = better
      } else {
        observations.values[.creatinineClearance] = .init(series: [
          .init(day: Double(day.number), value: clearance.value)
        ])
      }
      facts.append(clearance.fact)
    }
    readToxicity(
      own, on: day, since: since, given: given(drug, own, rows), isDaily: isTakenDaily(drug, own.therapy),
      &observations, &facts)
    readComorbidity(&observations, &facts)
    readEvents(own, on: day, since: since, &observations, &facts)
    for entry in patient.entries {
      guard case .radiotherapy(let radiation) = entry.content, let target = radiation.target.value?.lowercased(),
        target.contains("pelvi") || target.contains("becken"), let start = timeline.start(of: entry.id),
        let latest = timeline.bounds(of: start).latest, latest < day
      else { continue }
      observations.facts["prior pelvic radiotherapy"] = true
      facts.append(
        RecordedFact(
          "prior pelvic radiotherapy", radiation.target.value ?? "", when: "\(latest) or before",
          record: .entry(entry.id, of: patient.id), sources: entry.sources))
    }
    for phase in timeline.phases(of: own.therapy, on: day, isMeant: { library.isSame($0, drug) }) {
      for support in phase.support where GrowthFactorWindow.of(library.generic(support.drug) ?? support.drug) != nil {
        observations.facts["growth factor given"] = true
        facts.append(
          RecordedFact(
            "growth factor given", "\(support.drug) d\(support.days.map(String.init).joined(separator: ", "))",
            when: "phase \(phase.id)", record: .phase(phase.id, of: patient.id), sources: support.sources))
      }
    }
    let dayEight = rows.filter { $0.date < day && $0.day == 8 }.max { $0.date < $1.date }
    // One of before the last dose was told to that one.
    if let dayEight, since.map({ dayEight.date >= $0 }) ?? false,
      let first = rows.first(where: { $0.cycle == dayEight.cycle && $0.day == 1 })
    {
      let isLate = dayEight.isOmission || dayEight.date.number - first.date.number > 7
      // A late day 8 that was given at a lower dose has been acted on: the level is not gone down twice.
      let isActedOn =
        dayEight.dose.flatMap { now in first.dose.map { now.unit == $0.unit && now.amount < $0.amount * (1 - 1e-9) } }
        ?? false
      // Texts count an omission and a delay that toxicity caused, and no other.
      let word = "day 8 omitted or delayed"
      let isForToxicity: Bool? =
        switch dayEight.reason {
        case .haematotoxicity, .toxicity: true
        case .preference: false
        case .bodySize, .other, nil: nil
        }
      let use: RecordedFact.Use
      if !isLate || isActedOn || isForToxicity == false {
        observations.facts[word] = false
        use = .notUsed(isActedOn ? "the lower dose was given already" : "not for toxicity")
      } else if isForToxicity == true {
        observations.facts[word] = true
        use = .questioned("for toxicity")
      } else {
        observations.openFacts.insert(word)
        use = .notUsed(
          dayEight.reason == nil ? "whether for toxicity is not recorded (`reason`)" : Self.whyNot(dayEight.reason))
      }
      if isLate, let index = own.therapy.administrations.firstIndex(of: dayEight) {
        facts.append(
          RecordedFact(
            word,
            dayEight.isOmission ? "omitted" : "\(dayEight.date.number - first.date.number - 7) d late",
            when: "\(dayEight.date)", record: .administration(index, of: own.entry.id, in: patient.id),
            sources: own.entry.sources, use: use))
      }
    }
    return (observations, facts)
  }

  /// The creatinine clearance of the day, where the record has a creatinine and no clearance of its own.
  func clearance(on day: Day, _ observations: Observations) -> (value: ValueSpan, fact: RecordedFact)? {
    guard let creatinine = observations.values[.creatinine]?.today?.point,
      let (value, words) = clearance(on: day, creatinineMilligramsPerDecilitre: creatinine)
    else { return nil }
    if let own = observations.values[.creatinineClearance]?.today {
      // Cockcroft and Gault is no measurement; half as much again is no longer its error.
      guard own.lower > value.upper * 1.5 || own.upper * 1.5 < value.lower else { return nil }
      return (
        value,
        RecordedFact(
          Analyte.creatinineClearance.rawValue, "\(own.text) and \(value.text) mL/min", when: "\(day)",
          record: .patient(patient.id), sources: patient.sources,
          use: .questioned("both: that of the record and the other \(words) contradict each other"))
      )
    }
    return (
      value,
      RecordedFact(
        Analyte.creatinineClearance.rawValue, "\(value.text) mL/min", when: "\(day)", record: .patient(patient.id),
        sources: patient.sources, use: .questioned(words))
    )
  }

  /// The creatinine clearance by Cockcroft and Gault in mL/min with what went into it; nil where the record lacks sex, weight or age, or where it would
  /// be above what patients have, so that a unit is in doubt. The age has bounds;
  /// height and weight have no day.
  public func clearance(
    on day: Day, creatinineMilligramsPerDecilitre creatinine: Double
  ) -> (value: ValueSpan, words: String)? {
    guard let sex = patient.sex.value, let kilograms = patient.weightKilograms.value, let ages = age(on: day) else {
      return nil
    }
    func clearance(_ age: Int) -> Double? {
      CreatinineClearance(
        ageYears: age, weightKilograms: kilograms, creatinineMilligramsPerDecilitre: creatinine,
        isFemale: sex == .female)?.millilitresPerMinute
    }
    guard let least = clearance(ages.upperBound), let most = clearance(ages.lowerBound),
      most <= Analyte.creatinineClearance.usual.upperBound
    else { return nil }
    let years = ages.lowerBound == ages.upperBound ? "\(ages.lowerBound)" : "\(ages.lowerBound) to \(ages.upperBound)"
    return (
      ValueSpan(from: least, to: most),
      "by Cockcroft-Gault: creatinine \(Numbers.text(creatinine, decimals: 2)) mg/dL, \(years) years, \(Numbers.text(kilograms, decimals: 1)) kg (undated), \(sex.rawValue)"
    )
  }

  /// The completed years of the patient on a day, between bounds; nil where the age or its event is not known.
  func age(on day: Day) -> ClosedRange<Int>? {
    guard let stated = patient.age.value, stated.others.isEmpty, !stated.isAtLeast, let anchor = stated.anchor,
      let event = timeline.start(of: anchor.id)
    else { return nil }
    let bounds = timeline.bounds(of: event)
    guard let earliest = bounds.earliest, let latest = bounds.latest, latest <= day else { return nil }
    // At the event so many years were completed, and not one more.
    let least = stated.years + Int(Double(day.number - latest.number) / 365.25)
    let most = stated.years + 1 + Int((Double(day.number - earliest.number) / 365.25).rounded(.down))
    return least...max(least, most)
  }
}
