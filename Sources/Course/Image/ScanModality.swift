// SPDX-License-Identifier: Apache-2.0

public import Plain

/// How a picture was made, in the word of DICOM (PS3.3 C.7.3.1.1.1), with the words that charts have for it.
public struct ScanModality: Sendable, Hashable {
  /// The word of DICOM: `CT`, `MR`, `PT`.
  public let code: String

  /// The defined terms of pictures, those that are retired too: old files have them.
  public static let codes: [String] = [
    "AS", "BI", "CD", "CF", "CP", "CR", "CS", "CT", "DD", "DF", "DG", "DM", "DMS", "DS", "DX", "EC", "EPS", "ES", "FA",
    "FS", "GM", "IO", "IVOCT", "IVUS", "LP", "LS", "MA", "MG", "MR", "MS", "NM", "OCT", "OP", "OPM", "OPR", "OPT",
    "OPTBSV", "OPTENF", "OPV", "OT", "PA", "PT", "PX", "RF", "RG", "RTDOSE", "RTIMAGE", "SC", "SEG", "SM", "SMR", "ST",
    "TG", "US", "VF",
    "XA", "XC",
  ]

  /// A modality by its word; nil for a text that is none.
  public init?(_ code: String) {
    guard Self.codes.contains(code) else { return nil }
    self.code = code
  }

  /// The modality that is meant by a word in other letters, or by one of charts: `MR` of `MRI`; nil for a text that names none, or several.
  public static func meant(by text: String) -> ScanModality? {
    if let own = ScanModality(text.uppercased()) { return own }
    let named = named(in: text)
    // A radiograph has several words; the first is that of films and plates.
    let first = named.min { ($0.count, $0) < ($1.count, $1) }
    return Set(named.map { words[$0] }).count == 1 ? first.flatMap { ScanModality($0) } : nil
  }

  private static let radiographs = ["x-ray", "xray", "radiogra", "röntgen", "roentgen"]

  /// Beginnings of the words of charts; those of up to three letters are whole words.
  private static let words: [String: [String]] = [
    "CT": ["ct", "computed", "computertomog", "tomograph"],
    "MR": ["mr", "mri", "mrt", "magnet", "mrcp", "kernspin"],
    "PT": ["pet", "positron"],
    "NM": ["scinti", "szinti", "spect", "nuclear"],
    "US": ["us", "ultraso", "sono", "echo", "ceus"],
    "CR": radiographs,
    "DX": radiographs,
    "RG": radiographs,
    "XA": ["angio"],
    "MG": ["mammo"],
  ]

  private static func named(in chart: String) -> [String] {
    let named = chart.lowercased().split { !$0.isLetter }.map(String.init) + [chart.lowercased()]
    return words.filter { item in
      named.contains { word in item.value.contains { $0.count <= 3 ? word == $0 : word.hasPrefix($0) } }
    }.map(\.key)
  }

  /// Whether it is among the modalities that words of a chart name: PT and CT are in `PET-CT`; nil where either is not known.
  public func isNamed(in chart: String) -> Bool? {
    guard Self.words[code] != nil else { return nil }
    let named = Self.named(in: chart)
    return named.contains(code) ? true : named.isEmpty ? nil : false
  }

  /// The word by which people call it: `CT`, `MRI`.
  public var phrase: Phrase {
    switch code {
    case "MR": Phrase("MRI", "MRT")
    case "PT": Phrase(same: "PET")
    case "NM": Phrase("scintigraphy", "Szintigraphie")
    case "US": Phrase("ultrasound", "Sonographie")
    case "CR", "DX", "RG": Phrase("radiograph", "Röntgen")
    case "XA": Phrase("angiography", "Angiographie")
    case "MG": Phrase("mammography", "Mammographie")
    default: Phrase(same: code)
    }
  }

  /// What a picture of it is called at an assessment: by the chart's word where that names this modality alone, else by its own, since a PET of a PET-CT is no CT.
  public func phrase(beside chart: String?) -> Phrase {
    guard let chart, isNamed(in: chart) == true else { return phrase }
    let isAlone = Set(Self.named(in: chart).map { Self.words[$0] }).count == 1
    return isAlone ? Phrase(same: chart) : phrase
  }
}

extension AssessmentImage {
  /// What a picture is called: by its own modality (`PET`, `PET over CT`), else by the word of the chart for that of its assessment; nil where neither is stated.
  public func modalityPhrase(beside chart: String?) -> Phrase? {
    guard let modality else { return chart.map { Phrase(same: $0) } }
    guard let own = ScanModality(modality) else { return Phrase(same: modality) }
    guard let over else { return own.phrase(beside: chart) }
    // By its own word: `PET-CT` of a chart says both already.
    return own.phrase + Phrase(" over ", " über ") + (ScanModality(over)?.phrase ?? Phrase(same: over))
  }
}
