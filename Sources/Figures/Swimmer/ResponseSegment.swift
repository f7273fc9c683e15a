// SPDX-License-Identifier: Apache-2.0

import Course

/// How long a response held: from the visit that first shows it to progression, death, or the last visit.
struct ResponseSegment: Hashable {
  /// CR or PR.
  let response: Response
  /// Where it begins and ends, in days after the anchor.
  let days: ClosedRange<Double>

  /// The segments of a lane. A visit of SD or NE does not end a response; progression does, and a better or worse response
  /// begins a segment of its own.
  static func segments(of layout: CourseLayout) -> [ResponseSegment] {
    var segments: [ResponseSegment] = []
    var held: (response: Response, start: Double)?
    var last = 0.0
    func close(_ day: Double) {
      if let held, day > held.start {
        segments.append(ResponseSegment(response: held.response, days: held.start...day))
      }
    }
    for moment in layout.moments.sorted(by: { $0.place.day < $1.place.day }) {
      let day = moment.place.day
      if moment.kind == .death {
        close(day)
        held = nil
        continue
      }
      guard let response = moment.assessment?.response.value else { continue }
      last = day
      switch response {
      case .progressive:
        close(day)
        held = nil
      case .complete, .partial:
        if held?.response == response { continue }
        close(day)
        held = (response, day)
      case .stable, .nonCompleteNonProgressive, .notEvaluable: continue
      }
    }
    close(last)
    return segments
  }
}
