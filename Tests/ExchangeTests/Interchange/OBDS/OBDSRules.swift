// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Rules of the structure of oBDS 3.0.4, as far as reports of ours use it: written from the description of the data set (order of elements, which must be there, how often, and what their texts are), and not from the writer.
///
/// They stand in for the XML schema, which is not ours to ship.
enum OBDSRules {

  /// `a b? c* d+`, a group of which one must be there as `x|y`.
  private static let sequences: [String: String] = [
    "oBDS": "Absender Meldedatum Menge_Patient Menge_Melder",
    "Absender": "Bezeichnung? Ansprechpartner? Anschrift? Telefon? EMail?",
    "Menge_Patient": "Patient+", "Menge_Melder": "Melder+",
    "Patient": "Patienten_Stammdaten Menge_Meldung Anmerkung?",
    "Patienten_Stammdaten":
      "Versichertendaten_GKV|Versichertendaten_PKV|Versichertendaten_Sonstige Nachname Titel? Namenszusatz? Namensvorsatz? Vornamen Geburtsname? Menge_Frueherer_Name? Geschlecht Geburtsdatum Adresse",
    "Versichertendaten_Sonstige": "Ersatzkode|IKNR KrankenkassenName? Versichertennummer?",
    "Menge_Meldung": "Meldung+",
    "Meldung":
      "Meldebegruendung Einwilligung_nicht_meldepflichtig? Zertifizierung? Eigene_Leistung Tumorzuordnung Diagnose|Pathologie|OP|ST|SYST|Verlauf|Tod|Tumorkonferenz Menge_Zusatzitem? Anmerkung?",
    "Menge_Zusatzitem": "Zusatzitem+", "Zusatzitem": "Datum? Art Wert? Bemerkung?",
    "Tumorzuordnung": "Primaertumor_ICD Diagnosedatum Seitenlokalisation? Morphologie_ICD_O?",
    "Primaertumor_ICD": "Code Version", "Morphologie_ICD_O": "Code Version",
    "Primaertumor_Topographie_ICD_O": "Code Version",
    "Diagnose":
      "Primaertumor_Diagnosetext? Primaertumor_Topographie_ICD_O? Primaertumor_Topographie_Freitext? Diagnosesicherung Menge_Fruehere_Tumorerkrankung? Histologie? Menge_FM? cTNM? pTNM? Menge_Weitere_Klassifikation? Menge_Genetik? Allgemeiner_Leistungszustand",
    "Histologie": "Tumor_Histologiedatum? Histologie_EinsendeNr? Morphologie_ICD_O* Morphologie_Freitext? Grading",
    "Menge_FM": "Fernmetastase+", "Fernmetastase": "Diagnosedatum Lokalisation",
    "cTNM": tnm, "pTNM": tnm, "Menge_Genetik": "Genetische_Variante+",
    "Genetische_Variante": "Datum? Bezeichnung Auspraegung|Sonstige_Auspraegung",
    "OP": "Intention Datum Menge_OPS Histologie? TNM? Residualstatus? Komplikationen", "Menge_OPS": "OPS+",
    "OPS": "Code Version",
    "Residualstatus": "Lokale_Beurteilung_Residualstatus? Gesamtbeurteilung_Residualstatus?",
    "Komplikationen": "Komplikation_nein_oder_unbekannt|Menge_Komplikation", "Menge_Komplikation": "Komplikation+",
    "Komplikation": "Kuerzel|ICD",
    "ST": "Meldeanlass Intention Stellung_OP Menge_Bestrahlung? Ende_Grund? Nebenwirkungen",
    "Menge_Bestrahlung": "Bestrahlung+", "Bestrahlung": "Beginn? Ende? Applikationsart",
    "Applikationsart": "Perkutan|Kontakt|Metabolisch|Sonstige",
    "Sonstige": "Zielgebiet? Seite_Zielgebiet? Gesamtdosis? Einzeldosis?", "Gesamtdosis": "Dosis Einheit",
    "Nebenwirkungen": "Grad_maximal2_oder_unbekannt|Menge_Nebenwirkung", "Menge_Nebenwirkung": "Nebenwirkung+",
    "Nebenwirkung": "Art Grad Version", "SYST/Art": "Bezeichnung|MedDRA_Code",
    "SYST":
      "Meldeanlass Intention Stellung_OP Therapieart Protokoll? Beginn Menge_Substanz? Ende_Grund? Ende? Nebenwirkungen",
    "Menge_Substanz": "Substanz+", "Substanz": "Bezeichnung|ATC",
    "Verlauf":
      "Meldeanlass Untersuchungsdatum_Verlauf Gesamtbeurteilung_Tumorstatus Verlauf_Lokaler_Tumorstatus? Verlauf_Tumorstatus_Lymphknoten? Verlauf_Tumorstatus_Fernmetastasen? Menge_FM? Histologie? TNM? Menge_Weitere_Klassifikation? Menge_Genetik? Allgemeiner_Leistungszustand",
    "Tod": "Sterbedatum Tod_tumorbedingt Menge_Todesursachen?",
    "Tumorkonferenz": "Meldeanlass Datum Typ Therapieempfehlung?",
    "Therapieempfehlung": "Menge_Typ_Therapieempfehlung Abweichung_Patientenwunsch",
    "Menge_Typ_Therapieempfehlung": "Typ_Therapieempfehlung+",
  ]
  private static let tnm =
    "Datum? Version? y_Symbol? r_Symbol? a_Symbol? c_p_u_Praefix_T? T? m_Symbol? c_p_u_Praefix_N? N? c_p_u_Praefix_M? M? L? V? Pn? S? UICC_Stadium?"

