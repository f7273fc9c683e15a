// SPDX-License-Identifier: Apache-2.0

package import Chronology

/// What the period of a study says of the treatments of a patient.
///
/// `Patients were treated between 2014 and 2021` is said of the series. Where nothing of a patient is dated otherwise, each treatment begins in it; a resection or an adjuvant therapy
/// with a date before it shows that the period is that of inclusion, or of the treatment that the series is about, and then it dates none of this patient's treatments.
extension Study {
  /// The days in which each treatment of a patient begins; nil where there is no period, or where dates of the patient show that it is not of each.
  package func periodOfEachTreatment(of patient: Patient) -> DayBounds? {
    guard let period = believedPeriod(of: patient), let earliest = period.earliest else { return nil }
    let dates = patient.entries.flatMap(\.when).flatMap(\.readings).compactMap(\.date).filter(\.isBelieved)
    let isBefore = dates.contains { date in date.bounds.latest.map { $0 < earliest } ?? false }
    guard !isBefore, treatmentsOutsidePeriod(of: patient).isEmpty else { return nil }
    return DayBounds(earliest: earliest, latest: period.latest)
  }

  /// Treatments whose own date lies outside of the period, each with the date.
  package func treatmentsOutsidePeriod(of patient: Patient) -> [(entry: Entry, date: StatedDate)] {
    guard let period = believedPeriod(of: patient) else { return [] }
    return patient.entries.compactMap { entry in
      guard entry.isTreatment else { return nil }
      let dates = entry.when.flatMap(\.readings).compactMap(\.date)
      return dates.first { date in
        guard date.isBelieved else { return false }
        let isBefore = period.earliest.flatMap { earliest in date.bounds.latest.map { $0 < earliest } } ?? false
        let isAfter = period.latest.flatMap { latest in date.bounds.earliest.map { $0 > latest } } ?? false
        return isBefore || isAfter
      }.map { (entry, $0) }
    }
  }

  private func believedPeriod(of patient: Patient) -> DayBounds? {
    period(of: patient).flatMap { $0.isBelieved ? $0.bounds : nil }
  }
}

extension Entry {
  /// Whether it is treatment of the tumour.
  fileprivate var isTreatment: Bool {
    switch content {
    case .therapy, .surgery, .radiotherapy, .ablation: true
    default: false
    }
  }
}
