// SPDX-License-Identifier: Apache-2.0

import Notation

/// What reports say of one patient, gathered as a draft: reports of one tumour, operation, radiotherapy or systemic therapy are brought together by their numbers.
struct OBDSPatient: PatientGathering {
  typealias Leaf = ReportElement.Leaf

  var draft: PatientDraft
  var outcome = TableOutcome()
  var record: CellPlace
  var index = EntryIndex()
  var histologies: [Int: [(rank: Int, value: PatientDraft.Value)]] = [:]
  var births: [(date: PartialDate, leaf: Leaf)] = []
  var diagnosed: [Int: [PartialDate]] = [:]
  /// The data set of the file that is read.
  var dialect = ReportDocument.Dialect.oBDS
  /// Reports that have no number of their own therapy, by what they could be.
  var unnumbered: [String: CellPlace] = [:]

  init(id: String, place: CellPlace) {
    draft = PatientDraft(id: id, place: place)
    record = place
  }

  /// The entry of a key, at the element that says it.
  mutating func entry(
    _ kind: String, key: String?, number: String? = nil, stem: String, order: String, at element: ReportElement
  ) -> Int {
    entry(kind, key: key, number: number, stem: stem, order: order, at: element.place(record))
  }
}
