// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads of a header what uptake is computed of, each with the reason where it cannot be had.
struct UptakeReader {
  let header: PETHeader
  let span: PETSeriesSpan

  /// Whether attenuation and decay were corrected for, and values have their slope.
  func corrections() -> [UptakeGap] {
    let corrected = header.words("0028,0051")
    let field = "CorrectedImage (0028,0051)"
    let found = corrected.isEmpty ? nil : corrected.joined(separator: " ")
    var gaps: [UptakeGap] = []
    if !corrected.contains("ATTN") {
      gaps.append(UptakeGap(field, found, expected: "ATTN among it: corrected for attenuation"))
    }
    if !corrected.contains("DECY") {
      gaps.append(UptakeGap(field, found, expected: "DECY among it: corrected for decay"))
    }
    let decay = header.word("0054,1102")?.uppercased()
    if decay != "START", decay != "ADMIN" {
      gaps.append(
        UptakeGap(
          "DecayCorrection (0054,1102)", decay,
          expected: "START or ADMIN: corrected to the start of the scan or to the injection"))
    }
    if header.number("0028,1053").map({ $0 > 0 }) != true {
      gaps.append(UptakeGap("RescaleSlope (0028,1053)", header.word("0028,1053"), expected: "a number above 0"))
    }
    return gaps
  }

  // MARK: the patient

  private func number(
    _ tag: String, _ name: String, in range: ClosedRange<Double>, expected: String
  ) -> (Double?, [UptakeGap]) {
    let field = "\(name) (\(tag))"
    guard let word = header.word(tag) else { return (nil, [UptakeGap(field, nil, expected: expected)]) }
    guard let number = header.number(tag), range.contains(number) else {
      return (nil, [UptakeGap(field, word, expected: expected)])
    }
    return (number, [])
  }

  /// In kg.
  func weight() -> (Double?, [UptakeGap]) {
    number("0010,1030", "PatientWeight", in: StandardisedUptake.weights, expected: "2 to 400 kg")
  }

  /// In m.
  func height() -> (Double?, [UptakeGap]) {
    number("0010,1020", "PatientSize", in: StandardisedUptake.heights, expected: "0.5 to 2.5 m")
  }

  func sex() -> (LeanBodyMass.Sex?, [UptakeGap]) {
    switch header.word("0010,0040")?.uppercased() {
    case "M": (.male, [])
    case "F": (.female, [])
    case let word:
      (nil, [UptakeGap("PatientSex (0010,0040)", word, expected: "M or F, by which lean body mass differs")])
    }
  }

  /// Whether the header says that it is of a child, for whom the formula was not made.
  func ageGaps() -> [UptakeGap] {
    guard let age = header.word("0010,1010")?.uppercased() else { return [] }
    let isChild: Bool
    switch age.last {
    case "Y": isChild = Int(age.dropLast()).map { $0 < 18 } ?? false
    case "D", "W", "M": isChild = true
    default: isChild = false
    }
    let expected = "18 years or more: lean body mass after Janmahasatian et al. is of adults"
    return isChild ? [UptakeGap("PatientAge (0010,1010)", age, expected: expected)] : []
  }

  // MARK: the dose

  /// The only value of a field of the radiopharmaceutical.
  private func only(_ tag: String, _ name: String, expected: String) -> (String?, [UptakeGap]) {
    let words = header.givenWords(tag)
    let field = "\(name) (\(tag))"
    guard words.count <= 1 else {
      return (nil, [UptakeGap(field, "\(words.count) DIFFERENT VALUES", expected: "one radiopharmaceutical")])
    }
    guard let word = words.first else { return (nil, [UptakeGap(field, nil, expected: expected)]) }
    return (word, [])
  }

  /// In Bq.
  private func dose() -> (Double?, [UptakeGap]) {
    let expected = "a dose in Bq, 1e6 to 1e10 (one in MBq or kBq is not scaled: correct the header at its source)"
    let (word, gaps) = only("0018,1074", "RadionuclideTotalDose", expected: expected)
    guard let word else { return (nil, gaps) }
    guard let dose = Double(word), StandardisedUptake.doses.contains(dose) else {
      return (nil, [UptakeGap("RadionuclideTotalDose (0018,1074)", word, expected: expected)])
    }
    return (dose, [])
  }

