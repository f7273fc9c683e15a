// SPDX-License-Identifier: Apache-2.0

import Codes

extension OBDSReports {
  /// The report of a diagnosis.
  func diagnosis(_ row: Row, isFirst: Bool) -> Content {
    var nodes: [ReportNode] = []
    var empty: [String] = []
    // What the code says is said once.
    let coded = row.one("morphology").flatMap { CodeTables.table(.morphology)[$0]?.word }
    let placed = row.one("topography").flatMap { CodeTables.table(.topography)[$0]?.word }
    if let text = row.one("diagnosis"), ReportNode.fits(text, limit: 1000), !text.hasPrefix("ICD-"), text != coded {
      nodes.append(ReportNode("Primaertumor_Diagnosetext", text))
    }
    if let code = row.one("topography"), code.wholeMatch(of: #/C[0-9]{2}\.[0-9]/#) != nil {
      nodes.append(
        ReportNode("Primaertumor_Topographie_ICD_O", [], [ReportNode("Code", code), ReportNode("Version", "33")]))
    }
    if let site = row.one("site"), ReportNode.fits(site), site != placed {
      nodes.append(ReportNode("Primaertumor_Topographie_Freitext", site))
    }
    let certainty = row.one("method").flatMap { RegistryWords.certainty.code($0) }
    if certainty == nil { empty.append("Diagnose/Diagnosesicherung") }
    nodes.append(ReportNode("Diagnosesicherung", certainty ?? "9"))
    nodes += histology(row, &empty)
    let atDiagnosis = isFirst ? metastases { $0.one("when") != nil && $0.one("when") == row.one("when") } : []
    if !atDiagnosis.isEmpty { nodes.append(ReportNode("Menge_FM", [], atDiagnosis)) }
    if let text = row.one("stage"), let stage = OBDSStage(text) {
      let edition = row.one("stage edition").flatMap { $0.hasPrefix("UICC ") ? String($0.dropFirst(5)) : nil }
      nodes.append(stage.node(edition: edition.flatMap { ["6", "7", "8", "9"].contains($0) ? $0 : nil }))
    }
    nodes += genetics(row)
    let status = entries.first {
      $0.kind == "performance status" && $0.one("when") == "at \(row.name)" && $0.cells["of"] == nil
    }
    let score = status?.one("performance status").flatMap { RegistryWords.performance.code($0) }
    if score == nil { empty.append("Diagnose/Allgemeiner_Leistungszustand") }
    nodes.append(ReportNode("Allgemeiner_Leistungszustand", score ?? "U"))
    return Content(node: ReportNode("Diagnose", [], nodes), empty: empty)
  }

  private func histology(_ row: Row, _ empty: inout [String]) -> [ReportNode] {
    let code = row.one("morphology").flatMap { $0.wholeMatch(of: #/[0-9]{4}/[0-9]/#) == nil ? nil : $0 }
    let grade = row.one("grade").flatMap { RegistryWords.grades.code($0) }
    let words = row.one("grade in words").flatMap { RegistryWords.gradesInWords.code($0) }.flatMap {
      $0 == "T" ? nil : $0
    }
    guard code != nil || grade != nil || words != nil else { return [] }
    if grade == nil, words == nil { empty.append("Diagnose/Histologie/Grading") }
    let morphology = code.map {
      [ReportNode("Morphologie_ICD_O", [], [ReportNode("Code", $0), ReportNode("Version", "33")])]
    }
    return [ReportNode("Histologie", [], (morphology ?? []) + [ReportNode("Grading", grade ?? words ?? "U")])]
  }

  private func genetics(_ row: Row) -> [ReportNode] {
    let all = (row.cells["biomarkers"] ?? []).map { text -> ReportNode? in
      guard let place = text.firstRange(of: ": ") else { return nil }
      let (name, value) = (String(text[..<place.lowerBound]), String(text[place.upperBound...]))
      guard ReportNode.fits(name), ReportNode.fits(value) else { return nil }
      let said =
        RegistryWords.variants.code(value).map { ReportNode("Auspraegung", $0) }
        ?? ReportNode("Sonstige_Auspraegung", value)
      return ReportNode("Genetische_Variante", [], [ReportNode("Bezeichnung", name), said])
    }
    // A list is held whole or not at all.
    let whole = all.compactMap { $0 }
    return whole.isEmpty || whole.count < all.count ? [] : [ReportNode("Menge_Genetik", [], whole)]
  }

  /// Metastases of one organ with a date of their own.
  func metastases(_ isMeant: (Row) -> Bool) -> [ReportNode] {
    entries.compactMap { row in
      guard row.kind == "metastases", isMeant(row), let site = row.one("metastases"),
        let code = RegistryWords.metastases.code(site), let date = row.date("when")
      else { return nil }
      return ReportNode("Fernmetastase", [], [Self.dated("Diagnosedatum", date), ReportNode("Lokalisation", code)])
    }
  }
}