  /// What the text of an element is, whole; by its parent where its name has several.
  private static let texts: [String: String] = [
    "Meldedatum": day, "Untersuchungsdatum_Verlauf": day, "Sterbedatum": day, "OP/Datum": day,
    "Bestrahlung/Beginn": day,
    "Bestrahlung/Ende": day, "SYST/Ende": day, "Diagnosedatum": day, "Geburtsdatum": day, "SYST/Beginn": day,
    "Tumorkonferenz/Datum": day, "Geschlecht": "[MWDXU]",
    "Ersatzkode": "970000011|970001001|970100001|970000022|970000099",
    "Meldebegruendung": "[IADWV]", "Eigene_Leistung": "[JNU]",
    "Primaertumor_ICD/Code": "[CD]\\d\\d(\\.\\d(\\d)?)?|M72.4",
    "Primaertumor_ICD/Version": "10 20\\d{2} (GM|WHO)|Sonstige", "Seitenlokalisation": "[LRBMUT]",
    "Morphologie_ICD_O/Code": "\\d\\d\\d\\d/\\d", "Morphologie_ICD_O/Version": "31|32|33|bb",
    "Primaertumor_Topographie_ICD_O/Code": "C\\d\\d\\.\\d(\\d)?", "Primaertumor_Topographie_ICD_O/Version": "31|32|33",
    "Diagnosesicherung": "[1245678]|7\\.[123]|9", "Grading": "[01234XLMHBUT]",
    "Lokalisation": "PUL|OSS|HEP|BRA|LYM|MAR|PLE|PER|ADR|SKI|OTH|GEN", "Auspraegung": "[MWPNU]",
    "Allgemeiner_Leistungszustand": "[01234U]|[1-9]0%|100%", "OP/Intention": "[KPDRSX]", "ST/Intention": "[KPOSX]",
    "SYST/Intention": "[KPSX]", "ST/Stellung_OP": "[OANIZS]", "SYST/Stellung_OP": "[OANIS]",
    "OPS/Code": "(?=.{5,9}$)[135689]-\\d\\d[0-9a-hj-km-z](\\.([0-9a-hj-kmnp-z]){1,2}){0,1}([RLB]){0,1}",
    "OPS/Version": "200[4-9]|20[12]\\d", "Lokale_Beurteilung_Residualstatus": "R0|R1|R2|R1\\(is\\)|R1\\(cy\\+\\)|RX|U",
    "Komplikation_nein_oder_unbekannt": "[NU]", "Kuerzel": "[A-Z]{3}", "Dosis": "(?!0*(\\.0*)?$)\\d+(\\.\\d+)?",
    "Einheit": "Gy",
    "Grad_maximal2_oder_unbekannt": "[K12U]", "Grad": "[345]", "Nebenwirkung/Version": "4|4\\.03|5\\.0|Sonstige",
    "ST/Ende_Grund": "[EFAPSVTU]", "SYST/Ende_Grund": "[ERWAPSVTU]",
    "Therapieart": "CH|HO|IM|ZS|CI|CZ|CIZ|IZ|SZ|AS|WS|WW|SO", "Gesamtbeurteilung_Tumorstatus": "[VTKPDBRYUX]",
    "Verlauf_Lokaler_Tumorstatus": "[KTPNRFUX]", "Verlauf_Tumorstatus_Lymphknoten": "[KTPNRFUX]",
    "Verlauf_Tumorstatus_Fernmetastasen": "[KTPNRFUX]", "Tod_tumorbedingt": "[JNU]", "Typ": "praeth|postop|postth|ther",
    "Typ_Therapieempfehlung": "CH|HO|IM|ZS|SZ|CI|CZ|CIZ|IZ|WW|AS|WS|OP|ST|SO|KW", "Abweichung_Patientenwunsch": "[JNU]",
    "Nachname": "\\p{L}+", "Vornamen": "\\p{L}+", "Art": ".{1,255}", "Wert": ".{1,255}", "Bezeichnung": ".{1,255}",
    "Sonstige_Auspraegung": ".{1,255}", "Primaertumor_Diagnosetext": ".{1,1000}",
    "Primaertumor_Topographie_Freitext": ".{1,255}",
    "ST/Meldeanlass": "behandlungsbeginn|behandlungsende", "SYST/Meldeanlass": "behandlungsbeginn|behandlungsende",
    "Verlauf/Meldeanlass": "statusaenderung|statusmeldung",
    "Tumorkonferenz/Meldeanlass": "diagnose|behandlungsbeginn|behandlungsende|statusaenderung",
    "cTNM/Version": "[6789]", "pTNM/Version": "[6789]", "y_Symbol": "y", "r_Symbol": "r", "a_Symbol": "a",
    "T": "(is.*)|([a01234X].*)",
    "m_Symbol": "m(,is)?|is|[2-9](,is)?|[1-9][0-9]{1,2}(,is)?", "N": "[0123X].*", "M": "[01X].*", "L": "L[X01]",
    "V": "V[X012]",
    "Pn": "Pn[X01]", "S": "S[X0123]", "c_p_u_Praefix_T": "[cpu]", "c_p_u_Praefix_N": "[cpu]",
    "c_p_u_Praefix_M": "[cpu]",
    "UICC_Stadium": "okk|0|0a|0is|I{1,3}[A-D]?[123]?|IV[ABC]?[12]?|IS",
  ]
  private static let day = "(19\\d\\d|20[0-2]\\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"

