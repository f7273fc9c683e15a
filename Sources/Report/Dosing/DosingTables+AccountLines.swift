// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
public import Outcomes
import Plain

/// Accounts and audits for a narrow page: a line a drug, a line an administration.
extension DosingTables {
  /// The accounts with what is compared; plan, span, delays and reasons stand below.
  public static func accountLines(_ full: Table) -> Table {
    func cell(_ row: [Table.Cell], _ head: String) -> Table.Cell {
      full.columns.firstIndex { $0.name == head }.map { row[$0] } ?? .blank
    }
    let definitions = RelativeIntensityDefinition.printed.map { "RDI \($0.rawValue)" }
    var table = Table(
      name: full.name, title: full.title,
      columns: ["Pat. ID", "Therapy", "Drug", .init("Given", .number), .init("Total", .amount)]
        + definitions.map { .init($0, .number, unit: "%") })
    for row in full.rows {
      table.rows.append(
        ["Pat. ID", "Therapy", "Drug", "Given", "Total"].map { cell(row, $0) } + definitions.map { cell(row, $0) })
      func text(_ head: String) -> String { cell(row, head).text }
      let name = "\(text("Pat. ID")), \(text("Therapy")), \(text("Drug"))"
      // A drug without an account has the reason in place of its plan.
      table.footnotes.append(
        text("Plan").hasPrefix("not comparable")
          ? "\(name): \(text("Plan"))."
          : "\(name): plan \(text("Plan")); \(text("Cycles")) cycle\(text("Cycles") == "1" ? "" : "s") in a span of \(text("Span")) d; "
            + "\(text("Per administration")) an administration, \(text("Per cycle")) a cycle, \(text("Per week")); "
            + "delays: \(text("Delays")); reduced or omitted: \(text("Reduced or omitted")).")
    }
    table.footnotes += full.footnotes
    return table
  }

  /// The audits, rule sets that say the same together.
  public static func auditLines(_ outcomes: StudyOutcomes) -> Table {
    let all = audited(outcomes)
    var table = Table(
      name: "dose-rules", title: auditTitle.english,
      columns: ["Pat. ID", "Day", "Drug", "Counts", .init("Given", .number, unit: "%"), "Rule sets"])
    let deciding = Set(all.filter { $0.audit.decision.outcome != .undecided }.map(\.set.id))
    let silent = Set(all.map(\.set.id)).subtracting(deciding).sorted()
    var used: Set<Analyte> = []
    var index = 0
    while index < all.count {
      let first = all[index]
      var group: [Audited] = []
      while index < all.count, all[index].patient == first.patient,
        all[index].audit.administration == first.audit.administration
      {
        group.append(all[index])
        index += 1
      }
      let own = first.audit.administration
      let counts = Analyte.allCases.compactMap { analyte -> String? in
        guard first.audit.doubtful.contains(analyte) || first.audit.observations.values[analyte]?.today != nil else {
          return nil
        }
        used.insert(analyte)
        let value = first.audit.observations.values[analyte]?.today
        return "\(shortName(analyte)) \(first.audit.doubtful.contains(analyte) ? "not usable" : value?.text ?? "")"
      }
      table.rows.append([
        .words(first.patient), .words("\(own.date) c\(own.cycle) d\(own.day)"), .words(own.drug),
        .words(counts.joined(separator: ", ")), .number(first.audit.givenPercent),
        .words(said(group.filter { deciding.contains($0.set.id) })),
      ])
    }
    guard !table.rows.isEmpty else { return table }
    if !silent.isEmpty {
      table.footnotes.append("Of these counts nothing is decided by \(silent.joined(separator: ", ")).")
    }
    let names = Analyte.allCases.filter { used.contains($0) && shortName($0) != $0.rawValue }
    if !names.isEmpty {
      table.footnotes.append(
        names.map { "\(shortName($0)): \($0.rawValue), \($0.printedUnit)" }.joined(separator: "; ")
          + ". Rule sets stand without the name of their drug.")
    }
    table.footnotes += [auditScope.english, disclaimer]
    return table
  }

  /// `full dose (us-pancreas, bc-lummpg); 75 % or stricter (eu-mono)`
  private static func said(_ group: [Audited]) -> String {
    var answers: [(words: String, sets: [String])] = []
    for own in group {
      let words = saying(own.audit).english
      let prefix = "\(own.audit.decision.drug)-"
      let set = own.set.id.hasPrefix(prefix) ? String(own.set.id.dropFirst(prefix.count)) : own.set.id
      if let index = answers.firstIndex(where: { $0.words == words }) {
        answers[index].sets.append(set)
      } else {
        answers.append((words, [set]))
      }
    }
    guard !answers.isEmpty else { return "not decided" }
    return answers.map { "\($0.words) (\($0.sets.joined(separator: ", ")))" }.joined(separator: "; ")
  }

  private static func shortName(_ analyte: Analyte) -> String {
    switch analyte {
    case .neutrophils: "ANC"
    case .leukocytes: "WBC"
    case .platelets: "PLT"
    case .haemoglobin: "Hb"
    default: analyte.rawValue
    }
  }
}
