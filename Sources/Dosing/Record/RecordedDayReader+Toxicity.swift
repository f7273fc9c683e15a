// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

// Adverse events that a record has as such: which count since the last dose, which may, and which are there on the day itself.
extension RecordedDayReader {
  /// When an adverse event began, seen from the day and the last dose before it.
  private enum Timing: Equatable {
    /// No dose was given before.
    case withoutDose
    /// Since the last dose.
    case since
    /// After one of several doses that were the same, the first of them that; no lower one has followed.
    case sinceOneOfEqual(Day)
    /// On the day of the last dose, which was not the first: before or after it.
    case onDayOfDose
    /// Before the last dose.
    case before
    /// Not known: it may be since the last dose, or not have begun.
    case unknown
  }

  /// What is known of the end of an adverse event on the day.
  private enum Course {
    case goesOn, over, mayGoOn
  }

  func readToxicity(
    _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, given: [(date: Day, dose: Dose?)], isDaily: Bool,
    _ observations: inout Observations, _ facts: inout [RecordedFact]
  ) {
    let firstDose = given.first?.date ?? timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).latest }
    /// The greatest grade of each term that counts since the last dose, and that of those which are not over.
    var present: [String: Int] = [:]
    var isSomeOver: Set<String> = []
    /// Facts that are not over, and those of events that are.
    var lasting: Set<String> = []
    var ended: Set<String> = []
    for entry in patient.entries {
      guard case .toxicity(let toxicity) = entry.content else { continue }
      if let other = toxicity.of, other != own.entry.id {
        if let fact = readOfAnother(toxicity, entry, other, own, since: since, on: day, &observations) {
          facts.append(fact)
        }
        continue
      }
      // One of which no time is recorded may be of any.
      let bounds = timeline.start(of: entry.id).map(timeline.bounds) ?? DayBounds(earliest: nil, latest: nil)
      if let earliest = bounds.earliest, earliest > day { continue }
      addCourse(toxicity, entry, bounds, on: day, &observations)
      var fact = told(toxicity, entry, bounds)
      defer { facts.append(fact) }
      if ToxicityTerms.isHistory(toxicity.term) {
        fact.use = .notUsed("it tells of the past")
        continue
      }
      // What is thought and not known may be, whenever it was.
      let isSuspected = ToxicityTerms.isSuspected(toxicity.term)
      let timing =
        isSuspected && since != nil
        ? .unknown : timing(bounds, of: toxicity, own, since: since, on: day, firstDose, given)
      let (words, openWords) = words(ofRules: toxicity, under: own)
      if timing != .before, timing != .withoutDose {
        for word in openWords where observations.facts[word] == nil { observations.openFacts.insert(word) }
      }
      if toxicity.isAbsence {
        fact.use = readAbsence(toxicity, bounds, timing, since: since, on: day, &observations)
        continue
      }
      let term = ToxicityTerms.graded(toxicity.term)
      let key =
        ToxicityTerms.isHaematological(toxicity.term)
        ? Observations.haematological : term ?? "non-haematological toxicity"
      let isGraded = toxicity.grade.value != nil && toxicity.version.value != nil
      let isHairLoss = ToxicityTerms.isHairLoss(toxicity.term)
      /// The grade that it may have: the greatest there is where nobody stated it by a version.
      let grade = isGraded ? toxicity.grade.value?.range.upperBound ?? 5 : 5
      // How a value is that a grade stands for, that of the day says.
      let isMeasured = GradedLevel(toxicity).map { observations.values[$0.analyte]?.today != nil } ?? false
      let course = isMeasured ? Course.over : course(of: entry, toxicity, on: day)
      func mayBePresent() {
        guard !isHairLoss else { return }
        observations.possiblePresentGrades[key] = max(observations.possiblePresentGrades[key] ?? 0, grade)
      }
      func goesOn() {
        guard !isHairLoss, isGraded, let grades = toxicity.grade.value else { return mayBePresent() }
        observations.presentGrades[key] = max(observations.presentGrades[key] ?? 0, grades.range.lowerBound)
        if grades.range.count > 1 { mayBePresent() }
      }
      func note() {
        guard !isHairLoss else { return }
        observations.possibilities.append("\(toxicity.term) (\(Self.words(bounds))) counts since the last dose")
      }
      func mayBeSince() {
        note()
        if !isHairLoss { observations.possibleGrades[key] = max(observations.possibleGrades[key] ?? 0, grade) }
        for word in words where observations.facts[word] != true {
          observations.facts[word] = nil
          observations.openFacts.insert(word)
          observations.possibleFacts.insert(word)
        }
        if words.isEmpty, let count = GradedCount(toxicity) { observations.addPossibleLowest(count) }
        if let level = GradedLevel(toxicity) { observations.addPossibleHighest(level) }
      }
      if course == .over { ended.formUnion(words) } else { lasting.formUnion(words) }
      switch timing {
      case .since, .sinceOneOfEqual:
        fact.use = readSince(
          toxicity, entry, bounds, key, words, isOver: course == .over, timing, on: day, &observations)
        if case .sinceOneOfEqual(let first) = timing {
          switch course {
          case .goesOn: goesOn()
          case .mayGoOn: mayBePresent()
          case .over: break
          }
          observations.presentGrades[key] = observations.presentGrades[key] ?? 0
          fact.use = .questioned(
            "as an event of the same dose: it came after \(first) or after \(since.map { "\($0)" } ?? ""), and no lower one was given meanwhile"
          )
        } else if course == .over {
          isSomeOver.insert(key)
        } else {
          present[key] = max(present[key] ?? 0, isGraded ? toxicity.grade.value?.range.lowerBound ?? 1 : 1)
        }
      case .withoutDose:
        guard isUnder(own, bounds, since: since) else {
          if course == .goesOn {
            goesOn()
            observations.presentFacts.formUnion(words)
            fact.use = .questioned("for this day: no dose was given before, and it goes on")
          } else {
            fact.use = .notUsed("no dose was given before, so it is of none")
          }
          continue
        }
        mayBeSince()
        mayBePresent()
        fact.use = .notUsed("when the last dose was given is not recorded; what could be stricter tells of it")
      case .unknown:
        mayBeSince()
        switch course {
        case .goesOn where bounds.latest.map({ $0 <= day }) ?? false:
          goesOn()
          observations.presentFacts.formUnion(words)
          fact.use = .questioned("for this day: it goes on; whether it began since the last dose is not known")
        case .over:
          fact.use = .notUsed("whether it is since the last dose\(since.map { " (\($0))" } ?? "") is not known")
        case .goesOn, .mayGoOn:
          mayBePresent()
          fact.use = .notUsed("whether it is since the last dose\(since.map { " (\($0))" } ?? "") is not known")
        }
      case .onDayOfDose, .before:
        guard let since else { continue }
        if course == .goesOn || (timing == .onDayOfDose && course == .mayGoOn) {
          observations.presentFacts.formUnion(words)
        }
        if timing == .onDayOfDose {
          // A fever, and what is of the blood, is an event of the dose before, whatever the order; what else rules ask for may have come after this one.
          if key != Observations.haematological {
            note()
            if !isHairLoss { observations.possibleGrades[key] = max(observations.possibleGrades[key] ?? 0, grade) }
            for word in words
            where !Observations.fevers.contains(word) && word != "fever or infection" && observations.facts[word] == nil
            {
              observations.openFacts.insert(word)
              observations.possibleFacts.insert(word)
            }
          }
          if course == .mayGoOn { mayBePresent() }
          fact.use = .notUsed("of the day of the last dose (\(since)): before or after it is not recorded")
        } else if course == .mayGoOn, isDaily, key != Observations.haematological {
          // With what is taken day after day the last dose was yesterday's: an adverse event before it may be going on.
          if !isHairLoss {
            observations.possibilities.append("\(toxicity.term) (\(Self.words(bounds))) goes on")
          }
          mayBePresent()
          fact.use = .notUsed("before the last dose (\(since)), and whether it is over is not recorded")
        } else {
          // For the doses before, it may be an event of a set: what that has left holds on.
          fact.use = .questioned("for events before the last dose (\(since)), not for this day")
        }
        if course == .goesOn, key != Observations.haematological, !isHairLoss {
          // It counted as an event for the doses before, and for today's as it is.
          goesOn()
          fact.use = .questioned("for this day: it began before the last dose (\(since)) or on its day, and goes on")
        } else if !observations.presentFacts.isDisjoint(with: words) {
          fact.use = .questioned(
            "as \(words.joined(separator: ", ")) for this day: it began before the last dose (\(since)) or on its day, and \(course == .goesOn ? "goes on" : "may go on")"
          )
        }
      }
    }
    observations.overFacts = ended.subtracting(lasting)
    for key in isSomeOver {
      observations.presentGrades[key] = max(observations.presentGrades[key] ?? 0, present[key] ?? 0)
    }
  }

  /// Reads an adverse event that the record ascribes to another therapy: it is no event of this one, and where it goes on it is there on the day. Nil where it is of an earlier time.
  private func readOfAnother(
    _ toxicity: Toxicity, _ entry: Entry, _ other: Entry.ID, _ own: PatientTimeline.TherapyOnDay, since: Day?,
    on day: Day, _ observations: inout Observations
  ) -> RecordedFact? {
    let bounds = timeline.start(of: entry.id).map(timeline.bounds) ?? DayBounds(earliest: nil, latest: nil)
    guard !toxicity.isAbsence, bounds.earliest.map({ $0 <= day }) ?? true else { return nil }
    var fact = told(toxicity, entry, bounds)
    guard goesOn(entry, on: day), bounds.latest.map({ $0 <= day }) ?? false else {
      guard bounds.latest.map({ $0 > since ?? day }) ?? true else { return nil }
      fact.use = .notUsed("it is of another therapy (\(other))")
      return fact
    }
    observations.presentFacts.formUnion(words(ofRules: toxicity, under: own).certain)
    if !ToxicityTerms.isHaematological(toxicity.term), !ToxicityTerms.isHairLoss(toxicity.term) {
      let key = ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity"
      if toxicity.version.value != nil, let grades = toxicity.grade.value {
        observations.presentGrades[key] = max(observations.presentGrades[key] ?? 0, grades.range.lowerBound)
      } else {
        observations.possiblePresentGrades[key] = 5
        observations.possibilities.append("\(toxicity.term) (\(Self.words(bounds))) is of a grade that weighs")
      }
    }
    fact.use = .questioned("for this day: it is of another therapy (\(other)), and goes on")
    return fact
  }

  /// The yes/no words of rules that an adverse event answers with yes, and those that it would by a grade which nobody stated.
  private func words(
    ofRules toxicity: Toxicity, under own: PatientTimeline.TherapyOnDay
  ) -> (certain: [String], open: [String]) {
    let grade = toxicity.version.value == nil ? nil : toxicity.grade.value?.range.lowerBound
    let (certain, open) = ToxicityTerms.facts(toxicity.term, grade: grade)
    let others = words(ofRules: toxicity.term, under: own).filter { !certain.contains($0) }
    return (certain + others, open)
  }

  /// An adverse event in words, not yet judged.
  private func told(_ toxicity: Toxicity, _ entry: Entry, _ bounds: DayBounds) -> RecordedFact {
    RecordedFact(
      toxicity.term,
      [
        toxicity.grade.value.map { "grade \($0)" },
        toxicity.version.value.map { $0.hasPrefix("CTCAE") ? $0 : "CTCAE \($0)" },
        toxicity.isAbsence ? "absent" : nil, toxicity.qualifier.value,
      ].compactMap(\.self).joined(separator: ", "), when: Self.words(bounds), record: .entry(entry.id, of: patient.id),
      sources: entry.sources)
  }

  private func timing(
    _ bounds: DayBounds, of toxicity: Toxicity, _ own: PatientTimeline.TherapyOnDay, since: Day?, on day: Day,
    _ firstDose: Day?, _ given: [(date: Day, dose: Dose?)]
  ) -> Timing {
    guard let since else { return .withoutDose }
    // On the day of the first dose nothing else can have caused it; on that of a later one the order is not recorded.
    let from = since == (firstDose ?? since) ? since : Day(since.number + 1)
    // What is of this therapy came after its first dose.
    var earliest = bounds.earliest
    if toxicity.of == own.entry.id, let firstDose { earliest = earliest.map { max($0, firstDose) } ?? firstDose }
    if let earliest, let latest = bounds.latest, latest <= day, earliest >= from { return .since }
    if bounds.latest == since, bounds.earliest == since { return .onDayOfDose }
    if let latest = bounds.latest, latest <= since { return .before }
    if let earliest, !toxicity.isAbsence,
      let first = firstOfUnchangedDoses(bounds, from: earliest, since: since, on: day, firstDose, given)
    {
      return .sinceOneOfEqual(first)
    }
    return .unknown
  }

  private func course(of entry: Entry, _ toxicity: Toxicity, on day: Day) -> Course {
    if goesOn(entry, on: day) { return .goesOn }
    if let end = timeline.end(of: entry.id), end != timeline.start(of: entry.id),
      timeline.bounds(of: end).latest.map({ $0 <= day }) ?? false
    {
      return .over
    }
    return mayLast(entry, toxicity, until: day) ? .mayGoOn : .over
  }

  /// Whether an adverse event may be under a therapy of which no row says when the last dose was.
  private func isUnder(_ own: PatientTimeline.TherapyOnDay, _ bounds: DayBounds, since: Day?) -> Bool {
    timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).latest }.map { start in
      own.therapy.administrations.isEmpty && bounds.latest.map { $0 > start } ?? true
    } ?? false
  }

  /// Reads what a record denies.
  private func readAbsence(
    _ toxicity: Toxicity, _ bounds: DayBounds, _ timing: Timing, since: Day?, on day: Day,
    _ observations: inout Observations
  ) -> RecordedFact.Use {
    func deny(_ term: String) { observations.grades[term] = observations.grades[term] ?? 0 }
    switch timing {
    case .withoutDose: return .notUsed("no dose was given before, so it is of none")
    case .before, .onDayOfDose: return .notUsed("before the last dose\(since.map { " (\($0))" } ?? "")")
    case .unknown, .sinceOneOfEqual:
      return .notUsed("whether it is since the last dose\(since.map { " (\($0))" } ?? "") is not known")
    case .since: break
    }
    if let latest = bounds.latest, day.number - latest.number > window {
      return .notUsed("\(day.number - latest.number) d old")
    }
    if ToxicityTerms.isAboutAll(toxicity.term) {
      for term in Comparison.gradeTerms { deny(term) }
    } else if let term = ToxicityTerms.denied(toxicity.term) {
      deny(term)
    } else if case let facts = ToxicityTerms.deniedFacts(toxicity.term), !facts.isEmpty {
      for word in facts where observations.facts[word] == nil { observations.facts[word] = false }
    } else {
      return .notUsed("no rule reads it")
    }
    return .used
  }

  /// Reads an adverse event that counts since the last dose.
  private func readSince(
    _ toxicity: Toxicity, _ entry: Entry, _ bounds: DayBounds, _ key: String, _ words: [String], isOver: Bool,
    _ timing: Timing, on day: Day, _ observations: inout Observations
  ) -> RecordedFact.Use {
    for word in words { observations.facts[word] = true }
    let grades = toxicity.grade.value
    if words.contains("fever or infection") {
      if ToxicityTerms.isInfectionWithoutFever(toxicity.term), toxicity.version.value != nil, let grades {
        observations.infectionGrade = max(observations.infectionGrade ?? 0, grades.range.upperBound)
      } else {
        observations.isFever = true
      }
    }
    let isGraded = grades != nil && toxicity.version.value != nil
    if key == Observations.haematological {
      let unread =
        ToxicityTerms.saysMoreThanBlood(toxicity.term)
        ? "; its other words are not read (--yes \"febrile neutropenia\" if it was that)" : ""
      if isGraded, let grades {
        observations.addGrade(key, grades.range.lowerBound, isLeast: grades.range.count > 1)
      } else {
        observations.addUngraded(key)
      }
      // Febrile neutropenia has limits of its own.
      let bound = words.isEmpty ? GradedCount(toxicity) : nil
      if let bound {
        let isDated = bounds.earliest == bounds.latest
        observations.addLowest(bound, on: isDated ? bounds.earliest : nil)
        // A grade with its last day says that it lasted until then.
        if isDated, isOver, let end = timeline.end(of: entry.id).map({ timeline.bounds(of: $0) }), end.isExact,
          let last = end.earliest.map({ Day($0.number - 1) }), let first = bounds.earliest, last > first
        {
          observations.addLowest(bound, on: last)
        }
      }
      if let first = words.first { return .questioned("as \(first)") }
      if let bound {
        return .questioned(
          "as lowest \(bound.analyte.rawValue) \(bound.value.text) \(bound.analyte.printedUnit)\(unread)")
      }
      return .notUsed("rules judge blood by counts\(unread)")
    }
    let term = ToxicityTerms.graded(toxicity.term)
    let level = GradedLevel(toxicity)
    if let level { observations.addHighest(level) }
    let unread = term == nil && words.isEmpty ? "no rule reads these words; " : ""
    if ToxicityTerms.isHairLoss(toxicity.term) {
      return .notUsed(isGraded ? "no rule reads it" : grades == nil ? "no grade is stated" : "no CTCAE version")
    }
    guard isGraded, let grades else {
      // It is there: of a grade that is not known, and not of none.
      observations.addUngraded(key)
      let why = grades == nil ? "no grade is stated" : "no CTCAE version"
      return words.isEmpty
        ? .notUsed(unread + why) : .questioned("as \(words.joined(separator: ", ")); no grade is read: \(why)")
    }
    let isLeast = grades.range.count > 1
    // What is of no term of the rules is still a toxicity that is not of the blood.
    observations.addGrade(key, grades.range.lowerBound, isLeast: isLeast)
    if !words.isEmpty {
      return .questioned(
        "as \(words.joined(separator: ", "))\(term == nil ? " and a toxicity that is not of the blood" : "")")
    }
    if let level {
      return .questioned(
        "as highest \(level.analyte.rawValue) \(level.overLimit.text) × ULN and a toxicity that is not of the blood")
    }
    return isLeast
      ? .questioned("at least grade \(grades.range.lowerBound)")
      : term == nil ? .questioned("as a toxicity that is not of the blood") : .used
  }

  /// The first of several doses that were the same, after one of which an adverse event came of which only a longer time is known: whichever it was, no lower
  /// dose has followed. Nil where it is known to be since the last dose, or a lower one was given meanwhile.
  private func firstOfUnchangedDoses(
    _ bounds: DayBounds, from earliest: Day, since: Day, on day: Day, _ firstDose: Day?,
    _ given: [(date: Day, dose: Dose?)]
  ) -> Day? {
    guard let latest = bounds.latest, latest > since, latest <= day, let firstDose, earliest >= firstDose,
      earliest <= since
    else { return nil }
    let before = given.filter { $0.date <= since }
    let among = before.enumerated().filter { index, own in
      own.date >= earliest || !before.dropFirst(index + 1).contains { $0.date <= earliest }
    }.map(\.element)
    guard among.count > 1, let first = among.first, let dose = first.dose else { return nil }
    let isUnchanged = among.allSatisfy { own in
      own.dose.map { $0.unit == dose.unit && $0.amount >= dose.amount * (1 - 1e-9) } ?? false
    }
    return isUnchanged ? first.date : nil
  }

  /// Adds when an adverse event began and how long it lasted, where its grade is stated by a version: what texts ask that wait so many days.
  private func addCourse(
    _ toxicity: Toxicity, _ entry: Entry, _ bounds: DayBounds, on day: Day, _ observations: inout Observations
  ) {
    guard !toxicity.isAbsence, let grades = toxicity.grade.value, toxicity.version.value != nil,
      !ToxicityTerms.isHaematological(toxicity.term), !ToxicityTerms.isHairLoss(toxicity.term)
    else { return }
    func days(from: Day?, to: Day?) -> Double? {
      from.flatMap { from in to.map { Double(max(0, $0.number - from.number)) } }
    }
    let shortest = days(from: bounds.latest, to: day) ?? 0
    let longest = days(from: bounds.earliest, to: day) ?? .infinity
    let end = timeline.end(of: entry.id).flatMap { $0 == timeline.start(of: entry.id) ? nil : timeline.bounds(of: $0) }
    let lasted: ValueSpan
    if goesOn(entry, on: day) {
      lasted = ValueSpan(from: shortest, to: longest)
    } else if let end {
      let most = days(from: bounds.earliest, to: end.latest.map { min($0, day) } ?? day) ?? .infinity
      lasted = ValueSpan(
        from: days(from: bounds.latest, to: end.earliest.map { min($0, day) }) ?? 0, to: most)
    } else {
      // Whether it is over is not recorded.
      lasted = ValueSpan(from: 0, to: longest)
    }
    observations.courses.append(
      GradedCourse(
        term: ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity",
        grade: ValueSpan(grades.range.count > 1 ? .atLeast : nil, Double(grades.range.lowerBound)),
        daysSinceStart: ValueSpan(from: shortest, to: longest), daysLasted: lasted))
  }

  /// Whether the record says of an adverse event that it goes on, or ends after the day.
  private func goesOn(_ entry: Entry, on day: Day) -> Bool {
    if entry.isOngoing { return true }
    guard let end = timeline.end(of: entry.id), end != timeline.start(of: entry.id) else { return false }
    return timeline.bounds(of: end).earliest.map { $0 > day } ?? false
  }

  /// Whether an adverse event may be going on: it has no end by the day, and nothing later of the same term tells of less.
  func mayLast(_ entry: Entry, _ toxicity: Toxicity, until day: Day) -> Bool {
    if let end = timeline.end(of: entry.id), end != timeline.start(of: entry.id),
      let latest = timeline.bounds(of: end).latest,
      latest <= day
    {
      return false
    }
    guard let start = timeline.start(of: entry.id).flatMap({ timeline.bounds(of: $0).latest }) else { return true }
    return !patient.entries.contains { other in
      guard case .toxicity(let later) = other.content, other.id != entry.id,
        let begun = timeline.start(of: other.id).flatMap({ timeline.bounds(of: $0).earliest }), begun > start,
        begun <= day
      else { return false }
      if later.isAbsence {
        return ToxicityTerms.isAboutAll(later.term)
          || ToxicityTerms.denied(later.term) == ToxicityTerms.graded(toxicity.term)
      }
      return ToxicityTerms.graded(later.term) == ToxicityTerms.graded(toxicity.term)
    }
  }
}