  /// In s: that of the nuclide which the header names, or of any of oncology where it names none that is known.
  private func halfLife() -> (Double?, [UptakeGap]) {
    let name = "RadionuclideHalfLife"
    let (word, gaps) = only("0018,1075", name, expected: "seconds")
    guard let word else { return (nil, gaps) }
    let codes = header.nuclideCodes
    let named = Radionuclide.all.filter { !Set($0.codes).isDisjoint(with: codes) }
    let agent = header.givenWords("0018,0031").joined(separator: " ").lowercased()
    let isFluorine = ["fdg", "fluoro", "f-18", "18f", "f18", "[18f]"].contains(where: agent.contains)
    let meant =
      !named.isEmpty ? named : isFluorine ? Radionuclide.all.filter { $0.name == "F-18" } : Radionuclide.all
    let expected =
      meant.count == 1
      ? "\(meant[0].halfLife) s of \(meant[0].name), to 1 %"
      : "seconds of \(meant.map(\.name).joined(separator: ", "))"
    guard let seconds = Double(word), seconds.isFinite, named.count <= 1, meant.contains(where: { $0.has(seconds) })
    else { return (nil, [UptakeGap("\(name) (0018,1075)", word, expected: expected)]) }
    return (seconds, [])
  }

  // MARK: times

  private static let injection = "RadiopharmaceuticalStartDateTime (0018,1078)"
  private static let injectionTime = "RadiopharmaceuticalStartTime (0018,1072)"

  /// When it was injected: with its day where that is stated, else on the day on which the series began.
  private func injected(_ start: PETHeader.Moment) -> (PETHeader.Moment?, [UptakeGap]) {
    let (times, dates) = (header.givenWords("0018,1072"), header.givenWords("0018,1078"))
    guard times.count <= 1, dates.count <= 1 else {
      return (nil, [UptakeGap(Self.injection, "SEVERAL TIMES", expected: "one injection")])
    }
    let day = (start.seconds / 86_400).rounded(.down) * 86_400
    let clock = times.first.flatMap { PETHeader.Moment(date: "19700101", time: $0) }
      .map { $0.seconds.truncatingRemainder(dividingBy: 86_400) }
    guard let text = dates.first else {
      guard let word = times.first else {
        return (nil, [UptakeGap(Self.injection, nil, expected: "when it was injected (or 0018,1072)")])
      }
      guard let clock else { return (nil, [UptakeGap(Self.injectionTime, word, expected: "a time, to the second")]) }
      return (PETHeader.Moment(seconds: day + clock), [])
    }
    guard let moment = PETHeader.Moment(text) else {
      return (nil, [UptakeGap(Self.injection, text, expected: "a date and a time, to the second")])
    }
    let own = moment.seconds.truncatingRemainder(dividingBy: 86_400)
    if let clock, abs(clock - own) >= 1 {
      return (
        nil,
        [
          UptakeGap(
            Self.injection, "AT ANOTHER TIME OF DAY",
            expected: "the same time as \(Self.injectionTime): of two times neither is taken")
        ]
      )
    }
    // A difference from UTC beside times that have none: the same clock only where something says so.
    if let sign = text.lastIndex(where: { "+-".contains($0) }), clock == nil,
      header.word("0008,0201") != String(text[sign...])
    {
      return (
        nil,
        [
          UptakeGap(
            Self.injection, "WITH A DIFFERENCE FROM UTC",
            expected: "the same in TimezoneOffsetFromUTC (0008,0201), or \(Self.injectionTime) beside it")
        ]
      )
    }
    return (moment, [])
  }

  /// No scan takes longer, in s.
  private static let longestScan = 14_400.0

