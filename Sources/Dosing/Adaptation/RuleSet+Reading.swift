// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

extension RuleSet {
  /// Whether any rule or event reads blood counts for a drug.
  public func readsCounts(of drug: String) -> Bool { reads([.neutrophils, .platelets, .leukocytes], [], of: drug) }

  /// Whether any rule or event for a drug reads one of these values or facts.
  public func reads(_ analytes: Set<Analyte>, _ facts: Set<String>, of drug: String) -> Bool {
    leaves(for: drug).contains { leaf in
      switch leaf {
      case .fact(let word): facts.contains(word)
      case .comparison(let comparison):
        if case .analyte(let analyte, _) = comparison.subject { analytes.contains(analyte) } else { false }
      case .all, .any, .not: false
      }
    }
  }

  /// The kinds of what the set reads for a drug: `counts`, `liver`, `kidney`, and each fact and grade by its name. Two sets that read the same kinds answer
  /// the same question.
  public func kinds(of drug: String) -> Set<String> {
    Set(
      leaves(for: drug).compactMap { leaf in
        switch leaf {
        case .fact(let word): word.hasPrefix("Child-Pugh") || word.contains("hepatic") ? "liver" : word
        case .comparison(let comparison):
          switch comparison.subject {
          case .analyte(let analyte, _):
            switch analyte {
            case .neutrophils, .leukocytes, .lymphocytes, .platelets: "counts"
            case .bilirubin, .alt, .ast, .alp, .ggt: "liver"
            case .creatinine, .creatinineClearance: "kidney"
            case .haemoglobin, .albumin, .cpk: analyte.rawValue
            }
          case .grade(let term): "grade of \(term)"
          case .cycleDelay, .dosesHeld, .bodySurface, .age: nil
          }
        case .all, .any, .not: nil
        }
      })
  }

