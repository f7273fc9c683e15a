// SPDX-License-Identifier: Apache-2.0

/// A stage in the words of UICC, taken apart into what the data set has elements for: `ypT2(m) ypN0 ycM0 L0 UICC IIA`.
struct OBDSStage {
  private var symbols = ""
  private var categories: [(letter: String, prefix: String, value: String)] = []
  private var multiple: String?
  private var signs: [(letter: String, value: String)] = []
  private var group: String?

  private static let groups: Set = [
    "okk", "0", "0a", "0is", "I", "IA", "IA1", "IA2", "IA3", "IB", "IB1", "IB2", "IC", "II", "IIA", "IIA1", "IIA2",
    "IIB", "IIC", "III", "IIIA", "IIIA1", "IIIA2", "IIIB", "IIIC", "IIIC1", "IIIC2", "IIID", "IS", "IV", "IVA", "IVA1",
    "IVA2", "IVB", "IVC",
  ]

  /// Nil where a part of it has no element.
  init?(_ text: String) {
    var rest = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if rest.count >= 2, rest[rest.count - 2] == "UICC" {
      guard Self.groups.contains(rest[rest.count - 1]) else { return nil }
      group = rest[rest.count - 1]
      rest.removeLast(2)
    }
    for token in rest {
      if let match = token.wholeMatch(of: #/(y?r?a?)([cpu]?)([TNM])(.+)/#) {
        let letter = String(match.3)
        // In their order, each once, all with the same symbols.
        guard signs.isEmpty,
          !categories.contains(where: { $0.letter >= letter && letter == "T" || $0.letter == letter }),
          categories.isEmpty || symbols == match.1
        else { return nil }
        symbols = String(match.1)
        var value = String(match.4)
        if letter == "T", value.hasSuffix(")"), let open = value.lastIndex(of: "(") {
          let inner = String(value[value.index(after: open)...].dropLast())
          if inner.wholeMatch(of: #/m(,is)?|is|[2-9](,is)?|[1-9][0-9]{1,2}(,is)?/#) != nil {
            multiple = inner
            value = String(value[..<open])
          }
        }
        let isValue =
          switch letter {
          case "T": value.wholeMatch(of: #/(is|[a01234X]).*/#) != nil
          case "N": value.wholeMatch(of: #/[0123X].*/#) != nil
          default: value.wholeMatch(of: #/[01X].*/#) != nil
          }
        guard isValue, ReportNode.fits(value, limit: 30) else { return nil }
        categories.append((letter, String(match.2), value))
      } else if let match = token.wholeMatch(of: #/(L)[X01]|(V)[X012]|(Pn)[X01]|(S)[X0123]/#) {
        let letter = String(match.1 ?? match.2 ?? match.3 ?? match.4 ?? "")
        guard !signs.contains(where: { $0.letter == letter }) else { return nil }
        signs.append((letter, token))
      } else {
        return nil
      }
    }
    let order = ["T", "N", "M"].filter { letter in categories.contains { $0.letter == letter } }
    let marks = ["L", "V", "Pn", "S"].filter { letter in signs.contains { $0.letter == letter } }
    guard order == categories.map(\.letter), marks == signs.map(\.letter),
      !(categories.isEmpty && signs.isEmpty && group == nil)
    else { return nil }
  }

  /// As the element of a diagnosis: pathological where a category is.
  func node(edition: String?) -> ReportNode {
    var nodes: [ReportNode] = []
    if let edition { nodes.append(ReportNode("Version", edition)) }
    if symbols.contains("y") { nodes.append(ReportNode("y_Symbol", "y")) }
    if symbols.contains("r") { nodes.append(ReportNode("r_Symbol", "r")) }
    if symbols.contains("a") { nodes.append(ReportNode("a_Symbol", "a")) }
    for (letter, prefix, value) in categories {
      switch letter {
      case "T":
        if !prefix.isEmpty { nodes.append(ReportNode("c_p_u_Praefix_T", prefix)) }
        nodes.append(ReportNode("T", value))
        if let multiple { nodes.append(ReportNode("m_Symbol", multiple)) }
      case "N":
        if !prefix.isEmpty { nodes.append(ReportNode("c_p_u_Praefix_N", prefix)) }
        nodes.append(ReportNode("N", value))
      default:
        if !prefix.isEmpty { nodes.append(ReportNode("c_p_u_Praefix_M", prefix)) }
        nodes.append(ReportNode("M", value))
      }
    }
    for (letter, value) in signs {
      switch letter {
      case "L": nodes.append(ReportNode("L", value))
      case "V": nodes.append(ReportNode("V", value))
      case "Pn": nodes.append(ReportNode("Pn", value))
      default: nodes.append(ReportNode("S", value))
      }
    }
    if let group { nodes.append(ReportNode("UICC_Stadium", group)) }
    return categories.contains { $0.prefix == "p" } ? ReportNode("pTNM", [], nodes) : ReportNode("cTNM", [], nodes)
  }
}
