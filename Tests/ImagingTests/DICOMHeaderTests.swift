// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
@testable import Imaging
import Testing

/// What is read of the words of `dcmdump`.
@Suite struct DICOMHeaderTests {
  @Test func readsValues() {
    let header = DICOMHeader(
      """
      (0008,0060) CS [CT]                                     #   2, 1 Modality
      (0008,0022) DA (no value available)                     #   0, 0 AcquisitionDate
      (0008,0020) DA [20200302]                               #   8, 1 StudyDate
      (0010,0020) LO [P-7]                                    #   4, 1 PatientID
      (0010,1002).(0010,0020) LO [OTHER]                      #   8, 1 PatientID
      (0028,0010) US 512                                      #   2, 1 Rows
      (0028,0011) US 256                                      #   2, 1 Columns
      (0028,0030) DS [0.9\\0.8]                               #  18, 2 PixelSpacing
      (0028,1050) DS [40\\300]                                #   4, 2 WindowCenter
      (0028,1051) DS [400\\1500]                              #   4, 2 WindowWidth
      (0020,0037) DS [1\\0\\0\\0\\0\\-1]                      #  18, 6 ImageOrientationPatient
      """)
    #expect(header.modality == "CT")
    #expect(header.date?.description == "2020-03-02")
    #expect(header.named(among: ["p-7"]).map(\.field) == ["PatientID"])
    // Another identifier stands in a sequence.
    #expect(header.named(among: ["1", "other"]).map(\.patient) == ["other"])
    #expect((header.columns, header.rows, header.frames) == (256, 512, 1))
    // The first is between rows: down.
    #expect(header.spacing?.text == "0.8 x 0.9 mm")
    #expect(header.window?.text == "40/400")
    #expect(header.plane == .coronal)
    #expect(ImageDoubt.ofKind(header).isEmpty)
  }

  /// Of an enhanced object they stand in the functional groups.
  @Test func readsFunctionalGroups() {
    let header = DICOMHeader(
      """
      (0028,0008) IS [30]                                     #   2, 1 NumberOfFrames
      (5200,9229).(0028,9110).(0028,0030) DS [0.7\\0.7]       #   8, 2 PixelSpacing
      (5200,9230).(0020,9116).(0020,0037) DS [0\\1\\0\\0\\0\\-1] #  12, 6 ImageOrientationPatient
      (0040,0275).(0008,0060) CS [XX]                         #   2, 1 Modality
      """)
    #expect(header.frames == 30)
    #expect(header.spacing?.text == "0.7 mm")
    #expect(header.plane == .sagittal)
    // A sequence of something else says nothing of the picture.
    #expect(header.modality == nil)
  }

  @Test(arguments: [
    ("(0028,0301) CS [YES]  #", ImageDoubt.burnedIn),
    ("(0008,0016) UI [1.2.840.10008.5.1.4.1.1.7.4]  #", .secondaryCapture),
    ("(0008,0060) CS [OT]  #", .secondaryCapture),
    ("(0008,0016) UI [1.2.840.10008.5.1.4.1.1.6.1]  #", .ultrasound),
    ("(0008,0060) CS [US]  #", .ultrasound),
    ("(0008,103e) LO [Dose Report]  #", .doseReport),
    ("(0008,0008) CS [DERIVED\\SECONDARY\\SCREEN SAVE]  #", .doseReport),
    ("(0008,0016) UI [1.2.840.10008.5.1.4.1.1.88.67]  #", .doseReport),
  ])
  func doubtsOfAKind(line: String, doubt: ImageDoubt) {
    #expect(ImageDoubt.ofKind(DICOMHeader(line)) == [doubt])
  }

  /// Whoever is named in any field of identity is named; zeros before a number are none.
  @Test(arguments: [
    ("(0010,0020) LO [02]", "2", "PatientID"), ("(0010,0020) LO [P-007]", "p7", "PatientID"),
    ("(0010,0010) PN [2]", "2", "PatientName"), ("(0010,0010) PN [2^^^^]", "2", "PatientName"),
    ("(0010,0010) PN [Anonymous^002]", "2", "PatientName"), ("(0010,0010) PN [Patient 2]", "2", "PatientName"),
    ("(0010,1000) LO [A17\\2]", "2", "OtherPatientIDs"), ("(0010,1001) PN [2]", "2", "OtherPatientNames"),
    ("(0012,0040) LO [2]", "2", "ClinicalTrialSubjectID"),
    ("(0010,1002).(0010,0020) LO [2]", "2", "PatientID"),
  ])
  func namesOfEveryField(line: String, patient: String, field: String) {
    let header = DICOMHeader("(0010,0020) LO (no value available)  #  0, 0 PatientID\n\(line)   #   2, 1 Field")
    let named = header.named(among: ["1", patient, "22", "20"])
    #expect(named.map(\.patient) == [patient] && named.map(\.field) == [field], "\(named)")
    #expect(header.namesAnybody)
  }

  @Test func numbersOfHospitalsNameNobody() {
    let header = DICOMHeader("(0010,0020) LO [4711202]  #\n(0010,0010) PN [Anonymous]  #")
    #expect(header.named(among: ["1", "2", "47112", "02"]).isEmpty && header.namesAnybody)
    #expect(!DICOMHeader("(0010,0020) LO (no value available)  #").namesAnybody)
    // A study that has both means the one that is written.
    let written = DICOMHeader("(0010,0020) LO [02]  #")
    #expect(written.named(among: ["2", "02"]).map(\.patient) == ["02"])
  }
}
