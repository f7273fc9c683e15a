// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension CDISCDatasets {
  /// A record of the person, and what of it stands in other datasets.
  mutating func addPerson(_ row: Row, _ number: Int, _ all: [Row]) {
    var values: Values = ["SUBJID": .text(row.patient)]
    if let sex = row.one("sex"), let code = CDISCTerms.sex.code(sex) { values["SEX"] = .text(code) }
    if let start = Self.referenceStart(all) { values["RFSTDTC"] = .text(start) }
    if let death = all.first(where: { $0.kind == "death" }) {
      values["DTHFL"] = .text("Y")
      if let when = death.one("when"), Self.isDate(when) { values["DTHDTC"] = .text(when) }
    }
    add("DM", kind: "patient", row, number, nil, values)
    for (key, code, name, unit) in [("weight", "WEIGHT", "Weight", "kg"), ("height", "HEIGHT", "Height", "cm")] {
      guard let text = row.one(key), let amount = FHIRResources.number(text, unit) else { continue }
      let digits = String(text.dropLast(unit.count + 1))
      add(
        "VS", kind: CDISCOwn.copy, row, number, nil,
        [
          "VSTESTCD": .text(code), "VSTEST": .text(name), "VSORRES": .text(digits), "VSORRESU": .text(unit),
          "VSSTRESC": .text(digits), "VSSTRESN": .number(amount), "VSSTRESU": .text(unit),
        ])
    }
    for words in row.cells["comorbidity"] ?? [] {
      add(
        "MH", kind: CDISCOwn.copy, row, number, nil,
        ["MHTERM": Self.short(words), "MHCAT": .text("GENERAL MEDICAL HISTORY")])
    }
  }

  /// A record of an entry of the course, or of a row of it.
  mutating func addEntry(_ row: Row, _ number: Int, _ place: Int) {
    func one(_ key: String) -> Dataset.Value { row.one(key).map(Self.short) ?? .none }
    switch row.kind {
    case "diagnosis":
      add(
        "MH", kind: row.kind, row, number, place,
        ["MHTERM": one("diagnosis"), "MHCAT": .text("PRIMARY DIAGNOSIS"), "MHEVDTYP": .text("DIAGNOSIS")])
    case "metastases" where Self.isFound(row):
      add(
        "MH", kind: row.kind, row, number, place,
        [
          "MHTERM": Self.short("METASTASES: " + (row.cells["metastases"] ?? []).joined(separator: ", ")),
          "MHCAT": .text("METASTATIC DISEASE"),
        ])
    case "local relapse":
      add(
        "MH", kind: row.kind, row, number, place,
        ["MHTERM": Self.short("LOCAL RELAPSE: " + (row.one("local relapse") ?? "")), "MHCAT": .text("LOCAL RELAPSE")])
    case "surgery", "transplant":
      add("PR", kind: row.kind, row, number, place, ["PRTRT": one(row.kind), "PRCAT": .text(row.kind.uppercased())])
    case "radiotherapy", "ablation", "biopsy":
      var values: Values = ["PRTRT": .text(row.kind.uppercased()), "PRCAT": .text(row.kind.uppercased())]
      if let dose = row.one("dose"), let amount = FHIRResources.number(dose, "Gy") {
        values["PRDOSE"] = .number(amount)
        values["PRDOSU"] = .text("Gy")
      }
      add("PR", kind: row.kind, row, number, place, values)
    case "therapy": addTherapy(row, number, place)
    case "administration": addAdministration(row, number)
    case "assessment" where row.one("response").flatMap({ CDISCTerms.responses.code($0) }) != nil:
      addResponse(row, number, place)
    case "toxicity" where row.one("absent") == nil && !Self.denies(row.one("toxicity") ?? ""):
      add("AE", kind: row.kind, row, number, place, ["AETERM": one("toxicity")])
    case "lab": addLaboratory(row, number, place)
    case "performance status":
      add(
        "QS", kind: row.kind, row, number, place,
        Self.score(row.one("performance status") ?? ""))
    case "death":
      var values: Values = ["DDTESTCD": .text("PRCDTH"), "DDTEST": .text("Primary Cause of Death")]
      if let cause = row.one("death"), ![Silence.notStated, Silence.unknown, "true"].contains(cause) {
        values["DDORRES"] = Self.short(cause)
        values["DDSTRESC"] = Self.short(cause)
      } else {
        values["DDSTAT"] = .text("NOT DONE")
        values["DDREASND"] = .text("NOT STATED IN THE RECORD")
      }
      add("DD", kind: row.kind, row, number, place, values)
    case "last contact":
      add(
        "SS", kind: row.kind, row, number, place,
        [
          "SSTESTCD": .text("SURVSTAT"), "SSTEST": .text("Survival Status"), "SSORRES": .text("ALIVE"),
          "SSSTRESC": .text("ALIVE"),
        ])
    case "lesion": addLesion(row, number)
    case "phase":
      add(CDISCOwn.domain, kind: row.kind, row, number, nil, ["XVTERM": .text("DOSE PHASE"), "XVCAT": .text("PHASE")])
    default:
      let words = row.cells[row.kind]?.joined(separator: ", ") ?? ""
      add(
        CDISCOwn.domain, kind: row.kind, row, number, place,
        ["XVTERM": Self.short(words), "XVCAT": .text(row.kind.uppercased())])
    }
  }

  private static func isFound(_ row: Row) -> Bool {
    let sites = row.cells["metastases"] ?? []
    return !sites.isEmpty && !sites.contains("none") && !sites.contains(Silence.unknown) && row.cells["none in"] == nil
  }

  /// Whether the words of a side effect say that there was none: no event of AE says that.
  private static func denies(_ text: String) -> Bool {
    let word = text.lowercased().prefix { $0.isLetter }
    return text.isEmpty
      || ["no", "none", "not", "nil", "without", "kein", "keine", "keinerlei", "ohne"].contains(String(word))
  }

  // MARK: therapies

  /// A record for each drug of a therapy; the first has the therapy itself.
  private mutating func addTherapy(_ row: Row, _ number: Int, _ place: Int) {
    let drugs = (row.one("therapy") ?? "").split(separator: " + ").map(String.init)
    for (index, drug) in (drugs.isEmpty ? [Silence.notStated] : drugs).enumerated() {
      var values: Values = ["EXTRT": Self.short(drug), "EXGRPID": Self.short(row.name)]
      if index > 0 {
        for (key, variable) in [("when", "EXSTDTC"), ("ends", "EXENDTC")] {
          if let text = row.one(key), Self.isDate(text) { values[variable] = .text(text) }
        }
      }
      add("EX", kind: index == 0 ? row.kind : CDISCOwn.copy, row, number, index == 0 ? place : nil, values)
    }
  }

  private mutating func addAdministration(_ row: Row, _ number: Int) {
    var values: Values = ["ECTRT": row.one("drug").map(Self.short) ?? .text("DRUG OF THE THERAPY")]
    if row.one("dose") == "omitted" {
      values["ECOCCUR"] = .text("N")
    } else if let dose = row.one("dose").flatMap({ try? Dose(parsing: $0) }) {
      values["ECOCCUR"] = .text("Y")
      values["ECDOSE"] = .number(dose.amount)
      values["ECDOSU"] = .text(dose.unit.rawValue)
    }
    add("EC", kind: row.kind, row, number, nil, values)
  }

  // MARK: findings

  private mutating func addResponse(_ row: Row, _ number: Int, _ place: Int) {
    var values: Values = ["RSTESTCD": .text("OVRLRESP"), "RSTEST": .text("Overall Response")]
    if let code = row.one("response").flatMap({ CDISCTerms.responses.code($0) }) { values["RSSTRESC"] = .text(code) }
    if let reader = row.one("judged by") { values.merge(Self.evaluator(reader, "RS")) { first, _ in first } }
    add("RS", kind: row.kind, row, number, place, values)
  }

  /// Who judged: the evaluator, of the terminology (C78735, which can be extended) or as stated, and which of several; nobody where that is not stated.
  private static func evaluator(_ text: String, _ prefix: String) -> Values {
    let parts = text.split(separator: ",", maxSplits: 1).map { String($0).trimmed }
    guard let first = parts.first, ["INVESTIGATOR", "INDEPENDENT ASSESSOR"].contains(first.uppercased()) else {
      return [Silence.notStated, Silence.unknown].contains(text) ? [:] : ["\(prefix)EVAL": short(text)]
    }
    return ["\(prefix)EVAL": .text(first.uppercased())].merging(
      parts.count > 1 ? ["\(prefix)EVALID": short(parts[1])] : [:]
    ) { own, _ in own }
  }

  private mutating func addLaboratory(_ row: Row, _ number: Int, _ place: Int) {
    var values: Values = [:]
    if let name = row.one("lab"), let analyte = Analyte(named: name),
      let test = CDISCTerms.tests.first(where: { $0.analyte == analyte.rawValue })
    {
      values["LBTESTCD"] = .text(test.code)
      values["LBTEST"] = .text(test.name)
    } else {
      values["LBTEST"] = Self.short(String((row.one("lab") ?? "").prefix(40)).trimmed)
    }
    if let text = row.one("value"), let match = text.wholeMatch(of: #/([<>]?)([0-9]{1,9}(?:\.[0-9]{1,6})?) (\S+)/#) {
      values["LBORRES"] = .text("\(match.1)\(match.2)")
      values["LBORRESU"] = Self.short(String(match.3))
      values["LBSTRESC"] = .text("\(match.1)\(match.2)")
      values["LBSTRESU"] = Self.short(String(match.3))
      if match.1.isEmpty, let amount = Double(match.2) { values["LBSTRESN"] = .number(amount) }
    }
    add("LB", kind: row.kind, row, number, place, values)
  }

  private static func score(_ text: String) -> Values {
    var values: Values = [
      "QSORRES": short(text), "QSCAT": .text("PERFORMANCE STATUS"), "QSTESTCD": .text("PERFSTAT"),
      "QSTEST": .text("Performance Status"),
    ]
    if let match = text.wholeMatch(of: #/ECOG ([0-4])/#), let number = Double(match.1) {
      values = [
        "QSCAT": .text("ECOG"), "QSTESTCD": .text("ECOG101"), "QSTEST": .text("ECOG1-Performance Status"),
        "QSORRES": .text(String(match.1)),
        "QSSTRESC": .text(String(match.1)), "QSSTRESN": .number(number),
      ]
    } else if let match = text.wholeMatch(of: #/Karnofsky ([0-9]{1,3}) %/#), let number = Double(match.1) {
      values = [
        "QSCAT": .text("KPS SCALE"), "QSTESTCD": .text("KPSS101"),
        "QSTEST": .text("KPSS1-Karnofsky Performance Status"),
        "QSORRES": .text(String(match.1)), "QSSTRESC": .text(String(match.1)), "QSSTRESN": .number(number),
      ]
    }
    return values
  }

  private mutating func addLesion(_ row: Row, _ number: Int) {
    let role = row.one("role").flatMap { CDISCTerms.roles.code($0) } ?? "NON-TARGET"
    let site = row.one("site")
    let readers = row.one("reader").map { Self.evaluator($0, "") } ?? [:]
    let name = row.one("lesion") ?? ""
    // A lesion is identified once for each evaluator.
    if identified.insert("\(row.patient)\u{1F}\(name)\u{1F}\(row.one("reader") ?? "")").inserted {
      var values: Values = [
        "TULNKID": Self.short(name), "TUTESTCD": .text("TUMIDENT"), "TUTEST": .text("Tumor Identification"),
        "TUORRES": .text(role), "TUSTRESC": .text(role),
      ]
      if let site { values["TULOC"] = Self.short(site.uppercased()) }
      for (key, value) in readers { values["TU" + key] = value }
      add("TU", kind: CDISCOwn.copy, row, number, nil, values)
    }
    var values: Values = ["TRGRPID": .text(role)]
    for (key, value) in readers { values["TR" + key] = value }
    let finding = row.one("finding") ?? ""
    if let length = Millimetres(finding) {
      let isNode = site.map { BodySite($0).isNode } ?? false
      values["TRTESTCD"] = .text(isNode ? "LPERP" : "LDIAM")
      values["TRTEST"] = .text(isNode ? "Longest Perpendicular" : "Longest Diameter")
      values["TRORRESU"] = .text("mm")
      values["TRSTRESC"] = .text(Quantity.digits(length.number))
      values["TRSTRESN"] = .number(length.number)
      values["TRSTRESU"] = .text("mm")
    } else {
      values["TRTESTCD"] = .text("TUMSTATE")
      values["TRTEST"] = .text("Tumor State")
      values["TRSTRESC"] = Self.short(CDISCTerms.states.code(finding) ?? finding.uppercased())
    }
    add("TR", kind: row.kind, row, number, nil, values)
  }
}
