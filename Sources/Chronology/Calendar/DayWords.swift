// SPDX-License-Identifier: Apache-2.0

public import Plain

extension Phrase {
  /// Days between bounds: `2021-05-03`, `2021-05-01 to 2021-05-31`, `from …`, `until …`, `not determined`.
  public static func days(_ bounds: DayBounds) -> Phrase {
    switch (bounds.earliest, bounds.latest) {
    case (nil, nil): .notDetermined
    case (let day?, nil): Phrase("from \(day)", "ab \(day)")
    case (nil, let day?): Phrase("until \(day)", "bis \(day)")
    case (let first?, let last?):
      first == last ? Phrase(same: "\(first)") : Phrase("\(first) to \(last)", "\(first) bis \(last)")
    }
  }
}
