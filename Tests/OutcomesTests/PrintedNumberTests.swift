// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Testing

/// Numbers that input can hold and no chart has: they are printed as what they are, or as a dash, and never trap.
@Suite struct PrintedNumberTests {
  /// 0.1234567891 to nine decimals is 0.123456789; padded to twelve, as it once was, it read 0.000123456789.
  @Test func moreDecimalsThanNineAreNine() {
    #expect(Numbers.text(0.1234567891, decimals: 9) == "0.123456789")
    #expect(Numbers.text(0.1234567891, decimals: 12) == "0.123456789")
    #expect(Numbers.text(18.41234567, decimals: 10) == "18.41234567")
    #expect(Numbers.text(2.6, decimals: -1) == "3")
    #expect(Numbers.text(0.5, decimals: .max) == "0.5" && Numbers.text(0.5, decimals: .min) == "1")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e15, 1e19, 1e308, -1e308, .greatestFiniteMagnitude])
  func whatIsNoNumberOfAChartIsADash(value: Double) {
    for decimals in 0...10 {
      #expect(Numbers.text(value, decimals: decimals) == "–" && Numbers.signed(value, decimals: decimals) == "–")
    }
  }
}

/// Counts that print as a rate, against counting all of them.
@Suite struct AttainableRateTests {
  private func counted(_ percent: Double, _ decimals: Int, of total: Int) -> ClosedRange<Int>? {
    var half = 0.5
    for _ in 0..<decimals { half /= 10 }
    let fits = (0...total).filter { abs(Double($0) / Double(total) * 100 - percent) <= half + 1e-9 }
    return fits.first.flatMap { first in fits.last.map { first...$0 } }
  }

  @Test(arguments: [1, 2, 3, 7, 40, 133, 281, 400, 1_000, 9_999])
  func theDivisionFindsWhatCountingFinds(total: Int) {
    var found = 0
    for tenths in stride(from: 0, through: 1_000, by: total > 1_000 ? 37 : 1) {
      for decimals in 0...3 {
        let percent = Double(tenths) / 10
        let range = Comparator.StatedRate(percent: percent, decimals: decimals).attainable(of: total)
        #expect(range == counted(percent, decimals, of: total), "\(percent) of \(total), \(decimals) decimals")
        if range != nil { found += 1 }
      }
    }
    #expect(found > 0)
  }

  /// 18.4 % of ten million with one decimal: 18.35 to 18.45 %, ends included. Counted through, each arm of a file would cost ten million steps.
  @Test func aLargeArmIsADivision() {
    let rate = Comparator.StatedRate(percent: 18.4, decimals: 1)
    #expect(rate.attainable(of: 10_000_000) == 1_835_000...1_845_000)
    #expect(rate.attainable(of: 0) == nil && rate.attainable(of: -1) == nil && rate.attainable(of: .max) == nil)
    for percent in [Double.nan, .infinity, 1e308, -1e308] {
      #expect(Comparator.StatedRate(percent: percent, decimals: 400).attainable(of: 133) == nil)
    }
  }
}