  /// What is known of what a rule or event of the set looks at, in words: `neutrophils 0.4 10⁹/L`, `febrile neutropenia`, `grade of diarrhoea 3`.
  public func looked(at observations: Observations, by id: String) -> [Phrase] {
    let conditions = rows.filter { $0.id == id }.map(\.condition) + events.filter { $0.id == id }.flatMap(\.conditions)
    return conditions.flatMap(\.leaves).compactMap { leaf -> Phrase? in
      switch leaf {
      case .fact(let word): return observations.facts[word] == true ? Phrase("\(word)", "„\(word)“") : nil
      case .comparison(let comparison):
        // Of several that one of is enough the others are no reason.
        guard comparison.truth(observations) != .no, let value = comparison.value(observations) else { return nil }
        let unit = comparison.isMultipleOfLimit ? "× ULN" : comparison.subject.unit
        return comparison.subject.phrase + Phrase(same: " ") + Phrase(printed: value.text)
          + Phrase(same: unit.isEmpty ? "" : " \(unit)")
      case .all, .any, .not: return nil
      }
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The sources of the set and of what stands in it.
  public var allSources: [LibrarySource] { sources + rows.flatMap(\.sources) + events.flatMap(\.sources) }

  /// What is known and a rule reads as a multiple of the upper limit of normal, which is not known: these rules cannot be judged.
  public func withoutLimit(_ observations: Observations, drug: String) -> [Analyte] {
    let read = leaves(for: drug).compactMap { leaf -> Analyte? in
      guard case .comparison(let comparison) = leaf, comparison.isMultipleOfLimit,
        case .analyte(let analyte, _) = comparison.subject
      else { return nil }
      return analyte
    }
    return Analyte.allCases.filter { analyte in
      guard let values = observations.values[analyte], read.contains(analyte), values.upperLimit == nil else {
        return false
      }
      return values.today != nil || values.nadir != nil || values.peak != nil
    }
  }

  func leaves(for drug: String) -> [Condition] {
    rows.filter { $0.drug == nil || $0.drug == drug }.flatMap(\.condition.leaves)
      + events.flatMap(\.conditions).flatMap(\.leaves)
  }

  /// What is known and no rule or event of a drug looks at. Today's value is one since the last dose; that a lowest one of other days was lower is another
  /// thing, and who reads the counts of the day only has not read it.
  func unread(_ observations: Observations, drug: String) -> [Unread] {
    var analytes: [Analyte: Set<Comparison.When>] = [:]
    var facts: Set<String> = []
    var grades: Set<String> = []
    var readsDelay = false
    for leaf in leaves(for: drug) {
      switch leaf {
      case .fact(let word): facts.insert(word)
      case .comparison(let comparison):
        switch comparison.subject {
        case .analyte(let analyte, let when): analytes[analyte, default: []].insert(when)
        case .grade(let term): grades.insert(term)
        case .cycleDelay: readsDelay = true
        case .dosesHeld, .bodySurface, .age: continue
        }
      case .all, .any, .not: continue
      }
    }
    // Who a set is for, it has read.
    for case .fact(let word) in appliesWhen?.leaves ?? [] { facts.insert(word) }
    // A creatinine is read with the clearance that follows from it.
    let hasClearance = observations.values[.creatinineClearance]?.today != nil && analytes[.creatinineClearance] != nil
    let values = Analyte.allCases.filter { !($0 == .creatinine && hasClearance) }.flatMap { analyte in
      observations.values[analyte].map { Self.unread($0, of: analyte, read: analytes[analyte] ?? []) } ?? []
    }
    // A case of what is read is read with it.
    let readsSum = !grades.isDisjoint(with: Observations.sums)
    func isRead(_ term: String) -> Bool {
      // Blood is judged by counts; where any adverse reaction is read, it is one.
      grades.contains(term) || term == Observations.haematological || (readsSum && term != "adverse reaction")
    }
    let graded = observations.grades.keys.sorted().filter { (observations.grades[$0] ?? 0) > 0 && !isRead($0) }
    let possible =
      observations.possibleGrades.keys.sorted().filter { term in
        observations.possibleGrade(term) != nil && !isRead(term)
      }.map(Unread.possibleGrade)
      + observations.possibleFacts.sorted().filter { word in
        observations.facts[word] == nil && !facts.contains(word)
          && !(Observations.fevers.contains(word) && facts.contains("fever or infection"))
      }.map(Unread.possibleFact)
    let isLate = !readsDelay && (observations.cycleDelayDays ?? 0) > 0
    // What has happened stands first: of a long list the beginning is read.
    return observations.facts.keys.sorted().filter { word in
      // Febrile neutropenia is read with the fever that is part of it, and the fever with it.
      observations.facts[word] == true && !facts.contains(word)
        && !(word == "fever or infection" && observations.facts["febrile neutropenia"] == true
          && facts.contains("febrile neutropenia"))
        && !(Observations.fevers.contains(word) && facts.contains("fever or infection"))
    }.map(Unread.fact) + graded.map(Unread.grade) + possible + (isLate ? [.delay] : []) + values
  }

  private static func unread(
    _ values: Observations.Values, of analyte: Analyte, read: Set<Comparison.When>
  ) -> [Unread] {
    guard values.today != nil || values.nadir != nil || values.peak != nil || !values.series.isEmpty else { return [] }
    if read.isEmpty { return [.analyte(analyte)] }
    // Where only the lowest or the highest since the last dose is read, the value of the day has no rule of its own.
    var items: [Unread] = values.today != nil && !read.contains(.today) ? [.value(analyte, .today)] : []
    // Of a series the end counts on which a value speaks against treatment; what a person names is named.
    let isSeries = !values.series.isEmpty
    if let nadir = values.nadir, nadir != values.today, !read.contains(.nadir), !isSeries || analyte.isWorseLow {
      items.append(.value(analyte, .nadir))
    }
    if let peak = values.peak, peak != values.today, !read.contains(.peak), !isSeries || !analyte.isWorseLow {
      items.append(.value(analyte, .peak))
    }
    return items
  }
}
