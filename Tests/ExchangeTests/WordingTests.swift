// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain
import Testing

@testable import Exchange

@Suite("Words and names")
struct WordingTests {
  @Test("the nearest word is found, and none where none is near")
  func nearest() {
    let keys = ["dose", "days", "drug", "data cut-off", "best supportive care"]
    #expect(Wording.nearest(to: "dosis", in: keys) == "dose")
    #expect(Wording.nearest(to: "dsoe", in: keys) == "dose")
    #expect(Wording.nearest(to: "data_cutoff", in: keys) == "data cut-off")
    #expect(Wording.nearest(to: "Best Suportive Care", in: keys) == "best supportive care")
    #expect(Wording.nearest(to: "colour", in: keys) == nil)
    #expect(Wording.nearest(to: "", in: keys) == nil)
  }

  @Test("distances count swaps as one")
  func distance() {
    #expect(Wording.distance(Array("ca"), Array("ac")) == 1)
    #expect(Wording.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(Wording.distance([], Array("abc")) == 3)
  }

  @Test("names are in the order in which people count")
  func order() {
    let names = ["10", "2", "1", "b-10", "b-2", "02", "a"]
    #expect(names.sorted(by: NaturalOrder.precedes) == ["1", "02", "2", "10", "a", "b-2", "b-10"])
  }

  @Test("identifiers are kebab-case", arguments: ["a", "gem-doc", "cycle-16", "1"])
  func wellFormed(id: String) { #expect(Identifier.isWellFormed(id)) }

  @Test("other names are not identifiers", arguments: ["", "-", "a-", "-a", "a--b", "A", "a b", "ä", "a_b"])
  func notWellFormed(id: String) { #expect(!Identifier.isWellFormed(id)) }

  @Test("numbers are read with their units")
  func quantities() throws {
    #expect(try Quantity(parsing: "1000 mg/m2") == Quantity(number: 1000, unit: "mg/m2"))
    #expect(try Quantity(parsing: "80kg") == Quantity(number: 80, unit: "kg"))
    #expect(try Quantity(parsing: "0,8 g") == Quantity(number: 0.8, unit: "g"))
    #expect(try Quantity(parsing: "1.817,9 mg") == Quantity(number: 1817.9, unit: "mg"))
    #expect(throws: Quantity.Failure.thousandsOrDecimal) { try Quantity(parsing: "1,000 mg") }
    for text in ["", "x", "-1", ".5", "1.2.3", "1.000,0,0 mg", "5, mg", "99999999999999999999", "٣"] {
      #expect(throws: Quantity.Failure.noNumber) { try Quantity(parsing: text) }
    }
  }

  @Test("fractions are read in words and figures")
  func fractions() {
    #expect((try? StatedFraction(parsing: "two-thirds"))?.value == 2.0 / 3.0)
    #expect((try? StatedFraction(parsing: "a quarter"))?.value == 0.25)
    #expect((try? StatedFraction(parsing: "half"))?.value == 0.5)
    #expect((try? StatedFraction(parsing: "1/2"))?.value == 0.5)
    #expect((try? StatedFraction(parsing: "15.6 %"))?.value == 0.156)
    for text in ["1/0", "3/2", "0 %", "", "lots", "two-"] {
      #expect((try? StatedFraction(parsing: text))?.value == nil)
    }
  }
}
