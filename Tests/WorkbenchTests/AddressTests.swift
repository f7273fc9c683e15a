// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workbench

/// Addresses are read and written in one place, and hold nothing but numbers and words of the program.
@Suite struct AddressTests {
  @Test(
    "an address is read as it is written",
    arguments: [
      .start, .open, .settings, .anotherBrowser, .keys, .study, .studyFacts, .newPatient, .patient(12),
      .patientFacts(12), .paste(12), .summary(12), .summaryDocument(12), .dose(12), .forecast(12),
      .newEntry(12, kind: "best-supportive-care"),
      .entry(12, 345), .cycles(12, 345), .pictures(12, 345), .picture(12, 345, 2), .newPicture(12, 345, "0a1b"),
      .newPicturePixels(12, 345, "0a1b"), .pixels(12, 345),
      .readTime,
      .findings, .finding("02be3f48879fe827"), .report, .reportPart("tables_outcomes.csv"), .reportArchive, .trial,
      .history,
      .revision(7), .create, .openPublished, .openFolder, .writeFolder, .stop, .asset("workbench.css"),
    ] as [Address])
  func roundTrip(_ address: Address) { #expect(Address(path: address.path) == address) }

  @Test(
    "a path that leads elsewhere is none",
    arguments: [
      "", "s", "//s", "/s/", "/../etc/passwd", "/assets/../Package.swift", "/assets/..", "/assets/%2e%2e",
      "/assets/.hidden",
      "/assets/a/b", "/r/part/../../etc/passwd", "/r/part/..%2f..%2fetc", "/p/0", "/p/01", "/p/-1", "/p/1e3",
      "/p/99999999999999999999", "/p/1/e", "/p/1/e/x", "/p/1/new/", "/p/1/new/A", "/p/1/new/a_b", "/p/1/e/2/picture/0",
      "/p/1/e/2/new-picture/A/pixels", "/p/1/e/2/new-picture/a/x", "/h/1/2", "/f/A",
      "/f/a b", "/s?x", "/s#x", "/s\u{0}", "/s\\", "/ü", "/" + String(repeating: "a", count: 300),
    ])
  func elsewhere(_ path: String) { #expect(Address(path: path) == nil, "\(path)") }
}
