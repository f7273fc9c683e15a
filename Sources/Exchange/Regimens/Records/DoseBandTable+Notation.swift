// SPDX-License-Identifier: Apache-2.0

package import Dosing
package import Notation

extension DoseBandTable: Described {
  package static let notation = Record<DoseBandTable>(
    "band-table", title: "a band table", "From which computed dose on which dose is given.",
    blank: { DoseBandTable(id: "", name: "", bands: [], end: 0) },
    [
      .required("bands", \.id, .kebab, "Identifier."), .required("name", \.name, .text, "Name for people."),
      .with(
        "decimals", \.decimals, .integer(0...4), absent: 2,
        "Decimals to which the computed dose is rounded before it is looked up."),
      .parts("table", \.bands, required: true, "Bands in ascending order.") { band, table, item, log in
        guard let last = table.bands.last, band.from <= last.from || band.dose <= last.dose else { return }
        log.error(item.mark, "a band that is not above the one before", expected: "bands in ascending order")
      },
      .required("end", \.end, .amount("mg", in: 0...1_000_000, "16.97 mg"), "Where the last band ends."),
      .note(\.note), .sources(\.sources),
    ],
    finish: { table, mapping in
      guard let last = table.bands.last, table.end <= last.from else { return }
      mapping.log.error(
        mapping.mark("end"), "an end below the last band", expected: "a dose above \(last.from) mg")
    })
}

extension DoseBandTable.Band: Described {
  package static let notation = Record<DoseBandTable.Band>(
    "band", title: "a band", "One band.", inlineWidth: 110, blank: { DoseBandTable.Band(from: 0, dose: 1) },
    [
      .required("from", \.from, .amount("mg", in: 0...1_000_000, "4.60 mg"), "Computed dose from which it holds."),
      .required("dose", \.dose, .amount("mg", in: 0.000_1...1_000_000, "4.8 mg"), "Dose that is given."),
    ])
}
