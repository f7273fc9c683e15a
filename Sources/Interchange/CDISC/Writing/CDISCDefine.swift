// SPDX-License-Identifier: Apache-2.0

import Plain

/// A listing of datasets and their variables, as Define-XML has it: label, type, length, keys, list of terms, and how derived variables are made.
enum CDISCDefine {
  static func text(_ datasets: [Dataset], study: String, derived: [CDISCDomains.Domain] = []) -> String {
    let known = CDISCDomains.all + CDISCDomains.all.map { CDISCDomains.supplement(of: $0.name) } + derived
    let listed = datasets.map { dataset -> JSON in
      let domain = known.first { $0.name == dataset.name }
      let variables = dataset.columns.map { column -> JSON in
        let own = domain?.variables.first { $0.name == column.name }
        var members: [(key: String, value: JSON)] = [
          ("name", .string(column.name)), ("label", .string(column.label)), ("dataType", .string(column.type.rawValue)),
        ]
        if let length = column.length { members.append(("length", .integer(length))) }
        if let format = column.format { members.append(("displayFormat", .string(format))) }
        if let key = column.key { members.append(("keySequence", .integer(key))) }
        if let list = own?.codelist { members.append(("codelist", .string(list))) }
        members.append(("origin", .string(own?.derivation == nil ? "Collected" : "Derived")))
        if let derivation = own?.derivation { members.append(("derivation", .string(derivation))) }
        return .object(members)
      }
      return .object([
        ("name", .string(dataset.name)), ("label", .string(dataset.label)), ("records", .integer(dataset.rows.count)),
        ("variables", .array(variables)),
      ])
    }
    return JSON.object([
      ("study", .string(study)),
      (
        "standard",
        "SDTM, as of SDTMIG 3.3; variables that are required and that the record does not have (SITEID, COUNTRY, ARMCD) are not there"
      ),
      ("terminology", "lists of SDTM Controlled Terminology by their codes"),
      ("qualifiers", "SUPP-- with QNAM beginning with VL: keys of the record that no variable holds, by their labels"),
      ("datasets", .array(listed)),
    ]).text() + "\n"
  }
}
