// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension OBDSReports {
  /// The reports beside those of diagnoses, in the order of the course.
  ///
  /// - Parameter ofTumour: whether treatments and visits are surely of the tumour; else the death alone is reported.
  func contents(_ tumour: Row, ofTumour: Bool) -> [Content] {
    // Statuses of the day of an assessment stand in its report.
    var taken: Set<String> = []
    return entries.filter { ofTumour || $0.kind == "death" }.compactMap { row in
      switch row.kind {
      case "surgery": surgery(row)
      case "radiotherapy": radiotherapy(row)
      case "therapy", "transplant", "follow-up": systemic(row)
      case "assessment": assessment(row, &taken)
      case "performance status": status(row, &taken)
      case "metastases": row.one("when") == tumour.one("when") ? nil : found(row)
      case "death": death(row)
      case "decision": board(row)
      default: nil
      }
    }
  }

  func surgery(_ row: Row) -> Content? {
    guard let day = row.day("when"), let text = row.one("surgery") else { return nil }
    // `hysterectomy (OPS 5-683), OPS 5-852.a0`: what else stands there is no code.
    let codes = text.matches(of: #/OPS ([135689]-[0-9]{2}[0-9a-hj-km-z](\.[0-9a-hj-kmnp-z]{1,2})?[RLB]?)(?=[),]|$)/#)
      .map { String($0.1) }
    guard !codes.isEmpty else { return nil }
    let margin = row.one("margin").flatMap { RegistryWords.residual.code($0) }
    var nodes = [
      ReportNode("Intention", "X"), ReportNode("Datum", day),
      ReportNode(
        "Menge_OPS", [], codes.map { ReportNode("OPS", [], [ReportNode("Code", $0), ReportNode("Version", "2024")]) }),
    ]
    if let margin {
      nodes.append(ReportNode("Residualstatus", [], [ReportNode("Lokale_Beurteilung_Residualstatus", margin)]))
    }
    var empty = ["OP/Intention", "OP/OPS/Version"]
    let (complications, isSaid) = complications(of: row)
    if !isSaid { empty.append("OP/Komplikationen") }
    nodes.append(complications)
    return Content(
      node: ReportNode("OP", number("OP_ID", row), nodes), empty: empty,
      unheld: has("complication", of: row) ? ["OP/Komplikationen"] : [])
  }

  private func complications(of surgery: Row) -> (ReportNode, isSaid: Bool) {
    let words = entries.filter { $0.kind == "complication" && $0.one("of") == surgery.name }.compactMap {
      $0.one("complication")
    }
    let codes = words.compactMap { word -> String? in
      guard word.hasSuffix(")"), let open = word.lastIndex(of: "(") else { return nil }
      let code = String(word[word.index(after: open)...].dropLast())
      return RegistryWords.complications.word(code).map { "\($0) (\(code))" } == word ? code : nil
    }
    if !codes.isEmpty {
      let all = codes.map { ReportNode("Komplikation", [], [ReportNode("Kuerzel", $0)]) }
      return (ReportNode("Komplikationen", [], [ReportNode("Menge_Komplikation", [], all)]), true)
    }
    let isNone = words == ["none"]
    return (
      ReportNode("Komplikationen", [], [ReportNode("Komplikation_nein_oder_unbekannt", isNone ? "N" : "U")]), isNone
    )
  }

  func radiotherapy(_ row: Row) -> Content? {
    var empty = ["ST/Nebenwirkungen"]
    var radiation: [ReportNode] = []
    if let day = row.day("when") { radiation.append(ReportNode("Beginn", day)) }
    if let day = row.day("ends") { radiation.append(ReportNode("Ende", day)) }
    var way: [ReportNode] = []
    if let dose = row.one("dose"), dose.hasSuffix(" Gy"), let number = Double(dose.dropLast(3)), number > 0,
      dose.dropLast(3).allSatisfy({ $0.isASCIIDigit || $0 == "." })
    {
      way.append(
        ReportNode("Gesamtdosis", [], [ReportNode("Dosis", String(dose.dropLast(3))), ReportNode("Einheit", "Gy")]))
    }
    radiation.append(ReportNode("Applikationsart", [], [ReportNode("Sonstige", [], way)]))
    let end = row.one("stopped for").flatMap { RegistryWords.ends.code($0) }.flatMap {
      $0 == "R" || $0 == "W" ? nil : $0
    }
    let nodes =
      [ReportNode("Meldeanlass", row.day("ends") == nil && end == nil ? "behandlungsbeginn" : "behandlungsende")]
      + intent(row, "ST", &empty) + [ReportNode("Menge_Bestrahlung", [], [ReportNode("Bestrahlung", [], radiation)])]
      + (end.map { [ReportNode("Ende_Grund", $0)] } ?? []) + [Self.noSideEffects]
    return Content(
      node: ReportNode("ST", number("ST_ID", row), nodes), empty: empty,
      unheld: has("toxicity", of: row) ? ["ST/Nebenwirkungen"] : [])
  }

  private static let noSideEffects = ReportNode(
    "Nebenwirkungen", [], [ReportNode("Grad_maximal2_oder_unbekannt", "U")])

  /// Intention and position to surgery, of which a record has one.
  private func intent(_ row: Row, _ kind: String, _ empty: inout [String]) -> [ReportNode] {
    let word = row.one("intent")
    let intention = word.flatMap { ["curative", "palliative"].contains($0) ? RegistryWords.intentions.code($0) : nil }
    let position = word.flatMap { ["adjuvant", "neoadjuvant"].contains($0) ? RegistryWords.positions.code($0) : nil }
    if intention == nil { empty.append("\(kind)/Intention") }
    if position == nil { empty.append("\(kind)/Stellung_OP") }
    return [ReportNode("Intention", intention ?? "X"), ReportNode("Stellung_OP", position ?? "S")]
  }

  func systemic(_ row: Row) -> Content? {
    guard let begin = row.date("when"), begin.month != nil else { return nil }
    var empty: [String] = []
    var (kind, drugs): (String, [String]) = ("SO", [])
    switch row.kind {
    case "transplant":
      guard row.one("transplant") == "stem cells" else { return nil }
      kind = "SZ"
    case "follow-up":
      guard let code = row.one("follow-up").flatMap({ RegistryWords.treatments.code($0) }),
        ["AS", "WS", "WW"].contains(code)
      else {
        return nil
      }
      kind = code
    default:
      empty.append("SYST/Therapieart")
      let text = row.one("therapy") ?? ""
      drugs = text == Silence.notStated ? [] : text.components(of: " + ")
      // A word that the reader takes for no drug, as `placebo`, would make the whole report unreadable.
      guard drugs.allSatisfy({ ReportNode.fits($0) && DrugWords.named($0) != nil }) else { return nil }
    }
    let end = row.one("stopped for").flatMap { RegistryWords.ends.code($0) }.flatMap { $0 == "F" ? nil : $0 }
    let (effects, isSaid) = sideEffects(of: row)
    if !isSaid { empty.append("SYST/Nebenwirkungen") }
    let position = intent(row, "SYST", &empty)
    let nodes =
      [ReportNode("Meldeanlass", row.day("ends") == nil && end == nil ? "behandlungsbeginn" : "behandlungsende")]
      + position
      + [ReportNode("Therapieart", kind), Self.dated("Beginn", begin)]
      + (drugs.isEmpty
        ? []
        : [
          ReportNode(
            "Menge_Substanz", [], drugs.map { ReportNode("Substanz", [], [ReportNode("Bezeichnung", $0)]) })
        ])
      + (end.map { [ReportNode("Ende_Grund", $0)] } ?? [])
      + (row.kind == "transplant" ? [] : row.day("ends").map { [ReportNode("Ende", $0)] } ?? []) + [effects]
    return Content(
      node: ReportNode("SYST", number("SYST_ID", row), nodes), empty: empty,
      unheld: has("toxicity", of: row) ? ["SYST/Nebenwirkungen"] : [])
  }

  /// Whether the record has something of a kind of a treatment.
  private func has(_ kind: String, of treatment: Row) -> Bool {
    entries.contains { $0.kind == kind && $0.one("of") == treatment.name }
  }

  private func sideEffects(of therapy: Row) -> (ReportNode, isSaid: Bool) {
    let all = entries.filter {
      $0.kind == "toxicity" && $0.one("of") == therapy.name && $0.cells["when"] == nil && $0.cells["absent"] == nil
    }
    let severe = all.compactMap { row -> ReportNode? in
      guard let term = row.one("toxicity"), ReportNode.fits(term), FactWords.objection(toFinding: term) == nil,
        let grade = row.one("grade"),
        ["3", "4", "5"].contains(grade),
        let version = row.one("version"), ["4", "4.03", "5.0"].contains(version)
      else { return nil }
      return ReportNode(
        "Nebenwirkung", [],
        [
          ReportNode("Art", [], [ReportNode("Bezeichnung", term)]), ReportNode("Grad", grade),
          ReportNode("Version", version),
        ])
    }
    if !severe.isEmpty {
      return (ReportNode("Nebenwirkungen", [], [ReportNode("Menge_Nebenwirkung", [], severe)]), true)
    }
    let mild = all.lazy.compactMap { row -> String? in
      if row.one("toxicity") == "no toxicity" { return "K" }
      guard row.one("toxicity") == "toxicity not specified", let grade = row.one("grade") else { return nil }
      return ["1", "2"].contains(grade) ? grade : nil
    }.first
    return (
      mild.map { ReportNode("Nebenwirkungen", [], [ReportNode("Grad_maximal2_oder_unbekannt", $0)]) }
        ?? Self.noSideEffects, mild != nil
    )
  }
}