  /// When the scan began, to which decay is corrected (START).
  private func scanStart() -> (PETHeader.Moment?, [UptakeGap]) {
    let field = "SeriesDate and SeriesTime (0008,0021, 0008,0031)"
    guard let series = header.seriesStart else {
      return (nil, [UptakeGap(field, header.word("0008,0031"), expected: "a date and a time, to the second")])
    }
    guard let own = header.acquisition else {
      return (
        nil,
        [
          UptakeGap(
            "AcquisitionDate and AcquisitionTime (0008,0022, 0008,0032)", header.word("0008,0032"),
            expected: "a date and a time, to the second")
        ]
      )
    }
    if series <= min(own, span.earliestFound ?? own) {
      guard own.seconds - series.seconds <= Self.longestScan else {
        return (nil, [UptakeGap(field, "MORE THAN 4 H BEFORE", expected: "the start of the scan of this slice")])
      }
      return (series, [])
    }
    // The series was made afterwards: its time is not that of the scan.
    if let start = header.privateScanStart { return (start, []) }
    if let earliest = span.earliest { return (earliest, []) }
    return (
      nil,
      [
        UptakeGap(
          field, "AFTER AN ACQUISITION",
          expected:
            "the start of the scan: of a series made afterwards it is the earliest acquisition, and not all slices of the series are here (NumberOfSlices, 0054,0081)"
        )
      ]
    )
  }

  /// The seconds between injection and the time to which decay is corrected; 0 for ADMIN.
  private func decayed(_ halfLife: Double?) -> (Double?, [UptakeGap]) {
    if header.word("0054,1102")?.uppercased() == "ADMIN" { return (0, []) }
    let (start, noStart) = scanStart()
    guard let start else { return (nil, noStart) }
    let (injection, noInjection) = injected(start)
    guard let injection else { return (nil, noInjection) }
    let seconds = start.seconds - injection.seconds
    guard seconds >= 0 else {
      return (
        nil,
        [
          UptakeGap(
            header.givenWords("0018,1078").isEmpty ? Self.injectionTime : Self.injection, "AFTER THE START OF THE SCAN",
            expected: "a time before it; over midnight with its day (0018,1078)")
        ]
      )
    }
    guard seconds <= 86_400 else {
      return (nil, [UptakeGap(Self.injection, "MORE THAN A DAY BEFORE THE SCAN", expected: "a day at most")])
    }
    guard let halfLife, isDecayFactorOf(start, halfLife) else {
      guard halfLife != nil else { return (seconds, []) }
      return (
        nil,
        [
          UptakeGap(
            "DecayFactor (0054,1321)", header.word("0054,1321"),
            expected: "the decay from the start of the scan to this slice, to 5 %: the start that times give is another"
          )
        ]
      )
    }
    return (seconds, [])
  }

  /// Whether the decay factor, where one other than 1 is stated, is that of the time from the start to this slice: over its frame, as PS3.3 C.8.9.4.1.7 has it.
  private func isDecayFactorOf(_ start: PETHeader.Moment, _ halfLife: Double) -> Bool {
    guard let factor = header.number("0054,1321"), factor > 0, factor != 1, let own = header.acquisition,
      let milliseconds = header.number("0018,1242"), milliseconds > 0
    else { return true }
    let rate = log(2) / halfLife
    let frame = rate * milliseconds / 1000
    let expected = exp(rate * (own.seconds - start.seconds)) * frame / (1 - exp(-frame))
    return abs(factor / expected - 1) <= 0.05
  }

  // MARK: together

  /// The factor of values that are activity times a number, in Bq/ml.
  func factor(ofActivity activity: Double, _ before: [UptakeGap]) throws(UptakeNotDetermined) -> (Double, String) {
    let (weight, noWeight) = weight()
    let (dose, noDose) = dose()
    let (halfLife, noHalfLife) = halfLife()
    let (seconds, noSeconds) = decayed(halfLife)
    let gaps = before + noWeight + noDose + noHalfLife + noSeconds
    guard gaps.isEmpty, let weight, let dose, let halfLife, let seconds else { throw UptakeNotDetermined(gaps: gaps) }
    let factor = activity * weight * 1000 / (dose * exp2(-seconds / halfLife))
    if header.word("0054,1102")?.uppercased() == "ADMIN" { return (factor, "values as of the injection") }
    let way = "dose decayed over \(Int((seconds / 60).rounded())) min to the scan"
    // Of a slice alone nothing says that no other was acquired before its series began.
    let warning = ", by the time of the series alone: not all of its slices are here to hold it against"
    return (factor, span.isWhole ? way : way + warning)
  }
}
