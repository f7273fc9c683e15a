// SPDX-License-Identifier: Apache-2.0

import Plain

/// Modalities in the words of DICOM (PS3.3 C.7.3.1.1.1) and in those of charts.
public enum ImageModalityWords {
  private static let words: [String: [String]] = [
    "CT": ["ct", "computed", "computertomog", "tomograph"],
    "MR": ["mr", "mri", "mrt", "magnet", "mrcp", "kernspin"],
    "PT": ["pet", "positron"],
    "NM": ["scinti", "szinti", "spect", "nuclear"],
    "US": ["us", "ultraso", "sono", "echo", "ceus"],
    "CR": ["x-ray", "xray", "radiogra", "röntgen", "roentgen"],
    "DX": ["x-ray", "xray", "radiogra", "röntgen", "roentgen"],
    "RG": ["x-ray", "xray", "radiogra", "röntgen", "roentgen"],
    "XA": ["angio"],
    "MG": ["mammo"],
  ]

  /// Whether a modality of DICOM is among those that words of a chart name; nil where either is not known.
  public static func fits(_ code: String, _ chart: String) -> Bool? {
    guard let own = words[code.uppercased()] else { return nil }
    let named = chart.lowercased().split { !$0.isLetter }.map(String.init) + [chart.lowercased()]
    func names(_ starts: [String]) -> Bool {
      named.contains { word in starts.contains { $0.count <= 3 ? word == $0 : word.hasPrefix($0) } }
    }
    if names(own) { return true }
    return words.contains { names($0.value) } ? false : nil
  }
}
