// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

// Adverse events of a record: those entered as such, and events and complications whose words rules know.
extension RecordedDayReader {
  /// Events and complications since the last dose whose words rules know: they are adverse events that nobody entered as such. Others are told, and not used.
  func readEvents(
    _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, _ observations: inout Observations,
    _ facts: inout [RecordedFact]
  ) {
    for entry in patient.entries {
      let words: String
      switch entry.content {
      case .event(let text): words = text
      case .complication(let complication) where !complication.isAbsence: words = complication.term
      default: continue
      }
      guard let event = timeline.start(of: entry.id), case let bounds = timeline.bounds(of: event),
        bounds.earliest.map({ $0 <= day }) ?? true,
        since.map({ since in bounds.latest.map { $0 > since } ?? true }) ?? true
      else { continue }
      var fact = RecordedFact(
        words, "", when: Self.words(bounds), record: .entry(entry.id, of: patient.id), sources: entry.sources,
        use: .notUsed("no rule reads these words; an adverse event is `toxicity: …` with its grade and version"))
      defer { facts.append(fact) }
      let meant = self.words(ofRules: words, under: own)
      let term = ToxicityTerms.graded(ToxicityTerms.withoutGrade(words))
      guard !meant.isEmpty || term != nil else { continue }
      let isSince = since.map { since in bounds.earliest.map { $0 > since } ?? false } ?? false
      guard isSince, bounds.latest.map({ $0 <= day }) ?? false else {
        // It may be of this interval: that it was not is not known.
        for word in meant where observations.facts[word] != true {
          observations.facts[word] = nil
          observations.openFacts.insert(word)
        }
        if let term { observations.addUngraded(term) }
        fact.use = .notUsed("whether it is since the last dose is not known")
        continue
      }
      for word in meant { observations.facts[word] = true }
      if let term { observations.addUngraded(term) }
      fact.use = .questioned(
        "as \((meant + [term.map { "\($0) without a grade" }].compactMap(\.self)).joined(separator: ", "))")
    }
  }

  /// The yes/no words of rules that words of the record answer with yes; under ifosfamide the signs of its encephalopathy are one.
  private func words(ofRules term: String, under own: PatientTimeline.TherapyOnDay) -> [String] {
    let facts = ToxicityTerms.facts(term)
    let word = "encephalopathy"
    guard !facts.contains(word), ToxicityTerms.isSignOfEncephalopathy(term),
      own.therapy.drugs.contains(where: { library.isSame($0, "ifosfamide") })
    else { return facts }
    return facts + [word]
  }

