// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// The lesion that a picture names, as the readings of its patient have it.
struct ImageLesion: Sendable {
  private let name: String
  private let site: String?
  /// What was measured on the day of the assessment.
  private let measured: [LesionReading]

  /// nil where the picture names none.
  init?(_ item: ImageChoice.Item, in layout: CourseLayout) {
    guard let name = item.image.lesion else { return nil }
    self.name = name
    let own = layout.patient.lesions.filter { $0.lesion == name }
    site = own.compactMap(\.site).first
    let day = item.moment.day
    let ofDay = own.filter { $0.date == day }
    // Parts of one that split are added by who judges, and not by a caption.
    measured = ofDay.allSatisfy { $0.part == nil } ? ofDay : []
  }

  /// `T1, liver`
  var label: Phrase { site.map { Phrase(same: "\(name), ") + .organ($0) } ?? Phrase(same: name) }

  /// `lesion T1 (liver), 23 mm recorded`: the diameter where it is recorded for the day of the assessment, with who read where several did.
  var words: Phrase {
    let place = site.map { Phrase(same: " (") + .organ($0) + Phrase(same: ")") } ?? .none
    let lengths = measured.compactMap { reading -> (text: Millimetres, reader: String?)? in
      if case .measured(let length) = reading.state { (length, reading.reader) } else { nil }
    }
    let named = Phrase("lesion \(name)", "Läsion \(name)") + place
    guard !lengths.isEmpty, lengths.count == measured.count else { return named }
    let parts = lengths.map { length in
      Phrase(same: ", ") + length.text.phrase
        + (lengths.count > 1 ? length.reader.map { Phrase(same: " (\($0))") } ?? .none : .none)
    }
    return parts.reduce(named, +) + Phrase(" recorded", " dokumentiert")
  }
}
