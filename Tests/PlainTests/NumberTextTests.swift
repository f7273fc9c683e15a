// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

/// The grammar of numbers in options and texts; the expected values are what the texts say.
@Suite struct NumberTextTests {
  @Test(arguments: [
    ("0", 0.0), ("12", 12), ("-3", -3), ("+7", 7), ("0.75", 0.75), ("-0.5", -0.5), ("007", 7),
    ("999999999999999", 999_999_999_999_999),
    // A decimal comma, and what is printed.
    ("1,5", 1.5), ("70,25", 70.25), ("0,125", 0.125), ("1000,125", 1000.125), ("1,817.9", 1817.9), ("1.817,9", 1817.9),
    ("12\u{202F}500", 12_500), ("1\u{2009}234\u{00A0}567.5", 1_234_567.5), ("−7", -7),
    ("1.000,0", 1000), ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("-1,5", -1.5),
  ]) func numbersAreRead(text: String, value: Double) throws {
    #expect(try NumberText.double(text) == value)
  }

  @Test(arguments: [
    ("", NumberText.Problem.empty), (" ", .empty), ("inf", .notFinite), ("-Infinity", .notFinite), ("nan", .notFinite),
    ("NaN(0x1)", .notFinite), ("1e308", .exponent), ("1.5E-3", .exponent), ("0x10", .hexadecimal),
    ("0X1p3", .hexadecimal),
    ("1,500", .thousandsOrDecimal(whole: "1500", decimal: "1.5")),
    ("-12,000", .thousandsOrDecimal(whole: "-12000", decimal: "-12")), ("1,", .marks), (",5", .marks),
    ("1,23,4", .marks), ("1,2345,678", .marks), ("1,234.567,8", .marks), ("1.2,3", .marks), ("0,123,456", .marks),
    ("9999999999999999", .tooLong), ("0.1234567890123456", .tooLong), ("-", .noNumber), (".5", .noNumber),
    ("5.", .noNumber),
    ("1.2.3", .marks), ("--1", .noNumber), ("1\u{202F}00", .noNumber), ("12\u{202F}5000", .noNumber),
    ("1 000", .noNumber), (" 5", .noNumber), ("5 ", .noNumber),
    ("½", .noNumber),
    ("٣", .noNumber), ("5mg", .noNumber), ("five", .noNumber), ("\u{1B}]0;x\u{07}", .noNumber),
  ]) func everythingElseIsRefused(text: String, problem: NumberText.Problem) {
    #expect(throws: problem) { try NumberText.double(text) }
  }

  @Test func wholeNumbersHaveNoPoint() throws {
    #expect(try NumberText.integer("-12") == -12)
    #expect(throws: NumberText.Problem.notWhole) { try NumberText.integer("12.0") }
    #expect(throws: NumberText.Problem.tooLong) { try NumberText.integer(String(repeating: "9", count: 20)) }
    #expect(throws: NumberText.Problem.exponent) { try NumberText.integer("1e3") }
  }
}
