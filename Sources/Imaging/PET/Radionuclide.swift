// SPDX-License-Identifier: Apache-2.0

/// A nuclide of PET by its codes (PS3.16 CID 4020) and its half-life.
struct Radionuclide {
  /// `F-18`.
  let name: String
  /// The codes of SNOMED CT and of its older form.
  let codes: [String]
  /// In s.
  let halfLife: Double

  /// Those of oncology. Half-lives of F-18, as QIBA has it, and of the Decay Data Evaluation Project (Monographie BIPM-5).
  static let all = [
    Radionuclide(name: "F-18", codes: ["77004003", "C-111A1"], halfLife: 6586.2),
    Radionuclide(name: "C-11", codes: ["40565003", "C-105A1"], halfLife: 1221.7),
    Radionuclide(name: "Ga-68", codes: ["35337001", "C-131A3"], halfLife: 4069.8),
    Radionuclide(name: "Cu-64", codes: ["3932008", "C-127A2"], halfLife: 45_721),
    Radionuclide(name: "Zr-89", codes: ["63360001", "C-168A4"], halfLife: 282_312),
    Radionuclide(name: "I-124", codes: ["40937006", "C-114A5"], halfLife: 360_806),
    Radionuclide(name: "N-13", codes: ["21576001", "C-107A1"], halfLife: 598.0),
    Radionuclide(name: "O-15", codes: ["129504001", "C-B1038"], halfLife: 122.3),
  ]

  /// Whether a half-life is that of the nuclide, to a hundredth.
  func has(_ seconds: Double) -> Bool { abs(seconds - halfLife) <= 0.01 * halfLife }
}
