// SPDX-License-Identifier: Apache-2.0

import Chronology
import Testing

/// A tolerance is a number of the caller's: none of them traps or turns bounds round.
@Suite struct StrangeToleranceTests {
  static let strange = [Double.nan, .infinity, -.infinity, 1e308, -1e308, -1, 0, 1]

  @Test(arguments: strange) func approximateTimes(units: Double) throws {
    let tolerance = Tolerance(plain: .exact, approximateUnits: units)
    for text in ["2017-03~", "2017-03-04~", "2017%", "9999~", "0000~", "2017-22~"] {
      let bounds = try StatedDate(parsing: text, tolerance: tolerance).bounds
      let plain = try StatedDate(parsing: text, tolerance: .exact).bounds
      let (earliest, latest) = (try #require(bounds.earliest), try #require(bounds.latest))
      let (first, last) = (try #require(plain.earliest), try #require(plain.latest))
      #expect(earliest <= first && last <= latest, "\(text) by \(units)")
    }
    let bounds = try StatedSpan(parsing: "~6 mo").bounds(tolerance: tolerance)
    let (lower, upper) = (try #require(bounds.lower), try #require(bounds.upper))
    #expect(lower <= .months(6) && .months(6) <= upper, "~6 mo by \(units)")
  }

  @Test(arguments: strange) func fractions(fraction: Double) throws {
    let bounds = try StatedSpan(parsing: "6 mo").bounds(tolerance: Tolerance(plain: .fraction(fraction)))
    let (lower, upper) = (try #require(bounds.lower), try #require(bounds.upper))
    #expect(lower <= upper, "6 mo by \(fraction)")
  }
}
