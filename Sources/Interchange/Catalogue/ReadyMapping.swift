// SPDX-License-Identifier: Apache-2.0

/// Mappings of tables that many people have, ready to use by their names.
package enum ReadyMapping {
  /// All of them by name.
  package static let all: [(name: String, text: String)] = [
    ("swimmer-patients", swimmerPatients), ("swimmer-events", swimmerEvents), ("cbioportal", cBioPortal),
    ("recist-lesions", recistLesions), ("recist-visits", recistVisits), ("workbook", RecordWorkbook.mapping.text),
  ]

  /// Their names, for a message.
  package static let names = all.map(\.name).joined(separator: ", ")

  /// The mapping of a name, as a file.
  package static func named(_ name: String) -> InputFile? {
    all.first { $0.name == name }.map { InputFile(name: "\(name).yaml", text: $0.text) }
  }

  /// What sheets of lesions have beside the day and the length, for the entry of a name.
  private static func lesionColumns(of entry: String) -> String {
    """
          - {column: lesion, is: lesion, of: \(entry)}
          - {column: role, is: role, of: \(entry), words: {T: target, NT: non-target, N: new, target: target, non-target: non-target, new: new}}
          - {column: site, is: site, of: \(entry), optional: true}
          - {column: method, is: method, of: \(entry), optional: true}
          - {column: reader, is: reader, of: \(entry), optional: true}

    """
  }

  private static let recistLesions =
    """
    mapping: Sheet of lesions for RECIST, one row a lesion and day, lengths in mm
    study: Lesions
    tables:
      - file: "*"
        entries:
          - {name: reading, kind: lesion}
        columns:
          - {column: patient, is: patient}
          - {column: date, is: date, of: reading, read as: date}
          - {column: mm, is: finding, of: reading}

    """ + lesionColumns(of: "reading") + """
            - {column: density HU, is: density HU, of: reading, optional: true}
            - {column: slice mm, is: slice mm, of: reading, optional: true}
            - {column: certainty, is: certainty, of: reading, optional: true}
            - {column: treated, is: treated, of: reading, optional: true}

      """

  /// So many visits a sheet may have.
  private static let visits = 1...12

  private static let recistVisits: String = {
    let entries = visits.map { "      - {name: visit-\($0), kind: lesion, needs: [mm \($0)]}\n" }.joined()
    let columns = visits.map { visit in
      """
            - {column: date \(visit), is: date, of: visit-\(visit), read as: date, optional: true}
            - {column: mm \(visit), is: finding, of: visit-\(visit), optional: true}

      """ + lesionColumns(of: "visit-\(visit)")
    }
    return """
      mapping: Sheet of lesions for RECIST, one row a lesion, a day and a length in mm for each visit
      study: Lesions
      tables:
        - file: "*"
          entries:

      """ + entries + "    columns:\n      - {column: patient, is: patient}\n" + columns.joined()
  }()

  private static let swimmerPatients = """
    mapping: Table of a swimmer plot, one row a patient, times in months from the start of treatment
    study: Swimmer plot
    tables:
      - file: "*"
        decimal: point
        missing: {NA: leave out}
        times: {from: start of treatment, is number: 0, unit: mo}
        entries:
          - {name: treatment, kind: therapy, every row: true}
          - {name: response, kind: assessment, always: {assessment: true, of: treatment}}
          - {name: progression, kind: assessment, always: {assessment: true, response: PD, of: treatment}}
          - {name: death, kind: death, always: {death: not stated}}
          - {name: last-contact, kind: last contact, always: {last contact: true}}
        columns:
          - {column: patient, is: patient}
          - {column: treatment, is: therapy, of: treatment}
          - {column: start, is: starts, of: treatment, read as: time, optional: true}
          - {column: end, is: ends, of: treatment, read as: time, optional: true}
          - {column: ongoing, is: ongoing, of: treatment, words: {yes: true, no: leave out}, optional: true}
          - {column: response, is: response, of: response, optional: true}
          - {column: response time, is: when, of: response, read as: time, optional: true}
          - {column: progression, is: when, of: progression, read as: time, optional: true}
          - {column: death, is: when, of: death, read as: time, optional: true}
          - {column: last contact, is: when, of: last-contact, read as: time, optional: true}

    """

  private static let swimmerEvents = """
    mapping: Table of a swimmer plot, one row an event, times in days from the start of treatment
    study: Swimmer plot
    tables:
      - file: "*"
        decimal: point
        missing: {NA: leave out}
        times: {from: start of treatment, is number: 0}
        entries:
          - {name: treatment, kind: therapy, where: {event: treatment}}
          - {name: response, kind: assessment, where: {event: response}, always: {assessment: true}}
          - {name: progression, kind: assessment, where: {event: progression}, always: {assessment: true, response: PD}}
          - {name: surgery, kind: surgery, where: {event: surgery}}
          - {name: death, kind: death, where: {event: death}, always: {death: not stated}}
          - {name: last-contact, kind: last contact, where: {event: last contact}, always: {last contact: true}}
        columns:
          - {column: patient, is: patient}
          - {column: what, is: therapy, of: treatment}
          - {column: what, is: response, of: response}
          - {column: what, is: surgery, of: surgery}
          - {column: start, is: starts, of: treatment, read as: time}
          - {column: end, is: ends, of: treatment, read as: time}
          - {column: start, is: when, of: response, read as: time}
          - {column: start, is: when, of: progression, read as: time}
          - {column: start, is: when, of: surgery, read as: time}
          - {column: start, is: when, of: death, read as: time}
          - {column: start, is: when, of: last-contact, read as: time}

    """

  /// Days are counted from the date of diagnosis, which is day 0, and months of survival from initial diagnosis (cBioPortal, *File formats*: Timeline Data, Clinical Data).
  private static let cBioPortal = """
    mapping: Clinical data and timelines of cBioPortal
    study: A study of cBioPortal
    tables:
      - file: data_clinical_patient*.txt
        optional: true
        decimal: point
        separator: tab
        comment: "#"
        missing: {NA: leave out, "[Not Available]": leave out}
        times: {from: diagnosis, is number: 0, unit: mo}
        entries:
          - {name: diagnosis, kind: diagnosis, every row: true, once: true, always: {diagnosis: unknown, note: day 0 of the timeline}}
          - {name: death, kind: death, where: {OS_STATUS: ["1:DECEASED", DECEASED]}, always: {death: not stated}}
          - {name: last-contact, kind: last contact, where: {OS_STATUS: ["0:LIVING", LIVING]}, always: {last contact: true}}
        columns:
          - {column: PATIENT_ID, is: patient}
          - {column: SEX, is: sex, words: {Female: female, FEMALE: female, Male: male, MALE: male}, optional: true}
          - {column: AGE, is: age, read as: number, as: "{} at diagnosis", optional: true}
          - {column: OS_MONTHS, is: when, of: death, read as: time}
          - {column: OS_MONTHS, is: when, of: last-contact, read as: time}
      - file: data_timeline_treatment*.txt
        optional: true
        decimal: point
        separator: tab
        comment: "#"
        missing: {NA: leave out}
        times: {from: diagnosis, is number: 0}
        entries:
          - {name: treatment, kind: therapy, where: {TREATMENT_TYPE: [Medical Therapy]}}
          - {name: radiation, kind: radiotherapy, where: {TREATMENT_TYPE: [Radiation Therapy]}, always: {radiotherapy: true}}
        columns:
          - {column: PATIENT_ID, is: patient}
          - {column: EVENT_TYPE, is: ignored}
          - {column: AGENT, is: therapy, of: treatment}
          - {column: SUBTYPE, is: note, of: treatment, optional: true}
          - {column: START_DATE, is: starts, of: treatment, read as: time}
          - {column: STOP_DATE, is: ends, of: treatment, read as: time}
          - {column: SUBTYPE, is: note, of: radiation, optional: true}
          - {column: START_DATE, is: starts, of: radiation, read as: time}
          - {column: STOP_DATE, is: ends, of: radiation, read as: time}
      - file: data_timeline_surgery*.txt
        optional: true
        decimal: point
        separator: tab
        comment: "#"
        missing: {NA: leave out}
        times: {from: diagnosis, is number: 0}
        entries:
          - {name: surgery, kind: surgery, every row: true}
        columns:
          - {column: PATIENT_ID, is: patient}
          - {column: EVENT_TYPE, is: surgery, of: surgery}
          - {column: START_DATE, is: when, of: surgery, read as: time}
          - {column: STOP_DATE, is: ends, of: surgery, read as: time}
          - {column: SURGERY_DETAILS, is: note, of: surgery, optional: true}
      - file: data_timeline_status*.txt
        optional: true
        decimal: point
        separator: tab
        comment: "#"
        missing: {NA: leave out}
        times: {from: diagnosis, is number: 0}
        entries:
          - {name: status, kind: event, every row: true}
        columns:
          - {column: PATIENT_ID, is: patient}
          - {column: EVENT_TYPE, is: ignored}
          - {column: STATUS, is: event, of: status}
          - {column: START_DATE, is: when, of: status, read as: time}
          - {column: STOP_DATE, is: ends, of: status, read as: time}

    """
}
