// SPDX-License-Identifier: Apache-2.0

/// How this program writes a study as SDTM, so that it comes back: what no variable of the standard holds stands in supplemental qualifiers (`SUPP--`), whose labels are the keys of the record.
enum CDISCOwn {
  /// The qualifier that says what a record is in the study: a kind of entry, `patient`, `lesion`, `phase`, `administration`; or `copy`, of what another record says again.
  static let kind = "VLKIND"
  static let copy = "copy"
  /// What stands before the key in a label, and behind it where it holds a list.
  static let label = "Verlauf: "
  static let list = " []"
  /// The place of an entry in its course.
  static let place = "place"
  /// Bytes of a value and of a label that the standard allows.
  static let (value, width) = (200, 40)

  /// The domain of this program for what the standard has none for: an event class of the sponsor, as the standard allows with X, Y and Z.
  static let domain = "XV"

  /// Variables of a domain that hold a key of a kind as it stands.
  static func variables(_ kind: String, in domain: String) -> [(key: String, variable: String)] {
    if domain == Self.domain {
      let times: [(key: String, variable: String)] = [("when", "XVSTDTC"), ("ends", "XVENDTC")]
      if kind == "phase" { return [times[0]] }
      let own: [(key: String, variable: String)] = [(kind, "XVTERM")]
      return own + times
    }
    switch kind {
    case "patient": return [("year of birth", "BRTHDTC"), ("arm", "ARM")]
    case "diagnosis": return [("diagnosis", "MHTERM"), ("when", "MHSTDTC"), ("ends", "MHENDTC")]
    case "metastases", "local relapse": return [("when", "MHSTDTC"), ("ends", "MHENDTC")]
    case "surgery": return [("surgery", "PRTRT"), ("site", "PRLOC"), ("when", "PRSTDTC"), ("ends", "PRENDTC")]
    case "radiotherapy": return [("radiotherapy", "PRLOC"), ("when", "PRSTDTC"), ("ends", "PRENDTC")]
    case "ablation": return [("ablation", "PRLOC"), ("when", "PRSTDTC"), ("ends", "PRENDTC")]
    case "biopsy": return [("biopsy", "PRLOC"), ("when", "PRSTDTC"), ("ends", "PRENDTC")]
    case "transplant": return [("transplant", "PRTRT"), ("when", "PRSTDTC"), ("ends", "PRENDTC")]
    case "therapy": return [("when", "EXSTDTC"), ("ends", "EXENDTC")]
    case "administration": return [("date", "ECSTDTC")]
    case "assessment":
      return [("response", "RSORRES"), ("criteria", "RSCAT"), ("when", "RSDTC")]
    case "toxicity": return [("toxicity", "AETERM"), ("grade", "AETOXGR"), ("when", "AESTDTC"), ("ends", "AEENDTC")]
    case "lab": return [("when", "LBDTC")]
    case "performance status": return [("when", "QSDTC")]
    case "death": return [("when", "DDDTC")]
    case "last contact": return [("when", "SSDTC")]
    case "lesion": return [("date", "TRDTC"), ("lesion", "TRLNKID"), ("finding", "TRORRES")]
    default: return []
    }
  }
}
