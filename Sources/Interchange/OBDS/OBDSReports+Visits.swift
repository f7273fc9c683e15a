// SPDX-License-Identifier: Apache-2.0

import Plain

extension OBDSReports {
  func assessment(_ row: Row, _ taken: inout Set<String>) -> Content? {
    guard let day = row.day("when") else { return nil }
    var empty: [String] = []
    let states = OBDSFinding(row.one("finding") ?? "")
    let response = row.one("response").flatMap { RegistryWords.responses.code($0) } ?? states.whole
    // Without a response and a state there is nothing that an assessment could come back of.
    guard response != nil || !states.isEmpty else { return nil }
    if response == nil { empty.append("Verlauf/Gesamtbeurteilung_Tumorstatus") }
    var nodes = [
      ReportNode("Meldeanlass", "statusmeldung"), ReportNode("Untersuchungsdatum_Verlauf", day),
      ReportNode("Gesamtbeurteilung_Tumorstatus", response ?? "X"),
    ]
    if let code = states.primary { nodes.append(ReportNode("Verlauf_Lokaler_Tumorstatus", code)) }
    if let code = states.nodes { nodes.append(ReportNode("Verlauf_Tumorstatus_Lymphknoten", code)) }
    if let code = states.distant { nodes.append(ReportNode("Verlauf_Tumorstatus_Fernmetastasen", code)) }
    let status = entries.first {
      $0.kind == "performance status" && $0.one("when") == day && $0.cells["of"] == nil && !taken.contains($0.name)
        && $0.one("performance status").flatMap { RegistryWords.performance.code($0) } != nil
    }
    if let status { taken.insert(status.name) } else { empty.append("Verlauf/Allgemeiner_Leistungszustand") }
    let score = status?.one("performance status").flatMap { RegistryWords.performance.code($0) }
    nodes.append(ReportNode("Allgemeiner_Leistungszustand", score ?? "U"))
    return Content(node: ReportNode("Verlauf", number("Verlauf_ID", row), nodes), empty: empty)
  }

  /// A visit of which only the performance status is recorded.
  func status(_ row: Row, _ taken: inout Set<String>) -> Content? {
    guard !taken.contains(row.name), let day = row.day("when"), row.cells["of"] == nil,
      let score = row.one("performance status").flatMap({ RegistryWords.performance.code($0) })
    else { return nil }
    // An assessment of the day, later in the course, has it.
    let isInReport = entries.contains {
      $0.kind == "assessment" && $0.one("when") == day
        && ($0.one("response").flatMap { RegistryWords.responses.code($0) } != nil
          || !OBDSFinding($0.one("finding") ?? "").isEmpty)
    }
    guard !isInReport else { return nil }
    return visit(day, [], score, [])
  }

  /// A visit on which metastases were found.
  func found(_ row: Row) -> Content? {
    guard let day = row.day("when"), let site = row.one("metastases"), let code = RegistryWords.metastases.code(site)
    else {
      return nil
    }
    let one = ReportNode(
      "Fernmetastase", [], [Self.dated("Diagnosedatum", row.date("when")), ReportNode("Lokalisation", code)])
    return visit(day, [ReportNode("Menge_FM", [], [one])], nil, ["Verlauf/Allgemeiner_Leistungszustand"])
  }

  private func visit(_ day: String, _ found: [ReportNode], _ score: String?, _ empty: [String]) -> Content {
    Content(
      node: ReportNode(
        "Verlauf", [],
        [
          ReportNode("Meldeanlass", "statusmeldung"), ReportNode("Untersuchungsdatum_Verlauf", day),
          ReportNode("Gesamtbeurteilung_Tumorstatus", "X"),
        ] + found + [ReportNode("Allgemeiner_Leistungszustand", score ?? "U")]),
      empty: ["Verlauf/Gesamtbeurteilung_Tumorstatus"] + empty)
  }

  func death(_ row: Row) -> Content? {
    // A patient dies once.
    guard let day = row.day("when"), entries.first(where: { $0.kind == "death" })?.name == row.name else { return nil }
    let code = row.one("death").flatMap { RegistryWords.tumourDeath.code($0) }
    return Content(
      node: ReportNode("Tod", [], [ReportNode("Sterbedatum", day), ReportNode("Tod_tumorbedingt", code ?? "U")]),
      empty: code == nil ? ["Tod/Tod_tumorbedingt"] : [])
  }

  func board(_ row: Row) -> Content? {
    guard let text = row.one("decision"), let date = row.date("when") else { return nil }
    let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
    guard let kind = parts.first.flatMap({ RegistryWords.boardTypes.code($0) }) else { return nil }
    var nodes = [ReportNode("Meldeanlass", "diagnose"), Self.dated("Datum", date), ReportNode("Typ", kind)]
    var empty: [String] = []
    if parts.count == 2 {
      guard let codes = RegistryWords.treatmentCodes(parts[1]) else { return nil }
      nodes.append(
        ReportNode(
          "Therapieempfehlung", [],
          [
            ReportNode("Menge_Typ_Therapieempfehlung", [], codes.map { ReportNode("Typ_Therapieempfehlung", $0) }),
            ReportNode("Abweichung_Patientenwunsch", "U"),
          ]))
      empty.append("Tumorkonferenz/Therapieempfehlung/Abweichung_Patientenwunsch")
    }
    return Content(node: ReportNode("Tumorkonferenz", number("Tumorkonferenz_ID", row), nodes), empty: empty)
  }

  func number(_ name: ReportNode.StaticName, _ row: Row) -> [(ReportNode.StaticName, String)] {
    row.name.utf8.count <= 50 ? [(name, row.name)] : []
  }
}

/// The codes of a finding in the words of the data set.
struct OBDSFinding {
  var whole: String?
  var primary: String?
  var nodes: String?
  var distant: String?

  var isEmpty: Bool { whole == nil && primary == nil && nodes == nil && distant == nil }

  init(_ text: String) {
    for part in text.components(of: "; ") {
      if let code = RegistryWords.otherResponses.code(part) { whole = code }
      if let code = RegistryWords.primaryStatus.code(part) { primary = code }
      if let code = RegistryWords.nodeStatus.code(part) { nodes = code }
      // The list of oBDS has no M.
      if let code = RegistryWords.distantStatus.code(part), code != "M" { distant = code }
    }
  }
}