  func readToxicity(
    _ own: PatientTimeline.TherapyOnDay, on day: Day, since: Day?, given: [(date: Day, dose: Dose?)], isDaily: Bool,
    _ observations: inout Observations, _ facts: inout [RecordedFact]
  ) {
    let firstDose = given.first?.date ?? timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).latest }
    let isFirst = since != nil && since == (firstDose ?? since)
    var isOpen = false
    var terms: [String: (grade: Int, isLeast: Bool)] = [:]
    /// The greatest grade of each term that is certainly of this interval, where another event of the term may be of an earlier one.
    var certain: [String: Int] = [:]
    /// Terms of which each event is over by the day, by its recorded end.
    var over: [String: Bool] = [:]
    func grade(_ term: String, _ grade: Int, isLeast: Bool = false) {
      let known = terms[term]
      // The greatest counts; another one of the same grade that may be higher keeps it open.
      terms[term] = (max(known?.grade ?? 0, grade), (known?.isLeast ?? false) || isLeast)
    }
    for entry in patient.entries {
      guard case .toxicity(let toxicity) = entry.content, toxicity.of.map({ $0 == own.entry.id }) ?? true,
        let event = timeline.start(of: entry.id)
      else { continue }
      let bounds = timeline.bounds(of: event)
      if let earliest = bounds.earliest, earliest > day { continue }
      addCourse(toxicity, entry, bounds, on: day, &observations)
      let grades = toxicity.grade.value
      let version = toxicity.version.value
      var fact = RecordedFact(
        toxicity.term,
        [
          grades.map { "grade \($0)" }, version.map { $0.hasPrefix("CTCAE") ? $0 : "CTCAE \($0)" },
          toxicity.isAbsence ? "absent" : nil,
          toxicity.qualifier.value,
        ].compactMap(\.self).joined(separator: ", "), when: Self.words(bounds),
        record: .entry(entry.id, of: patient.id), sources: entry.sources)
      defer { facts.append(fact) }
      guard let since else {
        let isUnder = timeline.start(of: own.entry.id).flatMap { timeline.bounds(of: $0).latest }.map { start in
          own.therapy.administrations.isEmpty && bounds.latest.map { $0 > start } ?? true
        }
        guard isUnder == true, !toxicity.isAbsence else {
          fact.use = .notUsed("no dose was given before, so it is of none")
          continue
        }
        // Under the therapy, and no row says when the last dose was.
        grade(ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity", 0, isLeast: true)
        fact.use = .notUsed("when the last dose was given is not recorded")
        isOpen = true
        continue
      }
      // On the day of the first dose nothing else can have caused it; on that of a later one the order is not recorded.
      let from = isFirst ? since : Day(since.number + 1)
      let earlierDose =
        toxicity.isAbsence
        ? nil : firstOfUnchangedDoses(bounds, of: toxicity, own, since: since, on: day, firstDose, given)
      guard let earliest = bounds.earliest, let latest = bounds.latest, latest <= day,
        earliest >= from || earlierDose != nil
      else {
        let lasting = factsThatLast(toxicity, entry, bounds, own, since: since, on: day)
        observations.presentFacts.formUnion(lasting)
        defer {
          if !lasting.isEmpty {
            fact.use = .questioned(
              "as \(lasting.joined(separator: ", ")) for this day: it began before the last dose (\(since)) or on its day, and \(goesOn(entry, on: day) ? "goes on" : "may go on")"
            )
          }
        }
        if let latest = bounds.latest, latest <= since, !toxicity.isAbsence, goesOn(entry, on: day),
          !ToxicityTerms.isHaematological(toxicity.term), !ToxicityTerms.isHairLoss(toxicity.term),
          let grades = toxicity.grade.value, toxicity.version.value != nil
        {
          // It counted as an event for the doses before, and for today's as it is.
          let term = ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity"
          observations.presentGrades[term] = max(observations.presentGrades[term] ?? 0, grades.range.lowerBound)
          fact.use = .questioned("for this day: it began before the last dose (\(since)) and goes on")
        } else if let latest = bounds.latest, latest <= since, isDaily, !toxicity.isAbsence,
          mayLast(entry, toxicity, until: day)
        {
          // With what is taken day after day the last dose was yesterday's: an adverse event before it may be going on.
          grade(ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity", 0, isLeast: true)
          fact.use = .notUsed("before the last dose (\(since)), and whether it is over is not recorded")
          isOpen = true
        } else if bounds.latest == since, bounds.earliest == since, !toxicity.isAbsence {
          grade(ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity", 0, isLeast: true)
          // A fever is an event of the dose before, whatever the order; what else rules ask for may have come after this one.
          for word in words(ofRules: toxicity.term, under: own)
          where !Observations.fevers.contains(word) && word != "fever or infection" && observations.facts[word] == nil {
            observations.openFacts.insert(word)
          }
          fact.use = .notUsed("of the day of the last dose (\(since)): before or after it is not recorded")
          isOpen = true
        } else if let latest = bounds.latest, latest <= since {
          // For the doses before, it may be an event of a set: what that has left holds on.
          fact.use =
            toxicity.isAbsence
            ? .notUsed("before the last dose (\(since))")
            : .questioned("for events before the last dose (\(since)), not for this day")
        } else {
          // It may be of this interval: what else is known of grades is then a least one.
          fact.use = .notUsed("whether it is since the last dose (\(since)) is not known")
          if !toxicity.isAbsence { isOpen = true }
        }
        continue
      }
      if toxicity.isAbsence {
        if day.number - latest.number > window {
          fact.use = .notUsed("\(day.number - latest.number) d old")
        } else if ToxicityTerms.isAboutAll(toxicity.term) {
          for term in Comparison.gradeTerms { grade(term, 0) }
        } else if let term = ToxicityTerms.denied(toxicity.term) {
          grade(term, 0)
        } else if case let facts = ToxicityTerms.deniedFacts(toxicity.term), !facts.isEmpty {
          for word in facts where observations.facts[word] == nil { observations.facts[word] = false }
        } else {
          fact.use = .notUsed("no rule reads it")
        }
        continue
      }
      let facts = words(ofRules: toxicity.term, under: own)
      for word in facts { observations.facts[word] = true }
      if ToxicityTerms.isHaematological(toxicity.term) {
        let unread =
          ToxicityTerms.saysMoreThanBlood(toxicity.term)
          ? "; its other words are not read (--yes \"febrile neutropenia\" if it was that)" : ""
        if let first = facts.first {
          fact.use = .questioned("as \(first)")
        } else if let bound = GradedCount(toxicity) {
          observations.addLowest(bound, on: bounds.earliest == bounds.latest ? earliest : nil)
          fact.use = .questioned(
            "as lowest \(bound.analyte.rawValue) \(bound.value.text) \(bound.analyte.printedUnit)\(unread)")
        } else {
          fact.use = .notUsed("rules judge blood by counts\(unread)")
        }
        continue
      }
      let unread =
        ToxicityTerms.graded(toxicity.term) == nil && facts.isEmpty
        ? "no rule reads these words; " : ""
      /// What a fact of the same words decides is used, though its grade is not.
      func ungraded(_ why: String) -> RecordedFact.Use {
        facts.isEmpty
          ? .notUsed(unread + why) : .questioned("as \(facts.joined(separator: ", ")); no grade is read: \(why)")
      }
      guard let grades, version != nil else {
        fact.use = ungraded(grades == nil ? "no grade is stated" : "no CTCAE version")
        // It is there: of a grade that is not known, and not of none.
        if !ToxicityTerms.isHairLoss(toxicity.term) {
          let term = ToxicityTerms.graded(toxicity.term) ?? "non-haematological toxicity"
          grade(term, 1, isLeast: true)
          observations.ungraded.insert(term)
        }
        isOpen = true
        continue
      }
      if ToxicityTerms.isHairLoss(toxicity.term) {
        fact.use = .notUsed("no rule reads it")
        continue
      }
      let isLeast = grades.range.count > 1
      let term = ToxicityTerms.graded(toxicity.term)
      let isOver =
        timeline.end(of: entry.id).map { end in
          end != timeline.start(of: entry.id) && (timeline.bounds(of: end).latest.map { $0 <= day } ?? false)
        } ?? false
      over[term ?? "non-haematological toxicity"] = (over[term ?? "non-haematological toxicity"] ?? true) && isOver
      // What is of no term of the rules is still a toxicity that is not of the blood.
      grade(term ?? "non-haematological toxicity", grades.range.lowerBound, isLeast: isLeast || term == nil)
      if let earlierDose {
        observations.presentUnknown.insert(term ?? "non-haematological toxicity")
        fact.use = .questioned(
          "as an event of the same dose: it came after \(earlierDose) or after \(since), and no lower one was given meanwhile"
        )
        continue
      }
      certain[term ?? "non-haematological toxicity", default: 0] = max(
        certain[term ?? "non-haematological toxicity"] ?? 0, isOver ? 0 : grades.range.lowerBound)
      fact.use =
        !facts.isEmpty
        ? .questioned(
          "as \(facts.joined(separator: ", "))\(term == nil ? " and a toxicity that is not of the blood" : "")")
        : isLeast
          ? .questioned("at least grade \(grades.range.lowerBound)")
          : term == nil ? .questioned("as a toxicity that is not of the blood") : .used
    }
    for (term, known) in terms {
      observations.grades[term] = known.grade
      // A grade of 0 beside an event that nobody graded is not known.
      if known.isLeast || (isOpen && known.grade == 0) { observations.leastGrades.insert(term) }
      if over[term] == true, !isOpen, observations.presentGrades[term] == nil { observations.presentGrades[term] = 0 }
    }
    for term in observations.presentUnknown {
      observations.presentGrades[term] = max(observations.presentGrades[term] ?? 0, certain[term] ?? 0)
    }
  }

  /// The first of several doses that were the same, after one of which an adverse event came of which only a longer time is known: whichever it was, no lower
  /// dose has followed. Nil where it is known to be since the last dose, or a lower one was given meanwhile.
  private func firstOfUnchangedDoses(
    _ bounds: DayBounds, of toxicity: Toxicity, _ own: PatientTimeline.TherapyOnDay, since: Day, on day: Day,
    _ firstDose: Day?, _ given: [(date: Day, dose: Dose?)]
  ) -> Day? {
    guard var earliest = bounds.earliest, let latest = bounds.latest, latest > since, latest <= day, let firstDose
    else { return nil }
    // What is of this therapy came after its first dose.
    if toxicity.of == own.entry.id { earliest = max(earliest, firstDose) }
    guard earliest >= firstDose, earliest <= since else { return nil }
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

  /// The yes/no words of an adverse event of the day of the last dose, or from before it, that goes on, or of that day may go on.
  private func factsThatLast(
    _ toxicity: Toxicity, _ entry: Entry, _ bounds: DayBounds, _ own: PatientTimeline.TherapyOnDay, since: Day,
    on day: Day
  ) -> [String] {
    guard let latest = bounds.latest, latest <= since, !toxicity.isAbsence,
      goesOn(entry, on: day) || (latest == since && mayLast(entry, toxicity, until: day))
    else { return [] }
    return words(ofRules: toxicity.term, under: own)
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