  private static let accuracies: [String: String] = [
    "Diagnosedatum": "ETMV", "Geburtsdatum": "ETMV", "Tumorkonferenz/Datum": "ETMV", "SYST/Beginn": "ET",
  ]

  /// What is wrong with the structure of a document; none where it follows the rules.
  static func faults(of text: String) -> [String] {
    let checker = Checker()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = checker
    guard parser.parse() else { return ["no well-formed XML, line \(parser.lineNumber)"] }
    var faults = checker.faults
    for (name, ids) in checker.ids where Set(ids).count != ids.count { faults.append("\(name) twice") }
    return faults
  }

  private final class Checker: NSObject, XMLParserDelegate {
    var faults: [String] = []
    var ids: [String: [String]] = [:]
    private var open: [(name: String, children: [String], text: String)] = []

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      if !open.isEmpty { open[open.count - 1].children.append(elementName) }
      let parent = open.last?.name ?? ""
      let accuracy = accuracies["\(parent)/\(elementName)"] ?? accuracies[elementName]
      switch (accuracy, attributes["Datumsgenauigkeit"]) {
      case (let allowed?, let own?):
        if own.count != 1 || !allowed.contains(own) { faults.append("precision \(own) of \(elementName)") }
      case (_?, nil): faults.append("\(parent)/\(elementName) without precision")
      case (nil, _?): faults.append("\(parent)/\(elementName) with precision")
      case (nil, nil): break
      }
      for name in ["Patient_ID", "Meldung_ID"] { if let id = attributes[name] { ids[name, default: []].append(id) } }
      for (name, value) in attributes where name.hasSuffix("_ID") && !(1...50).contains(value.count) {
        faults.append("\(name) \(value)")
      }
      let needed = [
        "Patient": ["Patient_ID"], "Meldung": ["Meldung_ID", "Melder_ID"], "Tumorzuordnung": ["Tumor_ID"],
        "Melder": ["ID"],
      ]
      for name in needed[elementName] ?? [] where attributes[name] == nil {
        faults.append("\(elementName) without \(name)")
      }
      open.append((elementName, [], ""))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open[open.count - 1].text += string }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
      guard let own = open.popLast() else { return }
      let parent = open.last?.name ?? ""
      let key = parent == "Nebenwirkung" && own.name == "Art" ? "SYST/Art" : own.name
      if let sequence = sequences[key] {
        if let fault = Self.fault(own.children, sequence) { faults.append("\(own.name): \(fault)") }
      } else if !own.children.isEmpty {
        faults.append("\(own.name) has elements in it")
      } else if let pattern = texts["\(parent)/\(own.name)"] ?? texts[own.name] {
        if own.text.range(of: "^(\(pattern))$", options: .regularExpression) == nil {
          faults.append("\(parent)/\(own.name): \(own.text)")
        }
      } else if !["Adresse", "Melder"].contains(own.name) {
        faults.append("\(parent)/\(own.name) is not known")
      }
    }

    /// The first child that breaks a sequence.
    private static func fault(_ children: [String], _ sequence: String) -> String? {
      var rest = children[...]
      for part in sequence.split(separator: " ") {
        let sign = part.last.map { "?*+".contains($0) ? $0 : "1" } ?? "1"
        let names = part.trimmingCharacters(in: CharacterSet(charactersIn: "?*+")).split(separator: "|").map(
          String.init)
        var count = 0
        while let next = rest.first, names.contains(next), count == 0 || sign == "*" || sign == "+" {
          rest = rest.dropFirst()
          count += 1
        }
        if count == 0, sign == "1" || sign == "+" { return "no \(part)" }
      }
      return rest.first.map { "\($0) out of place" }
    }
  }
}
