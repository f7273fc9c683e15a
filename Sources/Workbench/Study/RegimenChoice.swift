// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Plain
import Report

/// A regimen of the library as it is chosen in a form: what it is in words, and the fields that it fills where a person says so.
struct RegimenChoice {
  let regimen: Regimen

  /// `gemcitabine 900 mg/m² d1, 8; docetaxel 75 mg/m² d8; every 21 d`
  var words: String {
    let parts = regimen.components.map { part in
      let times = part.timesADay > 1 ? " \(part.timesADay) × a day" : ""
      return
        "\(part.drug) \(DosingTables.text(part.dose))\(times) \(part.isDaily ? "daily" : CyclePattern.text(part.days))"
    }
    let status = regimen.status == .inUse ? "" : "; \(regimen.status.rawValue)"
    return parts.joined(separator: "; ") + "; every \(regimen.cycleDays) d" + status
  }

  /// The fields of a therapy: its drugs, the length of its cycles, and a phase for each of its drugs.
  var fields: [String: String] {
    var fields = ["therapy": regimen.drugs.joined(separator: " + "), "every": "\(regimen.cycleDays) d"]
    let isOne = regimen.drugs.count == 1
    for (index, part) in regimen.components.enumerated() {
      let name = "phases.\(index + 1)."
      if !isOne { fields[name + "drug"] = part.drug }
      fields[name + "dose"] = part.dose.text
      let daily = [1: "daily", 2: "twice daily", 3: "3 times daily"][part.timesADay]
      let isDaily = part.isDaily && daily != nil
      fields[name + "days"] = isDaily ? daily : part.days.map(String.init).joined(separator: "\n")
      if part.timesADay > 1, !isDaily { fields[name + "times a day"] = "\(part.timesADay)" }
    }
    return fields
  }
}
