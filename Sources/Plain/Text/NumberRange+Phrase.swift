// SPDX-License-Identifier: Apache-2.0

extension NumberRange {
  /// The range in the languages of the workbench: `0.1 to 120 months`, `0,1 bis 120 Monate`.
  package var phrase: Phrase {
    let unit =
      ["months": " Monate", "patients": " Patienten", "days": " Tage"][unit] ?? (unit.isEmpty ? "" : " " + unit)
    func german(_ value: Double) -> String { Self.text(value).replacing(".", with: ",") }
    return Phrase("\(words)", "\(german(stated.lowerBound)) bis \(german(stated.upperBound))\(unit)")
  }
}
